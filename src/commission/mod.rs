//! Terms and a sale make a commission: exact, explained, and the same whatever the order of rules.
//!
//! Of all rules that fit, the most specific one pays: a rule for the product before one for its
//! category, that before one for a partner group, that before one for everything; then a rule for
//! the market before one for all markets, and a renewal with a limit before one for life. Two
//! fitting rules of equal rank are an error, never a matter of order.
//!
//! Only the last step rounds: half a minor unit goes up (see [`Money::rounded`]). Pure: it knows
//! the model only.

mod headline;
mod resolve;
#[cfg(test)]
mod tests;

use std::fmt;

use rust_decimal::Decimal;

use crate::model::money::{ArithmeticError, Money, Rate};
use crate::model::terms::{Base, Reward, Terms};

pub use headline::{Headline, headline};
pub use resolve::{Case, Fit, NoRule, Occasion, Rank, conflicts, reward_for};

/// What a customer paid, all in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paid {
    /// With tax and shipping, before discounts.
    pub amount: Money,
    /// The tax in it.
    pub tax: Decimal,
    /// The shipping in it.
    pub shipping: Decimal,
    /// What was taken off it.
    pub discounts: Decimal,
}

/// A commission, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earning {
    pub amount: Money,
    /// What a percentage was taken of; `None` for a fixed sum.
    pub base: Option<Money>,
    /// The rule that pays, and those that fitted but were less specific.
    pub fit: Fit,
}

/// Why nothing can be paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EarnError {
    Rule(NoRule),
    /// A percentage is to be paid, but nothing was: the occasion has no sum.
    NothingPaid,
    /// Tax, shipping or discounts are below zero or more than the amount.
    Deductions,
    Arithmetic(ArithmeticError),
}

impl Paid {
    /// A sum from which nothing is taken off: it is the base as it stands.
    pub fn plain(amount: Money) -> Paid {
        Paid { amount, tax: Decimal::ZERO, shipping: Decimal::ZERO, discounts: Decimal::ZERO }
    }

    /// A price with `tax` in it, such as 19 %; nothing else is taken off.
    pub fn taxed(amount: Money, tax: Rate) -> Paid {
        // One or more: never a division by zero.
        let gross = Decimal::ONE + tax.fraction();
        Paid { tax: amount.amount() - amount.amount() / gross, ..Paid::plain(amount) }
    }

    /// The sum that percentages are taken of.
    pub fn base(self, base: Base) -> Result<Money, EarnError> {
        let parts = [
            (base.net_of_tax, self.tax),
            (base.net_of_shipping, self.shipping),
            (base.net_of_discounts, self.discounts),
        ];
        let mut rest = self.amount.amount();
        for (taken_off, part) in parts {
            if part < Decimal::ZERO {
                return Err(EarnError::Deductions);
            }
            if taken_off {
                rest = rest.checked_sub(part).ok_or(ArithmeticError::Overflow)?;
            }
        }
        if rest < Decimal::ZERO {
            return Err(EarnError::Deductions);
        }
        Money::rounded(rest, self.amount.currency())
            .ok_or(EarnError::Arithmetic(ArithmeticError::Overflow))
    }
}

/// What `terms` pay for `case`; `paid` is what the customer paid, `None` for clicks and leads.
pub fn earn(terms: &Terms, case: &Case, paid: Option<Paid>) -> Result<Earning, EarnError> {
    let fit = resolve::resolve(&terms.rules, case)?;
    match terms.rules[fit.rule].pays.reward() {
        Reward::Fixed(amount) => Ok(Earning { amount, base: None, fit }),
        Reward::Percent(rate) => {
            let base = paid.ok_or(EarnError::NothingPaid)?.base(terms.base)?;
            Ok(Earning { amount: base.share(rate)?, base: Some(base), fit })
        }
    }
}

impl From<NoRule> for EarnError {
    fn from(no_rule: NoRule) -> EarnError {
        EarnError::Rule(no_rule)
    }
}

impl From<ArithmeticError> for EarnError {
    fn from(error: ArithmeticError) -> EarnError {
        EarnError::Arithmetic(error)
    }
}

impl fmt::Display for EarnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EarnError::Rule(no_rule) => no_rule.fmt(f),
            EarnError::NothingPaid => write!(f, "a percentage needs the sum that was paid"),
            EarnError::Deductions => {
                write!(f, "tax, shipping and discounts are from zero to the amount paid")
            }
            EarnError::Arithmetic(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for EarnError {}
