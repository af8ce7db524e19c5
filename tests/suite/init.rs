//! The first ten minutes: `init`, `new`, `build`.

use crate::support::TestProject;

#[test]
fn an_empty_folder_becomes_a_project_that_builds_without_a_warning() {
    let project = TestProject::starter();
    let files = project.files("content");
    assert!((3..=12).contains(&files.len()), "{files:?}");
    let check = project.check(&[]).without_warning();
    assert_eq!(check.results, "");
    project.build().without_warning();
    let output = project.output();
    assert!(!output.paths("kits/", ".zip").is_empty());
    assert!(!output.paths("mails/", ".eml").is_empty());
    assert!(!output.paths("sites/", "sitemap.xml").is_empty());
    // What a salt is for: without one anybody could work out the addresses.
    let company = std::fs::read_to_string(project.path("content/company.yaml")).unwrap();
    assert!(company.contains("salt:"), "{company}");
}

#[test]
fn a_second_init_changes_nothing() {
    let project = TestProject::starter().edit("content/company.yaml", "name:", "name: ");
    let before = crate::support::snapshot(project.root());
    project.run(&["init"]).ends_with(1);
    assert_eq!(crate::support::snapshot(project.root()), before);
}

#[test]
fn new_things_of_every_kind_build() {
    let project = TestProject::starter();
    for kind in [
        "partner", "product", "program", "banner", "landing", "email", "text", "document",
        "backend",
    ] {
        project.run(&["new", kind, "brand-new"]).succeeds();
    }
    project.build().succeeds();
    let output = project.output();
    assert!(output.has("kits/brand-new.zip"));
    for part in [
        "landing-brand-new-hero",
        "banner-brand-new-300x250",
        "email-brand-new",
        "text-brand-new",
        "qr-brand-new",
    ] {
        assert!(output.text("links.csv").contains(part), "no {part}");
    }
    for part in ["/b/brand-new/", "/brand-new/index.html", "mails/brand-new/brand-new."] {
        assert!(output.files.keys().any(|path| path.contains(part)), "no {part}");
    }
}

#[test]
fn the_preview_address_that_new_prints_is_built() {
    let project = TestProject::starter();
    let said = project.run(&["new", "partner", "tea-house"]).succeeds().notes;
    project.build().succeeds();
    let printed: Vec<&str> =
        said.split_whitespace().filter(|word| word.contains("output/")).collect();
    assert!(!printed.is_empty(), "no preview address in: {said}");
    for path in printed {
        let path = path.trim_matches(|letter: char| !letter.is_alphanumeric());
        assert!(project.path(path).exists(), "{path} is not there");
    }
}

#[test]
fn the_next_step_after_a_build_is_there() {
    let project = TestProject::starter();
    let said = project.build().succeeds().notes;
    let page = said
        .split_whitespace()
        .find(|word| word.ends_with("index.html"))
        .unwrap_or_else(|| panic!("{said}"));
    assert!(project.path(page).is_file(), "{said}");
}

#[test]
fn a_picture_of_the_programme_without_any_file_of_its_own() {
    let project = TestProject::from("smallest");
    assert_eq!(project.files("content").len(), 3);
    let said = project.build().succeeds().notes;
    // Without a salt anybody could work out the portal's addresses: that alone is to be said.
    assert!(said.matches("warning[").count() <= 1 && !said.contains("error"), "{said}");
    let output = project.output();
    for start in [
        "sites/handmade-bows.example/anna/index.html",
        "sites/media.handmade-bows.example/b/offer/en/300x250.",
        "sites/partners.birch-and-bow.example/index.html",
        "mails/anna/hello.en.html",
        "mails/anna/note.en.eml",
        "kits/anna.zip",
    ] {
        assert!(!output.paths(start, "").is_empty(), "no {start}");
    }
}
