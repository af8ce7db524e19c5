//! The inventory of links: `links.csv` and `links.json`.
//!
//! No cell can begin with `=`, `+`, `-` or `@` and so be run as a formula by a spreadsheet: ids, placements and locales begin with a letter or digit,
//! sub-IDs are made to, and addresses begin with `http`. So nothing is prefixed, and links stay as they are, byte for byte.

mod old;

pub use old::{Change, NotAnInventory, OldRow, changes, read_inventory};

use serde::Serialize;

use super::{Link, Placement};
use crate::model::ids::{PartnerId, ProgramId};
use crate::model::locale::Locale;

/// One link and where it stands.
#[derive(Debug, Clone)]
pub struct Row {
    pub partner: PartnerId,
    pub program: ProgramId,
    pub placement: Placement,
    pub locale: Locale,
    pub link: Link,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct CsvRecord<'a> {
    partner: &'a str,
    program: &'a str,
    placement: String,
    locale: &'a str,
    backend: &'a str,
    /// The first slot; empty when the backend takes none.
    sub_id: &'a str,
    destination: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct JsonRecord<'a> {
    partner: &'a str,
    program: &'a str,
    placement: &'a str,
    locale: &'a str,
    backend: &'a str,
    sub_ids: Vec<JsonSubId<'a>>,
    destination: &'a str,
    url: &'a str,
}

/// `full` is the sub-ID before it was shortened.
#[derive(Serialize)]
struct JsonSubId<'a> {
    parameter: &'a str,
    value: &'a str,
    full: &'a str,
}

/// `links.csv`: a header, then a row a link, sorted by its columns; UTF-8, LF, no byte order mark.
pub fn links_csv<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record([
        "partner",
        "program",
        "placement",
        "locale",
        "backend",
        "sub_id",
        "destination",
        "url",
    ]);
    for (record, _) in sorted(rows) {
        let _ = writer.serialize(record);
    }
    writer.into_inner().unwrap_or_default()
}

/// `links.json`: an array with an object on each line, in the order of `links.csv`, with all sub-IDs of a link.
pub fn links_json<'a>(
    rows: impl IntoIterator<Item = &'a Row>,
) -> Result<String, serde_json::Error> {
    let lines: Result<Vec<String>, _> =
        sorted(rows).iter().map(|(record, row)| json_line(record, row)).collect();
    let lines = lines?;
    Ok(if lines.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", lines.join(",\n")) })
}

/// Pairs of rows with one sub-ID in one backend's reports for one partner, though they stand in different places.
pub fn clashes<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Vec<(&'a Row, &'a Row)> {
    let mut seen = std::collections::HashMap::new();
    let mut clashes = Vec::new();
    for row in rows {
        for sub_id in &row.link.sub_ids {
            let key = (&row.partner, &row.link.backend, &sub_id.parameter, &sub_id.value);
            let (first, full): &mut (&Row, &String) =
                seen.entry(key).or_insert((row, &sub_id.full));
            if **full != sub_id.full {
                clashes.push((*first, row));
            }
        }
    }
    clashes
}

fn sorted<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Vec<(CsvRecord<'a>, &'a Row)> {
    let mut records: Vec<_> = rows.into_iter().map(|row| (csv_record(row), row)).collect();
    records.sort_by(|(left, _), (right, _)| left.cmp(right));
    records
}

fn csv_record(row: &Row) -> CsvRecord<'_> {
    CsvRecord {
        partner: row.partner.as_str(),
        program: row.program.as_str(),
        placement: row.placement.to_string(),
        locale: row.locale.as_str(),
        backend: row.link.backend.as_str(),
        sub_id: row.link.sub_ids.first().map_or("", |sub_id| &sub_id.value),
        destination: row.link.destination.as_str(),
        url: &row.link.url,
    }
}

fn json_line(record: &CsvRecord<'_>, row: &Row) -> Result<String, serde_json::Error> {
    serde_json::to_string(&JsonRecord {
        partner: record.partner,
        program: record.program,
        placement: &record.placement,
        locale: record.locale,
        backend: record.backend,
        sub_ids: row
            .link
            .sub_ids
            .iter()
            .map(|sub_id| JsonSubId {
                parameter: &sub_id.parameter,
                value: &sub_id.value,
                full: &sub_id.full,
            })
            .collect(),
        destination: record.destination,
        url: record.url,
    })
}

#[cfg(test)]
mod tests;
