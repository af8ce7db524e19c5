//! Golden forms. No-break spaces are spelled out: `\u{a0}`, and the narrow `\u{202f}`.

use super::*;
use crate::model::money::{Currency, parse_amount};

const LOCALES: [&str; 7] = ["en", "fr", "de", "ru", "ar", "pl", "ja"];

fn formats(tag: &str) -> Formats {
    Formats::for_locale(&Locale::parse(tag).unwrap()).unwrap()
}

/// What `write` gives in each of the seven locales.
fn in_all(write: impl Fn(&Formats) -> String) -> [String; 7] {
    LOCALES.map(|tag| write(&formats(tag)))
}

fn money(text: &str) -> Money {
    parse_amount(text, None).unwrap()
}

fn rate(text: &str) -> Rate {
    Rate::parse(text).unwrap()
}

#[test]
fn sums() {
    assert_eq!(
        in_all(|f| f.money(money("1234.50 EUR"))),
        [
            "€1,234.50",
            "1\u{202f}234,50\u{a0}€",
            "1.234,50\u{a0}€",
            "1\u{a0}234,50\u{a0}€",
            "\u{200f}1,234.50\u{a0}€",
            "1234,50\u{a0}€",
            "€1,234.50",
        ]
    );
    assert_eq!(
        in_all(|f| f.money(money("1234567.89 USD"))),
        [
            "$1,234,567.89",
            "1\u{202f}234\u{202f}567,89\u{a0}$US",
            "1.234.567,89\u{a0}$",
            "1\u{a0}234\u{a0}567,89\u{a0}$",
            "\u{200f}1,234,567.89\u{a0}US$",
            "1\u{a0}234\u{a0}567,89\u{a0}US$",
            "$1,234,567.89",
        ]
    );
}

#[test]
fn sums_have_the_decimals_of_their_currency() {
    assert_eq!(
        in_all(|f| f.money(money("1980 JPY"))),
        [
            "¥1,980",
            "1\u{202f}980\u{a0}JP¥",
            "1.980\u{a0}¥",
            "1\u{a0}980\u{a0}¥",
            "\u{200f}1,980\u{a0}JP¥",
            "1980\u{a0}JP¥",
            "￥1,980",
        ]
    );
    assert_eq!(
        in_all(|f| f.money(money("1.235 KWD"))),
        [
            "KWD\u{a0}1.235",
            "1,235\u{a0}KWD",
            "1,235\u{a0}KWD",
            "1,235\u{a0}KWD",
            "\u{200f}1.235\u{a0}د.ك.\u{200f}",
            "1,235\u{a0}KWD",
            "KWD\u{a0}1.235",
        ]
    );
}

#[test]
fn what_icu_would_round_is_written_plainly() {
    // CLDR gives the Iraqi dinar no decimals, ISO 4217 three.
    assert_eq!(formats("en").money(money("1234.250 IQD")), "IQD\u{a0}1,234.250");
    assert_eq!(formats("fr").money(money("1234.250 IQD")), "IQD\u{a0}1\u{202f}234,250");
    assert_eq!(formats("en").money_short(money("1234.250 IQD")), "IQD\u{a0}1,234.250");
}

/// All currencies, found by their codes.
fn currencies() -> Vec<Currency> {
    let letters = || 'A'..='Z';
    let pairs = letters().flat_map(|a| letters().map(move |b| (a, b)));
    let codes = pairs.flat_map(|(a, b)| letters().map(move |c| format!("{a}{b}{c}")));
    codes.filter_map(|code| Currency::from_code(&code).ok()).collect()
}

/// In every currency of ISO 4217, the digits printed are those of the sum.
#[test]
fn no_currency_is_rounded() {
    let currencies = currencies();
    assert!(currencies.len() > 140, "{}", currencies.len());
    for tag in LOCALES {
        let formats = formats(tag);
        for &currency in &currencies {
            let code = currency.code();
            let sum = Money::new(Decimal::new(123_456_789, currency.minor_units()), currency);
            let written = formats.money(sum.unwrap());
            let digits: String = written.chars().filter(char::is_ascii_digit).collect();
            assert_eq!(digits, "123456789", "{tag} {code}: {written}");
        }
    }
}

