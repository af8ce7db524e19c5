//! Terms as people read them: what is paid, when, and a sale worked out.

use crate::commission::{Transaction, earn, next_payday, reward_for};
use crate::model::date::Date;
use crate::model::money::Money;
use crate::model::product::Product;
use crate::model::terms::{self, Announced, Compared, Origin, PartnerTerms};
use crate::render::earnings::paid;
use crate::render::words::reward_kind;
use crate::theme::Argument;

use super::context::*;
use super::draft::Draft;

impl Draft<'_, '_> {
    /// The terms in force; before the first begin, those to come. `None` if there are none at all.
    pub fn terms(&self, terms: PartnerTerms<'_>) -> Option<Terms> {
        let as_of = self.pages.plan.settings.as_of;
        let now = terms.in_force(as_of);
        let announced = terms.announced(as_of);
        let (shown, upcoming) = match (now, announced.as_slice()) {
            (Some(now), upcoming) => (now.terms, upcoming),
            (None, [first, upcoming @ ..]) => (first.terms, upcoming),
            (None, []) => return None,
        };
        let sold = self.sold(shown);
        let own = self.words.own(shown);
        Some(Terms {
            best: self.best(shown),
            rates: self.take(self.words.rates(shown)),
            bonuses: self.take(self.words.bonuses(shown)),
            net_of: own.base.net_of(),
            cookie_days: shown.cookie_days,
            hold_days: shown.hold_days,
            payout: self.payout(&shown.payout, as_of),
            levels: self.take(self.words.levels(shown)),
            split: self.take(self.words.split(shown.split.as_ref())),
            exceptions: self.take(self.words.exceptions(shown)),
            from: self.day(shown.from),
            held_until: match now.map(|now| now.origin) {
                Some(Origin::Held { until }) => Some(self.day(until)),
                _ => None,
            },
            own: now.is_some_and(|now| now.origin == Origin::Own),
            without_bonuses: own.bonuses.iter().any(|bonus| !bonus.period.is_always()),
            examples: self.examples(&sold),
            calculator: self.calculator(sold),
            upcoming: upcoming
                .iter()
                .map(|change| self.upcoming(shown, change))
                .find(|upcoming| !upcoming.changes.is_empty()),
        })
    }

    /// What `change` makes different from the terms that are shown.
    fn upcoming(&self, shown: &terms::Terms, change: &Announced<'_>) -> Upcoming {
        let Compared { old, new } = self.words.reader().compare(shown, change.terms, change.on);
        Upcoming {
            from: self.day(change.on),
            changes: self.take(self.words.changed(Some(&old), &new)),
        }
    }

    fn best(&self, terms: &terms::Terms) -> Option<Best> {
        let headline = self.words.best(terms)?;
        Some(Best {
            value: self.words.reward(headline.best),
            kind: reward_kind(headline.best),
            up_to: headline.up_to,
        })
    }

    fn payout(&self, payout: &terms::Payout, as_of: Date) -> Payout {
        let threshold = payout.thresholds.of(self.words.currency());
        Payout {
            threshold: threshold.map(|sum| self.words.formats.money_short(sum)),
            rhythm: payout.rhythm.word(),
            day: payout.rhythm.day(),
            methods: self.take(self.words.payout_methods(payout)),
            next: next_payday(payout.rhythm, as_of).map(|day| self.day(day)),
        }
    }

    /// What a sale of one pays: the sum; else, where nobody says which tax is in the price, the
    /// rate of the price without it.
    pub fn earning(&self, terms: &terms::Terms, product: &Product) -> Option<String> {
        if let Some((_, earned)) = self.commission(terms, product) {
            return Some(self.words.formats.money(earned));
        }
        product.offers.get(self.words.market)?.price?;
        let case = self.words.sale_of(Some(product));
        let reward = reward_for(&terms.rules, &case).ok()?;
        let rate = Argument::Text(self.words.reward(reward));
        Some(self.text("terms.of_net", &[("rate", rate)]))
    }

    /// A product's price and what a sale of one pays. `None` too where that is a share of the price
    /// without tax, and nobody says which tax is in it.
    fn commission(&self, terms: &terms::Terms, product: &Product) -> Option<(Money, Money)> {
        let market = self.pages.plan.project.company.market(self.words.market)?;
        let (price, paid) = paid(product, market, terms)?;
        let case = self.words.sale_of(Some(product));
        let earning = earn(terms, &Transaction::sale(case, Some(paid))).ok()?;
        (!earning.amount.is_zero()).then_some((price, earning.amount))
    }
}
