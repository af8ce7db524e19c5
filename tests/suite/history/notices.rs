//! Who is told of other terms: exactly those whose terms become other ones, in their language.

use super::*;
use crate::support::{Output, python};

const LOCALES: [&str; 10] = ["en", "ar", "de", "es", "fr", "it", "nl", "pl", "pt", "ru"];

/// The output with whom it has notices for.
#[track_caller]
pub fn told(project: &TestProject, partners: &[&str]) -> Output {
    project.build().succeeds();
    let output = project.output();
    let files: Vec<String> = partners
        .iter()
        .flat_map(|id| ["eml", "html", "md", "txt"].map(|form| format!("notices/{id}.{form}")))
        .collect();
    assert_eq!(output.paths("notices/", ""), files);
    output
}

/// Each part of the notice to `partner`, in this order.
#[track_caller]
pub fn says(output: &Output, partner: &str, parts: &[&str]) {
    let notice = output.text(&format!("notices/{partner}.md"));
    let mut rest = notice;
    for part in parts {
        let (_, after) = rest.split_once(part).unwrap_or_else(|| panic!("no {part} in {notice}"));
        rest = after;
    }
}

#[test]
fn nothing_is_told_where_nothing_changes() {
    told(&project(), &[]);
    told(&released(), &[]);
    told(&released().edit(FRIENDS_FILE, "name: Friends", "name: Friends of the house"), &[]);
}

#[test]
fn a_cut_is_told_to_whom_it_concerns() {
    // Anna has terms of her own, the shop another program.
    let output = told(&released().append(FRIENDS_FILE, &version("2026-12-23", "15 %")), &["bert"]);
    let lines = ["# Your terms change on December 23, 2026", "| Every sale | 20% | **15%** |"];
    says(&output, "bert", &lines);
    assert!(!output.text("notices/bert.md").contains("Knots"), "the book pays as before");
    let late = released().append(FRIENDS_FILE, &version("2026-12-22", "15 %"));
    late.build().ends_with(1).says("error[promise]");
}

#[test]
fn raises_and_bonuses_are_told_too() {
    let raise = version("2026-11-24", "21 %");
    says(
        &told(&released().append(FRIENDS_FILE, &raise), &["bert"]),
        "bert",
        &["November 24, 2026", "| Every sale | 20% | **21%** |"],
    );
    let bonus = version("2026-11-24", "20 %")
        .replace("bonuses: [", "bonuses: [{name: More, rate: 3 %, until: 2026-12-31}, ");
    says(
        &told(&released().append(FRIENDS_FILE, &bonus), &["bert"]),
        "bert",
        &["| Bonus: More | nothing | **3% more for every sale, until December 31, 2026** |"],
    );
    // Its end was announced with it, so its going is no news.
    let ended = version("2027-02-01", "20 %")
        .replace("    bonuses: [{name: Winter, rate: 5 %, until: 2027-01-31}]\n", "");
    told(&released().append(FRIENDS_FILE, &ended), &[]);
}

#[test]
fn everything_that_terms_say_is_told() {
    let all = "  - from: 2026-12-23
    base: {net_of: [tax]}
    cookie_days: 7
    hold_days: 60
    rules:
      - {rate: 20 %, cap: {sale: {eu: 9.00, us: 9.00}, month: {eu: 90.00, us: 90.00}}}
      - {rate: 25 %, product: book}
    levels: [5 %, 2 %]
    split: {first: 40 %, last: 60 %}
    refused: [self-orders, cancelled-orders]
    payout: {threshold: {eu: 25.00, us: 25.00}, rhythm: quarterly, day: 15, methods: [PayPal]}
";
    let output = told(&released().append(FRIENDS_FILE, all), &["bert"]);
    for line in [
        "| Every sale | 20% | **20%, at most €9, at most €90 a month** |",
        "| Calculated on | the full price | **the price without tax** |",
        "| A visitor is yours for | 30 days | **7 days** |",
        "| Confirmed after | 30 days | **60 days** |",
        "| Paid | every month, on day 15 | **every quarter, on day 15** |",
        "| From an amount of | €20 | **€25** |",
        "| Sales of partners you bring | nothing | **5%** |",
        "| Sales of partners they bring | nothing | **2%** |",
        "| Shared sale: the first contact | nothing | **40%** |",
        "| Not paid for | nothing | **your own orders, cancelled orders** |",
        "| New contact | €3 | no longer |",
        "| Bonus: Winter | 5% more for every sale, until January 31, 2027 | no longer |",
    ] {
        says(&output, "bert", &[line]);
    }
    let pages = output.paths("sites/partners.birch-and-bow.example/p/", "/index.html");
    let short =
        |path: &&&str| output.text(path).contains("<a href=\"#terms\">See all your terms</a>");
    assert_eq!(pages.iter().filter(short).count(), 1, "too much for the news: the rest is below");
    let notice = output.text("notices/bert.md");
    assert!(!notice.contains("Knots") && !notice.contains("| By |"), "{notice}");
}

