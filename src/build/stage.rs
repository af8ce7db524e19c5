//! Where files wait until all of them are there. Safe to use from many threads.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::OutputPath;

use super::area::Area;
use super::fault::OutputFault;
use super::manifest::{self, Manifest, Previous};
use super::publish::{self, Published};

/// A build's files on their way to the output folder. Dropped unpublished, it leaves no trace.
#[derive(Debug)]
pub struct Stage {
    area: Area,
    previous: Previous,
    /// What a publication that was interrupted meant to write.
    unfinished: Previous,
    files: Mutex<BTreeMap<OutputPath, Placed>>,
    counter: AtomicU64,
}

/// A file that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    pub blake3: blake3::Hash,
    pub bytes: u64,
    /// Whether the output folder holds something else at its path, or nothing.
    pub changed: bool,
}

#[derive(Debug, Clone, Copy)]
struct Placed {
    stored: Stored,
    place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The output folder has it already.
    Unchanged,
    /// In the stage under this number, to be published.
    Staged(u64),
    /// In the stage under this number, for others to read only.
    Aside(u64),
}

/// What becomes of the files of the last build that this one did not make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// Everything was built: they are removed.
    Whole,
    /// Only a part was built: they stay, in the manifest too.
    Part,
}

impl Stage {
    /// Claims the output folder.
    ///
    /// # Errors
    /// If it cannot be written to or another build is at work in it.
    pub fn open(out: &Path) -> Result<Stage, OutputFault> {
        let area = Area::open(out)?;
        let read = |path: PathBuf| Previous::read(&path).map_err(OutputFault::io("read", &path));
        let previous = read(area.out().join(manifest::FILE_NAME))?;
        let unfinished = read(area.lasting(publish::UNFINISHED))?;
        Ok(Stage {
            area,
            previous,
            unfinished,
            files: Mutex::default(),
            counter: AtomicU64::new(0),
        })
    }

    /// What the build before left.
    pub fn previous(&self) -> &Previous {
        &self.previous
    }

    /// Takes a file for the output. Bytes that are there already are not written again.
    ///
    /// # Errors
    /// If the disk fails, or the path was handed in before.
    pub fn put(&self, path: &OutputPath, bytes: &[u8]) -> Result<Stored, OutputFault> {
        let target = self.target(path);
        let changed = !holds(&target, bytes);
        let stored = Stored { blake3: blake3::hash(bytes), bytes: bytes.len() as u64, changed };
        let place =
            if changed { Place::Staged(self.write(&target, bytes)?) } else { Place::Unchanged };
        self.enter(path, Placed { stored, place })
    }

    /// Takes a file that is written bit by bit, such as a large archive.
    ///
    /// # Errors
    /// As for [`put`](Stage::put); an error of `write` is a fault of the machine.
    pub fn put_with(
        &self,
        path: &OutputPath,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Stored, OutputFault> {
        let target = self.target(path);
        let fault = OutputFault::io("write", &target);
        let number = self.next();
        let staged = self.staged(number);
        let mut sink = HashingWriter::new(BufWriter::new(File::create(&staged).map_err(&fault)?));
        write(&mut sink).and_then(|()| sink.flush()).map_err(&fault)?;
        let (blake3, bytes) = sink.finish();
        let changed = hash_of(&target, bytes) != Some(blake3);
        if !changed {
            fs::remove_file(&staged).map_err(&fault)?;
        }
        let place = if changed { Place::Staged(number) } else { Place::Unchanged };
        self.enter(path, Placed { stored: Stored { blake3, bytes, changed }, place })
    }

    /// Takes a file that others are made of but that is not to be published.
    ///
    /// # Errors
    /// As for [`put`](Stage::put).
    pub fn put_aside(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), OutputFault> {
        let stored =
            Stored { blake3: blake3::hash(bytes), bytes: bytes.len() as u64, changed: false };
        let place = Place::Aside(self.write(&self.target(path), bytes)?);
        self.enter(path, Placed { stored, place }).map(|_| ())
    }

    /// The bytes of a file that was handed in; `None` if it was not.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn read(&self, path: &OutputPath) -> Result<Option<Vec<u8>>, OutputFault> {
        let Some(placed) = self.files().get(path).copied() else {
            return Ok(None);
        };
        let place = match placed.place {
            Place::Unchanged => self.target(path),
            Place::Staged(number) | Place::Aside(number) => self.staged(number),
        };
        fs::read(&place).map(Some).map_err(OutputFault::io("read", &place))
    }

