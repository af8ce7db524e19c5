use insta::assert_snapshot;

use super::*;

/// Files by their number.
struct Files(Vec<(&'static str, String)>);

impl Texts for Files {
    fn path(&self, file: FileId) -> &Path {
        Path::new(self.0[file.0 as usize].0)
    }

    fn text(&self, file: FileId) -> &str {
        &self.0[file.0 as usize].1
    }
}

fn files() -> Files {
    Files(vec![
        (
            "content/products/espresso.yaml",
            "name: Espresso\r\nname: “Été”\r\nratee: 15 %\r\n".to_owned(),
        ),
        (
            "content/partners.csv",
            format!("id;text\nacme;{}é bad {}\n", "x".repeat(300), "y".repeat(300)),
        ),
        ("content/company.yaml", String::new()),
    ])
}

fn span(file: u32, start: u32, end: u32) -> Span {
    Span { file: FileId(file), start, end }
}

fn unknown_key() -> Diagnostic {
    Diagnostic::error(Code::UnknownKey, span(0, 35, 40), "`ratee` is not a key of a product")
        .help("Did you mean `rate`?")
}

fn duplicate() -> Diagnostic {
    Diagnostic::error(Code::DuplicateKey, span(0, 16, 20), "`name` stands twice")
        .label(span(0, 0, 4), "the first one")
}

#[test]
fn a_finding_with_help() {
    assert_snapshot!(draw_text(&unknown_key(), &files(), false), @r#"
    error[unknown-key]: `ratee` is not a key of a product
     --> content/products/espresso.yaml:3:1
      |
    3 | ratee: 15 %
      | ^^^^^
      |
      = help: Did you mean `rate`?
    "#);
}

#[test]
fn a_finding_with_a_label() {
    assert_snapshot!(draw_text(&duplicate(), &files(), false), @r#"
    error[duplicate-key]: `name` stands twice
     --> content/products/espresso.yaml:2:1
      |
    1 | name: Espresso
      | ---- the first one
    2 | name: “Été”
      | ^^^^
    "#);
}

#[test]
fn a_label_in_another_file() {
    let finding = Diagnostic::error(Code::Clash, span(0, 6, 14), "set twice")
        .label(span(1, 8, 12), "also here");
    assert_snapshot!(draw_text(&finding, &files(), false), @r#"
    error[clash]: set twice
     --> content/products/espresso.yaml:1:7
      |
    1 | name: Espresso
      |       ^^^^^^^^
      |
     ::: content/partners.csv:2:1
      |
    2 | acme;xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...
      | ---- also here
    "#);
}

#[test]
fn a_long_line_is_cut_around_the_fault() {
    let finding = Diagnostic::warning(Code::BadValue, span(1, 316, 319), "bad");
    assert_snapshot!(draw_text(&finding, &files(), false), @r#"
    warning[bad-value]: bad
     --> content/partners.csv:2:308
      |
    2 | ...xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxé bad yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy...
      |                                                         ^^^
    "#);
}

#[test]
fn places_without_text() {
    let missing = Diagnostic::error(Code::MissingFile, span(2, 0, 0), "cannot be read");
    let placeless =
        Diagnostic::placeless(Severity::Lint, Code::Layout, "no content").help("Run it.");
    assert_snapshot!(draw_text(&missing, &files(), false) + &draw_text(&placeless, &files(), false), @r#"
    error[missing-file]: cannot be read
    --> content/company.yaml:1:1
    lint[layout]: no content
     |
     = help: Run it.
    "#);
}

#[test]
fn spans_inside_characters_and_behind_the_end() {
    for (start, end) in [(23, 24), (22, 23), (14, 15), (36, 2000), (5000, 6000), (30, 20)] {
        let finding = Diagnostic::error(Code::BadValue, span(0, start, end), "bad");
        assert!(draw_text(&finding, &files(), false).contains("espresso.yaml"));
        assert!(draw_json(&[finding], &files()).contains("espresso.yaml"));
    }
}

#[test]
fn huge_lines_have_only_a_place() {
    let files = Files(vec![("a.csv", "x".repeat(1_000_000))]);
    let finding = Diagnostic::error(Code::BadValue, span(0, 999_999, 1_000_000), "bad");
    assert_eq!(draw_text(&finding, &files, false), "error[bad-value]: bad\n--> a.csv:1:1000000\n");
}

#[test]
fn colour_is_on_demand() {
    assert!(draw_text(&unknown_key(), &files(), true).contains("\u{1b}["));
}

#[test]
fn reports_are_sorted_and_capped() {
    let mut findings: Vec<Diagnostic> = (0..25)
        .map(|number| Diagnostic { message: format!("no key {number}"), ..unknown_key() })
        .collect();
    findings.push(Diagnostic::warning(Code::BadValue, span(0, 22, 33), "curly"));
    let report = draw_report(&findings, &files(), false);
    assert!(report.starts_with("warning[bad-value]: curly\n"), "{report}");
    assert_eq!(report.matches("error[unknown-key]").count(), SHOWN_PER_CODE);
    assert!(
        report.ends_with("\n\n… and 5 more of `unknown-key`\n\n25 errors, 1 warning\n"),
        "{report}"
    );
    assert_eq!(draw_report(&[], &files(), false), "");
}

#[test]
fn one_cause_is_drawn_once() {
    let files = Files(vec![("partners.csv", "id\na\nb\nc\nd\ne\n".to_owned())]);
    let lacking = |row: u32, message: &str| {
        Diagnostic::error(Code::MissingKey, span(0, 3 + 2 * row, 4 + 2 * row), message)
    };
    let findings: Vec<Diagnostic> =
        (0..5).map(|row| lacking(row, &format!("row {}, column `x`: bad", row + 2))).collect();
    let report = draw_report(&findings, &files, false);
    assert_eq!(report.matches("error[missing-key]").count(), 1, "{report}");
    assert!(report.contains("\n  … and 4 more like it, in lines 3, 4, 5, 6\n"), "{report}");
    assert!(report.ends_with("\n5 errors\n"), "{report}");
    let report = draw_report(&findings[..3], &files, false);
    assert_eq!(report.matches("error[missing-key]").count(), 3, "a few are shown: {report}");
}

#[test]
fn json() {
    let placeless = Diagnostic::placeless(Severity::Error, Code::Layout, "no content");
    assert_snapshot!(draw_json(&[duplicate(), placeless], &files()), @r#"
    [
      {
        "severity": "error",
        "code": "duplicate-key",
        "file": "content/products/espresso.yaml",
        "line": 2,
        "column": 1,
        "end_line": 2,
        "end_column": 5,
        "message": "`name` stands twice",
        "labels": [
          {
            "file": "content/products/espresso.yaml",
            "line": 1,
            "column": 1,
            "end_line": 1,
            "end_column": 5,
            "message": "the first one"
          }
        ],
        "help": null
      },
      {
        "severity": "error",
        "code": "layout",
        "file": null,
        "line": null,
        "column": null,
        "end_line": null,
        "end_column": null,
        "message": "no content",
        "labels": [],
        "help": null
      }
    ]
    "#);
}

#[test]
fn github() {
    let odd = Diagnostic::lint(Code::Audience, span(2, 0, 0), "100 %\nnobody");
    let placeless = Diagnostic::placeless(Severity::Warning, Code::Layout, "no content");
    assert_snapshot!(draw_github(&[unknown_key(), odd, placeless], &files()), @r#"
    ::error file=content/products/espresso.yaml,line=3,endLine=3,col=1,endColumn=6,title=unknown-key::`ratee` is not a key of a product%0ADid you mean `rate`?
    ::notice file=content/company.yaml,line=1,endLine=1,col=1,endColumn=1,title=audience::100 %25%0Anobody
    ::warning title=layout::no content
    "#);
}

#[test]
fn sarif() {
    assert_snapshot!(draw_sarif(&[duplicate()], &files()), @r#"
    {
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        {
          "tool": {
            "driver": {
              "name": "promokit",
              "version": "0.1.0",
              "rules": [
                {
                  "id": "duplicate-key",
                  "shortDescription": {
                    "text": "duplicate-key"
                  },
                  "help": {
                    "text": "The same key stands twice in one mapping; only one can be meant. The position is the second."
                  }
                }
              ]
            }
          },
          "columnKind": "unicodeCodePoints",
          "results": [
            {
              "ruleId": "duplicate-key",
              "level": "error",
              "message": {
                "text": "`name` stands twice"
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "content/products/espresso.yaml"
                    },
                    "region": {
                      "startLine": 2,
                      "startColumn": 1,
                      "endLine": 2,
                      "endColumn": 5
                    }
                  }
                }
              ],
              "relatedLocations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "content/products/espresso.yaml"
                    },
                    "region": {
                      "startLine": 1,
                      "startColumn": 1,
                      "endLine": 1,
                      "endColumn": 5
                    }
                  },
                  "message": {
                    "text": "the first one"
                  }
                }
              ]
            }
          ]
        }
      ]
    }
    "#);
}
