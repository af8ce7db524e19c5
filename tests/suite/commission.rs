//! `promokit commission`: the sum, how it came about, and what is wrong in terms.

use serde_json::json;

use crate::support::{AS_OF, Run, TestProject};

const CLOUD_EXAMPLES: &str = include_str!("../projects/cloud/examples.txt");

const PROGRAM: &str = "content/programs/friends.yaml";

fn project() -> TestProject {
    TestProject::from("lumen")
}

/// Runs the command with arguments as they are typed.
fn asked(project: &TestProject, arguments: &str) -> Run {
    let arguments: Vec<&str> = arguments.split(' ').collect();
    project.run(&[&["--as-of", AS_OF, "commission"], arguments.as_slice()].concat())
}

fn answer(arguments: &str) -> Run {
    asked(&project(), arguments)
}

#[test]
fn every_step_of_the_reckoning_is_shown_with_its_line() {
    let run = answer(
        "--partner carla --product lamp --amount 119 --date 2026-12-24 --month-sales 9 --month-volume 900",
    )
    .succeeds();
    // 119.00 / 1.19 = 100.00: 25.00 + 5.00 + 50.00 with the tenth, and 900.00 × 5 % = 45.00.
    assert_eq!(
        run.results,
        "`carla` earns 125.00 EUR
for a sale of `lamp`, 119.00 EUR, on 2026-12-24 in the market `eu`
base: 100.00 EUR, without tax (19 %)
terms: of the program `friends`, from 2026-01-01 (content/programs/friends.yaml:5:5)
rule: sale in the category `physical`: 20 % from 0, 25 % from 10 (sales of a month, for the whole month) (content/programs/friends.yaml:10:19)
  25.00 EUR  25 % of 100.00 EUR                                                  (content/programs/friends.yaml:10:19)
  5.00 EUR   bonus “Winter”                                                      (content/programs/friends.yaml:19:10)
  50.00 EUR  bonus “Ten in a month”                                              (content/programs/friends.yaml:20:10)
  45.00 EUR  25 % in place of 20 % for the 900.00 EUR sold earlier in the month  (content/programs/friends.yaml:10:19)

beaten rules:
  sale: 10 % (content/programs/friends.yaml:9:9): the rule that pays is for this category

levels above:
  1. `bert`  10.00 EUR  10 %
  2. `anna`  5.00 EUR   5 %

if several partners brought it:
  first  50.00 EUR  40 %
  last   75.00 EUR  60 %

paid: after 14 days, from 2027-01-07; monthly on day 15, so on 2027-01-15; once the balance is 50.00 EUR
never paid: self-orders, cancelled-orders
forbidden: Ads on the name Lumen
"
    );
}

#[test]
fn a_group_goes_before_tiers_and_those_before_the_rest() {
    answer("--partner bert --product lamp --amount 119")
        .succeeds()
        .says("`bert` earns 22.00 EUR")
        .says("sale: 10 % (content/programs/friends.yaml:9:9): the rule that pays is for this category")
        .says("(content/programs/friends.yaml:10:19): the rule that pays is for a group of the partner");
}

#[test]
fn own_terms_go_before_all_others() {
    answer("--partner emil --product lamp --amount 119")
        .succeeds()
        .says("`emil` earns 30.00 EUR")
        .says("terms: the partner's own, from 2026-06-01 (content/partners/emil.yaml:2:5)")
        .says(
            "(content/programs/friends.yaml:9:9): the partner's own terms go before the program's",
        )
        .says("quarterly on day 1, so on 2027-01-01");
    answer("--partner emil --product lamp --amount 119 --date 2026-05-31")
        .succeeds()
        .says("`emil` earns 20.00 EUR")
        .says("terms: of the program `friends`");
}

#[test]
fn currencies_round_to_their_own_units() {
    // 15 400 / 1.1 = 14 000 yen, a fifth of it.
    answer("--partner anna --product lamp --amount 15400 --market jp")
        .succeeds()
        .says("`anna` earns 2800 JPY")
        .says("once the balance is 8000 JPY");
    answer("--partner anna --product lamp --amount 12345 --event impression --market jp")
        .succeeds()
        .says("`anna` earns 3704 JPY")
        .says("12345 × 300 JPY / 1000");
}

#[test]
fn a_refund_takes_back_the_very_sums() {
    let paid = answer("--partner carla --product lamp --amount 119 --format json").json();
    let back = answer("--partner carla --product lamp --amount 119 --event refund --format json");
    let back = back.json();
    assert_eq!(paid["commission"], json!({"amount": "20.00", "currency": "EUR"}));
    assert_eq!(back["commission"], json!({"amount": "-20.00", "currency": "EUR"}));
    assert_eq!(back["levels"][0]["commission"]["amount"], "-10.00");
    assert_eq!(paid["payout"]["next"], "2026-12-15");
    assert_eq!(back["payout"], json!(null));
}

