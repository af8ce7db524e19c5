//! Rates and sums that change with what a partner sells in a month.

use std::collections::BTreeSet;
use std::fmt;

use rust_decimal::Decimal;

use super::{Currency, Reward};
use crate::model::shape::words;

words! {
    /// What a step that is reached changes.
    pub enum TierKind {
        /// Only what is sold from the step on.
        Marginal "marginal",
        /// Everything that was sold in the month.
        Whole "whole",
    }
}

/// What is counted in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TierMeasure {
    /// The number of sales.
    Sales,
    /// The sum of what rates are taken of, in this currency.
    Volume(Currency),
}

/// What is paid from a number of sales, or from a volume in major units, on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Step {
    pub from: Decimal,
    pub reward: Reward,
}

/// Rates, or sums in one currency, by what was sold in the calendar month: without gaps, and no two
/// for the same volume. Sums go by sales alone: a sale that stretches over volumes has no one sum.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tiers {
    kind: TierKind,
    measure: TierMeasure,
    /// What is paid from zero on.
    first: Reward,
    /// The others, by where they start.
    higher: Vec<Step>,
}

/// Why steps are no tiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TiersError {
    Empty,
    /// The lowest step begins above zero: nothing is paid below it.
    Gap {
        first: Decimal,
    },
    /// Two steps begin here.
    Overlap {
        from: Decimal,
    },
    /// Below zero.
    Negative {
        from: Decimal,
    },
    /// Some steps have rates and others sums, or sums are in two currencies.
    Mixed {
        from: Decimal,
    },
    /// A sum from a volume on.
    SumByVolume {
        from: Decimal,
    },
    /// A step for the whole month pays less than the one before: it would take back what was earned.
    Falling {
        from: Decimal,
    },
}

impl Tiers {
    /// Takes the steps in any order.
    pub fn new(
        kind: TierKind,
        measure: TierMeasure,
        mut steps: Vec<Step>,
    ) -> Result<Tiers, TiersError> {
        steps.sort_by_key(|step| step.from);
        let (first, higher) = steps.split_first().ok_or(TiersError::Empty)?;
        if first.from < Decimal::ZERO {
            return Err(TiersError::Negative { from: first.from });
        }
        if first.from > Decimal::ZERO {
            return Err(TiersError::Gap { first: first.from });
        }
        for pair in steps.windows(2) {
            let from = pair[1].from;
            if pair[0].from == from {
                return Err(TiersError::Overlap { from });
            }
            if !pair[1].reward.is_comparable(pair[0].reward) {
                return Err(TiersError::Mixed { from });
            }
            if kind == TierKind::Whole && pair[1].reward.is_less_than(pair[0].reward) {
                return Err(TiersError::Falling { from });
            }
        }
        if let (TierMeasure::Volume(_), Reward::Fixed(_)) = (measure, first.reward) {
            return Err(TiersError::SumByVolume { from: first.from });
        }
        Ok(Tiers { kind, measure, first: first.reward, higher: higher.to_vec() })
    }

    pub fn kind(&self) -> TierKind {
        self.kind
    }

    pub fn measure(&self) -> TierMeasure {
        self.measure
    }

    /// What is paid from zero on.
    pub fn first(&self) -> Reward {
        self.first
    }

    /// The most that a step pays.
    pub fn best(&self) -> Reward {
        let more = |one: Reward, two: Reward| if one.is_less_than(two) { two } else { one };
        self.steps().map(|step| step.reward).fold(self.first, more)
    }

    /// All steps, by where they start; the first starts at zero.
    pub fn steps(&self) -> impl Iterator<Item = Step> {
        let first = Step { from: Decimal::ZERO, reward: self.first };
        std::iter::once(first).chain(self.higher.iter().copied())
    }

    /// The same steps, all with one reward.
    pub(super) fn all_at(&self, reward: Reward) -> Tiers {
        let higher = self.higher.iter().map(|step| Step { reward, ..*step }).collect();
        Tiers { first: reward, higher, ..*self }
    }

    /// The same rewards, with a step wherever `other` has one of the same measure.
    pub(super) fn with_steps_of(&self, other: &Tiers) -> Tiers {
        if self.measure != other.measure {
            return self.clone();
        }
        let starts: BTreeSet<Decimal> =
            self.steps().chain(other.steps()).map(|it| it.from).collect();
        let starts = starts.into_iter().filter(|from| !from.is_zero());
        let higher = starts.map(|from| Step { from, reward: self.reward_at(from) }).collect();
        Tiers { higher, ..*self }
    }

    /// What is paid once `reached` is sold in the month.
    pub fn reward_at(&self, reached: Decimal) -> Reward {
        let step = self.higher.iter().rev().find(|step| step.from <= reached);
        step.map_or(self.first, |step| step.reward)
    }

    /// The stretch of the measure from `before` to `after`, cut where steps begin: each part's size
    /// with what it earns.
    pub fn cut(&self, before: Decimal, after: Decimal) -> Vec<(Decimal, Reward)> {
        let inside = self.higher.iter().map(|step| step.from);
        let mut borders = vec![before];
        borders.extend(inside.filter(|from| before < *from && *from < after));
        borders.push(after);
        borders.windows(2).map(|pair| (pair[1] - pair[0], self.reward_at(pair[0]))).collect()
    }
}

impl fmt::Display for TiersError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TiersError::Empty => write!(f, "the tiers have no steps"),
            TiersError::Gap { first } => {
                write!(f, "the tiers have a gap: nothing is said from 0 to {first}")
            }
            TiersError::Overlap { from } => {
                write!(f, "the tiers overlap: two steps begin at {from}")
            }
            TiersError::Negative { from } => write!(f, "a step cannot begin below zero, at {from}"),
            TiersError::Mixed { from } => {
                write!(f, "the step from {from} cannot be compared with the one before")
            }
            TiersError::SumByVolume { from } => {
                write!(f, "the step from {from} pays a sum, and steps by volume pay rates")
            }
            TiersError::Falling { from } => {
                write!(f, "the step from {from} pays less than the one before, for the whole month")
            }
        }
    }
}
