//! The characters that texts of a language are written with, by Unicode's CLDR.

use std::collections::BTreeSet;

use icu_locale::exemplar_chars::{ExemplarCharacters, ExemplarCharactersBorrowed};

use super::Locale;

/// What texts in any language often have: typography, signs of the large currencies, marks that join and part.
const COMMON: &str = "\u{a0}\u{ad}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2009}\u{2011}\u{202f}\
    –—‘’‚“”„‹›«»…•·−×°©®™§№→€£¥";

/// Those of all these languages, their capitals and digits, and what is common to all. Letters that
/// a language borrows at times (CLDR's auxiliary ones) would make every reader's download a third larger.
pub fn characters<'l>(locales: impl IntoIterator<Item = &'l Locale>) -> BTreeSet<char> {
    let mut all: BTreeSet<char> = (' '..='~').chain(COMMON.chars()).collect();
    for locale in locales {
        let tag = locale.icu().into();
        let sets = [
            ExemplarCharacters::try_new_main(&tag),
            ExemplarCharacters::try_new_punctuation(&tag),
            ExemplarCharacters::try_new_numbers(&tag),
        ];
        // A language that CLDR knows nothing of is read by the whole fonts.
        for set in sets.into_iter().flatten() {
            all.extend(letters(&set));
        }
    }
    all
}

/// Letters, those of clusters that count as one, and their capitals.
fn letters(set: &ExemplarCharactersBorrowed<'static>) -> Vec<char> {
    let single = set.code_points().iter_chars();
    let clusters = set.strings().iter().flat_map(|cluster| cluster.chars());
    let all: Vec<char> = single.chain(clusters).collect();
    let capitals = all.iter().flat_map(|letter| letter.to_uppercase()).collect::<Vec<_>>();
    all.into_iter().chain(capitals).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_bring_their_letters() {
        let of = |tags: &[&str]| {
            let locales: Vec<Locale> = tags.iter().flat_map(|tag| Locale::parse(tag)).collect();
            characters(&locales)
        };
        let german = of(&["de"]);
        for letter in "aZ9ßÄö„€\u{a0}&".chars() {
            assert!(german.contains(&letter), "{letter}");
        }
        assert!(!german.contains(&'я') && !german.contains(&'م'));
        let many = of(&["fr", "ru", "ar", "pt-BR", "zh-Hant"]);
        for letter in "œÇяЁم،٪ã".chars() {
            assert!(many.contains(&letter), "{letter}");
        }
        assert!(of(&["tlh"]).contains(&'q'));
    }
}
