//! From the stage to the output folder: all or nothing.
//!
//! Everything that can be refused is refused before the first file moves. Only files that the last
//! manifest (or that of an interrupted publication) lists are replaced or removed, and symbolic
//! links inside the output folder are never followed.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::plan::OutputPath;

use super::area::Area;
use super::fault::{OutputFault, layout};
use super::manifest::{self, Manifest, Previous};
use super::stage::Coverage;
use super::transaction::Transaction;

/// Lists what an interrupted publication meant to write, so that its files are known as our own.
pub const UNFINISHED: &str = "unfinished.json";

/// How the output folder changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    pub written: usize,
    pub removed: usize,
}

pub(super) fn publish(
    area: &Area,
    previous: &Previous,
    unfinished: &Previous,
    staged: Vec<(OutputPath, PathBuf)>,
    built: Manifest,
    coverage: Coverage,
) -> Result<Published, OutputFault> {
    let mut own: BTreeSet<OutputPath> = paths(previous);
    own.extend(paths(unfinished));
    let (next, stale) = match coverage {
        Coverage::Whole => {
            let stale = own.iter().filter(|path| !built.lists(path)).cloned().collect();
            (built, stale)
        }
        Coverage::Part => (built.over(previous.entries()), BTreeSet::new()),
    };
    let ground = Ground { out: area.out(), own: &own, stale: &stale };
    ground.check(staged.iter().map(|(path, _)| path), &next)?;

    let journal = area.lasting(UNFINISHED);
    if !staged.is_empty() || !stale.is_empty() {
        write_journal(&journal, area, &next.clone().over(unfinished.entries()))?;
    }
    let mut transaction = Transaction::new(area);
    match carry_out(&mut transaction, area, &staged, &stale, &next) {
        Err(fault) => {
            transaction.undo();
            restore_journal(&journal, unfinished);
            Err(fault)
        }
        Ok(removed) => {
            if coverage == Coverage::Whole || matches!(unfinished, Previous::None) {
                // If it stays, the next build only knows more files as its own.
                let _ = fs::remove_file(&journal);
            }
            remove_empty_folders(area.out(), &stale);
            Ok(Published { written: staged.len(), removed })
        }
    }
}

/// Whole or not at all, as everything else: a half one would hide which files are our own.
fn write_journal(journal: &Path, area: &Area, planned: &Manifest) -> Result<(), OutputFault> {
    let fault = OutputFault::io("write", journal);
    let staged = area.staged(UNFINISHED);
    fs::write(&staged, planned.text()).map_err(&fault)?;
    fs::rename(&staged, journal).map_err(&fault)
}

fn paths(manifest: &Previous) -> BTreeSet<OutputPath> {
    manifest.entries().iter().map(|entry| entry.path.clone()).collect()
}

/// After an undo, what was unfinished before is so again.
fn restore_journal(journal: &Path, unfinished: &Previous) {
    // Failing here leaves the wider list: it names no file that somebody else has made. There is
    // none at all if nothing was to change.
    let _ = match unfinished {
        Previous::Known(manifest) => fs::write(journal, manifest.text()),
        Previous::None | Previous::Damaged => fs::remove_file(journal),
    };
}

fn carry_out(
    transaction: &mut Transaction,
    area: &Area,
    staged: &[(OutputPath, PathBuf)],
    stale: &BTreeSet<OutputPath>,
    next: &Manifest,
) -> Result<usize, OutputFault> {
    let out = area.out();
    let wanted: HashSet<&str> = staged.iter().map(|(path, _)| path.as_str()).collect();
    let folders: HashSet<&str> = wanted.iter().flat_map(|path| parents(path)).collect();
    let in_the_way = |path: &OutputPath| {
        folders.contains(path.as_str())
            || parents(path.as_str()).any(|parent| wanted.contains(parent))
    };
    let (first, rest): (Vec<_>, Vec<_>) = stale.iter().partition(|path| in_the_way(path));
    let mut removed = 0;
    for path in first {
        removed += usize::from(transaction.remove(&out.join(path.as_str()))?);
    }
    for (path, file) in staged {
        let target = out.join(path.as_str());
        if transaction.is_folder(&target) {
            transaction.remove_hollow(&target)?;
        }
        transaction.replace(file, &target)?;
    }
    for path in rest {
        removed += usize::from(transaction.remove(&out.join(path.as_str()))?);
    }
    write_manifest(transaction, area, next)?;
    Ok(removed)
}

