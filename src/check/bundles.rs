//! Bundles that networks refuse for their names.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;

/// support.google.com/google-ads/answer/1722096.
const LONGEST_NAME: usize = 50;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let mut named = BTreeSet::new();
    for bundle in plan.active().flat_map(|partner| plan.bundles_for(partner)) {
        let name = bundle.below.rsplit('/').next().unwrap_or(&bundle.below);
        let id = &bundle.recipe.creative;
        let Some(creative) = plan.project.creatives.get(id) else { continue };
        if name.chars().count() > LONGEST_NAME && named.insert(id.clone()) {
            let message = format!("networks take no zip with a name as long as `{name}`");
            findings.push(Diagnostic::error(Code::Budget, creative.span, message).help(format!(
                "rename the banner: names of bundles have at most {LONGEST_NAME} characters"
            )));
        }
    }
}
