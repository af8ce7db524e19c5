//! JPEG, with full chroma for banners (small coloured text smears otherwise) or halved for photos.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::{EncodeError, Pixels, opaque_rgb};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chroma {
    /// 4:4:4.
    Full,
    /// 4:2:0.
    Halved,
}

pub(super) fn encode(pixels: &Pixels, quality: u8, chroma: Chroma) -> Result<Vec<u8>, EncodeError> {
    let too_large =
        |_| EncodeError::Unsupported("JPEG holds at most 65,535 pixels a side".to_owned());
    let width = u16::try_from(pixels.width).map_err(too_large)?;
    let height = u16::try_from(pixels.height).map_err(too_large)?;
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality.clamp(1, 100));
    encoder.set_sampling_factor(match chroma {
        Chroma::Full => SamplingFactor::F_1_1,
        Chroma::Halved => SamplingFactor::F_2_2,
    });
    encoder.set_optimized_huffman_tables(true);
    encoder
        .encode(&opaque_rgb(pixels), width, height, ColorType::Rgb)
        .map_err(|error| EncodeError::Unsupported(error.to_string()))?;
    Ok(bytes)
}
