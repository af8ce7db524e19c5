//! Whether new terms are worse for partners than old ones.

use std::collections::BTreeSet;
use std::fmt;
use std::num::NonZeroU16;

use crate::model::date::Date;
use crate::model::ids::{CategoryId, GroupId, MarketId, ProductId};
use crate::model::money::Money;
use crate::model::product::Product;
use crate::model::project::Project;
use crate::model::terms::{
    Bonus, BonusKind, Event, Limits, Pays, Period, Reader, Refused, Reward, Rule, Sums, Terms,
    TierKind,
};

use super::{Case, NoRule, Occasion, resolve};

/// Later than any renewal that terms can limit themselves to.
const FOR_LIFE: NonZeroU16 = NonZeroU16::MAX;

/// One way in which partners get less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut {
    /// Something that happens earns less, or may: a rate and a sum cannot be compared.
    Pay {
        event: Event,
        old: Reward,
        /// `None`: nothing at all.
        new: Option<Reward>,
    },
    /// A tier, cap or minimum of what is paid for this is worse.
    Limits(Event),
    /// The base lacks this part of the amount paid.
    Base(&'static str),
    CookieDays {
        old: u16,
        new: u16,
    },
    HoldDays {
        old: u16,
        new: u16,
    },
    Threshold(Money),
    /// A bonus ends earlier than was announced, or pays something else.
    Bonus(String),
    Levels,
    Split,
    Refused(Refused),
}

/// The first thing in which `new` terms are worse than the `old` ones, for any partner, product
/// and market of the project. `None`: they are as good, or better.
pub fn cut(old: &Terms, new: &Terms, project: &Project) -> Option<Cut> {
    let company = &project.company;
    let markets = company.markets.iter().map(|market| &market.id).collect();
    cut_within(old, new, &Reach { products: project.products.values().collect(), markets })
}

/// [`cut`] for one reader, who has both terms as [`Reader::view`] shows them, and sold this before.
pub fn cut_for(old: &Terms, new: &Terms, before: &Reader) -> Option<Cut> {
    let reach = Reach { products: before.products.clone(), markets: vec![before.market] };
    cut_within(old, new, &reach)
}

/// What may be sold where.
struct Reach<'p> {
    products: Vec<&'p Product>,
    markets: Vec<&'p MarketId>,
}

fn cut_within(old: &Terms, new: &Terms, reach: &Reach) -> Option<Cut> {
    cases(old, new, reach)
        .iter()
        .find_map(|case| less_paid(old, new, case))
        .or_else(|| smaller_base(old, new))
        .or_else(|| worse_days(old, new))
        .or_else(|| raised(&old.payout.thresholds, &new.payout.thresholds).map(Cut::Threshold))
        .or_else(|| lost_bonus(old, new))
        .or_else(|| less_shared(old, new))
}

/// Everything that either of the terms can tell apart: one case for each.
fn cases(old: &Terms, new: &Terms, reach: &Reach) -> Vec<Case> {
    let rules: Vec<&Rule> = old.rules.iter().chain(&new.rules).collect();
    let mut cases = Vec::new();
    for (product, category) in kinds_of_products(&reach.products) {
        for market in &reach.markets {
            for group in groups(&rules) {
                cases.extend(occasions(&rules).into_iter().map(|occasion| Case {
                    occasion,
                    product: product.clone(),
                    category: category.clone(),
                    market: Some((*market).clone()),
                    groups: group.iter().cloned().collect(),
                }));
            }
        }
    }
    cases
}

/// What is sold, and what leads and clicks are about: no product.
fn kinds_of_products(products: &[&Product]) -> BTreeSet<(Option<ProductId>, Option<CategoryId>)> {
    let known = products.iter().map(|product| (Some(product.id.clone()), product.category.clone()));
    known.chain([(None, None)]).collect()
}

/// No group, and each that a rule is for.
fn groups(rules: &[&Rule]) -> BTreeSet<Option<GroupId>> {
    rules.iter().map(|rule| rule.group.clone()).chain([None]).collect()
}

/// Every event; renewals in the first month, in the last that a rule pays, and for life.
fn occasions(rules: &[&Rule]) -> BTreeSet<Occasion> {
    let limits = rules.iter().filter_map(|rule| rule.pays.months());
    let months = limits.chain([NonZeroU16::MIN, FOR_LIFE]);
    let events = [
        Occasion::Click,
        Occasion::Impression,
        Occasion::Lead,
        Occasion::Registration,
        Occasion::Sale,
    ];
    months.map(|month| Occasion::Renewal { month }).chain(events).collect()
}

fn less_paid(old: &Terms, new: &Terms, case: &Case) -> Option<Cut> {
    let event = case.occasion.event();
    let before = &old.rules[resolve(&old.rules, case).ok()?.rule];
    let after = match resolve(&new.rules, case) {
        Ok(fit) => &new.rules[fit.rule],
        Err(NoRule::Nothing(_)) => {
            return Some(Cut::Pay { event, old: before.pays.best(), new: None });
        }
        // Rules that contradict each other are a finding of their own.
        Err(NoRule::Tie(_)) => return None,
    };
    if is_less(before.pays.reward(), after.pays.reward()) {
        let [old, new] = [&before.pays, &after.pays].map(Pays::reward);
        return Some(Cut::Pay { event, old, new: Some(new) });
    }
    let is_worse =
        has_worse_tiers(&before.pays, &after.pays) || is_tighter(&before.limits, &after.limits);
    is_worse.then_some(Cut::Limits(event))
}