#[test]
fn who_holds_terms_is_told_their_own_day() {
    let cut = "  - {from: 2027-01-04, rules: [{rate: 25 %}]}\n";
    let output = told(&released().append(RESELLERS_FILE, cut), &["shop"]);
    says(&output, "shop", &["## From February 1, 2027", "| Every sale | 30% | **25%** |"]);
    assert!(!output.text("notices/shop.md").contains("January"));
}

#[test]
fn own_terms_are_told_to_their_partner() {
    let terms = "terms: [{from: 2027-01-01, rules: [{rate: 20 %}]}]\n";
    let own = released().file("content/partners/bert.yaml", terms);
    let output = told(&own, &["bert"]);
    says(&output, "bert", &["## From January 1, 2027", "| New contact | €3 | no longer |"]);
    // That the program changes in March is none of his any more.
    assert!(!output.text("notices/bert.md").contains("March"));
    let later = ANNA.replace("terms:\n", "").replace("2026-01-01", "2027-01-01");
    let raised = released().append(ANNA_FILE, &later.replace("40 %", "45 %"));
    says(&told(&raised, &["anna"]), "anna", &["| Every sale | 40% | **45%** |"]);
}

#[test]
fn who_is_new_is_told_nothing() {
    let row = "dora,Dora,us,friends,\n";
    let dora = "terms: [{from: 2027-01-01, rules: [{rate: 1 %}]}]\n";
    let project = released().append("content/partners.csv", row);
    told(&project.file("content/partners/dora.yaml", dora), &[]);
    let program = "name: New
terms: [{from: 2026-01-01, rules: [{rate: 1 %}]}, {from: 2027-01-01, rules: [{rate: 2 %}]}]\n";
    told(&released().file("content/programs/new.yaml", program), &[]);
}

#[test]
fn a_rule_for_one_market_or_group_concerns_those_in_it() {
    let project = || {
        let project = project().append("content/partners.csv", "uma,Uma,us,friends,\n");
        let project = project.file("content/partners/bert.yaml", "groups: [press]\n");
        release(&project).succeeds();
        project
    };
    let with = |rule: &str| {
        let rules = format!("{{rate: 20 %}}\n      - {rule}");
        version("2026-12-23", "20 %").replacen("{rate: 20 %}", &rules, 1)
    };
    let market = project().append(FRIENDS_FILE, &with("{rate: 21 %, market: us}"));
    says(&told(&market, &["uma"]), "uma", &["| Every sale | 20% | **21%** |"]);
    let group = project().append(FRIENDS_FILE, &with("{rate: 22 %, group: press}"));
    says(&told(&group, &["bert"]), "bert", &["| Every sale | 20% | **22%** |"]);
    let leads = version("2026-12-23", "20 %").replace("us: 3.50}}", "us: 3.00}}");
    let leads = project()
        .append(FRIENDS_FILE, &leads.replace("{eu: 3.00, us: 3.50}", "{eu: 3.00, us: 3.00}"));
    says(&told(&leads, &["uma"]), "uma", &["| New contact | $3.50 | **$3** |"]);
}

