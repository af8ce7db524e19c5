//! What rules pay, row by row.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::model::money::Money;
use crate::model::terms::{
    Event, Limits, Reward, Rule, Step, Subject, Sums, Terms, TierKind, TierMeasure, Tiers,
};
use crate::theme::Argument;

use super::values::reward_kind;
use super::{Fact, Words};

/// One thing that is paid for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rate {
    pub value: String,
    pub kind: &'static str,
    pub event: &'static str,
    /// Names of what it is for; then from what volume on. Empty for all.
    pub scopes: Vec<String>,
    /// The least and the most of it.
    pub limits: Vec<String>,
    pub months: Option<u16>,
}

impl Words<'_, '_> {
    /// What the rules of `terms` that can pay the reader say, those with tiers once for each step.
    ///
    /// # Errors
    /// A product's name cannot be filled, or the theme lacks a word.
    pub fn rates(&self, terms: &Terms) -> Result<Vec<Rate>, Vec<Diagnostic>> {
        let mut rates = Vec::new();
        for rule in self.reader().rules(terms) {
            rates.extend(self.rates_of(rule)?);
        }
        Ok(rates)
    }

    fn rates_of(&self, rule: &Rule) -> Result<Vec<Rate>, Vec<Diagnostic>> {
        let Some(tiers) = rule.pays.tiers() else {
            return Ok(vec![self.rate(rule, rule.pays.reward(), None)?]);
        };
        tiers
            .steps()
            .map(|step| {
                let from = self.step_start(tiers, step)?;
                self.rate(rule, step.reward, from)
            })
            .collect()
    }

    /// `from` says what must be sold before.
    fn rate(
        &self,
        rule: &Rule,
        reward: Reward,
        from: Option<String>,
    ) -> Result<Rate, Vec<Diagnostic>> {
        let mut scopes = self.scopes(rule)?;
        scopes.extend(from);
        Ok(Rate {
            value: self.reward(reward),
            kind: reward_kind(reward),
            event: rule.pays.event().word(),
            scopes,
            limits: self.limits(&rule.limits)?,
            months: rule.pays.months().map(std::num::NonZero::get),
        })
    }

    fn limits(&self, limits: &Limits) -> Result<Vec<String>, Vec<Diagnostic>> {
        let all = [
            ("terms.at_least", &limits.minimum),
            ("terms.at_most", &limits.per_sale),
            ("terms.at_most_month", &limits.per_month),
        ];
        let stated = |(key, sums): (&str, &Sums)| {
            let sum = self.formats.money_short(sums.of(self.currency())?);
            Some(self.theme_text(key, &[("sum", Argument::Text(sum))]))
        };
        all.into_iter().filter_map(stated).collect()
    }

    /// Where a step of tiers begins; nothing for the first.
    fn step_start(&self, tiers: &Tiers, step: Step) -> Result<Option<String>, Vec<Diagnostic>> {
        if step.from.is_zero() {
            return Ok(None);
        }
        let (key, name, value) = match tiers.measure() {
            TierMeasure::Sales => ("from_sale", "count", self.formats.number(step.from)),
            TierMeasure::Volume(currency) => {
                let sum = Money::rounded(step.from, currency);
                let sum = sum.map(|sum| self.formats.money_short(sum)).unwrap_or_default();
                ("from_volume", "sum", sum)
            }
        };
        let reach = match tiers.kind() {
            TierKind::Marginal => "",
            TierKind::Whole => "_whole",
        };
        let key = format!("terms.{key}{reach}");
        self.theme_text(&key, &[(name, Argument::Text(value))]).map(Some)
    }

    fn scopes(&self, rule: &Rule) -> Result<Vec<String>, Vec<Diagnostic>> {
        let mut scopes = Vec::new();
        match &rule.subject {
            Subject::Everything => {}
            Subject::Category(category) => scopes.push(self.category(category.as_str())),
            Subject::Product(id) => scopes.push(match self.plan.project.products.get(id) {
                Some(product) => self.local(&product.name)?,
                None => id.to_string(),
            }),
        }
        Ok(scopes)
    }

    /// What people call a category: as a text of the project or theme says, else its id made
    /// readable.
    fn category(&self, id: &str) -> String {
        let key = format!("category.{}", id.replace('-', "_"));
        self.theme_text(&key, &[]).unwrap_or_else(|_| readable(id))
    }

    /// What the row is for, and what holds for it, as one text each.
    pub(super) fn rate_fact(&self, rate: &Rate) -> Result<Fact, Vec<Diagnostic>> {
        let mut value = vec![rate.value.clone()];
        if let Some(months) = rate.months {
            let months = Argument::Number(i64::from(months));
            value.push(self.theme_text("terms.months", &[("count", months)])?);
        }
        value.extend(rate.limits.iter().cloned());
        Ok(Fact { name: self.rate_name(rate)?, value: self.listed(&value)? })
    }

    fn rate_name(&self, rate: &Rate) -> Result<String, Vec<Diagnostic>> {
        let is_any = rate.event == Event::Sale.word() && rate.scopes.is_empty();
        let key = if is_any { "sale_any" } else { rate.event };
        let mut name = self.theme_text(&format!("event.{key}"), &[])?;
        if !rate.scopes.is_empty() {
            name = format!("{name} · {}", self.listed(&rate.scopes)?);
        }
        Ok(name)
    }
}

fn readable(id: &str) -> String {
    let spaced = id.replace('-', " ");
    let mut letters = spaced.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}