/// Whether one may get less; what cannot be compared may be less.
fn is_less(old: Reward, new: Reward) -> bool {
    !new.is_comparable(old) || new.is_less_than(old)
}

fn has_worse_tiers(old: &Pays, new: &Pays) -> bool {
    match (old.tiers(), new.tiers()) {
        (Some(before), Some(after)) if before.measure() == after.measure() => {
            let steps = before.steps().chain(after.steps());
            let is_lower = |from| is_less(before.reward_at(from), after.reward_at(from));
            let counts_less = before.kind() == TierKind::Whole && after.kind() != TierKind::Whole;
            counts_less || steps.into_iter().any(|step| is_lower(step.from))
        }
        (None, None) => false,
        // Steps of different things: the worst of the new ones against the best of the old ones.
        (_, after) => after.map_or(is_less(old.best(), new.reward()), |after| {
            after.steps().any(|step| is_less(old.best(), step.reward))
        }),
    }
}

fn is_tighter(old: &Limits, new: &Limits) -> bool {
    let lowered = |old: &Sums, new: &Sums| {
        new.all()
            .iter()
            .any(|new| old.of(new.currency()).is_none_or(|old| new.amount() < old.amount()))
    };
    lowered(&old.per_sale, &new.per_sale)
        || lowered(&old.per_month, &new.per_month)
        || raised(&new.minimum, &old.minimum).is_some()
}

/// The first sum of `new` that is higher than that of `old`, or was not there.
fn raised(old: &Sums, new: &Sums) -> Option<Money> {
    let is_higher =
        |new: &Money| old.of(new.currency()).is_none_or(|old| new.amount() > old.amount());
    new.all().iter().copied().find(is_higher)
}

fn smaller_base(old: &Terms, new: &Terms) -> Option<Cut> {
    if !new.uses_base() {
        return None;
    }
    let before = old.base.net_of();
    new.base.net_of().into_iter().find(|part| !before.contains(part)).map(Cut::Base)
}

fn worse_days(old: &Terms, new: &Terms) -> Option<Cut> {
    if new.cookie_days < old.cookie_days {
        return Some(Cut::CookieDays { old: old.cookie_days, new: new.cookie_days });
    }
    (new.hold_days > old.hold_days)
        .then_some(Cut::HoldDays { old: old.hold_days, new: new.hold_days })
}

/// A bonus that would still be paid under the new terms, and is not.
fn lost_bonus(old: &Terms, new: &Terms) -> Option<Cut> {
    let goes_on = |bonus: &&Bonus| bonus.period.until().is_none_or(|until| until >= new.from);
    let is_kept = |bonus: &Bonus| {
        let mut kept = new.bonuses.iter();
        kept.any(|new_bonus| {
            pays_as_much(&bonus.kind, &new_bonus.kind)
                && lasts_as_long(bonus.period, new_bonus.period, new.from)
        })
    };
    let lost = old.bonuses.iter().filter(goes_on).find(|bonus| !is_kept(bonus))?;
    Some(Cut::Bonus(lost.name.clone()))
}

fn pays_as_much(old: &BonusKind, new: &BonusKind) -> bool {
    match (old, new) {
        (BonusKind::Rate(old), BonusKind::Rate(new)) => new >= old,
        (BonusKind::Sum(old), BonusKind::Sum(new)) => raised(new, old).is_none(),
        (
            BonusKind::Milestone { sales: before, sum: old },
            BonusKind::Milestone { sales: after, sum: new },
        ) => after <= before && raised(new, old).is_none(),
        _ => false,
    }
}

/// Whether the `new` period has every day of the `old` one from `start` on.
fn lasts_as_long(old: Period, new: Period, start: Date) -> bool {
    let first = old.from().map_or(start, |from| from.max(start));
    new.from().is_none_or(|from| from <= first)
        && new.until().is_none_or(|until| old.until().is_some_and(|old| old <= until))
}

fn less_shared(old: &Terms, new: &Terms) -> Option<Cut> {
    let level_is_lower = |(level, old)| new.levels.get(level).is_none_or(|new| new < old);
    if old.levels.iter().enumerate().any(level_is_lower) {
        return Some(Cut::Levels);
    }
    if new.split.is_some() && new.split != old.split {
        return Some(Cut::Split);
    }
    new.refused.iter().find(|refused| !old.refused.contains(refused)).copied().map(Cut::Refused)
}

/// What is worse, as the end of a sentence about the terms: `they pay less …`.
impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cut::Pay { event, old, new: Some(new) } => {
                write!(f, "pay less for a {event}: {new} instead of {old}")
            }
            Cut::Pay { event, old, new: None } => {
                write!(f, "pay nothing for a {event} that earned {old}")
            }
            Cut::Limits(event) => {
                write!(f, "pay less for some {event}s: their tiers, cap or minimum are worse")
            }
            Cut::Base(part) => write!(f, "pay less: {part} is taken off before the rate applies"),
            Cut::CookieDays { old, new } => {
                write!(f, "count a click for {new} days instead of {old}")
            }
            Cut::HoldDays { old, new } => {
                write!(f, "hold commissions back for {new} days instead of {old}")
            }
            Cut::Threshold(sum) => write!(f, "raise the threshold to {sum}"),
            Cut::Bonus(name) => write!(f, "take the bonus `{name}` away before its end"),
            Cut::Levels => write!(f, "pay recruiters less"),
            Cut::Split => write!(f, "split sales in another way"),
            Cut::Refused(refused) => write!(f, "refuse {}", refused.word()),
        }
    }
}