#[test]
fn a_rate_for_everything_stands_beside_one_for_a_product() {
    // It says in other words what holds already.
    let same = version("2026-12-23", "20 %").replace(
        "{rate: 25 %, product: book}",
        "{rate: 25 %, category: books}\n      - {rate: 20 %, product: bow}",
    );
    let output = told(&released().append(FRIENDS_FILE, &same), &["bert"]);
    let notice = output.text("notices/bert.md");
    assert!(notice.contains("| Sale · Books | 20% | **25%** |"), "{notice}");
    assert!(!notice.contains("Silk bow tie") && !notice.contains("Knots"), "{notice}");
    let wide = version("2026-12-23", "30 %").replace("      - {rate: 25 %, product: book}\n", "");
    let output = told(&released().append(FRIENDS_FILE, &wide), &["bert"]);
    says(&output, "bert", &["| Every sale | 20% | **30%** |", "| Sale · Knots | 25% | **30%** |"]);
}

#[test]
fn steps_stand_beside_what_their_sales_earned_before() {
    let steps = |kind: &str, high: &str| {
        let tiers = format!(
            "{{tiers: {{kind: {kind}, steps: [{{from: 0, rate: 20 %}}, {{from: 10, rate: {high}}}]}}}}"
        );
        version("2026-12-01", "20 %").replacen("{rate: 20 %}", &tiers, 1)
    };
    let output = told(&released().append(FRIENDS_FILE, &steps("whole", "25 %")), &["bert"]);
    let line = "| Sale · from sale no. 10 of a month, for the whole month | 20% | **25%** |";
    says(&output, "bert", &[line]);
    told(&released().append(FRIENDS_FILE, &steps("marginal", "20 %")), &[]);
}

#[test]
fn what_was_announced_and_changes_again_is_told_once_more() {
    let better = released().edit(FRIENDS_FILE, "rate: 24 %", "rate: 26 %");
    let output = told(&better, &["bert"]);
    let line = "| Sale · from sale no. 10 of a month | 24% | **26%** |";
    says(&output, "bert", &["## From March 1, 2027", line]);
    // Once it is released, it is told; the next build takes the notices away.
    release(&better).succeeds().says("Other terms were promised to bert.");
    told(&better, &[]);
    assert!(!release(&better).succeeds().all().contains("promised"));
}

/// Bert with another status.
fn with_status(status: &str) -> TestProject {
    released().edit("content/partners.csv", "signed\n", "signed,status\n").edit(
        "content/partners.csv",
        "bert,Bert,eu,friends,",
        &format!("bert,Bert,eu,friends,,{status}"),
    )
}

#[test]
fn partners_who_left_are_told_nothing() {
    told(&with_status("ended").append(FRIENDS_FILE, &version("2026-12-23", "15 %")), &[]);
}

#[test]
fn partners_who_pause_have_terms_to_come_back_to() {
    let paused = with_status("paused").append(FRIENDS_FILE, &version("2026-12-23", "15 %"));
    let output = told(&paused, &["bert"]);
    says(&output, "bert", &["| Every sale | 20% | **15%** |"]);
    let notice = output.text("notices/bert.md");
    assert!(!notice.contains("/p/"), "they have no page: {notice}");
    release(&paused).succeeds().says("Other terms were promised to bert.");
}

/// A project with this program for bert, released, with these terms after its first.
fn paying(first: &str, next: &str) -> TestProject {
    let project = project()
        .remove(ANNA_FILE)
        .edit("content/partners.csv", "anna,Anna,eu,friends,\n", "")
        .file(FRIENDS_FILE, format!("name: Friends\n{first}"));
    release(&project).succeeds();
    project.append(FRIENDS_FILE, next)
}

const SUMS: &str = "terms:
  - from: 2026-01-01
    rules: [{amount: 5.00 EUR, market: eu}, {amount: 5.00 USD, market: us}]
";

#[test]
fn a_base_that_nothing_is_reckoned_of_is_no_news() {
    let net = SUMS.replace("terms:\n", "").replace("2026-01-01", "2026-12-23");
    let net = net + "    base: {net_of: [tax, shipping]}\n";
    let quiet = paying(SUMS, &net);
    told(&quiet, &[]);
    accepted(&quiet.edit(FRIENDS_FILE, "2026-12-23", "2026-12-01"));
    let shared = |terms: &str| format!("{terms}    levels: [5 %]\n");
    let output = told(&paying(&shared(SUMS), &shared(&net)), &["bert"]);
    let base = "| Calculated on | the full price | **the price without tax, shipping** |";
    says(&output, "bert", &[base]);
}

