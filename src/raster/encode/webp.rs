//! Lossy WebP, by the writer that the drawing engine brings along.

use takumi::prelude::{Bitmap, OutputFormat, Quality};

use super::{EncodeError, Pixels};

pub(super) fn encode(pixels: &Pixels, quality: u8) -> Result<Vec<u8>, EncodeError> {
    let unsupported = |reason: &str| EncodeError::Unsupported(reason.to_owned());
    let bitmap = Bitmap::from_raw(pixels.width, pixels.height, pixels.rgba.clone())
        .ok_or_else(|| unsupported("the picture is incomplete"))?;
    let mut bytes = Vec::new();
    let format = OutputFormat::WebP { quality: Quality::new(quality) };
    takumi::write_image(&bitmap, &mut bytes, format)
        .map_err(|error| unsupported(&error.to_string()))?;
    Ok(bytes)
}
