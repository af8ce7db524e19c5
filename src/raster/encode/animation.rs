//! GIFs that move: what changes from one frame to the next, each part in colours of its own.

use std::borrow::Cow;

use gif::{DisposalMethod, Encoder, Frame, Repeat};

use super::palette::{COLORS, quantize};
use super::{EncodeError, Encoded, Pixels};

/// How long a frame stands, in hundredths of a second. Networks ask for a quarter of a second at least (Google Ads: no more than five
/// frames a second).
const STANDS: u16 = 250;
/// All of it, in hundredths of a second, and how often it plays: IAB, Fixed Size Ad Specifications, 2017.
const LONGEST: u16 = 1500;
const MOST_PLAYS: u16 = 3;

/// A part of a frame.
struct Area {
    left: u32,
    top: u32,
    width: u32,
    height: u32,
}

/// The most colours that the budget allows.
pub(super) fn encode(frames: &[Pixels], budget: u64) -> Result<Encoded, EncodeError> {
    let mut smallest = u64::MAX;
    for colors in COLORS {
        let bytes = bytes(frames, colors)?;
        smallest = smallest.min(bytes.len() as u64);
        if smallest <= budget {
            return Ok(Encoded { bytes, quality: format!("{colors} colours") });
        }
    }
    Err(EncodeError::OverBudget { budget, smallest })
}

fn bytes(frames: &[Pixels], colors: u16) -> Result<Vec<u8>, EncodeError> {
    let unsupported = |error: gif::EncodingError| EncodeError::Unsupported(error.to_string());
    let mut bytes = Vec::new();
    let first = frames.first().ok_or_else(too_large)?;
    let mut encoder = Encoder::new(&mut bytes, side(first.width)?, side(first.height)?, &[])
        .map_err(unsupported)?;
    // A GIF that says nothing plays once; what it says is how often it plays again.
    let plays = (LONGEST / (STANDS * frames.len().max(1) as u16)).clamp(1, MOST_PLAYS);
    if plays > 1 {
        encoder.set_repeat(Repeat::Finite(plays - 1)).map_err(unsupported)?;
    }
    let mut before = None;
    for pixels in frames {
        let area = before.map_or_else(|| whole(pixels), |before| changed(before, pixels));
        let indexed = quantize(&cut(pixels, &area), colors)?;
        let frame = Frame {
            left: side(area.left)?,
            top: side(area.top)?,
            width: side(area.width)?,
            height: side(area.height)?,
            delay: STANDS,
            dispose: DisposalMethod::Keep,
            palette: Some(indexed.palette.iter().flatten().copied().collect()),
            buffer: Cow::Borrowed(&indexed.indices),
            ..Frame::default()
        };
        encoder.write_frame(&frame).map_err(unsupported)?;
        before = Some(pixels);
    }
    drop(encoder);
    Ok(bytes)
}

fn side(length: u32) -> Result<u16, EncodeError> {
    u16::try_from(length).map_err(|_| too_large())
}

fn too_large() -> EncodeError {
    EncodeError::Unsupported("GIF holds at most 65,535 pixels a side".to_owned())
}

fn whole(pixels: &Pixels) -> Area {
    Area { left: 0, top: 0, width: pixels.width, height: pixels.height }
}

/// What of `after` is not as before; a pixel where nothing is, as a frame must have one.
fn changed(before: &Pixels, after: &Pixels) -> Area {
    let differs = |x: u32, y: u32| {
        let at = (y * after.width + x) as usize * 4;
        before.rgba.get(at..at + 4) != after.rgba.get(at..at + 4)
    };
    let row = |y: &u32| (0..after.width).any(|x| differs(x, *y));
    let column = |x: &u32| (0..after.height).any(|y| differs(*x, y));
    let span = |first: Option<u32>, last: Option<u32>| match (first, last) {
        (Some(first), Some(last)) => (first, last - first + 1),
        _ => (0, 1),
    };
    let (top, height) = span((0..after.height).find(row), (0..after.height).rfind(row));
    let (left, width) = span((0..after.width).find(column), (0..after.width).rfind(column));
    Area { left, top, width, height }
}

fn cut(pixels: &Pixels, area: &Area) -> Pixels {
    let row = |y: u32| {
        let start = (y * pixels.width + area.left) as usize * 4;
        pixels.rgba[start..start + area.width as usize * 4].iter().copied()
    };
    Pixels {
        width: area.width,
        height: area.height,
        rgba: (area.top..area.top + area.height).flat_map(row).collect(),
    }
}
