//! Sums as people type them: `49.00 EUR`, `49,00 €`, `$19.99`, `1 234,50 €`.

use std::fmt;

use rust_decimal::Decimal;

use super::number::{Reading, is_space, parse_grouped};
use super::{Currency, CurrencyError, Money};
use crate::model::advice::Advice;

/// Why a text is no sum of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MoneyError {
    /// No currency, and none that goes without saying.
    NoCurrency { text: String, amount: Decimal, likely: Vec<Currency> },
    /// Two different currencies in one text.
    TwoCurrencies { text: String },
    /// The currency is not one to pay in; `number` is what stood beside it.
    Currency { fault: CurrencyError, number: String },
    /// `1,234`: thousands or decimals?
    Ambiguous { text: String, readings: Vec<Money> },
    /// Finer than the currency's smallest unit; `nearest` is what can be paid.
    TooManyDecimals { text: String, currency: Currency, nearest: Money },
    /// Prices, rewards and thresholds are never below zero.
    Negative { text: String },
    /// Above a thousand billions: a slip of the hand.
    TooLarge { text: String },
    /// Not a number with a currency.
    Unreadable { text: String },
}

/// The largest sum that is taken from a text, in major units.
const LARGEST: i64 = 1_000_000_000_000;

/// Reads a sum of zero or more. A bare number (`12,90`) is understood only where the currency goes
/// without saying, as in a market's price: then `market` gives it. A text that names another
/// currency than `market` has that other currency: whether that fits is for the caller to judge.
pub fn parse_amount(text: &str, market: Option<Currency>) -> Result<Money, MoneyError> {
    let typed = text.trim();
    let unreadable = || MoneyError::Unreadable { text: typed.to_owned() };
    let is_digit = |c: char| c.is_ascii_digit();
    let start = typed.find(is_digit).ok_or_else(unreadable)?;
    let end = typed.rfind(is_digit).map_or(typed.len(), |last| last + 1);
    let (before, number, after) = (&typed[..start], &typed[start..end], &typed[end..]);
    if let Some(sign) = before.find(['-', '−', '–']) {
        let beyond = before[sign..].trim_start_matches(['-', '−', '–']).trim_matches(is_space);
        let readable = beyond.is_empty() || Currency::from_code_or_sign(beyond, market).is_ok();
        let text = typed.to_owned();
        return Err(if readable {
            MoneyError::Negative { text }
        } else {
            MoneyError::Unreadable { text }
        });
    }
    let reading = parse_grouped(number);
    if reading == Reading::None {
        return Err(unreadable());
    }
    // `49,- €` and `49.– CHF` are sums without cents.
    let after = after
        .strip_prefix([',', '.'])
        .and_then(|rest| rest.strip_prefix(['-', '–', '—']))
        .unwrap_or(after);
    let named = currency_named(before, after, number, typed, market)?;
    match (named.or(market), reading) {
        (Some(currency), reading) => amount_in(currency, reading, typed),
        (None, Reading::One(amount) | Reading::Two { grouped: amount, .. }) => {
            Err(MoneyError::NoCurrency { text: typed.to_owned(), amount, likely: Vec::new() })
        }
        (None, Reading::None) => Err(unreadable()),
    }
}

/// The currency written before or after the number, or both.
fn currency_named(
    before: &str,
    after: &str,
    number: &str,
    text: &str,
    market: Option<Currency>,
) -> Result<Option<Currency>, MoneyError> {
    let read = |name: &str| -> Result<Option<Currency>, MoneyError> {
        let name = name.trim_matches(is_space);
        if name.is_empty() {
            return Ok(None);
        }
        Currency::from_code_or_sign(name, market)
            .map(Some)
            .map_err(|fault| MoneyError::Currency { fault, number: number.to_owned() })
    };
    match (read(before)?, read(after)?) {
        (Some(a), Some(b)) if a != b => Err(MoneyError::TwoCurrencies { text: text.to_owned() }),
        (a, b) => Ok(a.or(b)),
    }
}

