//! What search engines are told of landings, and what they find on a site.

use crate::model::company::Indexing;
use crate::model::partner::Partner;
use crate::model::web::Domain;

use super::Plan;
use super::artifact::OutputPath;
use super::materials::LandingPlace;

impl<'p> Plan<'p> {
    /// What counts for the domain that the partner's landings stand on.
    pub fn indexing(&self, partner: &Partner) -> Indexing {
        partner.indexing.unwrap_or(self.project.company.indexing)
    }

    /// The landings of a domain that search engines are to show, each with its languages.
    pub fn indexed_landings(&self, domain: &Domain) -> Vec<Vec<LandingPlace<'p>>> {
        let partners = self.active().filter(|partner| {
            self.addresses.landing_domain(partner) == domain
                && self.indexing(partner) == Indexing::All
        });
        let mut landings: Vec<Vec<LandingPlace>> = Vec::new();
        for partner in partners {
            let mut places = self.landing_places(partner);
            places.retain(|place| !self.is_test(partner, place));
            let own = places.chunk_by(|one, two| one.landing.id == two.landing.id);
            landings.extend(own.map(<[_]>::to_vec));
        }
        landings
    }

    fn is_test(&self, partner: &Partner, place: &LandingPlace) -> bool {
        let version = place.landing.version_for(partner, &place.locale, self.default_locale());
        version.is_some_and(|version| version.value.test_of.is_some())
    }

    /// Whether the domain has a sitemap: it is asked for no partner in particular, so that adding
    /// one changes no host's files.
    pub fn has_sitemap(&self, domain: &Domain) -> bool {
        let company = &self.project.company;
        if *domain == company.portal_domain {
            return true;
        }
        let owner = self
            .project
            .partners
            .values()
            .find(|partner| partner.domain.as_ref().is_some_and(|own| own.value == *domain));
        match owner {
            Some(owner) => self.indexing(owner) == Indexing::All,
            None => *domain == company.landing_domain && company.indexing == Indexing::All,
        }
    }

    /// The page that follows the form of the landing at `path`.
    pub fn thanks_page(&self, path: &OutputPath) -> Option<OutputPath> {
        let folder = path.as_str().strip_suffix("index.html")?;
        OutputPath::new(format!("{folder}thanks/index.html"))
    }
}
