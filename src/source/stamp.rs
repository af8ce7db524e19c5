//! What the system says of a file without reading it.

use std::fs::Metadata;
use std::time::{SystemTime, UNIX_EPOCH};

/// How coarse the clocks of file systems are: two writes within this time may leave one time.
const TICK_NANOSECONDS: u128 = 20_000_000;

/// Two equal stamps of one path mean the same bytes, but for writes within one [tick](Stamp::may_hide_a_write).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// In bytes.
    pub len: u64,
    /// In nanoseconds since 1970, as the two below.
    modified: u128,
    /// Of the file's entry: it moves even if somebody sets the time of modification back.
    changed: u128,
    /// Moves if another file takes the place of this one.
    inode: u64,
}

impl Stamp {
    /// From what a listing or a look at the file gave.
    pub fn of(metadata: &Metadata) -> Stamp {
        let (changed, inode) = entry(metadata);
        let modified = metadata.modified().map_or(0, since_1970);
        Stamp { len: metadata.len(), modified, changed, inode }
    }

    /// Whether a write just after `moment` could have left this stamp: then it proves nothing.
    pub fn may_hide_a_write(&self, moment: SystemTime) -> bool {
        self.modified.max(self.changed) + TICK_NANOSECONDS >= since_1970(moment)
    }

    /// Tells stamps apart in a file of our own.
    pub fn digest(&self) -> u128 {
        let numbers = [u128::from(self.len), self.modified, self.changed, u128::from(self.inode)];
        let mut hasher = blake3::Hasher::new();
        for number in numbers {
            hasher.update(&number.to_le_bytes());
        }
        let mut digest = [0; 16];
        hasher.finalize_xof().fill(&mut digest);
        u128::from_le_bytes(digest)
    }
}

fn since_1970(time: SystemTime) -> u128 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos())
}

#[cfg(unix)]
fn entry(metadata: &Metadata) -> (u128, u64) {
    use std::os::unix::fs::MetadataExt;
    let seconds = u128::try_from(metadata.ctime()).unwrap_or(0);
    let nanoseconds = u128::try_from(metadata.ctime_nsec()).unwrap_or(0);
    (seconds * 1_000_000_000 + nanoseconds, metadata.ino())
}

#[cfg(not(unix))]
fn entry(metadata: &Metadata) -> (u128, u64) {
    (metadata.created().map_or(0, since_1970), 0)
}
