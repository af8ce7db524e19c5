//! What a partner is paid for, how much, and when.
//!
//! Versions of terms are dated and stay in force until the next begins. A partner may have terms
//! of their own, or keep those of the day they signed until the contract ends.

use std::collections::HashSet;
use std::fmt;
use std::num::NonZeroU16;

use crate::model::date::{ContractTerm, Date};
use crate::model::ids::{CategoryId, GroupId, MarketId, ProductId};
use crate::model::money::{Currency, Money, Rate};
use crate::model::shape::words;
use crate::model::text::Written;

mod bonus;
mod changes;
mod limits;
mod payout;
mod rank;
mod reader;
pub mod shape;
mod sharing;
mod sums;
#[cfg(test)]
mod tests;
mod tiers;
mod versions;

pub use bonus::{Bonus, BonusKind, EndBeforeStart, Period};
pub use changes::{ReadTerms, TermsChange};
pub use limits::Limits;
pub use payout::{DayOfMonth, Payout, PayoutMethod, Rhythm, Weekday};
pub use rank::{Narrower, Rank};
pub use reader::{Compared, Reader, compare};
pub use sharing::{NotWhole, Refused, Split, Touch};
pub use sums::Sums;
pub use tiers::{Step, TierKind, TierMeasure, Tiers, TiersError};
pub use versions::{
    Announced, Held, HistoryError, Hold, InForce, Origin, PartnerTerms, TermsHistory,
};

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
    pub bonuses: Vec<Bonus>,
    /// What those earn who recruited the partner, of the same base: first the recruiter, then the
    /// recruiter's recruiter.
    pub levels: Vec<Rate>,
    /// How partners share a sale that several brought; `None`: one of them gets it all.
    pub split: Option<Split>,
    pub refused: Vec<Refused>,
    /// Where they start.
    pub place: Written,
}

impl Terms {
    /// Whether both promise the same from the same day on, in whatever order and wherever they are
    /// written.
    pub fn says_the_same(&self, other: &Terms) -> bool {
        let rules = |terms: &Terms| terms.rules.iter().cloned().collect::<HashSet<Rule>>();
        let rest = |terms: &Terms| {
            let mut bonuses = terms.bonuses.clone();
            bonuses.sort_by(|one, two| one.name.cmp(&two.name));
            Terms { rules: Vec::new(), bonuses, ..terms.clone() }
        };
        rules(self) == rules(other) && rest(self) == rest(other)
    }

    /// Whether anything is reckoned of the base: a share of it, or how much was sold.
    pub fn uses_base(&self) -> bool {
        let is_rate = |bonus: &Bonus| matches!(bonus.kind, BonusKind::Rate(_));
        self.rules.iter().any(|rule| rule.pays.uses_base())
            || self.bonuses.iter().any(is_rate)
            || !self.levels.is_empty()
    }
}

/// What a percentage is taken of: the amount paid, less these parts of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Base {
    pub net_of_tax: bool,
    pub net_of_shipping: bool,
    pub net_of_discounts: bool,
}

impl Base {
    /// The words of what is taken off before a rate applies, as content files have them.
    pub fn net_of(self) -> Vec<&'static str> {
        let parts = [
            (self.net_of_tax, "tax"),
            (self.net_of_shipping, "shipping"),
            (self.net_of_discounts, "discounts"),
        ];
        parts.into_iter().filter(|(taken_off, _)| *taken_off).map(|(_, word)| word).collect()
    }
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
    pub limits: Limits,
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

/// The event that a rule pays for, and the reward. Only sales and renewals bring an amount to take a
/// percentage of, and only renewals can be limited in time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Pays {
    Click(Money),
    /// For a thousand of them.
    Impression(Money),
    Lead(Money),
    Registration(Money),
    Sale(Scale),
    Renewal {
        scale: Scale,
        /// Renewals are paid up to this month after the first sale; `None` is for life.
        months: Option<NonZeroU16>,
    },
}

words! {
    /// What brings a commission.
    pub enum Event {
        Click "click",
        /// A banner is shown; paid by the thousand.
        Impression "impression",
        /// Somebody asks to hear more.
        Lead "lead",
        /// Somebody opens an account.
        Registration "registration",
        Sale "sale",
        /// A subscription is paid again.
        Renewal "renewal",
    }
}

/// A reward that is always the same, or one that changes with what was sold.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scale {
    Flat(Reward),
    Tiers(Tiers),
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
    /// Clicks, leads and the like have no amount to take a percentage of.
    PercentOfNothing(Event),
    /// Only renewals go on for months.
    MonthsWithoutRenewal(Event),
    /// A reward below zero.
    Negative,
}

