//! Pixels to files: the best quality that a byte budget allows. The same pixels give the same bytes.

mod animation;
mod jpeg;
mod palette;
mod png;
mod webp;

use crate::model::banner::PictureFormat;

use super::painter::Pixels;

/// A picture file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    pub bytes: Vec<u8>,
    /// How it was written, for reports: "lossless", "128 colours", "quality 86".
    pub quality: String,
}

/// Why there is no file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EncodeError {
    /// Even at the lowest quality worth showing it is heavier than the budget.
    OverBudget { budget: u64, smallest: u64 },
    /// The format cannot hold the picture (empty, or sides over the format's limit).
    Unsupported(String),
}

impl std::fmt::Display for EncodeError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            EncodeError::OverBudget { budget, smallest } => {
                write!(formatter, "{smallest} bytes at the least, {budget} allowed")
            }
            EncodeError::Unsupported(reason) => formatter.write_str(reason),
        }
    }
}

impl std::error::Error for EncodeError {}

/// The lossy qualities to search, 0 to 100: a banner looks broken below the first, and above the
/// second it grows heavier without looking better.
const LOWEST_QUALITY: u8 = 40;
const HIGHEST_QUALITY: u8 = 90;

/// Writes `pixels` as `format` in at most `budget` bytes, at the best quality that allows.
pub fn encode(pixels: &Pixels, format: PictureFormat, budget: u64) -> Result<Encoded, EncodeError> {
    check(pixels)?;
    match format {
        PictureFormat::Png => png::encode(pixels, budget),
        PictureFormat::Gif => palette::encode_gif(pixels, budget),
        PictureFormat::Jpeg => {
            best_quality(budget, |quality| jpeg::encode(pixels, quality, jpeg::Chroma::Full))
        }
        PictureFormat::Webp => best_quality(budget, |quality| webp::encode(pixels, quality)),
    }
}

/// Writes a photograph for a page at a fixed quality (0 to 100); JPEG with halved chroma, PNG and
/// GIF as well as they can.
pub fn encode_photo(
    pixels: &Pixels,
    format: PictureFormat,
    quality: u8,
) -> Result<Encoded, EncodeError> {
    check(pixels)?;
    let bytes = match format {
        PictureFormat::Jpeg => jpeg::encode(pixels, quality, jpeg::Chroma::Halved)?,
        PictureFormat::Webp => webp::encode(pixels, quality)?,
        PictureFormat::Png | PictureFormat::Gif => return encode(pixels, format, u64::MAX),
    };
    Ok(Encoded { bytes, quality: format!("quality {quality}") })
}

/// Writes frames of one size as a GIF that plays for 15 seconds at most; the last one alone where all of them are too heavy in few colours.
///
/// # Errors
/// As for [`encode`], and no frame at all.
pub fn encode_animation(frames: &[Pixels], budget: u64) -> Result<Encoded, EncodeError> {
    frames.iter().try_for_each(check)?;
    let Some(last) = frames.last() else {
        return Err(EncodeError::Unsupported("there is no frame".to_owned()));
    };
    match animation::encode(frames, budget) {
        Err(EncodeError::OverBudget { .. }) => palette::encode_gif(last, budget),
        written => written,
    }
}

fn check(pixels: &Pixels) -> Result<(), EncodeError> {
    let expected = u64::from(pixels.width) * u64::from(pixels.height) * 4;
    if expected == 0 || expected != pixels.rgba.len() as u64 {
        return Err(EncodeError::Unsupported("the picture is empty or incomplete".to_owned()));
    }
    Ok(())
}

/// The highest quality whose file is within `budget`, by bisection.
fn best_quality(
    budget: u64,
    write: impl Fn(u8) -> Result<Vec<u8>, EncodeError>,
) -> Result<Encoded, EncodeError> {
    let describe = |bytes, quality| Encoded { bytes, quality: format!("quality {quality}") };
    let within = |bytes: &Vec<u8>| bytes.len() as u64 <= budget;
    let best = write(HIGHEST_QUALITY)?;
    if within(&best) {
        return Ok(describe(best, HIGHEST_QUALITY));
    }
    let least = write(LOWEST_QUALITY)?;
    if !within(&least) {
        return Err(EncodeError::OverBudget { budget, smallest: least.len() as u64 });
    }
    let (mut good, mut good_quality, mut too_much) = (least, LOWEST_QUALITY, HIGHEST_QUALITY);
    // Two steps of quality are not told apart by eye, and each trial costs.
    while too_much - good_quality > 2 {
        let middle = good_quality + (too_much - good_quality) / 2;
        let bytes = write(middle)?;
        if within(&bytes) {
            (good, good_quality) = (bytes, middle);
        } else {
            too_much = middle;
        }
    }
    Ok(describe(good, good_quality))
}

/// The pixels as RGB rows on white.
fn opaque_rgb(pixels: &Pixels) -> Vec<u8> {
    let over_white = |channel: u8, alpha: u8| {
        let alpha = u32::from(alpha);
        ((u32::from(channel) * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let mut rgb = vec![0; pixels.rgba.len() / 4 * 3];
    for (to, from) in rgb.chunks_exact_mut(3).zip(pixels.rgba.chunks_exact(4)) {
        let alpha = from[3];
        if alpha == u8::MAX {
            to.copy_from_slice(&from[..3]);
        } else {
            for (to, from) in to.iter_mut().zip(from) {
                *to = over_white(*from, alpha);
            }
        }
    }
    rgb
}

#[cfg(test)]
mod tests;
