//! What the model says of rates, prices and windows, today and as it was announced.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::ids::{CategoryId, ProductId, ProgramId};
use crate::model::money::{Currency, Money, Rate};
use crate::model::terms::{BonusKind, Reward, Rule, Subject, Terms, TermsHistory, Tiers};
use crate::model::text::Localized;
use crate::plan::Plan;

/// Names shorter than this are words like any other.
const SHORTEST_NAME: usize = 4;

/// What texts may say.
pub struct Known<'p> {
    /// Those of all markets.
    pub currencies: Vec<Currency>,
    programs: BTreeMap<&'p ProgramId, Vec<&'p Terms>>,
    products: Vec<Priced<'p>>,
}

/// A product by all its names, lower-case.
pub struct Priced<'p> {
    pub id: &'p ProductId,
    pub names: Vec<String>,
    pub prices: Vec<Money>,
}

/// The rates that terms pay; with the category, where one has it.
pub type Rates<'p> = BTreeMap<Rate, Option<&'p CategoryId>>;

impl<'p> Known<'p> {
    pub fn new(plan: &Plan<'p>) -> Known<'p> {
        let (project, as_of) = (plan.project, plan.settings.as_of);
        let current = |history: &'p TermsHistory| {
            history.in_force(as_of).into_iter().chain(history.announced(as_of))
        };
        let mut programs: BTreeMap<&ProgramId, Vec<&Terms>> = project
            .programs
            .values()
            .map(|program| (&program.id, current(&program.terms).collect()))
            .collect();
        // Some have terms of their own, or hold those that they signed.
        for partner in project.partners.values() {
            let Some(terms) = plan.terms(partner) else { continue };
            let now = terms.in_force(as_of).map(|now| now.terms);
            let later = terms.announced(as_of).into_iter().map(|change| change.terms);
            programs
                .entry(&partner.program.value)
                .or_default()
                .extend(now.into_iter().chain(later));
        }
        let markets = project.company.markets.iter();
        let currencies: BTreeSet<Currency> = markets.map(|market| market.currency).collect();
        Known {
            currencies: currencies.into_iter().collect(),
            programs,
            products: project.products.values().map(Priced::new).collect(),
        }
    }

    /// The rates of these programs, of all if none is named.
    pub fn rates(&self, programs: &BTreeSet<&ProgramId>) -> Rates<'p> {
        let mut rates = Rates::new();
        for terms in self.terms(programs) {
            for rule in &terms.rules {
                let category = match &rule.subject {
                    Subject::Category(category) => Some(category),
                    Subject::Everything | Subject::Product(_) => None,
                };
                for rate in rates_of(rule) {
                    let known = rates.entry(rate).or_insert(category);
                    *known = known.or(category);
                }
            }
            let bonuses = terms.bonuses.iter().filter_map(|bonus| match bonus.kind {
                BonusKind::Rate(rate) => Some(rate),
                BonusKind::Sum(_) | BonusKind::Milestone { .. } => None,
            });
            let shares = terms.split.iter().flat_map(|split| split.shares());
            let shares = shares.map(|(_, rate)| *rate);
            for rate in terms.levels.iter().copied().chain(bonuses).chain(shares) {
                rates.entry(rate).or_insert(None);
            }
        }
        rates
    }

    /// For how many days clicks count.
    pub fn windows(&self, programs: &BTreeSet<&ProgramId>) -> BTreeSet<u16> {
        self.terms(programs).map(|terms| terms.cookie_days).collect()
    }

    /// The one product that is named.
    pub fn product_in(&self, clause: &str) -> Option<&Priced<'p>> {
        let clause = clause.to_lowercase();
        let is_named = |product: &&Priced| product.names.iter().any(|it| clause.contains(it));
        let mut named = self.products.iter().filter(is_named);
        let product = named.next()?;
        named.next().is_none().then_some(product)
    }

    fn terms(&self, programs: &BTreeSet<&ProgramId>) -> impl Iterator<Item = &'p Terms> {
        let meant = move |id: &ProgramId| programs.is_empty() || programs.contains(id);
        self.programs.iter().filter(move |(id, _)| meant(id)).flat_map(|(_, terms)| terms).copied()
    }
}

impl<'p> Priced<'p> {
    fn new(product: &'p crate::model::product::Product) -> Priced<'p> {
        let names: Vec<&str> = match &product.name {
            Localized::Same(name) => vec![&name.text],
            Localized::ByLocale(names) => names.values().map(|name| name.text.as_str()).collect(),
        };
        let names = names.into_iter().filter(|name| name.chars().count() >= SHORTEST_NAME);
        Priced {
            id: &product.id,
            names: names.map(str::to_lowercase).collect(),
            prices: product.offers.values().filter_map(|offer| offer.price).collect(),
        }
    }
}

fn rates_of(rule: &Rule) -> Vec<Rate> {
    let steps = rule.pays.tiers().into_iter().flat_map(Tiers::steps).map(|step| step.reward);
    let rewards = steps.chain([rule.pays.reward()]);
    rewards
        .filter_map(|reward| match reward {
            Reward::Percent(rate) => Some(rate),
            Reward::Fixed(_) => None,
        })
        .collect()
}
