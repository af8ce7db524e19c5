//! Terms that say less than those they replace: each version is whole, so what it leaves out is
//! the default again. That may be meant, but nobody should lose a threshold without a word.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::company::Company;
use crate::model::date::Date;
use crate::model::terms::{Base, Payout, Rhythm, Terms, TermsHistory};
use crate::source::Node;

use super::fields::{Findings, entries};
use super::standard;
use super::terms::{DEFAULT_COOKIE_DAYS, DEFAULT_HOLD_DAYS};

/// Warns of each item under `terms:` that leaves out what the terms before it said. Those are of
/// the same list, else of `program`, for a partner's own terms.
pub fn report(
    node: &Node,
    own: &TermsHistory,
    program: Option<&TermsHistory>,
    company: &Company,
    findings: &mut Findings,
) {
    for entry in entries(node) {
        let from = entry.get("from").and_then(Node::text);
        let Some(from) = from.and_then(|text| Date::parse(text).ok()) else { continue };
        let earlier = own.versions().iter().rfind(|terms| terms.from < from);
        let of_program = || program.and_then(|it| it.in_force(from).or(it.versions().first()));
        let (whose, replaced) = match earlier {
            Some(earlier) => ("those", earlier),
            None => match of_program() {
                Some(replaced) => ("the program’s", replaced),
                None => continue,
            },
        };
        let lost: Vec<(&str, String)> = said(replaced, company)
            .into_iter()
            .filter(|(key, _)| entry.entries().iter().all(|(known, _)| known.text != *key))
            .collect();
        if !lost.is_empty() {
            let start = Span { end: entry.span.start, ..entry.span };
            let replaced = format!("{whose} from {}", replaced.from);
            findings.push(warning(start, from, &replaced, &lost));
        }
    }
}

fn warning(place: Span, from: Date, replaced: &str, lost: &[(&str, String)]) -> Diagnostic {
    let keys: Vec<String> = lost.iter().map(|(key, _)| format!("`{key}`")).collect();
    let lines: Vec<String> = lost.iter().map(|(key, value)| format!("`{key}: {value}`")).collect();
    let message = format!(
        "the terms from {from} do not say {}, which {replaced} did: each item is whole",
        keys.join(" and ")
    );
    Diagnostic::warning(Code::Terms, place, message)
        .help(format!("write what holds from then on, such as it was: {}", lines.join(", ")))
}

/// What terms say beside their rules, as lines of the file; defaults are not counted.
fn said(terms: &Terms, company: &Company) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    if terms.base != Base::default() {
        lines.push(("base", format!("{{net_of: [{}]}}", terms.base.net_of().join(", "))));
    }
    if terms.cookie_days != DEFAULT_COOKIE_DAYS {
        lines.push(("cookie_days", terms.cookie_days.to_string()));
    }
    if terms.hold_days != DEFAULT_HOLD_DAYS {
        lines.push(("hold_days", terms.hold_days.to_string()));
    }
    if terms.payout != standard::payout() {
        lines.push(("payout", payout(&terms.payout, company)));
    }
    if !terms.levels.is_empty() {
        let levels: Vec<String> = terms.levels.iter().map(ToString::to_string).collect();
        lines.push(("levels", format!("[{}]", levels.join(", "))));
    }
    if let Some(split) = &terms.split {
        let shares = split.shares().iter();
        let shares: Vec<String> =
            shares.map(|(touch, rate)| format!("{}: {rate}", touch.word())).collect();
        lines.push(("split", format!("{{{}}}", shares.join(", "))));
    }
    if !terms.refused.is_empty() {
        let refused: Vec<&str> = terms.refused.iter().map(|refused| refused.word()).collect();
        lines.push(("refused", format!("[{}]", refused.join(", "))));
    }
    lines
}

fn payout(payout: &Payout, company: &Company) -> String {
    let mut keys = Vec::new();
    match payout.thresholds.all() {
        [] => {}
        [sum] => keys.push(format!("threshold: {sum}")),
        _ => {
            let markets = company.markets.iter();
            let sums: Vec<String> = markets
                .filter_map(|market| {
                    Some(format!("{}: {}", market.id, payout.thresholds.of(market.currency)?))
                })
                .collect();
            keys.push(format!("threshold: {{{}}}", sums.join(", ")));
        }
    }
    keys.push(match payout.rhythm {
        Rhythm::Weekly(_) => "rhythm: weekly".to_owned(),
        Rhythm::Biweekly(_) => "rhythm: biweekly".to_owned(),
        Rhythm::Monthly(day) => format!("rhythm: monthly, day: {}", day.get()),
        Rhythm::Quarterly(day) => format!("rhythm: quarterly, day: {}", day.get()),
    });
    if !payout.methods.is_empty() {
        let methods: Vec<&str> = payout.methods.iter().map(|method| method.key()).collect();
        keys.push(format!("methods: [{}]", methods.join(", ")));
    }
    format!("{{{}}}", keys.join(", "))
}
