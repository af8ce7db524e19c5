//! Decodes the least and the most that a rule pays.

use super::rule::Paying;
use super::sums::{report_lacking, sums};
use crate::decode::fields::{Fields, Findings};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::company::{Company, Market};
use crate::model::terms::shape::CAP;
use crate::model::terms::{Event, Limits};

/// What a rule pays at the least and at the most, in the currency of every market it is for.
pub fn limits(
    part: &Fields,
    event: Event,
    paying: &[Paying],
    company: &Company,
    findings: &mut Findings,
) -> Limits {
    let is_for = |market: &&Market| {
        paying.iter().any(|(only, _)| only.as_ref().is_none_or(|only| *only == market.id))
    };
    let markets: Vec<&Market> = company.markets.iter().filter(is_for).collect();
    let read = |part: &Fields, key: &str, findings: &mut Findings| {
        let before = findings.len();
        let sums = sums(part, key, company, findings);
        if findings.len() == before {
            report_lacking(&sums, key, part.place(key), markets.iter().copied(), findings);
        }
        sums
    };
    let cap = part.part("cap", &CAP, findings, |part, findings| {
        report_unpaid(part, "sale", event, findings);
        Some((read(part, "sale", findings), read(part, "month", findings)))
    });
    report_unpaid(part, "minimum", event, findings);
    let (per_sale, per_month) = cap.unwrap_or_default();
    let limits = Limits { minimum: read(part, "minimum", findings), per_sale, per_month };
    report_crossed(&limits, part, findings);
    limits
}

/// Clicks, leads and the like pay the same for each: a limit for one says nothing.
fn report_unpaid(part: &Fields, key: &str, event: Event, findings: &mut Findings) {
    if part.node(key).is_some() && !event.is_paid() {
        findings.push(
            Diagnostic::error(
                Code::Terms,
                part.place(key),
                format!("`{key}` is for sales and renewals: each {event} pays the same"),
            )
            .help(format!("leave `{key}` out")),
        );
    }
}

/// No sale pays at least more than it pays at most.
fn report_crossed(limits: &Limits, part: &Fields, findings: &mut Findings) {
    for least in limits.minimum.all() {
        let most = limits.per_sale.of(least.currency());
        if let Some(most) = most.filter(|most| most.amount() < least.amount()) {
            let message = format!("the minimum of {least} is above the cap of {most} for a sale");
            findings.push(
                Diagnostic::error(Code::Terms, part.place("minimum"), message)
                    .help("lower the minimum, or raise `cap: {sale: …}`"),
            );
        }
    }
}
