//! The words of a theme in all its languages, with what a project says instead.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use rust_decimal::Decimal;

use crate::diagnostic::suggest;
use crate::model::locale::Locale;

use super::format::Formats;

/// CLDR's names of plural forms.
pub const PLURAL_FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Texts by locale and by key (`landing.faq`; a plural form is a key of its own:
/// `portal.banners.few`).
#[derive(Default)]
pub struct Words {
    languages: BTreeMap<Locale, Language>,
    /// By the tag that a page says, as it is met.
    readers: RwLock<BTreeMap<String, Arc<Reader>>>,
}

#[derive(Default)]
struct Language {
    texts: BTreeMap<String, String>,
    formats: Option<Formats>,
}

/// What a page in one locale reads.
struct Reader {
    formats: Option<Formats>,
    /// Languages that have texts, nearest first.
    languages: Vec<Locale>,
}

/// A value to be put into a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    Text(String),
    /// Formatted for the page's locale.
    Number(i64),
}

/// Why there is no text: what is wrong, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoText {
    pub message: String,
    pub help: Option<String>,
}

impl Words {
    /// Puts texts over those that are there already. A text with plural forms takes the place of
    /// one without, and the other way round.
    pub fn put(&mut self, locale: &Locale, texts: BTreeMap<String, String>) {
        let language = self.languages.entry(locale.clone()).or_insert_with(|| Language {
            texts: BTreeMap::new(),
            formats: Formats::for_locale(locale).ok(),
        });
        for (key, text) in texts {
            match plural_base(&key) {
                Some(base) => {
                    language.texts.remove(base);
                }
                None => {
                    for form in PLURAL_FORMS {
                        language.texts.remove(&format!("{key}.{form}"));
                    }
                }
            }
            language.texts.insert(key, text);
        }
        self.readers.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// All keys of all languages, some more than once.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.languages.values().flat_map(|language| language.texts.keys().map(String::as_str))
    }

    /// The text for `key` on a page in `locale` (a tag), with `{name}` filled from `arguments`.
    /// The argument `count` chooses the plural form.
    pub fn text(
        &self,
        locale: &str,
        key: &str,
        arguments: &BTreeMap<String, Argument>,
    ) -> Result<String, NoText> {
        let reader = self.reader(locale);
        let count = match arguments.get("count") {
            Some(Argument::Number(count)) => Some(count.unsigned_abs()),
            _ => None,
        };
        let text = reader
            .languages
            .iter()
            .filter_map(|locale| self.languages.get(locale))
            .find_map(|language| language.text(key, count))
            .ok_or_else(|| self.no_text(key))?;
        fill(text, |name| {
            arguments.get(name).map(|argument| match argument {
                Argument::Text(text) => text.clone(),
                Argument::Number(number) => reader.number(*number),
            })
        })
        .map_err(|name| NoText {
            message: format!("the text `{key}` needs `{name}`"),
            help: Some(format!("hand it over: `t(key=\"{key}\", {name}=…)`")),
        })
    }

    fn no_text(&self, key: &str) -> NoText {
        if self
            .languages
            .values()
            .any(|language| language.texts.contains_key(&format!("{key}.other")))
        {
            return NoText {
                message: format!("the text `{key}` has plural forms and needs a count"),
                help: Some(format!("hand it over: `t(key=\"{key}\", count=…)`")),
            };
        }
        let keys = self.keys().map(|key| plural_base(key).unwrap_or(key));
        NoText {
            message: format!("there is no text `{key}`"),
            help: match suggest(key, keys) {
                Some(near) => Some(format!("did you mean `{near}`?")),
                None => Some("texts stand in the theme's `i18n/en.yaml`".to_owned()),
            },
        }
    }

    fn reader(&self, tag: &str) -> Arc<Reader> {
        let known = self.readers.read().unwrap_or_else(PoisonError::into_inner).get(tag).cloned();
        known.unwrap_or_else(|| {
            let reader = Arc::new(self.new_reader(tag));
            let mut readers = self.readers.write().unwrap_or_else(PoisonError::into_inner);
            readers.entry(tag.to_owned()).or_insert(reader).clone()
        })
    }

    fn new_reader(&self, tag: &str) -> Reader {
        let locale = Locale::parse(tag).ok();
        let mut languages = locale.as_ref().map(Locale::fallback).unwrap_or_default();
        languages.push(Locale::english());
        languages.retain(|locale| self.languages.contains_key(locale));
        Reader { formats: locale.and_then(|locale| Formats::for_locale(&locale).ok()), languages }
    }
}

impl Language {
    fn text(&self, key: &str, count: Option<u64>) -> Option<&str> {
        let plural = count.and_then(|count| {
            let form =
                self.formats.as_ref().map_or("other", |formats| formats.plural_category(count));
            self.texts
                .get(&format!("{key}.{form}"))
                .or_else(|| self.texts.get(&format!("{key}.other")))
        });
        plural.or_else(|| self.texts.get(key)).map(String::as_str)
    }
}

impl Reader {
    fn number(&self, number: i64) -> String {
        match &self.formats {
            Some(formats) => formats.number(Decimal::from(number)),
            None => number.to_string(),
        }
    }
}

