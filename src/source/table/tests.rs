use proptest::prelude::*;

use super::*;

const FILE: FileId = FileId(0);

fn texts(table: &Table) -> Vec<Vec<&str>> {
    let cells = |cells: &'_ [Cell]| -> Vec<usize> { (0..cells.len()).collect() };
    let mut rows =
        vec![cells(&table.header).into_iter().map(|n| table.header[n].text.as_str()).collect()];
    rows.extend(
        table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()),
    );
    rows
}

fn read(text: &str) -> Table {
    let (table, findings) = parse_table(FILE, text);
    assert_eq!(findings, [], "{text}");
    table.expect("a table")
}

/// Each finding as the text it points at, and its message.
fn findings(text: &str) -> Vec<(&str, String)> {
    let (_, findings) = parse_table(FILE, text);
    findings
        .into_iter()
        .map(|finding| {
            let span = finding.span.expect("a place");
            (&text[span.start as usize..span.end as usize], finding.message)
        })
        .collect()
}

#[test]
fn separators_are_found() {
    for text in [
        "id;name\n1;a,b\n",
        "id\tname\r\n1\ta,b\r\n",
        "id,name\n1,\"a,b\"",
        "sep=;\r\nid;name\r\n1;a,b",
    ] {
        assert_eq!(texts(&read(text)), [["id", "name"], ["1", "a,b"]], "{text}");
    }
    assert_eq!(texts(&read("id\n1\n")), [["id"], ["1"]]);
}

#[test]
fn quotes_and_line_breaks() {
    let table = read("id;text\n1;\"say \"\"hi\"\"\nthere\"\n2; \"x\" \n3;5\" wide\n");
    assert_eq!(
        texts(&table),
        [["id", "text"], ["1", "say \"hi\"\nthere"], ["2", "x"], ["3", "5\" wide"]]
    );
    assert_eq!(table.rows[2].number, 4);
}

#[test]
fn spans_cover_cells_as_written() {
    let text = "id;name\n1;  é ;\n2;\"x\"\n";
    let table = read(text);
    let written = |cell: &Cell| &text[cell.span.start as usize..cell.span.end as usize];
    assert_eq!(written(&table.rows[0].cells[1]), "é");
    assert_eq!(written(&table.rows[1].cells[1]), "\"x\"");
}

#[test]
fn empty_rows_and_columns_are_ignored() {
    assert_eq!(
        texts(&read("\n;;\nid;name;;\n;;;\n1;a;;\n\n2\n")),
        [["id", "name"], ["1", "a"], ["2", ""]]
    );
}

#[test]
fn faults_have_places() {
    let one = |text, message: &str| vec![(text, message.to_owned())];
    assert_eq!(
        findings("id;name\n1;a;b;c\n2;x\n"),
        one("b", "row 2 has more cells than the header has columns (2)")
    );
    assert_eq!(
        findings("id;name\n1;a\n2;\"b\n3;c\n"),
        one("\"", "row 3, column `name`: the quote is opened here and not closed")
    );
    assert_eq!(
        findings("id;name;mail\n1;\"a;x@a\n2;b;x@b\n3;\"c\";x@c\n"),
        one(
            "\"",
            "row 2, column `name`: the quote is opened here and closed 2 lines below, so that rows are taken for its text"
        )
    );
    assert_eq!(
        findings("id;\"name\n1;a\n"),
        one("\"", "a quote in the header row is opened here and not closed")
    );
    assert_eq!(findings("id;;name\n1;x;a\n"), one("", "column 2 has cells but no name"));
    assert_eq!(findings(" \n"), one("", "the table is empty"));
}

fn write(rows: &[Vec<String>], separator: char, newline: &str) -> String {
    let quote = |cell: &String| {
        if cell.contains([separator, '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    let line = |row: &Vec<String>| {
        row.iter().map(quote).collect::<Vec<_>>().join(&separator.to_string()) + newline
    };
    rows.iter().map(line).collect()
}

proptest! {
    #[test]
    fn round_trip(
        rows in prop::collection::vec(prop::collection::vec("[a-zé \"\n,;\t]{0,8}", 3), 0..6),
        separator in prop::sample::select(vec![',', ';', '\t']),
        newline in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let header = ["id", "name", "domain"].map(str::to_owned).to_vec();
        let mut all = vec![header];
        all.extend(rows);
        let text = write(&all, separator, newline);
        let table = read(&text);
        let expected: Vec<Vec<&str>> = all
            .iter()
            .map(|row| row.iter().map(|cell| cell.trim()).collect::<Vec<_>>())
            .filter(|row| row.iter().any(|cell| !cell.is_empty()))
            .collect();
        prop_assert_eq!(texts(&table), expected);
    }

    #[test]
    fn any_text(text in "[a\"';,\t\n\r é=]{0,40}|\\PC*") {
        let (table, findings) = parse_table(FILE, &text);
        prop_assert!(table.is_some() || !findings.is_empty());
        for row in table.iter().flat_map(|table| &table.rows) {
            for span in row.cells.iter().map(|cell| cell.span).chain([row.span]) {
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some());
            }
        }
    }
}
