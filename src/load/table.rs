//! Turns the rows of `partners.csv` into the same nodes that a partner's file gives.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::ids::PartnerId;
use crate::source::{Cell, Key, Node, Row, Scalar, Table, Value};

use super::cells::{self, Dates};
use super::fields::Findings;
use super::headings::column;
use super::values::bad_id;

/// A row as a mapping, and where it stands.
pub struct PartnerRow {
    /// `None` if it has none of its own, which was reported: the rest of it is looked at all the same.
    pub id: Option<PartnerId>,
    /// The row's number in the spreadsheet.
    number: usize,
    pub node: Node,
    pub span: Span,
}

impl PartnerRow {
    /// Where faults of the row as a whole are shown.
    pub fn start(&self) -> Span {
        Span { end: self.span.start, ..self.span }
    }

    /// Tells people who see a grid, and no lines, where the findings about this row's cells are.
    pub fn name_columns(&self, findings: &mut [Diagnostic]) {
        for finding in findings {
            let cell = self.node.entries().iter().find(|(_, cell)| Some(cell.span) == finding.span);
            if let Some((column, _)) = cell {
                finding.message =
                    format!("row {}, column `{}`: {}", self.number, column.text, finding.message);
            }
        }
    }
}

/// All rows. Columns that mean nothing are reported once, at the header.
pub fn partner_rows(table: Table, findings: &mut Findings) -> Vec<PartnerRow> {
    let columns: Vec<Option<&'static str>> =
        table.header.iter().map(|cell| column(cell, findings)).collect();
    report_twins(&table.header, &columns, findings);
    let Some(id_column) = columns.iter().position(|column| *column == Some("id")) else {
        let place = table.header.first().map(|cell| cell.span);
        findings.extend(place.map(|place| {
            Diagnostic::error(
                Code::MissingKey,
                Span { end: place.start, ..place },
                "the table has no column `id`",
            )
            .help("add a column `id`: a short name for each partner, such as `ciel-bleu`")
        }));
        return Vec::new();
    };
    let dates = Dates::of(&table, &columns, findings);
    let mut seen: BTreeMap<PartnerId, Span> = BTreeMap::new();
    let rows = table.rows.into_iter().map(|row| PartnerRow {
        id: row_id(&row, id_column, &mut seen, findings),
        number: row.number,
        node: node(&columns, &table.header, row.cells, row.span, &dates),
        span: row.span,
    });
    rows.collect()
}

/// The row's id, if it has one that no row before it has.
fn row_id(
    row: &Row,
    id_column: usize,
    seen: &mut BTreeMap<PartnerId, Span>,
    findings: &mut Findings,
) -> Option<PartnerId> {
    let Some(cell) = row.cells.get(id_column).filter(|cell| !cell.text.is_empty()) else {
        findings.push(
            Diagnostic::error(Code::MissingKey, row.span, format!("row {} has no id", row.number))
                .help("fill the column `id`: lower-case letters, digits, hyphens"),
        );
        return None;
    };
    let id = match PartnerId::parse(&cell.text) {
        Ok(id) => id,
        Err(fault) => {
            findings.push(bad_id(fault).at(cell.span));
            return None;
        }
    };
    if let Some(first) = seen.get(&id) {
        let message = format!("there are two rows for the partner `{id}`");
        findings.push(
            Diagnostic::error(Code::DuplicateId, cell.span, message).label(*first, "the first row"),
        );
        return None;
    }
    seen.insert(id.clone(), cell.span);
    Some(id)
}

fn report_twins(header: &[Cell], columns: &[Option<&'static str>], findings: &mut Findings) {
    for (index, column) in columns.iter().enumerate() {
        let first =
            columns[..index].iter().position(|earlier| column.is_some() && earlier == column);
        if let Some(first) = first {
            findings.push(
                Diagnostic::error(
                    Code::DuplicateKey,
                    header[index].span,
                    format!("two columns say `{}`", column.unwrap_or_default()),
                )
                .label(header[first].span, "the first one"),
            );
        }
    }
}

fn node(
    columns: &[Option<&'static str>],
    header: &[Cell],
    cells: Vec<Cell>,
    span: Span,
    dates: &Dates,
) -> Node {
    let pairs = columns.iter().zip(header).zip(cells).filter_map(|((column, header), cell)| {
        let column = (*column)?;
        if column == "id" || cell.text.is_empty() {
            return None;
        }
        let text = match column {
            "signed" => dates.read(&cell.text)?,
            "status" => cells::status(&cell.text),
            "locales" => cells::languages(&cell.text),
            _ => cell.text,
        };
        let key = Key { text: column.to_owned(), span: header.span };
        let scalar = Scalar { text, quoted: true };
        Some((key, Node { value: Value::Scalar(scalar), span: cell.span }))
    });
    Node { value: Value::Map(pairs.collect()), span }
}
