//! The tracked links of a partner: which placements there are, and where each leads.

use crate::diagnostic::Span;
use crate::model::ids::{BackendId, LandingId};
use crate::model::locale::Locale;
use crate::model::partner::Partner;
use crate::model::product::Product;
use crate::model::web::WebAddress;
use crate::tracking::inventory::Row;
use crate::tracking::{
    Button, Link, LinkFault, LinkPartner, Placement, PlacementName, build, build_all, impression,
    with_ad_token,
};

use super::Plan;

/// The buttons of a landing beside those of its products.
const BUTTONS: [&str; 3] = ["hero", "sticky", "closing"];
/// The backend of projects that name none.
const BUILT_IN: &str = "ref";

/// Builds one partner's links.
#[derive(Debug, Clone, Copy)]
pub struct PartnerLinks<'a, 'p> {
    pub(super) plan: &'a Plan<'p>,
    pub(super) partner: &'p Partner,
    pub(super) backend: &'a BackendId,
}

/// A link that cannot be built.
#[derive(Debug)]
pub struct Unlinked {
    pub placement: Placement,
    pub fault: LinkFault,
    /// Where the partner is written down.
    pub span: Span,
}

impl<'p> Plan<'p> {
    /// The backend of a partner: their own, the program's, the company's default, the only one
    /// that tracks, or the built-in.
    pub fn backend_of(&self, partner: &'p Partner) -> Option<&'p BackendId> {
        let project = self.project;
        let program = project
            .programs
            .get(&partner.program.value)
            .and_then(|program| program.backend.as_ref());
        let named =
            partner.backend.as_ref().or(program).or(project.company.defaults.backend.as_ref());
        if let Some(named) = named {
            return Some(&named.value);
        }
        let trackers = project.backends.values().filter(|backend| {
            backend.role == crate::model::backend::Role::Tracker && backend.id.as_str() != BUILT_IN
        });
        let mut trackers = trackers.map(|backend| &backend.id);
        match (trackers.next(), trackers.next()) {
            (Some(only), None) => Some(only),
            _ => project.backends.keys().find(|id| id.as_str() == BUILT_IN),
        }
    }

    pub fn links<'a>(&'a self, partner: &'p Partner) -> Option<PartnerLinks<'a, 'p>> {
        Some(PartnerLinks { plan: self, partner, backend: self.backend_of(partner)? })
    }

    /// The rows of the inventory, for every active partner and placement.
    ///
    /// # Errors
    /// The placements whose link cannot be built.
    pub fn inventory(&self, partner: &'p Partner) -> Result<Vec<Row>, Vec<Unlinked>> {
        match self.links(partner) {
            Some(links) => links.rows(),
            None => Ok(Vec::new()),
        }
    }
}

impl<'a, 'p> PartnerLinks<'a, 'p> {
    fn with_link_partner<T>(&self, read: impl FnOnce(&LinkPartner) -> T) -> T {
        let partner = self.partner;
        read(&LinkPartner {
            id: &partner.id,
            program: &partner.program.value,
            first_locale: &partner.locales[0],
            backend: self.backend,
            reference: partner.reference.as_ref().map(|reference| &reference.value),
            ids: &partner.ids,
            coupon: partner.coupon.as_deref(),
            own_sub_id: partner.own_sub_id.as_ref(),
            links: &partner.links,
        })
    }

    /// The link that a material shows at `placement`.
    pub fn link(&self, placement: Placement, locale: &Locale) -> Result<Link, Unlinked> {
        let to = self.destination(&placement, locale);
        let built = self.with_link_partner(|partner| {
            build(&self.plan.project.backends, partner, &placement, locale, to)
        });
        let built = built.map(|link| self.marked(link, &placement));
        built.map_err(|fault| Unlinked { placement, fault, span: self.partner.span })
    }

    /// The link with the token of its advertisement, where that must have one.
    fn marked(&self, link: Link, placement: &Placement) -> Link {
        match self.plan.ad_label(self.partner, placement) {
            Some(label) => Link { url: with_ad_token(&link.url, &label.token), ..link },
            None => link,
        }
    }

    /// The address of the picture that counts views at `placement`; `None` where the backend has none.
    ///
    /// # Errors
    /// The backend has one, and it cannot be filled.
    pub fn impression(
        &self,
        placement: Placement,
        locale: &Locale,
    ) -> Result<Option<String>, Unlinked> {
        let to = self.destination(&placement, locale);
        let built = self.with_link_partner(|partner| {
            impression(&self.plan.project.backends, partner, &placement, locale, to)
        });
        built.map_err(|fault| Unlinked { placement, fault, span: self.partner.span })
    }

