//! What a partner earns.

use rust_decimal::Decimal;

use super::error::EarnError;
use super::parts::{Ledger, Part, Reason};
use super::resolve::{Fit, resolve};
use super::transaction::{Month, Transaction};
use crate::model::money::{ArithmeticError, Currency, Money, Rate};
use crate::model::terms::{
    Bonus, BonusKind, Event, Pays, Reward, Rule, Terms, TierKind, TierMeasure, Tiers,
};

/// A commission, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earning {
    pub amount: Money,
    /// What percentages are taken of; `None` where nothing was paid.
    pub base: Option<Money>,
    /// The rule that pays, and those that fitted but were less specific.
    pub fit: Fit,
    /// What the amount is made of.
    pub parts: Vec<Part>,
}

/// What `terms` pay for `transaction`.
pub fn earn(terms: &Terms, transaction: &Transaction) -> Result<Earning, EarnError> {
    let fit = resolve(&terms.rules, &transaction.case)?;
    let rule = &terms.rules[fit.rule];
    let base = transaction.paid.map(|paid| paid.base(terms.base)).transpose()?;
    let mut ledger = Ledger::of(rule, base, transaction)?;
    if base.is_none_or(|base| !base.is_zero()) {
        ledger.lift(rule.limits.minimum.of(ledger.currency()))?;
    }
    ledger.add_bonuses_of_the_day(terms, base, transaction)?;
    if let Some(cap) = rule.limits.per_sale.of(ledger.currency()) {
        ledger.cut(Reason::SaleCap(cap), cap)?;
    }
    ledger.add_milestones(terms, transaction)?;
    if let Some(tiers) = rule.pays.tiers() {
        ledger.raise_earlier_sales(tiers, base, transaction.month)?;
    }
    if let Some(cap) = rule.limits.per_month.of(ledger.currency()) {
        let earned = sum(transaction.month.earned, cap)?;
        ledger.cut(Reason::MonthCap(cap), cap.checked_sub(earned)?)?;
    }
    Ok(Earning { amount: ledger.total, base, fit, parts: ledger.parts })
}

impl Earning {
    /// What a refund takes back: the very amounts that were paid.
    #[must_use]
    pub fn taken_back(self) -> Earning {
        let back = |part: Part| Part { amount: part.amount.negated(), ..part };
        Earning {
            amount: self.amount.negated(),
            parts: self.parts.into_iter().map(back).collect(),
            ..self
        }
    }
}

impl Ledger {
    /// What the rule alone pays.
    fn of(
        rule: &Rule,
        base: Option<Money>,
        transaction: &Transaction,
    ) -> Result<Ledger, EarnError> {
        if let Some(tiers) = rule.pays.tiers() {
            return by_tiers(tiers, base, transaction.month);
        }
        let (reason, amount) = match rule.pays.reward() {
            Reward::Percent(rate) => {
                let of = base.ok_or(EarnError::NothingPaid)?;
                (Reason::Share { rate, of }, of.share(rate)?)
            }
            Reward::Fixed(sum) => fixed(&rule.pays, sum, transaction.count)?,
        };
        let mut ledger = Ledger::empty(amount);
        ledger.add(reason, amount)?;
        Ok(ledger)
    }

    /// Nothing yet, in the currency of `money`.
    fn empty(money: Money) -> Ledger {
        Ledger { parts: Vec::new(), total: Money::zero(money.currency()) }
    }

    fn currency(&self) -> Currency {
        self.total.currency()
    }

    fn add_bonuses_of_the_day(
        &mut self,
        terms: &Terms,
        base: Option<Money>,
        transaction: &Transaction,
    ) -> Result<(), ArithmeticError> {
        for (place, bonus) in bonuses(terms, transaction) {
            let amount = match (&bonus.kind, base) {
                (BonusKind::Rate(rate), Some(base)) => Some(base.share(*rate)?),
                (BonusKind::Sum(sums), _) => sums.of(self.currency()),
                (BonusKind::Rate(_), None) | (BonusKind::Milestone { .. }, _) => None,
            };
            if let Some(amount) = amount {
                self.add(Reason::Bonus(place), amount)?;
            }
        }
        Ok(())
    }

    fn add_milestones(
        &mut self,
        terms: &Terms,
        transaction: &Transaction,
    ) -> Result<(), ArithmeticError> {
        for (place, bonus) in bonuses(terms, transaction) {
            let BonusKind::Milestone { sales, sum } = &bonus.kind else { continue };
            let reached = transaction.month.sales.checked_add(1) == Some(sales.get());
            if let Some(sum) = sum.of(self.currency()).filter(|_| reached) {
                self.add(Reason::Bonus(place), sum)?;
            }
        }
        Ok(())
    }

