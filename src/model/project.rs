//! Everything that content says, typed and checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ad_label::AdLabels;
use super::backend::Backend;
use super::company::Company;
use super::creative::Creative;
use super::ids::*;
use super::locale::Locale;
use super::material::{AdText, Document, Email, Landing};
use super::media::{Fonts, Pictures};
use super::partner::Partner;
use super::product::Product;
use super::program::Program;
use super::release::ReleaseLock;
use super::terms::{Held, PartnerTerms};
use super::text::Phrase;

/// The immutable result of loading: what plan, render and check work on.
#[derive(Debug, Clone)]
pub struct Project {
    pub company: Company,
    pub products: BTreeMap<ProductId, Product>,
    pub programs: BTreeMap<ProgramId, Program>,
    pub backends: BTreeMap<BackendId, Backend>,
    /// Shared with the project that was loaded before, where nothing of it changed.
    pub partners: Arc<BTreeMap<PartnerId, Partner>>,
    pub creatives: BTreeMap<CreativeId, Creative>,
    pub landings: BTreeMap<LandingId, Landing>,
    pub emails: BTreeMap<EmailId, Email>,
    pub texts: BTreeMap<TextId, AdText>,
    pub documents: BTreeMap<DocumentId, Document>,
    /// The marks that advertising must carry, from `labels.csv`.
    pub ad_labels: AdLabels,
    pub pictures: Pictures,
    pub fonts: Fonts,
    /// Texts that replace the theme's, by language and key.
    pub strings: BTreeMap<Locale, BTreeMap<String, Phrase>>,
    pub released: Option<ReleaseLock>,
}

impl Project {
    /// The terms that count for `partner`, by date.
    pub fn terms<'p>(&'p self, partner: &'p Partner) -> Option<PartnerTerms<'p>> {
        let program = self.programs.get(&partner.program.value)?;
        Some(PartnerTerms {
            program: &program.terms,
            own: partner.terms.as_ref(),
            held: Held::new(partner.signed.map(|signed| signed.value), program.hold),
        })
    }
}
