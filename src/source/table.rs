//! Tables as Excel writes them: comma, semicolon or tab, quotes, line breaks inside of quotes.
//!
//! The splitter is our own because findings need the place of every cell, and the `csv` crate
//! gives only that of records. Excel's dialect is small: a quote opens a cell only at its start,
//! a doubled quote is one, everything else is literal.

use crate::diagnostic::{Code, Diagnostic, FileId, Span};

const CLOSE_IT: &str =
    "Close the quote, or write a quote that belongs to the text twice within quotes.";

/// A table with named columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub header: Vec<Cell>,
    /// Without the empty ones.
    pub rows: Vec<Row>,
}

/// A row with one cell for each column of the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// As a spreadsheet counts it: the header is mostly row 1.
    pub number: usize,
    pub cells: Vec<Cell>,
    pub span: Span,
}

/// A cell's text without the spaces around it, and where it is written, quotes included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub span: Span,
}

/// Reads a table. Rows with faults are left out, and the findings say why; no table without a header.
pub fn parse_table(file: FileId, text: &str) -> (Option<Table>, Vec<Diagnostic>) {
    let (separator, start) = separator(text);
    let mut rows = Splitter { file, text, separator, at: start, row: 0, unclosed: false };
    let Some(mut header) = rows.find(|row| !row.is_empty()) else {
        let finding = Diagnostic::error(Code::Csv, Span::start_of(file), "the table is empty")
            .help("The first row must name the columns, for example `id;name;domain`.");
        return (None, vec![finding]);
    };
    while header.cells.last().is_some_and(|cell| cell.text.is_empty()) {
        header.cells.pop();
    }
    let header = header.cells;
    let mut findings = Vec::new();
    let mut table = Table { header, rows: Vec::new() };
    if !rows.unclosed {
        while let Some(row) = rows.next() {
            if rows.unclosed {
                findings.push(unclosed(&table.header, &row));
            } else if let Some(finding) = swallowing(text, &table.header, &row) {
                findings.push(finding);
            } else if !row.is_empty() {
                table.rows.extend(fit(&table.header, row, &mut findings));
            }
        }
    } else if let Some(last) = table.header.last() {
        let message = "a quote in the header row is opened here and not closed";
        findings.push(Diagnostic::error(Code::Csv, opening(last.span), message));
    }
    unnamed(&table, &mut findings);
    (Some(table), findings)
}

/// The separator, and where the rows start: behind a `sep=;` line if there is one.
fn separator(text: &str) -> (char, usize) {
    let line = text.split_inclusive('\n').next().unwrap_or("");
    let bare = line.trim_end_matches(['\r', '\n']).trim_matches('"');
    if let Some(("sep", named)) = bare.split_once('=').map(|(key, named)| (key.trim(), named))
        && let (Some(separator), None) = (named.chars().next(), named.chars().nth(1))
    {
        return (separator, line.len());
    }
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let mut quoted = false;
    let mut counts = [(';', 0), ('\t', 0), (',', 0)];
    for character in header.chars() {
        quoted ^= character == '"';
        if !quoted && let Some(count) = counts.iter_mut().find(|(c, _)| *c == character) {
            count.1 += 1;
        }
    }
    let (separator, _) =
        counts.into_iter().rev().max_by_key(|(_, count)| *count).unwrap_or((',', 0));
    (separator, 0)
}

/// The row with as many cells as the header, or a finding if it has more.
fn fit(header: &[Cell], mut row: Row, findings: &mut Vec<Diagnostic>) -> Option<Row> {
    let surplus = row.cells.iter().skip(header.len()).find(|cell| !cell.text.is_empty());
    if let Some(cell) = surplus {
        let message = format!(
            "row {} has more cells than the header has columns ({})",
            row.number,
            header.len()
        );
        let help = "If a text contains the separator, put the text in double quotes; otherwise name the column.";
        findings.push(Diagnostic::error(Code::Csv, cell.span, message).help(help));
        return None;
    }
    let end = Span { start: row.span.end, ..row.span };
    row.cells.resize(header.len(), Cell { text: String::new(), span: end });
    Some(row)
}

fn unclosed(header: &[Cell], row: &Row) -> Diagnostic {
    let column = row.cells.len().saturating_sub(1);
    let name = header.get(column).map_or("", |cell| cell.text.as_str());
    let span = row.cells.last().map_or(row.span, |cell| opening(cell.span));
    let message =
        format!("row {}, column `{name}`: the quote is opened here and not closed", row.number);
    Diagnostic::error(Code::Csv, span, message).help(CLOSE_IT)
}

