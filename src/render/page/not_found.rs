//! What a host shows for addresses that lead nowhere.

use serde::Serialize;

use crate::model::web::Domain;
use crate::plan::OutputPath;

use super::context::{Company, Page, Site};
use super::draft::{Addressing, Draft};
use super::site::Role;
use super::{Pages, Rendered};

#[derive(Serialize)]
struct NotFoundPage {
    site: Site,
    page: Page,
    company: Company,
    home: Option<String>,
}

impl Pages<'_, '_> {
    /// `404.html` of a site: in the language of the partner whose domain it is, else in the
    /// company's first.
    ///
    /// # Errors
    /// What cannot be filled or rendered.
    pub fn not_found(&self, domain: &Domain, portal: bool, path: &OutputPath) -> Rendered {
        let mut draft = Draft::of_everybody(*self, path, self.plan.site_locale(domain), None)?;
        // The host shows it at any depth.
        draft.addressing = Addressing::Rooted;
        let (role, template) = match portal {
            true => (Role::Portal, "portal/not-found.html"),
            false => (Role::Landing, "landing/not-found.html"),
        };
        let title = draft.titled(&draft.text("not_found.title", &[]));
        let page = NotFoundPage {
            site: draft.site(role),
            page: draft.page(title, Some("noindex")),
            company: draft.company(),
            home: draft.href_of(draft.root_path(domain.as_str())),
        };
        draft.render(template, &page)
    }
}
