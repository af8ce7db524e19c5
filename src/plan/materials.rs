//! Which landings, letters, texts and documents a partner gets, and where they stand.

use crate::model::ids::{DocumentId, LandingId, MarketId, ProductId};
use crate::model::locale::Locale;
use crate::model::material::{AdText, Document, Email, Landing, Material};
use crate::model::partner::Partner;
use crate::model::product::Product;
use crate::model::program::Program;

use super::Plan;
use super::artifact::OutputPath;

/// A landing page of a partner.
#[derive(Debug, Clone)]
pub struct LandingPlace<'p> {
    pub landing: &'p Landing,
    pub locale: Locale,
    pub path: OutputPath,
}

/// A letter of a partner, in all its forms.
#[derive(Debug, Clone)]
pub struct MailPlace<'p> {
    pub email: &'p Email,
    pub locale: Locale,
}

/// An ad text of a partner.
#[derive(Debug, Clone)]
pub struct TextPlace<'p> {
    pub text: &'p AdText,
    pub locale: Locale,
}

impl<'p> Plan<'p> {
    /// The partner's landings in order; the first has the shortest address.
    pub fn landings_for(&self, partner: &Partner) -> Vec<&'p Landing> {
        let default = self.default_locale();
        let order = |landing: &Landing| {
            landing.version(default, default).map_or(0, |choice| choice.value.order)
        };
        let mut landings: Vec<&'p Landing> = self
            .project
            .landings
            .values()
            .filter(|landing| landing.audience.includes(partner))
            .collect();
        landings.sort_by_key(|landing| (order(landing), landing.id.clone()));
        landings
    }

    /// The partner's landings in all their languages.
    pub fn landing_places(&self, partner: &'p Partner) -> Vec<LandingPlace<'p>> {
        let landings = self.landings_for(partner);
        let mut places = Vec::new();
        for (index, landing) in landings.into_iter().enumerate() {
            for locale in spoken(landing, partner) {
                let segment = (index > 0 || self.has_stub(partner)).then_some(&landing.id);
                if let Some(path) = self.addresses.landing_page(partner, locale, segment) {
                    places.push(LandingPlace { landing, locale: locale.clone(), path });
                }
            }
        }
        places
    }

    /// The page that a material leads to: the named one if the partner has it, else the first.
    pub fn landing_or_first(
        &self,
        partner: &Partner,
        named: Option<&LandingId>,
    ) -> Option<&'p Landing> {
        let landings = self.landings_for(partner);
        let wanted = landings.iter().find(|landing| Some(&landing.id) == named);
        wanted.or(landings.first()).copied()
    }

    pub fn mail_places(&self, partner: &'p Partner) -> Vec<MailPlace<'p>> {
        let emails = self.project.emails.values().filter(|email| email.audience.includes(partner));
        emails
            .flat_map(|email| {
                spoken(email, partner)
                    .map(move |locale| MailPlace { email, locale: locale.clone() })
            })
            .collect()
    }

    pub fn text_places(&self, partner: &'p Partner) -> Vec<TextPlace<'p>> {
        let texts = self.project.texts.values().filter(|text| text.audience.includes(partner));
        texts
            .flat_map(|text| {
                spoken(text, partner).map(move |locale| TextPlace { text, locale: locale.clone() })
            })
            .collect()
    }

    /// The agreement of the partner's program first, then other documents for them.
    pub fn documents_for(&self, partner: &Partner) -> Vec<&'p Document> {
        let program = self.project.programs.get(&partner.program.value);
        let agreement = program.and_then(|program| program.agreement.as_ref());
        let agreements: Vec<&DocumentId> = self
            .project
            .programs
            .values()
            .filter_map(|program| program.agreement.as_ref().map(|agreement| &agreement.value))
            .collect();
        let own = agreement.and_then(|agreement| self.project.documents.get(&agreement.value));
        let others = self.project.documents.values().filter(|document| {
            // Another program's agreement is nobody else's business.
            !agreements.contains(&&document.id) && document.audience.includes(partner)
        });
        own.into_iter().chain(others).collect()
    }

    /// What the partner sells: the program's products that their market has.
    pub fn products_for(&self, partner: &Partner) -> Vec<&'p Product> {
        let named = self
            .project
            .programs
            .get(&partner.program.value)
            .map(|program| program.products.as_slice())
            .unwrap_or_default();
        let sold = |product: &&'p Product| {
            product.offers.contains_key(&partner.market.value) && product.audience.includes(partner)
        };
        if named.is_empty() {
            return self.project.products.values().filter(sold).collect();
        }
        named.iter().filter_map(|id| self.project.products.get(&id.value)).filter(sold).collect()
    }

    /// What partners of the program sell in the market; without a program, all that is sold there.
    pub fn products_of(&self, program: Option<&Program>, market: &MarketId) -> Vec<&'p Product> {
        let named = program.map(|program| program.products.as_slice()).unwrap_or_default();
        let sold = |product: &&'p Product| {
            product.offers.contains_key(market) && product.audience.is_everybody()
        };
        if named.is_empty() {
            return self.project.products.values().filter(sold).collect();
        }
        named.iter().filter_map(|id| self.project.products.get(&id.value)).filter(sold).collect()
    }

    /// The products that a landing shows a partner.
    pub fn landing_products(
        &self,
        partner: &Partner,
        landing: &Landing,
        locale: &Locale,
    ) -> Vec<&'p Product> {
        let all = self.products_for(partner);
        let named: Vec<&ProductId> = landing
            .version_for(partner, locale, self.default_locale())
            .map(|choice| choice.value.products.items.iter().map(|item| &item.value).collect())
            .unwrap_or_default();
        if named.is_empty() {
            return all;
        }
        named
            .into_iter()
            .filter_map(|id| all.iter().find(|product| product.id == *id).copied())
            .collect()
    }
}

/// The partner's languages that a material is meant for.
fn spoken<'q, I, T>(
    material: &'q Material<I, T>,
    partner: &'q Partner,
) -> impl Iterator<Item = &'q Locale> + use<'q, I, T> {
    partner.locales.iter().filter(|locale| material.audience.speaks(locale))
}