/// Last of all: until now the folder counts as what the old manifest says.
fn write_manifest(
    transaction: &mut Transaction,
    area: &Area,
    next: &Manifest,
) -> Result<(), OutputFault> {
    let target = area.out().join(manifest::FILE_NAME);
    let text = next.text();
    if fs::read(&target).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    let staged = area.staged(manifest::FILE_NAME);
    fs::write(&staged, text).map_err(OutputFault::io("write", &target))?;
    transaction.replace(&staged, &target)
}

fn remove_empty_folders(out: &Path, removed: &BTreeSet<OutputPath>) {
    for path in removed.iter().rev() {
        for parent in parents(path.as_str()) {
            let folder = out.join(parent);
            // A link to a folder is not a folder here; one that is not empty stays.
            if folder.is_symlink() || fs::remove_dir(&folder).is_err() {
                break;
            }
        }
    }
}

/// The folders that lead to `path`, the nearest first.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/'), |(parent, _)| parent.rsplit_once('/'))
        .map(|(parent, _)| parent)
}

/// The output folder as the last build left it, or as somebody changed it since.
struct Ground<'a> {
    out: &'a Path,
    own: &'a BTreeSet<OutputPath>,
    stale: &'a BTreeSet<OutputPath>,
}

impl Ground<'_> {
    /// Refuses to overwrite what others have put here, and paths that exclude each other.
    fn check<'p>(
        &self,
        staged: impl Iterator<Item = &'p OutputPath>,
        next: &Manifest,
    ) -> Result<(), OutputFault> {
        let mut findings = files_as_folders(next);
        let mut seen: HashSet<&str> = HashSet::new();
        let mut missing: HashSet<&str> = HashSet::new();
        for path in staged {
            for folder in parents(path.as_str()) {
                if !seen.insert(folder) {
                    break;
                }
                match fs::symlink_metadata(self.out.join(folder)) {
                    Ok(there) => findings.extend(self.check_folder(folder, &there)),
                    Err(_) => drop(missing.insert(folder)),
                }
            }
            if parents(path.as_str()).next().is_none_or(|folder| !missing.contains(folder)) {
                findings.extend(self.check_file(path));
            }
        }
        if findings.is_empty() { Ok(()) } else { Err(OutputFault::Refused(findings)) }
    }

    fn check_folder(&self, folder: &str, there: &fs::Metadata) -> Option<Diagnostic> {
        if there.is_dir() || self.is_stale(folder) {
            return None;
        }
        let what = if there.is_symlink() { "a symbolic link" } else { "a file" };
        Some(in_the_way(folder, &format!("is {what}, but a folder is needed there")))
    }

    fn check_file(&self, path: &OutputPath) -> Option<Diagnostic> {
        let there = fs::symlink_metadata(self.out.join(path.as_str())).ok()?;
        if there.is_dir() {
            let foreign = self.first_foreign(path.as_str())?;
            return Some(in_the_way(&foreign, &format!("stands where the file `{path}` belongs")));
        }
        (!self.own.contains(path)).then(|| {
            in_the_way(path.as_str(), "was not written by promokit and would be overwritten")
        })
    }

    /// A file below `folder` that a build may not remove.
    fn first_foreign(&self, folder: &str) -> Option<String> {
        let mut entries: Vec<_> = fs::read_dir(self.out.join(folder)).ok()?.flatten().collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        entries.iter().find_map(|entry| {
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => self.first_foreign(&path),
                _ => (!self.is_stale(&path)).then_some(path),
            }
        })
    }

    fn is_stale(&self, path: &str) -> bool {
        OutputPath::new(path).is_some_and(|path| self.stale.contains(&path))
    }
}

fn in_the_way(path: &str, why: &str) -> Diagnostic {
    layout(
        format!("`{path}` in the output folder {why}"),
        "move it away, or build into another folder with `--out`; promokit removes only what it wrote itself",
    )
}

/// Files of one manifest that would have to be folders for others.
fn files_as_folders(next: &Manifest) -> Vec<Diagnostic> {
    let files: HashSet<&str> = next.artifacts().iter().map(|entry| entry.path.as_str()).collect();
    let mut clashes: BTreeSet<&str> = BTreeSet::new();
    for path in &files {
        clashes.extend(parents(path).filter(|parent| files.contains(parent)));
    }
    clashes
        .into_iter()
        .map(|path| {
            layout(
                format!("`{path}` would be a file and a folder at once"),
                "give one of the two things another id; after such a change, build once without `--only`",
            )
        })
        .collect()
}
