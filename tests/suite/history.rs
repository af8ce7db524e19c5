//! Terms that were released: which edits of them are refused, and which are not.

use crate::support::{AS_OF, Run, TestProject};

mod moves;
mod notices;

const COMPANY: &str = "name: Birch & Bow
url: https://birch-and-bow.example
landing_domain: handmade-bows.example
portal: {salt: kqzvmtrwhplsdnbg}
legal: {name: Birch & Bow Ltd, address: \"1 Silk Row, Leeds\", email: hello@birch-and-bow.example}
markets:
  eu: {currency: EUR}
  us: {currency: USD}
";
const BOW: &str =
    "name: Silk bow tie\ncategory: ties\nmarkets: {eu: {price: 39.00}, us: {price: 45.00}}\n";
const BOOK: &str =
    "name: Knots\ncategory: books\nmarkets: {eu: {price: 9.00}, us: {price: 10.00}}\n";
const PARTNERS: &str = "id,name,market,program,signed
anna,Anna,eu,friends,
bert,Bert,eu,friends,
shop,Shop,us,resellers,2026-02-01
";
const FRIENDS: &str = "name: Friends
terms:
  - from: 2026-01-01
    cookie_days: 30
    hold_days: 30
    rules:
      - {rate: 20 %}
      - {rate: 25 %, product: book}
      - {event: lead, amount: {eu: 3.00, us: 3.50}}
    bonuses: [{name: Winter, rate: 5 %, until: 2027-01-31}]
    payout: {threshold: {eu: 20.00, us: 25.00}, rhythm: monthly, day: 15, methods: [PayPal]}
  - from: 2027-03-01
    cookie_days: 45
    hold_days: 30
    rules:
      - {tiers: {steps: [{from: 0, rate: 22 %}, {from: 10, rate: 24 %}]}}
      - {rate: 25 %, product: book}
      - {event: lead, amount: {eu: 3.00, us: 3.50}}
    payout: {threshold: {eu: 20.00, us: 25.00}, rhythm: monthly, day: 15, methods: [PayPal]}
";
const RESELLERS: &str = "name: Resellers
contract: 1 year
hold: contract
notice: 6 weeks
terms:
  - from: 2026-01-01
    rules: [{rate: 30 %}]
";
const FRIENDS_FILE: &str = "content/programs/friends.yaml";
const RESELLERS_FILE: &str = "content/programs/resellers.yaml";
const ANNA_FILE: &str = "content/partners/anna.yaml";
const ANNA: &str = "terms:
  - from: 2026-01-01
    cookie_days: 30
    hold_days: 30
    rules: [{rate: 40 %}]
    payout: {threshold: {eu: 20.00, us: 25.00}, rhythm: monthly, day: 15, methods: [PayPal]}
";

/// A version for friends that pays so much for everything, and is otherwise like the first.
fn version(from: &str, rate: &str) -> String {
    format!(
        "  - from: {from}
    cookie_days: 30
    hold_days: 30
    rules:
      - {{rate: {rate}}}
      - {{rate: 25 %, product: book}}
      - {{event: lead, amount: {{eu: 3.00, us: 3.50}}}}
    bonuses: [{{name: Winter, rate: 5 %, until: 2027-01-31}}]
    payout: {{threshold: {{eu: 20.00, us: 25.00}}, rhythm: monthly, day: 15, methods: [PayPal]}}
"
    )
}

fn project() -> TestProject {
    TestProject::empty()
        .file("content/company.yaml", COMPANY)
        .file("content/products/bow.yaml", BOW)
        .file("content/products/book.yaml", BOOK)
        .file("content/partners.csv", PARTNERS)
        .file(FRIENDS_FILE, FRIENDS)
        .file(RESELLERS_FILE, RESELLERS)
        .file(ANNA_FILE, ANNA)
}

fn release(project: &TestProject) -> Run {
    project.run(&["--as-of", AS_OF, "release"])
}

/// A project whose terms are with its partners.
fn released() -> TestProject {
    let project = project();
    release(&project).succeeds();
    project
}

#[track_caller]
fn refused(project: &TestProject, place: &str, parts: &[&str]) {
    let run = project.check(&[]).ends_with(1).says("error[promise]").says(place);
    parts.iter().fold(run, |run, part| run.says(part));
}

#[track_caller]
fn accepted(project: &TestProject) {
    let run = project.check(&[]).succeeds();
    assert!(!run.all().contains("promise"), "{}", run.all());
}

#[test]
fn the_lock_says_the_same_until_something_changes() {
    let project = released();
    let lock = || std::fs::read_to_string(project.path("content/release.lock")).expect("a lock");
    let first = lock();
    for part in [
        "released: 2026-11-23\n",
        "  anna:\n    program: friends\n    market: eu\n    terms:\n",
        "  bert:\n",
        "    held_until: 2027-01-31\n",
        "\"22 %\"",
    ] {
        assert!(first.contains(part), "no {part} in\n{first}");
    }
    release(&project).succeeds();
    assert_eq!(first, lock());
    accepted(&project);
}

#[test]
fn everything_that_terms_can_say_is_kept() {
    let all = "terms:
  - from: 2026-01-01
    base: {net_of: [tax, shipping]}
    rules:
      - {tiers: {kind: whole, by: volume, steps: [{from: 0.00 EUR, rate: 20 %}, {from: 500.00 EUR, rate: 22.5 %}]}, market: eu, group: press}
      - {rate: 10 %, category: ties, minimum: {eu: 1.00, us: 2.00}, cap: {sale: {eu: 9.00, us: 9.50}, month: {eu: 90.00, us: 95.00}}}
      - {tiers: {steps: [{from: 0, amount: 5.00 EUR}, {from: 3, amount: 6.00 EUR}]}, product: book, market: eu}
      - {event: renewal, rate: 5 %, months: 12}
      - {event: impression, amount: {eu: 2.00, us: 2.50}}
    bonuses:
      - {name: \"Ten: sold\", after: 10, amount: {eu: 50.00, us: 60.00}}
      - {name: Spring, from: 2027-03-01, until: 2027-03-31, amount: {eu: 1.00, us: 1.20}}
    levels: [5 %, 2 %]
    split: {first: 40 %, last: 60 %}
    refused: [self-orders, cancelled-orders]
    payout: {rhythm: weekly, methods: [bank transfer, Cheque by post]}
    cookie_days: 0
    hold_days: 14
";
    let project = project()
        .edit("content/partners.csv", "signed\n", "signed,groups\n")
        .edit("content/partners.csv", "friends,\n", "friends,,press\n")
        .file(ANNA_FILE, all);
    release(&project).succeeds();
    accepted(&project);
    let other_order = "refused: [cancelled-orders, self-orders]";
    let sorted = project.edit(ANNA_FILE, "refused: [self-orders, cancelled-orders]", other_order);
    accepted(&sorted);
}

#[test]
fn nothing_wrong_is_released() {
    let unknown = project().append("content/partners.csv", "cleo,Cleo,eu,friend,\n");
    release(&unknown).ends_with(1).says("Nothing was released");
    assert!(!unknown.path("content/release.lock").exists());
    // A warning is enough, but polish is not.
    let unsalted = project().edit("content/company.yaml", "portal: {salt: kqzvmtrwhplsdnbg}\n", "");
    release(&unsalted).ends_with(1).says("warning[guessable]");
    release(&TestProject::starter()).succeeds();
}

#[test]
fn a_cut_needs_its_notice() {
    let soon = released().append(FRIENDS_FILE, &version("2026-12-22", "15 %"));
    refused(
        &soon,
        "friends.yaml:20:5",
        &["pay less for a sale: 15 % instead of 20 %", "30 days", "`from: 2026-12-23` or later"],
    );
    accepted(&released().append(FRIENDS_FILE, &version("2026-12-23", "15 %")));
    // A program's own period goes before the usual one.
    let cut = "  - {from: 2027-01-03, rules: [{rate: 25 %}]}\n";
    refused(
        &released().append(RESELLERS_FILE, cut),
        "resellers.yaml:8",
        &["42 days of notice", "`from: 2027-01-04` or later"],
    );
}

#[test]
fn everything_that_makes_terms_worse_is_a_cut() {
    for (old, new, part) in [
        ("cookie_days: 30", "cookie_days: 7", "count a click for 7 days instead of 30"),
        ("hold_days: 30", "hold_days: 60", "hold commissions back for 60 days instead of 30"),
        ("eu: 20.00", "eu: 50.00", "raise the threshold to 50.00 EUR"),
        ("    cookie", "    base: {net_of: [tax]}\n    cookie", "tax is taken off"),
        ("      - {rate: 25 %, product: book}\n", "", "20 % instead of 25 %"),
        ("until: 2027-01-31", "until: 2026-12-31", "take the bonus `Winter` away"),
        ("{rate: 20 %}", "{rate: 20 %, cap: {month: {eu: 90.00, us: 90.00}}}", "pay less for some"),
        ("    bonuses", "    refused: [self-orders]\n    bonuses", "refuse self-orders"),
    ] {
        let changed = version("2026-12-01", "20 %").replacen(old, new, 1);
        refused(&released().append(FRIENDS_FILE, &changed), "friends.yaml:20:5", &[part]);
    }
}

#[test]
fn terms_in_force_stay_as_they_were_released() {
    refused(
        &released().edit(FRIENDS_FILE, "rate: 20 %", "rate: 21 %"),
        "friends.yaml:3:5",
        &["say something else now", "release.lock", "`from: 2026-11-24` or later"],
    );
    let changed = released().edit(FRIENDS_FILE, "rate: 20 %", "rate: 21 %");
    changed.build().ends_with(1).says("error[promise]");
    let lines = released().edit(FRIENDS_FILE, "      - {rate: 20 %}\n", "");
    let reordered = lines.edit(
        FRIENDS_FILE,
        "      - {event: lead",
        "      - {rate: 20 %}\n      - {event: lead",
    );
    accepted(&reordered);
    let gone = released().edit(FRIENDS_FILE, "  - from: 2027-03-01", "  - from: 2027-04-01");
    refused(&gone, "friends.yaml:1:1", &["from 2027-03-01 were released, and are gone"]);
}

#[test]
fn announced_terms_may_become_better_or_change_in_time() {
    let better = released().edit(FRIENDS_FILE, "rate: 24 %", "rate: 26 %");
    accepted(&better);
    let worse = released().edit(FRIENDS_FILE, "rate: 24 %", "rate: 23 %");
    accepted(&worse);
    let late = ["--as-of", "2027-02-15", "check"];
    worse.run(&late).ends_with(1).says("error[promise]").says("`from: 2027-03-17` or later");
}

#[test]
fn raises_and_bonuses_need_no_notice_but_a_day_to_come() {
    accepted(&released().append(FRIENDS_FILE, &version("2026-11-24", "21 %")));
    let bonus = version("2026-11-24", "20 %")
        .replace("bonuses: [", "bonuses: [{name: More, rate: 3 %, until: 2026-12-31}, ");
    accepted(&released().append(FRIENDS_FILE, &bonus));
    // Its end was announced with it: what comes after is no cut.
    accepted(
        &released().append(
            FRIENDS_FILE,
            &version("2027-02-01", "20 %")
                .replace("    bonuses: [{name: Winter, rate: 5 %, until: 2027-01-31}]\n", ""),
        ),
    );
    refused(
        &released().append(FRIENDS_FILE, &version("2026-11-23", "21 %")),
        "friends.yaml:20:5",
        &["their day has come", "`from: 2026-11-24` or later"],
    );
}

#[test]
fn the_wording_of_an_agreement_is_free() {
    let project = project()
        .edit(FRIENDS_FILE, "name: Friends", "name: Friends\nagreement: deal")
        .file("content/documents/deal.md", "---\ntitle: Deal\n---\nWe agre.\n");
    release(&project).succeeds();
    let project = project.edit("content/documents/deal.md", "agre.", "agree on {{ rate }}.");
    accepted(&project.edit(FRIENDS_FILE, "name: Friends", "name: Friends of the house"));
}

#[test]
fn own_terms_are_promises_too() {
    refused(&released().edit(ANNA_FILE, "40 %", "35 %"), "anna.yaml", &["the partner `anna`"]);
    refused(&released().remove(ANNA_FILE), "the partner `anna`", &["are gone"]);
    // Who has none yet is promised those of the program.
    let own = |from: &str, rate: &str| {
        let terms = format!("terms: [{{from: {from}, rules: [{{rate: {rate}}}]}}]\n");
        released().file("content/partners/bert.yaml", terms)
    };
    refused(
        &own("2026-12-01", "20 %"),
        "bert.yaml:1",
        &["pay nothing for a lead that earned 3.00 EUR"],
    );
    accepted(&own("2027-01-01", "20 %"));
}

#[test]
fn a_held_contract_keeps_its_terms_and_is_remembered_before_its_end() {
    let cut = "  - {from: 2027-01-04, rules: [{rate: 25 %}]}\n";
    let project = released().append(RESELLERS_FILE, cut);
    accepted(&project);
    let held = |day: &str| {
        let arguments = ["commission", "--partner", "shop", "--product", "bow"];
        let amount = ["--amount", "100 USD", "--date", day];
        project.run(&[&arguments[..], &amount[..]].concat()).succeeds().all()
    };
    assert!(held("2027-01-31").contains("30 %"), "{}", held("2027-01-31"));
    assert!(held("2027-02-01").contains("25 %"), "{}", held("2027-02-01"));
    let check = |day: &str| project.run(&["--as-of", day, "check"]).all();
    let reminder = "the contract of `shop` ends on 2027-01-31";
    assert!(!check(AS_OF).contains(reminder));
    assert!(check("2026-12-20").contains(reminder), "{}", check("2026-12-20"));
}

#[test]
fn held_terms_are_not_let_go_before_their_end() {
    let open = |project: TestProject| {
        refused(&project, "partners.csv:4:24", &["to `shop` until 2027-01-31, and end before"]);
    };
    open(released().edit(RESELLERS_FILE, "hold: contract\n", ""));
    open(released().edit(RESELLERS_FILE, "1 year", "6 months"));
    accepted(&released().edit(RESELLERS_FILE, "1 year", "2 years"));
}

#[test]
fn who_is_new_was_promised_nothing() {
    let row = "dora,Dora,us,friends,\n";
    let terms = "terms: [{from: 2026-01-01, rules: [{rate: 1 %}]}]\n";
    let project = released().append("content/partners.csv", row);
    accepted(&project.file("content/partners/dora.yaml", terms));
    let program = "name: New\nterms: [{from: 2026-01-01, rules: [{rate: 1 %}]}]\n";
    accepted(&released().file("content/programs/new.yaml", program));
}

#[test]
fn a_program_keeps_its_id() {
    let project = released()
        .remove(RESELLERS_FILE)
        .file("content/programs/dealers.yaml", RESELLERS)
        .edit("content/partners.csv", "resellers", "dealers");
    project.check(&[]).ends_with(1).says("error[released]").says("the program `resellers`");
}

#[test]
fn each_market_is_looked_at() {
    let in_two = |from: &str, us: &str| {
        let rules = format!("{{rate: 20 %}}\n      - {{rate: {us}, market: us}}");
        version(from, "20 %").replacen("{rate: 20 %}", &rules, 1)
    };
    accepted(&released().append(FRIENDS_FILE, &in_two("2026-12-01", "21 %")));
    refused(
        &released().append(FRIENDS_FILE, &in_two("2026-12-01", "19 %")),
        "friends.yaml:20:5",
        &["19 % instead of 20 %"],
    );
    let leads = version("2026-12-01", "20 %").replace("us: 3.50}}", "us: 3.00}}");
    refused(
        &released().append(FRIENDS_FILE, &leads),
        "friends.yaml:20:5",
        &["3.00 USD instead of 3.50 USD"],
    );
}
