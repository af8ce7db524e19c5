//! `promokit theme eject`: own copies of a theme's files.

use crate::support::{TestProject, snapshot};

const COMPANY: &str = "content/company.yaml";

/// With nothing to warn of.
fn project() -> TestProject {
    TestProject::from("smallest").append(COMPANY, "portal: {salt: Pa8wQm2sTz6vLk4x}\n")
}

fn company(project: &TestProject) -> String {
    std::fs::read_to_string(project.path(COMPANY)).expect("readable")
}

#[test]
fn without_a_name_it_lists_what_there_is() {
    let project = project();
    let before = snapshot(project.root());
    let run = project.run(&["theme", "eject"]).succeeds();
    assert!(run.results.lines().any(|line| line == "landing/hero.html"), "{}", run.results);
    assert!(run.notes.contains("promokit theme eject landing/hero.html"), "{}", run.notes);
    assert_eq!(snapshot(project.root()), before);
}

#[test]
fn a_copied_template_is_what_the_next_build_takes() {
    let project = project();
    let before = company(&project);
    let run = project.run(&["theme", "eject", "landing/hero.html"]).succeeds();
    assert_eq!(run.results, "themes/mine/theme.yaml\nthemes/mine/templates/landing/hero.html\n");
    let settings = std::fs::read_to_string(project.path("themes/mine/theme.yaml")).unwrap();
    assert_eq!(settings, "name: Mine\nextends: default\n");
    assert_eq!(company(&project), format!("{}theme: mine\n", with_newline(before)));
    project.build().without_warning();
    let project = project.append("themes/mine/templates/landing/hero.html", "<!--ours-->");
    project.build().succeeds();
    let output = project.output();
    assert!(
        output
            .paths("sites/", ".html")
            .iter()
            .any(|path| output.text(path).contains("<!--ours-->"))
    );

    // The next one goes to the same theme; nothing is written over.
    project
        .run(&["theme", "eject", "portal/top.html"])
        .succeeds()
        .says("themes/mine/templates/portal/top.html");
    let before = snapshot(project.root());
    project
        .run(&["theme", "eject", "landing"])
        .ends_with(1)
        .says("themes/mine/templates/landing/hero.html exists already");
    assert_eq!(snapshot(project.root()), before);
}

fn with_newline(text: String) -> String {
    if text.ends_with('\n') { text } else { text + "\n" }
}

#[test]
fn all_of_a_theme_can_be_copied() {
    let project = project();
    project.run(&["theme", "eject", "default"]).succeeds();
    for file in [
        "theme.yaml",
        "templates/landing/page.html",
        "static/theme.css",
        "fonts/inter-latin.woff2",
        "i18n/en.yaml",
    ] {
        assert!(project.path(&format!("themes/mine/{file}")).is_file(), "{file}");
    }
    project.build().without_warning();
}

#[test]
fn unknown_names_are_answered_with_the_nearest() {
    let project = project();
    project
        .run(&["theme", "eject", "landing/heros.html"])
        .ends_with(2)
        .says("did you mean `landing/hero.html`?");
    project.run(&["theme", "eject", "../company.yaml"]).ends_with(2);
    assert!(!project.path("themes").exists());
}

#[test]
fn a_file_that_cannot_be_changed_safely_is_left_to_its_writer() {
    let project = project().append(COMPANY, "theme:\n");
    let before = company(&project);
    project.run(&["theme", "eject", "landing/hero.html"]).succeeds().says("  theme: mine");
    assert_eq!(company(&project), before);
}
