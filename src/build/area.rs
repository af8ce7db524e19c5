//! The working area inside the output folder: one build at a time, on the same disk, gone afterwards.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::fault::{MachineFault, OutputFault};

/// Name of the area in the output folder.
pub const FOLDER_NAME: &str = ".promokit";

const LOCK: &str = "lock";
const STAGE_PREFIX: &str = "stage-";
/// Each try can lose only against another build that ends just then.
const TRIES: usize = 20;

/// An output folder that this process alone may write to, as long as this value lives.
#[derive(Debug)]
pub struct Area {
    out: PathBuf,
    home: PathBuf,
    stage: Option<TempDir>,
    lock: Option<File>,
    /// Folders that had to be made for the output folder to exist, the deepest first.
    made: Vec<PathBuf>,
}

impl Area {
    /// Claims `out`, which is made if need be. What an interrupted build left is swept.
    ///
    /// # Errors
    /// If the folder cannot be written to, or another build is at work in it.
    pub fn open(out: &Path) -> Result<Area, OutputFault> {
        let made = missing_folders(out);
        fs::create_dir_all(out).map_err(OutputFault::io("make the folder", out))?;
        let out = fs::canonicalize(out).map_err(OutputFault::io("open", out))?;
        let home = out.join(FOLDER_NAME);
        let mut area = Area { out, home, stage: None, lock: None, made };
        for _ in 0..TRIES {
            if let Some(lock) = area.try_lock()? {
                area.lock = Some(lock);
                area.sweep();
                area.stage = Some(area.new_stage()?);
                return Ok(area);
            }
        }
        Err(area.busy())
    }

    /// The output folder, absolute.
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// A place that outlives the build if it is interrupted.
    pub fn lasting(&self, name: &str) -> PathBuf {
        self.home.join(name)
    }

    /// A place in the stage, on the same disk as the output.
    pub fn staged(&self, name: &str) -> PathBuf {
        self.stage.as_ref().map_or_else(|| self.home.join(name), |stage| stage.path().join(name))
    }

    /// `None` if the lock's file was removed in the meantime by the build that held it.
    fn try_lock(&self) -> Result<Option<File>, OutputFault> {
        let path = self.home.join(LOCK);
        let fault = OutputFault::io("write", &path);
        fs::create_dir_all(&self.home).map_err(OutputFault::io("make the folder", &self.home))?;
        let file = match File::options().create(true).truncate(false).write(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(fault(error)),
        };
        match file.try_lock() {
            Ok(()) => Ok(is_at(&file, &path).then_some(file)),
            Err(TryLockError::WouldBlock) => Err(self.busy()),
            Err(TryLockError::Error(error)) => Err(fault(error)),
        }
    }

    fn busy(&self) -> OutputFault {
        OutputFault::Machine(MachineFault {
            action: "write to",
            path: self.out.clone(),
            reason: "another promokit is building into this folder; wait for it, or give another one with `--out`"
                .to_owned(),
        })
    }

    /// Under the lock, every stage is a dead one.
    fn sweep(&self) {
        let Ok(entries) = fs::read_dir(&self.home) else {
            return;
        };
        for entry in entries.flatten() {
            if entry.file_name().to_string_lossy().starts_with(STAGE_PREFIX) {
                // What cannot be removed now is tried again by the next build.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }

    fn new_stage(&self) -> Result<TempDir, OutputFault> {
        tempfile::Builder::new()
            .prefix(STAGE_PREFIX)
            .tempdir_in(&self.home)
            .map_err(OutputFault::io("make a folder in", &self.home))
    }
}

impl Drop for Area {
    fn drop(&mut self) {
        self.stage = None;
        if let Some(lock) = self.lock.take() {
            // The lock's file goes while it is still held: see `is_at`.
            let _ = fs::remove_file(self.home.join(LOCK));
            drop(lock);
        }
        // These succeed only on empty folders.
        let _ = fs::remove_dir(&self.home);
        for folder in &self.made {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// The folders on the way to `path` that do not exist yet, the deepest first.
fn missing_folders(path: &Path) -> Vec<PathBuf> {
    path.ancestors()
        .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        .map(Path::to_owned)
        .collect()
}

/// Whether `path` still leads to this very file: its last holder may have removed it.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// Elsewhere a file that somebody holds open keeps its name.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_of_it() {
        let root = tempfile::tempdir().unwrap();
        let out = root.path().join("deep/output");
        let area = Area::open(&out).unwrap();
        fs::write(area.staged("0"), "half").unwrap();
        drop(area);
        assert!(!root.path().join("deep").exists());
        assert!(root.path().exists());
    }

    #[test]
    fn one_at_a_time() {
        let out = tempfile::tempdir().unwrap();
        let first = Area::open(out.path()).unwrap();
        let Err(OutputFault::Machine(fault)) = Area::open(out.path()) else {
            panic!("two builds in one folder")
        };
        assert!(fault.to_string().contains("another promokit"), "{fault}");
        drop(first);
        assert!(Area::open(out.path()).is_ok());
    }

    #[test]
    fn many_at_once_never_share() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let out = tempfile::tempdir().unwrap();
        let inside = AtomicUsize::new(0);
        let entered = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let Ok(area) = Area::open(out.path()) else {
                            continue;
                        };
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        entered.fetch_add(1, Ordering::SeqCst);
                        inside.fetch_sub(1, Ordering::SeqCst);
                        drop(area);
                    }
                });
            }
        });
        assert!(entered.into_inner() > 0);
    }

    #[test]
    fn dead_stages_are_swept() {
        let out = tempfile::tempdir().unwrap();
        let dead = out.path().join(FOLDER_NAME).join("stage-dead");
        fs::create_dir_all(&dead).unwrap();
        fs::write(dead.join("1"), "x").unwrap();
        let area = Area::open(out.path()).unwrap();
        assert!(!dead.exists());
        drop(area);
        assert!(!out.path().join(FOLDER_NAME).exists());
    }

    #[test]
    fn a_file_in_its_place_is_a_fault_of_the_machine() {
        let root = tempfile::tempdir().unwrap();
        let out = root.path().join("output");
        fs::write(&out, "a file").unwrap();
        assert!(matches!(Area::open(&out), Err(OutputFault::Machine(_))));
        assert!(matches!(Area::open(&out.join("sub")), Err(OutputFault::Machine(_))));
        assert_eq!(fs::read_to_string(&out).unwrap(), "a file");
    }
}
