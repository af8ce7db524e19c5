//! Small forms of typefaces: only the characters that the company's languages need. The whole files stay for all others, and browsers
//! load those only where a page has such a character.

use std::collections::BTreeSet;

use crate::model::font::{FontFace, range_text};
use crate::model::locale::characters;
use crate::model::picture::PicturePath;
use crate::model::project::Project;
use crate::model::theme::ThemeManifest;

use super::assets::own_fonts;

/// Part of the address of assets: to be raised when small forms are made differently.
pub(super) const ENGINE: &str = "fonts-1";
/// Fewer characters than this are no reason for a file of their own.
const FEWEST: usize = 12;

/// A typeface's small form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmallFont {
    pub of: FontSource,
    /// The characters that it is for, as CSS has them.
    pub range: String,
}

/// Where the whole file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FontSource {
    /// Of the theme's `fonts/`.
    Theme(String),
    /// Of the content.
    Own(PicturePath),
}

impl SmallFont {
    /// Below the folder of assets.
    pub fn name(&self) -> String {
        let (folder, file) = match &self.of {
            FontSource::Theme(file) => ("fonts", file.as_str()),
            FontSource::Own(path) => ("own", path.as_str()),
        };
        // Of two files that differ only in their kind each has its own.
        let stem = file.strip_suffix(".woff2").unwrap_or(file);
        format!("{folder}/{stem}.small.woff2")
    }
}

pub(super) fn small_fonts(project: &Project, theme: &ThemeManifest) -> Vec<SmallFont> {
    let needed = characters(&project.company.locales);
    let theirs = theme.fonts.files.iter().filter_map(|face| {
        let range = small_range(face, &needed)?;
        Some(SmallFont { of: FontSource::Theme(face.file.clone()), range })
    });
    let own = own_fonts(project).map(|font| SmallFont {
        of: FontSource::Own(font.value.clone()),
        range: range_text(&needed),
    });
    theirs.chain(own).collect()
}

/// The characters of the file that are needed; `None` where that is nearly nothing, or all.
fn small_range(face: &FontFace, needed: &BTreeSet<char>) -> Option<String> {
    let ranges = face.ranges()?;
    let whole: u32 = ranges.iter().map(|(from, to)| to - from + 1).sum();
    let used: BTreeSet<char> = needed
        .iter()
        .copied()
        .filter(|letter| {
            ranges.iter().any(|(from, to)| (*from..=*to).contains(&u32::from(*letter)))
        })
        .collect();
    let saves = u32::try_from(used.len()).is_ok_and(|used| used < whole);
    (used.len() >= FEWEST && saves).then(|| range_text(&used))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(range: &str) -> FontFace {
        FontFace {
            family: "Test".to_owned(),
            file: "test-latin.woff2".to_owned(),
            weight: "400".to_owned(),
            unicode_range: Some(range.to_owned()),
        }
    }

    #[test]
    fn only_what_is_worth_it_gets_a_small_form() {
        let needed: BTreeSet<char> = ('a'..='z').collect();
        let range = |text: &str| small_range(&face(text), &needed);
        assert_eq!(range("U+0000-00FF").as_deref(), Some("U+61-7A"));
        assert_eq!(range("U+0061-007A"), None);
        assert_eq!(range("U+0400-045F"), None);
        assert_eq!(range("U+0061-0064,U+0400-045F"), None);
    }

    #[test]
    fn small_forms_stand_beside_the_whole_ones() {
        let small =
            SmallFont { of: FontSource::Theme("a-latin.woff2".to_owned()), range: String::new() };
        assert_eq!(small.name(), "fonts/a-latin.small.woff2");
    }
}
