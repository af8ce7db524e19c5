//! That no banner, letter or text of a partner with labels is left without one.

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;
use crate::tracking::Placement;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    if plan.project.ad_labels.is_empty() {
        return;
    }
    for partner in plan.active() {
        let Some(links) = plan.links(partner) else { continue };
        let mut unlabelled: Vec<String> = Vec::new();
        let mut labelled = None;
        for (placement, _) in links.materials() {
            match (plan.ad_label(partner, &placement), placement) {
                (Some(label), _) => labelled = labelled.or(Some(label)),
                // A short link shows nothing; a QR code leads to its landing.
                (None, Placement::Go(_) | Placement::Qr(_)) => {}
                (None, Placement::Banner { creative, .. }) => unlabelled.push(creative.to_string()),
                (None, other) => unlabelled.push(other.to_string()),
            }
        }
        unlabelled.sort();
        unlabelled.dedup();
        // Partners without any label advertise where none are asked for.
        if let (Some(label), false) = (labelled, unlabelled.is_empty()) {
            let message = format!("{} has no `erid` for {}", partner.id, unlabelled.join(", "));
            findings.push(
                Diagnostic::warning(Code::Unlabelled, label.span, message)
                    .help("add a row for each to labels.csv, or one with an empty `creative` for all of the partner's"),
            );
        }
    }
}
