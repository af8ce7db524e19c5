//! Agreements and terms sheets as PDF: judged by tools that did not write them.

use crate::support::{ACTIVE, Archive, Output, TestProject, known, run_tool, sample};

const PROGRAM: &str = "name: Friends
agreement: agreement
contract: 1 year
terms:
  - from: 2026-01-01
    cookie_days: 30
    rules: [{rate: 20 %}]
  - from: 2026-11-01
    cookie_days: 60
    rules: [{rate: 25 %}]
";
const AGREEMENT: &str = "---\ntitle: Agreement\nversion: \"7\"\ndate: 2026-01-01\n---\n\n## 1. Money\n\n{{ commission_table }}\n\nYou earn {{ rate }}.\n";

fn project() -> TestProject {
    TestProject::from("smallest")
        .file("content/programs/friends.yaml", PROGRAM)
        .file("content/documents/agreement.md", AGREEMENT)
}

fn pdfs(output: &Output) -> Vec<&str> {
    output.paths("sites/", ".pdf")
}

/// The words, apart by single spaces, without the marks of direction that the tool adds.
fn words(place: &str) -> String {
    let marks = [
        '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{2066}', '\u{2067}',
        '\u{2068}', '\u{2069}',
    ];
    let text = run_tool("pdftotext", &[place, "-"]).replace(marks, "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_pdf_of_the_sample_is_sound_tagged_and_numbered() {
    let files = pdfs(sample());
    // An agreement and a sheet of terms in each language of each partner.
    let locales: usize = ACTIVE.iter().map(|id| known()[*id].locales.len()).sum();
    assert_eq!(files.len(), locales * 2, "{files:?}");
    for file in files {
        let place = sample().place(file);
        let said = run_tool("qpdf", &["--check", &place]);
        assert!(said.contains("No syntax or stream encoding errors found"), "{file}: {said}");
        let info = run_tool("pdfinfo", &[&place]);
        assert!(info.contains("Tagged:          yes"), "{file}: {info}");
        assert!(info.contains("Author:          Kaiholm Kaffeerösterei GmbH"), "{file}: {info}");
        let pages = info.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim();
        assert!(words(&place).replace(' ', "").contains(&format!("1/{pages}")), "{file}");
        let fonts = run_tool("pdffonts", &[&place]);
        assert!(fonts.contains("Inter") && !fonts.contains(" no  no "), "{file}: {fonts}");
    }
}

#[test]
fn agreements_say_the_partner_s_own_sums_in_their_language() {
    let terms: serde_json::Value = serde_json::from_str(sample().text("terms.json")).unwrap();
    for (id, document, expected) in [
        (
            "morning-notes",
            "agreement.pdf",
            vec!["Maya Ellison", "Version 3", "For Morning Notes", "45 days", "$50"],
        ),
        (
            "atelier-creme",
            "agreement.pdf",
            vec![
                "Camille Roussel",
                "Version 2",
                "Pour Atelier Crème",
                "24 %",
                "28 %",
                "100 €",
                "Lieu, date",
            ],
        ),
        (
            "atelier-creme",
            "agreement.de.pdf",
            vec![
                "Fassung 2",
                "Für Atelier Crème",
                "90 Tage",
                "Ort, Datum",
                "läuft bis 8. März 2029",
            ],
        ),
        ("bayt-al-qahwa", "agreement.pdf", vec!["Noura Al Mansoori", "20%", "400"]),
        (
            "kaffee-fuer-alle",
            "terms.pdf",
            vec!["Provisionsbedingungen", "45 Tage", "32,52 €", "Am Holzkai 14 20457 Hamburg"],
        ),
    ] {
        let kit = Archive::read(sample().bytes(&format!("kits/{id}.zip")));
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("document.pdf");
        std::fs::write(&place, kit.bytes(document)).unwrap();
        let text = words(place.to_str().unwrap()).replace(['\u{a0}', '\u{202f}'], " ");
        for piece in expected {
            assert!(text.contains(piece), "{id}/{document} lacks {piece}: {text}");
        }
        let rows = terms["partners"].as_array().unwrap();
        let row = rows.iter().find(|row| row["partner"] == id).unwrap();
        let fingerprint = row["in_force"]["fingerprint"].as_str().unwrap();
        assert!(text.contains(fingerprint), "{id}: {fingerprint}");
    }
}

#[test]
fn kits_have_the_files_of_the_portal() {
    let portal: Vec<&[u8]> = pdfs(sample()).iter().map(|path| sample().bytes(path)).collect();
    for id in ACTIVE {
        let kit = Archive::read(sample().bytes(&format!("kits/{id}.zip")));
        let locales = &known()[id].locales;
        let suffix =
            |index: usize| if index == 0 { String::new() } else { format!(".{}", locales[index]) };
        for index in 0..locales.len() {
            for name in ["agreement", "terms"] {
                let bytes = kit.bytes(&format!("{name}{}.pdf", suffix(index)));
                assert!(portal.contains(&bytes), "{id} {name}");
            }
        }
        assert!(kit.text("README.html").contains("href=\"agreement.pdf\""), "{id}");
    }
}

#[test]
fn paper_is_what_the_partner_s_country_prints_on() {
    for (id, paper) in [("morning-notes", "(letter)"), ("atelier-creme", "(A4)")] {
        let kit = Archive::read(sample().bytes(&format!("kits/{id}.zip")));
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("document.pdf");
        std::fs::write(&place, kit.bytes("terms.pdf")).unwrap();
        let info = run_tool("pdfinfo", &[place.to_str().unwrap()]);
        assert!(info.contains(paper), "{id}: {info}");
    }
}

#[test]
fn without_countries_the_currency_tells_the_paper() {
    for (currency, paper) in [("USD", "(letter)"), ("EUR", "(A4)")] {
        let project = project().append("content/company.yaml", &format!("currency: {currency}\n"));
        let project =
            project.edit("content/products/bow.yaml", "39.00 EUR", &format!("39.00 {currency}"));
        project.build().succeeds();
        let output = project.output();
        let info = run_tool("pdfinfo", &[&output.place(pdfs(&output)[0])]);
        assert!(info.contains(paper), "{currency}: {info}");
    }
}

#[test]
fn long_words_stay_on_the_paper_and_rows_in_one_piece() {
    let word = "w".repeat(140);
    let rows: String =
        (0..60).map(|row| format!("| Row{row} first line which goes on for so long that it needs a second one and then one more line to end | x{row} |\n")).collect();
    let body = format!(
        "---\ntitle: {}\nversion: \"{}\"\n---\n\n{word}\n\n| a | b |\n|---|---|\n{rows}",
        "Agreement on many things ".repeat(3),
        "7.1.2 of the third revision"
    );
    let project = project().file("content/documents/agreement.md", body);
    project.build().succeeds();
    let output = project.output();
    let file = pdfs(&output).into_iter().find(|path| path.ends_with("/agreement.pdf")).unwrap();
    let place = output.place(file);
    let boxes = run_tool("pdftotext", &["-bbox-layout", &place, "-"]);
    let numbers = |line: &str, key: &str| -> f32 {
        line.split(&format!("{key}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    let lines = boxes.lines().filter(|line| line.contains("<line "));
    assert!(lines.clone().all(|line| numbers(line, "xMax") < 535.0), "{boxes}");
    // The number of a page is one line.
    let text = run_tool("pdftotext", &["-layout", &place, "-"]);
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    assert!(pages.len() > 2, "{}", pages.len());
    for (index, page) in pages.iter().enumerate() {
        let number = format!("{}/{}", index + 1, pages.len());
        assert!(page.replace(' ', "").contains(&number), "{number}: {page}");
        let starts = page.matches(" first line").count();
        let ends = page.split_whitespace().filter(|word| *word == "end").count();
        assert_eq!(starts, ends, "a row in pieces: {page}");
    }
}

#[test]
fn earlier_versions_can_be_printed_again() {
    let project = project();
    let print = |day: &str| {
        project.run(&["--as-of", day, "build"]).succeeds();
        let output = project.output();
        let file = pdfs(&output).into_iter().find(|path| path.ends_with("/agreement.pdf"));
        let file = file.unwrap().to_owned();
        (words(&output.place(&file)), output.bytes(&file).to_vec())
    };
    let (before, first) = print("2026-10-31");
    let (after, _) = print("2026-11-23");
    assert!(before.contains("You earn 20%") && before.contains("30 days"), "{before}");
    assert!(after.contains("You earn 25%") && after.contains("60 days"), "{after}");
    assert_eq!(print("2026-10-31").1, first, "the same bytes");
    let code = |text: &str| text.split("Terms ").nth(1).map(|rest| rest[..12].to_owned());
    assert_ne!(code(&before), code(&after));
}

#[test]
fn documents_of_content_take_the_sheet_s_place_and_others_lie_beside() {
    let own = "---\ntitle: What we pay\nkind: terms\n---\n\n{{ commission_table }}\n";
    let secret = "---\ntitle: Silence\nkind: nda\n---\n\nNot a word.\n";
    let project = project()
        .file("content/documents/pay.md", own)
        .file("content/documents/silence.md", secret);
    project.build().succeeds();
    let output = project.output();
    let kit = Archive::read(output.bytes(output.paths("kits/", ".zip")[0]));
    let names: Vec<&str> = kit.names().into_iter().filter(|name| name.ends_with(".pdf")).collect();
    assert_eq!(names, ["agreement.pdf", "documents/silence.pdf", "terms.pdf"]);
    let pay = pdfs(&output).into_iter().find(|path| path.ends_with("/pay/pay.pdf")).unwrap();
    assert_eq!(kit.bytes("terms.pdf"), output.bytes(pay));
    let text = words(&output.place(pay));
    assert!(text.starts_with("Birch & Bow What we pay") && !text.contains("Place, date"), "{text}");
}

#[test]
fn boxes_instead_of_letters_and_slips_of_a_theme_are_named() {
    let foreign = project().edit("content/documents/agreement.md", "You earn", "日本 you earn");
    let run = foreign.check(&[]).ends_with(0);
    assert!(run.results.contains("warning[bad-font]"), "{}", run.results);
    assert!(run.results.contains("no typeface has: 日本"), "{}", run.results);
    assert!(run.results.contains("content/documents/agreement.md:1:1"), "{}", run.results);
    foreign.build().succeeds();

    let picture = project().edit(
        "content/documents/agreement.md",
        "You earn",
        "![Tea](images/tea.svg) You earn",
    );
    let run = picture.check(&[]).ends_with(1);
    assert!(run.results.contains("documents show no pictures"), "{}", run.results);
    assert!(run.results.contains("content/documents/agreement.md:11:1"), "{}", run.results);
    picture.build().ends_with(1);

    let themed = |file: &str, text: &str| {
        project()
            .append("content/company.yaml", "theme: mine\n")
            .file("themes/mine/theme.yaml", "extends: default\n")
            .file(&format!("themes/mine/templates/document/{file}"), text)
    };
    let slip = themed("signatures.html", "<p>{{ document.nothing }}</p>\n").build().ends_with(1);
    assert!(
        slip.all().contains("themes/mine/templates/document/signatures.html:1:"),
        "{}",
        slip.all()
    );
    let style = themed("document.css", "p { margin: 0; }\nh1 { font-size: 3furlongs; }\n")
        .check(&[])
        .ends_with(1);
    let place = "themes/mine/templates/document/document.css:2:";
    assert!(style.results.contains(place), "{}", style.results);
}

#[test]
fn the_sheet_says_that_its_examples_leave_bonuses_out() {
    let sheet = |project: TestProject| {
        project.build().succeeds();
        let output = project.output();
        let file = pdfs(&output).into_iter().find(|path| path.ends_with("/terms.pdf"));
        words(&output.place(file.expect("a sheet")))
    };
    let without = "Without bonuses for a time";
    let plain = || project().append("content/company.yaml", "tax: 19 %\n");
    let bonus = "    bonuses: [{name: Winter, rate: 5 %, until: 2026-12-31}]\n";
    let text = sheet(plain().append("content/programs/friends.yaml", bonus));
    assert!(text.contains("Examples") && text.contains(without), "{text}");
    assert!(!sheet(plain()).contains(without));
}
