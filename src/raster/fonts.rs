//! The fonts that scenes are drawn with. They are unpacked when the first scene is: most of a
//! project is made without any.

use std::sync::OnceLock;

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
    files: Vec<FontFile>,
    /// Of all that was added, in its order.
    hasher: blake3::Hasher,
    ready: OnceLock<Fonts>,
}

#[derive(Clone)]
struct FontFile {
    face: FontFace,
    bytes: Vec<u8>,
    ranges: UnicodeRangeSet,
}

impl FontSet {
    /// Adds one file (TTF, OTF, WOFF or WOFF2) that is known to be good.
    ///
    /// # Errors
    /// Character ranges that are none.
    pub fn add(&mut self, face: &FontFace, bytes: &[u8]) -> Result<(), BadFont> {
        let file = FontFile::new(face, bytes)?;
        self.hasher.update(format!("{face:?}").as_bytes()).update(blake3::hash(bytes).as_bytes());
        self.files.push(file);
        self.ready = OnceLock::new();
        Ok(())
    }

    /// Unpacks the file first, and adds it only if it can be drawn with.
    ///
    /// # Errors
    /// The same, and a file that is no font.
    pub fn add_unknown(&mut self, face: &FontFace, bytes: &[u8]) -> Result<(), BadFont> {
        FontFile::new(face, bytes)?.register(&mut Fonts::default())?;
        self.add(face, bytes)
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
                    '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{fe0f}'
                );
            let covered =
                || self.files.iter().any(|file| file.ranges.contains(u32::from(character)));
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
        self.ready.get_or_init(|| {
            let mut fonts = Fonts::default();
            for file in &self.files {
                // Whoever added it knew it to be good; without it the next family takes its place.
                let _ = file.register(&mut fonts);
            }
            fonts
        })
    }
}

impl FontFile {
    fn new(face: &FontFace, bytes: &[u8]) -> Result<FontFile, BadFont> {
        let ranges = match &face.unicode_range {
            Some(text) => range_set(text).ok_or_else(|| BadFont {
                name: face.file.clone(),
                reason: format!("`{text}` is not a list of character ranges"),
            })?,
            None => UnicodeRangeSet::default(),
        };
        Ok(FontFile { face: face.clone(), bytes: bytes.to_vec(), ranges })
    }

    fn register(&self, fonts: &mut Fonts) -> Result<(), BadFont> {
        let bad =
            |reason: &str| BadFont { name: self.face.file.clone(), reason: reason.to_owned() };
        let resource = FontResource::new(self.bytes.clone())
            .override_info(FontOverride {
                family_name: Some(self.face.family.as_str().into()),
                ..FontOverride::default()
            })
            .unicode_range(self.ranges.clone());
        let families = fonts.register(resource).map_err(|_| bad("the file is broken"))?;
        if families.iter().all(|family| family.faces.is_empty()) {
            return Err(bad("it holds no typeface"));
        }
        Ok(())
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
            let error = FontSet::default().add_unknown(&face(None), bytes).map(|()| "accepted");
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
