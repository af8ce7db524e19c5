//! Writes `content/release.lock`: what partners have, and were promised, from today on.

use std::collections::BTreeMap;
use std::path::Path;

use super::{EditFault, files};
use crate::model::banner::PictureFormat;
use crate::model::company::Company;
use crate::model::date::Date;
use crate::model::ids::CreativeId;
use crate::model::partner::Partner;
use crate::model::program::Program;
use crate::model::project::Project;
use crate::model::terms::TermsHistory;

mod version;

/// Where the lock lies, below the project's folder.
pub const LOCK: &str = "content/release.lock";

const HEAD: &str = "\
# Written by `promokit release`: what partners have and were promised. Commit it, and leave it as it is:
# `promokit check` holds later changes against it.
";

/// Puts the lock of this day in the place of the one before.
///
/// # Errors
/// If the disk fails; the old lock stays.
pub fn write_release_lock(root: &Path, lock: &str) -> Result<(), EditFault> {
    files::replace(&root.join(LOCK), lock.as_bytes())
}

/// The text of the lock: sorted, so that only what changed differs.
pub fn release_lock(
    project: &Project,
    formats: &BTreeMap<CreativeId, PictureFormat>,
    released: Date,
) -> String {
    let company = &project.company;
    let mut lock = format!("{HEAD}released: {released}\n");
    let partners = project.partners.values().filter(|partner| partner.status.has_addresses());
    section(&mut lock, "partners", partners, |lock, partner| {
        let held_until = project.terms(partner).and_then(|terms| terms.contract_end());
        *lock += &format!("  {}:\n", partner.id);
        *lock += &membership(partner);
        *lock += &held_until.map(|day| format!("    held_until: {day}\n")).unwrap_or_default();
        if let Some(own) = &partner.terms {
            terms(lock, own, company);
        }
    });
    section(&mut lock, "creatives", formats, |lock, (id, format)| {
        *lock += &format!("  {id}: {{format: {}}}\n", format.word());
    });
    let promising = project.programs.values().filter(|program| is_promise(program));
    section(&mut lock, "programs", promising, |lock, program| {
        *lock += &format!("  {}:\n", program.id);
        terms(lock, &program.terms, company);
    });
    lock
}

fn membership(partner: &Partner) -> String {
    let mut lines =
        format!("    program: {}\n    market: {}\n", partner.program.value, partner.market.value);
    if !partner.groups.is_empty() {
        let groups: Vec<&str> = partner.groups.iter().map(|group| group.as_str()).collect();
        lines += &format!("    groups: [{}]\n", groups.join(", "));
    }
    if let Some(signed) = partner.signed {
        lines += &format!("    signed: {}\n", signed.value);
    }
    lines
}

/// A program that does not say yet what it pays may still go.
fn is_promise(program: &Program) -> bool {
    program.terms.versions().iter().any(|terms| !terms.rules.is_empty())
}

/// A key with its entries, if there are any.
fn section<T>(
    lock: &mut String,
    key: &str,
    entries: impl IntoIterator<Item = T>,
    write: impl Fn(&mut String, T),
) {
    let mut entries = entries.into_iter().peekable();
    if entries.peek().is_some() {
        *lock += &format!("{key}:\n");
    }
    for entry in entries {
        write(lock, entry);
    }
}

fn terms(lock: &mut String, history: &TermsHistory, company: &Company) {
    *lock += "    terms:\n";
    for version in history.versions() {
        version::write(lock, version, company);
    }
}
