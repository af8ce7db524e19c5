//! What a month of equal sales earns: straight stretches in whole minor units, which whoever reads
//! them evaluates to the same cent.

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::earning::{Earning, earn};
use super::error::EarnError;
use super::resolve::{NoRule, Occasion};
use super::transaction::{Month, Transaction};
use crate::model::money::{ArithmeticError, Currency, Money};
use crate::model::terms::{BonusKind, Rule, Terms, TierMeasure};

/// From a number of sales on, each further one earns the same.
///
/// Of several stretches the last that begins at or below `n` counts: `n` sales earn
/// `total + (n - from) × each`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// How many sales there are where it begins; the first begins at 0.
    pub from: u32,
    /// What they earn together, in minor units.
    pub total: i64,
    /// What each further one earns, in minor units.
    pub each: i64,
}

/// What any number of sales like `sale` earns in one calendar month; its own month and day do not
/// matter. Bonuses for a time are left out, those without an end are not.
///
/// # Errors
/// One of them cannot be paid.
pub fn sales_curve(terms: &Terms, sale: &Transaction) -> Result<Vec<Stretch>, EarnError> {
    let terms = &lasting(terms);
    let first = nth(terms, sale, 1, |_| Decimal::ZERO)?;
    let rule = &terms.rules[first.fit.rule];
    let currency = first.amount.currency();
    let cap = rule.limits.per_month.of(currency).map(minor).transpose()?;
    let mut curve = Curve::default();
    let turns = turns(terms, rule, first.base);
    let ends = turns.iter().skip(1).map(Some).chain([None]);
    for (number, end) in turns.iter().zip(ends) {
        let earned = curve.at(number - 1)?;
        let each = minor(nth(terms, sale, *number, |it| major(earned, it))?.amount)?;
        curve.go_on(*number, each)?;
        let Some(cap) = cap.filter(|_| each > 0) else { continue };
        // So many of them are paid in full before the month is full, and one in part.
        let full = u32::try_from((cap - earned) / each).unwrap_or(u32::MAX);
        let partly = number.saturating_add(full);
        if end.is_none_or(|end| partly < *end) {
            curve.go_on(partly, (cap - earned) % each)?;
            curve.go_on(partly.saturating_add(1), 0)?;
        }
    }
    Ok(curve.0)
}

/// What the payments of a subscription earn, by how many months were paid after the first sale.
/// Nothing where the terms pay nothing for it.
///
/// # Errors
/// One of them cannot be paid.
pub fn renewals_curve(terms: &Terms, sale: &Transaction) -> Result<Vec<Stretch>, EarnError> {
    let limits = terms.rules.iter().filter_map(|rule| rule.pays.months());
    let turns: BTreeSet<NonZeroU16> =
        limits.filter_map(|last| last.checked_add(1)).chain([NonZeroU16::MIN]).collect();
    let mut curve = Curve::default();
    for month in turns {
        let mut renewal = sale.clone();
        renewal.case.occasion = Occasion::Renewal { month };
        let each = match earn(terms, &renewal) {
            Ok(earning) => minor(earning.amount)?,
            Err(EarnError::Rule(NoRule::Nothing(_))) => 0,
            Err(error) => return Err(error),
        };
        curve.go_on(u32::from(month.get()), each)?;
    }
    Ok(curve.0)
}

/// A sum in minor units.
///
/// # Errors
/// It is too large.
pub fn minor(sum: Money) -> Result<i64, ArithmeticError> {
    // The mantissa of a sum counts minor units: it has exactly the currency's decimals.
    i64::try_from(sum.amount().mantissa()).map_err(|_| ArithmeticError::Overflow)
}

fn major(minor: i64, currency: Currency) -> Decimal {
    Decimal::new(minor, currency.minor_units())
}

/// The terms with those bonuses alone that are paid in every month.
fn lasting(terms: &Terms) -> Terms {
    let always = terms.bonuses.iter().filter(|bonus| bonus.period.is_always());
    Terms { bonuses: always.cloned().collect(), ..terms.clone() }
}

/// Sale no. `number` of a month in which those before it were like it and `earned` so much.
fn nth(
    terms: &Terms,
    sale: &Transaction,
    number: u32,
    earned: impl Fn(Currency) -> Decimal,
) -> Result<Earning, EarnError> {
    let sales = number.saturating_sub(1);
    let base = sale.paid.map(|paid| paid.base(terms.base)).transpose()?;
    let volume =
        base.map_or(Some(Decimal::ZERO), |base| base.amount().checked_mul(Decimal::from(sales)));
    let month = Month {
        sales,
        volume: volume.ok_or(ArithmeticError::Overflow)?,
        earned: base.map_or(Decimal::ZERO, |base| earned(base.currency())),
    };
    earn(terms, &Transaction { on: Some(terms.from), month, ..sale.clone() })
}

/// The numbers of the sales that may earn otherwise than the one before them.
fn turns(terms: &Terms, rule: &Rule, base: Option<Money>) -> BTreeSet<u32> {
    let milestones = terms.bonuses.iter().filter_map(|bonus| match &bonus.kind {
        BonusKind::Milestone { sales, .. } => Some(Decimal::from(sales.get())),
        BonusKind::Rate(_) | BonusKind::Sum(_) => None,
    });
    let tiers = rule.pays.tiers();
    let steps =
        tiers.into_iter().flat_map(|tiers| tiers.steps().map(move |step| (tiers, step.from)));
    let steps = steps.filter_map(|(tiers, from)| match (tiers.measure(), base) {
        (TierMeasure::Sales, _) => Some(from.ceil()),
        (TierMeasure::Volume(_), Some(base)) => Some(from.checked_div(base.amount())?.floor()),
        (TierMeasure::Volume(_), None) => None,
    });
    // The sale that reaches it, and those beside it: one that stretches over a step stands alone.
    let beside = milestones.chain(steps).filter_map(|number| number.to_u32());
    let beside = beside.flat_map(|number| [0, 1, 2].map(|more| number.saturating_add(more)));
    beside.chain([1]).filter(|number| *number > 0).collect()
}

/// The stretches so far.
#[derive(Default)]
struct Curve(Vec<Stretch>);

impl Curve {
    /// From sale no. `number` on, each earns `each`.
    fn go_on(&mut self, number: u32, each: i64) -> Result<(), ArithmeticError> {
        let from = number - 1;
        let total = self.at(from)?;
        match self.0.last_mut() {
            Some(last) if last.each == each => {}
            Some(last) if last.from == from => last.each = each,
            _ => self.0.push(Stretch { from, total, each }),
        }
        Ok(())
    }

    fn at(&self, sales: u32) -> Result<i64, ArithmeticError> {
        let Some(last) = self.0.last() else { return Ok(0) };
        let more = i64::from(sales - last.from).checked_mul(last.each);
        more.and_then(|more| more.checked_add(last.total)).ok_or(ArithmeticError::Overflow)
    }
}
