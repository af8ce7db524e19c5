//! The partners' table as marketers keep it: their own words, their own columns, Excel's dates.

use crate::support::{Run, TestProject};

const COMPANY: &str = "locales: [de, en]\ncurrency: EUR\n";

fn with(sheet: &str) -> TestProject {
    TestProject::from("smallest")
        .append("content/company.yaml", COMPANY)
        .file("content/partners.csv", sheet)
}

fn errors(run: &Run) -> usize {
    let all = run.json();
    let all = all.as_array().expect("a list");
    all.iter().filter(|finding| finding["severity"] == "error").count()
}

#[test]
fn a_german_sheet_is_read_as_it_is() {
    let sheet = "Partner-ID;Firma;Status;Sprachen;Unterschrieben am;# Bemerkung\n\
                 anna;Anna;aktiv;Deutsch, Englisch;01/10/2026;ruft dienstags an\n\
                 ben;Ben;pausiert;Englisch;15/11/2026;\n";
    let project = with(sheet);
    project.build().succeeds();
    let output = project.output();
    assert!(output.has("sites/handmade-bows.example/anna/en/index.html"));
    assert!(!output.text("links.csv").contains("ben,"), "paused");
    for (path, text) in output.texts() {
        assert!(!text.contains("dienstags"), "{path}");
    }
}

#[test]
fn an_open_order_of_dates_is_asked_about_once() {
    let rows: String = (1..12).map(|day| format!("p{day};P;0{}/03/2026\n", day % 9 + 1)).collect();
    let run = with(&format!("id;name;Unterschrift\n{rows}")).check(&["--format", "json"]);
    assert_eq!(errors(&run.ends_with(1)), 1);
}

#[test]
fn a_column_of_ones_own_is_named_so() {
    with("id;name;Bemerkung\nanna;Anna;x\n")
        .check(&[])
        .ends_with(1)
        .says("partners.csv:1:9")
        .says("`# Bemerkung`");
}

#[test]
fn two_partners_with_one_id_are_told_apart() {
    let run = with("id,name,ref\nanna,Anna,77\nben,Ben,77\n").check(&[]).ends_with(1);
    run.says("error[duplicate-ref]").says("partners.csv:3:9").says("here it is that of `anna`");
    // The id stands for the reference where there is none.
    let project = with("id,name,ref\nanna,Anna,ben\nben,Ben,\n");
    project.check(&[]).ends_with(1).says("duplicate-ref");
    project.build().ends_with(1).says("duplicate-ref");
    with("id,name,ref\nanna,Anna,77\nben,Ben,78\n").build().succeeds();
}

#[test]
fn a_row_that_counts_for_nobody_has_its_faults_named_too() {
    let sheet = "id,name,signed\nanna,Anna,2026-01-05\nanna,Anna,31/02/2026\n,Ben,soon\n";
    let run = with(sheet).check(&[]).ends_with(1);
    for part in ["duplicate-id", "partners.csv:3:11", "partners.csv:4:6", "has no id"] {
        assert!(run.results.contains(part), "no {part} in {}", run.results);
    }
}

#[test]
fn a_language_that_the_company_does_not_speak_is_named() {
    let run = with("id,name,locales\nanna,Anna,fr\n").check(&[]).succeeds();
    run.says("`fr` is not among the company's languages").says("`locales: [de, en, fr]`");
    let run = with("id,name,locales\nanna,Anna,en-GB\n").check(&[]).succeeds();
    assert!(!run.results.contains("company's languages"), "{}", run.results);
}

#[test]
fn a_missing_column_is_one_fault() {
    let rows: String = (0..19).map(|row| format!("p{row},\n")).collect();
    let run = with(&format!("id,contact\n{rows}")).check(&[]).ends_with(1);
    assert_eq!(run.results.matches("error[missing-key]").count(), 1, "{}", run.results);
    run.says("… and 18 more like it, in lines 3, 4").says("19 errors");
}

#[test]
fn one_foreign_address_is_one_fault() {
    let project = with("id,name\nanna,Anna\nben,Ben\n")
        .file("content/backends/shop.yaml", "preset: ref\nhosts: [birch-and-bow.example]\n")
        .append("content/products/bow.yaml", "url: https://elsewhere.example\n");
    let run = project.check(&["--format", "json"]).ends_with(1);
    assert_eq!(errors(&run), 1, "{}", run.results);
    run.says("more places").says("elsewhere.example");
}

#[test]
fn a_file_beside_its_row_is_told_which() {
    with("id,name\nradkurier,Radkurier\n")
        .file("content/partners/radkurierr.yaml", "line: Hello\n")
        .check(&[])
        .ends_with(1)
        .says("did you mean `partners/radkurier.yaml`?");
}

#[test]
fn the_only_manager_looks_after_everybody() {
    let managers = "managers: {lena: {name: Lena Brandt, email: lena@birch.example}}\n";
    let page = |more: &str| {
        let project = with("id,name\nanna,Anna\n").append("content/company.yaml", more);
        project.build().succeeds();
        let output = project.output();
        let pages = output.paths("sites/partners.birch-and-bow.example/p/", "/index.html");
        output.text(pages[0]).to_owned()
    };
    assert!(page(managers).contains("Lena Brandt"));
    let two = managers.replace("}}\n", "}, karim: {name: Karim Haddad}}\n");
    assert!(!page(&two).contains("Lena Brandt"));
    assert!(page(&format!("{two}defaults: {{manager: lena}}\n")).contains("Lena Brandt"));
    with("id,name\nanna,Anna\n")
        .append("content/company.yaml", &format!("{managers}defaults: {{manager: lenna}}\n"))
        .check(&[])
        .ends_with(1)
        .says("did you mean `lena`?");
}

#[test]
fn portal_addresses_are_listed_to_be_sent() {
    let project = with("id,name,email,locales\nanna,Anna,anna@x.example,\"de, en\"\nben,Ben,,de\n");
    project.build().succeeds();
    let output = project.output();
    let run = project.run(&["portal", "links", "--format", "csv"]).succeeds();
    let rows = crate::support::table(&run.results);
    assert_eq!(rows.len(), 3);
    for row in &rows {
        let page = row["page"].strip_prefix("https://").expect("an address");
        assert!(output.has(&format!("sites/{page}index.html")), "{page}");
        let kit = row["kit"].strip_prefix("https://").expect("an address");
        assert!(output.has(&format!("sites/{kit}")), "{kit}");
    }
    assert_eq!((rows[0]["email"].as_str(), rows[1]["locale"].as_str()), ("anna@x.example", "en"));
    let run = project.run(&["portal", "links", "--partner", "ben"]).succeeds();
    assert_eq!(run.results.lines().count(), 2, "{}", run.results);
    assert!(run.results.contains(&rows[2]["page"]));
    project.run(&["portal", "links", "--partner", "bne"]).ends_with(2).says("did you mean `ben`?");
}
