//! Decodes commission terms, which programs and partners share.

mod bonus;
mod limits;
mod margin;
mod payout;
mod rule;
mod sharing;
mod sums;
mod tiers;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::company::Company;
use crate::model::date::Date;
use crate::model::terms::shape::{BASE, BONUS, RULE, TERMS};
use crate::model::terms::{Base, HistoryError, Refused, Rule, Terms, TermsHistory};
use crate::model::text::Written;
use crate::source::Node;

use super::creative::date;
use super::fields::{Fields, Findings, entries};
use super::values::{integer, word};

pub const DEFAULT_COOKIE_DAYS: u16 = 30;
pub const DEFAULT_HOLD_DAYS: u16 = 30;
const LONGEST_DAYS: i64 = 3650;
/// More sales in a month are a slip of the hand.
const MOST_SALES: i64 = 1_000_000;

/// The versions of the terms, each with its date.
pub fn history(
    node: &Node,
    place: Span,
    company: &Company,
    findings: &mut Findings,
) -> Option<TermsHistory> {
    let before = findings.len();
    let mut versions: Vec<Terms> = Vec::new();
    for entry in entries(node) {
        let start = Span { end: entry.span.start, ..entry.span };
        let Some(fields) = Fields::open(entry, &TERMS, start, findings) else { continue };
        let from = fields.get("from", findings, date).map(|from| from.value);
        if let Some(from) = from
            && versions.iter().any(|earlier| earlier.from == from)
        {
            let fault = HistoryError::SameDay(from);
            findings.push(
                Diagnostic::error(Code::Terms, place, fault.to_string())
                    .help("each version of the terms has its own `from:`, the day it begins"),
            );
            continue;
        }
        // Without its day, what it names is looked up all the same: all faults in one run.
        let Some(from) = from.or_else(|| stand_in(versions.len())) else { continue };
        versions.push(terms(&fields, from, start, company, findings));
    }
    match TermsHistory::new(versions) {
        Ok(history) => Some(history),
        // What made the list empty was reported already.
        Err(_) if findings.len() > before => None,
        Err(fault) => {
            findings.push(
                Diagnostic::error(Code::Terms, place, fault.to_string())
                    .help("each version of the terms has its own `from:`, the day it begins"),
            );
            None
        }
    }
}

/// A day for terms whose own could not be read, which was reported: no two get the same.
fn stand_in(index: usize) -> Option<Date> {
    let year = Date::FIRST_YEAR.checked_add(i16::try_from(index).ok()?)?;
    Date::new(year, 1, 2).ok()
}

fn terms(
    fields: &Fields,
    from: Date,
    start: Span,
    company: &Company,
    findings: &mut Findings,
) -> Terms {
    let rules: Vec<Rule> = fields
        .parts("rules", &RULE, findings, |part, findings| rule::rule(part, company, findings))
        .into_iter()
        .flatten()
        .collect();
    let base = fields.part("base", &BASE, findings, |part, findings| {
        let parts = part.list("net_of", findings, |node, findings| {
            word(node, findings, &["tax", "shipping", "discounts"], |text| {
                Some(text.to_owned())
                    .filter(|text| ["tax", "shipping", "discounts"].contains(&text.as_str()))
            })
        });
        let holds = |name: &str| parts.iter().any(|part| part == name);
        Some(Base {
            net_of_tax: holds("tax"),
            net_of_shipping: holds("shipping"),
            net_of_discounts: holds("discounts"),
        })
    });
    let mut refused = fields.list("refused", findings, |node, findings| {
        word(node, findings, Refused::WORDS, Refused::from_word)
    });
    // Their order means nothing.
    refused.sort();
    refused.dedup();
    let terms = Terms {
        from,
        rules,
        base: base.unwrap_or_default(),
        cookie_days: days(fields, "cookie_days", DEFAULT_COOKIE_DAYS, findings),
        hold_days: days(fields, "hold_days", DEFAULT_HOLD_DAYS, findings),
        payout: payout::payout(fields, company, findings),
        bonuses: fields.parts("bonuses", &BONUS, findings, |part, findings| {
            bonus::bonus(part, company, findings)
        }),
        levels: sharing::levels(fields, findings),
        split: sharing::split(fields, findings),
        refused,
        place: Written::at(start),
    };
    margin::report(&terms, fields, company, findings);
    terms
}

fn days(fields: &Fields, key: &str, default: u16, findings: &mut Findings) -> u16 {
    fields
        .get(key, findings, |node, findings| integer(node, findings, 0, LONGEST_DAYS))
        .and_then(|days| u16::try_from(days).ok())
        .unwrap_or(default)
}
