//! In place of the pages of a partner who is paused or has ended: no partner is named.

use serde::Serialize;

use crate::model::locale::Locale;
use crate::model::partner::{Partner, Status};
use crate::plan::OutputPath;

use super::context::{Company, Page, Site};
use super::draft::Draft;
use super::site::Role;
use super::{Pages, Rendered};

#[derive(Serialize)]
struct NeutralPage {
    site: Site,
    page: Page,
    company: Company,
    status: &'static str,
}

impl Pages<'_, '_> {
    /// The neutral page at one of the partner's addresses.
    ///
    /// # Errors
    /// What cannot be filled or rendered.
    pub fn neutral(
        &self,
        partner: &Partner,
        locale: &Locale,
        portal: bool,
        path: &OutputPath,
    ) -> Rendered {
        let draft = Draft::of_everybody(*self, path, locale, None)?;
        let (role, template) = match portal {
            true => (Role::Portal, "portal/neutral.html"),
            false => (Role::Landing, "landing/neutral.html"),
        };
        let paused = partner.status == Status::Paused;
        let heading = if paused { "neutral.paused_title" } else { "neutral.ended_title" };
        let title = draft.titled(&draft.text(heading, &[]));
        let page = NeutralPage {
            site: draft.site(role),
            page: draft.page(title, Some("noindex")),
            company: draft.company(),
            status: if paused { "paused" } else { "ended" },
        };
        draft.render(template, &page)
    }
}
