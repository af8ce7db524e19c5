//! What is paid on top, for a time or for a milestone.

use std::fmt;
use std::num::NonZeroU32;

use super::{Date, Rate, Sums, Written};

/// Paid on top of what rules pay for sales.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bonus {
    pub name: String,
    pub period: Period,
    pub kind: BonusKind,
    /// Where it starts.
    pub place: Written,
}

/// What earns a bonus, and how much it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BonusKind {
    /// Every sale within the period: a share of its base.
    Rate(Rate),
    /// Every sale within the period: a sum.
    Sum(Sums),
    /// The sale that is this number of its calendar month: a sum.
    Milestone { sales: NonZeroU32, sum: Sums },
}

/// Days from the first to the last, both included; an end that is not there is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    from: Option<Date>,
    until: Option<Date>,
}

/// A period that ends before it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndBeforeStart {
    pub from: Date,
    pub until: Date,
}

impl Period {
    pub fn new(from: Option<Date>, until: Option<Date>) -> Result<Period, EndBeforeStart> {
        match (from, until) {
            (Some(from), Some(until)) if until < from => Err(EndBeforeStart { from, until }),
            _ => Ok(Period { from, until }),
        }
    }

    pub fn from(self) -> Option<Date> {
        self.from
    }

    pub fn until(self) -> Option<Date> {
        self.until
    }

    /// Whether both ends are open.
    pub fn is_always(self) -> bool {
        self.from.is_none() && self.until.is_none()
    }

    pub fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

impl fmt::Display for EndBeforeStart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it ends on {}, before it starts on {}", self.until, self.from)
    }
}
