//! Agreements and other documents as pages, on the portal and in kits.

use serde::Serialize;

use crate::model::ids::DocumentId;
use crate::model::locale::Locale;
use crate::model::partner;
use crate::plan::OutputPath;

use super::context::{Company, Day, Page, Partner, Site};
use super::draft::{Draft, gone};
use super::shelf::Shelf;
use super::site::Role;
use super::{Pages, Rendered};

#[derive(Serialize)]
struct DocumentPage {
    site: Site,
    page: Page,
    company: Company,
    partner: Option<Partner>,
    program: Program,
    document: Document,
}

#[derive(Serialize)]
struct Program {
    id: String,
    name: String,
}

#[derive(Serialize)]
struct Document {
    kind: &'static str,
    title: String,
    version: Option<String>,
    date: Option<Day>,
    body_html: String,
    pdf: Option<String>,
}

impl<'p> Pages<'_, 'p> {
    /// A document for a partner. In a kit (`documents/…`) its style is inlined.
    ///
    /// # Errors
    /// Everything in it that cannot be filled or rendered.
    pub fn document(
        &self,
        partner: &'p partner::Partner,
        document: &DocumentId,
        locale: &Locale,
        path: &OutputPath,
    ) -> Rendered {
        let project = self.plan.project;
        let document =
            project.documents.get(document).ok_or_else(|| gone("document", document.as_str()))?;
        let draft = Draft::of_partner(*self, path, locale, partner)?;
        let text =
            draft.document_text(document).ok_or_else(|| gone("document", document.id.as_str()))?;
        let title = draft.plain(&text.title);
        let (role, template) = match draft.domain() {
            Some(_) => (Role::Portal, "portal/document.html"),
            None => (Role::Kit, "kit/document.html"),
        };
        let locales = partner.locales.iter().filter(|_| role == Role::Portal);
        let pages = locales.filter_map(|locale| {
            Some((locale, self.plan.addresses.document_page(partner, &document.id, locale)?))
        });
        let shelf = Shelf::Portal;
        let pdf = draft.print_href(&shelf, partner, Some(&document.id));
        let pdf = pdf.filter(|_| role == Role::Portal);
        let program = draft.words.program;
        let page = DocumentPage {
            site: draft.site(role),
            page: Page {
                alternates: draft.alternates(pages),
                ..draft.page(draft.titled(&title), Some("noindex, nofollow"))
            },
            company: draft.company(),
            partner: Some(draft.partner(partner)),
            program: Program {
                id: partner.program.value.to_string(),
                name: program.map(|program| draft.local(&program.name)).unwrap_or_default(),
            },
            document: Document {
                kind: text.kind.word(),
                title,
                version: draft.optional(text.version.as_ref()),
                date: text.date.map(|date| draft.day(date)),
                body_html: draft.html(&text.body),
                pdf,
            },
        };
        draft.render(template, &page)
    }
}
