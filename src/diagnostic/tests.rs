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
            format!(
                "id;text\nacme;{}é bad {}\n",
                "x".repeat(300),
                "y".repeat(300)
            ),
        ),
        ("content/company.yaml", String::new()),
    ])
}

fn span(file: u32, start: u32, end: u32) -> Span {
    Span {
        file: FileId(file),
        start,
        end,
    }
}

fn unknown_key() -> Diagnostic {
    Diagnostic::error(
        Code::UnknownKey,
        span(0, 36, 41),
        "`ratee` is not a key of a product",
    )
    .help("Did you mean `rate`?")
}

fn duplicate() -> Diagnostic {
    Diagnostic::error(Code::DuplicateKey, span(0, 16, 20), "`name` stands twice")
        .label(span(0, 0, 4), "the first one")
}

#[test]
fn a_finding_with_help() {
    assert_snapshot!(draw_text(&unknown_key(), &files(), false), @"");
}

#[test]
fn a_finding_with_a_label() {
    assert_snapshot!(draw_text(&duplicate(), &files(), false), @"");
}

#[test]
fn a_label_in_another_file() {
    let finding = Diagnostic::error(Code::Clash, span(0, 6, 14), "set twice")
        .label(span(1, 8, 12), "also here");
    assert_snapshot!(draw_text(&finding, &files(), false), @"");
}

#[test]
fn a_long_line_is_cut_around_the_fault() {
    let finding = Diagnostic::warning(Code::BadValue, span(1, 316, 319), "bad");
    assert_snapshot!(draw_text(&finding, &files(), false), @"");
}

#[test]
fn places_without_text() {
    let missing = Diagnostic::error(Code::MissingFile, span(2, 0, 0), "cannot be read");
    let placeless =
        Diagnostic::placeless(Severity::Lint, Code::Layout, "no content").help("Run it.");
    assert_snapshot!(draw_text(&missing, &files(), false) + &draw_text(&placeless, &files(), false), @"");
}

#[test]
fn colour_is_on_demand() {
    assert!(draw_text(&unknown_key(), &files(), true).contains("\u{1b}["));
}

#[test]
fn reports_are_sorted_and_capped() {
    let mut findings = vec![unknown_key(); 25];
    findings.push(Diagnostic::warning(
        Code::BadValue,
        span(0, 22, 31),
        "curly",
    ));
    let report = draw_report(&findings, &files(), false);
    assert!(
        report.starts_with("warning[bad-value]: curly\n"),
        "{report}"
    );
    assert_eq!(report.matches("error[unknown-key]").count(), SHOWN_PER_CODE);
    assert!(
        report.ends_with("\n\n… and 5 more of `unknown-key`\n\n25 errors, 1 warning\n"),
        "{report}"
    );
    assert_eq!(draw_report(&[], &files(), false), "");
}

#[test]
fn json() {
    let placeless = Diagnostic::placeless(Severity::Error, Code::Layout, "no content");
    assert_snapshot!(draw_json(&[duplicate(), placeless], &files()), @"");
}

#[test]
fn github() {
    let odd = Diagnostic::lint(Code::Audience, span(2, 0, 0), "100 %\nnobody");
    let placeless = Diagnostic::placeless(Severity::Warning, Code::Layout, "no content");
    assert_snapshot!(draw_github(&[unknown_key(), odd, placeless], &files()), @"");
}

#[test]
fn sarif() {
    assert_snapshot!(draw_sarif(&[duplicate()], &files()), @"");
}
