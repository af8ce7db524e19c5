//! All partners: the rows of `partners.csv` and the files in `partners/`, joined by id, and kept
//! for the next load if neither they nor what they are read against changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::decode::fields::Findings;
use crate::decode::yaml_file;
use crate::diagnostic::{Diagnostic, FileId};
use crate::model::ids::PartnerId;
use crate::model::partner::Partner;
use crate::source::{Source, parse_table, resolve};

use super::folder::Folder;
use super::{partner, table};

/// What partners' terms, markets and programs are read against.
const CONTEXT: [&str; 3] = ["company.yaml", "programs", "products"];

/// The partners of a project, and what they were decoded from.
#[derive(Debug, Default, Clone)]
pub struct DecodedPartners {
    pub(super) partners: Arc<BTreeMap<PartnerId, Partner>>,
    pub(super) findings: Vec<Diagnostic>,
    /// Of all files that they depend on, with the numbers by which spans name them.
    basis: Option<blake3::Hash>,
}

impl DecodedPartners {
    pub(super) fn read(
        source: &Source,
        before: Option<&DecodedPartners>,
        defaults: &partner::Defaults,
    ) -> DecodedPartners {
        let basis = basis(source);
        if let Some(before) = before.filter(|before| basis.is_some() && before.basis == basis) {
            return DecodedPartners {
                partners: before.partners.clone(),
                findings: before.findings.clone(),
                basis,
            };
        }
        let mut findings = Findings::new();
        let partners = Arc::new(read_partners(source, defaults, &mut findings));
        DecodedPartners { partners, findings, basis }
    }
}

/// `None` if one of the files cannot be read.
fn basis(source: &Source) -> Option<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    let mut add = |id: FileId| {
        source.read_text(id).ok()?;
        hasher.update(&id.0.to_le_bytes()).update(source.file(id).path.as_str().as_bytes());
        hasher.update(source.hash(id)?.as_bytes());
        Some(())
    };
    for name in CONTEXT.into_iter().chain(["partners.csv", "partners"]) {
        let path = resolve("content", name).ok()?;
        if let Some(file) = source.find(&path) {
            add(file)?;
        }
        for (file, listed) in source.files_in(path.as_str()) {
            if listed.path.extension() == "yaml" {
                add(file)?;
            }
        }
    }
    Some(hasher.finalize())
}

/// Rows and files, joined by id.
fn read_partners(
    source: &Source,
    defaults: &partner::Defaults,
    findings: &mut Findings,
) -> BTreeMap<PartnerId, Partner> {
    let mut rows: BTreeMap<PartnerId, table::PartnerRow> = BTreeMap::new();
    for row in read_table(source, findings) {
        match row.id.clone() {
            Some(id) => {
                rows.insert(id, row);
            }
            None => look_at_stray(&row, defaults, findings),
        }
    }
    let named: Vec<PartnerId> = rows.keys().cloned().collect();
    let mut partners = BTreeMap::new();
    for (id, file) in Folder::content().ids::<PartnerId>(source, "partners", "yaml", findings) {
        let Some((node, start)) = yaml_file(source, file, findings) else { continue };
        let before = findings.len();
        let row = rows.remove(&id);
        let has_row = row.is_some();
        let node = match row {
            Some(row) => partner::merge(row.node, node, findings),
            None => node,
        };
        if let Some(partner) = partner::partner(id.clone(), &node, start, defaults, findings) {
            partners.insert(id.clone(), partner);
        }
        if !has_row && node.get("name").is_none() {
            partner::suggest_row(&id, &named, &mut findings[before..]);
        }
    }
    for (id, row) in rows {
        let before = findings.len();
        let start = row.start();
        if let Some(partner) = partner::partner(id.clone(), &row.node, start, defaults, findings) {
            partners.insert(id, partner);
        }
        row.name_columns(&mut findings[before..]);
    }
    partners
}

/// The faults of a row that counts as no partner, because it has no id of its own.
fn look_at_stray(row: &table::PartnerRow, defaults: &partner::Defaults, findings: &mut Findings) {
    let Ok(stand_in) = PartnerId::parse("partner") else { return };
    let before = findings.len();
    partner::partner(stand_in, &row.node, row.start(), defaults, findings);
    row.name_columns(&mut findings[before..]);
}

fn read_table(source: &Source, findings: &mut Findings) -> Vec<table::PartnerRow> {
    let path = resolve("content", "partners.csv").ok();
    let Some(file) = path.and_then(|path| source.find(&path)) else { return Vec::new() };
    match source.read_text(file) {
        Err(finding) => {
            findings.push(finding);
            Vec::new()
        }
        Ok(text) => {
            let (table, faults) = parse_table(file, text);
            findings.extend(faults);
            table.map(|table| table::partner_rows(&table, findings)).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests;
