//! Keeps the cache within its limit: what was used longest ago goes first.

use std::collections::HashSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

use super::{ACTIONS, OBJECTS};

/// In bytes: a few times the banners of a large programme.
const LIMIT: u64 = 2_000_000_000;
/// What is left after a sweep, so that not every build sweeps.
const LEFT: u64 = LIMIT / 10 * 8;
/// How many bytes were written since the last count: it only decides when to count.
const SIZE: &str = "size";

/// Counts and sweeps if there may be more than the limit and no other build is at work.
pub(super) fn if_too_large(home: &Path, lock: &File, written: u64) {
    let size_file = home.join(SIZE);
    let before = fs::read_to_string(&size_file).ok().and_then(|text| text.trim().parse().ok());
    let mut size = before.unwrap_or(0u64).saturating_add(written);
    if size > LIMIT && lock.unlock().is_ok() && lock.try_lock().is_ok() {
        size = sweep(home, LEFT);
    }
    if written > 0 {
        // Lost, it is only counted later.
        let _ = fs::write(size_file, size.to_string());
    }
}

/// Removes what killed builds left half-written.
pub(super) fn unfinished(folder: &Path) {
    for file in files(folder) {
        let _ = fs::remove_file(file);
    }
}

struct Action {
    used: SystemTime,
    file: PathBuf,
    object: String,
}

/// Removes actions, the longest unused first, until the objects of the others have at most `left`
/// bytes; then all objects that no action names. The bytes that stay.
fn sweep(home: &Path, left: u64) -> u64 {
    let mut actions: Vec<Action> = files(&home.join(ACTIONS)).filter_map(read).collect();
    actions.sort_by(|one, two| two.used.cmp(&one.used).then_with(|| one.file.cmp(&two.file)));
    let mut kept: HashSet<String> = HashSet::new();
    let mut bytes = 0;
    for action in actions {
        if kept.contains(&action.object) {
            continue;
        }
        let object = super::spread(&home.join(OBJECTS), &action.object);
        let size = fs::metadata(object).map_or(0, |there| there.len());
        if size > 0 && bytes + size <= left {
            bytes += size;
            kept.insert(action.object);
        } else {
            let _ = fs::remove_file(action.file);
        }
    }
    for object in files(&home.join(OBJECTS)) {
        let name = object.file_name().map(|name| name.to_string_lossy().into_owned());
        if name.is_none_or(|name| !kept.contains(&name)) {
            let _ = fs::remove_file(object);
        }
    }
    bytes
}

fn read(file: PathBuf) -> Option<Action> {
    let object = blake3::Hash::from_hex(fs::read_to_string(&file).ok()?.trim_end()).ok()?;
    let used = fs::metadata(&file).and_then(|there| there.modified()).ok()?;
    Some(Action { used, file, object: object.to_hex().to_string() })
}

fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = WalkDir::new(folder).into_iter().flatten();
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::{Cache, lock_file};
    use super::*;

    #[test]
    fn the_longest_unused_go_first() {
        let home = tempfile::tempdir().unwrap();
        let cache = Cache::open(home.path(), SystemTime::UNIX_EPOCH).unwrap();
        let key = |name: &str| blake3::hash(name.as_bytes());
        for (age, name) in ["old", "older", "oldest"].into_iter().enumerate() {
            cache.put(&key(name), name.repeat(10).as_bytes());
            let used = SystemTime::UNIX_EPOCH + Duration::from_secs(1000 - age as u64);
            File::options()
                .write(true)
                .open(cache.action(&key(name)))
                .unwrap()
                .set_modified(used)
                .unwrap();
        }
        assert_eq!(sweep(&cache.home, 85), 80);
        assert!(cache.get(&key("old")).is_some());
        assert!(cache.get(&key("older")).is_some());
        assert!(cache.get(&key("oldest")).is_none());
        assert_eq!(files(&cache.home.join(OBJECTS)).count(), 2);
    }

    #[test]
    fn nobody_sweeps_while_another_is_at_work() {
        let home = tempfile::tempdir().unwrap();
        let other = Cache::open(home.path(), SystemTime::UNIX_EPOCH).unwrap();
        other.put(&blake3::hash(b"a"), b"bytes");
        let lock = File::options().write(true).open(lock_file(home.path())).unwrap();
        if_too_large(&other.home, &lock, LIMIT + 1);
        assert!(other.get(&blake3::hash(b"a")).is_some());
    }
}
