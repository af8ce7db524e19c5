//! The next day on which commissions are paid out.

use crate::model::date::{Date, Impossible};
use crate::model::terms::{DayOfMonth, Rhythm, Weekday};

/// Months of quarterly payouts.
const QUARTERS: [i8; 4] = [1, 4, 7, 10];

/// The first day of `rhythm` on or after `as_of`. `None` for every second week, which does not say
/// which, and past the calendar's end.
pub fn next_payday(rhythm: Rhythm, as_of: Date) -> Option<Date> {
    match rhythm {
        Rhythm::Weekly(day) => next_weekday(day, as_of),
        Rhythm::Biweekly(_) => None,
        Rhythm::Monthly(day) => next_of_month(day, as_of, |_| true),
        Rhythm::Quarterly(day) => next_of_month(day, as_of, |month| QUARTERS.contains(&month)),
    }
}

fn next_weekday(wanted: Weekday, as_of: Date) -> Option<Date> {
    let mut day = as_of;
    for _ in 0..7 {
        if weekday(day) == wanted {
            return Some(day);
        }
        day = day.tomorrow()?;
    }
    None
}

/// Zeller's congruence (J. S. Bell, 2018, gives it with Monday first): exact in the Gregorian calendar.
fn weekday(date: Date) -> Weekday {
    let (year, month, day) =
        (i32::from(date.year()), i32::from(date.month()), i32::from(date.day()));
    let (year, month) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    let days_from_saturday = day + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400;
    // Monday is two days after Saturday.
    let index = usize::try_from((days_from_saturday + 5).rem_euclid(7)).unwrap_or_default();
    Weekday::ALL[index]
}

fn next_of_month(day: DayOfMonth, as_of: Date, pays: impl Fn(i8) -> bool) -> Option<Date> {
    let first = i32::from(as_of.year()) * 12 + i32::from(as_of.month()) - 1;
    let months = (first..=first + 12).filter_map(|month| {
        let year = i16::try_from(month / 12).ok()?;
        Some((year, i8::try_from(month % 12 + 1).ok()?))
    });
    months
        .filter(|(_, month)| pays(*month))
        .filter_map(|(year, month)| within(year, month, day))
        .find(|payday| *payday >= as_of)
}

/// That day of the month, or its last.
fn within(year: i16, month: i8, day: DayOfMonth) -> Option<Date> {
    let wanted = i8::try_from(day.get()).ok()?;
    match Date::new(year, month, wanted) {
        Ok(date) => Some(date),
        Err(Impossible::Day { last, .. }) => Date::new(year, month, last).ok(),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(rhythm: Rhythm, as_of: &str) -> Option<String> {
        let as_of = Date::parse(as_of).ok()?;
        next_payday(rhythm, as_of).map(|day| day.to_string())
    }

    fn day(number: u8) -> DayOfMonth {
        DayOfMonth::new(number).unwrap_or(DayOfMonth::FIRST)
    }

    #[test]
    fn paydays_come_next_or_today() {
        let cases = [
            (Rhythm::Monthly(day(15)), "2026-11-23", "2026-12-15"),
            (Rhythm::Monthly(day(23)), "2026-11-23", "2026-11-23"),
            (Rhythm::Monthly(day(31)), "2027-02-01", "2027-02-28"),
            (Rhythm::Quarterly(day(10)), "2026-11-23", "2027-01-10"),
            (Rhythm::Quarterly(day(10)), "2026-10-10", "2026-10-10"),
            (Rhythm::Weekly(Weekday::Monday), "2026-11-23", "2026-11-23"),
            (Rhythm::Weekly(Weekday::Friday), "2026-11-23", "2026-11-27"),
            (Rhythm::Weekly(Weekday::Sunday), "2028-02-28", "2028-03-05"),
        ];
        for (rhythm, as_of, expected) in cases {
            assert_eq!(next(rhythm, as_of).as_deref(), Some(expected), "{rhythm:?} from {as_of}");
        }
        assert_eq!(next(Rhythm::Biweekly(Weekday::Monday), "2026-11-23"), None);
    }
}
