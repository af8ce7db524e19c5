//! Pictures as they come from content: decoded once, scaled once for each size they are shown at.

use std::collections::HashMap;
use std::io::Cursor;
use std::sync::{Mutex, PoisonError};

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, RgbaImage};
use takumi::prelude::{ImageSource, ImageSourceInput};

use super::painter::Pixels;

/// More pixels than this are refused before decoding.
const MOST_PIXELS: u64 = 100_000_000;
/// More bytes of SVG than this are refused.
const MOST_SVG_BYTES: usize = 2_000_000;
/// Halved copies are kept down to this short side, so that scaling far down starts near its goal.
const SMALLEST_LEVEL: u32 = 192;
/// Scaled copies are remembered up to this many; then all are forgotten.
const MOST_REMEMBERED: usize = 48;

/// Why a picture cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadPicture {
    /// Neither PNG, JPEG, WebP, GIF nor SVG, or broken.
    Unreadable(String),
    /// More than 100 megapixels.
    TooLarge { width: u32, height: u32 },
    /// An SVG with scripts, or that loads something from elsewhere.
    Unsafe(String),
}

impl std::fmt::Display for BadPicture {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BadPicture::Unreadable(reason) => write!(formatter, "it cannot be read: {reason}"),
            BadPicture::TooLarge { width, height } => {
                write!(formatter, "{width} × {height} pixels are more than 100 megapixels")
            }
            BadPicture::Unsafe(reason) => formatter.write_str(reason),
        }
    }
}

impl std::error::Error for BadPicture {}

/// The point of a picture that every crop keeps, from 0 (left, top) to 1 (right, bottom).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Focus {
    pub x: f32,
    pub y: f32,
}

impl Default for Focus {
    fn default() -> Focus {
        Focus { x: 0.5, y: 0.5 }
    }
}

/// How a picture takes its box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fill {
    /// Fills the box, cropped around the focus.
    Cover(Focus),
    /// Whole, as large as fits.
    Contain,
}

/// A picture, ready to be shown. Cheap to share by `Arc`.
pub struct Picture {
    kind: Kind,
    /// Of the file, or of the pixels that it was made of.
    fingerprint: blake3::Hash,
    scaled: Mutex<HashMap<ScaledKey, Drawable>>,
}

enum Kind {
    Raster(Raster),
    Vector { source: ImageSource, width: f32, height: f32 },
}

struct Raster {
    /// The picture, then copies each half as large.
    levels: Vec<RgbaImage>,
    /// Whether nothing shines through: it is scaled without a thought of what lies below.
    is_opaque: bool,
}

/// How far channels of one colour may lie apart: what JPEG makes of it.
const SAME_TONE: u8 = 4;

/// What the drawing engine takes; cheap to clone.
pub(super) type Drawable = ImageSourceInput;

/// Width, height and the crop (focus in thousandths, `None` = contain).
type ScaledKey = (u32, u32, Option<(u32, u32)>);

impl std::fmt::Debug for Picture {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (width, height) = self.dimensions();
        write!(formatter, "Picture({width} × {height})")
    }
}

impl Picture {
    /// Reads PNG, JPEG (turned as its EXIF says), WebP, GIF (first frame) or SVG.
    pub fn decode(bytes: &[u8]) -> Result<Picture, BadPicture> {
        let kind = if looks_like_svg(bytes) { decode_svg(bytes)? } else { decode_raster(bytes)? };
        Ok(Picture { kind, fingerprint: blake3::hash(bytes), scaled: Mutex::default() })
    }

    /// A picture of pixels that were drawn, such as an SVG at a size that serves all banners.
    pub fn of_pixels(pixels: Pixels) -> Option<Picture> {
        let fingerprint = blake3::hash(&pixels.rgba);
        let image = RgbaImage::from_raw(pixels.width, pixels.height, pixels.rgba)?;
        Some(Picture {
            kind: Kind::Raster(Raster::new(image)),
            fingerprint,
            scaled: Mutex::default(),
        })
    }

