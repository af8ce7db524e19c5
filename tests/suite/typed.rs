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
const BOX: &str = "name: Discovery Box\nprice: 1250.00 EUR\n";

/// A project with this text as an ad text, from line 4 on.
fn saying(text: &str) -> TestProject {
    TestProject::from("smallest")
        .file("content/programs/friends.yaml", PROGRAM)
        .file("content/products/book.yaml", BOOK)
        .file("content/products/box.yaml", BOX)
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
    let deal = "---\ntitle: Deal\n---\nEarn 40 % on every order.\n";
    let deal = saying("Hello.").file("content/documents/deal.md", deal);
    deal.check(&[]).ends_with(1).says("no terms pay 40 %");
    // Buyers earn points.
    right(text, false);
    let time = "---\ntitle: Deal\n---\nGagnez 15 % de temps.\n";
    saying("Hello.").file("content/documents/deal.md", time).check(&[]).succeeds();
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
fn blanks_group_the_digits_of_a_number() {
    for text in [
        "La Discovery Box coûte 1 250 €.",
        "La Discovery Box coûte 1\u{202f}250\u{a0}€.",
        "Discovery Box стоит 1 250,00 €.",
        "Discovery Box kosztuje 1\u{a0}250 €.",
        "The Discovery Box for € 1 250",
    ] {
        right(text, true);
    }
    wrong("La Discovery Box coûte 1 350 €.", &["is 1250.00 EUR, not 1350.00 EUR"]);
}

#[test]
fn only_the_days_beside_a_cookie_are_its_window() {
    for text in [
        "The cookie lasts 30 days and commissions are confirmed after 45 days.",
        "Paid within 14 days of each month's end, with a cookie window of 30 days.",
        "Das Cookie hat eine Laufzeit von 30 Tagen und du hast 14 Tage Rückgaberecht.",
        "Срок куки 30 дней, и у вас есть 14 дней на возврат.",
        "مدة كوكي 30 يومًا ولديك 14 يومًا للإرجاع.",
    ] {
        right(text, true);
    }
    for text in [
        "Our shop sets a cookie for your language that lasts 2 days.",
        "Marketing cookies are kept for a duration of 365 days.",
        "The cookie of your consent\nhas a lifetime of 365 days.",
        "Cookie window: returns within 14 days do not count.",
        "You can cancel within 14 days.",
        "Others have a 7-day cookie.",
        "Until 2025 the cookie window was 60 days.",
        "Our 7-day cookie was too short.",
        "Browsers limit the lifetime of cookies to 7 days.",
        "Sales are confirmed within 14 days of the click.",
        "Within 7 days of the click you may object.",
    ] {
        right(text, false);
    }
    wrong("Paid after 14 days, with a cookie window of 60 days.", &["post.md:4:45", "60 days"]);
    wrong("The cookie lasts 60 days and we confirm after 45 days.", &["post.md:4:18"]);
}

#[test]
fn windows_are_found_as_people_write_them() {
    for text in [
        "You get a 90-day cookie window.",
        "Mit 90-Tage-Cookie.",
        "Sales within 90 days of a click count.",
        "Käufe innerhalb von 90 Tagen nach dem Klick zählen.",
        "مدة كوكي ٩٠ يومًا.",
    ] {
        wrong(text, &["no terms count a click for 90 days"]);
    }
    right("You get a 30-day cookie window.", true);
}

#[test]
fn other_rates_are_nobodys_business() {
    for text in [
        "Other programmes pay 5 % commission.",
        "Other programmes, even large ones, pay\n5 % commission.",
        "Während andere nur 5 % Provision zahlen",
        "Les autres versent 5 % de commission.",
        "Другие платят комиссию 5 %.",
        "Inne programy płacą 5 % prowizji.",
        "There is a PayPal commission of 3 %.",
        "You earn commission on 100 % of your orders.",
        "Provision zu 100 % pünktlich",
        "Une commission calculée sur 100 % du prix",
        "Commission on 80 % of the price",
        "0 % Provision für Käufer",
        "They raised their commission by 30 %.",
        "Provisionen stiegen um 30 %.",
        "Les commissions ont augmenté de 30 %.",
        "Prowizja wzrosła o 5 %.",
        "If you bid on our name, commission drops to 5 %.",
        "Комиссия выросла на 5 %.",
        "Bis 2025 lag die Provision bei 10 %.",
        "Bis dahin 10 % Provision",
        "Комиссия была 5 % до 2025 года.",
        "Until May 10 % commission",
        "95 % of orders get commission.",
        "In 98 % of cases commission is paid.",
        "Commission is confirmed for 97 % of sales.",
        "Die Provision gilt für 95 % aller Produkte.",
        "Of your commission we keep 3 % for transfers.",
        "They get 3 % of the commission.",
        "Amazon pays 3 % commission.",
        "Booking sites take 15 % commission.",
        "No 15 % commission for middlemen!",
        "For example, with 12 % commission you earn 12 € of 100 €.",
    ] {
        right(text, false);
    }
    wrong("Bis zu 15 % Provision", &["no terms pay 15 %"]);
    wrong("Комиссия до 15 %", &["no terms pay 15 %"]);
}

#[test]
fn rates_are_found_as_people_write_them() {
    for text in [
        "We pay 30 percent commission.",
        "We pay 30 per cent commission.",
        "30 Prozent Provision",
        "30 pour cent de commission",
        "العمولة ٣٠٪",
        "Commission of up to 30 %",
        "Commission on books is 30 %.",
        "30 % affiliate commission, each month",
        "**Commission**: 30 %",
    ] {
        wrong(text, &["no terms pay 30 %"]);
    }
    right("20 Prozent Provision", true);
}

#[test]
fn other_sums_beside_a_product_are_not_its_price() {
    for text in [
        "Delivery of the Discovery Box costs 4.90 €.",
        "Die Lieferung der Discovery Box kostet 4,90 €.",
        "A cup from the Discovery Box costs only 0.56 €.",
        "Add a mug to your Discovery Box for 6 €.",
        "Engrave your Discovery Box for 6 €.",
        "Gutschein für 10 € zur Discovery Box",
        "The Discovery Box in three instalments for 420 € a month",
        "The Discovery Box for 420 € a month",
        "Get the Discovery Box for 12 € a day.",
        "The Discovery Box cost 999 € in 2024.",
        "Buy the Discovery Box for 999 € with the code BOW15.",
    ] {
        right(text, false);
    }
    wrong("Buy your **Discovery Box** now for only 999 €!", &["not 999.00 EUR"]);
    wrong("The Discovery Box: 999 €", &["is 1250.00 EUR, not 999.00 EUR"]);
    // Partners may read there what they earn.
    let deal = "---\ntitle: Deal\n---\n- Discovery Box: 12 €\n";
    saying("Hello.").file("content/documents/deal.md", deal).check(&[]).succeeds();
}

#[test]
fn terms_that_signed_partners_hold_are_known() {
    let program = format!(
        "{PROGRAM}  - from: 2026-04-01\n    rules: [{{rate: 10 %}}]\nhold: contract\ncontract: 3 years\n"
    );
    let post = "---\ntitle: A post\nfor: {partners: [anna]}\n---\nWe pay RATE commission.\n";
    let text = |rate: &str| {
        saying("Hello.")
            .file("content/programs/friends.yaml", &program)
            .file("content/partners.csv", "id,name,signed\nanna,Anna Lindqvist,2026-02-01\n")
            .file("content/texts/post.md", post.replace("RATE", rate))
            .check(&["--as-of", "2026-06-01"])
    };
    assert!(!text("20 %").all().contains("typed"), "{}", text("20 %").all());
    text("15 %").ends_with(1).says("no terms pay 15 %: they pay 10 %, 20 %, 25 %");
}

#[test]
fn every_text_that_readers_see_is_read() {
    let rate = "99 % commission";
    let landing = |more: &str| {
        let page = format!("---\ntitle: Bows\nhero:\n  headline: Bows\n{more}\n---\n");
        ("content/landings/home.md", page)
    };
    let box_of = |more: &str| ("content/creatives/bows.yaml", format!("headline: Bows\n{more}\n"));
    for (path, content) in [
        box_of(&format!("number: {rate}")),
        box_of(&format!("frames: [{{headline: A}}, {{number: {rate}}}]")),
        ("content/i18n/en.yaml", format!("landing: {{cta: {rate}}}\n")),
        landing(&format!("  cta: {rate}")),
        landing(&format!("benefits: {{headline: {rate}, items: [{{title: A}}]}}")),
        landing(&format!("steps: {{headline: {rate}, items: [{{title: A}}]}}")),
        landing(&format!("faq: {{headline: {rate}, items: [{{question: A?, answer: B}}]}}")),
        landing(&format!("products: {{headline: {rate}}}")),
        landing(&format!("closing: {{headline: A, cta: {rate}}}")),
        landing(&format!(
            "form: {{endpoint: \"https://a.example/\", fields: [email], cta: {rate}}}"
        )),
        landing(&format!("video: {{title: {rate}, url: \"https://youtu.be/dQw4w9WgXcQ\"}}")),
        landing(&format!("countdown: {{text: {rate}, ends: 2030-01-01}}")),
    ] {
        let run = saying("Hello.").file(path, &content).check(&[]);
        assert!(run.all().contains("no terms pay 99 %"), "{content}\n{}", run.all());
    }
}

#[test]
fn what_others_pay_may_stand_beside_ours() {
    let landing = "---
title: Bows
hero: {headline: Bows}
comparison:
  columns: [We, They]
  rows: [{title: Pay, values: [We pay 20 % commission, 5 % commission]}]
---
";
    let project = || saying("Hello.").file("content/landings/home.md", landing);
    assert!(!project().check(&[]).all().contains("typed"));
    let ours = project().edit("content/landings/home.md", "20 %", "15 %").check(&[]);
    ours.ends_with(1).says("no terms pay 15 %");
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
