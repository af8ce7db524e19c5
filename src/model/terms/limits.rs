//! The least and the most that a rule pays.

use super::Sums;

/// The least and the most that a rule pays; no sum, no limit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Limits {
    /// The least for one sale.
    pub minimum: Sums,
    /// The most for one sale, bonuses for a time included.
    pub per_sale: Sums,
    /// The most for a calendar month.
    pub per_month: Sums,
}
