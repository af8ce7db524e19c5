//! What becomes of a promise: terms that hold for somebody on a day, against those that were to.

use std::collections::BTreeSet;

use super::{Compared, Date, PartnerTerms, Reader, Terms};

/// Other terms for a reader than those that they were promised, from a day on. Both as the reader
/// has them (see [`Reader::compare`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermsChange {
    /// The reader's own first day with them, which for held terms is later than the terms' own.
    pub on: Date,
    /// What was promised for that day; `None`: nothing yet.
    pub old: Option<Terms>,
    pub new: Terms,
}

impl PartnerTerms<'_> {
    /// Where these terms say something else to `reader` than was `promised`, after `as_of`; earliest
    /// first. Terms that go on as they were told before are told once.
    pub fn changes(
        &self,
        promised: &PartnerTerms<'_>,
        reader: &Reader<'_>,
        as_of: Date,
    ) -> Vec<TermsChange> {
        let mut days: BTreeSet<Date> = self.turns(as_of);
        days.extend(promised.turns(as_of));
        let mut changes: Vec<TermsChange> = Vec::new();
        let mut told: Option<&Terms> = None;
        for on in days {
            let (before, Some(then)) = (promised.in_force(on), self.in_force(on)) else { continue };
            let beside = |other: &Terms| reader.compare(other, then.terms, on);
            if before.is_some_and(|before| beside(before.terms).is_same()) {
                told = None;
            } else if !told.is_some_and(|told| beside(told).is_same()) {
                changes.push(match before.map(|before| beside(before.terms)) {
                    Some(Compared { old, new }) => TermsChange { on, old: Some(old), new },
                    None => TermsChange { on, old: None, new: reader.view(then.terms, on) },
                });
                told = Some(then.terms);
            }
        }
        changes
    }
}
