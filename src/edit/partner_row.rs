//! `new partner`: a row more in `partners.csv`, in the table's own dialect; what is there stays as
//! it is, byte for byte.

use std::fs;
use std::path::Path;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1251, WINDOWS_1252};

use crate::diagnostic::FileId;
use crate::source::{Row, Source, Table, parse_table, resolve};

use super::draft::{Created, Draft, exists, unknown};
use super::{EditFault, files};

const PATH: &str = "content/partners.csv";

const SAVE_AS_UTF8: &str = "save the table as UTF-8 first (in Excel: CSV UTF-8)";

/// Which key a column's heading means, if any: headings are friendly, in several languages.
pub type ColumnKey<'a> = &'a dyn Fn(&str) -> Option<&'static str>;

/// Adds a partner's row; makes the table if there is none. With `from`, the row is a copy of
/// another one but for id and name and what belongs to one partner alone.
///
/// # Errors
/// If the partner exists, the one to copy does not, the table cannot be read, or the disk fails.
pub fn add_partner(
    root: &Path,
    draft: &Draft<'_>,
    column: ColumnKey<'_>,
) -> Result<Created, EditFault> {
    let path = root.join(PATH);
    if root.join(format!("content/partners/{}.yaml", draft.id)).exists() {
        return Err(exists(draft));
    }
    let created = || Created { files: vec![PATH.to_owned()] };
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if let Some(from) = draft.from {
                return Err(unknown(draft.kind, from, &[]));
            }
            let row = [draft.id, draft.name, "", "", "active"].map(|cell| quoted(cell, ','));
            let text = format!("id,name,email,website,status\n{}\n", row.join(","));
            return files::write_new(&path, text.as_bytes()).map(|()| created());
        }
        Err(error) => return Err(EditFault::io("read", &path)(error)),
    };
    let (text, encoding) = decoded(&bytes)?;
    let table = readable(&text)?;
    let keys: Vec<Option<&str>> = table.header.iter().map(|cell| column(&cell.text)).collect();
    let added = row(&text, &table, &cells(&table, &keys, draft)?);
    let (encoded, _, unmapped) = encoding.encode(&added);
    if unmapped {
        return Err(EditFault::refused(
            format!(
                "`{}` has letters that {PATH} cannot hold in its encoding ({})",
                draft.name,
                encoding.name()
            ),
            SAVE_AS_UTF8,
        ));
    }
    files::replace(&path, &[bytes.as_slice(), &encoded].concat()).map(|()| created())
}

/// The table's text as the loader reads it, and the encoding that it is in.
fn decoded(bytes: &[u8]) -> Result<(String, &'static Encoding), EditFault> {
    let refused = || {
        EditFault::refused(
            format!("{PATH} is in an encoding that cannot be added to"),
            SAVE_AS_UTF8,
        )
    };
    let mut source = Source::empty();
    let file = source.embed(resolve("", PATH).map_err(|_| refused())?, bytes.to_vec());
    let text = source.read_text(file).map_err(|finding| EditFault::Machine(finding.message))?;
    let encoding = [UTF_8, WINDOWS_1252, WINDOWS_1251].into_iter().find(|encoding| {
        let (read, faulty) = encoding.decode_with_bom_removal(bytes);
        !faulty && read == text
    });
    Ok((text.to_owned(), encoding.ok_or_else(refused)?))
}

fn readable(text: &str) -> Result<Table, EditFault> {
    let refused = |why: String| {
        EditFault::refused(
            format!("{PATH} cannot be added to: {why}"),
            "mend it first: `promokit check`",
        )
    };
    match parse_table(FileId(0), text) {
        (_, findings) if !findings.is_empty() => Err(refused(findings[0].message.clone())),
        (Some(table), _) => Ok(table),
        (None, _) => Err(refused("it has no header row".to_owned())),
    }
}

fn cells(
    table: &Table,
    keys: &[Option<&str>],
    draft: &Draft<'_>,
) -> Result<Vec<String>, EditFault> {
    let Some(id) = keys.iter().position(|key| *key == Some("id")) else {
        return Err(EditFault::refused(format!("{PATH} has no column `id`"), "add a column `id`"));
    };
    let row_of = |wanted: &str| {
        table.rows.iter().find(|row| row.cells.get(id).is_some_and(|cell| cell.text == wanted))
    };
    if row_of(draft.id).is_some() {
        return Err(exists(draft));
    }
    let model: Option<&Row> = match draft.from {
        None => None,
        Some(from) => {
            let ids: Vec<String> = table
                .rows
                .iter()
                .filter_map(|row| row.cells.get(id))
                .map(|cell| cell.text.clone())
                .collect();
            Some(row_of(from).ok_or_else(|| unknown(draft.kind, from, &ids))?)
        }
    };
    let cell = |(index, key): (usize, &Option<&str>)| match *key {
        Some("id") => draft.id.to_owned(),
        Some("name") => draft.name.to_owned(),
        // Nobody shares these.
        Some("email" | "contact" | "website" | "domain" | "ref" | "coupon" | "signed") => {
            String::new()
        }
        // Most new partners join the program that the last one joined.
        Some("program") => text_at(model.or(table.rows.last()), index),
        _ => text_at(model, index),
    };
    Ok(keys.iter().enumerate().map(cell).collect())
}

