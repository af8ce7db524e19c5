//! All that a partner has: the same on their portal page and in their kit.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::material::{self, DocumentKind};
use crate::model::partner;
use crate::plan::QrForm;
use crate::render::Fetch;
use crate::theme::Argument;

use super::banners::{Creative, Filters, filters};
use super::context::*;
use super::draft::Draft;
use super::shelf::Shelf;
use super::texts::{AdText, Email};

#[derive(Serialize)]
pub struct Desk {
    partner: Partner,
    program: Program,
    pub terms: Option<Terms>,
    link: MainLink,
    landings: Vec<LandingRow>,
    pub creatives: Vec<Creative>,
    filters: Filters,
    texts: Vec<AdText>,
    emails: Vec<Email>,
    documents: Vec<DocumentRow>,
    agreement: Option<Agreement>,
    manager: Option<Manager>,
}

#[derive(Serialize)]
struct Program {
    id: String,
    name: String,
    traffic: Traffic,
    contract: Option<String>,
}

#[derive(Serialize)]
struct MainLink {
    href: String,
    qr: Option<Qr>,
}

#[derive(Serialize)]
struct Qr {
    svg: String,
    png: String,
}

#[derive(Serialize)]
struct LandingRow {
    id: String,
    title: String,
    locale: String,
    locale_name: String,
    href: String,
    short: Option<String>,
    qr: Option<Qr>,
}

#[derive(Serialize)]
struct DocumentRow {
    kind: &'static str,
    title: String,
    version: Option<String>,
    date: Option<Day>,
    href: Option<String>,
    pdf: Option<String>,
}

#[derive(Serialize)]
struct Agreement {
    title: String,
    version: Option<String>,
    signed: Option<Day>,
    until: Option<Day>,
    href: Option<String>,
    pdf: Option<String>,
}

