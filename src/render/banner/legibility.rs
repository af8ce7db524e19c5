//! What shows only where a banner's parts stand: text on a picture that it cannot be read on, and a picture that is blown up.

use std::sync::Arc;

use crate::model::color::Color;
use crate::raster::{Block, Fill, PaintError, Painter, Pixels, Scale};

use super::scene::{BannerMarkup, scene};

/// WCAG 2.2, 1.4.3, for large text and for all other; bold text is large from 14 points on.
const LARGE_TEXT: f64 = 3.0;
const TEXT: f64 = 4.5;
const LARGE_BOLD: f32 = 18.66;
/// Glyphs end in pixels between their colour and the ground; those that differ this much from the ground are all ink.
const ALL_INK: f32 = 0.85;
/// The part of a text that may stand on the worst of its ground.
const WORST: usize = 20;
/// Blown up more than this a picture is visibly soft.
const SOFT: f32 = 1.15;
/// The luminance of a ground that cannot be told from a white page.
const NEAR_WHITE: f64 = 0.88;
/// The part of a banner's edge that is near white, where there is no border.
const ALL_AROUND: f32 = 0.95;
/// A wordmark that is lower, in CSS pixels, has letters that nobody can read.
const LOWEST_LOGO: f32 = 8.0;

/// Text that is hard to read on the picture behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Faint {
    /// The part's id: `headline`.
    pub part: String,
    /// To the pixels behind it, from 1 to 21.
    pub contrast: f64,
    /// What WCAG AA asks for.
    pub needed: f64,
}

/// A picture that is shown larger than it is, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Soft {
    pub own: (u32, u32),
    pub shown: (u32, u32),
}

/// What is weak about a banner that can be drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Weaknesses {
    pub faint: Vec<Faint>,
    pub soft: Option<Soft>,
    pub low: Vec<LowLogo>,
}

/// A logo so wide for its height that it is too low to read where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct LowLogo {
    /// `logo` or `partner`.
    pub part: String,
    /// CSS pixels.
    pub height: f32,
}

/// Looks at a banner as it will be seen. It is drawn only if text stands on its picture.
///
/// # Errors
/// It cannot be drawn.
pub fn weaknesses(painter: &dyn Painter, markup: &BannerMarkup) -> Result<Weaknesses, PaintError> {
    let blocks = painter.measure(&scene(markup, Scale::One))?;
    let low = blocks.iter().filter(|block| is_logo(block) && block.height < LOWEST_LOGO);
    let low = low.map(|it| LowLogo { part: it.id.clone(), height: it.height }).collect();
    let Some(picture) = blocks.iter().find(|block| block.id == "picture") else {
        return Ok(Weaknesses { low, ..Weaknesses::default() });
    };
    let on_picture: Vec<&Block> =
        blocks.iter().filter(|block| is_text(block) && overlap(block, picture)).collect();
    let faint =
        if on_picture.is_empty() { Vec::new() } else { faint(painter, markup, &on_picture)? };
    Ok(Weaknesses { faint, soft: soft(markup, picture), low })
}

fn is_logo(block: &Block) -> bool {
    matches!(block.id.as_str(), "logo" | "partner")
}

/// Whether the picture is nearly white to its edges: on a white page nobody sees where it ends.
pub fn is_edgeless(pixels: &Pixels) -> bool {
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let rows = [0, height.saturating_sub(1)].into_iter();
    let columns = [0, width.saturating_sub(1)].into_iter();
    let across = rows.flat_map(|row| (0..width).map(move |column| row * width + column));
    let along = columns.flat_map(|column| (0..height).map(move |row| row * width + column));
    let edge: Vec<Color> = across.chain(along).map(|place| on_white(pixels, place * 4)).collect();
    let white = edge.iter().filter(|it| it.luminance() >= NEAR_WHITE).count();
    white as f32 >= edge.len() as f32 * ALL_AROUND
}

fn is_text(block: &Block) -> bool {
    matches!(block.id.as_str(), "headline" | "line" | "number" | "legal")
}

fn overlap(one: &Block, other: &Block) -> bool {
    one.left < other.left + other.width
        && other.left < one.left + one.width
        && one.top < other.top + other.height
        && other.top < one.top + one.height
}

