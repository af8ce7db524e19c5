//! What others get of a sale, and how several share one.

use rust_decimal::Decimal;

use crate::model::money::{ArithmeticError, Money};
use crate::model::terms::{Split, Terms, Touch};

/// What those earn who recruited the partner, nearest first: shares of the same `base`.
pub fn levels(terms: &Terms, base: Money) -> Result<Vec<Money>, ArithmeticError> {
    terms.levels.iter().map(|rate| base.share(*rate)).collect()
}

/// A commission in the parts of those who brought the sale together; they add up to it.
pub fn shares(commission: Money, split: &Split) -> Result<Vec<(Touch, Money)>, ArithmeticError> {
    let weights: Vec<Decimal> = split.shares().iter().map(|(_, rate)| rate.percent()).collect();
    let touches = split.shares().iter().map(|(touch, _)| *touch);
    Ok(touches.zip(commission.split(&weights)?).collect())
}
