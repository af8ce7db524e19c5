//! Rates, prices and cookie windows that are typed into texts.

use crate::support::{TestProject, sample_project};

const PROGRAM: &str = "name: Friends
agreement: deal
terms:
  - from: 2026-01-01
    cookie_days: 30
    rules: [{rate: 20 %}, {rate: 25 %, category: books}]
    payout: {methods: [PayPal]}
";
const BOOK: &str = "name: Book of Knots\ncategory: books\nprice: 9.50 EUR\n";

/// A project with this text as an ad text, from line 4 on.
fn saying(text: &str) -> TestProject {
    TestProject::from("smallest")
        .file("content/programs/friends.yaml", PROGRAM)
        .file("content/products/book.yaml", BOOK)
        .file("content/documents/deal.md", "---\ntitle: Deal\n---\nWe agree.\n")
        .file("content/texts/post.md", format!("---\ntitle: A post\n---\n{text}\n"))
}

#[track_caller]
fn wrong(text: &str, parts: &[&str]) {
    let run = saying(text).check(&[]).ends_with(1).says("error[typed]");
    parts.iter().fold(run, |run, part| run.says(part));
}

/// No finding at all, or polish.
#[track_caller]
fn right(text: &str, is_polish: bool) {
    let run = saying(text).check(&[]).succeeds();
    assert!(!run.all().contains("typed"), "{}", run.all());
    let strict = saying(text).check(&["--strict"]);
    assert_eq!(strict.all().contains("lint[typed]"), is_polish, "{text}\n{}", strict.all());
}

#[test]
fn a_rate_that_no_terms_pay_is_an_error() {
    wrong(
        "We pay 15 % commission.",
        &["post.md:4:8", "no terms pay 15 %: they pay 20 %, 25 %", "write `{{ rate }}`"],
    );
    for text in [
        "Commission: 15 %",
        "Wir zahlen 15\u{a0}% Provision auf alles.",
        "Votre commission est de 15 %.",
        "Комиссия составляет 15 %.",
        "العمولة 15 %",
        "| Sale commission | 15 % |",
    ] {
        wrong(text, &["no terms pay 15 %"]);
    }
}

#[test]
fn what_partners_read_may_say_earn_alone() {
    let text = "You earn up to 15% on everything";
    let deal = format!("---\ntitle: Deal\n---\n{text}.\n");
    let deal = saying("Hello.").file("content/documents/deal.md", deal);
    deal.check(&[]).ends_with(1).says("deal.md:4:16").says("no terms pay 15 %");
    // Buyers earn points.
    right(text, false);
}

#[test]
fn a_price_that_a_product_does_not_have_is_an_error() {
    wrong(
        "Get the Book of Knots for only €12 today.",
        &["post.md:4:32", "the price of `book` is 9.50 EUR, not 12.00 EUR", "`{{ prices.book }}`"],
    );
    wrong("The Book of Knots costs 12,00 EUR.", &["9.50 EUR"]);
    wrong("Das Book of Knots kostet 12 €.", &["9.50 EUR"]);
}

#[test]
fn a_window_that_no_terms_have_is_an_error() {
    wrong(
        "The cookie window is 60 days.",
        &["post.md:4:22", "no terms count a click for 60 days, but for 30", "`{{ cookie_days }}`"],
    );
    wrong("Nach dem Klick hält das Cookie 60 Tage.", &["60 days"]);
}

#[test]
fn what_agrees_is_polish() {
    for text in [
        "We pay 20 % commission.",
        "The Book of Knots costs €9.50.",
        "The cookie window is 30 days.",
        "We pay 25 % commission on books.",
    ] {
        right(text, true);
    }
    saying("We pay 25 % commission.").check(&["--strict"]).says("`{{ rates.books }}`");
}

#[test]
fn other_numbers_are_nobodys_business() {
    for text in [
        "Since 2026 at Silk Row 15, LS1 4AB Leeds, call +44 113 496 0015.",
        "100 % wool, commission or not.",
        "Our silk is 100 % silk; commissions are paid monthly.",
        "15 % off with the code BOW15, and you earn commission.",
        "-15 % on bows. We pay commission.",
        "15 % more commission than last year",
        "Save €3 on the Book of Knots.",
        "The Book of Knots, instead of €12",
        "Shipping for the Book of Knots is only €4.",
        "You earn €1.90 for the Book of Knots.",
        "Three for €28.50: the Book of Knots for €28.50.",
        "A voucher for €12",
        "Returns within 60 days. No cookie needed.",
        "Banners of 300x250 and 728x90, 150 KB, 4:3, 24/7",
        "We pay {{ rate }} commission for {{ cookie_days }} days.",
        "The tax in the commission is 19 % VAT.",
        "Learn 15 % faster.",
        "Earn 15 % back on every bow.",
    ] {
        right(text, false);
    }
}

#[test]
fn each_text_is_held_against_its_own_program() {
    let other = "name: Dealers\nterms: [{from: 2026-01-01, rules: [{rate: 35 %}]}]\n";
    let text = "---\ntitle: A post\nfor: {programs: [friends]}\n---\nWe pay 35 % commission.\n";
    let project = || saying("Hello.").file("content/programs/dealers.yaml", other);
    let project = || project().append("content/company.yaml", "defaults: {program: friends}\n");
    project().file("content/texts/post.md", text).check(&[]).ends_with(1).says("no terms pay 35 %");
    let deal = "---\ntitle: Deal\n---\nWe pay 35 % commission.\n";
    project().file("content/documents/deal.md", deal).check(&[]).ends_with(1).says("deal.md:4:8");
    let open = text.replace("for: {programs: [friends]}\n", "");
    assert!(!project().file("content/texts/post.md", open).check(&[]).all().contains("typed"));
    let summary = format!("{PROGRAM}summary: {{en: We pay 35 % commission.}}\n");
    project()
        .file("content/programs/friends.yaml", summary)
        .check(&[])
        .ends_with(1)
        .says("friends.yaml:8:22");
}

#[test]
fn figures_are_read_with_what_they_count() {
    let landing = "---
title: Bows
hero:
  headline: Bows
  number: {value: 15 %, label: commission on every bow}
---
";
    let project = saying("Hello.").file("content/landings/home.md", landing);
    project.check(&[]).ends_with(1).says("home.md:5:19").says("no terms pay 15 %");
}

#[test]
fn the_sample_types_nothing() {
    let run = sample_project().check(&["--strict"]);
    assert!(!run.all().contains("[typed]"), "{}", run.all());
}
