//! Project to artifacts: which files there should be, where, and what each is made of.
//!
//! The plan is lazy: [`Plan::scopes`] is cheap, [`Plan::expand`] lists one scope, [`Plan::find`]
//! gives one artifact without listing the others' scopes. No IO, no clock, no templates here.

mod ad_labels;
mod address;
mod artifact;
mod assets;
mod banners;
mod basis;
mod cards;
mod fonts;
mod forward;
mod html5;
mod icons;
mod kit;
mod links;
mod materials;
mod notices;
mod partner_scope;
mod pictures;
mod prints;
mod recipe;
mod routes;
mod search;
mod shared_scope;
mod sheets;
mod words;

use std::collections::BTreeMap;

use crate::model::banner::SizeTable;
use crate::model::date::Date;
use crate::model::ids::PartnerId;
use crate::model::locale::Locale;
use crate::model::partner::{Partner, Status};
use crate::model::project::Project;
use crate::model::terms::PartnerTerms;
use crate::model::theme::ThemeManifest;
use crate::model::web::Domain;

pub use address::{Addresses, SiteRole, relative};
pub use artifact::{Artifact, Kind, OutputPath, Scope};
pub use banners::BannerPlace;
pub use basis::{Basis, Part, Partners};
pub use cards::CARD_SIZE;
pub use fonts::{FontSource, SmallFont};
pub use html5::BundlePlace;
pub use icons::{MANIFEST_ICONS, TAB_ICON, TOUCH_ICON, web_manifest};
pub use links::{PartnerLinks, Unlinked};
pub use materials::{LandingPlace, MailPlace, TextPlace};
pub use notices::Promised;
pub use pictures::{PictureUse, Profile, Variant};
pub use prints::PrintPlace;
pub use recipe::*;
pub use routes::GoPlace;
pub use words::depends_on_partner;

/// What a run is asked for, beside the content.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The day that dates are compared with.
    pub as_of: Date,
    /// Where all sites are served below one address, for previews: `https://preview.example/`.
    pub base_url: Option<String>,
    /// Whether contact sheets of the banners are wanted.
    pub sheets: bool,
}

/// Everything there should be, listed on demand.
#[derive(Debug)]
pub struct Plan<'p> {
    pub project: &'p Project,
    pub theme: &'p ThemeManifest,
    pub settings: &'p Settings,
    pub sizes: SizeTable,
    pub addresses: Addresses<'p>,
    /// Part of the address of the theme's files and the company's fonts; changes with any of them.
    assets_fingerprint: String,
    /// What the icons of all sites show.
    mark: Mark,
    /// The typefaces' small forms, which are published beside the whole ones.
    pub small_fonts: Vec<SmallFont>,
}

