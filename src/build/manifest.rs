//! `manifest.json`: what a build wrote. It is how the next build knows which files are its own.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::model::date::Date;
use crate::model::ids::PartnerId;
use crate::plan::{Kind, OutputPath};

/// Name of the manifest in the output folder.
pub const FILE_NAME: &str = "manifest.json";

const VERSION: u32 = 1;

/// Every file that a build wrote, but the manifest itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// Version of the program that wrote it.
    pub promokit: String,
    /// The day that the output is right for.
    pub as_of: Date,
    /// Sorted by path, each path once.
    artifacts: Vec<Entry>,
}

/// One file of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub path: OutputPath,
    pub kind: Kind,
    /// `None` when partners share it.
    pub partner: Option<PartnerId>,
    pub blake3: blake3::Hash,
    pub bytes: u64,
}

/// What the output folder says about the build before.
#[derive(Debug)]
pub enum Previous {
    /// No manifest: a new folder, or one that promokit never wrote to.
    None,
    /// A manifest that cannot be trusted: nothing that it lists may be removed.
    Damaged,
    Known(Manifest),
}

impl Previous {
    /// Reads the manifest at `path`.
    ///
    /// # Errors
    /// If there is a file that cannot be read; its content is never an error.
    pub fn read(path: &Path) -> io::Result<Previous> {
        match fs::read(path) {
            Ok(bytes) => Ok(Manifest::parse(&bytes).map_or(Previous::Damaged, Previous::Known)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Previous::None),
            Err(error) => Err(error),
        }
    }

    /// The entries that can be trusted.
    pub fn entries(&self) -> &[Entry] {
        match self {
            Previous::Known(manifest) => manifest.artifacts(),
            Previous::None | Previous::Damaged => &[],
        }
    }
}

impl Manifest {
    /// Sorts `artifacts` by path; of several entries for one path the last stays.
    pub fn new(promokit: String, as_of: Date, mut artifacts: Vec<Entry>) -> Manifest {
        artifacts.reverse();
        artifacts.sort_by(|a, b| a.path.cmp(&b.path));
        artifacts.dedup_by(|later, first| later.path == first.path);
        Manifest { promokit, as_of, artifacts }
    }

    pub fn artifacts(&self) -> &[Entry] {
        &self.artifacts
    }

    /// Whether it lists `path`.
    pub fn lists(&self, path: &OutputPath) -> bool {
        self.artifacts.binary_search_by(|entry| entry.path.cmp(path)).is_ok()
    }

    /// This manifest with the entries of `earlier` that it does not list itself.
    #[must_use]
    pub fn over(self, earlier: &[Entry]) -> Manifest {
        let artifacts = earlier.iter().cloned().chain(self.artifacts).collect();
        Manifest::new(self.promokit, self.as_of, artifacts)
    }

    /// Its text: JSON with one line for each artifact, so that two manifests compare well.
    pub fn text(&self) -> String {
        let head = Head {
            version: VERSION,
            promokit: &self.promokit,
            as_of: self.as_of.to_string(),
            shard: (),
        };
        let mut text = json(&head);
        text.pop();
        text.push_str(",\"artifacts\":[");
        for (index, entry) in self.artifacts.iter().enumerate() {
            text.push_str(if index == 0 { "\n" } else { ",\n" });
            text.push_str(&json(&Line::from(entry)));
        }
        text.push_str("\n]}\n");
        text
    }

