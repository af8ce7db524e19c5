//! What a build wrote.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use walkdir::WalkDir;

/// Every file below `folder` by its path relative to it, with `/`.
pub fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = WalkDir::new(folder).into_iter().map(|entry| entry.expect("readable"));
    files
        .filter(|entry| !entry.file_type().is_dir())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("inside");
            (path.to_str().expect("UTF-8").to_owned(), fs::read(entry.path()).expect("readable"))
        })
        .collect()
}

/// A line of `manifest.json`.
#[derive(Debug, Clone)]
pub struct Entry {
    pub path: String,
    pub kind: String,
    pub partner: Option<String>,
    pub blake3: String,
    pub bytes: u64,
}

/// An output folder in memory.
pub struct Output {
    pub folder: PathBuf,
    pub files: BTreeMap<String, Vec<u8>>,
    pub manifest: Value,
    pub entries: Vec<Entry>,
}

impl Output {
    pub fn read(folder: &Path) -> Output {
        let files = snapshot(folder);
        let manifest: Value = serde_json::from_slice(&files["manifest.json"]).expect("a manifest");
        let entries = manifest["artifacts"].as_array().expect("a list").iter().map(entry).collect();
        Output { folder: folder.to_owned(), files, manifest, entries }
    }

    #[track_caller]
    pub fn bytes(&self, path: &str) -> &[u8] {
        match self.files.get(path) {
            Some(bytes) => bytes,
            None => panic!("no {path} in the output; there is: {:#?}", self.near(path)),
        }
    }

    /// What lies in the same folder, for messages.
    fn near(&self, path: &str) -> Vec<&String> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.files.keys().filter(|other| other.starts_with(folder)).take(40).collect()
    }

    #[track_caller]
    pub fn text(&self, path: &str) -> &str {
        std::str::from_utf8(self.bytes(path)).expect("UTF-8")
    }

    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Paths that begin and end so.
    pub fn paths(&self, start: &str, end: &str) -> Vec<&str> {
        let fits = |path: &&String| path.starts_with(start) && path.ends_with(end);
        self.files.keys().filter(fits).map(String::as_str).collect()
    }

    /// Files that people or programs read as text.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter_map(|(path, bytes)| Some((path.as_str(), std::str::from_utf8(bytes).ok()?)))
    }

    /// Where a file lies on the disk.
    pub fn place(&self, path: &str) -> String {
        self.folder.join(path).to_str().expect("UTF-8").to_owned()
    }
}

fn entry(value: &Value) -> Entry {
    let text =
        |key: &str| value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}")).to_owned();
    Entry {
        path: text("path"),
        kind: text("kind"),
        partner: value["partner"].as_str().map(str::to_owned),
        blake3: text("blake3"),
        bytes: value["bytes"].as_u64().expect("a number"),
    }
}
