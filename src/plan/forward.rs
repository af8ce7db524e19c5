//! What hides a landing's domain or leads on from it: pages at `/` that say nothing, domains that have but a list of paths, and
//! the redirects that hosts carry out themselves.

use crate::hosting::Redirect;
use crate::model::company::ForwardDomain;
use crate::model::ids::PartnerId;
use crate::model::locale::Locale;
use crate::model::partner::{Partner, Status};
use crate::model::web::Domain;
use crate::tracking::{Placement, PlacementName};

use super::Plan;
use super::address::SiteRole;
use super::artifact::{Artifact, Kind};
use super::recipe::Recipe;
use super::routes::GoPlace;
use super::shared_scope::shared;

impl<'p> Plan<'p> {
    /// Whether `/` of the partner's own domain says nothing, so that even the first landing has a path.
    pub fn has_stub(&self, partner: &Partner) -> bool {
        partner.domain.is_some() && partner.stub.unwrap_or(self.project.company.stub)
    }

    /// The page at `/` of a domain that says nothing there.
    pub(super) fn stub(&self, domain: &Domain) -> (String, Kind, Recipe) {
        (format!("sites/{domain}/index.html"), Kind::Page, Recipe::Stub { domain: domain.clone() })
    }

    pub(super) fn forward_domain(&self, domain: &str) -> Option<&'p ForwardDomain> {
        let mut domains = self.project.company.forward_domains.iter();
        domains.find(|forward| forward.domain.value.as_str() == domain)
    }

    /// What the domains have that only lead on, beside the partners' own paths.
    pub(super) fn forward_sites(&self) -> Vec<Artifact> {
        let mut artifacts = Vec::new();
        for ForwardDomain { domain, .. } in &self.project.company.forward_domains {
            let domain = &domain.value;
            artifacts.push(shared(self.stub(domain)));
            artifacts.extend(self.site_frame(domain, SiteRole::Forward).into_iter().map(shared));
            let pictures = format!("sites/{domain}/pictures");
            artifacts.extend(self.picture_artifacts(&pictures, self.company_pictures(), None));
        }
        artifacts
    }

    /// The partner's paths on such domains, in their first language.
    pub(super) fn forward_places(&self, partner: &'p Partner) -> Vec<GoPlace> {
        let mut places = Vec::new();
        for ForwardDomain { domain, paths } in &self.project.company.forward_domains {
            for (name, _) in paths.iter().filter(|(_, owner)| owner.value == partner.id) {
                let place = PlacementName::parse(name.as_str())
                    .zip(self.addresses.forward(&domain.value, name));
                places.extend(place.map(|(name, path)| GoPlace {
                    placement: Placement::Go(name),
                    locale: partner.locales[0].clone(),
                    path,
                }));
            }
        }
        places
    }

    /// The short addresses of a site and where they lead, for hosts that redirect themselves. Links that cannot be made are
    /// left out: their pages say why.
    pub fn redirects(&self, domain: &Domain) -> Vec<Redirect> {
        let site = format!("sites/{domain}");
        let mut redirects = Vec::new();
        for partner in self.project.partners.values() {
            if partner.status != Status::Active || !self.may_stand_on(partner, domain) {
                continue;
            }
            let Some(links) = self.links(partner) else { continue };
            for place in self.go_places(partner) {
                let below = place.path.as_str().strip_prefix(&site);
                let from = below.and_then(|below| below.strip_suffix("index.html"));
                let Some(from) = from.filter(|from| from.starts_with('/')) else { continue };
                let Ok(link) = links.link(place.placement, &place.locale) else { continue };
                redirects.push(Redirect { from: from.to_owned(), to: link.url });
            }
        }
        redirects.sort();
        redirects
    }

    fn may_stand_on(&self, partner: &'p Partner, domain: &Domain) -> bool {
        let forward = self.forward_domain(domain.as_str());
        let is_named = |forward: &ForwardDomain| has_path(forward, &partner.id);
        self.addresses.landing_domain(partner) == domain || forward.is_some_and(is_named)
    }

    /// The language of what a site says to everybody: its owner's first, else the company's.
    pub fn site_locale(&self, domain: &Domain) -> &'p Locale {
        let mut partners = self.project.partners.values();
        let owner = partners
            .find(|partner| partner.domain.as_ref().is_some_and(|own| own.value == *domain));
        owner.and_then(|owner| owner.locales.first()).unwrap_or(self.default_locale())
    }
}

fn has_path(forward: &ForwardDomain, partner: &PartnerId) -> bool {
    forward.paths.values().any(|owner| owner.value == *partner)
}