    /// Whether the picture has a ground of its own up to its corners: it fills an area then, while
    /// a cut-out is shown whole. `None` for an SVG, which has no pixels yet.
    pub fn fills_its_corners(&self) -> Option<bool> {
        let Kind::Raster(Raster { levels, .. }) = &self.kind else { return None };
        let image = levels.last()?;
        let (right, bottom) = (image.width() - 1, image.height() - 1);
        let corners = [(0, 0), (right, 0), (0, bottom), (right, bottom)];
        Some(corners.into_iter().all(|(x, y)| image.get_pixel(x, y)[3] == u8::MAX))
    }

    /// The colours of the top and the bottom edge, if each is of one colour: such a picture can be
    /// continued above and below itself.
    pub fn flat_edges(&self) -> Option<[[u8; 3]; 2]> {
        let Kind::Raster(Raster { levels, .. }) = &self.kind else { return None };
        let image = levels.first()?;
        let flat = |row: u32| {
            let first = image.get_pixel(0, row).0;
            let alike = |pixel: &[u8; 4]| {
                pixel.iter().zip(first).all(|(one, two)| one.abs_diff(two) <= SAME_TONE)
            };
            let opaque = first[3] == u8::MAX;
            let all = (0..image.width()).all(|column| alike(&image.get_pixel(column, row).0));
            (opaque && all).then_some([first[0], first[1], first[2]])
        };
        Some([flat(0)?, flat(image.height().checked_sub(1)?)?])
    }

    /// Tells pictures apart: two with one fingerprint and one width look alike.
    pub fn fingerprint(&self) -> blake3::Hash {
        self.fingerprint
    }

    /// Width and height in its own pixels (an SVG's own units).
    pub fn dimensions(&self) -> (f32, f32) {
        match &self.kind {
            Kind::Raster(raster) => raster
                .levels
                .first()
                .map_or((0.0, 0.0), |image| (image.width() as f32, image.height() as f32)),
            Kind::Vector { width, height, .. } => (*width, *height),
        }
    }

    /// Width divided by height.
    pub fn aspect(&self) -> f32 {
        let (width, height) = self.dimensions();
        width / height.max(f32::EPSILON)
    }

    pub fn is_vector(&self) -> bool {
        matches!(self.kind, Kind::Vector { .. })
    }

    /// The picture for a box of `width` × `height` pixels, as the engine takes it. An SVG is drawn
    /// at any size as it is; all else is scaled once for each box and remembered.
    pub(super) fn drawable(&self, width: u32, height: u32, fill: Fill) -> Option<Drawable> {
        let raster = match &self.kind {
            Kind::Vector { source, .. } => return Some(Drawable::Loaded(source.clone())),
            Kind::Raster(raster) => raster,
        };
        let crop = match fill {
            Fill::Cover(focus) => Some((thousandths(focus.x), thousandths(focus.y))),
            Fill::Contain => None,
        };
        let key = (width.max(1), height.max(1), crop);
        if let Some(found) = self.remembered().get(&key) {
            return Some(found.clone());
        }
        let image = raster.scale(key.0, key.1, fill)?;
        let (width, height) = (image.width, image.height);
        let drawable = takumi::prelude::RgbaImage::new(image.rgba, width, height, false);
        let drawable = Drawable::Rgba(drawable.ok()?);
        let mut remembered = self.remembered();
        if remembered.len() >= MOST_REMEMBERED {
            remembered.clear();
        }
        remembered.insert(key, drawable.clone());
        Some(drawable)
    }

    /// The picture as pixels `width` wide, cropped to `aspect` (width by height) around the focus
    /// where one is given. Never enlarged: a narrower picture keeps its width. `None` for an SVG.
    pub fn scale_to_width(&self, width: u32, crop: Option<(f32, Focus)>) -> Option<Pixels> {
        let Kind::Raster(raster) = &self.kind else {
            return None;
        };
        let (own_width, own_height) = self.dimensions();
        let (aspect, focus) = crop.unwrap_or((own_width / own_height, Focus::default()));
        let widest = own_width.min(own_height * aspect).floor().max(1.0);
        let width = (width as f32).min(widest).max(1.0);
        let height = (width / aspect).round().max(1.0);
        raster.scale(width as u32, height as u32, Fill::Cover(focus))
    }

