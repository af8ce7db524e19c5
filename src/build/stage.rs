//! Where files wait until all of them are there. Safe to use from many threads.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
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
    /// As for [`put`](Stage::put), and whatever `write` says.
    pub fn put_streamed<E: From<OutputFault>>(
        &self,
        path: &OutputPath,
        write: impl FnOnce(&mut BufWriter<File>) -> Result<(), E>,
    ) -> Result<Stored, E> {
        let target = self.target(path);
        let fault = OutputFault::io("write", &target);
        let number = self.next();
        let staged = self.staged(number);
        let mut file = BufWriter::new(File::create(&staged).map_err(&fault)?);
        write(&mut file)?;
        file.flush().map_err(&fault)?;
        drop(file);
        let (blake3, bytes) = hash_of(&staged).map_err(&fault)?;
        Ok(self.enter_staged(path, number, blake3, bytes)?)
    }

    /// The fault of writing a file that is streamed.
    pub fn unwritten(&self, path: &OutputPath, error: io::Error) -> OutputFault {
        OutputFault::io("write", &self.target(path))(error)
    }

    /// Takes a copy of a file that was handed in; `None` if `of` was not.
    ///
    /// # Errors
    /// As for [`put`](Stage::put).
    pub fn copy(&self, path: &OutputPath, of: &OutputPath) -> Result<Option<Stored>, OutputFault> {
        let Some(placed) = self.files().get(of).copied() else { return Ok(None) };
        let Stored { blake3, bytes, .. } = placed.stored;
        let target = self.target(path);
        if has_hash(&target, bytes, &blake3) {
            let stored = Stored { blake3, bytes, changed: false };
            return self.enter(path, Placed { stored, place: Place::Unchanged }).map(Some);
        }
        let number = self.next();
        fs::copy(self.place(of, placed.place), self.staged(number))
            .map_err(OutputFault::io("write", &target))?;
        let stored = Stored { blake3, bytes, changed: true };
        self.enter(path, Placed { stored, place: Place::Staged(number) }).map(Some)
    }

    /// Takes the file that the output folder has at `path` as it is.
    ///
    /// # Errors
    /// If the path was handed in before.
    pub fn keep(
        &self,
        path: &OutputPath,
        blake3: blake3::Hash,
        bytes: u64,
    ) -> Result<(), OutputFault> {
        let stored = Stored { blake3, bytes, changed: false };
        self.enter(path, Placed { stored, place: Place::Unchanged }).map(drop)
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
        let place = self.place(path, placed.place);
        fs::read(&place).map(Some).map_err(OutputFault::io("read", &place))
    }

    /// The hash of a file that was handed in; `None` if it was not.
    pub fn hash(&self, path: &OutputPath) -> Option<blake3::Hash> {
        self.files().get(path).map(|placed| placed.stored.blake3)
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

    fn place(&self, path: &OutputPath, place: Place) -> PathBuf {
        match place {
            Place::Unchanged => self.target(path),
            Place::Staged(number) | Place::Aside(number) => self.staged(number),
        }
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

    /// Enters what lies in the stage, unless the output folder has the same already.
    fn enter_staged(
        &self,
        path: &OutputPath,
        number: u64,
        blake3: blake3::Hash,
        bytes: u64,
    ) -> Result<Stored, OutputFault> {
        let target = self.target(path);
        let changed = !has_hash(&target, bytes, &blake3);
        if !changed {
            let fault = OutputFault::io("write", &target);
            fs::remove_file(self.staged(number)).map_err(fault)?;
        }
        let place = if changed { Place::Staged(number) } else { Place::Unchanged };
        self.enter(path, Placed { stored: Stored { blake3, bytes, changed }, place })
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

/// Whether `target` is a plain file of this size and hash.
fn has_hash(target: &Path, bytes: u64, blake3: &blake3::Hash) -> bool {
    is_file_of(target, bytes) && hash_of(target).is_ok_and(|(there, _)| there == *blake3)
}

/// The hash and the size of a file, read bit by bit.
fn hash_of(path: &Path) -> io::Result<(blake3::Hash, u64)> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path)?)?;
    let bytes = hasher.count();
    Ok((hasher.finalize(), bytes))
}

fn is_file_of(target: &Path, bytes: u64) -> bool {
    fs::symlink_metadata(target).is_ok_and(|there| there.is_file() && there.len() == bytes)
}
