//! The answer for people.

use super::super::table;
use super::account::{Account, Base, Beaten, Named, Payout};

/// The whole account: the sum first, then how it came about, then when it is paid.
pub fn written(account: &Account) -> String {
    let paragraphs = [
        answer(account),
        listed("beaten rules", &beaten(account)),
        listed("levels above", &levels(account)),
        listed("if several partners brought it", &split(account)),
        outlook(account),
    ];
    let said = paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty());
    said.collect::<Vec<_>>().join("\n")
}

fn answer(account: &Account) -> String {
    let Account { partner, commission, .. } = account;
    let mut text = format!("`{partner}` earns {commission}\n{}\n", what(account));
    if let Some(base) = &account.base {
        text += &format!("base: {}\n", base_line(base));
    }
    text += &format!("terms: {}\nrule: {}\n", terms_line(account), named(&account.rule));
    let parts = account.parts.iter().map(|line| {
        [line.amount.to_string(), line.reason.clone(), in_brackets(line.at.as_deref())]
    });
    text + &indented(&table::columns(&parts.collect::<Vec<_>>()))
}

fn beaten(account: &Account) -> String {
    let line = |beaten: &Beaten| format!("{}: {}\n", named(&beaten.rule), beaten.why);
    account.beaten.iter().map(line).collect()
}

fn levels(account: &Account) -> String {
    let rows = account.levels.iter().map(|level| {
        let name = format!("{}. `{}`", level.level, level.partner);
        [name, level.commission.to_string(), level.rate.clone()]
    });
    table::columns(&rows.collect::<Vec<_>>())
}

fn split(account: &Account) -> String {
    let rows = account
        .split
        .iter()
        .map(|share| [share.touch.to_owned(), share.commission.to_string(), share.rate.clone()]);
    table::columns(&rows.collect::<Vec<_>>())
}

/// When it is paid, and what never is.
fn outlook(account: &Account) -> String {
    let mut text = match &account.payout {
        Some(payout) => format!("paid: {}\n", payout_line(payout)),
        None => "taken back from the balance\n".to_owned(),
    };
    if !account.refused.is_empty() {
        text += &format!("never paid: {}\n", account.refused.join(", "));
    }
    for line in &account.forbidden_traffic {
        text += &format!("forbidden: {line}\n");
    }
    text
}

/// Lines below a heading; nothing without lines.
fn listed(heading: &str, lines: &str) -> String {
    if lines.is_empty() { String::new() } else { format!("{heading}:\n{}", indented(lines)) }
}

fn indented(lines: &str) -> String {
    lines.lines().map(|line| format!("  {}\n", line.trim_end())).collect()
}

/// Such as: for a sale of `honey`, 100.00 EUR, on 2026-11-23 in the market `eu`.
fn what(account: &Account) -> String {
    let Account { event, product, date, market, count, .. } = account;
    match &account.paid {
        Some(paid) => {
            format!("for a {event} of `{product}`, {paid}, on {date} in the market `{market}`")
        }
        None => format!("for {count} × {event}, `{product}`, on {date} in the market `{market}`"),
    }
}

fn base_line(base: &Base) -> String {
    if base.net_of.is_empty() {
        return format!("{}, as it was paid", base.sum);
    }
    let tax = base.tax.as_ref().map(|tax| format!(" ({tax})")).unwrap_or_default();
    let parts: Vec<String> = base
        .net_of
        .iter()
        .map(|part| if *part == "tax" { format!("tax{tax}") } else { (*part).to_owned() })
        .collect();
    format!("{}, without {}", base.sum, parts.join(", "))
}

fn terms_line(account: &Account) -> String {
    let terms = &account.terms;
    let at = in_brackets(terms.at.as_deref());
    let whose = match (terms.origin, &terms.held_until) {
        ("own", _) => "the partner's own".to_owned(),
        (_, Some(until)) => {
            format!("of the program `{}`, held from signing until {until}", account.program)
        }
        _ => format!("of the program `{}`", account.program),
    };
    format!("{whose}, from {} {at}", terms.from).trim_end().to_owned()
}

fn named(rule: &Named) -> String {
    format!("{} {}", rule.rule, in_brackets(rule.at.as_deref())).trim_end().to_owned()
}

fn in_brackets(place: Option<&str>) -> String {
    place.map(|place| format!("({place})")).unwrap_or_default()
}

fn payout_line(payout: &Payout) -> String {
    let Payout { hold_days, rhythm, .. } = payout;
    let mut text = format!("after {hold_days} days");
    if let Some(confirmed) = &payout.confirmed {
        text += &format!(", from {confirmed}");
    }
    text += &format!("; {rhythm}");
    if let Some(day) = payout.day {
        text += &format!(" on day {day}");
    }
    if let Some(next) = &payout.next {
        text += &format!(", so on {next}");
    }
    match &payout.threshold {
        Some(threshold) => text + &format!("; once the balance is {threshold}"),
        None => text + "; whatever the balance is",
    }
}
