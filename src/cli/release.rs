//! `promokit release`: keeps in mind what partners have, once nothing is wrong with it.

use std::collections::BTreeMap;

use crate::diagnostic::{Severity, draw_report};
use crate::edit;
use crate::model::banner::PictureFormat;
use crate::model::ids::CreativeId;
use crate::plan::Plan;

use super::check;
use super::console::Console;
use super::failure::Failure;
use super::project;
use super::settings::Settings;

/// So many partners are named; more are counted.
const MOST_NAMED: usize = 10;

pub fn run(settings: &Settings, console: &Console) -> Result<(), Failure> {
    let opened = project::open(settings)?;
    let mut findings = check::findings(&opened, settings)?;
    // Polish is a matter of taste: what partners were promised is known without it.
    findings.retain(|finding| finding.severity != Severity::Lint);
    if !findings.is_empty() {
        console.complain(&draw_report(&findings, &opened.source, console.paints_notes()));
    }
    let Some(sound) = opened.sound().filter(|_| findings.is_empty()) else {
        let closing = "Nothing was released: what partners get has to be right first.";
        return Err(Failure::Content(Some(closing.to_owned())));
    };
    let wanted = project::plan_settings(sound.project, settings)?;
    let plan = sound.plan(&wanted).map_err(Failure::Machine)?;
    let lock = edit::release_lock(sound.project, &formats(&plan), wanted.as_of);
    edit::write_release_lock(&opened.root, &lock)?;
    console.result(&format!("Released as of {}: {}\n", wanted.as_of, edit::LOCK))?;
    console.note("Commit it with the content.");
    if let Some(note) = to_be_told(&plan) {
        console.note(&note);
    }
    Ok(())
}

/// Whose terms became other ones by the release; `plan` is from before it.
fn to_be_told(plan: &Plan) -> Option<String> {
    let partners = plan.project.partners.values().filter(|partner| partner.status.has_notices());
    let changed = partners.filter(|partner| !plan.terms_changes(partner).is_empty());
    let names: Vec<&str> = changed.map(|partner| partner.id.as_str()).collect();
    if names.is_empty() {
        return None;
    }
    let told = match names.get(..MOST_NAMED) {
        Some(first) if names.len() > MOST_NAMED => {
            format!("{} and {} more", first.join(", "), names.len() - MOST_NAMED)
        }
        _ => names.join(", "),
    };
    Some(format!(
        "Other terms were promised to {told}. Send them what the last build wrote to `notices/`: the next one takes it away."
    ))
}

/// What the addresses of each banner end in.
fn formats(plan: &Plan) -> BTreeMap<CreativeId, PictureFormat> {
    let creatives = plan.project.creatives.values();
    creatives.map(|creative| (creative.id.clone(), plan.format(creative))).collect()
}
