//! What pages say of commission terms: the truth, and all of it.

use crate::support::{Output, TestProject};

const PROGRAM: &str = "name: Friends
terms:
  - from: 2026-01-01
    base: {net_of: [tax]}
    cookie_days: 30
    rules: [{rate: 20 %}]
    payout: {threshold: 20.00 EUR, methods: [PayPal]}
";

/// The smallest project, with a program.
fn project(program: &str) -> TestProject {
    TestProject::from("smallest").file("content/programs/friends.yaml", program)
}

fn built(project: &TestProject) -> Output {
    project.build().succeeds();
    project.output()
}

/// The only partner's page on the portal.
fn portal(output: &Output) -> String {
    let pages = output.paths("sites/partners.birch-and-bow.example/p/", "/index.html");
    assert_eq!(pages.len(), 1, "{pages:?}");
    output.text(pages[0]).to_owned()
}

fn programme(output: &Output) -> String {
    output.text("sites/partners.birch-and-bow.example/index.html").to_owned()
}

#[test]
fn example_earnings_are_reckoned_without_the_tax_in_the_price() {
    let with_tax = project(PROGRAM).append("content/company.yaml", "currency: EUR\ntax: 19 %\n");
    // 39.00 / 1.19 = 32.77, and a fifth of it.
    let output = built(&with_tax);
    for page in [portal(&output), programme(&output)] {
        assert!(page.contains("€6.55") && !page.contains("€7.80"), "{page}");
    }
}

#[test]
fn without_a_known_tax_no_sum_is_promised() {
    let output = built(&project(PROGRAM));
    for page in [portal(&output), programme(&output)] {
        assert!(!page.contains("€7.80") && !page.contains("pays you"), "{page}");
    }
    assert!(programme(&output).contains("20% of the price without tax"));
    let gross = project(&PROGRAM.replace("    base: {net_of: [tax]}\n", ""));
    assert!(portal(&built(&gross)).contains("€7.80"));
}

#[test]
fn a_tax_is_a_rate_and_stands_in_one_place() {
    project(PROGRAM)
        .append("content/company.yaml", "tax: 19\n")
        .check(&[])
        .ends_with(1)
        .says("company.yaml:4:6")
        .says("19 %");
    project(PROGRAM)
        .append("content/company.yaml", "tax: 19 %\nmarkets: {eu: {currency: EUR}}\n")
        .check(&[])
        .ends_with(1)
        .says("company.yaml:4:6")
        .says("`tax` and `markets` exclude each other");
}

#[test]
fn the_best_of_several_rates_says_up_to() {
    let several = PROGRAM.replace("[{rate: 20 %}]", "[{rate: 20 %}, {rate: 25 %, product: bow}]");
    let more = "name: Ribbon\nprice: 9.00 EUR\n";
    let output = built(&project(&several).file("content/products/ribbon.yaml", more));
    let page = portal(&output);
    assert!(page.contains("<span>up to</span><strong>25%</strong>"), "{page}");
    assert!(!portal(&built(&project(PROGRAM))).contains("up to"));
}

#[test]
fn announced_terms_tell_everything_that_changes() {
    let change = "  - from: 2027-01-01
    cookie_days: 45
    rules: [{rate: 22 %}]
    payout: {threshold: 20.00 EUR, methods: [PayPal]}
";
    let output = built(&project(&format!("{PROGRAM}{change}")));
    for page in [portal(&output), programme(&output)] {
        let (_, news) = page.split_once("class=\"upcoming\"").expect("announced");
        let news = news.split("</div>\n</div>").next().unwrap_or_default();
        for part in ["January 1, 2027", "22%", "45 days", "Calculated on the full price"] {
            assert!(news.contains(part), "no {part} in {news}");
        }
        assert!(!news.contains("PayPal"), "{news}");
    }
    // Only the window changes: the rates are not news.
    let window = change
        .replace("22 %", "20 %")
        .replace("    cookie", "    base: {net_of: [tax]}\n    cookie");
    let page = portal(&built(&project(&format!("{PROGRAM}{window}"))));
    let (_, news) = page.split_once("class=\"upcoming\"").expect("announced");
    let news = news.split("</div>\n</div>").next().unwrap_or_default();
    assert!(news.contains("45 days") && !news.contains("20%"), "{news}");
}

#[test]
fn a_paused_page_does_not_say_that_it_moved() {
    for (status, heading) in [("paused", "taking a break"), ("ended", "has closed")] {
        let sheet = format!("id,name,status\nanna,Anna,{status}\n");
        let output = built(&TestProject::from("smallest").file("content/partners.csv", sheet));
        let page = output.text("sites/handmade-bows.example/anna/index.html");
        let (_, title) = page.split_once("<h1").expect("a heading");
        let title = title.split("</h1>").next().unwrap_or_default();
        assert!(title.contains(heading) && !page.contains("moved on"), "{title}");
    }
}