#[test]
fn a_renewal_is_refunded_like_a_sale() {
    let ask = |event: &str| {
        let asked = "--partner carla --product club --amount 29 --format json --event";
        answer(&format!("{asked} {event}")).succeeds().json()
    };
    let (paid, back) = (ask("renewal:12"), ask("refund:12"));
    let taken = format!("-{}", paid["commission"]["amount"].as_str().expect("a sum"));
    assert_eq!(back["commission"]["amount"], taken);
    let too_late = "--partner carla --product club --amount 29 --event refund:13";
    answer(too_late).ends_with(1).says("the terms pay nothing for this renewal");
}

#[test]
fn renewals_say_their_month() {
    // 29.00 / 1.19 = 24.37, a fifth of it.
    answer("--partner carla --product club --amount 29 --event renewal:12")
        .succeeds()
        .says("`carla` earns 4.87 EUR");
    answer("--partner carla --product club --amount 29 --event renewal:13")
        .ends_with(1)
        .says("the terms pay nothing for this renewal");
}

#[test]
fn slips_are_answered_with_what_was_meant() {
    for (arguments, message) in [
        ("--partner carl --product lamp --amount 9", "did you mean `carla`?"),
        ("--partner carla --product lmp --amount 9", "did you mean `lamp`?"),
        ("--partner carla --product lamp --amount 9 --market uk", "there is no market `uk`"),
        ("--partner carla --product club --amount 9 --market jp", "it is sold in `eu`"),
        ("--partner carla --product lamp --amount 9USD", "pays in EUR, not in USD"),
        ("--partner carla --product lamp --amount nine", "--amount: `nine`"),
        ("--partner carla --product lamp --amount 9.50 --event click", "--amount: `9.50`"),
        ("--partner carla --product lamp --amount 9 --event sales", "did you mean sale?"),
        (
            "--partner carla --product lamp --amount 9 --date 2025-12-31",
            "the first begin on 2026-01-01",
        ),
        ("--partner carla --product lamp --amount 9999999999999999999", "--amount: "),
    ] {
        answer(arguments).ends_with(2).says(message);
    }
}

#[test]
fn a_tie_names_both_rules() {
    let project = project().edit(
        PROGRAM,
        "      - {event: renewal",
        "      - {rate: 15 %, category: physical, group: blog}\n      - {event: renewal",
    );
    asked(&project, "--partner dora --product lamp --amount 119")
        .ends_with(1)
        .says("2 rules fit equally well")
        .says("friends.yaml:15:32")
        .says("friends.yaml:16:32");
    project
        .check(&[])
        .ends_with(1)
        .says("content/programs/friends.yaml:16:32")
        .says("by `dora` equally well, who is in the groups `gold` and `blog`");
}

#[test]
fn without_a_known_tax_no_sum_is_made_up() {
    let project =
        project().edit("content/company.yaml", "currency: EUR, tax: 19 %", "currency: EUR");
    asked(&project, "--partner anna --product lamp --amount 119")
        .ends_with(1)
        .says("does not say which tax is in its prices");
}

#[test]
fn faults_of_terms_are_shown_where_they_stand() {
    let steps = "steps: [{from: 0, rate: 20 %}, {from: 10, rate: 25 %}]";
    let cases = [
        (steps, "steps: [{from: 5, rate: 20 %}]", "13:26", "nothing is said from 0 to 5"),
        (
            steps,
            "steps: [{from: 0, rate: 20 %}, {from: 0, rate: 25 %}]",
            "13:49",
            "two steps begin at 0",
        ),
        (
            steps,
            "steps: [{from: 0, rate: 20 %}, {from: 10, rate: 15 %}]",
            "13:49",
            "pays less than the one before",
        ),
        (
            steps,
            "steps: [{from: 0, rate: 20 %}, {from: 10, amount: 5.00 EUR}]",
            "13:61",
            "steps in several currencies",
        ),
        (steps, "steps: [{from: 0}]", "13:19", "does not say what it pays"),
        (steps, "steps: []", "13:11", "the tiers have no steps"),
        (steps, "steps: [{from: 0, rate: 120 %}]", "13:35", "rates go from 0 % to 100 %"),
        (steps, "steps: [{from: 0, rate: -5 %}]", "13:35", "rates go from 0 % to 100 %"),
        ("kind: whole", "by: volume", "12:11", "a volume in several currencies"),
        (
            "{eu: 50.00, jp: 8000}}\n      - {rate",
            "{eu: 50.00}}\n      - {rate",
            "14:15",
            "no sum in JPY",
        ),
        ("sale: {eu: 50.00", "sale: {eu: 99999999999999999999", "14:26", "99999999999999999999"),
        ("until: 2026-12-31", "until: 2026-11-30", "19:49", "before it starts on 2026-12-01"),
        (
            ", from: 2026-12-01, until: 2026-12-31",
            "",
            "19:10",
            "neither for a time nor for a milestone",
        ),
        (
            "levels: [10 %, 5 %]",
            "levels: [25 %, 15 %]",
            "21:13",
            "one sale can cost 70 %, above the limit of 60 %",
        ),
        ("last: 60 %", "last: 50 %", "22:5", "the shares come to 90 %"),
        ("refused: [self-orders", "refused: [self-order", "23:15", "did you mean `self-orders`?"),
        ("group: gold", "group: glod", "15:32", "did you mean `gold`?"),
        ("product: club", "product: clubb", "16:47", "did you mean `club`?"),
        (
            "event: impression, amount: {eu: 2.00, jp: 300}",
            "event: impression, rate: 2 %",
            "17:29",
            "a fixed sum",
        ),
        ("- rate: 10 %", "- {rate: 10 %, amount: 5.00 EUR}", "9:30", "not several"),
        (
            "- rate: 10 %",
            "- {rate: 10 %, minimum: {eu: 9.00, jp: 900}, cap: {sale: {eu: 5.00, jp: 900}}}",
            "9:22",
            "above the cap",
        ),
    ];
    for (from, to, place, message) in cases {
        let run = project().edit(PROGRAM, from, to).check(&[]);
        for part in [&format!("{PROGRAM}:{place}"), message] {
            assert!(run.results.contains(part), "{to}: no {part} in {}", run.results);
        }
    }
}