    fn remembered(&self) -> std::sync::MutexGuard<'_, HashMap<ScaledKey, Drawable>> {
        // The map only ever holds whole entries, so that a panic elsewhere leaves it usable.
        self.scaled.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn thousandths(value: f32) -> u32 {
    (value.clamp(0.0, 1.0) * 1000.0).round() as u32
}

fn decode_raster(bytes: &[u8]) -> Result<Kind, BadPicture> {
    let unreadable = |error: image::ImageError| BadPicture::Unreadable(error.to_string());
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| BadPicture::Unreadable(error.to_string()))?;
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(BadPicture::TooLarge { width, height });
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    image.apply_orientation(orientation);
    Ok(Kind::Raster(Raster::new(image.into_rgba8())))
}

fn levels(image: RgbaImage) -> Vec<RgbaImage> {
    let mut levels = vec![image];
    while let Some(last) = levels.last() {
        if last.width().min(last.height()) < SMALLEST_LEVEL * 2 {
            break;
        }
        let half = halve(last);
        levels.push(half);
    }
    levels
}

/// Each pixel the mean of four.
fn halve(image: &RgbaImage) -> RgbaImage {
    let (width, height) = (image.width() / 2, image.height() / 2);
    let stride = image.width() as usize * 4;
    let source = image.as_raw();
    let mut target = Vec::with_capacity(width as usize * height as usize * 4);
    for row in source.chunks_exact(stride * 2).take(height as usize) {
        let (upper, lower) = row.split_at(stride);
        let pairs = upper.chunks_exact(8).zip(lower.chunks_exact(8));
        for (above, below) in pairs.take(width as usize) {
            for channel in 0..4 {
                let sum = u16::from(above[channel])
                    + u16::from(above[channel + 4])
                    + u16::from(below[channel])
                    + u16::from(below[channel + 4]);
                target.push(((sum + 2) / 4) as u8);
            }
        }
    }
    RgbaImage::from_raw(width, height, target).unwrap_or_else(|| RgbaImage::new(1, 1))
}

impl Raster {
    fn new(image: RgbaImage) -> Raster {
        let is_opaque = image.pixels().all(|pixel| pixel[3] == u8::MAX);
        Raster { levels: levels(image), is_opaque }
    }

    /// The picture in a box.
    fn scale(&self, width: u32, height: u32, fill: Fill) -> Option<Pixels> {
        let whole = self.levels.first()?;
        let (target_width, target_height) = (width as f32, height as f32);
        // The crop, in parts of the whole picture.
        let aspect = whole.width() as f32 / whole.height() as f32;
        let target_aspect = target_width / target_height;
        let (crop_width, crop_height) = match fill {
            Fill::Contain => (1.0, 1.0),
            Fill::Cover(_) if aspect > target_aspect => (target_aspect / aspect, 1.0),
            Fill::Cover(_) => (1.0, aspect / target_aspect),
        };
        let focus = match fill {
            Fill::Cover(focus) => focus,
            Fill::Contain => Focus::default(),
        };
        let left = (focus.x - crop_width / 2.0).clamp(0.0, 1.0 - crop_width);
        let top = (focus.y - crop_height / 2.0).clamp(0.0, 1.0 - crop_height);
        let (width, height) = match fill {
            Fill::Cover(_) => (width, height),
            Fill::Contain if aspect > target_aspect => {
                (width, (target_width / aspect).round().max(1.0) as u32)
            }
            Fill::Contain => ((target_height * aspect).round().max(1.0) as u32, height),
        };
        // The smallest copy that still has a pixel for each one wanted.
        let level = self
            .levels
            .iter()
            .rev()
            .find(|level| {
                level.width() as f32 * crop_width >= width as f32
                    && level.height() as f32 * crop_height >= height as f32
            })
            .unwrap_or(whole);
        let (level_width, level_height) = (level.width() as f32, level.height() as f32);
        let x = (left * level_width).round().min(level_width - 1.0);
        let y = (top * level_height).round().min(level_height - 1.0);
        let crop_width = (crop_width * level_width).round().clamp(1.0, level_width - x);
        let crop_height = (crop_height * level_height).round().clamp(1.0, level_height - y);
        let source =
            ImageRef::new(level.width(), level.height(), level.as_raw(), PixelType::U8x4).ok()?;
        let mut target = Image::new(width, height, PixelType::U8x4);
        let options = ResizeOptions::new()
            .resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom))
            .crop(x.into(), y.into(), crop_width.into(), crop_height.into())
            .use_alpha(!self.is_opaque);
        Resizer::new().resize(&source, &mut target, &options).ok()?;
        Some(Pixels { width, height, rgba: target.into_vec() })
    }
}

