//! Where materials lead first: to the partner's landing, to a short link, or to the shop at once.
//!
//! A landing hands on what it was asked for: the sub-IDs that a banner's address carries reach the backend through the
//! landing's button. So a webmaster who spams burns the landing's domain, never the main one.

use std::collections::BTreeSet;

use crate::model::ad_label::AdToken;
use crate::model::backend::{Method, ParameterName};
use crate::model::ids::LandingId;
use crate::model::locale::Locale;
use crate::model::partner::Partner;
use crate::model::program::{Route, Routes};
use crate::tracking::{Link, Placement, PlacementName, with_ad_token};

use super::Plan;
use super::artifact::OutputPath;
use super::links::{PartnerLinks, Unlinked};

/// A short link.
#[derive(Debug, Clone)]
pub struct GoPlace {
    pub placement: Placement,
    pub locale: Locale,
    pub path: OutputPath,
}

impl<'p> Plan<'p> {
    /// Where a material of the partner leads first, if it can: whether there is a landing is not asked here.
    fn route(&self, partner: &Partner, placement: &Placement) -> Route {
        let program = self.project.programs.get(&partner.program.value);
        let Routes { banners, emails, texts, qr } =
            program.map_or(Routes::default(), |program| program.route);
        match placement {
            Placement::Banner { .. } => banners.unwrap_or(Route::Landing),
            Placement::Email(_) => emails.unwrap_or(Route::Landing),
            Placement::Text(_) => texts.unwrap_or(Route::Go),
            Placement::Qr(_) => qr.unwrap_or(Route::Landing),
            Placement::Go(_) => Route::Go,
            Placement::LandingButton { .. } => Route::Direct,
        }
    }

    /// The partner's short links: one for each ad text, those that the program names, and those of letters and QR codes that
    /// are to have one; and their paths on domains that only lead on.
    pub fn go_places(&self, partner: &'p Partner) -> Vec<GoPlace> {
        let mut places: Vec<(Placement, Locale)> = Vec::new();
        for place in self.text_places(partner) {
            places.push((Placement::Text(place.text.id.clone()), place.locale));
        }
        for place in self.mail_places(partner) {
            places.push((Placement::Email(place.email.id.clone()), place.locale));
        }
        for place in self.landing_places(partner) {
            let name = PlacementName::parse(place.landing.id.as_str());
            places.extend(name.map(|name| (Placement::Qr(name), place.locale)));
        }
        let program = self.project.programs.get(&partner.program.value);
        for name in program.map(|program| program.go.as_slice()).unwrap_or_default() {
            let name = PlacementName::parse(name.value.as_str());
            let locales = partner.locales.iter();
            places.extend(name.into_iter().flat_map(|name| {
                locales.clone().map(move |locale| (Placement::Go(name.clone()), locale.clone()))
            }));
        }
        // A text's address stays alive, wherever texts lead.
        let has_one = |placement: &Placement| {
            matches!(placement, Placement::Text(_)) || self.route(partner, placement) == Route::Go
        };
        places.retain(|(placement, _)| has_one(placement));
        let place = |(placement, locale): (Placement, Locale)| {
            let path = self.go_path(partner, &placement, &locale)?;
            Some(GoPlace { placement, locale, path })
        };
        let mut places: Vec<GoPlace> = places.into_iter().filter_map(place).collect();
        places.extend(self.forward_places(partner));
        places
    }

    fn go_path(
        &self,
        partner: &'p Partner,
        placement: &Placement,
        locale: &Locale,
    ) -> Option<OutputPath> {
        match placement {
            Placement::Text(id) => self.addresses.text_link(partner, id, locale),
            Placement::Go(name) => self.addresses.go_link(partner, name.as_str(), locale),
            other => self.addresses.go_link(partner, &other.to_string(), locale),
        }
    }
}

impl<'p> PartnerLinks<'_, 'p> {
    /// The address that a material shows at `placement`.
    ///
    /// # Errors
    /// The link behind it cannot be built.
    pub fn shown(&self, placement: Placement, locale: &Locale) -> Result<String, Unlinked> {
        let link = self.link(placement.clone(), locale)?;
        let by_route = match self.plan.route(self.partner, &placement) {
            Route::Landing => self.by_landing(&placement, locale, &link),
            Route::Go => {
                let path = self.plan.go_path(self.partner, &placement, locale);
                path.map(|path| self.plan.addresses.url(&path))
            }
            Route::Direct => None,
        };
        Ok(by_route.unwrap_or(link.url))
    }

    /// The landing's address with the link's sub-IDs; `None` where there is no landing in this language, or where the backend made a
    /// link for this very placement, which no landing can hand on.
    fn by_landing(&self, placement: &Placement, locale: &Locale, link: &Link) -> Option<String> {
        let backend = self.plan.project.backends.get(self.backend)?;
        let own = self.partner.links.placements.contains_key(&placement.to_string());
        if backend.method == Method::Minted && own {
            return None;
        }
        let path = self.landing_page(self.landing_of(placement, locale), locale)?;
        let mut address = self.plan.addresses.url(&path);
        let mut named = BTreeSet::new();
        for sub_id in link.sub_ids.iter().filter(|sub_id| named.insert(&sub_id.parameter)) {
            // Neither names nor values of sub-IDs hold anything that would need escaping.
            address.push(if address.contains('?') { '&' } else { '?' });
            address.push_str(&format!("{}={}", sub_id.parameter, sub_id.value));
        }
        Some(match self.plan.ad_label(self.partner, placement) {
            Some(label) => with_ad_token(&address, &label.token),
            None => address,
        })
    }

    fn landing_page(&self, named: Option<&LandingId>, locale: &Locale) -> Option<OutputPath> {
        let landing = self.plan.landing_or_first(self.partner, named)?;
        let places = self.plan.landing_places(self.partner).into_iter();
        let mut same = places.filter(|place| place.landing.id == landing.id);
        same.find(|place| place.locale == *locale).map(|place| place.path)
    }

    /// The parameters beside sub-IDs that the partner's landings hand on to their buttons.
    pub fn forwarded(&self) -> BTreeSet<String> {
        let backends = &self.plan.project.backends;
        let main = backends.get(self.backend);
        let labels = main.iter().flat_map(|main| &main.also).filter_map(|id| backends.get(id));
        main.into_iter()
            .chain(labels)
            .flat_map(|backend| backend.forward.iter().chain(&backend.own_sub_id))
            .map(ParameterName::to_string)
            // The token of the advertisement that a visitor came by.
            .chain((!self.plan.project.ad_labels.is_empty()).then(|| AdToken::PARAMETER.to_owned()))
            .collect()
    }
}
