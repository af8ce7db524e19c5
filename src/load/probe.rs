//! Reads a picture's header: what it is and how large, before anything is decoded.

use std::fmt;
use std::io::Cursor;

use image::{ImageDecoder, ImageFormat, ImageReader};

use crate::model::media::Nature;

/// The most pixels a picture may have: 100 megapixels take 400 MB when decoded.
const MOST_PIXELS: u64 = 100_000_000;
/// How far into a file an SVG's root element may begin.
const SVG_HEAD: usize = 4096;
/// Where the end marker of a JPEG is looked for, in bytes from its end.
const JPEG_TAIL: usize = 4096;
/// The size that browsers give an SVG without one (CSS 2.1, 10.3.2).
const DEFAULT_SVG: (f64, f64) = (300.0, 150.0);

/// What a header says.
pub struct Header {
    pub width: u32,
    pub height: u32,
    pub nature: Nature,
    /// Whether it has a ground of its own up to its edges.
    pub filled: bool,
    /// Whether it is a drawing with text in it that is not drawn as paths.
    pub lettered: bool,
}

/// Why a file is no picture to use.
pub enum Unusable {
    Unknown,
    Broken,
    TooManyPixels { width: u32, height: u32 },
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unusable::Unknown => f.write_str("it is of no known format"),
            Unusable::Broken => f.write_str("the file is broken"),
            Unusable::TooManyPixels { width, height } => {
                write!(f, "{width} × {height} pixels are more than 100 megapixels")
            }
        }
    }
}

pub fn probe(bytes: &[u8]) -> Result<Header, Unusable> {
    if let Some((width, height)) = svg_size(bytes) {
        let text = String::from_utf8_lossy(bytes);
        let (filled, lettered) = (svg_is_filled(&text), text.contains("<text"));
        return Ok(Header { width, height, nature: Nature::Vector, filled, lettered });
    }
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| Unusable::Unknown)?;
    if reader.format().is_none() {
        return Err(Unusable::Unknown);
    }
    if reader.format() == Some(ImageFormat::Jpeg) && !ends_as_jpeg(bytes) {
        return Err(Unusable::Broken);
    }
    let decoder = reader.into_decoder().map_err(|_| Unusable::Broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Unusable::TooManyPixels { width, height });
    }
    let nature = if decoder.color_type().has_alpha() { Nature::CutOut } else { Nature::Photo };
    Ok(Header { width, height, nature, filled: nature == Nature::Photo, lettered: false })
}

/// Decoders take a JPEG that breaks off and paint the rest grey. A whole one ends with a marker
/// (ITU T.81, B.1.1.3), which some programs let a few bytes follow.
fn ends_as_jpeg(bytes: &[u8]) -> bool {
    let end = &bytes[bytes.len().saturating_sub(JPEG_TAIL)..];
    end.windows(2).any(|pair| pair == [0xff, 0xd9])
}

/// Width and height of an SVG, from its root element; `None` if it is none.
fn svg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(SVG_HEAD)]);
    let start = head.find("<svg")?;
    let tag = &head[start..];
    let tag = &tag[..tag.find('>')?];
    let length = |name: &str| -> Option<f64> {
        let text = attribute(tag, name)?;
        let number = text.trim_end_matches("px");
        number.trim().parse::<f64>().ok().filter(|length| *length > 0.0)
    };
    let view_box = || -> Option<(f64, f64)> {
        let numbers: Vec<f64> = attribute(tag, "viewBox")?
            .split([' ', ','])
            .filter_map(|part| part.parse().ok())
            .collect();
        let [_, _, width, height] = numbers.as_slice() else { return None };
        Some((*width, *height))
    };
    let (width, height) = match (length("width"), length("height"), view_box()) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((box_width, box_height))) => {
            (width, width * box_height / box_width)
        }
        (None, Some(height), Some((box_width, box_height))) => {
            (height * box_width / box_height, height)
        }
        (_, _, Some(size)) => size,
        (_, _, None) => DEFAULT_SVG,
    };
    Some((pixels(width), pixels(height)))
}

