//! Fonts by name: which file holds which characters of which family.

use std::collections::BTreeSet;

/// One font file as `fonts.files` of a theme's `theme.yaml` lists it, in the words of CSS
/// `@font-face`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FontFace {
    pub family: String,
    /// The file's name within the theme's `fonts/` folder.
    pub file: String,
    /// One weight (`400`) or a variable font's range (`100 900`).
    pub weight: String,
    /// `U+0000-00FF,U+0131`; absent = every character the file has.
    pub unicode_range: Option<String>,
}

impl FontFace {
    /// Whether the file is used for `character`; false if its ranges are not well formed.
    pub fn covers(&self, character: char) -> bool {
        let Some(text) = &self.unicode_range else {
            return true;
        };
        covers(text, character)
    }

    /// The characters that the file is used for; `None` for all that it has, or ranges that are not well formed.
    pub fn ranges(&self) -> Option<Vec<(u32, u32)>> {
        parse_ranges(self.unicode_range.as_ref()?)
    }
}

/// Whether `character` is in ranges as CSS has them; false if they are not well formed.
pub fn covers(ranges: &str, character: char) -> bool {
    parse_ranges(ranges).is_some_and(|ranges| {
        ranges.iter().any(|(from, to)| (*from..=*to).contains(&u32::from(character)))
    })
}

/// Characters as CSS has them: `U+41-5A,U+E4`.
pub fn range_text(characters: &BTreeSet<char>) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for point in characters.iter().map(|character| u32::from(*character)) {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == point => *last = point,
            _ => ranges.push((point, point)),
        }
    }
    let range = |(from, to): &(u32, u32)| match from == to {
        true => format!("U+{from:X}"),
        false => format!("U+{from:X}-{to:X}"),
    };
    ranges.iter().map(range).collect::<Vec<_>>().join(",")
}

/// Reads `U+0000-00FF,U+0131`: first and last code point of each range.
pub fn parse_ranges(text: &str) -> Option<Vec<(u32, u32)>> {
    let ranges = text.split(',').map(|range| {
        let range = range.trim().strip_prefix("U+")?;
        let (from, to) = range.split_once('-').unwrap_or((range, range));
        Some((code_point(from)?, code_point(to)?)).filter(|(from, to)| from <= to)
    });
    ranges.collect()
}

fn code_point(digits: &str) -> Option<u32> {
    let number = u32::from_str_radix(digits, 16).ok()?;
    (number <= u32::from(char::MAX)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_hexadecimal() {
        assert_eq!(parse_ranges("U+0000-00FF, U+0131"), Some(vec![(0, 0xff), (0x131, 0x131)]));
        for bad in ["", "0-FF", "U+FF-00", "U+110000", "U+xx", "U+41,"] {
            assert_eq!(parse_ranges(bad), None, "{bad}");
        }
    }

    #[test]
    fn neighbours_are_one_range() {
        let letters: BTreeSet<char> = "cabzä".chars().collect();
        assert_eq!(range_text(&letters), "U+61-63,U+7A,U+E4");
        assert!(covers(&range_text(&letters), 'b') && !covers(&range_text(&letters), 'd'));
    }

    #[test]
    fn a_face_covers_its_ranges() {
        let mut face = FontFace {
            family: "Test".to_owned(),
            file: "test.woff2".to_owned(),
            weight: "400".to_owned(),
            unicode_range: Some("U+0400-045F".to_owned()),
        };
        assert!(face.covers('я') && !face.covers('a'));
        face.unicode_range = None;
        assert!(face.covers('a'));
    }
}