/// A quote that is left open ends at the quote that opens a cell of a later row, and takes in all
/// rows between: then there is text behind what closes it, several lines below.
fn swallowing(text: &str, header: &[Cell], row: &Row) -> Option<Diagnostic> {
    let lines_taken = |cell: &Cell| {
        let inside = text[cell.span.start as usize..cell.span.end as usize].strip_prefix('"')?;
        let (within, behind) = inside.split_at(closing_quote(inside)?);
        let lines = within.matches('\n').count();
        (lines > 0 && !behind[1..].trim().is_empty()).then_some(lines)
    };
    let mut cells = row.cells.iter().enumerate();
    let (column, cell, lines) =
        cells.find_map(|(column, cell)| Some((column, cell, lines_taken(cell)?)))?;
    let name = header.get(column).map_or("", |cell| cell.text.as_str());
    let below = if lines == 1 { "a line".to_owned() } else { format!("{lines} lines") };
    let message = format!(
        "row {}, column `{name}`: the quote is opened here and closed {below} below, so that rows are taken for its text",
        row.number
    );
    Some(Diagnostic::error(Code::Csv, opening(cell.span), message).help(CLOSE_IT))
}

fn opening(cell: Span) -> Span {
    Span { end: cell.end.min(cell.start + 1), ..cell }
}

/// Columns with cells but no name.
fn unnamed(table: &Table, findings: &mut Vec<Diagnostic>) {
    for (column, cell) in table.header.iter().enumerate().filter(|(_, cell)| cell.text.is_empty()) {
        if table.rows.iter().any(|row| !row.cells[column].text.is_empty()) {
            let message = format!("column {} has cells but no name", column + 1);
            let finding = Diagnostic::error(Code::Csv, cell.span, message);
            findings.push(finding.help("Name the column in the header row, or empty it."));
        }
    }
}

impl Row {
    fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.is_empty())
    }
}

/// All rows of the text, empty ones included.
struct Splitter<'a> {
    file: FileId,
    text: &'a str,
    separator: char,
    /// Where the next row starts.
    at: usize,
    row: usize,
    /// Whether the last row ended inside a quote.
    unclosed: bool,
}

impl Iterator for Splitter<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        if self.at >= self.text.len() || self.unclosed {
            return None;
        }
        self.row += 1;
        let start = self.at;
        let mut cells = Vec::new();
        while self.cell(&mut cells) {}
        let end = self.text[..self.at].trim_end_matches(['\r', '\n']).len().max(start);
        Some(Row { number: self.row, cells, span: self.span(start, end) })
    }
}

impl Splitter<'_> {
    /// Reads a cell and what ends it. True if another follows in the row.
    fn cell(&mut self, cells: &mut Vec<Cell>) -> bool {
        let start = self.at;
        let rest = &self.text[start..];
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        let (quoted, tail) = match rest[blank..].strip_prefix('"') {
            Some(inside) if self.separator != '"' => match closing_quote(inside) {
                Some(end) => (Some(inside[..end].replace("\"\"", "\"")), blank + end + 2),
                None => {
                    self.unclosed = true;
                    (Some(inside.replace("\"\"", "\"")), rest.len())
                }
            },
            _ => (None, 0),
        };
        let literal =
            rest[tail..].find([self.separator, '\n', '\r']).map_or(rest.len(), |end| tail + end);
        // Excel takes what follows a closing quote as part of the text.
        let text = match quoted {
            Some(quoted) => format!("{quoted}{}", &rest[tail..literal]).trim().to_owned(),
            None => rest[..literal].trim().to_owned(),
        };
        let written = &rest[..literal];
        let from = start + written.len() - written.trim_start().len();
        let span = if written.trim().is_empty() {
            self.span(start, start)
        } else {
            self.span(from, from + written.trim().len())
        };
        cells.push(Cell { text, span });
        self.at = start + literal;
        let end = &self.text[self.at..];
        if let Some(after) = end.strip_prefix(self.separator) {
            self.at = self.text.len() - after.len();
            return true;
        }
        self.at += if end.starts_with("\r\n") { 2 } else { end.len().min(1) };
        false
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span { file: self.file, start: start as u32, end: end as u32 }
    }
}

/// Where a quoted text ends: before the first quote that is not doubled.
fn closing_quote(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text[from..].find('"')?;
        if !text[at + 1..].starts_with('"') {
            return Some(at);
        }
        from = at + 2;
    }
}

#[cfg(test)]
mod tests;
