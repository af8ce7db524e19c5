//! Dates that cannot be, or that leave partners with nothing.

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
    for creative in plan.project.creatives.values() {
        let shown = plan.shown(creative);
        let Some(ends) = creative.ends.filter(|_| creative.has_ended(as_of)) else { continue };
        if shown.has_ended(as_of) {
            findings.push(
                Diagnostic::warning(
                    Code::Dates,
                    ends.span,
                    format!("the banner `{}` has ended, and nothing takes its place", creative.id),
                )
                .help("add `replaced_by: <another banner>`, or make one banner `evergreen: true`"),
            );
        }
    }
}
