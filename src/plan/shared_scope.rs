//! What partners share: assets, the portal's public pages, shared banners, tables.

use crate::hosting::{self, Content, HostFile};
use crate::model::locale::Locale;
use crate::model::web::Domain;

use super::Plan;
use super::address::SiteRole;
use super::artifact::{Artifact, Kind, OutputPath};
use super::recipe::Recipe;

impl Plan<'_> {
    pub(super) fn shared_artifacts(&self) -> Vec<Artifact> {
        let company = &self.project.company;
        let mut artifacts = Vec::new();
        let sites = [
            (&company.landing_domain, SiteRole::Landing),
            (&company.media_domain, SiteRole::Media),
            (&company.portal_domain, SiteRole::Portal),
        ];
        for (domain, role) in sites {
            artifacts.extend(self.site_frame(domain, role).into_iter().map(shared));
        }
        let landings = format!("sites/{}/pictures", company.landing_domain);
        let pictures = self.landing_pictures(self.project.landings.values());
        artifacts.extend(self.picture_artifacts(&landings, pictures, None));
        let portal = format!("sites/{}/pictures", company.portal_domain);
        let mut pictures = self.product_pictures();
        pictures.extend(self.company_pictures());
        pictures.extend(self.manager_pictures());
        artifacts.extend(self.picture_artifacts(&portal, pictures, None));
        artifacts.extend(self.shared_cards());
        artifacts.extend(self.front_pages().into_iter().map(shared));
        artifacts.extend(self.forward_sites());
        artifacts.extend(self.programme_pages().into_iter().map(shared));
        artifacts.extend(self.shared_banners());
        artifacts.extend(self.mail_pictures().into_iter().map(shared));
        artifacts.extend(self.tables().into_iter().map(shared));
        artifacts.extend(self.sheets(None).into_iter().map(shared));
        artifacts
    }

    /// What every site has: the theme's files, icons, `robots.txt`, `404.html`.
    pub(super) fn site_frame(
        &self,
        domain: &Domain,
        role: SiteRole,
    ) -> Vec<(String, Kind, Recipe)> {
        let site = |rest: &str| format!("sites/{domain}/{rest}");
        let mut frame =
            vec![(site("robots.txt"), Kind::Site, Recipe::Robots { domain: domain.clone() })];
        if self.has_sitemap(domain) {
            frame.push((
                site("sitemap.xml"),
                Kind::Site,
                Recipe::Sitemap { domain: domain.clone() },
            ));
        }
        frame.extend(self.host_files(domain, role));
        if role == SiteRole::Media {
            return frame;
        }
        let portal = role == SiteRole::Portal;
        frame.push((
            site("404.html"),
            Kind::Page,
            Recipe::NotFound { domain: domain.clone(), portal },
        ));
        frame.extend(self.asset_files(domain));
        frame.extend(self.icon_files(domain));
        frame
    }

    /// What the static host wants beside the pages.
    fn host_files(&self, domain: &Domain, role: SiteRole) -> Vec<(String, Kind, Recipe)> {
        let content = content(role);
        let files = hosting::files(self.project.company.hosting, content).into_iter();
        files
            .map(|file| {
                let path = match file {
                    HostFile::Inside(name) => format!("sites/{domain}/{name}"),
                    HostFile::Beside(server) => server.file(domain),
                };
                (path, Kind::Site, Recipe::Host { domain: domain.clone(), file, content })
            })
            .collect()
    }

    /// The file beside the site that tells its host about it, where the host wants one.
    pub fn server_file(&self, domain: &Domain, role: SiteRole) -> Option<String> {
        let files = hosting::files(self.project.company.hosting, content(role)).into_iter();
        files
            .filter_map(|file| match file {
                HostFile::Beside(server) => Some(server.file(domain)),
                HostFile::Inside(_) => None,
            })
            .next()
    }

    /// The root of the shared landing domain, in each language, or the one page that says nothing.
    fn front_pages(&self) -> Vec<(String, Kind, Recipe)> {
        let domain = &self.project.company.landing_domain;
        if self.project.company.stub {
            return vec![self.stub(domain)];
        }
        let page = |(index, locale): (usize, &Locale)| {
            let segment = if index == 0 { String::new() } else { format!("{locale}/") };
            let recipe = Recipe::Front { domain: domain.clone(), locale: locale.clone() };
            (format!("sites/{domain}/{segment}index.html"), Kind::Page, recipe)
        };
        // A language whose tag is a partner's id would take that partner's address.
        let free =
            |(_, locale): &(usize, &Locale)| !self.project.partners.contains_key(locale.as_str());
        self.project.company.locales.iter().enumerate().filter(free).map(page).collect()
    }

    fn programme_pages(&self) -> Vec<(String, Kind, Recipe)> {
        let first = self.first_program();
        let locales = &self.project.company.locales;
        let programs = self.project.programs.keys();
        programs
            .flat_map(|program| locales.iter().map(move |locale| (program, locale)))
            .filter_map(|(program, locale)| {
                let segment = (Some(program) != first).then_some(program);
                let path = self.addresses.program_page(segment, locale)?;
                let recipe = Recipe::Programme { program: program.clone(), locale: locale.clone() };
                Some((path.to_string(), Kind::Page, recipe))
            })
            .collect()
    }

    /// The program on the portal's front page: the company's default, else the first.
    pub fn first_program(&self) -> Option<&crate::model::ids::ProgramId> {
        let named = self.project.company.defaults.program.as_ref().map(|located| &located.value);
        named.or(self.project.programs.keys().next())
    }

    fn mail_pictures(&self) -> Vec<(String, Kind, Recipe)> {
        let brand = &self.project.company.brand;
        let logo = brand.logo.iter().filter_map(|logo| self.mail_picture(&logo.value, true));
        let versions = self.project.emails.values().flat_map(|email| email.texts());
        let pictures =
            versions.filter_map(|text| self.mail_picture(&text.picture.as_ref()?.value, false));
        let mut files: Vec<_> = logo
            .chain(pictures)
            .map(|variant| (variant.path.to_string(), Kind::Picture, variant.recipe))
            .collect();
        files.sort_by(|one, two| one.0.cmp(&two.0));
        files.dedup_by(|one, two| one.0 == two.0);
        files
    }

    fn tables(&self) -> Vec<(String, Kind, Recipe)> {
        vec![
            ("links.csv".to_owned(), Kind::Table, Recipe::LinksCsv { partner: None }),
            ("links.json".to_owned(), Kind::Table, Recipe::LinksJson),
            ("terms.json".to_owned(), Kind::Table, Recipe::TermsTable),
        ]
    }
}

fn content(role: SiteRole) -> Content {
    match role {
        SiteRole::Landing | SiteRole::Forward => Content::Pages,
        SiteRole::Portal => Content::Portal,
        SiteRole::Media => Content::Media,
    }
}

pub(super) fn shared((path, kind, recipe): (String, Kind, Recipe)) -> Artifact {
    artifact(path, kind, None, recipe)
}

/// Paths are put together from ids, domains and file names that were checked, so they are safe.
pub(super) fn artifact(
    path: String,
    kind: Kind,
    partner: Option<&crate::model::ids::PartnerId>,
    recipe: Recipe,
) -> Artifact {
    Artifact { path: OutputPath::trusted(path), kind, partner: partner.cloned(), recipe }
}