#[test]
fn nobody_recruits_their_recruiter() {
    project()
        .edit("content/partners.csv", "anna,Anna,,", "anna,Anna,,carla")
        .check(&[])
        .ends_with(1)
        .says("content/partners.csv:2:12")
        .says("`anna` stands above themselves");
    project()
        .edit("content/partners.csv", "carla,Carla,,bert", "carla,Carla,,brt")
        .check(&[])
        .ends_with(1)
        .says("did you mean `bert`?");
}

/// A programme of the real kind: groups, dealers whose terms are held, own terms.
#[test]
fn the_cloud_programme_pays_what_its_examples_say() {
    let project = TestProject::from("cloud").append("content/company.yaml", "tax: 20 %\n");
    for line in CLOUD_EXAMPLES.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split(" | ").collect();
        let [arguments, earns, arithmetic] = cells[..] else { panic!("three cells: {line}") };
        let run = asked(&project, arguments).succeeds();
        let expected = format!("earns {earns}\n");
        assert!(run.results.contains(&expected), "not {earns}, {arithmetic}: {}", run.results);
    }
    asked(&project, "--partner sever-soft --product licence --amount 48000")
        .says("held from signing until 2028-05-18")
        .says("sale in the category `sales`: 35 %")
        .says("the terms of the day of signing are held");
}

#[test]
fn pages_and_tables_say_what_tiers_pay() {
    let project = project();
    project.build().succeeds();
    let output = project.output();
    let page = output.text("sites/partners.lumen.example/index.html");
    for part in ["from sale no. 10 of a month", "25%", "1,000 banner views", "at most €50"] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    let terms: serde_json::Value = serde_json::from_str(output.text("terms.json")).unwrap();
    let terms = &terms["partners"][0]["in_force"];
    let steps = json!([{"from": "0", "percent": "20"}, {"from": "10", "percent": "25"}]);
    assert_eq!(
        terms["rules"][1]["tiers"],
        json!({"kind": "whole", "volume": null, "steps": steps})
    );
    assert_eq!(terms["rules"][1]["cap_sale"][0], json!({"amount": "50.00", "currency": "EUR"}));
    assert_eq!(terms["rules"][0].get("tiers"), None);
    assert_eq!(terms["levels"], json!(["10", "5"]));
    assert_eq!(terms["bonuses"][1]["after"], 10);
    assert_eq!(terms["split"], json!({"first": "40", "last": "60"}));
}

#[test]
fn a_change_for_recruiters_alone_is_announced() {
    let change = "  - from: 2027-01-01
    base: {net_of: [tax]}
    hold_days: 14
    rules: [{rate: 10 %}]
    levels: [8 %]
    payout: {rhythm: monthly, day: 15}
";
    let same = change.replace("2027", "2026").replace("8 %", "5 %");
    let program = format!("name: Friends\nterms:\n{same}{change}");
    let project = project().file(PROGRAM, program);
    project.build().succeeds();
    let page = project.output().text("sites/partners.lumen.example/index.html").to_owned();
    let (_, news) = page.split_once("class=\"upcoming\"").expect("announced");
    let news = news.split("</table>").next().unwrap_or_default();
    let line = "<th scope=\"row\">Sales of partners you bring</th><td class=\"changes__old\">5%</td><td>8%</td>";
    assert!(news.contains(line) && !news.contains("10%"), "{news}");
}

/// Held terms are the program's own until the program has others.
#[test]
fn terms_beat_no_rule_of_their_own() {
    let program = "name: Friends
contract: 1 year
hold: contract
terms:
  - from: 2026-01-01
    cookie_days: 30
    rules: [{rate: 20 %}]
";
    let project = TestProject::from("smallest")
        .file("content/partners.csv", "id,name,signed\nanna,Anna Lindqvist,2026-03-01\n")
        .file(PROGRAM, program);
    let question = "--partner anna --product bow --amount 39";
    let same = asked(&project, question).succeeds();
    assert!(!same.results.contains("beaten rules"), "{}", same.results);
    let later = "  - from: 2026-06-01\n    cookie_days: 30\n    rules: [{rate: 25 %}]\n";
    let other = asked(&project.append(PROGRAM, later), question).succeeds();
    assert!(other.results.contains("beaten rules:\n  sale: 25 %"), "{}", other.results);
}
