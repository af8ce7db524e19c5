//! Percentages.

use std::fmt;

use rust_decimal::Decimal;

use super::number::parse_decimal;
use crate::model::advice::Advice;

/// A share from 0 to 100 percent, exact, with at most four decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(Decimal);

/// Why a text is no rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RateError {
    /// A bare number: percent or a fraction? `readings` are both.
    Bare { text: String, readings: Vec<Rate> },
    /// Below 0 % or above 100 %.
    OutOfRange { text: String },
    /// More than four decimals.
    TooManyDecimals { text: String, nearest: Option<Rate> },
    /// Not a number with a percent sign; `likely` when it can be guessed.
    Unreadable { text: String, likely: Option<Rate> },
}

const DECIMALS: u32 = 4;

impl Rate {
    /// `percent` is 15 for 15 %. `None` when not from 0 to 100, or with more than four decimals.
    pub fn from_percent(percent: Decimal) -> Option<Rate> {
        let percent = percent.normalize();
        let in_range = (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&percent);
        (in_range && percent.scale() <= DECIMALS).then_some(Rate(percent))
    }

    /// 15 for 15 %, without trailing zeros.
    pub fn percent(self) -> Decimal {
        self.0
    }

    /// 0.15 for 15 %.
    pub fn fraction(self) -> Decimal {
        let mut fraction = self.0;
        // A rate has four decimals at most, so two more always fit.
        fraction = Decimal::from_i128_with_scale(fraction.mantissa(), fraction.scale() + 2);
        fraction.normalize()
    }

    /// Reads what people type: `15 %`, `15%`, `12,5 %`, `%15`.
    pub fn parse(text: &str) -> Result<Rate, RateError> {
        let typed = text.trim();
        let is_sign = |c: char| matches!(c, '%' | '％' | '٪');
        let space = |c: char| c.is_whitespace();
        let number = typed
            .strip_suffix(is_sign)
            .or_else(|| typed.strip_prefix(is_sign))
            .map(|number| number.trim_matches(space));
        match number {
            Some(number) => signed_rate(number, typed),
            None => Err(unsigned_rate(typed)),
        }
    }
}

/// The rate of `number`, which stood beside a percent sign.
fn signed_rate(number: &str, text: &str) -> Result<Rate, RateError> {
    let text = text.to_owned();
    if let Some(positive) = number.strip_prefix(['-', '−', '–']) {
        return Err(match parse_decimal(positive.trim()) {
            Some(_) => RateError::OutOfRange { text },
            None => RateError::Unreadable { text, likely: None },
        });
    }
    let Some(percent) = parse_decimal(number) else {
        return Err(RateError::Unreadable { text, likely: None });
    };
    if percent > Decimal::ONE_HUNDRED {
        return Err(RateError::OutOfRange { text });
    }
    Rate::from_percent(percent).ok_or_else(|| RateError::TooManyDecimals {
        text,
        nearest: Rate::from_percent(percent.round_dp(DECIMALS)),
    })
}

/// What is wrong with a text that has no percent sign at its end.
fn unsigned_rate(typed: &str) -> RateError {
    let text = typed.to_owned();
    if let Some(number) = parse_decimal(typed) {
        let as_fraction =
            number.checked_mul(Decimal::ONE_HUNDRED).filter(|_| number < Decimal::ONE);
        let readings: Vec<Rate> = [as_fraction, Some(number)]
            .into_iter()
            .flatten()
            .filter_map(Rate::from_percent)
            .collect();
        return RateError::Bare { text, readings };
    }
    let digits_end = typed.find(|c: char| c.is_alphabetic()).unwrap_or(typed.len());
    let (number, word) = typed.split_at(digits_end);
    let is_percent_word = ["percent", "per cent", "pct", "prozent", "pour cent", "процент"]
        .iter()
        .any(|known| word.to_lowercase().starts_with(known));
    let likely = is_percent_word.then(|| parse_decimal(number.trim())).flatten();
    RateError::Unreadable { text, likely: likely.and_then(Rate::from_percent) }
}

/// The form that content files use: `12.5 %`. It parses again to the same rate.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", self.0)
    }
}

impl fmt::Display for RateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RateError::Bare { text, .. } => {
                write!(f, "`{text}` could be a percentage or a fraction: a rate has a percent sign")
            }
            RateError::OutOfRange { text } => {
                write!(f, "`{text}` is not a rate: rates go from 0 % to 100 %")
            }
            RateError::TooManyDecimals { text, .. } => {
                write!(f, "`{text}` has more than {DECIMALS} decimals")
            }
            RateError::Unreadable { text, .. } => {
                write!(f, "`{text}` is not a rate such as `15 %`")
            }
        }
    }
}

impl Advice for RateError {
    fn write_instead(&self) -> Vec<String> {
        match self {
            RateError::Bare { readings, .. } => readings.iter().map(Rate::to_string).collect(),
            RateError::OutOfRange { .. } => Vec::new(),
            RateError::TooManyDecimals { nearest: rate, .. }
            | RateError::Unreadable { likely: rate, .. } => {
                rate.iter().map(Rate::to_string).collect()
            }
        }
    }

    fn is_question(&self) -> bool {
        matches!(self, RateError::Bare { .. })
    }
}
