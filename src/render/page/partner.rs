//! A partner's own page on the portal.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::locale::Locale;
use crate::model::partner;
use crate::plan::OutputPath;
use crate::render::Fetch;

use super::context::{Company, Day, Page, Site};
use super::desk::Desk;
use super::draft::Draft;
use super::news::NewsItem;
use super::shelf::Shelf;
use super::site::Role;
use super::{Pages, Rendered};

#[derive(Serialize)]
struct PartnerPage {
    site: Site,
    page: Page,
    company: Company,
    #[serde(flatten)]
    desk: Desk,
    kit: Option<Kit>,
    news: Vec<NewsItem>,
    updated: Option<Day>,
}

#[derive(Serialize)]
struct Kit {
    href: String,
    bytes: String,
    files: String,
}

impl<'p> Pages<'_, 'p> {
    /// The partner's page in one of their languages. `fetch` gives the sizes of what it offers.
    ///
    /// # Errors
    /// Everything on it that cannot be filled, linked, made or rendered.
    pub fn partner(
        &self,
        partner: &'p partner::Partner,
        locale: &Locale,
        path: &OutputPath,
        fetch: &dyn Fetch,
    ) -> Rendered {
        let draft = Draft::of_partner(*self, path, locale, partner)?;
        let pages = partner.locales.iter();
        let pages = pages.filter_map(|locale| {
            Some((locale, self.plan.addresses.partner_page(partner, locale)?))
        });
        let desk = draft.desk(&Shelf::Portal, partner, fetch);
        let page = PartnerPage {
            site: draft.site(Role::Portal),
            page: Page {
                alternates: draft.alternates(pages),
                ..draft.page(draft.titled(&partner.name), Some("noindex, nofollow"))
            },
            company: draft.company(),
            kit: draft.kit(partner, fetch),
            news: draft.news(&desk),
            desk,
            updated: None,
        };
        draft.render("portal/partner.html", &page)
    }
}

impl<'p> Draft<'_, 'p> {
    fn kit(&self, partner: &'p partner::Partner, fetch: &dyn Fetch) -> Option<Kit> {
        let plan = self.pages.plan;
        let bytes = self.take(fetch.size(&plan.addresses.kit(&partner.id)?));
        // The check sums are a file too.
        let files = plan.kit_parts(partner).len() + 1;
        Some(Kit {
            href: self.href(&plan.addresses.portal_kit(&partner.id)?),
            bytes: self.bytes(bytes),
            files: self.words.formats.number(Decimal::from(files)),
        })
    }
}
