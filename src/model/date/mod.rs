//! Calendar days, contract terms and periods of notice, without clock or time zone.

use std::fmt;

use jiff::civil;

use crate::model::advice::Advice;

mod contract;
mod moment;
mod notice;
#[cfg(test)]
mod tests;

pub use contract::{ContractTerm, ContractTermError};
pub use moment::{Moment, MomentError};
pub use notice::{NoticePeriod, NoticePeriodError};

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateError {
    /// A readable date in another form; `readings` are the days it can mean (two for
    /// `01/12/2026`).
    OtherForm { text: String, readings: Vec<Date> },
    /// A day that the calendar does not have.
    Impossible { text: String, why: Impossible },
    /// Not a date at all.
    Unreadable { text: String },
}

/// What about a date cannot be, with what would be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Impossible {
    /// Years go from [`Date::FIRST_YEAR`] to [`Date::LAST_YEAR`].
    Year,
    /// Months go from 01 to 12.
    Month,
    /// Days of that month go from 01 to `last`.
    Day { year: i16, month: i8, last: i8 },
}

impl Date {
    /// The years that content may speak of; others are slips of the hand.
    pub const FIRST_YEAR: i16 = 1970;
    pub const LAST_YEAR: i16 = 2199;

    /// The day, or what about it cannot be.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Date, Impossible> {
        if !(Date::FIRST_YEAR..=Date::LAST_YEAR).contains(&year) {
            return Err(Impossible::Year);
        }
        let first = civil::Date::new(year, month, 1).map_err(|_| Impossible::Month)?;
        civil::Date::new(year, month, day).map(Date).map_err(|_| Impossible::Day {
            year,
            month,
            last: first.days_in_month(),
        })
    }

    /// Reads `2026-12-01`. Every other form is refused with the days that it can mean.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        let typed = text.trim();
        let unreadable = || DateError::Unreadable { text: typed.to_owned() };
        let day_only = without_time(typed);
        let parts = Parts::split(day_only).ok_or_else(unreadable)?;
        if parts.is_canonical() && day_only == typed {
            let [year, month, day] = parts.numbers;
            return from_numbers(year, month, day)
                .map_err(|why| DateError::Impossible { text: typed.to_owned(), why });
        }
        let (readings, why) = parts.readings();
        match (readings.is_empty(), why) {
            (false, _) => Err(DateError::OtherForm { text: typed.to_owned(), readings }),
            (true, Some(why)) => Err(DateError::Impossible { text: typed.to_owned(), why }),
            (true, None) => Err(unreadable()),
        }
    }

    /// The day as the calendar library has it.
    pub fn civil(self) -> civil::Date {
        self.0
    }

    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// How many days there are from this one to `other`; below zero if that was before.
    pub fn days_until(self, other: Date) -> i64 {
        (other.0 - self.0).get_days().into()
    }

    /// The day before; `None` before the first year.
    pub fn yesterday(self) -> Option<Date> {
        self.0.yesterday().ok().and_then(Date::within)
    }

    /// The day after; `None` past the last year.
    pub fn tomorrow(self) -> Option<Date> {
        self.0.tomorrow().ok().and_then(Date::within)
    }

    /// So many days later; `None` past the last year.
    pub fn plus_days(self, days: u16) -> Option<Date> {
        self.0.checked_add(jiff::Span::new().days(days)).ok().and_then(Date::within)
    }

    fn within(day: civil::Date) -> Option<Date> {
        Date::new(day.year(), day.month(), day.day()).ok()
    }
}

/// Three numbers with one separator between them.
struct Parts<'t> {
    texts: [&'t str; 3],
    numbers: [i64; 3],
    separator: char,
}

impl<'t> Parts<'t> {
    fn split(text: &'t str) -> Option<Parts<'t>> {
        let separator = text.chars().find(|c| !c.is_ascii_digit())?;
        if !matches!(separator, '-' | '/' | '.' | ' ') {
            return None;
        }
        let mut parts = text.strip_suffix('.').unwrap_or(text).split(separator).map(str::trim);
        let texts = [parts.next()?, parts.next()?, parts.next()?];
        if parts.next().is_some() {
            return None;
        }
        let number = |text: &str| {
            let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| text.parse::<i64>().ok()).flatten()
        };
        let numbers = [number(texts[0])?, number(texts[1])?, number(texts[2])?];
        Some(Parts { texts, numbers, separator })
    }

    fn is_canonical(&self) -> bool {
        self.separator == '-' && self.texts.map(str::len) == [4, 2, 2]
    }

    /// The days that this can mean, and what is impossible about the likeliest of the others.
    fn readings(&self) -> (Vec<Date>, Option<Impossible>) {
        let [a, b, c] = self.numbers;
        let orders = if self.texts[0].len() == 4 {
            vec![(a, b, c)]
        } else if self.texts[2].len() == 4 || self.texts[2].len() == 2 {
            let year = if self.texts[2].len() == 2 { 2000 + c } else { c };
            // Day first, as most of the world writes; then month first.
            vec![(year, b, a), (year, a, b)]
        } else {
            Vec::new()
        };
        let mut days = Vec::new();
        let mut fault = None;
        for (year, month, day) in orders {
            match from_numbers(year, month, day) {
                Ok(day) if !days.contains(&day) => days.push(day),
                Ok(_) => {}
                Err(why) => fault = fault.or(Some(why)),
            }
        }
        (days, fault)
    }
}

/// `2026-12-01T00:00:00` and `2026-12-01 00:00` without the time.
fn without_time(text: &str) -> &str {
    match text.find(':').and_then(|colon| text[..colon].rfind(['T', ' '])) {
        Some(at) => text[..at].trim_end(),
        None => text,
    }
}

fn from_numbers(year: i64, month: i64, day: i64) -> Result<Date, Impossible> {
    let year = i16::try_from(year).map_err(|_| Impossible::Year)?;
    let month = i8::try_from(month).map_err(|_| Impossible::Month)?;
    Date::new(year, month, i8::try_from(day).unwrap_or(i8::MAX))
}

/// `2026-12-01`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Impossible::Year => {
                write!(f, "years go from {} to {}", Date::FIRST_YEAR, Date::LAST_YEAR)
            }
            Impossible::Month => write!(f, "months go from 01 to 12"),
            Impossible::Day { year, month, last } => {
                write!(
                    f,
                    "{year}-{month:02} goes from {year}-{month:02}-01 to {year}-{month:02}-{last}"
                )
            }
        }
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DateError::OtherForm { text, readings } if readings.len() > 1 => {
                write!(f, "`{text}` can be read as two dates")
            }
            DateError::OtherForm { text, .. } => {
                write!(f, "`{text}` is not in the form year-month-day")
            }
            DateError::Impossible { text, why } => write!(f, "there is no day `{text}`: {why}"),
            DateError::Unreadable { text } => {
                write!(f, "`{text}` is not a date such as `2026-12-01`")
            }
        }
    }
}

impl Advice for DateError {
    fn write_instead(&self) -> Vec<String> {
        match self {
            DateError::OtherForm { readings, .. } => readings.iter().map(Date::to_string).collect(),
            DateError::Impossible { why: Impossible::Day { year, month, last }, .. } => {
                vec![format!("{year:04}-{month:02}-{last:02}")]
            }
            DateError::Impossible { .. } | DateError::Unreadable { .. } => Vec::new(),
        }
    }

    fn is_question(&self) -> bool {
        matches!(self, DateError::OtherForm { .. })
    }
}