impl<'p> Plan<'p> {
    pub fn new(
        project: &'p Project,
        theme: &'p ThemeManifest,
        settings: &'p Settings,
        sizes: SizeTable,
    ) -> Plan<'p> {
        let addresses = Addresses::new(project, settings.base_url.as_deref());
        let small_fonts = fonts::small_fonts(project, theme);
        let assets_fingerprint = assets::fingerprint(project, theme, &small_fonts);
        let mark = icons::mark(project, theme);
        Plan { project, theme, settings, sizes, addresses, assets_fingerprint, mark, small_fonts }
    }

    /// The shared scope, then one for each partner who ever had addresses.
    pub fn scopes(&self) -> Vec<Scope> {
        let partners = self.project.partners.values();
        let own = partners
            .filter(|partner| partner.status.has_addresses())
            .map(|partner| Scope::Partner(partner.id.clone()));
        std::iter::once(Scope::Shared).chain(own).collect()
    }

    /// The scopes that can have something at or below this folder of the output.
    pub fn scopes_below(&self, folder: &str) -> Vec<Scope> {
        match self.owner(folder) {
            Some(partner) => vec![Scope::Shared, Scope::Partner(partner)],
            None => self.scopes(),
        }
    }

    /// The artifacts of one scope, in no particular order; none for an unknown partner.
    pub fn expand(&self, scope: &Scope) -> Vec<Artifact> {
        match scope {
            Scope::Shared => self.shared_artifacts(),
            Scope::Partner(id) => match self.project.partners.get(id) {
                Some(partner) => self.partner_artifacts(partner),
                None => Vec::new(),
            },
        }
    }

    /// The artifact at `path`: looks through the shared scope and the one partner's that the path
    /// can belong to.
    pub fn find(&self, path: &OutputPath) -> Option<Artifact> {
        let in_scope = |scope: Scope| self.expand(&scope).into_iter().find(|it| it.path == *path);
        match self.owner(path.as_str()) {
            Some(partner) => in_scope(Scope::Partner(partner)).or_else(|| in_scope(Scope::Shared)),
            None => in_scope(Scope::Shared),
        }
    }

    /// Whose scope a path belongs to, by its shape.
    fn owner(&self, path: &str) -> Option<PartnerId> {
        let parts: Vec<&str> = path.split('/').collect();
        let known = |name: &str| self.project.partners.get(name).map(|partner| partner.id.clone());
        match parts.as_slice() {
            ["kits", name] => known(name.strip_suffix(".zip")?),
            ["notices", name] => known(name.rsplit_once('.')?.0),
            ["mails", name, ..] => known(name),
            ["hosts", _, name] => self.owner_of_domain(name.rsplit_once('.')?.0),
            ["sites", domain, rest @ ..] => self.owner_on_site(domain, rest),
            _ => None,
        }
    }

    fn owner_of_domain(&self, domain: &str) -> Option<PartnerId> {
        let mut partners = self.project.partners.values();
        let own = |partner: &&Partner| {
            partner.domain.as_ref().is_some_and(|own| own.value.as_str() == domain)
        };
        partners.find(own).map(|partner| partner.id.clone())
    }

    fn owner_on_site(&self, domain: &str, rest: &[&str]) -> Option<PartnerId> {
        let partners = &self.project.partners;
        if let Some(owner) = self.owner_of_domain(domain) {
            return Some(owner);
        }
        if let Some(forward) = self.forward_domain(domain) {
            let partner = rest.first().and_then(|path| forward.paths.get(*path));
            return partner.map(|partner| partner.value.clone());
        }
        match rest {
            ["p", name, ..] if domain == self.project.company.media_domain.as_str() => {
                partners.get(*name).map(|partner| partner.id.clone())
            }
            ["p" | "k", token, ..] => {
                let token = token.strip_suffix(".zip").unwrap_or(token);
                partners.keys().find(|id| self.addresses.token(id) == token).cloned()
            }
            [name, ..] => partners.get(*name).map(|partner| partner.id.clone()),
            [] => None,
        }
    }

    pub fn default_locale(&self) -> &'p Locale {
        self.project.company.default_locale()
    }

    /// Every language that active partners speak, in the order of their tags.
    pub fn spoken_locales(&self) -> std::collections::BTreeSet<&'p Locale> {
        self.active().flat_map(|partner| &partner.locales).collect()
    }

    /// Partners who get materials today.
    pub fn active(&self) -> impl Iterator<Item = &'p Partner> {
        self.project.partners.values().filter(|partner| partner.status == Status::Active)
    }

    /// The terms that count for `partner`, by date.
    pub fn terms(&self, partner: &'p Partner) -> Option<PartnerTerms<'p>> {
        self.project.terms(partner)
    }

    /// What holds for a partner of the program who has agreed nothing of their own.
    pub fn program_terms(&self, program: &'p crate::model::program::Program) -> PartnerTerms<'p> {
        PartnerTerms { program: &program.terms, own: None, held: None }
    }

    /// The domains with sites, and what each is for.
    pub fn sites(&self) -> BTreeMap<&'p Domain, SiteRole> {
        let company = &self.project.company;
        let own = self.project.partners.values().filter(|partner| partner.status.has_addresses());
        let mut sites: BTreeMap<&Domain, SiteRole> = own
            .filter_map(|partner| partner.domain.as_ref())
            .map(|domain| (&domain.value, SiteRole::Landing))
            .collect();
        let forwards = company.forward_domains.iter();
        sites.extend(forwards.map(|forward| (&forward.domain.value, SiteRole::Forward)));
        sites.insert(&company.landing_domain, SiteRole::Landing);
        sites.insert(&company.media_domain, SiteRole::Media);
        sites.insert(&company.portal_domain, SiteRole::Portal);
        sites
    }
}
