//! Contracts that end soon, and with them the terms that they hold.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::partner::Partner;
use crate::model::terms::Origin;
use crate::plan::Plan;

/// Six weeks are enough to talk and to sign.
const AHEAD: i64 = 42;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    findings.extend(plan.active().filter_map(|partner| renewal(plan, partner)));
}

fn renewal<'p>(plan: &Plan<'p>, partner: &'p Partner) -> Option<Diagnostic> {
    let as_of = plan.settings.as_of;
    let Origin::Held { until } = plan.terms(partner)?.in_force(as_of)?.origin else {
        return None;
    };
    if as_of.days_until(until) > AHEAD {
        return None;
    }
    let place = partner.signed.map_or(partner.span, |signed| signed.span);
    let message = format!(
        "the contract of `{}` ends on {until}, and the terms of its signing with it",
        partner.id
    );
    Some(
        Diagnostic::warning(Code::Dates, place, message)
            .help("sign anew and write that day as `signed`; else the program's terms hold"),
    )
}
