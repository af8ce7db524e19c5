//! The gallery of a partner's banners, and what it can be filtered by.

use serde::Serialize;

use crate::model::banner::{PixelSize, SizeClass};
use crate::model::creative;
use crate::model::ids::CreativeId;
use crate::model::locale::Locale;
use crate::model::partner::Partner;
use crate::plan::BannerPlace;
use crate::render::Fetch;
use crate::tracking::Placement;

use super::context::Day;
use super::draft::Draft;
use super::shelf::Shelf;
use super::snippets::BannerCode;

const SHAPES: [&str; 5] = ["wide", "tall", "square", "box", "social"];
const DEVICES: [&str; 3] = ["desktop", "tablet", "mobile"];
/// The widest screen of a telephone, in CSS pixels.
const WIDEST_TELEPHONE: u32 = 480;

#[derive(Serialize)]
pub struct Creative {
    pub id: String,
    pub name: String,
    landing: Option<String>,
    ends: Option<Day>,
    /// Those in the page's language first.
    pub banners: Vec<Banner>,
}

#[derive(Serialize)]
pub struct Banner {
    id: String,
    width: u32,
    height: u32,
    shape: &'static str,
    devices: Vec<String>,
    label: Option<String>,
    locale: String,
    locale_name: String,
    format: &'static str,
    bytes: String,
    src: String,
    src_2x: Option<String>,
    href: String,
    filename: String,
    link: String,
    code: String,
}

/// Only values that occur.
#[derive(Serialize)]
pub struct Filters {
    shapes: Vec<Choice>,
    devices: Vec<Choice>,
    locales: Vec<LocaleChoice>,
    total: usize,
}

#[derive(Serialize)]
struct Choice {
    id: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct LocaleChoice {
    id: String,
    name: String,
    count: usize,
}

impl<'p> Draft<'_, 'p> {
    /// The banners that the partner is offered today.
    pub fn creatives(
        &self,
        shelf: &Shelf,
        partner: &'p Partner,
        fetch: &dyn Fetch,
    ) -> Vec<Creative> {
        let offered = self.pages.plan.banners_for(partner).into_iter();
        offered
            .filter_map(|(id, places)| self.creative(shelf, partner, id, &places, fetch))
            .collect()
    }

    fn creative(
        &self,
        shelf: &Shelf,
        partner: &'p Partner,
        id: &CreativeId,
        places: &[BannerPlace],
        fetch: &dyn Fetch,
    ) -> Option<Creative> {
        let plan = self.pages.plan;
        let creative = plan.project.creatives.get(id)?;
        let mut places: Vec<&BannerPlace> = places.iter().collect();
        places.sort_by_key(|place| place.locale != *self.words.locale);
        let named = creative.landing.as_ref().map(|landing| &landing.value);
        Some(Creative {
            id: id.to_string(),
            name: self.headline(creative),
            landing: plan.landing_or_first(partner, named).map(|landing| landing.id.to_string()),
            ends: creative.ends.map(|ends| self.day(ends.value)),
            banners: places
                .into_iter()
                .map(|place| self.banner(shelf, partner, creative, place, fetch))
                .collect(),
        })
    }

    fn headline(&self, creative: &creative::Creative) -> String {
        self.words
            .choose(&creative.headline)
            .map(|wording| self.plain(&wording.long))
            .unwrap_or_default()
    }

    fn banner(
        &self,
        shelf: &Shelf,
        partner: &'p Partner,
        creative: &creative::Creative,
        place: &BannerPlace,
        fetch: &dyn Fetch,
    ) -> Banner {
        let plan = self.pages.plan;
        let (locale, size) = (&place.locale, place.size);
        let standard = plan.sizes.get(size);
        let bytes = self.take(fetch.size(&place.path));
        let (link, code) = self.banner_snippet(partner, creative, place);
        let src = self.banner_href(shelf, &place.path);
        let id = format!("{}-{locale}-{size}", creative.id);
        Banner {
            width: size.width,
            height: size.height,
            shape: shape(size, standard.is_some_and(|standard| standard.social)),
            devices: match standard {
                Some(standard) => standard.devices.clone(),
                None if size.width <= WIDEST_TELEPHONE => vec!["mobile".to_owned()],
                None => vec!["desktop".to_owned(), "tablet".to_owned()],
            },
            label: standard.map(|standard| standard.name.clone()),
            locale: locale.to_string(),
            locale_name: locale.autonym().to_owned(),
            format: place.format.word(),
            bytes: self.bytes(bytes),
            href: src.clone(),
            src,
            src_2x: place.sharp.as_ref().map(|sharp| self.banner_href(shelf, &sharp.path)),
            filename: format!("{id}.{}", place.format.extension()),
            id,
            link,
            code,
        }
    }

    /// The tracked link of a banner, and the HTML to paste.
    pub fn banner_snippet(
        &self,
        partner: &'p Partner,
        creative: &creative::Creative,
        place: &BannerPlace,
    ) -> (String, String) {
        self.in_locale(partner, &place.locale, |draft| {
            let placement =
                Placement::Banner { creative: place.creative.clone(), size: place.size };
            let link = draft.shown_link(partner, placement.clone());
            let views = draft
                .linked(partner, |links| links.impression(placement.clone(), draft.words.locale));
            let alt = match &creative.alt {
                Some(alt) => draft.local(alt),
                None => draft.headline(creative),
            };
            let url = |path| self.pages.plan.addresses.url(path);
            let src = url(&place.path);
            let sharp = place.sharp.as_ref().map(|sharp| url(&sharp.path));
            let label = draft.ad_label(partner, &placement);
            let code = BannerCode {
                link: &link,
                src: &src,
                sharp: sharp.as_deref(),
                size: place.size,
                alt: &alt,
                views: views.as_deref(),
                label: label.as_deref(),
            };
            let code = code.html();
            (link, code)
        })
    }
}

fn shape(size: PixelSize, social: bool) -> &'static str {
    match size.class() {
        _ if social => "social",
        SizeClass::Strip | SizeClass::Wide => "wide",
        SizeClass::Portrait | SizeClass::Tall => "tall",
        SizeClass::Square => "square",
        SizeClass::Box => "box",
    }
}

/// What the banners of a gallery can be filtered by.
pub fn filters(creatives: &[Creative], locales: &[Locale]) -> Filters {
    let banners = || creatives.iter().flat_map(|creative| &creative.banners);
    let choice = |id: &'static str, count: usize| (count > 0).then_some(Choice { id, count });
    let by_shape = |id| choice(id, banners().filter(|banner| banner.shape == id).count());
    let has = |banner: &Banner, id: &str| banner.devices.iter().any(|device| device == id);
    let by_device = |id| choice(id, banners().filter(|banner| has(banner, id)).count());
    let by_locale = |locale: &Locale| {
        let count = banners().filter(|banner| banner.locale == locale.as_str()).count();
        let choice =
            LocaleChoice { id: locale.to_string(), name: locale.autonym().to_owned(), count };
        (count > 0).then_some(choice)
    };
    Filters {
        shapes: SHAPES.into_iter().filter_map(by_shape).collect(),
        devices: DEVICES.into_iter().filter_map(by_device).collect(),
        locales: locales.iter().filter_map(by_locale).collect(),
        total: banners().count(),
    }
}
