//! Few colours: palettes of 256 and less, for PNG and GIF.

use quantette::dither::FloydSteinberg;
use quantette::{ImageRef, PaletteSize, Pipeline};

use super::{EncodeError, Encoded, Pixels, opaque_rgb};

/// Palette sizes to try, best first.
pub(super) const COLORS: [u16; 4] = [256, 128, 64, 32];
/// Above this share of slightly different neighbours a picture holds gradients that would band.
const GRADIENT_SHARE: f64 = 0.35;

/// A picture of at most 256 colours: one byte a pixel.
pub(super) struct Indexed {
    pub palette: Vec<[u8; 3]>,
    pub indices: Vec<u8>,
}

/// Reduces to at most `colors`; dithers only where smooth gradients would band.
pub(super) fn quantize(pixels: &Pixels, colors: u16) -> Result<Indexed, EncodeError> {
    let rgb = opaque_rgb(pixels);
    let unsupported = |reason: &str| EncodeError::Unsupported(reason.to_owned());
    let size = PaletteSize::try_from(colors).map_err(|_| unsupported("not a palette size"))?;
    let image = image::RgbImage::from_raw(pixels.width, pixels.height, rgb)
        .ok_or_else(|| unsupported("the picture is incomplete"))?;
    let ditherer =
        has_gradients(&image).then(|| FloydSteinberg::with_error_diffusion(0.75)).flatten();
    let image = ImageRef::try_from(&image).map_err(|_| unsupported("the picture is too large"))?;
    let indexed = Pipeline::new()
        .palette_size(size)
        .ditherer(ditherer)
        .parallel(false)
        .input_image(image)
        .output_srgb8_indexed_image();
    let palette = indexed.palette().iter().map(|color| [color.red, color.green, color.blue]);
    Ok(Indexed { palette: palette.collect(), indices: indexed.indices().to_vec() })
}

/// Whether much of the picture changes by tiny steps, as gradients do and flat shapes do not.
fn has_gradients(image: &image::RgbImage) -> bool {
    let stride = image.width() as usize * 3;
    let mut gentle = 0_usize;
    let mut pairs = 0_usize;
    for row in image.as_raw().chunks_exact(stride) {
        for (one, two) in row.chunks_exact(3).zip(row.chunks_exact(3).skip(2)) {
            let difference: u32 =
                one.iter().zip(two).map(|(one, two)| u32::from(one.abs_diff(*two))).sum();
            gentle += usize::from((1..=9).contains(&difference));
            pairs += 1;
        }
    }
    pairs > 0 && gentle as f64 / pairs as f64 > GRADIENT_SHARE
}

/// One frame, the most colours that the budget allows.
pub(super) fn encode_gif(pixels: &Pixels, budget: u64) -> Result<Encoded, EncodeError> {
    let too_large =
        |_| EncodeError::Unsupported("GIF holds at most 65,535 pixels a side".to_owned());
    let width = u16::try_from(pixels.width).map_err(too_large)?;
    let height = u16::try_from(pixels.height).map_err(too_large)?;
    let mut smallest = u64::MAX;
    for colors in COLORS {
        let indexed = quantize(pixels, colors)?;
        let bytes = gif_bytes(&indexed, width, height)
            .map_err(|error| EncodeError::Unsupported(error.to_string()))?;
        smallest = smallest.min(bytes.len() as u64);
        if smallest <= budget {
            return Ok(Encoded { bytes, quality: format!("{colors} colours") });
        }
    }
    Err(EncodeError::OverBudget { budget, smallest })
}

fn gif_bytes(indexed: &Indexed, width: u16, height: u16) -> Result<Vec<u8>, gif::EncodingError> {
    let palette: Vec<u8> = indexed.palette.iter().flatten().copied().collect();
    let mut bytes = Vec::new();
    let mut encoder = gif::Encoder::new(&mut bytes, width, height, &palette)?;
    let frame = gif::Frame {
        width,
        height,
        buffer: std::borrow::Cow::Borrowed(&indexed.indices),
        ..gif::Frame::default()
    };
    encoder.write_frame(&frame)?;
    drop(encoder);
    Ok(bytes)
}