fn amount_in(currency: Currency, reading: Reading, text: &str) -> Result<Money, MoneyError> {
    let text = || text.to_owned();
    let amount = match reading {
        Reading::None => return Err(MoneyError::Unreadable { text: text() }),
        Reading::One(amount) => amount,
        // A currency without decimals leaves one reading, and so does our own way of writing one
        // with three.
        Reading::Two { grouped, .. } if currency.minor_units() == 0 => grouped,
        Reading::Two { mark: '.', decimal, .. } if currency.minor_units() == 3 => decimal,
        Reading::Two { grouped, decimal, .. } => {
            let readings = [grouped, decimal];
            let readings =
                readings.into_iter().filter_map(|n| Money::rounded(n, currency)).collect();
            return Err(MoneyError::Ambiguous { text: text(), readings });
        }
    };
    if amount > Decimal::from(LARGEST) {
        return Err(MoneyError::TooLarge { text: text() });
    }
    let nearest =
        Money::rounded(amount, currency).ok_or_else(|| MoneyError::TooLarge { text: text() })?;
    if nearest.amount() == amount {
        Ok(nearest)
    } else {
        Err(MoneyError::TooManyDecimals { text: text(), currency, nearest })
    }
}

impl MoneyError {
    /// The same fault, where it is known which currencies can be meant.
    #[must_use]
    pub fn with_currencies(mut self, known: impl Iterator<Item = Currency>) -> MoneyError {
        if let MoneyError::NoCurrency { likely, .. } = &mut self {
            for currency in known {
                if !likely.contains(&currency) {
                    likely.push(currency);
                }
            }
        }
        self
    }
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MoneyError::NoCurrency { text, .. } => write!(f, "`{text}` names no currency"),
            MoneyError::TwoCurrencies { text } => write!(f, "`{text}` names two currencies"),
            MoneyError::Currency { fault, .. } => write!(f, "{fault}"),
            MoneyError::Ambiguous { text, .. } => {
                write!(f, "`{text}` can be read with thousands or with decimals")
            }
            MoneyError::TooManyDecimals { text, currency, .. } => match currency.minor_units() {
                0 => write!(f, "`{text}` has decimals, but {currency} has none"),
                count => write!(f, "`{text}` has more decimals than the {count} of {currency}"),
            },
            MoneyError::Negative { text } => write!(f, "`{text}` is below zero"),
            MoneyError::TooLarge { text } => write!(f, "`{text}` is too large a sum"),
            MoneyError::Unreadable { text } => {
                write!(f, "`{text}` is not a sum such as `49.00 EUR`")
            }
        }
    }
}

impl Advice for MoneyError {
    fn write_instead(&self) -> Vec<String> {
        match self {
            MoneyError::NoCurrency { amount, likely, .. } => {
                let common =
                    ["EUR", "USD"].iter().filter_map(|code| Currency::from_code(code).ok());
                let likely: Vec<Currency> =
                    if likely.is_empty() { common.collect() } else { likely.clone() };
                let sums = likely.into_iter().filter_map(|it| Money::rounded(*amount, it));
                sums.map(|money| money.to_string()).collect()
            }
            MoneyError::Currency { fault, number } => {
                fault.write_instead().iter().map(|code| format!("{number} {code}")).collect()
            }
            MoneyError::Ambiguous { readings, .. } => {
                readings.iter().map(Money::to_string).collect()
            }
            MoneyError::TooManyDecimals { nearest, .. } => vec![nearest.to_string()],
            MoneyError::TwoCurrencies { .. }
            | MoneyError::Negative { .. }
            | MoneyError::TooLarge { .. }
            | MoneyError::Unreadable { .. } => Vec::new(),
        }
    }

    fn is_question(&self) -> bool {
        matches!(self, MoneyError::Ambiguous { .. })
    }
}
