//! Who is told of other terms than those that were released.

use crate::model::ids::ProgramId;
use crate::model::partner::Partner;
use crate::model::release::ReleasedPartner;
use crate::model::terms::{Held, PartnerTerms, ReadTerms, Reader, TermsChange, TermsHistory};
use crate::model::text::Located;

use super::Plan;
use super::artifact::Kind;
use super::recipe::{NoticeForm, Recipe};

/// What was released for a partner.
pub struct Promised<'p> {
    /// As they were: in another program, group or market perhaps.
    pub partner: Partner,
    pub terms: PartnerTerms<'p>,
}

impl<'p> Plan<'p> {
    /// The partner as a reader of terms.
    pub fn reader<'r>(&'r self, partner: &'r Partner) -> Reader<'r> {
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
        let now = ReadTerms { terms, reader: self.reader(partner) };
        let then = ReadTerms { terms: promised.terms, reader: self.reader(&promised.partner) };
        now.changes(&then, self.settings.as_of)
    }

    /// What was released for the partner; what older locks do not say is as it is now.
    pub fn promised(&self, partner: &'p Partner) -> Option<Promised<'p>> {
        let lock = self.project.released.as_ref()?;
        let released = lock.partners.get(&partner.id)?;
        let before = as_released(partner, released);
        let signed = before.signed.map(|signed| signed.value);
        let terms = PartnerTerms {
            program: self.released_program(&before.program.value).or_else(|| {
                // A program that paid nothing yet promised nothing.
                Some(self.terms(partner)?.program)
            })?,
            own: released.terms.as_ref(),
            held: signed.zip(released.held_until).map(|(signed, until)| Held { signed, until }),
        };
        Some(Promised { partner: before, terms })
    }

    /// What partners of the program were promised.
    pub fn released_program(&self, program: &ProgramId) -> Option<&'p TermsHistory> {
        let lock = self.project.released.as_ref()?;
        lock.programs.get(program).map(|program| &program.terms)
    }

    /// For partners who pause too: these are the terms that they come back to.
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

/// The partner as they were when their terms were released.
fn as_released(partner: &Partner, released: &ReleasedPartner) -> Partner {
    let mut before = partner.clone();
    if let Some(membership) = &released.membership {
        before.program.value = membership.program.clone();
        before.market.value = membership.market.clone();
        before.groups.clone_from(&membership.groups);
    }
    if let Some(signed) = released.signed {
        before.signed = Some(Located { value: signed, span: released.span });
    }
    before
}
