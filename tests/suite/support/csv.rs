//! A strict reader of RFC 4180 with line feeds: independent of the writer under test.

use std::collections::BTreeMap;

/// The records of a table, cells unquoted.
pub fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let record = records.last_mut().expect("one record at least");
        let cell = record.last_mut().expect("one cell at least");
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(String::new()),
            '\n' if !quoted => records.push(vec![String::new()]),
            _ => cell.push(letter),
        }
    }
    assert!(!quoted, "a quote never ends");
    assert_eq!(records.pop(), Some(vec![String::new()]), "the last line has no line feed");
    records
}

/// The rows of a table by the names of its columns.
pub fn table(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut records = records(text).into_iter();
    let header = records.next().expect("a header");
    records
        .map(|record| {
            assert_eq!(record.len(), header.len(), "{record:?}");
            header.iter().cloned().zip(record).collect()
        })
        .collect()
}

#[test]
fn quoted_cells_are_read() {
    let read = records("a,\"b,\"\"c\"\"\"\nd,\n");
    assert_eq!(read, [["a", "b,\"c\""], ["d", ""]]);
}