fn text_at(row: Option<&Row>, column: usize) -> String {
    row.and_then(|row| row.cells.get(column)).map(|cell| cell.text.clone()).unwrap_or_default()
}

/// The text to add behind `text`.
fn row(text: &str, table: &Table, cells: &[String]) -> String {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = if text.ends_with(['\n', '\r']) { "" } else { newline };
    let separator = separator(text, table);
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell, separator)).collect();
    format!("{gap}{}{newline}", cells.join(&separator.to_string()))
}

/// What stands between the first two headings.
fn separator(text: &str, table: &Table) -> char {
    let between = match table.header.as_slice() {
        [first, second, ..] => text.get(first.span.end as usize..second.span.start as usize),
        _ => None,
    };
    between.and_then(|between| between.trim_matches(' ').chars().next()).unwrap_or(',')
}

fn quoted(cell: &str, separator: char) -> String {
    if cell.contains([separator, '"', '\n', '\r']) || cell.trim() != cell {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;
    use crate::model::partner::PARTNER;

    fn column(heading: &str) -> Option<&'static str> {
        match heading.to_lowercase().as_str() {
            "id" | "kennung" => Some("id"),
            "name" | "nom" => Some("name"),
            "status" => Some("status"),
            "program" => Some("program"),
            "email" => Some("email"),
            _ => None,
        }
    }

    fn draft<'a>(id: &'a str, name: &'a str, from: Option<&'a str>) -> Draft<'a> {
        Draft { kind: Kind::Partner, record: &PARTNER, id, name, from }
    }

    /// The table after a partner was added to it.
    fn added(before: &[u8], draft: &Draft<'_>) -> Result<Vec<u8>, EditFault> {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("content")).unwrap();
        fs::write(root.path().join(PATH), before).unwrap();
        let result = add_partner(root.path(), draft, &column);
        let after = fs::read(root.path().join(PATH)).unwrap();
        match result {
            Ok(created) => {
                assert_eq!(created.files, [PATH]);
                Ok(after)
            }
            Err(fault) => {
                assert_eq!(after, before);
                Err(fault)
            }
        }
    }

    fn added_text(before: &str, draft: &Draft<'_>) -> String {
        String::from_utf8(added(before.as_bytes(), draft).unwrap()).unwrap()
    }

    #[test]
    fn a_row_is_written_as_the_others_are() {
        let new = draft("ciel", "Ciel, Bleu", None);
        assert_eq!(added_text("id,name\na,A\n", &new), "id,name\na,A\nciel,\"Ciel, Bleu\"\n");
        assert_eq!(
            added_text("name;id;x\r\nA;a;1", &new),
            "name;id;x\r\nA;a;1\r\nCiel, Bleu;ciel;\r\n"
        );
        assert_eq!(added_text("\u{feff}id\tname\n", &new), "\u{feff}id\tname\nciel\tCiel, Bleu\n");
        assert_eq!(added_text("sep=;\nid;name\n", &new), "sep=;\nid;name\nciel;Ciel, Bleu\n");
    }

    #[test]
    fn it_keeps_the_encoding() {
        let before = b"Kennung;Name\r\nmueller;M\xfcller Gr\xf6\xdfe\r\n";
        let after = added(before, &draft("cafe", "Café €", None)).unwrap();
        assert_eq!(after, [before.as_slice(), b"cafe;Caf\xe9 \x80\r\n"].concat());
        let refused = added(before, &draft("yozh", "Ёж", None));
        assert!(matches!(refused, Err(EditFault::Refused { .. })), "{refused:?}");
    }

    #[test]
    fn the_program_is_that_of_the_last_row() {
        let before = "id,name,status,program\na,A,paused,vip\n";
        assert_eq!(added_text(before, &draft("b", "B", None)), format!("{before}b,B,,vip\n"));
    }

    #[test]
    fn a_copy_leaves_out_what_is_personal() {
        let before = "id,name,email,status,program\na,A,a@a.example,paused,vip\n";
        assert_eq!(
            added_text(before, &draft("b", "B", Some("a"))),
            format!("{before}b,B,,paused,vip\n")
        );
        let Err(EditFault::Usage { help, .. }) =
            added(before.replace("\na,", "\nacme,").as_bytes(), &draft("b", "B", Some("acne")))
        else {
            panic!("copied")
        };
        assert_eq!(help.as_deref(), Some("did you mean `acme`?"));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        assert!(matches!(
            added(b"id,name\na,A\n", &draft("a", "A", None)),
            Err(EditFault::Usage { .. })
        ));
        assert!(matches!(
            added(b"name\nA\n", &draft("b", "B", None)),
            Err(EditFault::Refused { .. })
        ));
        assert!(matches!(
            added(b"id,name\n\"a,A\n", &draft("b", "B", None)),
            Err(EditFault::Refused { .. })
        ));
    }

    #[test]
    fn without_a_table_one_is_made() {
        let root = tempfile::tempdir().unwrap();
        add_partner(root.path(), &draft("a", "A, B", None), &column).unwrap();
        let text = fs::read_to_string(root.path().join(PATH)).unwrap();
        assert_eq!(text, "id,name,email,website,status\na,\"A, B\",,,active\n");
    }
}
