//! Small forms of font files: the glyphs of some characters, written as WOFF2.
//!
//! The table work is skera's (the subsetter of googlefonts/fontations, a port of HarfBuzz's).

use std::collections::{BTreeMap, BTreeSet};
use std::panic::catch_unwind;
use std::sync::{Arc, Mutex, PoisonError};

use read_fonts::collections::IntSet;
use read_fonts::types::{NameId, Tag};
use read_fonts::{FontRef, TableProvider};
use skera::{
    DEFAULT_DROP_TABLES, DEFAULT_LAYOUT_FEATURES, Plan as SubsetPlan, SubsetFlags, subset_font,
};
use ttf2woff2::{BrotliQuality, encode};

use crate::diagnostic::Diagnostic;
use crate::model::font::parse_ranges;
use crate::plan::{FontSource, SmallFont};
use crate::theme::is_built_in;

use super::Renderer;

/// Of the usual features, those that the built-in typefaces are not set with. A company's own keep them: a script may hang on them.
const UNUSED: [&[u8; 4]; 4] = [b"calt", b"frac", b"numr", b"dnom"];
/// Figures below each other, which pages ask for.
const FIGURES: [&[u8; 4]; 2] = [b"tnum", b"lnum"];

/// What was made for one site serves all.
pub type SmallFonts = Mutex<BTreeMap<String, Arc<Vec<u8>>>>;

impl Renderer<'_, '_> {
    /// The small form of a font; the whole file where that cannot be made smaller.
    pub(super) fn small_font(&self, font: &SmallFont) -> Result<Vec<u8>, Vec<Diagnostic>> {
        // Held while it is made: all sites want it at once.
        let mut known = self.small_fonts.lock().unwrap_or_else(PoisonError::into_inner);
        let name = format!("{} {}", font.name(), font.range);
        if let Some(bytes) = known.get(&name) {
            return Ok(bytes.to_vec());
        }
        let whole = self.whole_font(&font.of)?;
        let built_in = matches!(&font.of, FontSource::Theme(file) if is_built_in(file, &whole));
        let file = format!("font {built_in} {}", font.range);
        let bytes = self.drawn(blake3::hash(&whole), &file, || {
            // Fonts come from strangers, and the cutter is young: where it fails the whole file does.
            let small = catch_unwind(|| subset(&whole, &font.range, built_in)).ok().flatten();
            Ok(small.filter(|small| small.len() < whole.len()).unwrap_or_else(|| whole.clone()))
        })?;
        known.insert(name, Arc::new(bytes.clone()));
        Ok(bytes)
    }

    fn whole_font(&self, source: &FontSource) -> Result<Vec<u8>, Vec<Diagnostic>> {
        match source {
            FontSource::Theme(file) => {
                self.theme.font(file).map(<[u8]>::to_vec).ok_or_else(Vec::new)
            }
            FontSource::Own(path) => self.inputs.content(path).map_err(|finding| vec![finding]),
        }
    }
}

/// `None` if the file is not of a kind that can be cut.
fn subset(bytes: &[u8], range: &str, built_in: bool) -> Option<Vec<u8>> {
    let unpacked = unpacked(bytes)?;
    let font = FontRef::new(&unpacked).ok()?;
    let characters = parse_ranges(range)?.into_iter().flat_map(|(from, to)| from..=to).collect();
    let plan = SubsetPlan::new(
        &IntSet::empty(),
        &characters,
        &font,
        SubsetFlags::SUBSET_FLAGS_NO_HINTING,
        &DEFAULT_DROP_TABLES.iter().copied().collect(),
        &IntSet::<Tag>::all(),
        &features(built_in),
        // Whose work it is and under which licence stays in the file.
        &(0..=14).map(NameId::new).collect(),
        &IntSet::<u16>::all(),
    );
    encode(&subset_font(&font, &plan).ok()?, BrotliQuality::default()).ok()
}

/// Those of `letters` that a font file has; none if it cannot be read.
pub fn covered(bytes: &[u8], letters: &BTreeSet<char>) -> BTreeSet<char> {
    let Some(bytes) = unpacked(bytes) else { return BTreeSet::new() };
    let Ok(map) = FontRef::new(&bytes).and_then(|font| font.cmap()) else { return BTreeSet::new() };
    letters.iter().copied().filter(|letter| map.map_codepoint(*letter).is_some()).collect()
}

fn features(built_in: bool) -> IntSet<Tag> {
    let unused = UNUSED.map(Tag::new);
    let usual = DEFAULT_LAYOUT_FEATURES.iter().copied();
    let usual = usual.filter(|tag| !built_in || !unused.contains(tag));
    usual.chain(FIGURES.map(Tag::new)).collect()
}

/// The tables as they are before packing.
fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    match bytes.get(..4)? {
        b"wOF2" => wuff::decompress_woff2(bytes).ok(),
        b"wOFF" => wuff::decompress_woff1(bytes).ok(),
        _ => Some(bytes.to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATIN: &[u8] = include_bytes!("../../themes/default/fonts/inter-latin.woff2");
    const ARABIC: &[u8] = include_bytes!("../../themes/default/fonts/readex-pro-arabic.woff2");

    fn glyphs(font: &[u8], letters: &str) -> Vec<bool> {
        let bytes = unpacked(font).expect("a font");
        let font = FontRef::new(&bytes).expect("a font");
        let map = font.cmap().expect("a character map");
        letters.chars().map(|letter| map.map_codepoint(letter).is_some()).collect()
    }

    #[test]
    fn what_is_asked_for_stays_and_the_rest_goes() {
        let small = subset(LATIN, "U+20-7E,U+E4,U+20AC", true).expect("a smaller font");
        assert_eq!(&small[..4], b"wOF2");
        assert!(small.len() * 3 < LATIN.len() * 2, "{} of {}", small.len(), LATIN.len());
        assert_eq!(glyphs(&small, "aZ9ä€é"), [true, true, true, true, true, false]);
        assert_eq!(Some(small), subset(LATIN, "U+20-7E,U+E4,U+20AC", true));
    }

    #[test]
    fn letters_that_join_keep_their_forms() {
        let small = subset(ARABIC, "U+0600-06FF,U+200C-200E", true).expect("a smaller font");
        let bytes = unpacked(&small).expect("a font");
        let font = FontRef::new(&bytes).expect("a font");
        assert!(glyphs(&small, "مقهى").into_iter().all(|has| has));
        // Twice as many glyphs as letters: those that stand within and at the ends of words.
        assert!(font.maxp().expect("a count").num_glyphs() > 150);
        assert!(font.gsub().is_ok());
    }

    #[test]
    fn what_is_no_font_is_left_alone() {
        for bytes in [&b""[..], b"wOF2", b"GIF89a", &LATIN[..300]] {
            assert_eq!(subset(bytes, "U+20-7E", false), None);
        }
    }
}
