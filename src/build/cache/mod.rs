//! `.promokit/cache/`: what was drawn before, by what it was drawn from.
//!
//! Two folders: `objects/` holds bytes under their own hash, `actions/` says under a key which
//! object belongs to it. An object is there before the action that names it, both appear by
//! rename, and bytes are hashed again when they are read: a killed build leaves nothing that
//! could be taken for something else. Losing any of it costs time, never correctness.

mod sweep;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

use crate::render::Drawn;

use super::fingerprint::Key;

const OBJECTS: &str = "objects";
const ACTIONS: &str = "actions";
/// Half-written files; swept when nobody is at work.
const UNFINISHED: &str = "unfinished";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The cache of a project, shared with other builds that are at work at the same time.
#[derive(Debug)]
pub struct Cache {
    home: PathBuf,
    /// Held shared while this value lives: nobody sweeps meanwhile.
    lock: File,
    now: SystemTime,
    written: AtomicU64,
    /// Why it is not written to any more.
    trouble: Mutex<Option<String>>,
}

/// Where the lock of the cache in `home` (`.promokit`) is.
pub(super) fn lock_file(home: &Path) -> PathBuf {
    folder(home).join("lock")
}

/// The number is that of the format.
fn folder(home: &Path) -> PathBuf {
    home.join("cache").join("v1")
}

impl Cache {
    /// Opens the cache in `home` (`.promokit`). `now`: when the build began.
    ///
    /// # Errors
    /// If it cannot be written to.
    pub fn open(home: &Path, now: SystemTime) -> io::Result<Cache> {
        let lock_file = lock_file(home);
        let home = folder(home);
        for folder in [OBJECTS, ACTIONS, UNFINISHED] {
            fs::create_dir_all(home.join(folder))?;
        }
        let lock = File::options().create(true).truncate(false).write(true).open(lock_file)?;
        if lock.try_lock().is_ok() {
            sweep::unfinished(&home.join(UNFINISHED));
            lock.unlock()?;
        }
        lock.lock_shared()?;
        let written = AtomicU64::new(0);
        Ok(Cache { home, lock, now, written, trouble: Mutex::default() })
    }

    /// The bytes under `key`, if they are there and whole.
    pub fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let action = self.action(key);
        let text = fs::read_to_string(&action).ok()?;
        let hash = blake3::Hash::from_hex(text.trim_end()).ok()?;
        let bytes = fs::read(self.object(&hash)).ok()?;
        if blake3::hash(&bytes) != hash {
            // Made anew under the same name, once the broken one is out of the way.
            let _ = fs::remove_file(self.object(&hash));
            return None;
        }
        self.mark_used(&action);
        Some(bytes)
    }

    /// Keeps `bytes` under `key`. If that fails, no more is written.
    pub fn put(&self, key: &Key, bytes: &[u8]) {
        if self.trouble().is_some() {
            return;
        }
        if let Err(error) = self.try_put(key, bytes) {
            let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
            trouble.get_or_insert(error.to_string());
        }
    }

    /// Why it could not be written to, if so.
    pub fn trouble(&self) -> Option<String> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets go of what was not used for long, if there is too much.
    pub fn close(self) {
        sweep::if_too_large(&self.home, &self.lock, self.written.into_inner());
    }

    fn try_put(&self, key: &Key, bytes: &[u8]) -> io::Result<()> {
        let hash = blake3::hash(bytes);
        let object = self.object(&hash);
        if !object.exists() {
            match self.unfinished(bytes)?.persist_noclobber(made(&object)?) {
                Err(error) if error.error.kind() != io::ErrorKind::AlreadyExists => {
                    return Err(error.error);
                }
                _ => self.written.fetch_add(bytes.len() as u64, Ordering::Relaxed),
            };
        }
        let action = self.action(key);
        let text = format!("{hash}\n");
        self.unfinished(text.as_bytes())?.persist(made(&action)?).map_err(|error| error.error)?;
        Ok(())
    }

    fn unfinished(&self, bytes: &[u8]) -> io::Result<NamedTempFile> {
        let mut file = NamedTempFile::new_in(self.home.join(UNFINISHED))?;
        file.write_all(bytes)?;
        Ok(file)
    }

    /// Once a day is enough to tell what is in use.
    fn mark_used(&self, action: &Path) {
        let used = fs::metadata(action).and_then(|there| there.modified());
        if used.is_ok_and(|used| used + DAY < self.now) {
            // Failing, it is only swept earlier.
            let _ = File::options().write(true).open(action).map(|it| it.set_modified(self.now));
        }
    }

    fn object(&self, hash: &blake3::Hash) -> PathBuf {
        spread(&self.home.join(OBJECTS), &hash.to_hex())
    }

    fn action(&self, key: &Key) -> PathBuf {
        spread(&self.home.join(ACTIONS), &key.to_hex())
    }
}

/// `ab/ab12…`: file systems are slow with very large folders.
fn spread(folder: &Path, name: &str) -> PathBuf {
    folder.join(&name[..2]).join(name)
}

/// The path, with its folder made.
fn made(path: &Path) -> io::Result<&Path> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(path)
}

impl Drawn for Cache {
    fn get(&self, key: &blake3::Hash) -> Option<Vec<u8>> {
        Cache::get(self, key)
    }

    fn put(&self, key: &blake3::Hash, bytes: &[u8]) {
        Cache::put(self, key, bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(home: &Path) -> Cache {
        Cache::open(home, SystemTime::UNIX_EPOCH).unwrap()
    }

    fn key(text: &str) -> Key {
        blake3::hash(text.as_bytes())
    }

    #[test]
    fn it_gives_back_what_it_was_given() {
        let home = tempfile::tempdir().unwrap();
        let first = cache(home.path());
        first.put(&key("a"), b"bytes");
        first.put(&key("b"), b"bytes");
        // Two at once share it.
        let second = cache(home.path());
        assert_eq!(second.get(&key("a")).as_deref(), Some(&b"bytes"[..]));
        assert_eq!(second.get(&key("b")).as_deref(), Some(&b"bytes"[..]));
        assert_eq!(second.get(&key("c")), None);
        second.put(&key("a"), b"other");
        assert_eq!(first.get(&key("a")).as_deref(), Some(&b"other"[..]));
    }

    #[test]
    fn a_damaged_object_is_none_and_is_mended() {
        let home = tempfile::tempdir().unwrap();
        let cache = cache(home.path());
        cache.put(&key("a"), b"bytes");
        let object = cache.object(&blake3::hash(b"bytes"));
        fs::write(&object, "bytez").unwrap();
        assert_eq!(cache.get(&key("a")), None);
        cache.put(&key("a"), b"bytes");
        assert_eq!(cache.get(&key("a")).as_deref(), Some(&b"bytes"[..]));
        fs::write(cache.action(&key("a")), "nonsense").unwrap();
        assert_eq!(cache.get(&key("a")), None);
    }

    #[test]
    fn trouble_is_told_once_and_harms_nothing() {
        let home = tempfile::tempdir().unwrap();
        let cache = cache(home.path());
        fs::remove_dir_all(cache.home.join(UNFINISHED)).unwrap();
        cache.put(&key("a"), b"bytes");
        assert!(cache.trouble().is_some());
        assert_eq!(cache.get(&key("a")), None);
    }
}
