//! What an output folder says of itself, and whether it is so: also after a publication that was cut short.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// Hashes of files by their paths.
type Hashes = BTreeMap<String, String>;

/// An output folder: what its lists say and what is there.
#[derive(Default)]
pub struct Published {
    /// What `manifest.json` lists.
    listed: Hashes,
    /// What a publication was about to make of the folder, if one was cut short.
    meant: Option<Hashes>,
    /// What is there of both.
    there: Hashes,
}

impl Published {
    pub fn read(folder: &Path) -> Published {
        let listed = list(&folder.join("manifest.json")).unwrap_or_default();
        let meant = list(&folder.join(".promokit/unfinished.json"));
        let paths = listed.keys().chain(meant.iter().flatten().map(|(path, _)| path));
        let there = paths.filter_map(|path| {
            let bytes = fs::read(folder.join(path)).ok()?;
            Some((path.clone(), blake3::hash(&bytes).to_string()))
        });
        Published { there: there.collect(), listed, meant }
    }

    /// Every file is what the manifest says, or what a publication that was cut short was about to
    /// make of it: nothing is half-written, and nothing is gone that was not to change. `before`:
    /// the folder before the build that was killed.
    pub fn is_whole(&self, before: &Published) {
        let meant =
            |published: &Published, path: &String| published.meant.as_ref()?.get(path).cloned();
        for (path, hash) in &self.there {
            let known = [self.listed.get(path).cloned(), meant(self, path), meant(before, path)];
            let is_known = known.iter().flatten().any(|known| known == hash);
            assert!(is_known, "{path} is neither what it was nor what it was to be");
        }
        for (path, hash) in &self.listed {
            let stays = self.meant.is_none() || meant(self, path).as_ref() == Some(hash);
            let was_there = self.meant.is_none() || before.there.contains_key(path);
            assert!(!stays || !was_there || self.there.contains_key(path), "{path} is gone");
        }
    }
}

/// A manifest that is there is whole.
fn list(file: &Path) -> Option<Hashes> {
    let text = fs::read(file).ok()?;
    let manifest: Value = serde_json::from_slice(&text).expect("a manifest is never half-written");
    let artifacts = manifest["artifacts"].as_array().expect("a list");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    Some(artifacts.iter().map(|it| (text(&it["path"]), text(&it["blake3"]))).collect())
}
