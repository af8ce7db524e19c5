//! How rendering gets at what was drawn before: the caller, who may keep files, hands it in.

/// Bytes by the hash of all that they depend on.
pub trait Drawn: Sync {
    /// What was drawn under `key`, if it is known.
    fn get(&self, key: &blake3::Hash) -> Option<Vec<u8>>;

    /// Keeps what was drawn.
    fn put(&self, key: &blake3::Hash, bytes: &[u8]);
}
