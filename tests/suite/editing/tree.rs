//! A folder with all that a careless build could change in it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::SystemTime;

use walkdir::WalkDir;

/// A file of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    pub bytes: Vec<u8>,
    modified: SystemTime,
    inode: u64,
}

pub type Tree = BTreeMap<String, Leaf>;

/// Every file below `folder`, nothing of promokit's own workshop in it; empty if there is no such folder.
pub fn tree(folder: &Path) -> Tree {
    let is_workshop = |it: &walkdir::DirEntry| it.depth() > 0 && it.file_name() == ".promokit";
    let walk = WalkDir::new(folder).into_iter().filter_entry(|it| !is_workshop(it));
    let files = walk.filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("inside");
            let metadata = fs::symlink_metadata(entry.path()).expect("it is there");
            let leaf = Leaf {
                bytes: fs::read(entry.path()).expect("readable"),
                modified: metadata.modified().expect("a time"),
                inode: metadata.ino(),
            };
            (path.to_str().expect("UTF-8").to_owned(), leaf)
        })
        .collect()
}

/// The paths whose bytes differ, or that only one of them has.
pub fn differences(one: &Tree, other: &Tree) -> Vec<String> {
    let bytes = |tree: &Tree, path: &String| tree.get(path).map(|leaf| leaf.bytes.clone());
    let mut paths: Vec<&String> = one.keys().chain(other.keys()).collect();
    paths.sort();
    paths.dedup();
    let mut differing = Vec::new();
    for path in paths {
        match (bytes(one, path), bytes(other, path)) {
            (one, other) if one == other => {}
            (Some(_), Some(_)) => differing.push(format!("differs: {path}")),
            (Some(_), None) => differing.push(format!("only built on top: {path}")),
            _ => differing.push(format!("only in the clean build: {path}")),
        }
    }
    differing
}

/// The paths that have the same bytes in both, but were written again in between.
pub fn rewritten<'a>(before: &Tree, after: &'a Tree) -> Vec<&'a String> {
    let again = |(path, now): &(&String, &Leaf)| {
        before.get(*path).is_some_and(|then| then.bytes == now.bytes && then != *now)
    };
    after.iter().filter(again).map(|(path, _)| path).collect()
}
