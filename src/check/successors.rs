//! What stands in for banners that end: their addresses are in the world for good.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::creative::Creative;
use crate::model::ids::CreativeId;
use crate::plan::Plan;

/// So many days before its end a banner without a successor is spoken of.
const NOTICE: i64 = 14;
const HELP: &str = "add `replaced_by: <another banner>`, or make one banner `evergreen: true`";

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    for creative in plan.project.creatives.values() {
        match circle(plan, creative) {
            Some(circle) => findings.extend(in_circle(creative, &circle)),
            None => findings.extend(left_alone(plan, creative)),
        }
    }
}

/// The banners that stand in for each other, from `creative` on back to it.
fn circle<'p>(plan: &Plan<'p>, creative: &'p Creative) -> Option<Vec<&'p CreativeId>> {
    let mut chain = vec![&creative.id];
    let mut next = creative.replaced_by.as_ref()?;
    while next.value != creative.id {
        let successor = plan.project.creatives.get(&next.value)?;
        // A circle further on, which is told by those in it.
        if chain.contains(&&successor.id) {
            return None;
        }
        chain.push(&successor.id);
        next = successor.replaced_by.as_ref()?;
    }
    Some(chain)
}

/// Told once, by the first of them.
fn in_circle(creative: &Creative, circle: &[&CreativeId]) -> Option<Diagnostic> {
    if circle.iter().min() != Some(&&creative.id) {
        return None;
    }
    let place = creative.replaced_by.as_ref()?.span;
    let names: Vec<String> = circle.iter().map(|id| format!("`{id}`")).collect();
    let message = match names.as_slice() {
        [one] => format!("the banner {one} is to take its own place"),
        several => format!("the banners {} take each other’s place", several.join(", ")),
    };
    Some(Diagnostic::error(Code::Dates, place, message).help("name one that goes on"))
}

fn left_alone(plan: &Plan, creative: &Creative) -> Option<Diagnostic> {
    let as_of = plan.settings.as_of;
    let ends = creative.ends?;
    if creative.has_ended(as_of) {
        let message =
            format!("the banner `{}` has ended, and nothing takes its place", creative.id);
        let is_alone = plan.shown(creative).has_ended(as_of);
        return is_alone.then(|| Diagnostic::warning(Code::Dates, ends.span, message).help(HELP));
    }
    let days = as_of.days_until(ends.value);
    let has_successor = creative.replaced_by.is_some()
        || plan.project.creatives.values().any(|other| other.evergreen && other.id != creative.id);
    (days <= NOTICE && !has_successor).then(|| {
        let message = format!(
            "the banner `{}` ends on {}, and nothing takes its place then",
            creative.id, ends.value
        );
        Diagnostic::warning(Code::Dates, ends.span, message).help(HELP)
    })
}
