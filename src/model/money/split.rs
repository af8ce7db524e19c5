//! A sum in parts that add up to it.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{ArithmeticError, Money};

impl Money {
    /// Parts in proportion to `weights`, none of them below zero, that add up to this very sum: each
    /// is cut to the smallest unit, and what is left goes, one unit each, to those that lost the
    /// most (largest remainder); of equals the earlier one gets it. Where all weights are zero they
    /// count as equal.
    pub fn split(self, weights: &[Decimal]) -> Result<Vec<Money>, ArithmeticError> {
        if self.is_negative() {
            let parts = self.negated().split(weights)?;
            return Ok(parts.into_iter().map(Money::negated).collect());
        }
        let exact = self.proportions(weights).ok_or(ArithmeticError::Overflow)?;
        let decimals = self.currency.minor_units();
        let cut = |part: &Decimal| part.round_dp_with_strategy(decimals, RoundingStrategy::ToZero);
        let mut parts: Vec<Decimal> = exact.iter().map(cut).collect();
        let mut by_loss: Vec<usize> = (0..parts.len()).collect();
        by_loss.sort_by_key(|part| parts[*part] - exact[*part]);
        let unit = Decimal::new(1, decimals);
        let mut left = self.amount - parts.iter().sum::<Decimal>();
        for part in by_loss {
            if left < unit {
                break;
            }
            parts[part] += unit;
            left -= unit;
        }
        let money = |part| Money::new(part, self.currency).ok_or(ArithmeticError::Overflow);
        parts.into_iter().map(money).collect()
    }

    /// The exact parts; `None` when they cannot be reckoned.
    fn proportions(self, weights: &[Decimal]) -> Option<Vec<Decimal>> {
        let all = weights.iter().try_fold(Decimal::ZERO, |all, weight| all.checked_add(*weight))?;
        if all.is_zero() {
            let parts = Decimal::from(weights.len());
            return weights.iter().map(|_| self.amount.checked_div(parts)).collect();
        }
        let part = |weight: &Decimal| self.amount.checked_mul(*weight)?.checked_div(all);
        weights.iter().map(part).collect()
    }
}
