//! At `/` of a domain that says nothing there: no offer, no partner, no way on.

use serde::Serialize;

use crate::model::web::Domain;
use crate::plan::OutputPath;

use super::context::{Company, Page, Site};
use super::draft::Draft;
use super::site::Role;
use super::{Pages, Rendered};

#[derive(Serialize)]
struct StubPage {
    site: Site,
    page: Page,
    company: Company,
}

impl Pages<'_, '_> {
    /// The page that says nothing, in the language of the partner whose domain it is, else in the company's first.
    ///
    /// # Errors
    /// What cannot be filled or rendered.
    pub fn stub(&self, domain: &Domain, path: &OutputPath) -> Rendered {
        let draft = Draft::of_everybody(*self, path, self.plan.site_locale(domain), None)?;
        let page = StubPage {
            site: draft.site(Role::Landing),
            page: draft.page(domain.unicode(), Some("noindex, nofollow")),
            company: draft.company(),
        };
        draft.render("landing/stub.html", &page)
    }
}
