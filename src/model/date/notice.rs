//! How long before its first day a change for the worse is announced.

use std::fmt;

use super::Date;
use crate::model::advice::Advice;

/// A period of notice: `30 days`, `6 weeks`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoticePeriod {
    days: u16,
}

/// A text that is no period of notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticePeriodError {
    text: String,
    likely: Option<NoticePeriod>,
}

impl NoticePeriod {
    /// The longest: two years.
    const LONGEST: u16 = 730;

    /// `None` for more than two years.
    pub fn from_days(days: u16) -> Option<NoticePeriod> {
        (days <= NoticePeriod::LONGEST).then_some(NoticePeriod { days })
    }

    /// Reads `30 days` and `6 weeks`.
    pub fn parse(text: &str) -> Result<NoticePeriod, NoticePeriodError> {
        let typed = text.trim();
        let fault = |likely| NoticePeriodError { text: typed.to_owned(), likely };
        let digits_end = typed.find(|c: char| !c.is_ascii_digit()).unwrap_or(typed.len());
        let (number, unit) = typed.split_at(digits_end);
        let number: u16 = number.parse().map_err(|_| fault(None))?;
        let days = |factor: u16| number.checked_mul(factor).and_then(NoticePeriod::from_days);
        match unit.trim_start().to_lowercase().as_str() {
            "day" | "days" => days(1).ok_or_else(|| fault(None)),
            "week" | "weeks" => days(7).ok_or_else(|| fault(None)),
            "" | "d" | "tage" | "tag" | "jour" | "jours" => Err(fault(days(1))),
            "month" | "months" => Err(fault(days(30))),
            _ => Err(fault(None)),
        }
    }

    /// The first day that a change announced on `announced` may hold from. `None` past
    /// [`Date::LAST_YEAR`].
    pub fn earliest(self, announced: Date) -> Option<Date> {
        announced.plus_days(self.days)
    }
}

impl Default for NoticePeriod {
    /// A month, as most programmes' agreements have it.
    fn default() -> NoticePeriod {
        NoticePeriod { days: 30 }
    }
}

/// `30 days`: parses again to the same period.
impl fmt::Display for NoticePeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} day{}", self.days, if self.days == 1 { "" } else { "s" })
    }
}

impl fmt::Display for NoticePeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a period of notice such as `30 days` or `6 weeks`", self.text)
    }
}

impl Advice for NoticePeriodError {
    fn write_instead(&self) -> Vec<String> {
        self.likely.iter().map(NoticePeriod::to_string).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_weeks_are_read() {
        for (text, days) in [("30 days", 30), ("1 day", 1), ("6 weeks", 42), ("0 days", 0)] {
            assert_eq!(NoticePeriod::parse(text), Ok(NoticePeriod { days }), "{text}");
        }
        for (text, help) in [("30", Some("write `30 days`")), ("1 month", Some("write `30 days`"))]
        {
            assert_eq!(NoticePeriod::parse(text).unwrap_err().help().as_deref(), help, "{text}");
        }
        assert!(NoticePeriod::parse("soon").is_err() && NoticePeriod::parse("900 days").is_err());
    }

    #[test]
    fn the_earliest_day_lies_the_whole_period_ahead() {
        let day = |text| Date::parse(text).unwrap();
        let earliest = NoticePeriod::default().earliest(day("2026-11-23"));
        assert_eq!(earliest, Some(day("2026-12-23")));
    }
}
