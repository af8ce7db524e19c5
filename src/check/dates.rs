//! Dates that cannot be.

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let as_of = plan.settings.as_of;
    for partner in plan.project.partners.values() {
        if let Some(signed) = partner.signed.filter(|signed| signed.value > as_of) {
            findings.push(
                Diagnostic::error(
                    Code::Dates,
                    signed.span,
                    format!(
                        "{} signed on {}, which is after today, {as_of}",
                        partner.id, signed.value
                    ),
                )
                .help("correct the date, or build for a later day with `--as-of`"),
            );
        }
    }
}
