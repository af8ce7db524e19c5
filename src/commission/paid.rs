//! What a customer paid, and what of it percentages are taken of.

use rust_decimal::Decimal;

use super::error::EarnError;
use crate::model::money::{ArithmeticError, Money, Rate};
use crate::model::terms::Base;

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
