use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::model::advice::Advice;

fn currency(code: &str) -> Currency {
    Currency::from_code(code).unwrap()
}

/// The canonical form of what was read, or `message; help`.
fn read<T: ToString, E: Advice>(result: Result<T, E>) -> String {
    match result {
        Ok(value) => value.to_string(),
        Err(error) => match error.help() {
            Some(help) => format!("{error}; {help}"),
            None => error.to_string(),
        },
    }
}

fn money(text: &str) -> String {
    read(parse_amount(text, None))
}

fn in_euros(text: &str) -> String {
    read(parse_amount(text, Some(currency("EUR"))))
}

#[test]
fn sums_as_people_type_them() {
    let cases = [
        ("49.00 EUR", "49.00 EUR"),
        ("EUR 49", "49.00 EUR"),
        ("49 eur", "49.00 EUR"),
        ("49,00 €", "49.00 EUR"),
        ("49,00\u{a0}€", "49.00 EUR"),
        ("€49", "49.00 EUR"),
        ("$19.99", "19.99 USD"),
        ("CA$5", "5.00 CAD"),
        ("1 234,50 €", "1234.50 EUR"),
        ("1\u{202f}234,50 €", "1234.50 EUR"),
        ("1.234,50 EUR", "1234.50 EUR"),
        ("1,234.50 EUR", "1234.50 EUR"),
        ("1'234.50 CHF", "1234.50 CHF"),
        ("1.234.567 EUR", "1234567.00 EUR"),
        ("12,34,567.50 INR", "1234567.50 INR"),
        ("12 345 EUR", "12345.00 EUR"),
        ("0,50 €", "0.50 EUR"),
        ("49,- €", "49.00 EUR"),
        ("CHF 49.–", "49.00 CHF"),
        ("¥1,234", "`¥` can mean JPY, CNY; write `1,234 JPY` or `1,234 CNY`"),
        ("1,234 JPY", "1234 JPY"),
        ("1.234 KWD", "1.234 KWD"),
        ("990 руб.", "990.00 RUB"),
        ("€ 49 EUR", "49.00 EUR"),
    ];
    for (typed, expected) in cases {
        assert_eq!(money(typed), expected, "{typed}");
    }
}

#[test]
fn two_readings_are_asked_about() {
    assert_eq!(
        money("1,234 EUR"),
        "`1,234 EUR` can be read with thousands or with decimals; \
         write `1234.00 EUR` or `1.23 EUR`"
    );
    assert_eq!(
        money("1,234 KWD"),
        "`1,234 KWD` can be read with thousands or with decimals; \
         write `1234.000 KWD` or `1.234 KWD`"
    );
}

#[test]
fn only_the_numbers_own_point_is_a_decimal_point() {
    // The point is the abbreviation's, not the number's.
    assert_eq!(
        read(parse_amount("1,234 KWD.", None)),
        "`KWD.` is no currency code; write `1,234 KWD`"
    );
}

#[test]
fn a_bare_number_needs_a_market() {
    assert_eq!(money("49"), "`49` names no currency; write `49.00 EUR` or `49.00 USD`");
    assert_eq!(in_euros("12,90"), "12.90 EUR");
    assert_eq!(in_euros("12"), "12.00 EUR");
    assert_eq!(in_euros("1 299,00"), "1299.00 EUR");
    assert_eq!(in_euros("$5"), "5.00 USD");
    assert_eq!(read(parse_amount("$5", Some(currency("CAD")))), "5.00 CAD");
    assert_eq!(read(parse_amount("249 kr", Some(currency("SEK")))), "249.00 SEK");
}

