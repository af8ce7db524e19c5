//! Decodes what is paid on top.

use std::num::NonZeroU32;

use super::MOST_SALES;
use super::sums::{report_lacking, sums};
use crate::decode::fields::{Fields, Findings};
use crate::decode::values::{integer, string, typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::creative::date;
use crate::model::company::Company;
use crate::model::money::Rate;
use crate::model::terms::{Bonus, BonusKind, Period};
use crate::model::text::Written;

pub fn bonus(part: &Fields, company: &Company, findings: &mut Findings) -> Option<Bonus> {
    let name = part.get("name", findings, string).map(|name| in_one_line(&name));
    let period = period(part, findings);
    let kind = kind(part, company, findings);
    let (name, period, kind) = (name?, period?, kind?);
    if period.is_always() && !matches!(kind, BonusKind::Milestone { .. }) {
        findings.push(
            Diagnostic::error(
                Code::Terms,
                part.place("name"),
                format!("the bonus `{name}` is neither for a time nor for a milestone"),
            )
            .help("write when it is paid: `from` and `until`, or `after: 10` sales of a month"),
        );
        return None;
    }
    Some(Bonus { name, period, kind, place: Written::at(part.place("name")) })
}

/// Lines of terms have one name each.
fn in_one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn period(part: &Fields, findings: &mut Findings) -> Option<Period> {
    let from = part.get("from", findings, date).map(|from| from.value);
    let until = part.get("until", findings, date);
    match Period::new(from, until.map(|until| until.value)) {
        Ok(period) => Some(period),
        Err(fault) => {
            let place = until.map_or(part.place("until"), |until| until.span);
            let message = format!("a bonus cannot be paid: {fault}");
            findings.push(
                Diagnostic::error(Code::Dates, place, message)
                    .help(format!("write a day from {} on", fault.from)),
            );
            None
        }
    }
}

fn kind(part: &Fields, company: &Company, findings: &mut Findings) -> Option<BonusKind> {
    let after = part
        .get("after", findings, |node, findings| integer(node, findings, 1, MOST_SALES))
        .and_then(|sales| u32::try_from(sales).ok())
        .and_then(NonZeroU32::new);
    match (part.node("rate"), part.node("amount"), after) {
        (Some(rate), None, None) => {
            Some(BonusKind::Rate(typed(rate, findings, Rate::parse)?.value))
        }
        (None, Some(amount), after) => {
            let before = findings.len();
            let sum = sums(part, "amount", company, findings);
            if findings.len() > before {
                return None;
            }
            report_lacking(&sum, "amount", amount.span, &company.markets, findings);
            Some(match after {
                Some(sales) => BonusKind::Milestone { sales, sum },
                None => BonusKind::Sum(sum),
            })
        }
        (Some(rate), None, Some(_)) => {
            findings.push(
                Diagnostic::error(Code::Terms, rate.span, "a milestone pays a sum, not a rate")
                    .help("write `amount: 50.00 EUR`"),
            );
            None
        }
        (Some(_), Some(amount), _) => {
            let message = "a bonus pays a rate or an amount, not both";
            findings.push(
                Diagnostic::error(Code::Terms, amount.span, message)
                    .help("write two bonuses, or remove one of the two"),
            );
            None
        }
        (None, None, _) => {
            let message = "the bonus does not say what it pays";
            findings.push(
                Diagnostic::error(Code::MissingKey, part.place("name"), message)
                    .help("write `rate: 5 %` or `amount: 5.00 EUR`"),
            );
            None
        }
    }
}