#[test]
fn bonuses_in_another_order_are_no_news() {
    let bonuses = |one: &str, two: &str| {
        format!(
            "    bonuses: [{{name: {one}, after: 10, amount: {{eu: 50.00, us: 50.00}}}}, {{name: {two}, after: 20, amount: {{eu: 90.00, us: 90.00}}}}]\n"
        )
    };
    let two = bonuses("Ten", "Score").replace("after: 20", "after: 10");
    let swapped = bonuses("Score", "Ten").replace("after: 20", "after: 10");
    let swapped =
        swapped.replace("50.00", "70.00").replace("90.00", "50.00").replace("70.00", "90.00");
    let next = SUMS.replace("terms:\n", "").replace("2026-01-01", "2026-12-23") + &swapped;
    told(&paying(&format!("{SUMS}{two}"), &next), &[]);
}

#[test]
fn a_category_that_one_does_not_sell_is_no_news() {
    let only = |rate: &str| {
        let rules = format!("rules: [{{rate: 20 %}}, {{rate: {rate}, category: books}}]");
        format!("  - {{from: 2026-01-01, {rules}}}\n")
    };
    let next = only("30 %").replace("2026-01-01", "2026-12-23");
    let first = |products: &str| format!("{products}terms:\n{}", only("25 %"));
    told(&paying(&first("products: [bow]\n"), &next), &[]);
    let output = told(&paying(&first(""), &next), &["bert"]);
    says(&output, "bert", &["| Sale · Books | 25% | **30%** |"]);
}

#[test]
fn a_name_of_several_lines_is_one_line() {
    let bonus = version("2026-12-23", "20 %").replace(
        "bonuses: [",
        "bonuses: [{name: \"More\\n\\n- and  more\", rate: 3 %, until: 2027-03-31}, ",
    );
    let output = told(&released().append(FRIENDS_FILE, &bonus), &["bert"]);
    let text = output.text("notices/bert.txt");
    assert!(text.contains("- Bonus: More - and more\n"), "{text}");
    says(&output, "bert", &["| Bonus: More \\- and more |"]);
}

#[test]
fn a_notice_is_an_artifact_like_any_other() {
    let project = released().append(FRIENDS_FILE, &version("2026-12-23", "15 %"));
    project.build_with(&["--only", "notices/bert.eml"]).succeeds();
    let output = project.output();
    let entries: Vec<(&str, &str, Option<&str>)> = output
        .entries
        .iter()
        .map(|entry| (entry.path.as_str(), entry.kind.as_str(), entry.partner.as_deref()))
        .collect();
    assert_eq!(entries, [("notices/bert.eml", "notice", Some("bert"))]);
}

const READ: &str = r#"
import email, email.policy, json, sys
def read(path):
    message = email.message_from_binary_file(open(path, "rb"), policy=email.policy.default)
    defects = [str(defect) for part in message.walk() for defect in part.defects]
    bodies = [message.get_body((kind,)).get_content() for kind in ("plain", "html")]
    return {"defects": defects, "to": str(message["To"]), "from": str(message["From"]), "subject": str(message["Subject"]),
            "language": str(message["Content-Language"]), "bodies": bodies}
print(json.dumps([read(path) for path in sys.argv[1:]]))
"#;

/// A partner for each language.
fn in_all_languages() -> TestProject {
    let row = |locale: &&str| {
        format!("p-{locale},Partner {locale},eu,friends,,{locale},Ada Ö,ada@{locale}.example\n")
    };
    let rows: String = LOCALES.iter().map(row).collect();
    let project = project()
        .edit("content/partners.csv", "signed\n", "signed,locales,contact,email\n")
        .append("content/partners.csv", &rows)
        .append(
            "content/company.yaml",
            &format!(
                "locales: [{}]\nmail: {{from: Lena Öst <lena@birch-and-bow.example>}}\nmanagers: {{lena: {{name: Lena Öst, email: lena@birch-and-bow.example}}}}\n",
                LOCALES.join(", ")
            ),
        );
    release(&project).succeeds();
    let more = version("2027-01-01", "15 %").replace("cookie_days: 30", "cookie_days: 7");
    project.append(FRIENDS_FILE, &more)
}

