//! Which files differ between two listings of the project.

use std::collections::BTreeMap;

use crate::source::{Source, Stamp};

use super::state::Change;

/// Endings of files that change only how a page looks.
const LOOKS: [&str; 9] = ["css", "png", "jpg", "jpeg", "webp", "gif", "svg", "woff2", "woff"];

/// Files that came, went or were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Below the project's folder, sorted.
    pub paths: Vec<String>,
}

impl Changes {
    pub fn kind(&self) -> Change {
        let is_look =
            |path: &String| LOOKS.contains(&path.rsplit_once('.').map_or("", |(_, ending)| ending));
        if self.paths.iter().all(is_look) { Change::Look } else { Change::Page }
    }
}

/// What changed from `old` to `new`; `None` if nothing did.
pub fn changes(old: &Source, new: &Source) -> Option<Changes> {
    let (old, new) = (stamps(old), stamps(new));
    let of_old = old.iter().filter(|(path, stamp)| new.get(*path) != Some(stamp));
    let of_new = new.iter().filter(|(path, _)| !old.contains_key(*path));
    let mut paths: Vec<String> = of_old.chain(of_new).map(|(path, _)| (*path).to_owned()).collect();
    paths.sort();
    (!paths.is_empty()).then_some(Changes { paths })
}

fn stamps(source: &Source) -> BTreeMap<&str, Stamp> {
    source.files().filter_map(|(_, file)| Some((file.path.as_str(), file.stamp?))).collect()
}