#[test]
fn faults_say_what_to_write() {
    let cases = [
        (
            "9.999 €",
            "`9.999 €` can be read with thousands or with decimals; write `9999.00 EUR` or `10.00 EUR`",
        ),
        ("9.9999 €", "`9.9999 €` has more decimals than the 2 of EUR; write `10.00 EUR`"),
        ("12.50 JPY", "`12.50 JPY` has decimals, but JPY has none; write `13 JPY`"),
        ("20 BGN", "BGN is no longer in use: EUR took its place on 2026-01-01; write `20 EUR`"),
        ("20 HRK", "HRK is no longer in use: EUR took its place on 2023-01-01; write `20 EUR`"),
        (
            "249 kr",
            "`kr` can mean SEK, NOK, DKK, ISK; write `249 SEK` or `249 NOK` or `249 DKK` or `249 ISK`",
        ),
        ("3 XAU", "nobody can be paid in XAU"),
        ("3 pieces", "`pieces` is no currency code"),
        ("3 EURS", "`EURS` is no currency code; write `3 EUR`"),
        ("-5 EUR", "`-5 EUR` is below zero"),
        ("€ -5", "`€ -5` is below zero"),
        ("5 - 3 EUR", "`5 - 3 EUR` is not a sum such as `49.00 EUR`"),
        ("€ 5 $", "`€ 5 $` names two currencies"),
        ("0042 EUR", "`0042 EUR` is not a sum such as `49.00 EUR`"),
        ("1_000 EUR", "`1_000 EUR` is not a sum such as `49.00 EUR`"),
        ("1,23,4 EUR", "`1,23,4 EUR` is not a sum such as `49.00 EUR`"),
        ("1e5 EUR", "`1e5 EUR` is not a sum such as `49.00 EUR`"),
        ("5000000000000 EUR", "`5000000000000 EUR` is too large a sum"),
        ("free", "`free` is not a sum such as `49.00 EUR`"),
        ("", "`` is not a sum such as `49.00 EUR`"),
    ];
    for (typed, expected) in cases {
        assert_eq!(money(typed), expected, "{typed}");
    }
}

#[test]
fn rates_as_people_type_them() {
    let cases = [
        ("15 %", "15 %"),
        ("15%", "15 %"),
        ("15\u{a0}%", "15 %"),
        ("12,5 %", "12.5 %"),
        ("12.50%", "12.5 %"),
        ("%15", "15 %"),
        ("0 %", "0 %"),
        ("100 %", "100 %"),
        ("15", "`15` could be a percentage or a fraction: a rate has a percent sign; write `15 %`"),
        (
            "0.15",
            "`0.15` could be a percentage or a fraction: a rate has a percent sign; write `15 %` or `0.15 %`",
        ),
        ("15 percent", "`15 percent` is not a rate such as `15 %`; write `15 %`"),
        ("120 %", "`120 %` is not a rate: rates go from 0 % to 100 %"),
        ("-20 %", "`-20 %` is not a rate: rates go from 0 % to 100 %"),
        ("1.23456 %", "`1.23456 %` has more than 4 decimals; write `1.2346 %`"),
        ("015 %", "`015 %` is not a rate such as `15 %`"),
        ("10-20 %", "`10-20 %` is not a rate such as `15 %`"),
        ("%", "`%` is not a rate such as `15 %`"),
    ];
    for (typed, expected) in cases {
        assert_eq!(read(Rate::parse(typed)), expected, "{typed}");
    }
}

#[test]
fn shares_round_half_up_to_the_minor_unit() {
    let share = |sum: &str, rate: &str| {
        let sum = parse_amount(sum, None).unwrap();
        read_arithmetic(sum.share(Rate::parse(rate).unwrap()))
    };
    assert_eq!(share("49.00 EUR", "20 %"), "9.80 EUR");
    assert_eq!(share("0.25 EUR", "10 %"), "0.03 EUR"); // 0.025, half up
    assert_eq!(share("0.24 EUR", "10 %"), "0.02 EUR"); // 0.024
    assert_eq!(share("995 JPY", "10 %"), "100 JPY"); // 99.5
    assert_eq!(share("1.235 KWD", "10 %"), "0.124 KWD"); // 0.1235
    assert_eq!(share("12.34 CHF", "15 %"), "1.85 CHF"); // 1.851, not 1.85 by chance of cash
    assert_eq!(share("12.37 CHF", "15 %"), "1.86 CHF"); // 1.8555: no rounding to five centimes
}

