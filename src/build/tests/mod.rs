//! Builds over a made-up plan: what happens to the output folder.

mod fingerprints;
mod folder;
mod runs;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::model::date::Date;
use crate::model::ids::PartnerId;
use crate::plan::{Kind, OutputPath};

use super::manifest::{Entry, Manifest};
use super::{Coverage, OutputFault, Published, Stage};

fn path(path: &str) -> OutputPath {
    OutputPath::new(path).unwrap()
}

fn today() -> Date {
    Date::parse("2026-11-23").unwrap()
}

/// Publishes these files through a stage of its own.
fn publish(
    out: &Path,
    files: &[(&str, &str)],
    coverage: Coverage,
) -> Result<Published, OutputFault> {
    let stage = Stage::open(out)?;
    let mut entries = Vec::new();
    for (name, content) in files {
        let stored = stage.put(&path(name), content.as_bytes())?;
        entries.push(Entry {
            path: path(name),
            kind: Kind::Page,
            partner: PartnerId::parse("acme").ok(),
            blake3: stored.blake3,
            bytes: stored.bytes,
        });
    }
    stage.publish(Manifest::new("0.1.0".to_owned(), today(), entries), coverage)
}

/// Every file below `out` but the manifest, with its content.
fn tree(out: &Path) -> BTreeMap<String, String> {
    fn walk(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                walk(&entry.path(), &format!("{name}/"), files);
            } else if name != super::MANIFEST {
                files.insert(name, fs::read_to_string(entry.path()).unwrap_or_default());
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(out, "", &mut files);
    files
}

fn files(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(name, content)| ((*name).to_owned(), (*content).to_owned())).collect()
}

fn refusals(result: Result<Published, OutputFault>) -> Vec<String> {
    match result {
        Err(OutputFault::Refused(findings)) => {
            findings.into_iter().map(|finding| finding.message).collect()
        }
        other => panic!("not refused: {other:?}"),
    }
}
