use proptest::prelude::*;

use super::*;
use crate::source::node::Value;

const FILE: FileId = FileId(0);

/// The tree as one line: plain text bare, quoted text in quotes, each with `@start..end` if asked.
fn show(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Scalar(scalar) if scalar.quoted => format!("{:?}", scalar.text),
        Value::Scalar(scalar) => scalar.text.clone(),
        Value::List(items) => {
            format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", "))
        }
        Value::Map(entries) => {
            let entries: Vec<_> =
                entries.iter().map(|(key, node)| format!("{}: {}", key.text, show(node))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

fn read(text: &str) -> Node {
    let (node, findings) = parse_yaml(FILE, text);
    assert_eq!(findings, [], "{text}");
    node.expect("a tree")
}

/// Each finding as `line:column code: message | help`.
fn findings(text: &str) -> String {
    let (_, findings) = parse_yaml(FILE, text);
    let lines: Vec<String> = findings
        .iter()
        .map(|finding| {
            let span = finding.span.expect("a place");
            let before = &text[..span.start as usize];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
            let help = finding.help.as_deref().unwrap_or("");
            format!("{line}:{column} {}: {} | {help}", finding.code.id(), finding.message)
        })
        .collect();
    lines.join("\n")
}

#[test]
fn plain_values_keep_their_spelling() {
    let text =
        "a: no\nb: 010\nc: 0042\nd: 1_000\ne: 25.50\nf: 15 %\ng: NO\nh: 1:30\ni: 2026-01-02\n";
    assert_eq!(
        show(&read(text)),
        "{a: no, b: 010, c: 0042, d: 1_000, e: 25.50, f: 15 %, g: NO, h: 1:30, i: 2026-01-02}"
    );
}

#[test]
fn quotes_and_blocks_are_text() {
    let text = "a: \"1\\n2\"\nb: 'it''s'\nc: |\n  one\n  two\nd: >-\n  one\n  two\ne: !!str 010\nf: ~\ng:\nh: \"\"\n";
    assert_eq!(
        show(&read(text)),
        r#"{a: "1\n2", b: "it's", c: "one\ntwo\n", d: "one two", e: "010", f: null, g: null, h: ""}"#
    );
}

#[test]
fn spans_cover_values_as_written() {
    let text = "é: \"ü\"   # x\nlist:\n  - one\n  - {a: 'b'}  \nblock: |\n  text\n\nempty:\nlast: [1, 2]\n";
    let root = read(text);
    let written = |span: Span| &text[span.start as usize..span.end as usize];
    let slices: Vec<_> =
        root.entries().iter().map(|(key, node)| (written(key.span), written(node.span))).collect();
    assert_eq!(
        slices,
        [
            ("é", "\"ü\""),
            ("list", "- one\n  - {a: 'b'}"),
            ("block", "|\n  text"),
            ("empty", ""),
            ("last", "[1, 2]"),
        ]
    );
    let empty = root.get("empty").expect("there").span;
    assert_eq!(&text[..empty.start as usize].len(), &(text.find("empty:").unwrap() + 6));
}

#[test]
fn keys_that_stand_twice_are_kept() {
    assert_eq!(show(&read("a: 1\nb: 2\na: 3\n")), "{a: 1, b: 2, a: 3}");
}

#[test]
fn anchors_and_merge_keys() {
    let text = "base: &base\n  a: 1\n  b: 2\nuse: *base\nmore:\n  <<: *base\n  b: 3\n";
    assert_eq!(show(&read(text)), "{base: {a: 1, b: 2}, use: {a: 1, b: 2}, more: {b: 3, a: 1}}");
}

#[test]
fn bombs_are_refused_at_a_place() {
    let mut text = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        text += &format!("a{level}: &a{level} [{}]\n", vec![alias; 9].join(","));
    }
    let found = findings(&text);
    assert!(found.contains("too-large: the file grows out of bounds"), "{found}");
    let deep = findings(&format!("a: {}", "[".repeat(20_000)));
    assert!(deep.starts_with("1:68 too-large: "), "{}", &deep[..80]);
    let chain: String = (1..400)
        .fold("a0: &a0 [x]\n".to_owned(), |text, n| text + &format!("a{n}: &a{n} [*a{}]\n", n - 1));
    assert!(findings(&chain).contains("too-large"));
}

#[test]
fn ten_thousand_entries() {
    let entry = "- {id: partner, domain: partner.example, name: \"Partner\", rate: 15 %}\n";
    assert_eq!(read(&entry.repeat(10_000)).items().len(), 10_000);
}

#[test]
fn hostile_files_are_answered() {
    // Were a pass not linear in the text, this would not end.
    const SIZE: usize = 5_000;
    for piece in ["a,", "“a”,", "#a ", "!t x,", "[", "- ", "a: #b\n", "a:\n", "\"", "x\n\n", "*a "]
    {
        let text = piece.repeat(SIZE);
        for text in [format!("{{{text}"), format!("k: [{text}]"), text] {
            never_breaks(&text);
        }
    }
}

#[test]
fn empty_files_are_null() {
    assert_eq!(show(&read("")), "null");
    assert_eq!(show(&read("# nothing yet\n")), "null");
}

fn broken(text: &str, expected: &str) {
    assert_eq!(findings(text), expected, "for:\n{text}");
}

#[test]
fn text_that_needs_quotes() {
    broken(
        "name: X\nheadline: Rentrée : -20 %\n",
        "2:11 yaml: a text with a colon and a space in it must stand in quotes | Write `headline: \"Rentrée : -20 %\"`.",
    );
    for first in ["@acme", "%20", "*now*", "[Promo] -20 %", "> 20 %", "| x", "`x`"] {
        broken(
            &format!("id: a\nheadline: {first}\n"),
            &format!(
                "2:11 yaml: a text that starts with `{}` must stand in quotes | Write `headline: \"{first}\"`.",
                &first[..1]
            ),
        );
    }
}

#[test]
fn text_that_yaml_would_drop() {
    broken(
        "headline: #1 du balai\n",
        "1:11 ambiguous: `#1 du balai` reads as a comment, so that the value is empty | Write `headline: \"#1 du balai\"`, or put a space after `#` if it is a comment.",
    );
    broken(
        "colours:\n  - #ff0000\n",
        "2:5 ambiguous: `#ff0000` reads as a comment, so that the value is empty | Write `- \"#ff0000\"`, or put a space after `#` if it is a comment.",
    );
    broken(
        "headline: Le #1 du balai  # hot\n",
        "1:14 ambiguous: `#1 du balai  # hot` reads as a comment, so that the value is only `Le` | Write `headline: \"Le #1 du balai\"  # hot`, or put a space after `#` if it is a comment.",
    );
    broken("headline: Le # 1\n", "");
    broken(
        "headline: &Co Paris\n",
        "1:11 ambiguous: a text that starts with `&` must stand in quotes: its first word would be lost | Write `headline: \"&Co Paris\"`.",
    );
    broken(
        "headline: !Nouveau\n",
        "1:11 ambiguous: a text that starts with `!` must stand in quotes | Write `headline: \"!Nouveau\"`.",
    );
    broken(
        "headline: {{ name }}\n",
        "1:11 yaml: a text that starts with `{` or `[` must stand in quotes | Write `headline: \"{{ name }}\"`.",
    );
    broken(
        "headline: “Bonjour”\n",
        "1:11 bad-value: curly quotes are kept as part of the text; only straight quotes enclose it | Write `headline: \"Bonjour\"`, or put straight quotes around the curly ones to keep them.",
    );
}

#[test]
fn quotes_and_brackets() {
    broken(
        "name: \"Acme\nheadline: Hello\nline: There\n",
        "1:7 yaml: the quote is opened here and not closed | Write `name: \"Acme\"`.",
    );
    broken(
        "name: \"Acme\nheadline: \"Hello\"\n",
        "1:7 yaml: the quote is opened here and not closed | Write `name: \"Acme\"`.",
    );
    broken(
        "line: \"Il dit \"oui\"\"\n",
        "1:7 yaml: there are quotes within the quotes | Write `line: 'Il dit \"oui\"'`.",
    );
    broken(
        "line: 'L'été'\n",
        "1:7 yaml: there are quotes within the quotes | Write `line: \"L'été\"`.",
    );
    broken(
        "name: {en: 'A course', fr: 'Cours d'affûtage'}\n",
        "1:7 yaml: there are quotes within the quotes | Write `name: {en: \"A course\", fr: \"Cours d'affûtage\"}`.",
    );
    broken(
        "path: \"C:\\pictures\"\n",
        "1:7 yaml: there are quotes within the quotes | Write `path: 'C:\\pictures'`.",
    );
    broken(
        "tags: [a, b\nname: X\n",
        "1:7 yaml: the bracket is opened here and not closed | Write `tags: [a, b]`.",
    );
}

#[test]
fn indentation() {
    broken(
        "terms:\n\trate: 15 %\n\tdays: 30\nname: X\n",
        "2:1 yaml: the line is indented with a tab; YAML takes only spaces | Indent with two spaces for each step: `  rate: 15 %`. One more line has tabs.",
    );
    broken(
        "terms:\n  rate: 15 %\n   days: 30\n",
        "3:1 yaml: the line does not line up with the lines around it | Write `days: 30` with 2 spaces before it.",
    );
    broken(
        "name: Acme\n  domain: acme.com\n",
        "2:1 yaml: the line does not line up with the lines around it | Write `domain: acme.com` with no space before it.",
    );
    broken(
        "name: Acme\ndomain:acme.com\nrate: 15 %\n",
        "2:7 yaml: a space is missing after the colon | Write `domain: acme.com`.",
    );
}

#[test]
fn lists() {
    broken(
        "items:\n- name: A\n rate: 2\n",
        "3:1 yaml: the line does not line up with the lines around it | Write `rate: 2` with 2 spaces before it.",
    );
    broken(
        "list:\n- a\n - b\n",
        "3:2 ambiguous: the item is indented deeper than the one before, so that it reads as part of it | Write `- b` with as many spaces before it as the item above (0).",
    );
    broken(
        "list: - a\n",
        "1:7 yaml: a text that starts with `-` must stand in quotes | Write `list: \"- a\"`; if it is a list, start it on a line of its own.",
    );
}

#[test]
fn lines_without_a_key() {
    broken(
        "headline:Hello world\n",
        "1:9 yaml: a space is missing after the colon | Write `headline: Hello world`.",
    );
    broken(
        "a: 1\nb\nc: 2\n",
        "2:1 yaml: the line is neither a key with a colon and a space, nor part of the value above | A key and its value are written `key: value`, with a space after the colon.",
    );
    broken(
        "a: ok\n\tb: 1\n",
        "2:1 yaml: the line is indented with a tab; YAML takes only spaces | Indent with two spaces for each step: `  b: 1`.",
    );
}

#[test]
fn several_faults_in_one_run() {
    broken(
        "a: x : y\nb: fine\nc: %20\nd:z\n",
        "1:4 yaml: a text with a colon and a space in it must stand in quotes | Write `a: \"x : y\"`.\n\
         3:4 yaml: a text that starts with `%` must stand in quotes | Write `c: \"%20\"`.\n\
         4:2 yaml: a space is missing after the colon | Write `d: z`.",
    );
}

#[test]
fn one_document_a_file() {
    broken(
        "a: 1\n---\nb: 2\n",
        "2:1 yaml: a second `---` starts another document, but one file holds only one | Move what follows into a file of its own.",
    );
}

fn check_spans(text: &str, node: &Node) {
    let inside = |span: Span| {
        assert!(span.start <= span.end);
        assert!(text.get(span.start as usize..span.end as usize).is_some());
    };
    inside(node.span);
    node.items().iter().for_each(|item| check_spans(text, item));
    for (key, value) in node.entries() {
        inside(key.span);
        check_spans(text, value);
    }
}

/// Texts of the characters that YAML cares about: arbitrary text seldom gets past its first line.
fn yaml_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("a: "),
        Just("é: "),
        Just("- "),
        Just("\n"),
        Just("\r\n"),
        Just("  "),
        Just("\t"),
        Just("\""),
        Just("'"),
        Just("["),
        Just("]"),
        Just("{"),
        Just("}"),
        Just(", "),
        Just("#"),
        Just(" # "),
        Just("&x "),
        Just("*x"),
        Just("<<: "),
        Just("!t "),
        Just("|"),
        Just(">-"),
        Just("---"),
        Just("“é”"),
        Just("😀"),
        Just("text"),
        Just(": "),
        Just("?"),
        Just("%"),
        Just("\\"),
        Just("\u{feff}"),
        Just("\u{85}"),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn never_breaks(text: &str) {
    let (node, findings) = parse_yaml(FILE, text);
    assert!(node.is_some() || !findings.is_empty());
    if let Some(node) = node {
        check_spans(text, &node);
    }
    for span in findings.iter().filter_map(|finding| finding.span) {
        assert!(text.get(span.start as usize..span.end as usize).is_some());
    }
}

proptest! {
    #[test]
    fn any_text(text in any::<String>()) {
        never_breaks(&text);
    }

    #[test]
    fn any_yaml_like_text(text in yaml_like()) {
        never_breaks(&text);
    }
}
