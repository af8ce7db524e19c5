//! PNG: lossless where the budget allows, else a palette.

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use super::palette::{COLORS, Indexed, quantize};
use super::{EncodeError, Encoded, Pixels, opaque_rgb};

pub(super) fn encode(pixels: &Pixels, budget: u64) -> Result<Encoded, EncodeError> {
    let unsupported = |error: png::EncodingError| EncodeError::Unsupported(error.to_string());
    let lossless = lossless(pixels).map_err(unsupported)?;
    let mut smallest = lossless.len() as u64;
    if smallest <= budget {
        return Ok(Encoded { bytes: lossless, quality: "lossless".to_owned() });
    }
    for colors in COLORS {
        let indexed = quantize(pixels, colors)?;
        let bytes = paletted(pixels, &indexed).map_err(unsupported)?;
        smallest = smallest.min(bytes.len() as u64);
        if smallest <= budget {
            return Ok(Encoded { bytes, quality: format!("{colors} colours") });
        }
    }
    Err(EncodeError::OverBudget { budget, smallest })
}

fn lossless(pixels: &Pixels) -> Result<Vec<u8>, png::EncodingError> {
    let opaque = pixels.rgba.chunks_exact(4).all(|pixel| pixel[3] == 255);
    let (color, data) = if opaque {
        (ColorType::Rgb, opaque_rgb(pixels))
    } else {
        (ColorType::Rgba, pixels.rgba.clone())
    };
    write(pixels, |encoder| encoder.set_color(color), Filter::Adaptive, &data)
}

fn paletted(pixels: &Pixels, indexed: &Indexed) -> Result<Vec<u8>, png::EncodingError> {
    let palette: Vec<u8> = indexed.palette.iter().flatten().copied().collect();
    let set = |encoder: &mut Encoder<'_, &mut Vec<u8>>| {
        encoder.set_color(ColorType::Indexed);
        encoder.set_palette(palette);
    };
    // Neighbouring indices mean nothing to each other: filters only harm.
    write(pixels, set, Filter::NoFilter, &indexed.indices)
}

fn write(
    pixels: &Pixels,
    set: impl FnOnce(&mut Encoder<'_, &mut Vec<u8>>),
    filter: Filter,
    data: &[u8],
) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, pixels.width, pixels.height);
    set(&mut encoder);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    encoder.set_filter(filter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(data)?;
    writer.finish()?;
    Ok(bytes)
}
