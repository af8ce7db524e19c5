//! Languages and regions, as BCP 47 writes them.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use icu_locale::fallback::{LocaleFallbackConfig, LocaleFallbacker};
use icu_locale::{LocaleCanonicalizer, LocaleDirectionality, LocaleExpander};

use crate::model::advice::Advice;

mod letters;
mod names;
#[cfg(test)]
mod tests;

pub use letters::characters;
use names::{autonym, language_called};

/// A language, with script, region or extensions where they matter: `en`, `pt-BR`, `zh-Hant`.
/// Canonical, and ordered by its tag.
#[derive(Debug, Clone)]
pub struct Locale {
    icu: Arc<icu_locale::Locale>,
    tag: Arc<str>,
}

/// Why a text is no locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LocaleError {
    /// Not formed like a language tag; `likely` when it can be guessed.
    Unreadable { text: String, likely: Option<Locale> },
    /// Formed well, but there is no such language.
    NoLanguage { text: String, likely: Option<Locale> },
}

/// Codes that people take for a language's: countries and old habits.
const MISTAKEN: &[(&str, &str)] = &[
    ("jp", "ja"),
    ("cz", "cs"),
    ("dk", "da"),
    ("gr", "el"),
    ("ua", "uk"),
    ("cn", "zh"),
    ("us", "en"),
    ("gb", "en"),
    ("at", "de"),
    ("rs", "sr"),
    ("vn", "vi"),
    ("sp", "es"),
    ("ge", "de"),
    ("ger", "de"),
    ("fre", "fr"),
    ("chi", "zh"),
];

impl Locale {
    /// Reads a BCP 47 tag in any case and brings it into canonical form (`pt-br` is `pt-BR`, `iw`
    /// is `he`).
    pub fn parse(text: &str) -> Result<Locale, LocaleError> {
        let typed = text.trim();
        if typed.contains('_') {
            let likely = Locale::parse(&typed.replace('_', "-")).ok();
            return Err(LocaleError::Unreadable { text: typed.to_owned(), likely });
        }
        let known = |code: &str| MISTAKEN.iter().find(|(wrong, _)| *wrong == code);
        let mistaken = known(typed.to_lowercase().as_str()).map(|(_, right)| *right);
        let likely =
            || mistaken.or_else(|| language_called(typed)).and_then(|tag| Locale::parse(tag).ok());
        let Ok(mut icu) = icu_locale::Locale::try_from_str(typed) else {
            return Err(LocaleError::Unreadable { text: typed.to_owned(), likely: likely() });
        };
        LocaleCanonicalizer::new_extended().canonicalize(&mut icu);
        if icu.id.language.is_unknown() || !has_script(&icu) || mistaken.is_some() {
            return Err(LocaleError::NoLanguage { text: typed.to_owned(), likely: likely() });
        }
        Ok(Locale::from_icu(icu))
    }

    /// The language with that name, in English, German, French, Russian or itself.
    pub fn called(name: &str) -> Option<Locale> {
        language_called(name).and_then(|tag| Locale::parse(tag).ok())
    }

    /// The language of projects that name none.
    pub fn english() -> Locale {
        Locale::from_icu(icu_locale::locale!("en"))
    }

    fn from_icu(icu: icu_locale::Locale) -> Locale {
        let tag = Arc::from(icu.to_string());
        Locale { icu: Arc::new(icu), tag }
    }

    /// The country that the tag names, or else where most of its readers live: an ISO 3166 code.
    pub fn country(&self) -> Option<String> {
        let mut language = self.icu.id.clone();
        LocaleExpander::new_extended().maximize(&mut language);
        language.region.map(|region| region.to_string())
    }

    /// The language alone: `de` of `de-AT`.
    pub fn language(&self) -> &str {
        self.icu.id.language.as_str()
    }

    /// The canonical tag.
    pub fn as_str(&self) -> &str {
        &self.tag
    }

    /// For ICU's formatters.
    pub fn icu(&self) -> &icu_locale::Locale {
        &self.icu
    }

    /// Whether it is written from right to left.
    pub fn rtl(&self) -> bool {
        LocaleDirectionality::new_extended().is_right_to_left(&self.icu.id)
    }

    /// The language's name in itself, for a language switch: `Français`, `Português (Brasil)`. The
    /// tag when it is not known.
    pub fn autonym(&self) -> &str {
        self.fallback().iter().find_map(|locale| autonym(&locale.tag)).unwrap_or(&self.tag)
    }

    /// This locale, then those whose texts a reader of it understands as well, nearest first:
    /// `pt-BR`, `pt`. Extensions go first.
    pub fn fallback(&self) -> Vec<Locale> {
        let mut chain = vec![self.clone()];
        let bare = icu_locale::Locale::from(self.icu.id.clone());
        let fallbacker = LocaleFallbacker::new();
        let mut steps =
            fallbacker.for_config(LocaleFallbackConfig::default()).fallback_for((&bare).into());
        while !steps.get().is_unknown() {
            let next = Locale::from_icu(steps.get().into_locale());
            if !chain.contains(&next) {
                chain.push(next);
            }
            steps.step();
        }
        chain
    }
}

/// Whether the language is in use: all that are have a usual script.
fn has_script(locale: &icu_locale::Locale) -> bool {
    let mut language = locale.id.clone();
    language.region = None;
    LocaleExpander::new_extended().get_likely_script(&language).is_some()
}

impl PartialEq for Locale {
    fn eq(&self, other: &Locale) -> bool {
        self.tag == other.tag
    }
}

impl Eq for Locale {}

impl PartialOrd for Locale {
    fn partial_cmp(&self, other: &Locale) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Locale {
    fn cmp(&self, other: &Locale) -> Ordering {
        self.tag.cmp(&other.tag)
    }
}

impl Hash for Locale {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.tag.hash(state);
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tag)
    }
}

impl fmt::Display for LocaleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LocaleError::Unreadable { text, .. } => {
                write!(f, "`{text}` is not a language such as `en` or `pt-BR`")
            }
            LocaleError::NoLanguage { text, .. } => write!(f, "there is no language `{text}`"),
        }
    }
}

impl Advice for LocaleError {
    fn write_instead(&self) -> Vec<String> {
        match self {
            LocaleError::Unreadable { likely, .. } | LocaleError::NoLanguage { likely, .. } => {
                likely.iter().map(Locale::to_string).collect()
            }
        }
    }
}
