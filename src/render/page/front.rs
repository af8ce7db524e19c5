//! The root of the shared landing domain: whose site it is. It lists no partners.

use serde::Serialize;

use crate::model::locale::Locale;
use crate::model::web::Domain;
use crate::plan::OutputPath;

use super::context::{Company, Page, Site};
use super::draft::Draft;
use super::site::Role;
use super::{Pages, Rendered};

#[derive(Serialize)]
struct FrontPage {
    site: Site,
    page: Page,
    company: Company,
}

impl Pages<'_, '_> {
    /// The start page of the shared landing domain in one language.
    ///
    /// # Errors
    /// What cannot be filled or rendered.
    pub fn front(&self, domain: &Domain, locale: &Locale, path: &OutputPath) -> Rendered {
        let draft = Draft::of_everybody(*self, path, locale, None)?;
        let page = FrontPage {
            site: draft.site(Role::Landing),
            page: Page {
                alternates: draft.alternates(self.fronts(domain)),
                ..draft.page(self.plan.project.company.name.clone(), Some("noindex, follow"))
            },
            company: draft.company(),
        };
        draft.render("landing/front.html", &page)
    }

    /// The start pages that the plan has: a partner's id goes before a language of the same name.
    fn fronts(&self, domain: &Domain) -> Vec<(&Locale, OutputPath)> {
        let project = self.plan.project;
        let locales = project.company.locales.iter().enumerate();
        locales
            .filter(|(_, locale)| !project.partners.contains_key(locale.as_str()))
            .filter_map(|(index, locale)| {
                let segment = if index == 0 { String::new() } else { format!("{locale}/") };
                Some((locale, OutputPath::new(format!("sites/{domain}/{segment}index.html"))?))
            })
            .collect()
    }
}