    /// The size in bytes of a file that was handed in; `None` if it was not.
    pub fn size(&self, path: &OutputPath) -> Option<u64> {
        self.files().get(path).map(|placed| placed.stored.bytes)
    }

    /// Puts everything in its place, then removes what is stale, then writes the manifest. On any
    /// fault the output folder is as it was.
    ///
    /// # Errors
    /// If somebody else's file stands in the way, or the disk fails.
    pub fn publish(self, manifest: Manifest, coverage: Coverage) -> Result<Published, OutputFault> {
        let files = self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        let staged = files.into_iter().filter_map(|(path, placed)| match placed.place {
            Place::Staged(number) => Some((path, self.area.staged(&number.to_string()))),
            Place::Unchanged | Place::Aside(_) => None,
        });
        publish::publish(
            &self.area,
            &self.previous,
            &self.unfinished,
            staged.collect(),
            manifest,
            coverage,
        )
    }

    fn target(&self, path: &OutputPath) -> PathBuf {
        self.area.out().join(path.as_str())
    }

    fn staged(&self, number: u64) -> PathBuf {
        self.area.staged(&number.to_string())
    }

    fn next(&self) -> u64 {
        self.counter.fetch_add(1, Ordering::Relaxed)
    }

    fn write(&self, target: &Path, bytes: &[u8]) -> Result<u64, OutputFault> {
        let number = self.next();
        // The file that the user knows of is named, not the stage's.
        fs::write(self.staged(number), bytes).map_err(OutputFault::io("write", target))?;
        Ok(number)
    }

    fn enter(&self, path: &OutputPath, placed: Placed) -> Result<Stored, OutputFault> {
        match self.files().insert(path.clone(), placed) {
            None => Ok(placed.stored),
            Some(_) => Err(OutputFault::Refused(vec![
                Diagnostic::placeless(
                    Severity::Error,
                    Code::Domain,
                    format!("two things claim the file `{path}`"),
                )
                .help("give one of them another id or domain"),
            ])),
        }
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<OutputPath, Placed>> {
        // A thread that panicked cannot have left an entry half made.
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether `target` is a plain file with these bytes.
fn holds(target: &Path, bytes: &[u8]) -> bool {
    is_file_of(target, bytes.len() as u64) && fs::read(target).is_ok_and(|there| there == bytes)
}

/// The hash of `target`, if it is a plain file of this size.
fn hash_of(target: &Path, bytes: u64) -> Option<blake3::Hash> {
    if !is_file_of(target, bytes) {
        return None;
    }
    let mut file = File::open(target).ok()?;
    let mut hasher = blake3::Hasher::new();
    let mut chunk = vec![0; 1 << 16];
    loop {
        match file.read(&mut chunk).ok()? {
            0 => return Some(hasher.finalize()),
            length => hasher.update(&chunk[..length]),
        };
    }
}

fn is_file_of(target: &Path, bytes: u64) -> bool {
    fs::symlink_metadata(target).is_ok_and(|there| there.is_file() && there.len() == bytes)
}

/// Counts and hashes what goes through it.
struct HashingWriter<W> {
    inner: W,
    hasher: blake3::Hasher,
    bytes: u64,
}

impl<W: Write> HashingWriter<W> {
    fn new(inner: W) -> HashingWriter<W> {
        HashingWriter { inner, hasher: blake3::Hasher::new(), bytes: 0 }
    }

    fn finish(self) -> (blake3::Hash, u64) {
        (self.hasher.finalize(), self.bytes)
    }
}

impl<W: Write> Write for HashingWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..length]);
        self.bytes += length as u64;
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
