//! Everything that terms say, line by line: a name and what holds for it. Pages, documents and
//! notices show the same lines.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::model::date::Date;
use crate::model::terms::{Bonus, BonusKind, Payout, Period, Refused, Split, Terms};
use crate::theme::Argument;
use crate::theme::placeholders::escape_words;

use super::Words;

/// One line of terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// Such as `Confirmed after`; the same before and after a change.
    pub name: String,
    pub value: String,
}

/// A line that other terms say otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    pub name: String,
    /// `None`: it was not there.
    pub old: Option<String>,
    /// `None`: it is gone.
    pub new: Option<String>,
}

type Facts = Result<Vec<Fact>, Vec<Diagnostic>>;

impl Words<'_, '_> {
    /// All that the terms say to the reader, in the order to show it.
    ///
    /// # Errors
    /// The theme lacks a word, or a product's name cannot be filled.
    pub fn facts(&self, terms: &Terms) -> Facts {
        let mut facts = self.rate_facts(terms)?;
        facts.extend(self.bonuses(terms)?);
        facts.extend(self.base(terms)?);
        facts.push(self.fact("terms.cookie", self.days(terms.cookie_days)?)?);
        facts.push(self.fact("terms.hold", self.days(terms.hold_days)?)?);
        facts.extend(self.payout(&terms.payout)?);
        facts.extend(self.levels(terms)?);
        facts.extend(self.split(terms.split.as_ref())?);
        facts.extend(self.exceptions(terms)?);
        Ok(facts)
    }

    /// The lines of `new` terms that are not those of `old`; what is gone comes last.
    ///
    /// # Errors
    /// As for [`facts`](Words::facts).
    pub fn changed(
        &self,
        old: Option<&Terms>,
        new: &Terms,
    ) -> Result<Vec<Changed>, Vec<Diagnostic>> {
        let old = old.map_or(Ok(Vec::new()), |old| self.facts(old))?;
        Ok(changed(old, self.facts(new)?))
    }

    fn rate_facts(&self, terms: &Terms) -> Facts {
        self.rates(terms)?.iter().map(|rate| self.rate_fact(rate)).collect()
    }

    /// What is paid on top, and how long; without what is over.
    ///
    /// # Errors
    /// The theme lacks a word.
    pub fn bonuses(&self, terms: &Terms) -> Facts {
        let as_of = self.plan.settings.as_of;
        let lasts = |bonus: &&Bonus| bonus.period.until().is_none_or(|until| as_of <= until);
        let all = terms.bonuses.iter().filter(lasts).filter_map(|bonus| {
            let value = self.bonus_value(bonus)?;
            Some(value.and_then(|value| {
                let name = Argument::Text(bonus.name.clone());
                let name = self.theme_text("terms.bonus", &[("name", name)])?;
                let parts: Vec<String> =
                    std::iter::once(value).chain(self.period(bonus.period)?).collect();
                Ok(Fact { name, value: self.listed(&parts)? })
            }))
        });
        all.collect()
    }

    /// `None` for a sum that the reader's currency does not have.
    fn bonus_value(&self, bonus: &Bonus) -> Option<Result<String, Vec<Diagnostic>>> {
        let each = |value: String| {
            self.theme_text("terms.bonus_each", &[("value", Argument::Text(value))])
        };
        Some(match &bonus.kind {
            BonusKind::Rate(rate) => each(self.formats.percent(*rate)),
            BonusKind::Sum(sums) => each(self.formats.money_short(sums.of(self.currency())?)),
            BonusKind::Milestone { sales, sum } => {
                let sum = self.formats.money_short(sum.of(self.currency())?);
                let count = Argument::Text(self.formats.number(sales.get().into()));
                let filled = [("value", Argument::Text(sum)), ("count", count)];
                self.theme_text("terms.bonus_milestone", &filled)
            }
        })
    }

    fn period(&self, period: Period) -> Result<Option<String>, Vec<Diagnostic>> {
        let day = |day: Date| Argument::Text(self.formats.date_long(day));
        let (key, filled) = match (period.from(), period.until()) {
            (None, None) => return Ok(None),
            (Some(from), None) => ("terms.from", vec![("from", day(from))]),
            (None, Some(until)) => ("terms.until", vec![("until", day(until))]),
            (Some(from), Some(until)) => {
                ("terms.from_until", vec![("from", day(from)), ("until", day(until))])
            }
        };
        self.theme_text(key, &filled).map(Some)
    }

    /// What rates are taken of; nothing where nothing is reckoned of it.
    fn base(&self, terms: &Terms) -> Facts {
        if !self.own(terms).uses_base() {
            return Ok(Vec::new());
        }
        let parts = terms.base.net_of();
        let parts = parts.into_iter().map(|part| self.theme_text(&format!("terms.{part}"), &[]));
        let parts = parts.collect::<Result<Vec<String>, Vec<Diagnostic>>>()?;
        let value = if parts.is_empty() {
            self.theme_text("terms.whole_price", &[])?
        } else {
            let parts = Argument::Text(self.listed(&parts)?);
            self.theme_text("terms.price_without", &[("parts", parts)])?
        };
        Ok(vec![self.fact("terms.base", value)?])
    }

