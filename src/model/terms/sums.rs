//! Sums that are agreed in every currency.

use super::{Currency, Money};

/// One sum for each currency, such as a threshold or a cap in several markets. May be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Sums(Vec<Money>);

impl Sums {
    /// The currency that stands there twice is the error.
    pub fn new(mut sums: Vec<Money>) -> Result<Sums, Currency> {
        sums.sort_by_key(|sum| sum.currency());
        match sums.windows(2).find(|pair| pair[0].currency() == pair[1].currency()) {
            Some(pair) => Err(pair[0].currency()),
            None => Ok(Sums(sums)),
        }
    }

    /// `None`: nothing was agreed in this currency.
    pub fn of(&self, currency: Currency) -> Option<Money> {
        self.0.iter().copied().find(|sum| sum.currency() == currency)
    }

    /// Sorted by currency code.
    pub fn all(&self) -> &[Money] {
        &self.0
    }
}

impl From<Money> for Sums {
    fn from(sum: Money) -> Sums {
        Sums(vec![sum])
    }
}
