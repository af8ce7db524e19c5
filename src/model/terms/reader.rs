//! Terms as one reader has them.

use crate::model::ids::{GroupId, MarketId, ProductId};
use crate::model::product::Product;

use super::{
    Base, Bonus, BonusKind, Currency, Date, Event, Limits, Payout, Rank, Rule, Subject, Sums, Terms,
};

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
    pub products: Vec<&'p Product>,
}

/// What two terms say to a reader on a day, line beside line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    pub old: Terms,
    pub new: Terms,
}

impl Compared {
    /// Whether the reader has nothing to be told.
    pub fn is_same(&self) -> bool {
        self.old.says_the_same(&self.new)
    }
}

impl<'p> Reader<'p> {
    /// The rules that can pay the reader: without those that a narrower one always beats.
    pub fn rules<'t>(&self, terms: &'t Terms) -> Vec<&'t Rule> {
        let rules: Vec<&Rule> = terms.rules.iter().filter(|rule| self.concerns(rule)).collect();
        let beaten = |rule: &Rule| {
            rules.iter().any(|other| alike(rule, other) && Rank::of(other) > Rank::of(rule))
        };
        rules.iter().copied().filter(|rule| !beaten(rule)).collect()
    }

    fn concerns(&self, rule: &Rule) -> bool {
        let is_sold = match &rule.subject {
            Subject::Everything => true,
            Subject::Category(id) => {
                self.products.iter().any(|product| product.category.as_ref() == Some(id))
            }
            Subject::Product(id) => self.product(id).is_some(),
        };
        is_sold
            && rule.group.as_ref().is_none_or(|group| self.groups.contains(group))
            && rule.market.as_ref().is_none_or(|market| market == self.market)
    }

    /// What both terms say to the reader from `day` on. What only one of them has a rule of its own
    /// for, the other pays by a wider one: so a rate for everything stands beside one for a product.
    pub fn compare(&self, old: &Terms, new: &Terms, day: Date) -> Compared {
        compare((self, old), (self, new), day)
    }

    /// `terms` with a rule for all that `other`, which are read by `self`, have one for.
    fn completed(&self, terms: &Terms, other: &Terms) -> Terms {
        let names = |rule: &Rule, event: Event, subject: &Subject| {
            rule.pays.event() == event && rule.subject == *subject
        };
        let mut completed = terms.clone();
        for rule in &other.rules {
            let event = rule.pays.event();
            if completed.rules.iter().any(|own| names(own, event, &rule.subject)) {
                continue;
            }
            let wider = self.wider(&rule.subject);
            let paying = wider.iter().map(|subject| {
                terms.rules.iter().filter(move |own| names(own, event, subject)).collect::<Vec<_>>()
            });
            let paying = paying.into_iter().find(|rules| !rules.is_empty()).unwrap_or_default();
            let subject = || rule.subject.clone();
            completed
                .rules
                .extend(paying.into_iter().map(|own| Rule { subject: subject(), ..own.clone() }));
        }
        completed
    }

    /// Narrowest first.
    fn wider(&self, subject: &Subject) -> Vec<Subject> {
        let category = match subject {
            Subject::Everything => return Vec::new(),
            Subject::Category(_) => None,
            Subject::Product(id) => self.product(id).and_then(|product| product.category.clone()),
        };
        category.map(Subject::Category).into_iter().chain([Subject::Everything]).collect()
    }

    fn product(&self, id: &ProductId) -> Option<&'p Product> {
        self.products.iter().copied().find(|product| product.id == *id)
    }

    /// What `terms` say to the reader from `day` on. Bonuses that are over by then are gone, and so
    /// is a base that nothing is reckoned of.
    #[must_use]
    pub fn view(&self, terms: &Terms, day: Date) -> Terms {
        let bonuses = terms.bonuses.iter();
        let view = Terms {
            from: day,
            rules: self.rules(terms).into_iter().map(|rule| self.own_rule(rule)).collect(),
            bonuses: bonuses.filter_map(|bonus| self.own_bonus(bonus, day)).collect(),
            payout: Payout {
                thresholds: self.own(&terms.payout.thresholds),
                ..terms.payout.clone()
            },
            ..terms.clone()
        };
        let base = if view.uses_base() { view.base } else { Base::default() };
        Terms { base, ..view }
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

    /// None of what is over, or paid in other currencies alone.
    fn own_bonus(&self, bonus: &Bonus, day: Date) -> Option<Bonus> {
        if bonus.period.until().is_some_and(|until| until < day) {
            return None;
        }
        let kind = match &bonus.kind {
            BonusKind::Rate(rate) => BonusKind::Rate(*rate),
            BonusKind::Sum(sums) => BonusKind::Sum(sums.of(self.currency)?.into()),
            BonusKind::Milestone { sales, sum } => {
                BonusKind::Milestone { sales: *sales, sum: sum.of(self.currency)?.into() }
            }
        };
        Some(Bonus { kind, ..bonus.clone() })
    }

    /// The sum in the reader's currency alone.
    fn own(&self, sums: &Sums) -> Sums {
        sums.of(self.currency).map(Sums::from).unwrap_or_default()
    }
}

/// [`Reader::compare`] for somebody who may read the new terms as another reader than the old ones.
pub fn compare(old: (&Reader, &Terms), new: (&Reader, &Terms), day: Date) -> Compared {
    let [(before, old), (after, new)] =
        [old, new].map(|(reader, terms)| (reader, reader.view(terms, day)));
    let (old, new) = (after.completed(&old, &new), before.completed(&new, &old));
    Compared { old: in_steps_of(&old, &new), new: in_steps_of(&new, &old) }
}

/// `terms` with a step wherever a rule of `other` for the same has one.
fn in_steps_of(terms: &Terms, other: &Terms) -> Terms {
    let lined_up = |rule: &Rule| match other.rules.iter().find(|other| alike(rule, other)) {
        Some(other) => Rule { pays: rule.pays.in_steps_of(&other.pays), ..rule.clone() },
        None => rule.clone(),
    };
    Terms { rules: terms.rules.iter().map(lined_up).collect(), ..terms.clone() }
}

/// Whether both are about the same, so that only one of them pays a reader.
fn alike(one: &Rule, two: &Rule) -> bool {
    one.pays.event() == two.pays.event()
        && one.subject == two.subject
        && one.pays.months() == two.pays.months()
}
