//! What a build remembers for the next one: what it read, and of what each file was made.
//!
//! A record is only a shortcut. One that is missing, damaged or of another program makes the next
//! build slower, never wrong: whatever is not proved unchanged is made anew.

use std::collections::HashMap;
use std::fmt::Write;

use crate::model::date::Date;
use crate::model::ids::PartnerId;
use crate::plan::{Kind, OutputPath, Scope};
use crate::source::{RelativePath, resolve};

use super::fingerprint::{Input, InputHashes, Key};
use super::manifest::Entry;

/// The first line: another number than this is another format.
const HEAD: &str = "promokit record 1";
/// Begins the last line, which vouches for the others.
const SUM: &str = "sum ";
/// Stands for no stamp, and for the shared scope.
const NONE: &str = "-";

/// One build, as far as the next one can make use of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Of everything beside the content that files depend on, but for the day.
    pub settings: blake3::Hash,
    pub as_of: Date,
    /// The company's, which says which day it is.
    pub time_zone: String,
    /// Whether nothing was found wrong: else the findings are to be shown again.
    pub is_clean: bool,
    pub inputs: InputHashes,
    /// Digest of the manifest's stamp.
    pub manifest: u128,
    pub scopes: HashMap<Scope, Key>,
    pub files: HashMap<OutputPath, Made>,
}

/// A file that the build wrote, or found as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub scope: Scope,
    /// `None` if nothing says what it was made of.
    pub key: Option<Key>,
    /// Digest of the stamp that it has in the output folder.
    pub stamp: u128,
    pub entry: Entry,
}

impl Record {
    /// Its text: one line for each thing.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(128 + self.files.len() * 240);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{HEAD}");
        let _ = writeln!(text, "settings {}", self.settings);
        let _ = writeln!(text, "day {} {}", self.as_of, self.time_zone);
        let _ = writeln!(text, "clean {}", u8::from(self.is_clean));
        let _ = writeln!(text, "manifest {:x}", self.manifest);
        for (path, input) in &self.inputs {
            let stamp = input.stamp.map_or(NONE.to_owned(), |stamp| format!("{stamp:x}"));
            let _ = writeln!(text, "input {stamp} {} {}", input.blake3, path.as_str());
        }
        for (scope, key) in &self.scopes {
            let _ = writeln!(text, "scope {} {key}", scope_word(scope));
        }
        for made in self.files.values() {
            let key = made.key.map_or(NONE.to_owned(), |key| key.to_string());
            let Entry { path, kind, partner, blake3, bytes } = &made.entry;
            let scope = scope_word(&made.scope);
            let partner = partner.as_ref().map_or(NONE, PartnerId::as_str);
            let kind = kind.word();
            let _ = writeln!(
                text,
                "file {scope} {key} {:x} {blake3} {bytes} {kind} {partner} {path}",
                made.stamp
            );
        }
        let sum = blake3::hash(text.as_bytes());
        let _ = writeln!(text, "{SUM}{sum}");
        text
    }

    /// Reads a record; `None` if any part of it is not as [`text`](Record::text) writes it.
    pub fn parse(text: &str) -> Option<Record> {
        let (text, sum) = text.strip_suffix('\n')?.rsplit_once(SUM)?;
        if hash(sum)? != blake3::hash(text.as_bytes()) {
            return None;
        }
        let mut lines = text.lines();
        if lines.next()? != HEAD {
            return None;
        }
        let settings = hash(lines.next()?.strip_prefix("settings ")?)?;
        let (as_of, time_zone) = lines.next()?.strip_prefix("day ")?.split_once(' ')?;
        let is_clean = lines.next()?.strip_prefix("clean ")? == "1";
        let manifest = number(lines.next()?.strip_prefix("manifest ")?)?;
        let mut record = Record {
            settings,
            as_of: Date::parse(as_of).ok()?,
            time_zone: time_zone.to_owned(),
            is_clean,
            manifest,
            inputs: InputHashes::new(),
            scopes: HashMap::new(),
            files: HashMap::new(),
        };
        for line in lines {
            let (word, rest) = line.split_once(' ')?;
            match word {
                "input" => record.inputs.extend([input(rest)?]),
                "scope" => {
                    let (scope, key) = rest.split_once(' ')?;
                    record.scopes.insert(scope_of(scope)?, hash(key)?);
                }
                "file" => {
                    let made = made(rest)?;
                    record.files.insert(made.entry.path.clone(), made);
                }
                _ => return None,
            }
        }
        Some(record)
    }
}

