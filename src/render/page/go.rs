//! A short address that leads on to a tracked link, on hosts that can but serve files.

use serde::Serialize;

use crate::model::ids::{PartnerId, TextId};
use crate::model::locale::Locale;
use crate::plan::OutputPath;
use crate::tracking::Placement;

use super::context::{Company, Page, Site};
use super::draft::{Draft, gone};
use super::site::Role;
use super::{Pages, Rendered};

#[derive(Serialize)]
struct GoPage {
    site: Site,
    page: Page,
    company: Company,
    link: String,
}

impl Pages<'_, '_> {
    /// The page that leads on to the link of an ad text.
    ///
    /// # Errors
    /// The link cannot be made, or the template not rendered.
    pub fn go(&self, path: &OutputPath, partner: &PartnerId, text: &TextId, locale: &Locale) -> Rendered {
        let partners = &self.plan.project.partners;
        let partner = partners.get(partner).ok_or_else(|| gone("partner", partner.as_str()))?;
        let draft = Draft::of_partner(*self, path, locale, partner)?;
        let page = GoPage {
            site: draft.site(Role::Landing),
            page: draft.page(self.plan.project.company.name.clone(), Some("noindex")),
            company: draft.company(),
            link: draft.link(partner, Placement::Text(text.clone())),
        };
        draft.render("landing/go.html", &page)
    }
}
