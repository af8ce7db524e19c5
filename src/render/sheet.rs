//! Contact sheets: all sizes of a banner at a glance, as a page and as one picture.

use image::{RgbaImage, imageops};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::creative::Creative;
use crate::model::locale::Locale;
use crate::plan::{BannerPlace, OutputPath, Plan, relative};

use super::Fetch;

/// How wide a sheet is, in pixels.
const WIDTH: u32 = 1480;
const GAP: u32 = 28;
const GROUND: image::Rgba<u8> = image::Rgba([238, 239, 241, 255]);

/// Where each banner stands on the sheet.
struct Spot {
    place: BannerPlace,
    left: u32,
    top: u32,
}

/// The sheet as a page that shows the banners' own files.
pub fn html(plan: &Plan, creative: &Creative, locale: &Locale, path: &OutputPath) -> String {
    let (spots, height) = arrange(plan.sheet_banners(creative, locale));
    let pictures: String = spots
        .iter()
        .map(|spot| {
            let size = spot.place.size;
            format!(
                "<img src=\"{}\" alt=\"{size}\" title=\"{size}\" width=\"{}\" height=\"{}\" style=\"left:{}px;top:{}px\">\n",
                relative(path, &spot.place.path),
                size.width,
                size.height,
                spot.left,
                spot.top
            )
        })
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"{locale}\">\n<meta charset=\"utf-8\">\n<title>{} ({locale})</title>\n\
         <style>body{{margin:0;background:#eeeff1}}main{{position:relative;width:{WIDTH}px;height:{height}px}}\
         img{{position:absolute}}</style>\n<main>\n{pictures}</main>\n</html>\n",
        creative.id
    )
}

/// The sheet as one PNG.
///
/// # Errors
/// A banner could not be made or read.
pub fn png(
    plan: &Plan,
    creative: &Creative,
    locale: &Locale,
    fetch: &dyn Fetch,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let (spots, height) = arrange(plan.sheet_banners(creative, locale));
    let mut sheet = RgbaImage::from_pixel(WIDTH, height, GROUND);
    for spot in spots {
        let bytes = fetch.bytes(&spot.place.path)?;
        let banner =
            image::load_from_memory(&bytes).map_err(|fault| vec![unreadable(&spot, &fault)])?;
        imageops::overlay(
            &mut sheet,
            &banner.to_rgba8(),
            i64::from(spot.left),
            i64::from(spot.top),
        );
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    sheet.write_to(&mut bytes, image::ImageFormat::Png).map_err(|fault| {
        vec![Diagnostic::placeless(
            Severity::Error,
            Code::BadPicture,
            format!("the sheet cannot be written: {fault}"),
        )]
    })?;
    Ok(bytes.into_inner())
}

fn unreadable(spot: &Spot, fault: &image::ImageError) -> Diagnostic {
    let message = format!("the banner {} cannot be read: {fault}", spot.place.below);
    Diagnostic::placeless(Severity::Error, Code::BadPicture, message)
}

/// Puts each banner, large ones first, as high up and as far to the left as it fits.
fn arrange(mut places: Vec<BannerPlace>) -> (Vec<Spot>, u32) {
    places.sort_by_key(|place| {
        let size = place.size;
        (std::cmp::Reverse(size.height.min(600)), std::cmp::Reverse(size.width), size)
    });
    let mut spots: Vec<Spot> = Vec::new();
    for place in places {
        // Every free corner lies below or beside something that stands already.
        let tops = std::iter::once(GAP).chain(spots.iter().map(Spot::bottom));
        let corners = tops.flat_map(|top| {
            let lefts = std::iter::once(GAP).chain(spots.iter().map(Spot::right));
            lefts.map(move |left| (top, left)).collect::<Vec<_>>()
        });
        let free = corners.filter(|(top, left)| {
            let spot = Spot { place: place.clone(), left: *left, top: *top };
            left + place.size.width + GAP <= WIDTH && spots.iter().all(|other| !spot.meets(other))
        });
        let (top, left) = free.min().unwrap_or((bottom(&spots), GAP));
        spots.push(Spot { place, left, top });
    }
    let height = bottom(&spots);
    (spots, height)
}

/// Where the next row could begin.
fn bottom(spots: &[Spot]) -> u32 {
    spots.iter().map(Spot::bottom).max().unwrap_or(GAP)
}

impl Spot {
    fn right(&self) -> u32 {
        self.left + self.place.size.width + GAP
    }

    fn bottom(&self) -> u32 {
        self.top + self.place.size.height + GAP
    }

    fn meets(&self, other: &Spot) -> bool {
        self.left < other.right()
            && other.left < self.right()
            && self.top < other.bottom()
            && other.top < self.bottom()
    }
}
