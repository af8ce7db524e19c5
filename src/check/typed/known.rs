//! What the model says of rates, prices and windows, today and as it was announced.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::date::Date;
use crate::model::ids::{CategoryId, ProductId, ProgramId};
use crate::model::money::{Currency, Money, Rate};
use crate::model::project::Project;
use crate::model::terms::{BonusKind, Reward, Rule, Subject, Terms, TermsHistory, Tiers};
use crate::model::text::Localized;

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
struct Priced<'p> {
    id: &'p ProductId,
    names: Vec<String>,
    prices: Vec<Money>,
}

/// The rates that terms pay; with the category, where one has it.
pub type Rates<'p> = BTreeMap<Rate, Option<&'p CategoryId>>;

impl<'p> Known<'p> {
    pub fn new(project: &'p Project, as_of: Date) -> Known<'p> {
        let current = |history: &'p TermsHistory| {
            history.in_force(as_of).into_iter().chain(history.announced(as_of))
        };
        let mut programs: BTreeMap<&ProgramId, Vec<&Terms>> = project
            .programs
            .values()
            .map(|program| (&program.id, current(&program.terms).collect()))
            .collect();
        for partner in project.partners.values() {
            let own = partner.terms.iter().flat_map(current);
            programs.entry(&partner.program.value).or_default().extend(own);
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

    /// The one product that is named, with its prices.
    pub fn product_in(&self, clause: &str) -> Option<(&'p ProductId, &[Money])> {
        let clause = clause.to_lowercase();
        let is_named = |product: &&Priced| product.names.iter().any(|it| clause.contains(it));
        let mut named = self.products.iter().filter(is_named);
        let product = named.next()?;
        named.next().is_none().then_some((product.id, product.prices.as_slice()))
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
