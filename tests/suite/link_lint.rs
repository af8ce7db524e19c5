//! Addresses that work and lose the partner, the sale or the reputation: what `check` finds of each kind.

use crate::support::TestProject;

const TEA: &str = "content/products/tea.yaml";
const URL: &str = "https://lindenhof.example/tea/";

fn project() -> TestProject {
    TestProject::from("forward")
}

/// A fault that is found in one project and not in the one it was made of.
#[track_caller]
fn finds(project: TestProject, strict: bool, place: &str, message: &str) {
    let arguments: &[&str] = if strict { &["--strict"] } else { &[] };
    let sound = self::project().check(arguments).results;
    assert!(!sound.contains(message), "{sound}");
    let found = project.check(arguments).results;
    assert!(found.contains(message), "no {message} in {found}");
    assert!(found.contains(place), "no {place} in {found}");
}

#[test]
fn destinations_that_lose_the_partner() {
    for (url, strict, message) in [
        ("https://lindenhof.example/tea/?size={size}", false, "a placeholder is left over"),
        ("https://lindenhof.example/tea/?a=1&amp;b=2", false, "it has `&amp;` where `&` belongs"),
        ("https://lindenhof.example/tea/#top?a=1", false, "the parameters stand behind `#`"),
        ("https://lindenhof.example/tea", true, "the path has no slash at its end"),
        ("http://lindenhof.example/tea/", false, "the address is not `https`"),
        ("https://user:secret@lindenhof.example/tea/", false, "user name"),
        ("javascript:alert(1)", false, "`javascript:alert(1)`"),
    ] {
        finds(project().edit(TEA, URL, url), strict, "content/products/tea.yaml:3:6", message);
    }
    // Pages that scripts draw have paths behind `#`.
    let project = project().edit(TEA, URL, "https://lindenhof.example/#/tea?size=2");
    assert!(!project.check(&[]).results.contains("behind `#`"));
}

#[test]
fn backends_that_do_not_count_there() {
    let elsewhere = || project().edit(TEA, URL, "https://tea.example/tea/");
    let backend = |text: &str| elsewhere().file("content/backends/shop.yaml", text);
    finds(
        backend("preset: ref\nhosts: [lindenhof.example]\n"),
        false,
        "content/partners.csv:2:1",
        "`shop` does not count on tea.example",
    );
    finds(
        backend("preset: affiliatewp\n"),
        false,
        "content/products/tea.yaml:3:6",
        "`shop` counts on one domain only",
    );
}

#[test]
fn faults_of_links_name_partner_backend_and_placement() {
    let project = project().edit(TEA, URL, "https://lindenhof.example/tea/?ref=x");
    let found = project.check(&[]).ends_with(1).results;
    for part in ["anna", "`ref`", "landing-", "the destination already has the parameter"] {
        assert!(found.contains(part), "no {part} in {found}");
    }
}

#[test]
fn parameters_that_mean_something_else_to_others() {
    let project = project()
        .file("content/backends/shop.yaml", "preset: ref\nalso: [site]\n")
        .file("content/backends/site.yaml", "preset: plausible\n");
    finds(
        project,
        false,
        "content/company.yaml:1:1",
        "Plausible takes `ref` of `shop` for the visit's source",
    );
}

#[test]
fn sub_ids_that_the_backend_would_drop() {
    let own = |backend: &str, own: &str| {
        project()
            .file("content/backends/shop.yaml", backend)
            .file("content/partners/anna.yaml", format!("own_sub_id: {own}\n"))
    };
    let admitad = "preset: admitad\nown_sub_id: subid1\n";
    for value in ["a".repeat(51), "b".repeat(90)] {
        finds(
            own(admitad, &value),
            false,
            "content/partners/anna.yaml:1:1",
            "keeps less of `subid1` than anna writes there",
        );
    }
    let fits = own(admitad, &"a".repeat(50)).check(&[]).results;
    assert!(!fits.contains("keeps less"), "{fits}");
    finds(
        own("preset: ref\n", "blog"),
        false,
        "content/partners/anna.yaml:1:1",
        "leaves none to partners",
    );
}

#[test]
fn undeclared_placeholders_are_no_links() {
    finds(
        project().file("content/backends/shop.yaml", "preset: ref\nextra: {click: '{clickid}'}\n"),
        false,
        "content/backends/shop.yaml:2:16",
        "`{clickid}`",
    );
}

#[test]
fn material_that_names_the_main_site_where_the_program_forbids_it() {
    let strict = || {
        project()
            .edit("content/programs/friends.yaml", "go:", "keep_off_main_site: true\ngo:")
            .file("content/texts/note.md", "---\ntitle: Note\n---\nTea: {{ link }}\n")
    };
    assert!(!strict().check(&[]).results.contains("address"), "{}", strict().check(&[]).results);
    for (text, place) in [
        ("See https://lindenhof.example/tea/", "content/texts/note.md:4:13"),
        ("Write to hello@LINDENHOF.example.", "content/texts/note.md:4:16"),
    ] {
        let project = strict().edit("content/texts/note.md", "Tea: {{ link }}", text);
        let found = project.check(&[]).ends_with(1).results;
        assert!(found.contains("the text names lindenhof.example"), "{found}");
        assert!(found.contains(place), "no {place} in {found}");
    }
    finds(
        strict().edit("content/programs/friends.yaml", "go:", "route: {texts: direct}\ngo:"),
        false,
        "content/programs/friends.yaml:1:1",
        "leads to lindenhof.example at once, which the program forbids",
    );
}