/// Whether the first thing that an SVG draws is a rectangle over all of it, as illustrations with a
/// ground of their own begin. What looks otherwise is taken for a cut-out.
fn svg_is_filled(text: &str) -> bool {
    let Some((tag, inside)) = text.find("<svg").and_then(|at| text[at..].split_once('>')) else {
        return false;
    };
    let Some((rect, _)) = after_definitions(inside).split_once('>') else { return false };
    let number = |tag: &str, name: &str| attribute(tag, name)?.trim_end_matches("px").parse().ok();
    let view: Vec<f64> = attribute(tag, "viewBox")
        .map(|numbers| numbers.split([' ', ',']).filter_map(|part| part.parse().ok()).collect())
        .unwrap_or_default();
    let [left, top, width, height] = match view.as_slice() {
        [left, top, width, height] => [*left, *top, *width, *height],
        _ => match (number(tag, "width"), number(tag, "height")) {
            (Some(width), Some(height)) => [0.0, 0.0, width, height],
            _ => return false,
        },
    };
    let covers = |start: &str, length: &str, from: f64, wanted: f64| {
        let at = number(rect, start).unwrap_or(0.0);
        let full = attribute(rect, length) == Some("100%");
        at <= from && (full || number(rect, length).is_some_and(|own| at + own >= from + wanted))
    };
    let plain = ["rx", "ry", "transform", "opacity", "fill-opacity", "clip-path", "mask"];
    rect.starts_with("<rect")
        && plain.iter().all(|name| attribute(rect, name).is_none())
        && attribute(rect, "fill") != Some("none")
        && covers("x", "width", left, width)
        && covers("y", "height", top, height)
}

/// What follows titles, definitions and comments at the beginning of an SVG.
fn after_definitions(mut text: &str) -> &str {
    const SILENT: [(&str, &str); 6] = [
        ("<title", "</title>"),
        ("<desc", "</desc>"),
        ("<defs", "</defs>"),
        ("<style", "</style>"),
        ("<metadata", "</metadata>"),
        ("<!--", "-->"),
    ];
    loop {
        text = text.trim_start();
        let silent = SILENT.iter().find(|(start, _)| text.starts_with(start));
        match silent.and_then(|(_, end)| text.split_once(end)) {
            Some((_, rest)) => text = rest,
            None => return text,
        }
    }
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let start = [' ', '\n', '\t', '\r'].iter().find_map(|space| {
        let wanted = format!("{space}{name}=");
        tag.find(&wanted).map(|place| place + wanted.len())
    })?;
    let quote = tag[start..].chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let value = &tag[start + 1..];
    Some(&value[..value.find(quote)?])
}

fn pixels(length: f64) -> u32 {
    length.round().clamp(1.0, 100_000.0) as u32
}

/// Whether the bytes begin like a font file: TTF, OTF, a collection, WOFF or WOFF2.
pub fn is_font(bytes: &[u8]) -> bool {
    const SIGNATURES: &[&[u8]] = &[b"\0\x01\0\0", b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2"];
    SIGNATURES.iter().any(|signature| bytes.starts_with(signature))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn svg_sizes_come_from_the_root() {
        let size = |text: &str| svg_size(text.as_bytes());
        assert_eq!(size(r#"<svg xmlns="x" width="20" height="10px">"#), Some((20, 10)));
        assert_eq!(size(r#"<?xml version="1.0"?><svg viewBox="0 0 40 30">"#), Some((40, 30)));
        assert_eq!(size(r#"<svg width="80" viewBox="0 0 40 30">"#), Some((80, 60)));
        assert_eq!(size("<svg>"), Some((300, 150)));
        assert_eq!(size("<html>"), None);
    }

    #[test]
    fn illustrations_begin_with_a_ground() {
        let filled =
            |inside: &str| svg_is_filled(&format!("<svg viewBox=\"0 0 40 30\">{inside}</svg>"));
        assert!(filled(r##"<rect width="40" height="30" fill="#fff"/><path d=""/>"##));
        assert!(filled("<defs><path/></defs> <!-- sky -->\n<rect width='100%' height='100%'/>"));
        assert!(!filled(r#"<path d="M0 0h40v30z"/>"#));
        assert!(!filled(r#"<rect width="40" height="20"/>"#));
        assert!(!filled(r#"<rect width="40" height="30" rx="6"/>"#));
        assert!(!filled(r#"<rect width="40" height="30" fill="none"/>"#));
        assert!(!svg_is_filled("<svg><rect/></svg>"));
    }

    #[test]
    fn other_files_are_refused() {
        assert!(matches!(probe(b"hello"), Err(Unusable::Unknown)));
        assert!(matches!(probe(b"\x89PNG\r\n\x1a\nxxxx"), Err(Unusable::Broken)));
        assert!(!is_font(b"hello"));
        assert!(is_font(b"wOF2...."));
    }
}
