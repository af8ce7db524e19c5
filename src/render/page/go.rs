//! A short address that leads on to a tracked link, on hosts that can but serve files.

use serde::Serialize;

use crate::model::locale::Locale;
use crate::model::partner::Partner;
use crate::plan::OutputPath;
use crate::tracking::Placement;

use super::context::{Company, Page, Site};
use super::draft::Draft;
use super::site::Role;
use super::{Pages, Rendered};

#[derive(Serialize)]
struct GoPage {
    site: Site,
    page: Page,
    company: Company,
    link: String,
}

impl<'p> Pages<'_, 'p> {
    /// The page that leads on to the link of a placement.
    ///
    /// # Errors
    /// The link cannot be made, or the template not rendered.
    pub fn go(
        &self,
        partner: &'p Partner,
        placement: &Placement,
        locale: &Locale,
        path: &OutputPath,
    ) -> Rendered {
        let draft = Draft::of_partner(*self, path, locale, partner)?;
        let page = GoPage {
            site: draft.site(Role::Landing),
            page: draft.page(self.plan.project.company.name.clone(), Some("noindex")),
            company: draft.company(),
            link: draft.link(partner, placement.clone()),
        };
        draft.render("landing/go.html", &page)
    }
}
