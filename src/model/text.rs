//! Texts as content gives them: with a place to point at, in one language or several.

use std::collections::BTreeMap;

use crate::diagnostic::Span;

use super::locale::Locale;

/// A text that somebody typed, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    pub text: String,
    pub span: Span,
}

/// A value that can be wrong on its own (a reference, a path), and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located<T> {
    pub value: T,
    pub span: Span,
}

/// Where something is written that can be wrong only beside others: a rule of terms. All places
/// are equal, since two rules are the same by what they say. `None` for what no file says.
#[derive(Debug, Clone, Copy, Default)]
pub struct Written(Option<Span>);

impl Written {
    pub fn at(span: Span) -> Written {
        Written(Some(span))
    }

    pub fn span(self) -> Option<Span> {
        self.0
    }

    pub fn or(self, other: Span) -> Span {
        self.0.unwrap_or(other)
    }
}

impl PartialEq for Written {
    fn eq(&self, _: &Written) -> bool {
        true
    }
}

impl Eq for Written {}

impl std::hash::Hash for Written {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

/// Something in one form for every language, or in a form for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Localized<T> {
    Same(T),
    ByLocale(BTreeMap<Locale, T>),
}

/// A text in one language or several.
pub type LocalText = Localized<Phrase>;

/// A text with an optional shorter variant, for where the long one cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    pub long: Phrase,
    pub short: Option<Phrase>,
}

impl Wording {
    /// The forms there are, long one first.
    pub fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        std::iter::once(&self.long).chain(&self.short)
    }
}

/// What was found for a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice<'a, T> {
    pub value: &'a T,
    /// Whether the value is in another language than the one asked for.
    pub fallback: bool,
}

impl<T> Localized<T> {
    /// The form for `locale`; else for the wider language (`pt-BR` → `pt`), else for `default`, else in English
    /// (a theme's texts may not speak the default language), else the first there is.
    pub fn choose(&self, locale: &Locale, default: &Locale) -> Option<Choice<'_, T>> {
        match self {
            Localized::Same(value) => Some(Choice { value, fallback: false }),
            Localized::ByLocale(forms) => {
                let own = forms.get(locale).or_else(|| {
                    locale.fallback().into_iter().skip(1).find_map(|wider| forms.get(&wider))
                });
                if let Some(value) = own {
                    return Some(Choice { value, fallback: false });
                }
                let value = forms
                    .get(default)
                    .or_else(|| forms.get(&Locale::english()))
                    .or_else(|| forms.values().next())?;
                Some(Choice { value, fallback: true })
            }
        }
    }

    /// [`choose`](Self::choose) for callers that report missing translations elsewhere.
    pub fn get(&self, locale: &Locale, default: &Locale) -> Option<&T> {
        self.choose(locale, default).map(|choice| choice.value)
    }
}
