//! `.promokit/builds/`: one record for each output folder and choice of files. Reads the record of
//! the build before, says whether anything changed since, and keeps that of this build.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use crate::plan::OutputPath;
use crate::source::{Source, Stamp};

use super::fingerprint::{InputHashes, proof};
use super::manifest;
use super::record::{Made, Record};
use super::{Only, Summary};

/// The folder at the root of a project that may be deleted at any time.
pub const FOLDER: &str = ".promokit";

const BUILDS: &str = "builds";
/// Its time of modification tells what the file system takes for now.
const CLOCK: &str = "clock";
/// Longer than a tick of a file system's clock.
const TICK: Duration = Duration::from_millis(25);

/// What was remembered of the build before, and where this one is to be.
#[derive(Debug)]
pub struct Memory {
    out: PathBuf,
    file: PathBuf,
    began: SystemTime,
    record: Option<Record>,
}

impl Memory {
    /// Opens the memory of the project at `root` for builds into `out`. To be called before the
    /// content is listed.
    ///
    /// # Errors
    /// If the folder cannot be written to.
    pub fn open(root: &Path, out: &Path, only: Option<&Only>) -> io::Result<Memory> {
        let home = root.join(FOLDER);
        let builds = home.join(BUILDS);
        fs::create_dir_all(&builds)?;
        let clock = home.join(CLOCK);
        fs::write(&clock, "")?;
        let began = fs::metadata(&clock)?.modified()?;
        let out = std::path::absolute(out)?;
        let file = builds.join(name(&out, only));
        let record = fs::read_to_string(&file).ok().and_then(|text| Record::parse(&text));
        Ok(Memory { out, file, began, record })
    }

    /// When the content was listed, by the file system's clock.
    pub fn began(&self) -> SystemTime {
        self.began
    }

    /// The hashes of the files that the build before read.
    pub fn inputs(&self) -> InputHashes {
        self.record.as_ref().map(|record| record.inputs.clone()).unwrap_or_default()
    }

    /// The record of the build before, if there is one.
    pub fn record(&self) -> Option<&Record> {
        self.record.as_ref()
    }

    /// What a build would say if nothing changed since the last one, neither in the content nor
    /// in the output; `None` if anything did, or might have.
    pub fn nothing_changed(
        &self,
        source: &Source,
        settings: blake3::Hash,
        is_the_day: impl Fn(&Record) -> bool,
    ) -> Option<Summary> {
        let record = self.record.as_ref()?;
        let as_before = record.is_clean
            && record.settings == settings
            && is_the_day(record)
            && self.same_inputs(source, &record.inputs)
            && self.has(manifest::FILE_NAME, record.manifest)
            && record.files.par_iter().all(|(path, made)| self.has(path.as_str(), made.stamp));
        as_before.then(|| Summary {
            files: record.files.len(),
            written: 0,
            unchanged: record.files.len(),
            removed: 0,
            bytes: record.files.values().map(|made| made.entry.bytes).sum(),
            warnings: Vec::new(),
        })
    }

    /// The files of the build before that are as it left them.
    pub fn standing(&self) -> HashMap<&OutputPath, &Made> {
        let Some(record) = &self.record else { return HashMap::new() };
        let stand = |(path, made): &(&OutputPath, &Made)| self.has(path.as_str(), made.stamp);
        record.files.par_iter().filter(stand).collect()
    }

    /// Keeps `record` for the next build. The files that it names must be in their place.
    ///
    /// # Errors
    /// If it cannot be written: the next build only takes longer.
    pub fn keep(&self, record: &Record, has_written: bool) -> io::Result<()> {
        if has_written {
            // Whoever changes a file from now on leaves another stamp on it.
            std::thread::sleep(TICK);
        }
        let folder = self.file.parent().unwrap_or(&self.out);
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        io::Write::write_all(&mut file, record.text().as_bytes())?;
        file.persist(&self.file)?;
        Ok(())
    }

    /// What proves later that a file of the output is as it is now.
    pub fn stamp_of(&self, path: &str) -> Option<u128> {
        let there = fs::symlink_metadata(self.out.join(path)).ok()?;
        there.is_file().then(|| Stamp::of(&there).digest())
    }

    fn has(&self, path: &str, stamp: u128) -> bool {
        self.stamp_of(path) == Some(stamp)
    }

    fn same_inputs(&self, source: &Source, known: &InputHashes) -> bool {
        let mut on_disk = 0;
        let all_known = source.files().all(|(_, file)| {
            let Some(stamp) = &file.stamp else { return true };
            on_disk += 1;
            let now = proof(stamp, self.began);
            now.is_some() && known.get(&file.path).is_some_and(|known| known.stamp == now)
        });
        all_known && on_disk == known.len()
    }
}

/// One for each output folder and choice of files.
fn name(out: &Path, only: Option<&Only>) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(out.as_os_str().as_encoded_bytes());
    for pattern in only.map(Only::patterns).unwrap_or_default() {
        hasher.update(&[0]).update(pattern.as_bytes());
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

/// Removes all that was remembered and cached; how many files and bytes that were.
///
/// # Errors
/// If the folder cannot be emptied, or a build is at work in it.
pub fn forget(root: &Path) -> io::Result<(usize, u64)> {
    let home = root.join(FOLDER);
    let lock = super::cache::lock_file(&home);
    if let Ok(file) = File::open(lock) {
        file.try_lock().map_err(io::Error::from)?;
    }
    let entries = walkdir::WalkDir::new(&home).into_iter().flatten();
    let files = entries.filter_map(|entry| entry.metadata().ok()).filter(|it| it.is_file());
    let counted = files.fold((0, 0), |(files, bytes), file| (files + 1, bytes + file.len()));
    match fs::remove_dir_all(&home) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(counted),
    }
}
