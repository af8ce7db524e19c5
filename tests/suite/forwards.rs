//! Pages that say nothing at `/`, domains that only lead on, and short addresses. What servers make of them: `tests/servers.py`.

use crate::support::{TestProject, records};

const COMPANY: &str = "content/company.yaml";

#[test]
fn a_stub_moves_the_offer_to_a_path_of_its_own() {
    let project = TestProject::from("forward");
    project.build().without_warning();
    let output = project.output();
    let root = output.text("sites/bert-tea.example/index.html");
    assert!(
        root.contains("noindex") && !root.contains("Bert") && !root.contains("?ref="),
        "{root}"
    );
    let offers = output.paths("sites/bert-tea.example/", "/index.html");
    let is_offer = |path: &&str| output.text(path).contains("?ref=bert") && !path.contains("/go/");
    let offer = offers.into_iter().find(is_offer).expect("a landing");
    assert_eq!(offer.split('/').count(), 4, "{offer}");

    // A partner may have it another way than the company.
    let project = project.file("content/partners/bert.yaml", "stub: false\n");
    project.build().without_warning();
    let output = project.output();
    assert!(output.text("sites/bert-tea.example/index.html").contains("?ref=bert"));
    assert!(!output.text("sites/linden-friends.example/index.html").contains("?ref="));
}

#[test]
fn a_forward_domain_has_its_paths_and_nothing_else() {
    let project = TestProject::from("forward");
    project.build().without_warning();
    let output = project.output();
    let pages: Vec<&str> = output
        .paths("sites/linden.example/", ".html")
        .into_iter()
        .map(|path| path.strip_prefix("sites/linden.example/").unwrap())
        .collect();
    assert_eq!(
        pages,
        ["404.html", "flyer/index.html", "index.html", "old/index.html", "radio/index.html"]
    );
    let rows = records(output.text("links.csv"));
    let row = |partner: &str| {
        rows.iter().find(|row| row[0] == partner && row[2] == "go-radio").map(|row| row[7].clone())
    };
    let link = row("anna").expect("a row");
    assert_eq!(row("bert"), None);
    let page = output.text("sites/linden.example/radio/index.html");
    assert!(page.contains(&link.replace('&', "&amp;")), "{link}\n{page}");
    assert!(!output.text("sites/linden.example/old/index.html").contains("?ref="));
}

#[test]
fn hosts_with_rules_get_them_and_others_have_the_pages() {
    for (host, file) in [
        ("netlify", Some("sites/linden.example/_redirects")),
        ("cloudflare-pages", Some("sites/linden.example/_redirects")),
        ("vercel", Some("sites/linden.example/vercel.json")),
        ("caddy", Some("hosts/caddy/linden.example.conf")),
        ("github-pages", None),
        ("s3", None),
        ("plain", None),
    ] {
        let project = TestProject::from("forward").edit(COMPANY, "nginx", host);
        project.build_with(&["--only", "sites/linden.example/**", "--only", "hosts/**"]).succeeds();
        let output = project.output();
        assert!(
            output.text("sites/linden.example/radio/index.html").contains("http-equiv=\"refresh\"")
        );
        let Some(file) = file else { continue };
        let rules = output.text(file);
        assert!(rules.contains("/radio/") && rules.contains("/flyer/"), "{rules}");
        assert!(!rules.contains("/old/"), "who is gone leads nowhere: {rules}");
    }
}

#[test]
fn slips_in_the_list_of_paths_are_told_in_place() {
    for (from, to, message) in [
        ("radio: anna", "radio: ana", "there is no partner `ana`"),
        ("radio: anna", "Radio: anna", "the short link id `Radio` has 'R'"),
        (
            "linden.example:",
            "lindenhof.example:",
            "the short addresses would stand on the main site",
        ),
        ("linden.example:", "bert-tea.example:", "is claimed by the short addresses"),
        ("linden.example:", "linden_x.example:", "has an underscore"),
        ("{radio: anna, flyer: bert, old: carl}", "anna", "names with values are wanted"),
    ] {
        let project = TestProject::from("forward").edit(COMPANY, from, to);
        let run = project.check(&[]).ends_with(1);
        assert!(run.results.contains(message), "{}", run.results);
        assert!(
            run.results.contains("content/company.yaml:10") || to.starts_with("bert"),
            "{}",
            run.results
        );
    }
}
