//! What a commission is made of.

use crate::model::money::{ArithmeticError, Money, Rate};

/// One line of a reckoning. The lines of one commission add up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub reason: Reason,
    /// Below zero where a cap cuts, and where a refund takes back.
    pub amount: Money,
}

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A share of a sum.
    Share { rate: Rate, of: Money },
    /// A sum for each.
    Each { sum: Money, count: u32 },
    /// A sum for a thousand.
    Thousand { sum: Money, count: u32 },
    /// Up to the least that the rule pays for a sale.
    Minimum(Money),
    /// The bonus at this place in the terms.
    Bonus(usize),
    /// Down to the most that the rule pays for a sale.
    SaleCap(Money),
    /// What the month's earlier sales earn more, since a step was reached that is for all of them.
    Raise { from: Rate, to: Rate, of: Money },
    /// The same, where steps have sums: so many sales earn this much more each.
    RaiseEach { more: Money, count: u32 },
    /// Down to the most that the rule pays in a month.
    MonthCap(Money),
}

/// Lines that grow into a commission.
#[derive(Debug)]
pub(super) struct Ledger {
    pub parts: Vec<Part>,
    pub total: Money,
}

impl Ledger {
    /// Adds a line, unless it comes to nothing.
    pub fn add(&mut self, reason: Reason, amount: Money) -> Result<(), ArithmeticError> {
        if !amount.is_zero() {
            self.total = self.total.checked_add(amount)?;
            self.parts.push(Part { reason, amount });
        }
        Ok(())
    }

    /// Lifts the total to `least`.
    pub fn lift(&mut self, least: Option<Money>) -> Result<(), ArithmeticError> {
        let Some(least) = least.filter(|least| least.amount() > self.total.amount()) else {
            return Ok(());
        };
        self.add(Reason::Minimum(least), least.checked_sub(self.total)?)
    }

    /// Cuts the total to `most`, which is what is left of a cap: never below zero.
    pub fn cut(&mut self, reason: Reason, most: Money) -> Result<(), ArithmeticError> {
        let most = if most.is_negative() { Money::zero(most.currency()) } else { most };
        if self.total.amount() > most.amount() {
            self.add(reason, most.checked_sub(self.total)?)?;
        }
        Ok(())
    }
}