#[test]
fn notices_speak_the_partners_languages() {
    let project = in_all_languages();
    project.build().succeeds();
    let output = project.output();
    let english = output.text("notices/p-en.txt");
    for locale in LOCALES {
        let text = output.text(&format!("notices/p-{locale}.txt"));
        let html = output.text(&format!("notices/p-{locale}.html"));
        let markdown = output.text(&format!("notices/p-{locale}.md"));
        for line in text.lines().filter(|line| !line.contains("https://")) {
            assert!(line.chars().count() <= 72, "{locale}: {line}");
        }
        assert!(html.contains(&format!("lang=\"{locale}\"")), "{locale}");
        assert_eq!(html.contains("dir=\"rtl\""), locale == "ar", "{locale}");
        for form in [text, html, markdown] {
            assert!(form.contains("https://partners.birch-and-bow.example/p/"), "{form}");
            assert!(form.contains("Lena Öst") && form.contains("15"), "{form}");
            assert!(!form.contains("{{") && !form.contains("&amp;amp;"), "{form}");
        }
        let same = |line: &&str| !line.is_empty() && english.contains(*line);
        let english_lines = text.lines().filter(same).filter(|line| line.split(' ').count() > 3);
        assert_eq!(english_lines.count() > 1, locale == "en", "{text}");
    }
    assert!(output.text("notices/p-ar.txt").contains("ابتداءً من"));
    assert!(output.text("notices/p-fr.txt").contains("1er janvier 2027"));
}

#[test]
fn the_message_is_sound_and_addressed() {
    let project = in_all_languages();
    project.build().succeeds();
    let output = project.output();
    let paths = LOCALES.map(|locale| format!("notices/p-{locale}.eml"));
    let places = paths.each_ref().map(|path| output.place(path));
    let read = python(READ, &places.iter().map(String::as_str).collect::<Vec<_>>());
    for (locale, message) in LOCALES.iter().zip(read.as_array().expect("a list")) {
        assert_eq!(message["defects"], serde_json::json!([]), "{locale}");
        assert_eq!(message["to"], format!("Ada Ö <ada@{locale}.example>"));
        assert_eq!(message["from"], "Lena Öst <lena@birch-and-bow.example>");
        assert_eq!(message["language"], *locale);
        let heading = message["subject"].as_str().expect("a subject");
        assert!(output.text(&format!("notices/p-{locale}.html")).contains(heading), "{heading}");
        for (body, form) in message["bodies"].as_array().expect("two").iter().zip(["txt", "html"]) {
            let body = body.as_str().expect("a text").replace("\r\n", "\n");
            assert_eq!(
                body.trim_end(),
                output.text(&format!("notices/p-{locale}.{form}")).trim_end()
            );
        }
    }
}

#[test]
fn what_partners_are_called_cannot_break_a_notice() {
    let name = "\"|*Ö & Co* [x](y)\"";
    let project = project().append("content/partners.csv", &format!("evil,{name},eu,friends,\n"));
    release(&project).succeeds();
    let project = project.append(FRIENDS_FILE, &version("2026-12-23", "15 %"));
    project.build().succeeds();
    let output = project.output();
    assert!(output.text("notices/evil.html").contains("|*Ö &amp; Co* [x](y)"));
    assert!(output.text("notices/evil.txt").contains("|*Ö & Co* [x](y)"));
    assert!(output.text("notices/evil.md").contains(r"\|\*Ö \& Co\* \[x\](y)"));
}

#[test]
fn the_portal_has_the_news() {
    let project = released().append(FRIENDS_FILE, &version("2026-12-23", "15 %"));
    project.build().succeeds();
    let output = project.output();
    let public = output.text("sites/partners.birch-and-bow.example/index.html");
    let (_, news) = public.split_once("class=\"upcoming\"").expect("announced");
    assert!(news.contains("New terms from December 23, 2026"), "{news}");
    assert!(news.contains("<td class=\"changes__old\">20%</td><td>15%</td>"), "{news}");
    let pages = output.paths("sites/partners.birch-and-bow.example/p/", "/index.html");
    let told =
        pages.iter().filter(|path| output.text(path).contains("Every sale: 15%, so far 20%"));
    assert_eq!(told.count(), 1, "bert's page alone");
}