    /// With tiers for the whole month: once a step is reached, its rate is for earlier sales too.
    fn raise_earlier_sales(
        &mut self,
        tiers: &Tiers,
        base: Option<Money>,
        month: Month,
    ) -> Result<(), EarnError> {
        if tiers.kind() != TierKind::Whole {
            return Ok(());
        }
        let (before, after) = progress(tiers, base, month)?;
        let (reason, more) = match (tiers.reward_at(before), tiers.reward_at(after), base) {
            (Reward::Percent(from), Reward::Percent(to), Some(base)) => {
                let of = sum(month.volume, base)?;
                (Reason::Raise { from, to, of }, of.share(to)?.checked_sub(of.share(from)?)?)
            }
            (Reward::Fixed(from), Reward::Fixed(to), _) => {
                let (more, count) = (to.checked_sub(from)?, month.sales);
                (Reason::RaiseEach { more, count }, more.times(count)?)
            }
            // Steps are of one kind.
            _ => return Ok(()),
        };
        Ok(self.add(reason, more)?)
    }
}

/// The bonuses for sales on the day of `transaction`, with their places in the terms.
fn bonuses<'t>(
    terms: &'t Terms,
    transaction: &Transaction,
) -> impl Iterator<Item = (usize, &'t Bonus)> {
    let is_sale = transaction.case.occasion.event() == Event::Sale;
    let day = transaction.on.filter(|_| is_sale);
    let holds = move |bonus: &Bonus| day.is_some_and(|day| bonus.period.contains(day));
    terms.bonuses.iter().enumerate().filter(move |(_, bonus)| holds(bonus))
}

fn fixed(pays: &Pays, sum: Money, count: u32) -> Result<(Reason, Money), ArithmeticError> {
    let all = sum.times(count)?;
    if pays.event() != Event::Impression {
        return Ok((Reason::Each { sum, count }, all));
    }
    let thousandth = Money::rounded(all.amount() / Decimal::ONE_THOUSAND, sum.currency());
    Ok((Reason::Thousand { sum, count }, thousandth.ok_or(ArithmeticError::Overflow)?))
}

/// The sale's own commission: with marginal rates by volume in a part for each step that it
/// stretches over.
fn by_tiers(tiers: &Tiers, base: Option<Money>, month: Month) -> Result<Ledger, EarnError> {
    let (before, after) = progress(tiers, base, month)?;
    let rate = match tiers.reward_at(after) {
        Reward::Percent(rate) => rate,
        Reward::Fixed(sum) => {
            let mut ledger = Ledger::empty(sum);
            ledger.add(Reason::Each { sum, count: 1 }, sum)?;
            return Ok(ledger);
        }
    };
    let base = base.ok_or(EarnError::NothingPaid)?;
    match (tiers.kind(), tiers.measure()) {
        (TierKind::Marginal, TierMeasure::Volume(_)) => stretched(tiers.cut(before, after), base),
        (TierKind::Marginal, TierMeasure::Sales) | (TierKind::Whole, _) => {
            let mut ledger = Ledger::empty(base);
            ledger.add(Reason::Share { rate, of: base }, base.share(rate)?)?;
            Ok(ledger)
        }
    }
}

/// A commission in parts that add up to it.
fn stretched(stretches: Vec<(Decimal, Reward)>, base: Money) -> Result<Ledger, EarnError> {
    let rates = stretches.into_iter().filter_map(|(size, reward)| match reward {
        Reward::Percent(rate) => Some((size, rate)),
        // Steps by volume have rates.
        Reward::Fixed(_) => None,
    });
    let stretches: Vec<(Decimal, Rate)> = rates.collect();
    let exact: Vec<Decimal> = stretches
        .iter()
        .map(|(size, rate)| size.checked_mul(rate.fraction()))
        .collect::<Option<_>>()
        .ok_or(ArithmeticError::Overflow)?;
    let all = Money::rounded(exact.iter().sum(), base.currency());
    let amounts = all.ok_or(ArithmeticError::Overflow)?.split(&exact)?;
    let mut ledger = Ledger::empty(base);
    for ((size, rate), amount) in stretches.into_iter().zip(amounts) {
        ledger.add(Reason::Share { rate, of: sum(size, base)? }, amount)?;
    }
    Ok(ledger)
}

/// What was reached in the month before this sale, and what is with it, in the tiers' measure.
fn progress(
    tiers: &Tiers,
    base: Option<Money>,
    month: Month,
) -> Result<(Decimal, Decimal), EarnError> {
    let (before, more) = match (tiers.measure(), base) {
        (TierMeasure::Sales, _) => (Decimal::from(month.sales), Decimal::ONE),
        (TierMeasure::Volume(_), None) => return Err(EarnError::NothingPaid),
        (TierMeasure::Volume(currency), Some(base)) if currency == base.currency() => {
            (month.volume, base.amount())
        }
        (TierMeasure::Volume(currency), Some(base)) => {
            return Err(ArithmeticError::MixedCurrencies(currency, base.currency()).into());
        }
    };
    Ok((before, before.checked_add(more).ok_or(ArithmeticError::Overflow)?))
}

/// `amount` as money in the currency of `like`.
fn sum(amount: Decimal, like: Money) -> Result<Money, ArithmeticError> {
    Money::rounded(amount, like.currency()).ok_or(ArithmeticError::Overflow)
}
