//! PDFs: a document's templates, laid out on the paper of the partner's country.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::partner::Partner;
use crate::plan::{OutputPath, PrintRecipe};
use crate::raster::{PaintError, Paper, Print};

use super::Renderer;
use crate::theme::StyleOf;

use super::page::Printed;
use super::picture::at;

/// What `<img src="logo">` shows.
const LOGO: &str = "logo";

impl<'p> Renderer<'_, 'p> {
    /// The document as a PDF.
    pub(super) fn print(
        &self,
        recipe: &PrintRecipe,
        path: &OutputPath,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let partner = self.partner(&recipe.partner)?;
        let Printed { title, html, footer, css, date } =
            self.pages().print(partner, recipe, path)?;
        let company = &self.plan.project.company;
        let mut pictures = BTreeMap::new();
        if let Some(logo) = &company.brand.logo {
            let picture = self.pictures.get(&logo.value, self.inputs);
            let picture = picture.map_err(|finding| vec![at(logo.span, finding)])?;
            pictures.insert(Arc::from(LOGO), picture);
        }
        let print = Print {
            html,
            footer,
            css,
            paper: self.paper(partner),
            language: recipe.locale.to_string(),
            title,
            author: company.legal.name.clone().unwrap_or_else(|| company.name.clone()),
            date,
            pictures,
        };
        self.drawn(print.fingerprint(), "document", || {
            self.painter.print(&print).map_err(|fault| vec![self.not_printed(recipe, &fault)])
        })
    }

    /// Whether the PDF can be made, and all of its characters be seen.
    pub(super) fn examine_print(
        &self,
        recipe: &PrintRecipe,
        path: &OutputPath,
    ) -> Result<(), Vec<Diagnostic>> {
        let partner = self.partner(&recipe.partner)?;
        let printed = self.pages().print(partner, recipe, path)?;
        let read = self.painter.read_style(&printed.css);
        read.map_err(|fault| vec![self.not_printed(recipe, &fault)])?;
        let missing = self.painter.missing(&printed.html);
        if missing.is_empty() {
            return Ok(());
        }
        let characters: String = missing.into_iter().take(10).collect();
        let message = format!(
            "the PDF of {} ({}) shows boxes for characters that no typeface has: {characters}",
            printed.title, recipe.locale
        );
        let place = self.place_of(recipe);
        Err(vec![Diagnostic::warning(Code::BadFont, place, message).help(
            "give the company a typeface that has them: `brand: {text_font: fonts/….woff2}`",
        )])
    }

    fn paper(&self, partner: &Partner) -> Paper {
        let company = &self.plan.project.company;
        let market =
            company.market(&partner.market.value).unwrap_or_else(|| company.default_market());
        match market.countries.first() {
            Some(country) => Paper::of_country(country),
            // A currency's code begins with that of its country (ISO 4217).
            None => Paper::of_country(&market.currency.code()[..2]),
        }
    }

    fn place_of(&self, recipe: &PrintRecipe) -> crate::diagnostic::Span {
        let project = self.plan.project;
        let document = recipe.document.as_ref().and_then(|id| project.documents.get(id));
        let version = document
            .and_then(|it| it.version(&recipe.locale, self.plan.default_locale()))
            .map(|version| version.value.span);
        version.unwrap_or(project.company.span)
    }

    fn not_printed(&self, recipe: &PrintRecipe, fault: &PaintError) -> Diagnostic {
        let (place, message) = match fault {
            PaintError::Css { excerpt, reason, .. } => (
                self.theme.place_in_style(StyleOf::Documents, excerpt),
                format!("PDFs cannot be printed by this rule: {reason}"),
            ),
            fault => (None, format!("the PDF ({}) cannot be printed: {fault}", recipe.locale)),
        };
        let place = place.unwrap_or_else(|| self.place_of(recipe));
        Diagnostic::error(Code::Template, place, message).help(
            "the templates of `document/` must keep to what PDFs can show: see docs/themes.md",
        )
    }
}