fn looks_like_svg(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    let start = start.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    start.starts_with('<') && start.contains("<svg")
}

fn decode_svg(bytes: &[u8]) -> Result<Kind, BadPicture> {
    if bytes.len() > MOST_SVG_BYTES {
        return Err(BadPicture::Unreadable("the SVG is larger than 2 MB".to_owned()));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|_| BadPicture::Unreadable("the SVG is not UTF-8 text".to_owned()))?;
    refuse_active_content(text)?;
    let source = ImageSource::from_bytes(bytes)
        .map_err(|error| BadPicture::Unreadable(error.to_string()))?;
    match &source {
        ImageSource::Svg(svg) => {
            let (width, height) = svg.dimensions();
            if !(width > 0.0 && height > 0.0 && width.is_finite() && height.is_finite()) {
                return Err(BadPicture::Unreadable("the SVG has no size".to_owned()));
            }
            Ok(Kind::Vector { source, width, height })
        }
        _ => Err(BadPicture::Unreadable("it is not an SVG".to_owned())),
    }
}

/// Logos come from strangers and are served as they are: nothing in them may run or load.
fn refuse_active_content(text: &str) -> Result<(), BadPicture> {
    let lower = text.to_ascii_lowercase();
    for (needle, what) in [
        ("<script", "it holds a script"),
        ("<foreignobject", "it holds foreign markup"),
        ("<!entity", "it declares entities"),
        ("javascript:", "it holds a script address"),
        ("<iframe", "it holds a frame"),
    ] {
        if lower.contains(needle) {
            return Err(BadPicture::Unsafe(what.to_owned()));
        }
    }
    for attribute in ["href", "src"] {
        for value in attribute_values(&lower, attribute) {
            if !(value.starts_with('#') || value.starts_with("data:image/")) {
                return Err(BadPicture::Unsafe(format!("it loads `{value}` from elsewhere")));
            }
        }
    }
    if has_event_handler(&lower) {
        return Err(BadPicture::Unsafe("it holds an event handler".to_owned()));
    }
    let outside_url = lower.match_indices("url(").any(|(at, _)| {
        let target = lower[at + 4..].trim_start_matches([' ', '"', '\'']);
        !(target.starts_with('#') || target.starts_with("data:"))
    });
    if outside_url || lower.contains("@import") {
        return Err(BadPicture::Unsafe("its styles load something from elsewhere".to_owned()));
    }
    Ok(())
}

/// Whether an attribute is called `on…`.
fn has_event_handler(text: &str) -> bool {
    text.match_indices("on").any(|(at, _)| {
        let starts = text[..at].ends_with(|before: char| {
            before.is_ascii_whitespace() || matches!(before, '"' | '\'' | '/')
        });
        let name = text[at..].trim_start_matches(|letter: char| letter.is_ascii_lowercase());
        starts && name.trim_start().starts_with('=')
    })
}

fn attribute_values<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(name).filter_map(move |(at, _)| {
        let before = text[..at].chars().next_back()?;
        if !(before.is_ascii_whitespace() || before == ':') {
            return None;
        }
        let value = text[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        value[1..].split(quote).next()
    })
}

#[cfg(test)]
#[path = "picture_tests.rs"]
mod tests;
