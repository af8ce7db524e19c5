//! Something that happened, with all that its commission depends on.

use rust_decimal::Decimal;

use super::paid::Paid;
use super::resolve::Case;
use crate::model::date::Date;

/// Something that happened, with all that its commission depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    pub case: Case,
    /// What the customer paid; `None` for clicks and the like, and where it is not known.
    pub paid: Option<Paid>,
    /// How many there were: of clicks, impressions, leads and registrations any number, else 1.
    pub count: u32,
    /// The day, for bonuses; `None` is a sale on no day in particular, to which none is paid.
    pub on: Option<Date>,
    pub month: Month,
}

/// What the partner had in the calendar month before; sums in major units of the currency paid in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Month {
    pub sales: u32,
    /// What percentages were taken of.
    pub volume: Decimal,
    /// Commissions of the rule that pays.
    pub earned: Decimal,
}

impl Transaction {
    /// One sale, the first of its month, on no day in particular.
    pub fn sale(case: Case, paid: Option<Paid>) -> Transaction {
        Transaction { case, paid, count: 1, on: None, month: Month::default() }
    }
}