/// `portal.banners` of `portal.banners.few`.
pub fn plural_base(key: &str) -> Option<&str> {
    key.rsplit_once('.').filter(|(_, form)| PLURAL_FORMS.contains(form)).map(|(base, _)| base)
}

/// The names in braces, in order.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).filter_map(|(_, name)| name)
}

/// Fills each `{name}` once: what is put in is not looked at again. Gives back the name that
/// `value` does not know.
fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> Result<String, &str> {
    let mut filled = String::with_capacity(text.len());
    for (literal, name) in pieces(text) {
        filled.push_str(literal);
        if let Some(name) = name {
            filled.push_str(&value(name).ok_or(name)?);
        }
    }
    Ok(filled)
}

/// A text cut behind each `{name}`. Braces around anything else are text.
fn pieces(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let found = text.match_indices('{').find_map(|(open, _)| {
            let name = text[open + 1..].split_once('}')?.0;
            let is_name = !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            is_name.then_some((open, name))
        });
        match found {
            Some((open, name)) => {
                rest = Some(&text[open + name.len() + 2..]);
                Some((&text[..open], Some(name)))
            }
            None => {
                rest = None;
                Some((text, None))
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(languages: &[(&str, &[(&str, &str)])]) -> Words {
        let mut words = Words::default();
        for (tag, texts) in languages {
            let Ok(locale) = Locale::parse(tag) else { panic!("{tag}") };
            words.put(
                &locale,
                texts.iter().map(|(key, text)| (key.to_string(), text.to_string())).collect(),
            );
        }
        words
    }

    fn count(count: i64) -> BTreeMap<String, Argument> {
        BTreeMap::from([("count".to_owned(), Argument::Number(count))])
    }

    fn say(words: &Words, locale: &str, key: &str) -> String {
        words.text(locale, key, &BTreeMap::new()).unwrap_or_else(|fault| fault.message)
    }

    #[test]
    fn wider_languages_and_english_step_in() {
        let words = words(&[
            ("en", &[("a", "A"), ("b", "B")]),
            ("pt", &[("a", "á")]),
            ("pt-BR", &[("c", "ç")]),
        ]);
        assert_eq!(say(&words, "pt-BR", "c"), "ç");
        assert_eq!(say(&words, "pt-BR", "a"), "á");
        assert_eq!(say(&words, "pt-BR", "b"), "B");
        assert_eq!(say(&words, "ja", "b"), "B");
        assert_eq!(say(&words, "not a tag", "b"), "B");
    }

    #[test]
    fn plural_forms_follow_the_language_of_the_text() {
        let words = words(&[
            (
                "en",
                &[
                    ("n.one", "{count} banner"),
                    ("n.other", "{count} banners"),
                    ("m.one", "one"),
                    ("m.other", "{count}"),
                ],
            ),
            (
                "ru",
                &[
                    ("n.one", "{count} баннер"),
                    ("n.few", "{count} баннера"),
                    ("n.many", "{count} баннеров"),
                    ("n.other", "{count} баннера"),
                ],
            ),
        ]);
        let say = |locale, key, number| {
            words.text(locale, key, &count(number)).unwrap_or_else(|fault| fault.message)
        };
        assert_eq!(say("ru", "n", 3), "3 баннера");
        assert_eq!(say("ru", "n", 21), "21 баннер");
        assert_eq!(say("ru", "m", 21), "21", "English has one only for 1");
        assert_eq!(say("de", "n", 1200), "1.200 banners");
    }

    #[test]
    fn a_nearer_text_replaces_all_forms() {
        let mut words =
            words(&[("en", &[("n.one", "one"), ("n.other", "many"), ("plain", "plain")])]);
        words.put(
            &Locale::english(),
            BTreeMap::from([
                ("n".to_owned(), "some".to_owned()),
                ("plain.other".to_owned(), "forms".to_owned()),
            ]),
        );
        assert_eq!(words.text("en", "n", &count(1)).as_deref(), Ok("some"));
        assert_eq!(words.text("en", "plain", &count(1)).as_deref(), Ok("forms"));
        assert!(words.text("en", "plain", &BTreeMap::new()).is_err());
    }

    #[test]
    fn arguments_are_data() {
        let words = words(&[("en", &[("a", "{partner} and {count}: {not this} {}")])]);
        let arguments = BTreeMap::from([
            ("partner".to_owned(), Argument::Text("{count} {partner}".to_owned())),
            ("count".to_owned(), Argument::Number(1200)),
        ]);
        assert_eq!(
            words.text("en", "a", &arguments).as_deref(),
            Ok("{count} {partner} and 1,200: {not this} {}")
        );
    }

    #[test]
    fn what_is_missing_is_named() {
        let words = words(&[("en", &[("landing.faq", "?"), ("n.other", "x"), ("a", "{partner}")])]);
        let fault =
            |key| words.text("en", key, &BTreeMap::new()).err().and_then(|fault| fault.help);
        assert_eq!(fault("landing.fag").as_deref(), Some("did you mean `landing.faq`?"));
        assert_eq!(fault("n").as_deref(), Some("hand it over: `t(key=\"n\", count=…)`"));
        assert_eq!(fault("a").as_deref(), Some("hand it over: `t(key=\"a\", partner=…)`"));
    }
}
