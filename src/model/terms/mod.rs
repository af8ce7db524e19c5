//! What a partner is paid for, how much, and when.
//!
//! Versions of terms are dated and stay in force until the next begins. A partner may have terms
//! of their own, or keep those of the day they signed until the contract ends.

use std::fmt;
use std::num::NonZeroU16;

use crate::model::date::{ContractTerm, Date};
use crate::model::ids::{CategoryId, GroupId, MarketId, ProductId};
use crate::model::money::{Currency, Money, Rate};
use crate::model::text::Written;

mod payout;
#[cfg(test)]
mod tests;
mod versions;

pub use payout::{DayOfMonth, Payout, PayoutMethod, Rhythm, Thresholds, Weekday};
pub use versions::{Announced, HistoryError, Hold, InForce, Origin, PartnerTerms, TermsHistory};

/// One version of the commission terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The first day on which they are in force.
    pub from: Date,
    /// In the order of the file, which means nothing: the most specific rule wins.
    pub rules: Vec<Rule>,
    pub base: Base,
    /// How many days after a click a sale still counts; 0 is the browser's session only.
    pub cookie_days: u16,
    /// How many days a commission waits before it can be paid, for returns.
    pub hold_days: u16,
    pub payout: Payout,
}

/// What a percentage is taken of: the amount paid, less these parts of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Base {
    pub net_of_tax: bool,
    pub net_of_shipping: bool,
    pub net_of_discounts: bool,
}

/// One rule: what is paid, for what, to whom.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rule {
    pub pays: Pays,
    pub subject: Subject,
    /// Only for partners of this group; `None` is for all.
    pub group: Option<GroupId>,
    /// Only for sales in this market; `None` is for all.
    pub market: Option<MarketId>,
    /// Where it says what it is for; else where it starts.
    pub place: Written,
}

/// What a rule is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    Everything,
    Category(CategoryId),
    Product(ProductId),
}

/// The event that a rule pays for, and the reward. Clicks and leads bring no amount to take a
/// percentage of, and only renewals can be limited in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pays {
    Click(Money),
    Lead(Money),
    Sale(Reward),
    Renewal {
        reward: Reward,
        /// Renewals are paid up to this month after the first sale; `None` is for life.
        months: Option<NonZeroU16>,
    },
}

/// What brings a commission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Event {
    Click,
    Lead,
    Sale,
    Renewal,
}

/// How a commission is reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reward {
    Percent(Rate),
    Fixed(Money),
}

/// Why an event, a reward and a limit do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaysError {
    /// A click or lead has no amount to take a percentage of.
    PercentOfNothing(Event),
    /// Only renewals go on for months.
    MonthsWithoutRenewal(Event),
    /// A reward below zero.
    Negative,
}

impl Pays {
    /// Joins what a file says in three keys.
    pub fn new(
        event: Event,
        reward: Reward,
        months: Option<NonZeroU16>,
    ) -> Result<Pays, PaysError> {
        if matches!(reward, Reward::Fixed(sum) if sum.is_negative()) {
            return Err(PaysError::Negative);
        }
        if months.is_some() && event != Event::Renewal {
            return Err(PaysError::MonthsWithoutRenewal(event));
        }
        match (event, reward) {
            (Event::Click, Reward::Fixed(sum)) => Ok(Pays::Click(sum)),
            (Event::Lead, Reward::Fixed(sum)) => Ok(Pays::Lead(sum)),
            (Event::Sale, reward) => Ok(Pays::Sale(reward)),
            (Event::Renewal, reward) => Ok(Pays::Renewal { reward, months }),
            (Event::Click | Event::Lead, Reward::Percent(_)) => {
                Err(PaysError::PercentOfNothing(event))
            }
        }
    }

    pub fn event(self) -> Event {
        match self {
            Pays::Click(_) => Event::Click,
            Pays::Lead(_) => Event::Lead,
            Pays::Sale(_) => Event::Sale,
            Pays::Renewal { .. } => Event::Renewal,
        }
    }

    pub fn reward(self) -> Reward {
        match self {
            Pays::Click(sum) | Pays::Lead(sum) => Reward::Fixed(sum),
            Pays::Sale(reward) | Pays::Renewal { reward, .. } => reward,
        }
    }

    /// The limit of a renewal in months; `None` for every other event, and for life.
    pub fn months(self) -> Option<NonZeroU16> {
        match self {
            Pays::Renewal { months, .. } => months,
            Pays::Click(_) | Pays::Lead(_) | Pays::Sale(_) => None,
        }
    }
}

impl Event {
    pub const ALL: [Event; 4] = [Event::Click, Event::Lead, Event::Sale, Event::Renewal];

    /// The word that content files use.
    pub fn key(self) -> &'static str {
        match self {
            Event::Click => "click",
            Event::Lead => "lead",
            Event::Sale => "sale",
            Event::Renewal => "renewal",
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl fmt::Display for Reward {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reward::Percent(rate) => rate.fmt(f),
            Reward::Fixed(sum) => sum.fmt(f),
        }
    }
}

impl fmt::Display for PaysError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PaysError::PercentOfNothing(event) => {
                write!(f, "a {event} brings no amount to take a percentage of: it pays a fixed sum")
            }
            PaysError::MonthsWithoutRenewal(event) => {
                write!(f, "only a renewal can be limited in months, not a {event}")
            }
            PaysError::Negative => write!(f, "a reward is never below zero"),
        }
    }
}
