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
        assert!(!page.contains("€7.80") && !page.contains("data-calculator"), "{page}");
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
        for part in ["January 1, 2027", "22%", "45 days", "Calculated on", "the full price"] {
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
fn sales_are_worked_out_by_the_engine() {
    let terms = "name: Friends
terms:
  - from: 2026-01-01
    rules:
      - {tiers: {steps: [{from: 0, rate: 20 %}, {from: 10, rate: 25 %}]}}
      - {event: renewal, rate: 10 %, product: post, months: 6}
    levels: [5 %, 2 %]
";
    let post = "name: Bows by post\nprice: 9.00 EUR\nbilling: monthly\n";
    let project = project(terms).file("content/products/post.yaml", post);
    let output = built(&project);
    for page in [portal(&output), programme(&output)] {
        // 39.00 × 20 % = 7.80; nine of them and one at 25 % = 70.20 + 9.75; 1.80 + 6 × 0.90; 5 % and 2 %.
        for (text, sum) in [
            ("Silk bow tie at €39", "€7.80"),
            ("3 × Silk bow tie at €39, in one month", "€23.40"),
            ("10 × Silk bow tie at €39, in one month", "€79.95"),
            ("Bows by post at €9, with renewals over 6 months", "€7.20"),
            ("Silk bow tie at €39, sold by a partner you bring", "€1.95"),
            ("Silk bow tie at €39, sold by a partner they bring", "€0.78"),
        ] {
            assert!(page.contains(&format!("<dt>{text}</dt><dd>{sum}</dd>")), "{text}: {page}");
        }
        let (_, table) = page.split_once("<script type=\"application/json\">").expect("a table");
        let table = table.split("</script>").next().expect("its end");
        let table: serde_json::Value = serde_json::from_str(table).expect("JSON");
        assert_eq!(table["products"][0]["sales"], serde_json::json!([[0, 0, 780], [9, 7020, 975]]));
        let renewals = serde_json::json!([[0, 0, 90], [6, 540, 0]]);
        assert_eq!(table["products"][1]["renewals"], renewals);
    }
    let all: serde_json::Value = serde_json::from_str(output.text("terms.json")).expect("JSON");
    let program = &all["programs"][0];
    assert_eq!([&program["program"], &program["currency"]], ["friends", "EUR"]);
    assert_eq!(program["products"][0]["sales"], serde_json::json!([[0, 0, 780], [9, 7020, 975]]));
    assert_eq!(program["products"][0]["levels"], serde_json::json!([195, 78]));
    let reckoned = ["commission", "--partner", "anna", "--product", "bow", "--amount", "39 EUR"];
    let tenth = [&reckoned[..], &["--month-sales", "9"]].concat();
    project.run(&tenth).succeeds().says("9.75 EUR");
}

const EVERYTHING: &str = "name: Friends
agreement: deal
terms:
  - from: 2026-01-01
    rules:
      - {rate: 20 %, minimum: 1.00 EUR, cap: {sale: 9.00 EUR, month: 900.00 EUR}}
      - {event: renewal, rate: 5 %, months: 12}
    bonuses:
      - {name: Winter, rate: 5 %, from: 2026-12-01, until: 2026-12-31}
      - {name: Ten, after: 10, amount: 50.00 EUR}
      - {name: Summer, rate: 5 %, until: 2026-08-31}
    levels: [5 %, 2 %, 1 %]
    split: {first: 40 %, last: 60 %}
    refused: [self-orders, existing-customers]
    payout: {threshold: 20.00 EUR, methods: [PayPal]}
";

#[test]
fn all_that_terms_say_is_shown_wherever_rates_are() {
    let deal = "---\ntitle: Deal\n---\n{{ commission_table }}\n";
    let project = project(EVERYTHING).file("content/documents/deal.md", deal);
    let output = built(&project);
    let agreements = output.paths("sites/partners.birch-and-bow.example/p/", "/deal/index.html");
    let agreement = output.text(agreements[0]).to_owned();
    let pages = output.paths("sites/partners.birch-and-bow.example/p/", "/index.html");
    let portal = pages.iter().find(|page| !page.contains("deal")).expect("a page");
    for page in [output.text(portal).to_owned(), programme(&output), agreement] {
        for part in [
            "at least €1, at most €9, at most €900 a month",
            "first 12 months",
            "Bonus: Winter",
            "5% more for every sale, from December 1, 2026 to December 31, 2026",
            "€50 for sale no. 10 of a month",
            "Sales of partners you bring",
            "Sales at level 3",
            "Shared sale: the last contact",
            "60%",
            "your own orders, orders of existing customers",
            "their commission is taken back",
        ] {
            assert!(page.contains(part), "no {part} in {page}");
        }
        assert!(!page.contains("Summer"), "it is over: {page}");
    }
}

#[test]
fn all_that_terms_say_is_shown_in_every_language() {
    let locales = ["ar", "de", "es", "fr", "it", "nl", "pl", "pt", "ru"];
    let project = project(EVERYTHING)
        .file("content/documents/deal.md", "---\ntitle: Deal\n---\nWe agree.\n")
        .append("content/company.yaml", &format!("locales: [en, {}]\n", locales.join(", ")));
    let output = built(&project);
    let english = ["at least", "more for", "you bring", "Shared sale", "your own", "taken back"];
    for locale in locales {
        let page =
            output.text(&format!("sites/partners.birch-and-bow.example/{locale}/index.html"));
        assert_eq!(
            page.matches("<div><dt>").count(),
            programme(&output).matches("<div><dt>").count()
        );
        for part in english {
            assert!(!page.contains(part), "{locale}: {part} in {page}");
        }
    }
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

#[test]
fn what_levels_are_a_share_of_is_said_where_sales_pay_sums() {
    let deal = "---\ntitle: Deal\n---\n{{ commission_table }}\n";
    let table = |more: &str| {
        let program = format!(
            "name: Friends\nagreement: deal\nterms:\n  - from: 2026-01-01\n    base: {{net_of: [shipping]}}\n    rules: [{{amount: 5.00 EUR}}]\n{more}"
        );
        let output = built(&project(&program).file("content/documents/deal.md", deal));
        let page = output.paths("sites/partners.birch-and-bow.example/p/", "/deal/index.html")[0];
        (output.text(page).to_owned(), programme(&output))
    };
    for shared in
        ["    levels: [5 %]\n", "    bonuses: [{name: Winter, rate: 5 %, until: 2026-12-31}]\n"]
    {
        let (agreement, programme) = table(shared);
        assert!(agreement.contains("the price without shipping"), "{agreement}");
        assert!(programme.contains("Calculated on the price without shipping"), "{programme}");
    }
    let (agreement, programme) = table("");
    assert!(!agreement.contains("the price without"), "{agreement}");
    assert!(!programme.contains("without shipping"), "{programme}");
}

#[test]
fn sums_that_leave_bonuses_out_say_so() {
    let without = "Without bonuses for a time";
    let always = EVERYTHING
        .replace("      - {name: Winter, rate: 5 %, from: 2026-12-01, until: 2026-12-31}\n", "");
    let agreed = |program: &str| project(&program.replace("agreement: deal\n", ""));
    let output = built(&agreed(EVERYTHING));
    for page in [portal(&output), programme(&output)] {
        assert_eq!(page.matches(without).count(), 2, "examples and calculator: {page}");
    }
    let output = built(&agreed(&always));
    for page in [portal(&output), programme(&output)] {
        assert!(!page.contains(without), "{page}");
    }
}
