//! Which rule pays.

use std::collections::BTreeSet;
use std::fmt;
use std::num::NonZeroU16;

use crate::model::ids::{CategoryId, GroupId, MarketId, ProductId};
use crate::model::terms::{Event, Rank, Reward, Rule, Subject};

/// What happened, and to whom: all that rules look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub occasion: Occasion,
    pub product: Option<ProductId>,
    /// The product's category.
    pub category: Option<CategoryId>,
    pub market: Option<MarketId>,
    /// The partner's groups.
    pub groups: BTreeSet<GroupId>,
}

/// An event as it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occasion {
    Click,
    Impression,
    Lead,
    Registration,
    Sale,
    /// The payment of this month after the first sale, from 1 on.
    Renewal {
        month: NonZeroU16,
    },
}

impl Occasion {
    pub fn event(self) -> Event {
        match self {
            Occasion::Click => Event::Click,
            Occasion::Impression => Event::Impression,
            Occasion::Lead => Event::Lead,
            Occasion::Registration => Event::Registration,
            Occasion::Sale => Event::Sale,
            Occasion::Renewal { .. } => Event::Renewal,
        }
    }
}

/// The rule that pays. Numbers are places in the list of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    pub rule: usize,
    pub rank: Rank,
    /// Rules that fitted too, but were less specific.
    pub beaten: Vec<usize>,
}

/// Why no rule pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoRule {
    /// These terms pay nothing for it.
    Nothing(Event),
    /// These rules fit equally well; numbers are places in the list of rules.
    Tie(Vec<usize>),
}

/// Finds the most specific rule for `case`.
pub fn resolve(rules: &[Rule], case: &Case) -> Result<Fit, NoRule> {
    let fitting: Vec<usize> = (0..rules.len()).filter(|rule| fits(&rules[*rule], case)).collect();
    let best = fitting.iter().map(|rule| Rank::of(&rules[*rule])).max();
    let Some(rank) = best else {
        return Err(NoRule::Nothing(case.occasion.event()));
    };
    let (first, beaten): (Vec<usize>, Vec<usize>) =
        fitting.into_iter().partition(|rule| Rank::of(&rules[*rule]) == rank);
    match first.as_slice() {
        [rule] => Ok(Fit { rule: *rule, rank, beaten }),
        _ => Err(NoRule::Tie(first)),
    }
}

/// What the first of a month earns, such as the rate of one product.
pub fn reward_for(rules: &[Rule], case: &Case) -> Result<Reward, NoRule> {
    resolve(rules, case).map(|fit| rules[fit.rule].pays.reward())
}

/// Pairs of rules that no case can tell apart: the same event, subject, group and market, and a
/// limit on both or neither. Places in the list of rules, the smaller first.
pub fn conflicts(rules: &[Rule]) -> Vec<(usize, usize)> {
    let same = |a: &Rule, b: &Rule| {
        a.pays.event() == b.pays.event()
            && a.subject == b.subject
            && a.group == b.group
            && a.market == b.market
            && a.pays.months().is_some() == b.pays.months().is_some()
    };
    let pairs = (0..rules.len()).flat_map(|a| (a + 1..rules.len()).map(move |b| (a, b)));
    pairs.filter(|(a, b)| same(&rules[*a], &rules[*b])).collect()
}

fn fits(rule: &Rule, case: &Case) -> bool {
    let subject = match &rule.subject {
        Subject::Everything => true,
        Subject::Category(category) => case.category.as_ref() == Some(category),
        Subject::Product(product) => case.product.as_ref() == Some(product),
    };
    let group = rule.group.as_ref().is_none_or(|group| case.groups.contains(group));
    let market = rule.market.is_none() || rule.market == case.market;
    let in_time = match (case.occasion, rule.pays.months()) {
        (Occasion::Renewal { month }, Some(limit)) => month <= limit,
        _ => true,
    };
    rule.pays.event() == case.occasion.event() && subject && group && market && in_time
}

impl fmt::Display for NoRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoRule::Nothing(event) => write!(f, "the terms pay nothing for this {event}"),
            NoRule::Tie(rules) => {
                write!(f, "{} rules fit equally well: make one of them more specific", rules.len())
            }
        }
    }
}
