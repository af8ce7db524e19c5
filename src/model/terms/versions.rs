//! Which version of the terms holds for whom on which day.

use std::collections::BTreeSet;
use std::fmt;

use super::{ContractTerm, Date, Terms};

/// All versions of one set of terms: at least one, sorted by their first day, no two on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermsHistory(Vec<Terms>);

/// Why a list of terms is no history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryError {
    Empty,
    /// Two versions begin on this day.
    SameDay(Date),
}

impl TermsHistory {
    /// Takes the versions in any order.
    pub fn new(mut versions: Vec<Terms>) -> Result<TermsHistory, HistoryError> {
        versions.sort_by_key(|terms| terms.from);
        if versions.is_empty() {
            return Err(HistoryError::Empty);
        }
        match versions.windows(2).find(|pair| pair[0].from == pair[1].from) {
            Some(pair) => Err(HistoryError::SameDay(pair[0].from)),
            None => Ok(TermsHistory(versions)),
        }
    }

    /// Oldest first.
    pub fn versions(&self) -> &[Terms] {
        &self.0
    }

    /// The version of that day; `None` before the first.
    pub fn in_force(&self, as_of: Date) -> Option<&Terms> {
        self.0.iter().rev().find(|terms| terms.from <= as_of)
    }

    /// The versions that begin after that day, earliest first.
    pub fn announced(&self, as_of: Date) -> &[Terms] {
        let begun = self.0.partition_point(|terms| terms.from <= as_of);
        &self.0[begun..]
    }
}

/// Whether a signed partner keeps the terms of the day of signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hold {
    /// New terms hold for everybody from their first day.
    No,
    /// The terms of signing stay until the contract ends.
    Contract(ContractTerm),
}

/// A contract during which the program's terms of the day of signing are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub signed: Date,
    /// Its last day.
    pub until: Date,
}

impl Held {
    /// `None` for who has not signed, and where nothing is held.
    pub fn new(signed: Option<Date>, hold: Hold) -> Option<Held> {
        let Hold::Contract(term) = hold else { return None };
        let signed = signed?;
        Some(Held { signed, until: term.last_day(signed)? })
    }
}

/// All that decides about one partner's terms.
#[derive(Debug, Clone, Copy)]
pub struct PartnerTerms<'p> {
    pub program: &'p TermsHistory,
    /// The partner's own terms; from their first day on they go before the program's.
    pub own: Option<&'p TermsHistory>,
    pub held: Option<Held>,
}

/// Where the terms in force come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Program,
    /// The program's on the day of signing, kept until this day (inclusive).
    Held {
        until: Date,
    },
    Own,
}

/// The terms that hold for a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InForce<'p> {
    pub terms: &'p Terms,
    pub origin: Origin,
}

/// Terms that will hold for a partner from a day on, unless announced otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announced<'p> {
    /// The partner's first day with them, which for held terms is later than the terms' own.
    pub on: Date,
    pub terms: &'p Terms,
}

impl<'p> PartnerTerms<'p> {
    /// The partner's own terms, else those held by contract, else the program's. `None` before the
    /// first version.
    pub fn in_force(&self, as_of: Date) -> Option<InForce<'p>> {
        if let Some(terms) = self.own.and_then(|own| own.in_force(as_of)) {
            return Some(InForce { terms, origin: Origin::Own });
        }
        if let Some((terms, until)) = self.held(as_of) {
            return Some(InForce { terms, origin: Origin::Held { until } });
        }
        let terms = self.program.in_force(as_of)?;
        Some(InForce { terms, origin: Origin::Program })
    }

    /// The changes after that day, earliest first, each on this partner's own date.
    pub fn announced(&self, as_of: Date) -> Vec<Announced<'p>> {
        let mut current = self.in_force(as_of).map(|now| now.terms);
        let mut changes = Vec::new();
        for on in self.turns(as_of) {
            let terms = self.in_force(on).map(|then| then.terms);
            if let Some(terms) = terms.filter(|terms| Some(*terms) != current) {
                changes.push(Announced { on, terms });
            }
            current = terms;
        }
        changes
    }

    /// The days after that one on which other terms may begin to hold, earliest first.
    pub(super) fn turns(&self, as_of: Date) -> BTreeSet<Date> {
        let program = self.program.announced(as_of).iter();
        let own = self.own.iter().flat_map(|own| own.announced(as_of));
        let begun = program.chain(own).map(|terms| terms.from);
        let agreed = match self.held {
            Some(held) => [Some(held.signed), held.until.tomorrow()],
            None => [None, None],
        };
        begun.chain(agreed.into_iter().flatten()).filter(|day| *day > as_of).collect()
    }

    /// The contract's last day, for a signed partner whose terms are held.
    pub fn contract_end(&self) -> Option<Date> {
        self.held.map(|held| held.until)
    }

    /// The program's terms of the day of signing, while the contract lasts.
    fn held(&self, as_of: Date) -> Option<(&'p Terms, Date)> {
        let held = self.held.filter(|held| (held.signed..=held.until).contains(&as_of))?;
        Some((self.program.in_force(held.signed)?, held.until))
    }
}

impl fmt::Display for HistoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HistoryError::Empty => write!(f, "there are no terms"),
            HistoryError::SameDay(day) => write!(f, "two versions of the terms begin on {day}"),
        }
    }
}
