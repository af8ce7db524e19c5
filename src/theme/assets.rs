//! The files that a theme publishes as they are: `static/` and `fonts/`.

use std::collections::BTreeMap;

use crate::decode::fields::Findings;
use crate::source::Source;

use super::chain::Folder;

/// File bytes by their path below `site.assets`: `theme.css`, `fonts/inter-latin.woff2`.
#[derive(Default)]
pub struct Assets {
    files: BTreeMap<String, Vec<u8>>,
    fingerprint: String,
}

impl Assets {
    /// Those of `folders`, nearest first: of two with the same path, the nearest counts.
    pub fn read(source: &Source, folders: &[Folder], findings: &mut Findings) -> Assets {
        let mut files = BTreeMap::new();
        for folder in folders.iter().rev() {
            for (inside, prefix) in [("static", ""), ("fonts", "fonts/")] {
                let Some(path) = folder.path(inside) else {
                    continue;
                };
                for (id, file) in source.files_in(path.as_str()) {
                    let name = &file.path.as_str()[path.as_str().len() + 1..];
                    match source.read_bytes(id) {
                        Ok(bytes) => {
                            files.insert(format!("{prefix}{name}"), bytes);
                        }
                        Err(finding) => findings.push(finding),
                    }
                }
            }
        }
        let fingerprint = fingerprint(&files);
        Assets { files, fingerprint }
    }

    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Eight hexadecimal digits that change with any file or name.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The files that are text, for templates that put them into the page.
    pub fn texts(&self) -> BTreeMap<String, String> {
        let texts = self.files.iter().filter(|(path, _)| !path.starts_with("fonts/"));
        texts
            .filter_map(|(path, bytes)| {
                Some((path.clone(), String::from_utf8(bytes.clone()).ok()?))
            })
            .collect()
    }
}

fn fingerprint(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (path, bytes) in files {
        for part in [path.as_bytes(), bytes] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    hasher.finalize().to_hex()[..8].to_owned()
}