#[test]
fn sums_in_other_locales() {
    let cases = [
        ("de-CH", "CHF\u{a0}1'234'567.50"),
        ("fr-CH", "1'234'567,50\u{a0}CHF"),
        ("pt-BR", "CHF\u{a0}1.234.567,50"),
        ("hi", "CHF\u{a0}12,34,567.50"),
        ("fa", "\u{200e}CHF\u{a0}1,234,567.50"),
        ("ar-EG", "\u{200f}1,234,567.50\u{a0}CHF"),
        ("ar-u-nu-arab", "\u{200f}١٬٢٣٤٬٥٦٧٫٥٠\u{a0}CHF"),
    ];
    for (tag, expected) in cases {
        assert_eq!(formats(tag).money(money("1234567.50 CHF")), expected, "{tag}");
    }
}

#[test]
fn short_sums_drop_decimals_only_when_all_are_zero() {
    assert_eq!(
        in_all(|f| f.money_short(money("49.00 EUR"))),
        ["€49", "49\u{a0}€", "49\u{a0}€", "49\u{a0}€", "\u{200f}49\u{a0}€", "49\u{a0}€", "€49"]
    );
    assert_eq!(formats("fr").money_short(money("49.90 EUR")), "49,90\u{a0}€");
    assert_eq!(formats("en").money_short(money("1000.00 EUR")), "€1,000");
    assert_eq!(formats("ja").money_short(money("1980 JPY")), "￥1,980");
    assert_eq!(formats("en").money_short(money("5.000 KWD")), "KWD\u{a0}5");
    assert_eq!(formats("ar-u-nu-arab").money_short(money("1234 CHF")), "\u{200f}١٬٢٣٤\u{a0}CHF");
}

#[test]
fn negative_sums() {
    let nothing = Money::zero(money("1 EUR").currency());
    let negative = nothing.checked_sub(money("5.50 EUR")).unwrap();
    assert_eq!(formats("en").money(negative), "-€5.50");
    assert_eq!(formats("fr").money(negative), "-5,50\u{a0}€");
}

#[test]
fn rates() {
    assert_eq!(
        in_all(|f| f.percent(rate("20 %"))),
        ["20%", "20\u{a0}%", "20\u{a0}%", "20\u{a0}%", "20\u{200e}%\u{200e}", "20%", "20%"]
    );
    assert_eq!(
        in_all(|f| f.percent(rate("12.5 %"))),
        [
            "12.5%",
            "12,5\u{a0}%",
            "12,5\u{a0}%",
            "12,5\u{a0}%",
            "12.5\u{200e}%\u{200e}",
            "12,5%",
            "12.5%",
        ]
    );
}

#[test]
fn numbers() {
    assert_eq!(
        in_all(|f| f.number(Decimal::new(12_345_675, 1))),
        [
            "1,234,567.5",
            "1\u{202f}234\u{202f}567,5",
            "1.234.567,5",
            "1\u{a0}234\u{a0}567,5",
            "1,234,567.5",
            "1\u{a0}234\u{a0}567,5",
            "1,234,567.5",
        ]
    );
}

#[test]
fn dates() {
    let day = Date::parse("2026-12-01").unwrap();
    assert_eq!(
        in_all(|f| f.date_long(day)),
        [
            "December 1, 2026",
            "1er décembre 2026",
            "1. Dezember 2026",
            "1 декабря 2026\u{202f}г.",
            "1 ديسمبر 2026",
            "1 grudnia 2026",
            "2026年12月1日",
        ]
    );
    assert_eq!(
        in_all(|f| f.date_short(day)),
        [
            "Dec 1, 2026",
            "1er déc. 2026",
            "01.12.2026",
            "1 дек. 2026\u{202f}г.",
            "01\u{200f}/12\u{200f}/2026",
            "1 gru 2026",
            "2026/12/01",
        ]
    );
}

#[test]
fn days_are_gregorian_everywhere() {
    let day = Date::parse("2026-12-01").unwrap();
    assert_eq!(formats("fa").date_long(day), "1 دسامبر 2026");
    assert!(formats("th").date_long(day).contains("2026"));
}

#[test]
fn plural_forms() {
    let forms = |tag: &str| {
        let formats = formats(tag);
        [0, 1, 2, 5, 11, 21, 100, 1_000_000].map(|count| formats.plural_category(count)).join(" ")
    };
    assert_eq!(forms("en"), "other one other other other other other other");
    assert_eq!(forms("fr"), "one one other other other other other many");
    assert_eq!(forms("ru"), "many one few many many one many many");
    assert_eq!(forms("ar"), "zero one two few many many other other");
    assert_eq!(forms("pl"), "many one few many many many many many");
    assert_eq!(forms("ja"), "other other other other other other other other");
}

#[test]
fn formats_are_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&formats("en"));
}
