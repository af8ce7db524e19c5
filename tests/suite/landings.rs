//! Landings: their sections and forms, whom they are for, what search engines are told, and what must not be on them.

use crate::support::{TestProject, snapshot, tag_attributes, unescape};

const COMPANY: &str = "content/company.yaml";
const HOME: &str = "content/landings/home.md";
const ANNA: &str = "sites/apples.example/anna/index.html";
const BERT: &str = "sites/bert-apples.example/index.html";

fn orchard() -> TestProject {
    TestProject::from("orchard")
}

/// Whether `check` finds it there, and is right to refuse.
fn refused(project: TestProject, place: &str, message: &str) {
    let run = project.check(&[]).ends_with(1);
    assert!(run.results.contains(message), "{message}\n{}", run.results);
    assert!(run.results.contains(place), "{place}\n{}", run.results);
}

#[test]
fn every_section_is_on_the_page() {
    let project = orchard();
    project.build().without_warning();
    let output = project.output();
    let page = output.text(ANNA);
    for part in [
        "<time datetime=\"2026-12-18T18:00:00+01:00\">Ends on December 18, 2026, 18:00 CET</time>",
        "href=\"https://www.youtube.com/watch?v=abc\"",
        "<th scope=\"row\">Picked</th>",
        "nobody says",
        "<p class=\"note\">Prices include tax.</p>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn an_offer_that_ended_is_not_shown() {
    let project = orchard();
    for (day, shown) in [("2026-12-18", true), ("2026-12-19", false)] {
        project.run(&["--as-of", day, "build"]).succeeds();
        assert_eq!(project.output().text(ANNA).contains("Last boxes"), shown, "{day}");
    }
}

#[test]
fn a_form_says_whose_visitor_it_is_and_where_to_go_next() {
    let project = orchard();
    project.build().without_warning();
    let output = project.output();
    let page = &unescape(output.text(ANNA));
    assert_eq!(tag_attributes(page, "form", "action"), ["https://forms.orchard.example/leads"]);
    let names = tag_attributes(page, "input", "name");
    for name in [
        "partner",
        "placement",
        "landing",
        "locale",
        "ref",
        "thanks",
        "consent",
        "homepage",
        "postcode",
    ] {
        assert!(names.iter().any(|it| it == name), "{name}: {names:?}");
    }
    let values = tag_attributes(page, "input", "value");
    for value in ["anna", "landing-home-form", "https://apples.example/anna/thanks/"] {
        assert!(values.iter().any(|it| it == value), "{value}: {values:?}");
    }
    assert!(page.contains("form-action 'self' https://forms.orchard.example;"), "{page}");
    assert!(output.text("sites/apples.example/anna/thanks/index.html").contains("We write back"));
    assert!(output.text("sites/apples.example/anna/de/index.html").contains("Ja, schreibt mir."));
    assert!(output.text("sites/apples.example/anna/de/thanks/index.html").contains("Vielen Dank"));
    assert!(!output.has("sites/apples.example/anna/harvest/thanks/index.html"));
    let plain = unescape(output.text("sites/apples.example/anna/harvest/index.html"));
    assert!(plain.contains("form-action 'none';"), "{plain}");
}

#[test]
fn a_form_without_an_address_or_consent_is_refused() {
    let no_endpoint =
        orchard().edit(COMPANY, "form_endpoint: https://forms.orchard.example/leads\n", "");
    refused(no_endpoint, "home.md:13:3", "nobody says where this form is sent");
    let no_consent = orchard().edit(HOME, "  consent: true\n", "");
    refused(no_consent, "home.md:13:3", "the form does not ask for consent, as DE, FR wants");
    let unread = orchard().edit(COMPANY, "privacy: https://orchard.example/privacy, ", "");
    refused(unread, "home.md:13:3", "readers agree to something that they cannot read");
    // Where no law asks, nobody is asked.
    let american = orchard()
        .edit(HOME, "  consent: true\n", "")
        .edit("content/landings/home.de.md", ", consent: \"Ja, schreibt mir.\"", "")
        .edit(COMPANY, "countries: [DE, FR]", "countries: [US]");
    american.check(&[]).succeeds();
}

#[test]
fn slips_in_sections_are_told_in_place() {
    for (from, to, place, message) in [
        ("comparison:", "comparision:", "home.md:7:1", "a landing has no key `comparision`"),
        (
            "[this week, nobody says]",
            "[this week]",
            "home.md:10:",
            "this row says 1 things of 2 columns",
        ),
        ("[Orchard, Supermarket]", "[Orchard]", "home.md:8:", "at least two columns"),
        ("18:00\"", "6pm\"", "home.md:4:", "`6pm` is no time of the day"),
        ("2026-12-18 18:00", "18.12.2026", "home.md:4:", "18.12.2026"),
        ("www.youtube.com", "videos.strange.example", "home.md:6:", "is not among the hosts"),
        ("- postcode", "- zip", "home.md:17:", "`zip` is not a word for this"),
        (
            "name: kind, ",
            "name: email, ",
            "home.md:13:",
            "two fields of this form are called `email`",
        ),
        ("name: kind, ", "name: partner, ", "home.md:13:", "`partner` is already the name"),
        (", options: [Sweet, Sour]", "", "home.md:18:", "a choice needs at least two options"),
        (
            "cta: Order a box",
            "cta: Order a box, picture: images/tree.svg",
            "home.md:5:",
            "what images/tree.svg shows",
        ),
    ] {
        let drawing =
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>";
        let project = orchard().file("content/images/tree.svg", drawing).edit(HOME, from, to);
        refused(project, place, message);
    }
}

#[test]
fn a_variant_takes_the_place_of_a_landing_for_its_audience() {
    let variant = "---\ntitle: For the press\nvariant_of: home\nfor: {groups: [press]}\nhero: {headline: News from the tree}\n---\n";
    let project = orchard().file("content/landings/home-press.md", variant);
    project.build().without_warning();
    let output = project.output();
    assert!(output.text(BERT).contains("News from the tree"));
    assert!(output.text(BERT).contains("landing-home-hero"), "the address and the sub-ID stay");
    assert!(output.text(ANNA).contains("Apples from the tree"));
    assert!(!output.has("sites/bert-apples.example/home-press/index.html"));

    let open = variant.replace("for: {groups: [press]}\n", "");
    refused(
        orchard().file("content/landings/home-press.md", open),
        "home-press.md:3:",
        "does not say for whom it is",
    );
    let lost = variant.replace("variant_of: home", "variant_of: hom");
    refused(
        orchard().file("content/landings/home-press.md", lost),
        "home-press.md:3:",
        "there is no landing `hom`",
    );
}

#[test]
fn what_follows_the_form_of_one_who_left_is_neutral() {
    let thanks = [
        "sites/apples.example/anna/thanks/index.html",
        "sites/apples.example/anna/de/thanks/index.html",
    ];
    let project = orchard();
    project.build().succeeds();
    for path in thanks {
        assert!(project.output().has(path), "{path}");
    }
    let gone = orchard()
        .edit(
            "content/partners.csv",
            "id,name,domain,locales,groups,market",
            "id,name,domain,locales,groups,market,status",
        )
        .edit(
            "content/partners.csv",
            "anna,Anna Apple,,\"en, de\",,eu",
            "anna,Anna Apple,,\"en, de\",,eu,ended",
        );
    gone.build().succeeds();
    let output = gone.output();
    for path in thanks {
        let page = output.text(path);
        assert!(page.contains("noindex") && !page.contains("Anna"), "{page}");
    }
}

#[test]
fn advertising_is_called_what_the_law_of_the_market_calls_it() {
    let said = |page: &str| {
        let start = page.split("<p class=\"disclosure\">").nth(1).expect("a disclosure");
        unescape(start.split("</p>").next().expect("its end"))
    };
    let own = orchard()
        .append(COMPANY, "disclosure: {en: Anna earns a share., de: Anna verdient mit.}\n");
    own.build().succeeds();
    let output = own.output();
    assert_eq!(said(output.text(ANNA)), "Anna earns a share.");
    assert_eq!(
        said(output.text("sites/apples.example/anna/de/index.html")),
        "Anzeige. Anna verdient mit."
    );

    let german = orchard().edit(COMPANY, "countries: [DE, FR]", "countries: [DE]");
    german.build().succeeds();
    let output = german.output();
    assert!(said(output.text(ANNA)).starts_with("Anzeige. Advertisement: "));
    let of_germans = said(output.text("sites/apples.example/anna/de/index.html"));
    assert!(of_germans.starts_with("Anzeige: "), "{of_germans}");
}

#[test]
fn search_engines_are_told_one_thing() {
    let told = |indexing: &str| {
        let project = orchard().append(COMPANY, &format!("indexing: {indexing}\n"));
        project.build().succeeds();
        project.output()
    };
    let canonical = |page: &str| {
        let (_, behind) = page.split_once("<link rel=\"canonical\" href=\"")?;
        behind.split('"').next().map(str::to_owned)
    };
    let none = told("none");
    assert!(none.text(ANNA).contains("content=\"noindex, follow\""));
    assert!(
        canonical(none.text(ANNA)).is_none()
            && !none.text(ANNA).contains("hreflang=\"de\" href=\"https")
    );
    assert!(!none.has("sites/apples.example/sitemap.xml"));

    let brand = told("brand");
    assert!(!brand.text(ANNA).contains("name=\"robots\""));
    assert_eq!(canonical(brand.text(ANNA)).as_deref(), Some("https://orchard.example/box"));
    let american = brand.text("sites/apples.example/cleo/index.html");
    assert_eq!(canonical(american).as_deref(), Some("https://orchard.example/us/box"));

    let all = told("all");
    assert_eq!(canonical(all.text(ANNA)).as_deref(), Some("https://apples.example/anna/"));
    assert!(all.text(ANNA).contains(
        "<link rel=\"alternate\" hreflang=\"de\" href=\"https://apples.example/anna/de/\">"
    ));
    let sitemap = all.text("sites/apples.example/sitemap.xml");
    assert!(
        sitemap.contains("<loc>https://apples.example/anna/de/</loc>") && !sitemap.contains("bert")
    );
    assert!(
        all.text("sites/bert-apples.example/sitemap.xml")
            .contains("<loc>https://bert-apples.example/</loc>")
    );
    assert!(
        all.text("sites/apples.example/robots.txt")
            .contains("Sitemap: https://apples.example/sitemap.xml")
    );

    let run = orchard().append(COMPANY, "indexing: all\n").check(&[]).succeeds();
    assert!(
        run.results.contains("3 partners’ pages of `home` are for search engines"),
        "{}",
        run.results
    );
}

#[test]
fn a_partner_may_be_found_on_their_own_domain_alone() {
    let project = orchard().file("content/partners/bert.yaml", "indexing: all\n");
    project.build().without_warning();
    assert!(!project.output().text(BERT).contains("name=\"robots\""));
    assert!(project.output().text(ANNA).contains("noindex"));
    let shared = orchard().file("content/partners/anna.yaml", "indexing: all\n");
    refused(shared, "anna.yaml:1:1", "search engines are told of whole domains");
}

#[test]
fn of_a_pair_that_is_tried_one_is_to_be_found() {
    let project = orchard().file("content/partners/bert.yaml", "indexing: all\n").edit(
        "content/landings/harvest.md",
        "order: 2\n",
        "order: 2\ntest_of: home\n",
    );
    project.build().without_warning();
    let output = project.output();
    let other = output.text("sites/bert-apples.example/harvest/index.html");
    assert!(
        other.contains("<link rel=\"canonical\" href=\"https://bert-apples.example/\">"),
        "{other}"
    );
    assert!(other.contains("landing-harvest-hero"), "its links have sub-IDs of their own");
    assert!(!output.text("sites/bert-apples.example/sitemap.xml").contains("harvest"));
    let itself =
        orchard().edit("content/landings/harvest.md", "order: 2\n", "order: 2\ntest_of: harvest\n");
    refused(itself, "harvest.md:4:10", "no landing that another one can be tried against");
}

#[test]
fn a_landing_leads_nowhere_but_where_it_may() {
    for (link, message) in [
        ("[shop](https://orchard.example/)", "leads to https://orchard.example/"),
        ("[us](mailto:hello@orchard.example)", "leads to mailto:hello@orchard.example"),
        ("[Cleo](../cleo/)", "leads to ../cleo/"),
        ("[gone](gone/)", "leads to `gone/`, which is not there"),
        ("[down](#nowhere)", "leads to `#nowhere`, which is not there"),
    ] {
        let project = orchard().append(HOME, link);
        refused(project, "home.md:1:1", message);
    }
    let fine =
        "[order]({{ link }}) [harvest](harvest/) [policy](https://orchard.example/privacy)\n";
    orchard().append(HOME, fine).check(&[]).succeeds();
}

#[test]
fn the_pixel_is_the_only_host_that_pages_ask() {
    let project = orchard();
    project.build().without_warning();
    assert!(!project.output().text(ANNA).contains("<img class=\"pixel\""));
    let project =
        orchard().append(COMPANY, "pixel: https://stats.orchard.example/p.gif?site=apples\n");
    project.build().without_warning();
    let output = project.output();
    let page = unescape(output.text(ANNA));
    assert!(page.contains("img-src 'self' https://stats.orchard.example;"), "{page}");
    assert!(page.contains("src=\"https://stats.orchard.example/p.gif?site=apples\""));
    project.check(&[]).succeeds();
}

#[test]
fn every_partner_may_have_a_subdomain() {
    let project = orchard().append(COMPANY, "landing_addresses: subdomain\n");
    project.build().without_warning();
    let output = project.output();
    assert!(output.has("sites/anna.apples.example/index.html"));
    assert!(output.has(BERT), "an own domain stays");
    assert!(!output.has(ANNA));
}

#[test]
fn another_partner_changes_no_page_of_the_others() {
    let project = orchard();
    project.build().without_warning();
    let before = snapshot(&project.path("output/sites/apples.example"));
    let project = project.append("content/partners.csv", "dora,Dora Dew,,en,,eu\n");
    project.build().without_warning();
    let after = snapshot(&project.path("output/sites/apples.example"));
    for (path, bytes) in &before {
        assert!(after.get(path) == Some(bytes), "{path}");
    }
    assert!(after.keys().any(|path| path.starts_with("dora/")));
}

#[test]
fn what_partners_write_is_plain() {
    let line = "line: \"Hello <script>alert(1)</script>\"\n";
    let project = orchard().file("content/partners/bert.yaml", line);
    refused(project, "bert.yaml:1:7", "plain words, and this holds `<script>`");
}
