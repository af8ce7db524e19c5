//! What `check` says: everything in one run, at the right line, with the line as it should be.

use crate::support::TestProject;

const PROGRAM: &str = "name: Friends\nterms:\n  - from: 2026-01-01\n    rules: [{rate: 20 %}]\n";

fn project() -> TestProject {
    TestProject::from("smallest")
}

#[test]
fn faults_behind_faults_are_found_in_the_same_run() {
    let program = "name: Friends
terms:
  - from: 01/02/2026
    rules:
      - rate: 15
        product: bwo
";
    let run = project()
        .file("content/programs/friends.yaml", program)
        .file(
            "content/texts/short.md",
            "---\ntitle: Short\n---\nOnly {{ prices.bwo }}: {{ link }}\n",
        )
        .check(&[])
        .ends_with(1);
    for part in [
        "programs/friends.yaml:3:11",
        "programs/friends.yaml:5:15",
        "programs/friends.yaml:6:18",
        "texts/short.md:4:6",
        "did you mean `bow`?",
        "did you mean `{{ prices.bow }}`?",
    ] {
        assert!(run.results.contains(part), "no {part} in {}", run.results);
    }
}

#[test]
fn a_rule_for_a_missing_product_is_shown_where_it_stands() {
    let rules = "    rules:\n      - rate: 20 %\n      - rate: 25 %\n        product: bwo\n";
    project()
        .file(
            "content/programs/friends.yaml",
            PROGRAM.replace("    rules: [{rate: 20 %}]\n", rules),
        )
        .check(&[])
        .ends_with(1)
        .says("content/programs/friends.yaml:7:18");
}

#[test]
fn what_placeholders_there_are_is_listed() {
    project()
        .file("content/texts/short.md", "---\ntitle: Short\n---\n{{ prices.discovery-box }}\n")
        .check(&[])
        .ends_with(1)
        .says("nothing is called `prices.discovery-box`")
        .says("`prices.bow`");
}

#[test]
fn terms_that_lose_what_was_said_are_named() {
    let full = "    base: {net_of: [tax]}\n    cookie_days: 45\n    payout: {threshold: 20.00 EUR, day: 15, methods: [PayPal]}\n";
    let first = format!("{PROGRAM}{full}");
    let second =
        format!("{first}  - from: 2027-01-01\n    cookie_days: 45\n    rules: [{{rate: 22 %}}]\n");
    let run = project().file("content/programs/friends.yaml", second).check(&[]).succeeds();
    run.says("content/programs/friends.yaml:8:5")
        .says("`base: {net_of: [tax]}`")
        .says("`payout: {threshold: 20.00 EUR, rhythm: monthly, day: 15, methods: [paypal]}`");
    let own = "terms:\n  - from: 2026-02-01\n    rules: [{rate: 25 %}]\n";
    let run = project()
        .file("content/programs/friends.yaml", &first)
        .file("content/partners/anna.yaml", own)
        .check(&[])
        .succeeds();
    run.says("content/partners/anna.yaml:2:5").says("`base`").says("`cookie_days: 45`");
    let whole = format!("{own}{full}");
    let run = project()
        .file("content/programs/friends.yaml", &first)
        .file("content/partners/anna.yaml", whole)
        .check(&[])
        .succeeds();
    assert!(!run.results.contains("do not say"), "{}", run.results);
}

#[test]
fn an_agreement_never_has_a_gap_for_how_money_arrives() {
    let document = "---\ntitle: Agreement\n---\nPaid by {{ payout.methods }}.\n";
    let run = project()
        .file("content/programs/friends.yaml", format!("agreement: agreement\n{PROGRAM}"))
        .file("content/documents/agreement.md", document)
        .check(&[])
        .ends_with(1);
    run.says("content/documents/agreement.md:4:9").says("methods: [bank transfer]");
}

#[test]
fn two_files_in_one_language_clash() {
    let text = "---\ntitle: Short\n---\nSee {{ link }}\n";
    let run = project()
        .append("content/company.yaml", "locales: [de, en]\n")
        .file("content/texts/short.md", text)
        .file("content/texts/short.de.md", text)
        .check(&[])
        .ends_with(1);
    run.says("`short.de.md` and `short.md` are both in the language `de`").says("`short.en.md`");
}

#[test]
fn texts_that_nobody_has_written_are_named() {
    for kind in ["product", "program", "landing", "email", "text", "document"] {
        let project = project();
        project.run(&["new", kind, "helm"]).succeeds();
        let run = project.check(&[]).succeeds();
        assert!(run.results.contains("warning[unwritten]"), "{kind}: {}", run.results);
    }
}

#[test]
fn icons_that_the_theme_lacks_are_errors() {
    let landing = |icon: &str| {
        format!(
            "---\ntitle: Home\nhero: {{headline: Bows}}\nbenefits:\n  items:\n    - {{title: Fast, icon: {icon}}}\n---\n"
        )
    };
    let with = |icon: &str| project().file("content/landings/home.md", landing(icon)).check(&[]);
    with("truk").ends_with(1).says("content/landings/home.md:6:27").says("did you mean `truck`?");
    with("spanner").ends_with(1).says("there are: bolt, box");
    with("truck").succeeds();
}

#[test]
fn slips_are_answered_with_what_is_meant() {
    let product = |line: &str| project().append("content/products/bow.yaml", line);
    product("summary: {de: Fahrräder, die wieder laufen, en: Bicycles}\n")
        .check(&[])
        .ends_with(1)
        .says("`de: \"Fahrräder, die wieder laufen\"`");
    let program = PROGRAM.replace("    rules", "    cookie_days: 45 days\n    rules");
    project()
        .file("content/programs/friends.yaml", program)
        .check(&[])
        .ends_with(1)
        .says("`45 days` is more than a number")
        .says("write `45`");
    let banner = |line: &str| {
        let text = format!("headline: Bows\n{line}\n");
        project().file("content/creatives/spring.yaml", text).check(&[]).ends_with(1)
    };
    banner("layout: foto").says("did you mean `photo`?");
    banner("sizes: [socal]").says("did you mean `social`?");
    project()
        .file("content/partners/anna.yaml", "status: pausiert\n")
        .check(&[])
        .ends_with(1)
        .says("did you mean `paused`?");
    let run = project()
        .append("content/company.yaml", "currency: EUR\n")
        .edit("content/products/bow.yaml", "39.00 EUR", "28.00 GBP")
        .check(&[])
        .ends_with(1)
        .says("write what it costs in EUR");
    assert!(!run.results.contains("28.00 EUR"), "{}", run.results);
    project()
        .edit(
            "content/partners.csv",
            "id,name\nanna,",
            "id,email,name\nanna,\"lea@gravelgirls,example\",",
        )
        .check(&[])
        .ends_with(1)
        .says("write `lea@gravelgirls.example`");
}

#[test]
fn text_in_a_drawing_is_warned_of() {
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 30\"><text y=\"20\">Acme</text></svg>";
    let project = TestProject::from("smallest")
        .file("content/images/logo.svg", logo)
        .append("content/company.yaml", "brand: {logo: images/logo.svg}\n");
    project.check(&[]).ends_with(0).says("the drawing content/images/logo.svg holds text");
}

#[test]
fn a_sum_without_a_currency_is_asked_for_in_the_companys_own() {
    let project = TestProject::from("smallest")
        .append("content/company.yaml", "markets: {uk: {currency: GBP}, fr: {currency: EUR}}\n")
        .edit("content/products/bow.yaml", "39.00 EUR", "39.00");
    project.check(&[]).ends_with(1).says("write `39.00 GBP` or `39.00 EUR`");
}
