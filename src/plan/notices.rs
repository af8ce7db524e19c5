//! Who is told of other terms than those that were released.

use crate::model::partner::Partner;
use crate::model::terms::{PartnerTerms, Reader, TermsChange};

use super::Plan;
use super::artifact::Kind;
use super::recipe::{NoticeForm, Recipe};

impl<'p> Plan<'p> {
    /// The partner as a reader of terms.
    pub fn reader(&self, partner: &'p Partner) -> Reader<'p> {
        let company = &self.project.company;
        let market = company.market(&partner.market.value);
        Reader {
            groups: &partner.groups,
            market: &partner.market.value,
            currency: market.unwrap_or_else(|| company.default_market()).currency,
            products: self.products_for(partner),
        }
    }

    /// What changes for the partner against what was released, each on their own day. Nothing
    /// for who is not in the lock: they were promised nothing yet.
    pub fn terms_changes(&self, partner: &'p Partner) -> Vec<TermsChange> {
        let (Some(promised), Some(terms)) = (self.promised(partner), self.terms(partner)) else {
            return Vec::new();
        };
        terms.changes(&promised, &self.reader(partner), self.settings.as_of)
    }

    /// The terms that were released for the partner. Signing and contract are as they are now:
    /// both are agreed with the partner, and known to them.
    fn promised(&self, partner: &'p Partner) -> Option<PartnerTerms<'p>> {
        let lock = self.project.released.as_ref()?;
        let released = lock.partners.get(&partner.id)?;
        let now = self.terms(partner)?;
        let program = lock.programs.get(&partner.program.value);
        Some(PartnerTerms {
            // A program that paid nothing yet promised nothing.
            program: program.map_or(now.program, |program| &program.terms),
            own: released.terms.as_ref(),
            ..now
        })
    }

    pub(super) fn notices(&self, partner: &'p Partner) -> Vec<(String, Kind, Recipe)> {
        if self.terms_changes(partner).is_empty() {
            return Vec::new();
        }
        let notice = |form: NoticeForm| {
            let path = self.addresses.notice(&partner.id, form.ending())?;
            let recipe = Recipe::Notice { partner: partner.id.clone(), form };
            Some((path.to_string(), Kind::Notice, recipe))
        };
        NoticeForm::ALL.into_iter().filter_map(notice).collect()
    }
}
