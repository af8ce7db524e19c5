//! PDFs: agreements, terms sheets and other documents of a partner, on the portal and in the kit.

use std::collections::BTreeSet;

use crate::model::locale::Locale;
use crate::model::material::{Document, DocumentKind};
use crate::model::partner::Partner;

use super::Plan;
use super::artifact::{Kind, OutputPath};
use super::recipe::{KitContent, KitPart, PrintRecipe, Recipe};

/// A PDF and where it lies.
#[derive(Debug, Clone)]
pub struct PrintPlace {
    /// On the portal, if there is one.
    pub path: Option<OutputPath>,
    /// In the kit.
    pub below: String,
    pub recipe: PrintRecipe,
}

impl<'p> Plan<'p> {
    /// All of a partner's PDFs, in each of their languages.
    pub fn prints_for(&self, partner: &'p Partner) -> Vec<PrintPlace> {
        let documents = self.documents_for(partner);
        let mut places = Vec::new();
        for locale in &partner.locales {
            let mut taken = BTreeSet::new();
            for document in &documents {
                let name = self.kit_name(partner, document, locale);
                // The first of a kind has the plain name.
                let name = name.filter(|name| taken.insert(*name));
                let stem = name
                    .map_or_else(|| format!("documents/{}", document.id), |name| name.to_owned());
                places.push(PrintPlace {
                    path: self.addresses.document_print(partner, &document.id, locale),
                    below: in_language(&stem, partner, locale),
                    recipe: PrintRecipe {
                        partner: partner.id.clone(),
                        locale: locale.clone(),
                        document: Some(document.id.clone()),
                    },
                });
            }
            if !taken.contains(TERMS) && self.has_terms(partner) {
                places.push(PrintPlace {
                    path: self.addresses.terms_print(partner, locale),
                    below: in_language(TERMS, partner, locale),
                    recipe: PrintRecipe {
                        partner: partner.id.clone(),
                        locale: locale.clone(),
                        document: None,
                    },
                });
            }
        }
        places
    }

    fn kit_name(
        &self,
        partner: &Partner,
        document: &Document,
        locale: &Locale,
    ) -> Option<&'static str> {
        let version = document.version_for(partner, locale, self.default_locale())?;
        match version.value.kind {
            DocumentKind::Agreement => Some(AGREEMENT),
            DocumentKind::Terms => Some(TERMS),
            DocumentKind::Nda => None,
        }
    }

    /// Whether there is anything to say about what the partner earns.
    fn has_terms(&self, partner: &'p Partner) -> bool {
        let as_of = self.settings.as_of;
        self.terms(partner).is_some_and(|terms| {
            terms.in_force(as_of).is_some() || !terms.announced(as_of).is_empty()
        })
    }

    pub(super) fn prints(&self, partner: &'p Partner) -> Vec<(String, Kind, Recipe)> {
        let places = self.prints_for(partner).into_iter();
        places
            .filter_map(|it| Some((it.path?.to_string(), Kind::Document, Recipe::Print(it.recipe))))
            .collect()
    }

    /// The same files in the kit.
    pub(super) fn printed_parts(&self, partner: &'p Partner) -> Vec<KitPart> {
        let places = self.prints_for(partner).into_iter();
        places
            .map(|place| KitPart {
                path: place.below,
                content: match place.path {
                    Some(path) => KitContent::Artifact(path),
                    None => KitContent::Made(Recipe::Print(place.recipe)),
                },
            })
            .collect()
    }
}

const AGREEMENT: &str = "agreement";
const TERMS: &str = "terms";

fn in_language(stem: &str, partner: &Partner, locale: &Locale) -> String {
    let first = partner.locales.first() == Some(locale);
    if first { format!("{stem}.pdf") } else { format!("{stem}.{locale}.pdf") }
}
