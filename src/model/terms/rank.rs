//! Which of several rules that fit is the most specific.

use super::{Rule, Subject};

/// How specific a rule is; the greatest wins. Compared in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank {
    /// 2 for a product, 1 for a category, 0 for everything.
    subject: u8,
    group: bool,
    market: bool,
    limited: bool,
}

impl Rank {
    pub fn of(rule: &Rule) -> Rank {
        let subject = match rule.subject {
            Subject::Everything => 0,
            Subject::Category(_) => 1,
            Subject::Product(_) => 2,
        };
        Rank {
            subject,
            group: rule.group.is_some(),
            market: rule.market.is_some(),
            limited: rule.pays.months().is_some(),
        }
    }
}

/// What one rule says and another does not, which makes it more specific.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Narrower {
    Product,
    Category,
    Group,
    Market,
    Months,
}

impl Rank {
    /// What puts this rank before `other`; `None` if it does not stand before it.
    pub fn narrower_by(self, other: Rank) -> Option<Narrower> {
        if self <= other {
            return None;
        }
        Some(if self.subject != other.subject {
            if self.subject == 2 { Narrower::Product } else { Narrower::Category }
        } else if self.group != other.group {
            Narrower::Group
        } else if self.market != other.market {
            Narrower::Market
        } else {
            Narrower::Months
        })
    }
}
