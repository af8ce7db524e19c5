//! What becomes of a promise: terms that hold for somebody on a day, against those that were to.

use std::collections::BTreeSet;

use super::{Compared, Date, PartnerTerms, Reader, Terms, compare};

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

/// The terms of a partner with who reads them: another program, group or market makes another
/// reader.
#[derive(Debug, Clone)]
pub struct ReadTerms<'p> {
    pub terms: PartnerTerms<'p>,
    pub reader: Reader<'p>,
}

impl ReadTerms<'_> {
    /// `as_of`, and the days after it on which these or the `promised` terms may become others.
    pub fn days(&self, promised: &ReadTerms<'_>, as_of: Date) -> BTreeSet<Date> {
        let turns = [self.terms.turns(as_of), promised.terms.turns(as_of)];
        turns.into_iter().flatten().chain([as_of]).collect()
    }

    /// Where these terms say something else than was `promised`, from `as_of` on; earliest first.
    /// Terms that go on as they were told before are told once.
    pub fn changes(&self, promised: &ReadTerms<'_>, as_of: Date) -> Vec<TermsChange> {
        let days = self.days(promised, as_of);
        let mut changes: Vec<TermsChange> = Vec::new();
        let mut told: Option<&Terms> = None;
        for on in days {
            let before = promised.terms.in_force(on);
            let Some(then) = self.terms.in_force(on) else { continue };
            let beside = |reader: &Reader, other: &Terms| {
                compare((reader, other), (&self.reader, then.terms), on)
            };
            let before = before.map(|before| beside(&promised.reader, before.terms));
            if before.as_ref().is_some_and(Compared::is_same) {
                told = None;
            } else if !told.is_some_and(|told| beside(&self.reader, told).is_same()) {
                changes.push(match before {
                    Some(Compared { old, new }) => TermsChange { on, old: Some(old), new },
                    None => TermsChange { on, old: None, new: self.reader.view(then.terms, on) },
                });
                told = Some(then.terms);
            }
        }
        changes
    }
}
