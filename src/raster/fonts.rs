//! The fonts that scenes are drawn with, registered once from their bytes.

use takumi::prelude::{FontOverride, FontResource, Fonts, UnicodeRange, UnicodeRangeSet};

use crate::model::font::{FontFace, parse_ranges};

/// A font file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadFont {
    /// The file's name as listed.
    pub name: String,
    pub reason: String,
}

impl std::fmt::Display for BadFont {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} is not a usable font: {}", self.name, self.reason)
    }
}

impl std::error::Error for BadFont {}

/// Fonts by family. Earlier families are fallbacks before later ones.
#[derive(Clone, Default)]
pub struct FontSet {
    fonts: Fonts,
    coverage: Vec<UnicodeRangeSet>,
    /// Of all that was added, in its order.
    hasher: blake3::Hasher,
}

impl FontSet {
    /// Adds one file (TTF, OTF, WOFF or WOFF2).
    pub fn add(&mut self, face: &FontFace, bytes: &[u8]) -> Result<(), BadFont> {
        let bad = |reason: String| BadFont { name: face.file.clone(), reason };
        let ranges = match &face.unicode_range {
            Some(text) => range_set(text)
                .ok_or_else(|| bad(format!("`{text}` is not a list of character ranges")))?,
            None => UnicodeRangeSet::default(),
        };
        let resource = FontResource::new(bytes.to_vec())
            .override_info(FontOverride {
                family_name: Some(face.family.as_str().into()),
                ..FontOverride::default()
            })
            .unicode_range(ranges.clone());
        let families =
            self.fonts.register(resource).map_err(|_| bad("the file is broken".to_owned()))?;
        if families.iter().all(|family| family.faces.is_empty()) {
            return Err(bad("it holds no typeface".to_owned()));
        }
        self.coverage.push(ranges);
        self.hasher.update(format!("{face:?}").as_bytes()).update(blake3::hash(bytes).as_bytes());
        Ok(())
    }

    /// The characters of `text` that no font has, each once, in order. White space and invisible
    /// format characters are never missing.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let mut missing = Vec::new();
        for character in text.chars() {
            let invisible = character.is_whitespace()
                || character.is_control()
                || matches!(
                    character,
                    '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe0f}'
                );
            let covered =
                || self.coverage.iter().any(|ranges| ranges.contains(u32::from(character)));
            if !invisible && !missing.contains(&character) && !covered() {
                missing.push(character);
            }
        }
        missing
    }

    /// Tells sets of fonts apart.
    pub fn fingerprint(&self) -> blake3::Hash {
        self.hasher.finalize()
    }

    pub(super) fn fonts(&self) -> &Fonts {
        &self.fonts
    }
}

fn range_set(text: &str) -> Option<UnicodeRangeSet> {
    let ranges = parse_ranges(text)?.into_iter();
    Some(ranges.map(|(from, to)| UnicodeRange::new(from, to)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(range: Option<&str>) -> FontFace {
        FontFace {
            family: "Test".to_owned(),
            file: "test.woff2".to_owned(),
            weight: "400".to_owned(),
            unicode_range: range.map(str::to_owned),
        }
    }

    const LATIN: &[u8] = include_bytes!("../../themes/default/fonts/inter-latin.woff2");

    #[test]
    fn a_file_that_is_no_font_is_named() {
        for bytes in [&b""[..], b"wOF2", b"GIF89a not a font", &LATIN[..200]] {
            let error = FontSet::default().add(&face(None), bytes).map(|()| "accepted");
            assert_eq!(error.map_err(|error| error.name), Err("test.woff2".to_owned()));
        }
    }

    #[test]
    fn missing_characters_are_found() -> Result<(), BadFont> {
        let mut fonts = FontSet::default();
        fonts.add(&face(Some("U+0000-00FF,U+20AC")), LATIN)?;
        assert_eq!(fonts.missing("Für 20\u{a0}€ もじも\u{200d}"), vec!['も', 'じ']);
        Ok(())
    }
}
