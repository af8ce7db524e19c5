//! What PDFs are printed of: agreements, terms sheets and other documents, for one partner.

use std::sync::Arc;

use serde::Serialize;
use tera::Context;

use crate::diagnostic::Diagnostic;
use crate::model::date::Date;
use crate::model::palette::{Palette, Roles};
use crate::model::partner;
use crate::model::picture::PicturePath;
use crate::plan::{OutputPath, PrintRecipe};
use crate::render::terms_table::fingerprint;

use super::Pages;
use super::context::{Company, Day, Page, Partner, Site, Terms, Traffic};
use super::draft::{Draft, gone};
use super::site::Role;

const DOCUMENT: &str = "document/document.html";
const FOOTER: &str = "document/footer.html";
const STYLE: &str = "document/document.css";
/// The height of a logo, and the most width that it may take, in CSS pixels.
const LOGO_HEIGHT: f32 = 30.0;
const LOGO_WIDTH: f32 = 240.0;

/// A document made of templates, to be laid out.
pub struct Printed {
    pub title: String,
    pub html: String,
    pub footer: String,
    pub css: Arc<str>,
    /// Of its version, else of the terms that it tells.
    pub date: Date,
}

#[derive(Serialize)]
struct PrintedPage {
    site: Site,
    page: Page,
    company: Company,
    partner: Partner,
    program: Program,
    document: Document,
    terms: Option<Terms>,
    colors: Roles,
    /// Of the picture `logo`, if there is one.
    logo: Option<LogoSize>,
}

/// In CSS pixels.
#[derive(Serialize)]
struct LogoSize {
    width: f32,
    height: f32,
}

#[derive(Serialize)]
struct Program {
    name: String,
    traffic: Traffic,
}

#[derive(Serialize)]
struct Document {
    /// `agreement`, `terms`, `nda`.
    kind: &'static str,
    title: String,
    version: Option<String>,
    date: Option<Day>,
    /// `None` for the theme's own sheet of terms.
    body_html: Option<String>,
    /// What `terms.json` says of the terms in force.
    fingerprint: Option<String>,
    /// Whom the partner is represented by.
    contact: Option<String>,
    signed: Option<Day>,
    until: Option<Day>,
}

impl<'p> Pages<'_, 'p> {
    /// The parts of a PDF.
    ///
    /// # Errors
    /// Everything in it that cannot be filled or rendered.
    pub fn print(
        &self,
        partner: &'p partner::Partner,
        recipe: &PrintRecipe,
        path: &OutputPath,
    ) -> Result<Printed, Vec<Diagnostic>> {
        let draft = Draft::of_partner(*self, path, &recipe.locale, partner)?;
        let terms = self.plan.terms(partner).and_then(|terms| draft.terms(terms));
        let (document, date) = self.printed_document(&draft, partner, recipe)?;
        let title = document.title.clone();
        let brand = &self.plan.project.company.brand;
        let page = PrintedPage {
            site: draft.site(Role::Kit),
            page: draft.page(draft.titled(&title), None),
            company: draft.company(),
            partner: draft.partner(partner),
            program: Program {
                name: draft.words.program.map(|it| draft.local(&it.name)).unwrap_or_default(),
                traffic: draft.words.program.map(|it| draft.traffic(it)).unwrap_or_default(),
            },
            document,
            terms,
            colors: Palette::derive(brand.primary, brand.accent).light,
            logo: brand.logo.as_ref().and_then(|logo| self.logo_size(&logo.value)),
        };
        draft.check()?;
        let values =
            Context::from_serialize(&page).map_err(|fault| vec![self.theme.finding(&fault)])?;
        let render = |name: &str| self.theme.render(name, &values).map_err(|finding| vec![finding]);
        Ok(Printed {
            title,
            html: render(DOCUMENT)?,
            footer: render(FOOTER)?,
            css: render(STYLE)?.into(),
            date,
        })
    }

    /// Logos of all shapes have one height, unless they would be wider than a letterhead's.
    fn logo_size(&self, logo: &PicturePath) -> Option<LogoSize> {
        let info = self.plan.picture_info(logo)?;
        let aspect = info.width as f32 / info.height.max(1) as f32;
        let width = (LOGO_HEIGHT * aspect).min(LOGO_WIDTH);
        Some(LogoSize { width, height: width / aspect })
    }

    fn printed_document(
        &self,
        draft: &Draft<'_, 'p>,
        partner: &'p partner::Partner,
        recipe: &PrintRecipe,
    ) -> Result<(Document, Date), Vec<Diagnostic>> {
        let as_of = self.plan.settings.as_of;
        let terms = self.plan.terms(partner);
        let in_force = terms.and_then(|terms| terms.in_force(as_of));
        let plain = Document {
            kind: "terms",
            title: draft.text("document.terms", &[]),
            version: None,
            date: None,
            body_html: None,
            fingerprint: in_force.map(|now| fingerprint(now.terms)),
            contact: partner.contact.clone(),
            signed: partner.signed.map(|signed| draft.day(signed.value)),
            until: draft.contract_end(partner),
        };
        let began = in_force.map_or(as_of, |now| now.terms.from);
        let Some(id) = &recipe.document else {
            return Ok((Document { date: Some(draft.day(began)), ..plain }, began));
        };
        let document =
            self.plan.project.documents.get(id).ok_or_else(|| gone("document", id.as_str()))?;
        let text = draft.document_text(document).ok_or_else(|| gone("document", id.as_str()))?;
        let printed = Document {
            kind: text.kind.word(),
            title: draft.plain(&text.title),
            version: draft.optional(text.version.as_ref()),
            date: text.date.map(|date| draft.day(date)),
            body_html: Some(draft.html(&text.body)),
            ..plain
        };
        Ok((printed, text.date.unwrap_or(began)))
    }
}
