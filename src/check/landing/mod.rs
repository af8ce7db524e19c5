//! Landings: what they lack by law, for search engines or for readers who cannot see, and what they
//! must not lead to.

mod forms;
mod isolation;
mod pictures;
mod search;
mod videos;

use crate::diagnostic::Diagnostic;
use crate::model::landing::LandingText;
use crate::model::material::Landing;
use crate::plan::Plan;

pub use isolation::Isolation;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    forms::check(plan, findings);
    pictures::check(plan, findings);
    videos::check(plan, findings);
    search::check(plan, findings);
}

/// Every text of every landing, with the landing that it belongs to.
fn texts<'p>(plan: &Plan<'p>) -> impl Iterator<Item = (&'p Landing, &'p LandingText)> {
    let landings = plan.project.landings.values();
    landings.flat_map(|landing| landing.texts().map(move |text| (landing, text)))
}
