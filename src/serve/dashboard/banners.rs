//! Banners as they are drawn: each once, or one in all its sizes.

use serde::Serialize;

use crate::model::creative::Creative;
use crate::model::ids::CreativeId;
use crate::model::locale::Locale;
use crate::plan::BannerPlace;

use super::overview::{Command, command};
use super::{Asking, Room, Shell};

/// A banner of about this size stands for the others.
const TYPICAL: (u32, u32) = (300, 250);
/// How many sizes of each are on the page of all.
const SOME_SIZES: usize = 6;

#[derive(Serialize)]
pub struct Gallery {
    #[serde(flatten)]
    shell: Shell,
    /// Whether it shows one banner in full.
    is_one: bool,
    banners: Vec<Banner>,
    commands: Vec<Command>,
}

#[derive(Serialize)]
struct Banner {
    id: String,
    /// `until 2026-12-24`, `from 2026-12-01`, `ended`.
    dates: Option<String>,
    is_personal: bool,
    size_count: usize,
    locale: String,
    locales: Vec<String>,
    pictures: Vec<Picture>,
}

#[derive(Serialize)]
struct Picture {
    src: String,
    width: u32,
    height: u32,
}

/// One picture that stands for a banner.
#[derive(Serialize)]
pub struct Thumb {
    id: String,
    #[serde(flatten)]
    picture: Picture,
}

/// The picture of a banner, as the first partner sees it.
pub fn thumb(room: &Room, creative: &Creative) -> Option<Thumb> {
    let places = places(room, creative, None)?;
    thumb_of(&creative.id, &places, places.first())
}

/// The one of `places` in the language of `like` whose size is nearest to the usual one.
pub fn thumb_of(
    id: &CreativeId,
    places: &[BannerPlace],
    like: Option<&BannerPlace>,
) -> Option<Thumb> {
    let locale = &like.or(places.first())?.locale;
    let distance = |place: &&BannerPlace| {
        place.size.width.abs_diff(TYPICAL.0) + place.size.height.abs_diff(TYPICAL.1)
    };
    let place = places.iter().filter(|place| place.locale == *locale).min_by_key(distance)?;
    Some(Thumb { id: id.to_string(), picture: picture(place) })
}

pub fn page(room: &Room, id: Option<&str>, asking: &Asking) -> Gallery {
    let locale = asking.parameter("locale").and_then(|locale| Locale::parse(&locale).ok());
    let creatives = room.plan.project.creatives.values();
    let meant = creatives.filter(|creative| id.is_none_or(|id| creative.id.as_str() == id));
    let mut banners: Vec<Banner> =
        meant.map(|creative| banner(room, creative, locale.as_ref())).collect();
    if id.is_none() {
        banners.iter_mut().for_each(|banner| banner.pictures.truncate(SOME_SIZES));
    }
    let commands = match id {
        Some(id) => vec![
            command("Copy this banner", format!("promokit new banner --from {id}")),
            command("Build it alone", format!("promokit build --only 'sites/*/b/{id}/**'")),
        ],
        None => vec![command("New banner", "promokit new banner")],
    };
    Gallery {
        shell: room.shell("banners", id.unwrap_or("Banners")),
        is_one: id.is_some(),
        banners,
        commands,
    }
}

fn banner(room: &Room, creative: &Creative, wanted: Option<&Locale>) -> Banner {
    let places = places(room, creative, wanted).unwrap_or_default();
    let today = room.plan.settings.as_of;
    let dates = match (creative.starts, creative.ends) {
        (Some(starts), _) if starts > today => Some(format!("from {starts}")),
        (_, Some(ends)) if ends.value < today => Some(format!("ended on {}", ends.value)),
        (_, Some(ends)) => Some(format!("until {}", ends.value)),
        _ => None,
    };
    let offered = room.plan.spoken_locales().into_iter();
    let offered = offered.filter(|locale| !room.plan.sheet_banners(creative, locale).is_empty());
    Banner {
        id: creative.id.to_string(),
        dates,
        is_personal: room.plan.is_personal(creative),
        size_count: room.plan.banner_sizes(creative).len(),
        locale: places.first().map_or(String::new(), |place| place.locale.to_string()),
        locales: offered.map(Locale::to_string).collect(),
        pictures: places.iter().map(picture).collect(),
    }
}

/// Its sizes in the wanted language, else in the first that it is drawn in.
fn places(room: &Room, creative: &Creative, wanted: Option<&Locale>) -> Option<Vec<BannerPlace>> {
    let locales = wanted.into_iter().chain(&room.plan.project.company.locales);
    let locales = locales.chain(room.plan.spoken_locales());
    let mut sets = locales.map(|locale| room.plan.sheet_banners(creative, locale));
    sets.find(|places| !places.is_empty())
}

fn picture(place: &BannerPlace) -> Picture {
    Picture { src: format!("/{}", place.path), width: place.size.width, height: place.size.height }
}
