//! What the build before left that still stands.

use std::collections::HashMap;

use crate::plan::{OutputPath, Scope};

use super::fingerprint::Key;
use super::memory::Memory;
use super::record::Made;

/// The files that are in the output folder as the build before left them.
#[derive(Debug, Default)]
pub(super) struct Before<'r> {
    files: HashMap<&'r OutputPath, &'r Made>,
    /// Scopes with all of their files, and their keys.
    scopes: HashMap<&'r Scope, (Key, Vec<&'r Made>)>,
}

impl<'r> Before<'r> {
    pub fn of(memory: &'r Memory) -> Before<'r> {
        let Some(record) = memory.record() else { return Before::default() };
        let files = memory.standing();
        let mut scopes: HashMap<&Scope, (Key, Vec<&Made>)> =
            record.scopes.iter().map(|(scope, key)| (scope, (*key, Vec::new()))).collect();
        for (path, made) in &record.files {
            if files.contains_key(path) {
                if let Some((_, whole)) = scopes.get_mut(&made.scope) {
                    whole.push(made);
                }
            } else {
                scopes.remove(&made.scope);
            }
        }
        Before { files, scopes }
    }

    /// The file at `path`, if it was made of what `key` stands for.
    pub fn file(&self, path: &OutputPath, key: Key) -> Option<&'r Made> {
        self.files.get(path).copied().filter(|made| made.key == Some(key))
    }

    /// All files of a scope, if they were made of what `key` stands for.
    pub fn scope(&self, scope: &Scope, key: Key) -> Option<&[&'r Made]> {
        let (known, whole) = self.scopes.get(scope)?;
        (*known == key).then_some(whole.as_slice())
    }
}
