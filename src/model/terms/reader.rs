//! Terms as one reader has them.

use crate::model::ids::{GroupId, MarketId, ProductId};

use super::{Bonus, BonusKind, Currency, Date, Limits, Payout, Rank, Rule, Subject, Sums, Terms};

/// Who reads terms. What is agreed with other groups, in other markets and for products that the
/// reader does not sell is none of theirs.
#[derive(Debug, Clone)]
pub struct Reader<'p> {
    /// Empty for the public, which is told of no group's rules.
    pub groups: &'p [GroupId],
    pub market: &'p MarketId,
    /// That of the market.
    pub currency: Currency,
    /// What the reader sells.
    pub products: Vec<&'p ProductId>,
}

impl Reader<'_> {
    /// The rules that can pay the reader: without those that a narrower one always beats.
    pub fn rules<'t>(&self, terms: &'t Terms) -> Vec<&'t Rule> {
        let rules: Vec<&Rule> = terms.rules.iter().filter(|rule| self.concerns(rule)).collect();
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

    fn concerns(&self, rule: &Rule) -> bool {
        let is_sold = match &rule.subject {
            Subject::Everything | Subject::Category(_) => true,
            Subject::Product(product) => self.products.contains(&product),
        };
        is_sold
            && rule.group.as_ref().is_none_or(|group| self.groups.contains(group))
            && rule.market.as_ref().is_none_or(|market| market == self.market)
    }

    /// What `terms` say to the reader from `day` on: two views that say the same are the same
    /// terms to them, whatever else differs. Bonuses that are over by then are gone.
    #[must_use]
    pub fn view(&self, terms: &Terms, day: Date) -> Terms {
        let bonuses = terms.bonuses.iter();
        Terms {
            from: day,
            rules: self.rules(terms).into_iter().map(|rule| self.own_rule(rule)).collect(),
            bonuses: bonuses.filter_map(|bonus| self.own_bonus(bonus, day)).collect(),
            payout: Payout {
                thresholds: self.own(&terms.payout.thresholds),
                ..terms.payout.clone()
            },
            ..terms.clone()
        }
    }

    /// For whom else a rule is does not matter any more.
    fn own_rule(&self, rule: &Rule) -> Rule {
        let limits = Limits {
            minimum: self.own(&rule.limits.minimum),
            per_sale: self.own(&rule.limits.per_sale),
            per_month: self.own(&rule.limits.per_month),
        };
        Rule { group: None, market: None, limits, ..rule.clone() }
    }

    fn own_bonus(&self, bonus: &Bonus, day: Date) -> Option<Bonus> {
        if bonus.period.until().is_some_and(|until| until < day) {
            return None;
        }
        let kind = match &bonus.kind {
            BonusKind::Rate(rate) => BonusKind::Rate(*rate),
            BonusKind::Sum(sums) => BonusKind::Sum(self.own(sums)),
            BonusKind::Milestone { sales, sum } => {
                BonusKind::Milestone { sales: *sales, sum: self.own(sum) }
            }
        };
        Some(Bonus { kind, ..bonus.clone() })
    }

    /// The sum in the reader's currency alone.
    fn own(&self, sums: &Sums) -> Sums {
        sums.of(self.currency).map(Sums::from).unwrap_or_default()
    }
}