fn read_arithmetic(result: Result<Money, ArithmeticError>) -> String {
    result.map_or_else(|error| error.to_string(), |sum| sum.to_string())
}

#[test]
fn currencies_do_not_mix_and_sums_do_not_overflow() {
    let euro = parse_amount("5 EUR", None).unwrap();
    let dollar = parse_amount("5 USD", None).unwrap();
    assert_eq!(
        read_arithmetic(euro.checked_add(dollar)),
        "EUR and USD cannot be reckoned together"
    );
    assert_eq!(read_arithmetic(euro.checked_sub(euro.times(2).unwrap())), "-5.00 EUR");
    let vast = Money::rounded(Decimal::MAX.trunc() / Decimal::from(1000), currency("EUR"));
    let vast = vast.expect("fits with two decimals");
    assert_eq!(vast.times(u32::MAX), Err(ArithmeticError::Overflow));
    assert_eq!(Money::rounded(Decimal::MAX, currency("EUR")), None);
    assert_eq!(Money::new(Decimal::new(12345, 3), currency("EUR")), None);
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,24}") {
        let _ = parse_amount(&text, None);
        let _ = parse_amount(&text, Some(currency("KWD")));
        let _ = Rate::parse(&text);
    }

    #[test]
    fn what_looks_like_money_reads_the_same_again(text in "[€$]?[0-9 .,']{1,12} ?(EUR|JPY|KWD|€)?") {
        if let Ok(sum) = parse_amount(&text, None) {
            prop_assert_eq!(parse_amount(&sum.to_string(), None), Ok(sum));
        }
    }

    #[test]
    fn every_advice_is_understood(text in "[0-9.,]{1,10} ?(EUR|JPY|KWD|kr|BGN|%)?") {
        if let Err(error) = parse_amount(&text, None) {
            for advice in error.write_instead() {
                // The advice on the currency keeps the number, which may be another fault.
                let again = parse_amount(&advice, None);
                let number_is_at_fault = matches!(
                    again,
                    Err(MoneyError::Ambiguous { .. } | MoneyError::TooManyDecimals { .. } | MoneyError::TooLarge { .. })
                );
                let currency_was = matches!(error, MoneyError::Currency { .. });
                prop_assert!(again.is_ok() || (currency_was && number_is_at_fault) , "{advice}");
            }
        }
        if let Err(error) = Rate::parse(&text) {
            for advice in error.write_instead() {
                prop_assert!(Rate::parse(&advice).is_ok(), "{advice}");
            }
        }
    }

    #[test]
    fn written_money_reads_the_same(minor in 0_i64..1_000_000_000_000, code in "EUR|JPY|KWD|CHF|BRL") {
        let currency = currency(&code);
        let sum = Money::new(Decimal::new(minor, currency.minor_units()), currency).unwrap();
        prop_assert_eq!(parse_amount(&sum.to_string(), None), Ok(sum));
    }

    #[test]
    fn a_share_is_within_half_a_unit_and_never_above_the_whole(
        minor in 0_i64..1_000_000_000_000,
        rate in 0_i64..=1_000_000,
    ) {
        let euro = currency("EUR");
        let sum = Money::new(Decimal::new(minor, 2), euro).unwrap();
        let rate = Rate::from_percent(Decimal::new(rate, 4)).unwrap();
        let share = sum.share(rate).unwrap().amount();
        let exact = sum.amount() * rate.percent() / Decimal::ONE_HUNDRED;
        prop_assert!((share - exact).abs() <= Decimal::new(5, 3));
        prop_assert!(share >= Decimal::ZERO && share <= sum.amount());
    }
}
