//! Exact money and rates. Nothing here is a binary fraction, and nothing rounds unless its name
//! says so.

mod currency;
mod number;
mod parse;
mod rate;
mod split;
#[cfg(test)]
mod tests;

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};

pub use currency::{Currency, CurrencyError};
pub use parse::{MoneyError, parse_amount};
pub use rate::{Rate, RateError};

/// An exact sum in one currency, in whole minor units (never a part of a cent). May be negative:
/// a refund takes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    amount: Decimal,
    currency: Currency,
}

/// Why a calculation with money has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArithmeticError {
    /// Sums of two currencies cannot be added.
    MixedCurrencies(Currency, Currency),
    /// The result is beyond what can be held exactly.
    Overflow,
}

impl fmt::Display for ArithmeticError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ArithmeticError::MixedCurrencies(a, b) => {
                write!(f, "{a} and {b} cannot be reckoned together")
            }
            ArithmeticError::Overflow => write!(f, "the sum is too large to be reckoned exactly"),
        }
    }
}

impl std::error::Error for ArithmeticError {}

impl Money {
    /// `None` when `amount` has more decimals than the currency, or is too large to show them.
    pub fn new(amount: Decimal, currency: Currency) -> Option<Money> {
        let money = Money::rounded(amount, currency)?;
        (money.amount == amount).then_some(money)
    }

    /// The nearest sum that the currency can pay: half a minor unit goes away from zero
    /// ("commercial rounding", as invoices do), to the decimals of ISO 4217. Swiss francs are
    /// rounded to the centime, since commissions are transferred; the five centimes of cash are
    /// no matter here. `None` when the amount is too large to show its minor units.
    pub fn rounded(amount: Decimal, currency: Currency) -> Option<Money> {
        let decimals = currency.minor_units();
        let mut rounded =
            amount.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        rounded.rescale(decimals);
        let rounded = if rounded.is_zero() { Decimal::new(0, decimals) } else { rounded };
        (rounded.scale() == decimals).then_some(Money { amount: rounded, currency })
    }

    pub fn zero(currency: Currency) -> Money {
        Money { amount: Decimal::new(0, currency.minor_units()), currency }
    }

    /// The sum in major units, with exactly the currency's decimals (`49.00`).
    pub fn amount(self) -> Decimal {
        self.amount
    }

    pub fn currency(self) -> Currency {
        self.currency
    }

    pub fn is_zero(self) -> bool {
        self.amount.is_zero()
    }

    pub fn is_negative(self) -> bool {
        self.amount < Decimal::ZERO
    }

    pub fn checked_add(self, other: Money) -> Result<Money, ArithmeticError> {
        self.same_currency(other)?;
        self.exactly(self.amount.checked_add(other.amount))
    }

    pub fn checked_sub(self, other: Money) -> Result<Money, ArithmeticError> {
        self.same_currency(other)?;
        self.exactly(self.amount.checked_sub(other.amount))
    }

    /// The sum with the other sign: what a refund takes back.
    #[must_use]
    pub fn negated(self) -> Money {
        if self.is_zero() { self } else { Money { amount: -self.amount, ..self } }
    }

    /// `count` times this sum.
    pub fn times(self, count: u32) -> Result<Money, ArithmeticError> {
        self.exactly(self.amount.checked_mul(Decimal::from(count)))
    }

    /// `rate` of this sum, rounded as [`rounded`](Money::rounded) does.
    pub fn share(self, rate: Rate) -> Result<Money, ArithmeticError> {
        self.amount
            .checked_mul(rate.fraction())
            .and_then(|amount| Money::rounded(amount, self.currency))
            .ok_or(ArithmeticError::Overflow)
    }

    fn same_currency(self, other: Money) -> Result<(), ArithmeticError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(ArithmeticError::MixedCurrencies(self.currency, other.currency))
        }
    }

    fn exactly(self, amount: Option<Decimal>) -> Result<Money, ArithmeticError> {
        amount.and_then(|amount| Money::new(amount, self.currency)).ok_or(ArithmeticError::Overflow)
    }
}

/// The form that content files use: `49.00 EUR`. It parses again to the same sum.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}