    /// Where a link leads in the end: the product it speaks of, else the landing's first, else the
    /// only one there is, else the company's site; always in the partner's market.
    pub fn destination(&self, placement: &Placement, locale: &Locale) -> &'p WebAddress {
        let project = self.plan.project;
        match placement {
            Placement::LandingButton { landing, button } => {
                let product = self.product(|product| Button::product(&product.id) == *button);
                self.product_or_landing(product, Some(landing), locale)
            }
            Placement::Banner { creative, .. } => {
                let creative = project.creatives.get(creative);
                let named = creative.and_then(|creative| creative.product.as_ref());
                let product =
                    named.and_then(|named| self.product(|product| product.id == named.value));
                self.product_or_landing(product, self.landing_of(placement, locale), locale)
            }
            _ => self.product_or_landing(None, self.landing_of(placement, locale), locale),
        }
    }

    /// The landing that the material at `placement` names.
    pub(super) fn landing_of(
        &self,
        placement: &Placement,
        locale: &Locale,
    ) -> Option<&'p LandingId> {
        let project = self.plan.project;
        let default = self.plan.default_locale();
        let named = match placement {
            Placement::LandingButton { landing, .. } => {
                return project.landings.get_key_value(landing).map(|(id, _)| id);
            }
            Placement::Banner { creative, .. } => project.creatives.get(creative)?.landing.as_ref(),
            Placement::Email(id) => project
                .emails
                .get(id)?
                .version_for(self.partner, locale, default)?
                .value
                .landing
                .as_ref(),
            Placement::Text(id) => project
                .texts
                .get(id)?
                .version_for(self.partner, locale, default)?
                .value
                .landing
                .as_ref(),
            Placement::Qr(name) | Placement::Go(name) => {
                return project.landings.keys().find(|id| id.as_str() == name.as_str());
            }
        };
        named.map(|located| &located.value)
    }

    fn product(&self, wanted: impl Fn(&Product) -> bool) -> Option<&'p Product> {
        self.plan.products_for(self.partner).into_iter().find(|product| wanted(product))
    }

    fn product_or_landing(
        &self,
        product: Option<&'p Product>,
        landing: Option<&LandingId>,
        locale: &Locale,
    ) -> &'p WebAddress {
        let first = || {
            let landing = self.plan.landing_or_first(self.partner, landing)?;
            let named = landing
                .version_for(self.partner, locale, self.plan.default_locale())?
                .value
                .products
                .items
                .first()?;
            self.product(|product| product.id == named.value)
        };
        // Who sells one thing sells it everywhere.
        let only = || match self.plan.products_for(self.partner).as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        let offer = product
            .or_else(first)
            .or_else(only)
            .and_then(|product| product.offers.get(&self.partner.market.value));
        offer.map_or(&self.plan.project.company.url, |offer| &offer.url.value)
    }

    /// Every placement with all its links, those of further backends included.
    fn rows(&self) -> Result<Vec<Row>, Vec<Unlinked>> {
        let mut rows = Vec::new();
        let mut faults = Vec::new();
        for (placement, locale) in self.placements() {
            let destination = self.destination(&placement, &locale);
            let built = self.with_link_partner(|partner| {
                build_all(&self.plan.project.backends, partner, &placement, &locale, destination)
            });
            match built {
                Ok(links) => rows.extend(links.into_iter().map(|link| Row {
                    partner: self.partner.id.clone(),
                    program: self.partner.program.value.clone(),
                    placement: placement.clone(),
                    locale: locale.clone(),
                    link: self.marked(link, &placement),
                })),
                Err(fault) => faults.push(Unlinked { placement, fault, span: self.partner.span }),
            }
        }
        if faults.is_empty() { Ok(rows) } else { Err(faults) }
    }

    /// The places of materials that partners carry elsewhere: all but the landings' own buttons.
    pub fn materials(&self) -> Vec<(Placement, Locale)> {
        let mut places = self.placements();
        places.retain(|(placement, _)| !matches!(placement, Placement::LandingButton { .. }));
        places
    }

    /// Every place of the partner's that a link stands in.
    fn placements(&self) -> Vec<(Placement, Locale)> {
        let plan = self.plan;
        let mut all = Vec::new();
        for place in plan.landing_places(self.partner) {
            let landing = &place.landing.id;
            let products = plan.landing_products(self.partner, place.landing, &place.locale);
            let products = products.into_iter().map(|product| Button::product(&product.id));
            for button in BUTTONS.into_iter().filter_map(Button::named).chain(products) {
                let placement = Placement::LandingButton { landing: landing.clone(), button };
                all.push((placement, place.locale.clone()));
            }
            if let Some(name) = PlacementName::parse(landing.as_str()) {
                all.push((Placement::Qr(name), place.locale.clone()));
            }
        }
        for (creative, places) in plan.banners_for(self.partner) {
            all.extend(places.into_iter().map(|place| {
                (Placement::Banner { creative: creative.clone(), size: place.size }, place.locale)
            }));
        }
        let mails = plan.mail_places(self.partner).into_iter();
        all.extend(mails.map(|place| (Placement::Email(place.email.id.clone()), place.locale)));
        let short = plan.go_places(self.partner).into_iter();
        let own =
            |placement: &Placement| matches!(placement, Placement::Text(_) | Placement::Go(_));
        let short = short.filter(|place| own(&place.placement));
        for place in short.map(|place| (place.placement, place.locale)) {
            // One name may be a path on several domains.
            if !all.contains(&place) {
                all.push(place);
            }
        }
        all
    }
}
