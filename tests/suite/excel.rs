//! A partners' sheet as French Excel saves it.

use std::fs;
use std::path::Path;

use crate::support::{Run, TestProject, table};

const DAY: &str = "2026-12-02";

fn saved_as(file: &str) -> TestProject {
    let sheet =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects/excel/content").join(file);
    TestProject::from("excel")
        .remove("content/partners-bom.csv")
        .remove("content/partners-1252.csv")
        .file("content/partners.csv", fs::read(sheet).unwrap())
}

/// Each date is either read day first, or answered with the corrected cell; then all are corrected.
fn build(project: TestProject) -> TestProject {
    let run = project.run(&["--as-of", DAY, "build"]);
    if run.code == Some(0) {
        return project;
    }
    let run = run.ends_with(1);
    let mut sheet = fs::read(project.path("content/partners.csv")).unwrap();
    for (line, typed, corrected) in [
        (2, "01/12/2026", "2026-12-01"),
        (3, "15/03/2026", "2026-03-15"),
        (5, "28/02/2026", "2026-02-28"),
    ] {
        assert!(run.notes.contains(&format!("content/partners.csv:{line}:")), "{}", run.notes);
        assert!(run.notes.contains(corrected), "{}", run.notes);
        let place = sheet.windows(typed.len()).position(|part| part == typed.as_bytes()).unwrap();
        sheet.splice(place..place + typed.len(), corrected.bytes());
    }
    let project = project.file("content/partners.csv", sheet);
    project.run(&["--as-of", DAY, "build"]).succeeds();
    project
}

#[test]
fn both_encodings_read_alike() {
    let (one, other) = (build(saved_as("partners-bom.csv")), build(saved_as("partners-1252.csv")));
    assert_eq!(one.output().files, other.output().files);
}

#[test]
fn nothing_is_lost_or_changed_on_the_way() {
    let project = build(saved_as("partners-1252.csv"));
    let output = project.output();
    let links = table(output.text("links.csv"));
    let of = |partner: &str| {
        links.iter().find(|row| row["partner"] == partner).unwrap_or_else(|| panic!("no {partner}"))
    };
    assert!(of("ciel-bleu")["url"].contains("ref=0042"), "{:?}", of("ciel-bleu"));
    assert!(of("atelier-noel")["url"].contains("ref=0043"));
    assert!(of("quote-test")["url"].contains("ref=7"));
    assert!(!links.iter().any(|row| row["partner"] == "maison-doe"), "paused");
    let page = |partner: &str| {
        output.text(&format!("sites/objets-en-bois.example/{partner}/index.html")).to_owned()
    };
    assert!(page("ciel-bleu").contains("Ciel, Bleu &amp; Fils"));
    assert!(page("ciel-bleu").contains("CIEL"));
    assert!(page("atelier-noel").contains('’') && page("atelier-noel").contains("Atelier de Noël"));
    let page = crate::support::unescape(&page("quote-test"));
    assert!(page.contains("La boutique \"du coin\""));
    assert!(output.has("sites/objets-en-bois.example/maison-doe/index.html"), "addresses live on");
    assert_eq!(output.paths("kits/", ".zip").len(), 3);
}

#[test]
fn other_separators_and_headers_are_found() {
    for text in [
        "id\tname\temail\nanna\tAnna Lindqvist\tanna@x.example\n",
        "Partner ID;Name;E-mail\r\nanna;Anna Lindqvist;anna@x.example\r\n",
        "\u{feff}ID,NAME,EMAIL\n\n,,\nanna,Anna Lindqvist,anna@x.example\n",
    ] {
        let project = TestProject::from("smallest").file("content/partners.csv", text);
        project.build_with(&["--only", "kits/anna.zip"]).succeeds();
    }
    let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("id;name\nanna;Анна Линдквист\n");
    let project = TestProject::from("smallest").file("content/partners.csv", russian);
    project.build().succeeds();
    let output = project.output();
    assert!(output.text("sites/handmade-bows.example/anna/index.html").contains("Анна Линдквист"));
}

#[test]
fn faults_in_a_sheet_are_found_by_row_and_column() {
    let sheet = "id;name;status;signed\nanna;Anna;actve;2026-01-05\nben;Ben;active;31/02/2026\n";
    let project = TestProject::from("smallest").file("content/partners.csv", sheet);
    let run: Run = project.check(&[]).ends_with(1);
    for part in
        ["content/partners.csv:2:11", "content/partners.csv:3:16", "`active`", "status", "signed"]
    {
        assert!(run.results.contains(part), "no {part} in {}", run.results);
    }
}