    /// The terms as the reader has them on the day of the build.
    pub fn own(&self, terms: &Terms) -> Terms {
        self.reader().view(terms, self.plan.settings.as_of)
    }

    fn payout(&self, payout: &Payout) -> Facts {
        let mut paid = vec![self.theme_text(&format!("payout.{}", payout.rhythm.word()), &[])?];
        if let Some(day) = payout.rhythm.day() {
            let day = Argument::Number(i64::from(day));
            paid.push(self.theme_text("payout.day", &[("day", day)])?);
        }
        let mut facts = vec![self.fact("terms.payout", self.listed(&paid)?)?];
        if let Some(threshold) = payout.thresholds.of(self.currency()) {
            facts.push(self.fact("terms.threshold", self.formats.money_short(threshold))?);
        }
        let methods = self.payout_methods(payout)?;
        if !methods.is_empty() {
            facts.push(self.fact("terms.methods", self.listed(&methods)?)?);
        }
        Ok(facts)
    }

    /// What the partner earns by those that they bring, and by those whom these bring.
    ///
    /// # Errors
    /// The theme lacks a word.
    pub fn levels(&self, terms: &Terms) -> Facts {
        let names = |index: usize| match index {
            0 => self.theme_text("terms.level_first", &[]),
            1 => self.theme_text("terms.level_second", &[]),
            _ => {
                let number = Argument::Text(self.formats.number((index + 1).into()));
                self.theme_text("terms.level", &[("number", number)])
            }
        };
        let levels = terms.levels.iter().enumerate();
        levels
            .map(|(index, rate)| {
                Ok(Fact { name: names(index)?, value: self.formats.percent(*rate) })
            })
            .collect()
    }

    /// How partners share a sale that several brought.
    ///
    /// # Errors
    /// The theme lacks a word.
    pub fn split(&self, split: Option<&Split>) -> Facts {
        let shares = split.map(Split::shares).unwrap_or_default().iter();
        shares
            .map(|(touch, rate)| {
                let name = self.theme_text(&format!("split.{}", touch.word()), &[])?;
                Ok(Fact { name, value: self.formats.percent(*rate) })
            })
            .collect()
    }

    /// What is not paid for, and what a refund does.
    ///
    /// # Errors
    /// The theme lacks a word.
    pub fn exceptions(&self, terms: &Terms) -> Facts {
        let name = |refused: &Refused| {
            self.theme_text(&format!("refused.{}", refused.word().replace('-', "_")), &[])
        };
        let names = terms.refused.iter().map(name);
        let names = names.collect::<Result<Vec<String>, Vec<Diagnostic>>>()?;
        let mut facts = Vec::new();
        if !names.is_empty() {
            facts.push(self.fact("terms.refused", self.listed(&names)?)?);
        }
        if self.reader().rules(terms).iter().any(|rule| rule.pays.event().is_paid()) {
            facts.push(self.fact("terms.refunds", self.theme_text("terms.taken_back", &[])?)?);
        }
        Ok(facts)
    }

    /// `a, b, c`, as the language writes it.
    pub(super) fn listed(&self, parts: &[String]) -> Result<String, Vec<Diagnostic>> {
        Ok(parts.join(&self.theme_text("common.comma", &[])?))
    }

    fn days(&self, days: u16) -> Result<String, Vec<Diagnostic>> {
        self.theme_text("terms.days", &[("count", Argument::Number(i64::from(days)))])
    }

    fn fact(&self, name: &str, value: String) -> Result<Fact, Vec<Diagnostic>> {
        Ok(Fact { name: self.theme_text(name, &[])?, value })
    }

    /// The terms as a Markdown table.
    ///
    /// # Errors
    /// As for [`facts`](Words::facts).
    pub(super) fn commission_table(&self, terms: &Terms) -> Result<String, Vec<Diagnostic>> {
        let row = |name: &str, value: &str| {
            format!("| {} | {} |\n", escape_words(name), escape_words(value))
        };
        let heading =
            row(&self.theme_text("terms.for", &[])?, &self.theme_text("terms.you_earn", &[])?);
        let facts = self.facts(terms)?;
        let rows: String = facts.iter().map(|fact| row(&fact.name, &fact.value)).collect();
        Ok(format!("{heading}| --- | --- |\n{rows}"))
    }
}

/// Lines are told apart by their names, and where two have the same by their order.
fn changed(mut old: Vec<Fact>, new: Vec<Fact>) -> Vec<Changed> {
    let mut changes = Vec::new();
    let (kept, others): (Vec<Fact>, Vec<Fact>) =
        new.into_iter().partition(|fact| old.contains(fact));
    old.retain(|fact| !kept.contains(fact));
    for fact in others {
        let before = old.iter().position(|before| before.name == fact.name);
        let before = before.map(|place| old.remove(place).value);
        changes.push(Changed { name: fact.name, old: before, new: Some(fact.value) });
    }
    let gone = old.into_iter();
    changes.extend(gone.map(|fact| Changed { name: fact.name, old: Some(fact.value), new: None }));
    changes
}
