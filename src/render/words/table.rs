//! What terms pay, row by row: for pages, and as a table in documents.

use serde::Serialize;

use crate::commission::Rank;
use crate::diagnostic::Diagnostic;
use crate::model::money::Money;
use crate::model::terms::{Event, Reward, Rule, Step, Subject, Terms, TierMeasure};
use crate::theme::Argument;
use crate::theme::placeholders::escape_words;

use super::Words;
use super::values::reward_kind;

/// One thing that is paid for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rate {
    pub value: String,
    pub kind: &'static str,
    pub event: &'static str,
    /// Names of what it is for; then from what volume on, and its cap. Empty for all.
    pub scopes: Vec<String>,
    pub months: Option<u16>,
}

impl Words<'_, '_> {
    /// What the rules of `terms` that can pay the reader say, those with tiers once for each step.
    ///
    /// # Errors
    /// A product's name cannot be filled, or the theme lacks a word.
    pub fn rates(&self, terms: &Terms) -> Result<Vec<Rate>, Vec<Diagnostic>> {
        let mut rates = Vec::new();
        for rule in self.rules(terms) {
            rates.extend(self.rates_of(rule)?);
        }
        Ok(rates)
    }

    /// Without rules for other groups and markets, and without those that a narrower one beats. What
    /// is agreed with a group is nobody else's business, so the public sees no group's rules.
    fn rules<'t>(&self, terms: &'t Terms) -> Vec<&'t Rule> {
        let groups = self.partner.map(|partner| partner.groups.as_slice()).unwrap_or_default();
        let own = |rule: &&Rule| {
            rule.group.as_ref().is_none_or(|group| groups.contains(group))
                && rule.market.as_ref().is_none_or(|market| market == self.market)
        };
        let rules: Vec<&Rule> = terms.rules.iter().filter(own).collect();
        let alike = |one: &Rule, two: &Rule| {
            one.pays.event() == two.pays.event()
                && one.subject == two.subject
                && one.pays.months() == two.pays.months()
        };
        let beaten = |rule: &Rule| {
            rules.iter().any(|other| alike(rule, other) && Rank::of(other) > Rank::of(rule))
        };
        rules.iter().copied().filter(|rule| !beaten(rule)).collect()
    }

    fn rates_of(&self, rule: &Rule) -> Result<Vec<Rate>, Vec<Diagnostic>> {
        let Some(tiers) = rule.pays.tiers() else {
            return Ok(vec![self.rate(rule, rule.pays.reward(), None)?]);
        };
        tiers
            .steps()
            .map(|step| {
                let from = self.step_start(tiers.measure(), step)?;
                self.rate(rule, Reward::Percent(step.rate), from)
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
        if let Some(cap) = rule.limits.per_sale.of(self.currency()) {
            let sum = Argument::Text(self.formats.money_short(cap));
            scopes.push(self.theme_text("terms.at_most", &[("sum", sum)])?);
        }
        Ok(Rate {
            value: self.reward(reward),
            kind: reward_kind(reward),
            event: rule.pays.event().word(),
            scopes,
            months: rule.pays.months().map(std::num::NonZero::get),
        })
    }

    /// Where a step of tiers begins; nothing for the first.
    fn step_start(
        &self,
        measure: TierMeasure,
        step: Step,
    ) -> Result<Option<String>, Vec<Diagnostic>> {
        if step.from.is_zero() {
            return Ok(None);
        }
        let text = match measure {
            TierMeasure::Sales => {
                let count = Argument::Text(self.formats.number(step.from));
                self.theme_text("terms.from_sale", &[("count", count)])
            }
            TierMeasure::Volume(currency) => {
                let sum = Money::rounded(step.from, currency);
                let sum = sum.map(|sum| self.formats.money_short(sum)).unwrap_or_default();
                self.theme_text("terms.from_volume", &[("sum", Argument::Text(sum))])
            }
        };
        text.map(Some)
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

    /// The terms as a Markdown table.
    ///
    /// # Errors
    /// The theme lacks a word, or a product's name cannot be filled.
    pub(super) fn commission_table(&self, terms: &Terms) -> Result<String, Vec<Diagnostic>> {
        let word = |key: &str| self.theme_text(key, &[]);
        let mut rows = vec![(word("terms.for")?, word("terms.you_earn")?)];
        for rule in self.rules(terms) {
            for rate in self.rates_of(rule)? {
                rows.push((self.rate_name(&rate, rule.pays.event())?, rate.value));
            }
        }
        rows.push((word("terms.cookie")?, self.days(terms.cookie_days)?));
        rows.push((word("terms.hold")?, self.days(terms.hold_days)?));
        let mut paid = word(&format!("payout.{}", terms.payout.rhythm.word()))?;
        if let Some(day) = terms.payout.rhythm.day() {
            let day = Argument::Number(i64::from(day));
            paid = format!("{paid}, {}", self.theme_text("payout.day", &[("day", day)])?);
        }
        rows.push((word("terms.payout")?, paid));
        if let Some(threshold) = terms.payout.thresholds.of(self.currency()) {
            rows.push((word("terms.threshold")?, self.formats.money_short(threshold)));
        }
        let methods = self.payout_methods(&terms.payout)?;
        if !methods.is_empty() {
            rows.push((word("terms.methods")?, methods.join(", ")));
        }
        Ok(markdown_table(&rows))
    }

    fn rate_name(&self, rate: &Rate, event: Event) -> Result<String, Vec<Diagnostic>> {
        let key = match event {
            Event::Sale if rate.scopes.is_empty() => "event.sale_any",
            Event::Sale => "event.sale",
            Event::Click => "event.click",
            Event::Impression => "event.impression",
            Event::Lead => "event.lead",
            Event::Registration => "event.registration",
            Event::Renewal => "event.renewal",
        };
        let mut name = self.theme_text(key, &[])?;
        if !rate.scopes.is_empty() {
            name = format!("{name} · {}", rate.scopes.join(", "));
        }
        if let Some(months) = rate.months {
            let months = Argument::Number(i64::from(months));
            name = format!("{name}, {}", self.theme_text("terms.months", &[("count", months)])?);
        }
        Ok(name)
    }

    fn days(&self, days: u16) -> Result<String, Vec<Diagnostic>> {
        self.theme_text("terms.days", &[("count", Argument::Number(i64::from(days)))])
    }
}

fn readable(id: &str) -> String {
    let spaced = id.replace('-', " ");
    let mut letters = spaced.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

/// The first row is the heading.
fn markdown_table(rows: &[(String, String)]) -> String {
    let line = |(name, value): &(String, String)| {
        format!("| {} | {} |\n", escape_words(name), escape_words(value))
    };
    let mut lines = rows.iter().map(line);
    let heading = lines.next().unwrap_or_default();
    let body: String = lines.collect();
    format!("{heading}| --- | --- |\n{body}")
}