impl<'p> Draft<'_, 'p> {
    pub fn desk(&self, shelf: &Shelf, partner: &'p partner::Partner, fetch: &dyn Fetch) -> Desk {
        let creatives = self.creatives(shelf, partner, fetch);
        Desk {
            partner: self.partner(partner),
            program: self.program_of(partner),
            terms: self.pages.plan.terms(partner).and_then(|terms| self.terms(terms)),
            link: self.main_link(shelf, partner),
            landings: self.landing_rows(shelf, partner),
            filters: filters(&creatives, &partner.locales),
            creatives,
            texts: self.texts(shelf, partner),
            emails: self.emails(shelf, partner, fetch),
            documents: self.document_rows(shelf, partner),
            agreement: self.agreement(shelf, partner),
            manager: self.words.manager().and_then(|manager| self.manager(manager)),
        }
    }

    fn program_of(&self, partner: &partner::Partner) -> Program {
        let program = self.words.program;
        Program {
            id: partner.program.value.to_string(),
            name: program.map(|program| self.local(&program.name)).unwrap_or_default(),
            traffic: program
                .map_or(Traffic { allowed: Vec::new(), forbidden: Vec::new() }, |program| {
                    self.traffic(program)
                }),
            contract: program
                .and_then(|program| program.contract)
                .map(|contract| self.take(self.words.duration(contract))),
        }
    }

    /// The address of the partner's first page: short, apart from the company's own site, and every
    /// button on it credits the partner.
    fn main_link(&self, shelf: &Shelf, partner: &'p partner::Partner) -> MainLink {
        let plan = self.pages.plan;
        let first = plan.landing_places(partner).into_iter().next();
        MainLink {
            href: first.as_ref().map(|place| plan.addresses.url(&place.path)).unwrap_or_default(),
            qr: first.and_then(|place| self.qr(shelf, partner, &place.landing.id, &place.locale)),
        }
    }

    fn qr(
        &self,
        shelf: &Shelf,
        partner: &partner::Partner,
        landing: &crate::model::ids::LandingId,
        locale: &crate::model::locale::Locale,
    ) -> Option<Qr> {
        Some(Qr {
            svg: self.qr_href(shelf, partner, landing, locale, QrForm::Svg)?,
            png: self.qr_href(shelf, partner, landing, locale, QrForm::Png)?,
        })
    }

    fn landing_rows(&self, shelf: &Shelf, partner: &'p partner::Partner) -> Vec<LandingRow> {
        let plan = self.pages.plan;
        let places = plan.landing_places(partner).into_iter();
        places
            .filter_map(|place| {
                let version =
                    place.landing.version_for(partner, &place.locale, plan.default_locale())?.value;
                Some(LandingRow {
                    id: place.landing.id.to_string(),
                    title: self
                        .in_locale(partner, &place.locale, |draft| draft.plain(&version.title)),
                    locale: place.locale.to_string(),
                    locale_name: place.locale.autonym().to_owned(),
                    href: plan.addresses.url(&place.path),
                    short: None,
                    qr: self.qr(shelf, partner, &place.landing.id, &place.locale),
                })
            })
            .collect()
    }

    fn document_rows(&self, shelf: &Shelf, partner: &'p partner::Partner) -> Vec<DocumentRow> {
        let documents = self.pages.plan.documents_for(partner).into_iter();
        let sheet = self.print_href(shelf, partner, None).map(|pdf| DocumentRow {
            kind: DocumentKind::Terms.word(),
            title: self.text("document.terms", &[]),
            version: None,
            date: None,
            href: None,
            pdf: Some(pdf),
        });
        documents
            .filter_map(|document| {
                let text = self.document_text(document)?;
                Some(DocumentRow {
                    kind: text.kind.word(),
                    title: self.plain(&text.title),
                    version: self.optional(text.version.as_ref()),
                    date: text.date.map(|date| self.day(date)),
                    href: self.document_href(shelf, partner, &document.id),
                    pdf: self.print_href(shelf, partner, Some(&document.id)),
                })
            })
            .chain(sheet)
            .collect()
    }

    /// A document in the page's language.
    pub fn document_text<'d>(
        &self,
        document: &'d material::Document,
    ) -> Option<&'d material::DocumentText> {
        let (locale, default) = (self.words.locale, self.pages.plan.default_locale());
        let version = match self.words.partner {
            Some(partner) => document.version_for(partner, locale, default),
            None => document.version(locale, default),
        };
        Some(version?.value)
    }

    /// The last day of a signed partner's contract.
    pub fn contract_end(&self, partner: &partner::Partner) -> Option<Day> {
        let contract = self.words.program?.contract?;
        contract.last_day(partner.signed?.value).map(|day| self.day(day))
    }

    fn agreement(&self, shelf: &Shelf, partner: &'p partner::Partner) -> Option<Agreement> {
        let program = self.words.program?;
        let document = self.pages.plan.project.documents.get(&program.agreement.as_ref()?.value)?;
        let text = self.document_text(document)?;
        Some(Agreement {
            title: self.plain(&text.title),
            version: self.optional(text.version.as_ref()),
            signed: partner.signed.map(|signed| self.day(signed.value)),
            until: self.contract_end(partner),
            href: self.document_href(shelf, partner, &document.id),
            pdf: self.print_href(shelf, partner, Some(&document.id)),
        })
    }

    /// `26 KB`, `6.4 MB`: thousands, as shops and file managers count.
    pub fn bytes(&self, bytes: u64) -> String {
        let (key, number) = if bytes < 1_000_000 {
            ("size.kb", Decimal::from(bytes.div_ceil(1_000)))
        } else {
            (
                "size.mb",
                Decimal::new(i64::try_from(bytes.div_ceil(100_000)).unwrap_or(i64::MAX), 1)
                    .normalize(),
            )
        };
        let number = Argument::Text(self.words.formats.number(number));
        self.text(key, &[("number", number)])
    }
}
