//! How long contracts last, and when they end.

use std::fmt;
use std::num::NonZeroU16;

use super::{Date, Impossible};
use crate::model::advice::Advice;

/// How long a contract lasts, in whole months: `1 year`, `18 months`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContractTerm(NonZeroU16);

/// A text that is no contract term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractTermError {
    text: String,
    likely: Option<ContractTerm>,
}

impl ContractTerm {
    /// The longest: fifty years.
    const LONGEST: u16 = 600;

    /// `None` for no months and for more than fifty years.
    pub fn from_months(months: u16) -> Option<ContractTerm> {
        NonZeroU16::new(months)
            .filter(|months| months.get() <= ContractTerm::LONGEST)
            .map(ContractTerm)
    }

    pub fn months(self) -> u16 {
        self.0.get()
    }

    /// Reads `1 year`, `3 years`, `18 months`.
    pub fn parse(text: &str) -> Result<ContractTerm, ContractTermError> {
        let typed = text.trim();
        let fault = |likely| ContractTermError { text: typed.to_owned(), likely };
        let digits_end = typed.find(|c: char| !c.is_ascii_digit()).unwrap_or(typed.len());
        let (number, unit) = typed.split_at(digits_end);
        let number: u16 = number.parse().map_err(|_| fault(None))?;
        let months = |factor: u16| number.checked_mul(factor).and_then(ContractTerm::from_months);
        let unit = unit.trim_start();
        match unit.to_lowercase().as_str() {
            "year" | "years" => months(12).ok_or_else(|| fault(None)),
            "month" | "months" => months(1).ok_or_else(|| fault(None)),
            "y" | "yr" | "yrs" | "an" | "ans" | "jahr" | "jahre" | "" => Err(fault(months(12))),
            "m" | "mo" | "mos" | "mois" | "monat" | "monate" => Err(fault(months(1))),
            _ => Err(fault(None)),
        }
    }

    /// The last day of a contract that begins on `first`: the day before the same day of the last
    /// month, or that month's last day when it has no such day. From 2024-02-29 one year lasts
    /// until 2025-02-28, four years until 2028-02-28. `None` past [`Date::LAST_YEAR`].
    pub fn last_day(self, first: Date) -> Option<Date> {
        let months = i32::from(first.year()) * 12 + i32::from(first.month()) - 1;
        let months = months + i32::from(self.months());
        let year = i16::try_from(months / 12).ok()?;
        let month = i8::try_from(months % 12 + 1).ok()?;
        match Date::new(year, month, first.day()) {
            Ok(same_day) => same_day.yesterday(),
            Err(Impossible::Day { last, .. }) => Date::new(year, month, last).ok(),
            Err(_) => None,
        }
    }
}

/// `1 year`, `18 months`: parses again to the same term.
impl fmt::Display for ContractTerm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match self.months() {
            months if months % 12 == 0 => (months / 12, "year"),
            months => (months, "month"),
        };
        write!(f, "{count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}

impl fmt::Display for ContractTermError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a contract term such as `1 year` or `18 months`", self.text)
    }
}

impl Advice for ContractTermError {
    fn write_instead(&self) -> Vec<String> {
        self.likely.iter().map(ContractTerm::to_string).collect()
    }
}
