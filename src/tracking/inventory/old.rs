//! Reading an inventory that was written before, and what has changed since.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Row;

/// A row of an earlier `links.csv` or `links.json`: what a comparison needs of it. More columns may be there.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OldRow {
    pub partner: String,
    pub placement: String,
    pub locale: String,
    pub backend: String,
    pub url: String,
}

/// A file that is no inventory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAnInventory(String);

impl fmt::Display for NotAnInventory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A link that is not what it was; `None` where there is none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    pub partner: String,
    pub placement: String,
    pub locale: String,
    pub old_backend: Option<String>,
    pub old_url: Option<String>,
    pub new_backend: Option<String>,
    pub new_url: Option<String>,
}

/// The rows of `links.csv` or `links.json`: a table with a header, or an array of objects.
///
/// # Errors
/// When it is neither, or a row lacks a column.
pub fn read_inventory(bytes: &[u8]) -> Result<Vec<OldRow>, NotAnInventory> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if start == Some(&b'[') {
        return serde_json::from_slice(bytes).map_err(|fault| NotAnInventory(fault.to_string()));
    }
    let rows: Result<Vec<OldRow>, csv::Error> =
        csv::Reader::from_reader(bytes).deserialize().collect();
    rows.map_err(|fault| NotAnInventory(fault.to_string()))
}

/// What a partner's link at a place in a language was and is, sorted. A link that only moved to another backend is one change.
pub fn changes<'a>(old: &[OldRow], new: impl IntoIterator<Item = &'a Row>) -> Vec<Change> {
    let mut places: BTreeMap<[String; 3], [Vec<(String, String)>; 2]> = BTreeMap::new();
    for row in old {
        let place = [row.partner.clone(), row.placement.clone(), row.locale.clone()];
        places.entry(place).or_default()[0].push((row.backend.clone(), row.url.clone()));
    }
    for row in new {
        let place =
            [row.partner.to_string(), row.placement.to_string(), row.locale.as_str().to_owned()];
        let link = (row.link.backend.to_string(), row.link.url.clone());
        places.entry(place).or_default()[1].push(link);
    }
    places.into_iter().flat_map(|(place, links)| changes_at(&place, links)).collect()
}

type Links = Vec<(String, String)>;

fn changes_at(
    [partner, placement, locale]: &[String; 3],
    [old, mut new]: [Links; 2],
) -> Vec<Change> {
    let change = |old: Option<(String, String)>, new: Option<(String, String)>| {
        let (old_backend, old_url) = old.unzip();
        let (new_backend, new_url) = new.unzip();
        Change {
            partner: partner.clone(),
            placement: placement.clone(),
            locale: locale.clone(),
            old_backend,
            old_url,
            new_backend,
            new_url,
        }
    };
    let mut changes = Vec::new();
    let mut gone = Vec::new();
    for link in old {
        // Links of one backend belong together; what is left over has moved from one backend to another.
        match new.iter().position(|(backend, _)| *backend == link.0) {
            Some(at) => {
                let now = new.remove(at);
                if now != link {
                    changes.push(change(Some(link), Some(now)));
                }
            }
            None => gone.push(link),
        }
    }
    let mut new = new.into_iter();
    changes.extend(gone.into_iter().map(|link| change(Some(link), new.next())));
    changes.extend(new.map(|link| change(None, Some(link))));
    changes
}
