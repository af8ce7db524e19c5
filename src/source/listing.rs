//! What the system says of all inputs at one moment. None is read.

use std::collections::BTreeMap;
use std::path::Path;

use super::path::RelativePath;
use super::stamp::Stamp;
use super::walk::{Found, walk};

/// The files of a project with their stamps: two equal ones mean that nothing was written between
/// them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Without a stamp: something that cannot be used.
    files: BTreeMap<RelativePath, Option<Stamp>>,
    /// How many things there are that have no path to print.
    unnamed: usize,
}

impl Listing {
    /// Lists `content/` and `themes/` below the project root.
    pub fn take(root: &Path) -> Listing {
        let mut listing = Listing::default();
        for found in walk(root) {
            match found {
                Found::File(file) => {
                    listing.files.insert(file.path, file.stamp);
                }
                Found::Unusable { path, .. } => {
                    listing.files.insert(path, None);
                }
                Found::Placeless(_) => listing.unnamed += 1,
            }
        }
        listing
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The files that are new, gone or other in `newer`, in the order of their paths.
    pub fn changes(&self, newer: &Listing) -> Vec<RelativePath> {
        let differs = |path: &&RelativePath| self.files.get(*path) != newer.files.get(*path);
        let mut changes: Vec<RelativePath> = newer.files.keys().filter(differs).cloned().collect();
        let gone = self.files.keys().filter(|path| !newer.files.contains_key(*path));
        changes.extend(gone.cloned());
        changes.sort();
        changes
    }

    /// Whether a file that held something is empty in `newer`: many programs empty a file before
    /// they write it anew.
    pub fn is_emptied(&self, newer: &Listing) -> bool {
        let holds = |stamp: &Option<Stamp>| stamp.is_some_and(|stamp| stamp.len > 0);
        newer.files.iter().any(|(path, stamp)| {
            stamp.is_some_and(|stamp| stamp.len == 0) && self.files.get(path).is_some_and(holds)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn writes_deletes_and_new_files_are_changes() {
        let root = tempfile::tempdir().unwrap();
        let content = root.path().join("content");
        fs::create_dir(&content).unwrap();
        for name in ["a.yaml", "b.yaml", "c.yaml"] {
            fs::write(content.join(name), "x: 1\n").unwrap();
        }
        let before = Listing::take(root.path());
        assert_eq!((before.len(), before == Listing::take(root.path())), (3, true));
        fs::write(content.join("a.yaml"), "x: 22\n").unwrap();
        fs::remove_file(content.join("b.yaml")).unwrap();
        fs::write(content.join("d.yaml"), "").unwrap();
        let after = Listing::take(root.path());
        let changes = before.changes(&after);
        let changes: Vec<&str> = changes.iter().map(RelativePath::as_str).collect();
        assert_eq!(changes, ["content/a.yaml", "content/b.yaml", "content/d.yaml"]);
        assert!(!before.is_emptied(&after));
        fs::write(content.join("c.yaml"), "").unwrap();
        assert!(before.is_emptied(&Listing::take(root.path())));
    }
}