/// Compares the banner with itself without its text.
fn faint(
    painter: &dyn Painter,
    markup: &BannerMarkup,
    texts: &[&Block],
) -> Result<Vec<Faint>, PaintError> {
    let with = scene(markup, Scale::One);
    let mut without = with.clone();
    without.css =
        Arc::from(format!("{}\n#headline,#line,#number,#legal{{color:transparent}}", markup.css));
    let (with, without) = (painter.paint(&with)?, painter.paint(&without)?);
    let faint = texts.iter().filter_map(|block| {
        let needed = needed(markup, &block.id);
        let contrast = contrast(&with, &without, block);
        (contrast < needed).then(|| Faint { part: block.id.clone(), contrast, needed })
    });
    Ok(faint.collect())
}

fn needed(markup: &BannerMarkup, part: &str) -> f64 {
    let is_large = match part {
        "headline" => markup.fitted.headline >= LARGE_BOLD,
        "number" => markup.fitted.number >= LARGE_BOLD,
        _ => false,
    };
    if is_large { LARGE_TEXT } else { TEXT }
}

/// Of a text to what is behind it, where that is worst but for a few pixels.
fn contrast(with: &Pixels, without: &Pixels, block: &Block) -> f64 {
    let pixels: Vec<(Color, Color, u8)> = places(with, block)
        .map(|at| {
            let (ink, ground) = (color(with, at), color(without, at));
            (ink, ground, distance(ink, ground))
        })
        .collect();
    let most = pixels.iter().map(|(.., distance)| *distance).max().unwrap_or(0);
    let is_ink = |distance: u8| distance > 0 && f32::from(distance) >= f32::from(most) * ALL_INK;
    let mut contrasts: Vec<f64> = pixels
        .iter()
        .filter(|(.., distance)| is_ink(*distance))
        .map(|(ink, ground, _)| ink.contrast(*ground))
        .collect();
    contrasts.sort_by(f64::total_cmp);
    // Without any ink the text has the colour of its ground.
    contrasts.get(contrasts.len() / WORST).copied().unwrap_or(1.0)
}

/// The pixels of a block, as places in rows of RGBA.
fn places(pixels: &Pixels, block: &Block) -> impl Iterator<Item = usize> {
    let range = |from: f32, length: f32, most: u32| {
        let end = ((from + length).ceil().max(0.0) as u32).min(most);
        (from.floor().max(0.0) as u32).min(end)..end
    };
    let columns = range(block.left, block.width, pixels.width);
    let width = pixels.width;
    range(block.top, block.height, pixels.height)
        .flat_map(move |row| columns.clone().map(move |column| (row * width + column) as usize * 4))
}

fn color(pixels: &Pixels, at: usize) -> Color {
    Color::new(pixels.rgba[at], pixels.rgba[at + 1], pixels.rgba[at + 2])
}

/// The pixel as a white page shows it.
fn on_white(pixels: &Pixels, at: usize) -> Color {
    let alpha = u32::from(pixels.rgba[at + 3]);
    let shown = |channel: u8| ((u32::from(channel) * alpha + 255 * (255 - alpha)) / 255) as u8;
    let Color { red, green, blue } = color(pixels, at);
    Color::new(shown(red), shown(green), shown(blue))
}

fn distance(one: Color, other: Color) -> u8 {
    let channels = [(one.red, other.red), (one.green, other.green), (one.blue, other.blue)];
    channels.into_iter().map(|(one, other)| one.abs_diff(other)).max().unwrap_or(0)
}

/// Pictures that fill their box are as large as its longer side asks for.
fn soft(markup: &BannerMarkup, shown: &Block) -> Option<Soft> {
    let placed = markup.pictures.get("picture")?;
    if placed.picture.is_vector() {
        return None;
    }
    let (width, height) = placed.picture.dimensions();
    let factors = (shown.width / width, shown.height / height);
    let factor = match placed.fill {
        Fill::Cover(_) => factors.0.max(factors.1),
        Fill::Contain => factors.0.min(factors.1),
    };
    (factor > SOFT).then_some(Soft {
        own: (width as u32, height as u32),
        shown: (shown.width.round() as u32, shown.height.round() as u32),
    })
}