    /// Reads a manifest; `None` if any part of it is not as [`text`](Manifest::text) writes it.
    fn parse(bytes: &[u8]) -> Option<Manifest> {
        let whole: Whole = serde_json::from_slice(bytes).ok()?;
        let artifacts: Option<Vec<Entry>> = whole.artifacts.iter().map(Line::entry).collect();
        let as_of = Date::parse(&whole.as_of).ok()?;
        (whole.version == VERSION).then_some(Manifest::new(whole.promokit, as_of, artifacts?))
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[derive(Serialize)]
struct Head<'a> {
    version: u32,
    promokit: &'a str,
    as_of: String,
    /// Always null: a build writes the whole output.
    shard: (),
}

#[derive(Deserialize)]
struct Whole {
    version: u32,
    promokit: String,
    as_of: String,
    artifacts: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    path: String,
    kind: String,
    partner: Option<String>,
    blake3: String,
    bytes: u64,
}

impl From<&Entry> for Line {
    fn from(entry: &Entry) -> Line {
        Line {
            path: entry.path.to_string(),
            kind: entry.kind.word().to_owned(),
            partner: entry.partner.as_ref().map(PartnerId::to_string),
            blake3: entry.blake3.to_hex().to_string(),
            bytes: entry.bytes,
        }
    }
}

impl Line {
    fn entry(&self) -> Option<Entry> {
        let partner = match &self.partner {
            Some(id) => Some(PartnerId::parse(id).ok()?),
            None => None,
        };
        Some(Entry {
            path: OutputPath::new(self.path.clone())?,
            kind: Kind::from_word(&self.kind)?,
            partner,
            blake3: blake3::Hash::from_hex(&self.blake3).ok()?,
            bytes: self.bytes,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, content: &str) -> Option<Entry> {
        Some(Entry {
            path: OutputPath::new(path)?,
            kind: Kind::Page,
            partner: PartnerId::parse("acme").ok(),
            blake3: blake3::hash(content.as_bytes()),
            bytes: content.len() as u64,
        })
    }

    fn manifest(paths: &[&str]) -> Option<Manifest> {
        let entries: Option<Vec<Entry>> = paths.iter().map(|path| entry(path, path)).collect();
        Some(Manifest::new("0.1.0".to_owned(), Date::parse("2026-11-23").ok()?, entries?))
    }

    #[test]
    fn it_reads_what_it_writes_sorted() {
        let written = manifest(&["b", "a/c", "a-b"]).unwrap();
        let order: Vec<_> = written.artifacts().iter().map(|entry| entry.path.as_str()).collect();
        assert_eq!(order, ["a-b", "a/c", "b"]);
        assert_eq!(Manifest::parse(written.text().as_bytes()), Some(written));
    }

    #[test]
    fn its_text_has_the_documented_keys_in_order() {
        let text = manifest(&["a"]).unwrap().text();
        let hash = blake3::hash(b"a");
        assert_eq!(
            text,
            format!(
                "{{\"version\":1,\"promokit\":\"0.1.0\",\"as_of\":\"2026-11-23\",\"shard\":null,\"artifacts\":[\n\
                 {{\"path\":\"a\",\"kind\":\"page\",\"partner\":\"acme\",\"blake3\":\"{hash}\",\"bytes\":1}}\n]}}\n"
            )
        );
    }

    #[test]
    fn an_empty_one_is_valid_json() {
        let text = manifest(&[]).unwrap().text();
        assert_eq!(Manifest::parse(text.as_bytes()), manifest(&[]));
    }

    #[test]
    fn one_bad_entry_makes_all_of_it_untrusted() {
        let good = manifest(&["a", "b"]).unwrap().text();
        for (from, to) in [
            ("\"path\":\"a\"", "\"path\":\"../a\""),
            ("\"path\":\"a\"", "\"path\":\"/etc/passwd\""),
            ("\"page\"", "\"spaceship\""),
            ("\"acme\"", "\"../acme\""),
            ("\"version\":1", "\"version\":2"),
            ("\"blake3\":\"", "\"blake3\":\"zz"),
        ] {
            let bad = good.replacen(from, to, 1);
            assert_ne!(bad, good);
            assert_eq!(Manifest::parse(bad.as_bytes()), None, "{to}");
        }
        assert_eq!(Manifest::parse(&good.as_bytes()[..good.len() / 2]), None);
    }

    #[test]
    fn later_entries_win_when_merged() {
        let earlier = [entry("a", "old").unwrap(), entry("b", "old").unwrap()];
        let merged = manifest(&["a", "c"]).unwrap().over(&earlier);
        let bytes: Vec<_> =
            merged.artifacts().iter().map(|entry| (entry.path.as_str(), entry.bytes)).collect();
        assert_eq!(bytes, [("a", 1), ("b", 3), ("c", 1)]);
    }
}
