//! Commissions that were worked out by hand: each line of `cases.txt` is loaded like a project's
//! own terms, and must pay what it says.

use super::*;
use crate::load::load;
use crate::model::date::Date;
use crate::model::ids::ProgramId;
use crate::source::{Source, resolve};

const CASES: &str = include_str!("cases.txt");

const COMPANY: &str = "name: Brooms
url: https://brooms.example
landing_domain: sweeping.example
markets:
  eu: {currency: EUR}
  us: {currency: USD}
  jp: {currency: JPY}
  kw: {currency: KWD}
  ch: {currency: CHF}
";

/// `terms | case | expected | arithmetic`
struct Line<'t> {
    terms: &'t str,
    case: &'t str,
    expected: &'t str,
    arithmetic: &'t str,
}

fn lines() -> impl Iterator<Item = Line<'static>> {
    let rows = CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|line| {
        let cells: Vec<&str> = line.split(" | ").map(str::trim).collect();
        let [terms, case, expected, arithmetic] = cells[..] else { panic!("four cells: {line}") };
        Line { terms, case, expected, arithmetic }
    })
}

/// Terms as a program's file says them, in flow style and without their day.
fn read(terms: &str) -> Terms {
    let rest = terms.strip_prefix('{').unwrap();
    let program = format!("name: Sweep\nterms:\n  - {{from: 2026-01-01, {rest}\n");
    let mut source = Source::empty();
    let mut embed = |path: &str, text: &str| {
        source.embed(resolve("content", path).unwrap(), text.as_bytes().to_vec());
    };
    embed("company.yaml", COMPANY);
    embed("programs/sweep.yaml", &program);
    for (product, category) in [("broom", "tools"), ("mop", "tools"), ("book", "books")] {
        let text = format!("name: Thing\ncategory: {category}\n");
        embed(&format!("products/{product}.yaml"), &text);
    }
    let loaded = load(&source);
    let project = loaded.project.unwrap_or_else(|| panic!("{terms}: {:?}", loaded.findings));
    let program = &project.programs[&ProgramId::parse("sweep").unwrap()];
    program.terms.versions()[0].clone()
}

/// `sale 100.00 EUR`, `renewal 13 29.00 EUR`, `click 250`; then, after commas, what else is known.
fn transaction(text: &str) -> Transaction {
    let mut parts = text.split(", ");
    let (event, rest) = parts.next().unwrap().split_once(' ').unwrap();
    let occasion = match event {
        "click" => Occasion::Click,
        "impression" => Occasion::Impression,
        "lead" => Occasion::Lead,
        "registration" => Occasion::Registration,
        "sale" => Occasion::Sale,
        "renewal" => {
            let month = rest.split_once(' ').unwrap().0.parse().unwrap();
            Occasion::Renewal { month }
        }
        other => panic!("no event {other}"),
    };
    let case = Case { occasion, groups: BTreeSet::new(), market: market("eu"), ..broom() };
    let mut transaction = Transaction::sale(case, None);
    match occasion {
        Occasion::Sale => transaction.paid = Some(Paid::plain(money(rest))),
        Occasion::Renewal { .. } => {
            transaction.paid = Some(Paid::plain(money(rest.split_once(' ').unwrap().1)));
        }
        _ => transaction.count = rest.parse().unwrap(),
    }
    for part in parts {
        let (key, value) = part.split_once(' ').unwrap();
        add(&mut transaction, key, value);
    }
    transaction
}

fn market(id: &str) -> Option<MarketId> {
    MarketId::parse(id).ok()
}

fn add(transaction: &mut Transaction, key: &str, value: &str) {
    let case = &mut transaction.case;
    match key {
        "product" => {
            case.product = ProductId::parse(value).ok();
            case.category = CategoryId::parse(if value == "book" { "books" } else { "tools" }).ok();
        }
        "market" => case.market = market(value),
        "group" => {
            case.groups.insert(GroupId::parse(value).unwrap());
        }
        "on" => transaction.on = Some(Date::parse(value).unwrap()),
        "sales" => transaction.month.sales = value.parse().unwrap(),
        "volume" => transaction.month.volume = decimal(value),
        "earned" => transaction.month.earned = decimal(value),
        "tax" if value.ends_with('%') => {
            let paid = transaction.paid.as_mut().unwrap();
            *paid = Paid::taxed(paid.amount, Rate::parse(value).unwrap());
        }
        "tax" => transaction.paid.as_mut().unwrap().tax = decimal(value),
        "shipping" => transaction.paid.as_mut().unwrap().shipping = decimal(value),
        "discounts" => transaction.paid.as_mut().unwrap().discounts = decimal(value),
        other => panic!("nothing is called {other}"),
    }
}

/// The commission; then what the levels above get, and the parts of those who share it.
fn outcome(terms: &Terms, transaction: &Transaction) -> String {
    let earning = match earn(terms, transaction) {
        Ok(earning) => earning,
        Err(error) => return error.to_string(),
    };
    let mut text = earning.amount.to_string();
    let list = |sums: Vec<Money>| {
        let sums: Vec<String> = sums.iter().map(Money::to_string).collect();
        sums.join(", ")
    };
    if let (Some(base), false) = (earning.base, terms.levels.is_empty()) {
        text += &format!("; levels {}", list(levels(terms, base).unwrap()));
    }
    if let Some(split) = &terms.split {
        let parts = shares(earning.amount, split).unwrap();
        text += &format!("; split {}", list(parts.into_iter().map(|(_, part)| part).collect()));
    }
    text
}

#[test]
fn cases_worked_out_by_hand() {
    let mut wrong = Vec::new();
    for line in lines() {
        let found = outcome(&read(line.terms), &transaction(line.case));
        if found != line.expected {
            wrong.push(format!(
                "{} | {}\n  pays {found}, not {}: {}",
                line.terms, line.case, line.expected, line.arithmetic
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(lines().count() >= 80, "{} cases", lines().count());
}

/// A refund is the same sums with the other sign, in every case.
#[test]
fn refunds_take_back_what_was_paid() {
    for line in lines() {
        let Ok(paid) = earn(&read(line.terms), &transaction(line.case)) else { continue };
        let back = paid.clone().taken_back();
        assert_eq!(paid.amount.checked_add(back.amount), Ok(Money::zero(paid.amount.currency())));
        assert_eq!(paid.parts.len(), back.parts.len());
    }
}