fn input(line: &str) -> Option<(RelativePath, Input)> {
    let mut words = line.splitn(3, ' ');
    let stamp = optional(words.next()?, number)?;
    let blake3 = hash(words.next()?)?;
    Some((resolve("", words.next()?).ok()?, Input { stamp, blake3 }))
}

fn made(line: &str) -> Option<Made> {
    let mut words = line.splitn(8, ' ');
    let scope = scope_of(words.next()?)?;
    let key = optional(words.next()?, hash)?;
    let stamp = number(words.next()?)?;
    let blake3 = hash(words.next()?)?;
    let bytes = words.next()?.parse().ok()?;
    let kind = Kind::from_word(words.next()?)?;
    let partner = optional(words.next()?, |id| PartnerId::parse(id).ok())?;
    let path = OutputPath::new(words.next()?)?;
    Some(Made { scope, key, stamp, entry: Entry { path, kind, partner, blake3, bytes } })
}

/// `Some(None)` for none, `None` for what cannot be read.
fn optional<T>(word: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    if word == NONE { Some(None) } else { read(word).map(Some) }
}

fn hash(word: &str) -> Option<blake3::Hash> {
    blake3::Hash::from_hex(word).ok()
}

fn number(word: &str) -> Option<u128> {
    u128::from_str_radix(word, 16).ok()
}

fn scope_word(scope: &Scope) -> &str {
    match scope {
        Scope::Shared => NONE,
        Scope::Partner(id) => id.as_str(),
    }
}

fn scope_of(word: &str) -> Option<Scope> {
    match word {
        NONE => Some(Scope::Shared),
        id => PartnerId::parse(id).ok().map(Scope::Partner),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        let anna = Scope::Partner(PartnerId::parse("anna").unwrap());
        let entry = Entry {
            path: OutputPath::new("sites/a.example/b c/index.html").unwrap(),
            kind: Kind::Page,
            partner: PartnerId::parse("anna").ok(),
            blake3: blake3::hash(b"page"),
            bytes: 4,
        };
        let shared = Entry { path: OutputPath::new("links.csv").unwrap(), partner: None, ..entry };
        Record {
            settings: blake3::hash(b"settings"),
            as_of: Date::parse("2026-11-23").unwrap(),
            time_zone: "Europe/Berlin".to_owned(),
            is_clean: true,
            manifest: 7,
            inputs: [(
                resolve("", "content/images/a b.png").unwrap(),
                Input { stamp: None, blake3: blake3::hash(b"input") },
            )]
            .into(),
            scopes: [(anna.clone(), blake3::hash(b"scope"))].into(),
            files: [
                (
                    entry.path.clone(),
                    Made { scope: anna, key: Some(blake3::hash(b"k")), stamp: u128::MAX, entry },
                ),
                (
                    shared.path.clone(),
                    Made { scope: Scope::Shared, key: None, stamp: 0, entry: shared },
                ),
            ]
            .into(),
        }
    }

    #[test]
    fn it_reads_what_it_writes() {
        assert_eq!(Record::parse(&record().text()), Some(record()));
    }

    #[test]
    fn a_damaged_one_is_none() {
        let text = record().text();
        for end in 0..text.len() {
            assert_eq!(text.get(..end).and_then(Record::parse), None);
        }
        assert_eq!(Record::parse(&text.replacen("clean 1", "clean 0", 1)), None);
    }
}
