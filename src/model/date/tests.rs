use proptest::prelude::*;

use super::*;

fn read(text: &str) -> String {
    match Date::parse(text) {
        Ok(date) => date.to_string(),
        Err(error) => match error.help() {
            Some(help) => format!("{error}; {help}"),
            None => error.to_string(),
        },
    }
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

#[test]
fn dates_as_people_type_them() {
    let cases = [
        ("2026-12-01", "2026-12-01"),
        (" 2026-12-01 ", "2026-12-01"),
        ("01/12/2026", "`01/12/2026` can be read as two dates; write `2026-12-01` or `2026-01-12`"),
        ("12.1.2026", "`12.1.2026` can be read as two dates; write `2026-01-12` or `2026-12-01`"),
        ("25/12/2026", "`25/12/2026` is not in the form year-month-day; write `2026-12-25`"),
        ("12/25/2026", "`12/25/2026` is not in the form year-month-day; write `2026-12-25`"),
        ("05/05/2026", "`05/05/2026` is not in the form year-month-day; write `2026-05-05`"),
        ("01/12/26", "`01/12/26` can be read as two dates; write `2026-12-01` or `2026-01-12`"),
        ("2026/12/1", "`2026/12/1` is not in the form year-month-day; write `2026-12-01`"),
        ("2026-12-1", "`2026-12-1` is not in the form year-month-day; write `2026-12-01`"),
        (
            "2026-12-01T08:00:00Z",
            "`2026-12-01T08:00:00Z` is not in the form year-month-day; write `2026-12-01`",
        ),
        (
            "2026-11-31",
            "there is no day `2026-11-31`: 2026-11 goes from 2026-11-01 to 2026-11-30; write `2026-11-30`",
        ),
        (
            "2026-02-29",
            "there is no day `2026-02-29`: 2026-02 goes from 2026-02-01 to 2026-02-28; write `2026-02-28`",
        ),
        (
            "31.11.2026",
            "there is no day `31.11.2026`: 2026-11 goes from 2026-11-01 to 2026-11-30; write `2026-11-30`",
        ),
        ("2026-13-01", "there is no day `2026-13-01`: months go from 01 to 12"),
        ("0026-12-01", "there is no day `0026-12-01`: years go from 1970 to 2199"),
        ("tomorrow", "`tomorrow` is not a date such as `2026-12-01`"),
        ("2026", "`2026` is not a date such as `2026-12-01`"),
        ("2026-12", "`2026-12` is not a date such as `2026-12-01`"),
        ("", "`` is not a date such as `2026-12-01`"),
    ];
    for (typed, expected) in cases {
        assert_eq!(read(typed), expected, "{typed}");
    }
    assert_eq!(read("2024-02-29"), "2024-02-29");
}

#[test]
fn contracts_end_on_the_day_before_the_anniversary() {
    let cases = [
        ("2026-03-01", "1 year", "2027-02-28"),
        ("2023-03-01", "1 year", "2024-02-29"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2024-02-29", "3 years", "2027-02-28"),
        ("2024-02-29", "4 years", "2028-02-28"),
        ("2023-02-28", "1 year", "2024-02-27"),
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2026-08-31", "18 months", "2028-02-29"),
        ("2026-01-01", "12 months", "2026-12-31"),
        ("2026-12-15", "1 month", "2027-01-14"),
    ];
    for (first, term, last) in cases {
        let term = ContractTerm::parse(term).unwrap();
        assert_eq!(term.last_day(day(first)), Some(day(last)), "{first} {term}");
    }
    let fifty = ContractTerm::from_months(600).unwrap();
    assert_eq!(fifty.last_day(day("2180-01-01")), None);
}

#[test]
fn contract_terms_as_people_type_them() {
    let read = |text| match ContractTerm::parse(text) {
        Ok(term) => term.to_string(),
        Err(error) => error.help().unwrap_or_default(),
    };
    assert_eq!(read("1 year"), "1 year");
    assert_eq!(read("3 years"), "3 years");
    assert_eq!(read("18 months"), "18 months");
    assert_eq!(read("12 months"), "1 year");
    assert_eq!(read("1 month"), "1 month");
    assert_eq!(read("3 ans"), "write `3 years`");
    assert_eq!(read("2"), "write `2 years`");
    assert_eq!(read("0 years"), "");
    assert_eq!(read("90 years"), "");
    assert_eq!(read("forever"), "");
    assert_eq!(read("99999 months"), "");
}

#[test]
fn neighbours_stop_at_the_calendar_that_is_allowed() {
    assert_eq!(day("2026-12-31").tomorrow(), Some(day("2027-01-01")));
    assert_eq!(day("2024-03-01").yesterday(), Some(day("2024-02-29")));
    assert_eq!(day("1970-01-01").yesterday(), None);
    assert_eq!(day("2199-12-31").tomorrow(), None);
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,24}", dated in "[0-9]{1,5}[-/. ][0-9]{1,4}[-/. ][0-9]{1,5}.{0,3}") {
        let _ = Date::parse(&text);
        let _ = Date::parse(&dated);
        let _ = ContractTerm::parse(&text);
    }

    #[test]
    fn written_dates_read_the_same(year in 1970_i16..=2199, month in 1_i8..=12, day in 1_i8..=31) {
        if let Ok(date) = Date::new(year, month, day) {
            prop_assert_eq!(Date::parse(&date.to_string()), Ok(date));
        }
    }

    #[test]
    fn consecutive_contracts_of_full_months_leave_no_gap(
        year in 1980_i16..=2100, month in 1_i8..=12, day in 1_i8..=28, months in 1_u16..=120,
    ) {
        // From a day that every month has, two contracts in a row end like one of both lengths.
        let first = Date::new(year, month, day).unwrap();
        let once = ContractTerm::from_months(months).unwrap();
        let twice = ContractTerm::from_months(months * 2).unwrap();
        let second = once.last_day(first).and_then(Date::tomorrow).unwrap();
        prop_assert_eq!(once.last_day(second), twice.last_day(first));
    }
}