impl Pays {
    /// Joins what a file says in several keys.
    pub fn new(event: Event, scale: Scale, months: Option<NonZeroU16>) -> Result<Pays, PaysError> {
        if matches!(scale.first(), Reward::Fixed(sum) if sum.is_negative()) {
            return Err(PaysError::Negative);
        }
        if months.is_some() && event != Event::Renewal {
            return Err(PaysError::MonthsWithoutRenewal(event));
        }
        match (event, scale) {
            (Event::Sale, scale) => Ok(Pays::Sale(scale)),
            (Event::Renewal, scale) => Ok(Pays::Renewal { scale, months }),
            (Event::Click, Scale::Flat(Reward::Fixed(sum))) => Ok(Pays::Click(sum)),
            (Event::Impression, Scale::Flat(Reward::Fixed(sum))) => Ok(Pays::Impression(sum)),
            (Event::Lead, Scale::Flat(Reward::Fixed(sum))) => Ok(Pays::Lead(sum)),
            (Event::Registration, Scale::Flat(Reward::Fixed(sum))) => Ok(Pays::Registration(sum)),
            (event, _) => Err(PaysError::PercentOfNothing(event)),
        }
    }

    pub fn event(&self) -> Event {
        match self {
            Pays::Click(_) => Event::Click,
            Pays::Impression(_) => Event::Impression,
            Pays::Lead(_) => Event::Lead,
            Pays::Registration(_) => Event::Registration,
            Pays::Sale(_) => Event::Sale,
            Pays::Renewal { .. } => Event::Renewal,
        }
    }

    /// What the first of a month earns.
    pub fn reward(&self) -> Reward {
        match self {
            Pays::Click(sum)
            | Pays::Impression(sum)
            | Pays::Lead(sum)
            | Pays::Registration(sum) => Reward::Fixed(*sum),
            Pays::Sale(scale) | Pays::Renewal { scale, .. } => scale.first(),
        }
    }

    /// The most that one can earn: the best step of tiers.
    pub fn best(&self) -> Reward {
        self.tiers().map_or(self.reward(), Tiers::best)
    }

    pub fn tiers(&self) -> Option<&Tiers> {
        match self {
            Pays::Sale(Scale::Tiers(tiers)) | Pays::Renewal { scale: Scale::Tiers(tiers), .. } => {
                Some(tiers)
            }
            _ => None,
        }
    }

    fn uses_base(&self) -> bool {
        let by_volume = |tiers: &Tiers| matches!(tiers.measure(), TierMeasure::Volume(_));
        matches!(self.reward(), Reward::Percent(_)) || self.tiers().is_some_and(by_volume)
    }

    /// The same, with a step wherever `other` has one.
    #[must_use]
    pub(super) fn in_steps_of(&self, other: &Pays) -> Pays {
        let steps = |own: &Scale| match (own, other.tiers()) {
            (Scale::Flat(reward), Some(tiers)) => Scale::Tiers(tiers.all_at(*reward)),
            (Scale::Tiers(own), Some(tiers)) => Scale::Tiers(own.with_steps_of(tiers)),
            (own, _) => own.clone(),
        };
        match self {
            Pays::Sale(scale) => Pays::Sale(steps(scale)),
            Pays::Renewal { scale, months } => {
                Pays::Renewal { scale: steps(scale), months: *months }
            }
            other => other.clone(),
        }
    }

    /// The limit of a renewal in months; `None` for every other event, and for life.
    pub fn months(&self) -> Option<NonZeroU16> {
        match self {
            Pays::Renewal { months, .. } => *months,
            _ => None,
        }
    }
}

impl Scale {
    /// What the first sale of a month earns.
    fn first(&self) -> Reward {
        match self {
            Scale::Flat(reward) => *reward,
            Scale::Tiers(tiers) => tiers.first(),
        }
    }
}

impl Reward {
    /// Whether one is a rate and the other too, or both are sums in one currency.
    pub fn is_comparable(self, other: Reward) -> bool {
        match (self, other) {
            (Reward::Percent(_), Reward::Percent(_)) => true,
            (Reward::Fixed(one), Reward::Fixed(two)) => one.currency() == two.currency(),
            _ => false,
        }
    }

    /// Whether it is less for sure: what cannot be compared is not.
    pub fn is_less_than(self, other: Reward) -> bool {
        match (self, other) {
            (Reward::Percent(one), Reward::Percent(two)) => one < two,
            (Reward::Fixed(one), Reward::Fixed(two)) => {
                self.is_comparable(other) && one.amount() < two.amount()
            }
            _ => false,
        }
    }
}

impl From<Reward> for Scale {
    fn from(reward: Reward) -> Scale {
        Scale::Flat(reward)
    }
}

impl Event {
    /// Whether it brings an amount to take a percentage of.
    pub fn is_paid(self) -> bool {
        matches!(self, Event::Sale | Event::Renewal)
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
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
                write!(f, "`{event}` brings no amount to take a percentage of: it pays a fixed sum")
            }
            PaysError::MonthsWithoutRenewal(event) => {
                write!(f, "only a renewal can be limited in months, not `{event}`")
            }
            PaysError::Negative => write!(f, "a reward is never below zero"),
        }
    }
}
