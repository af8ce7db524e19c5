//! Reads the words of a chain of themes and puts the project's own over them.

use std::collections::{BTreeMap, BTreeSet};

use crate::decode::fields::Findings;
use crate::decode::{phrases, yaml_file};
use crate::diagnostic::{Code, Diagnostic, FileId, Span, suggest};
use crate::model::locale::Locale;
use crate::model::text::Phrase;
use crate::source::Source;

use super::chain::Folder;
use super::words::{Words, names, plural_base};

/// Keys with this start name the project's own categories for readers: no theme knows them all.
const OWN_NAMES: &str = "category.";

/// Texts by locale and key, as content gives them.
pub type Strings = BTreeMap<Locale, BTreeMap<String, Phrase>>;

/// All words: those of `folders`, nearest first, under those of the project.
pub fn words(source: &Source, folders: &[Folder], own: &Strings, findings: &mut Findings) -> Words {
    let mut words = Words::default();
    let mut placeholders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for folder in folders.iter().rev() {
        for (locale, file) in files(source, folder, findings) {
            let Some((node, _)) = yaml_file(source, file, findings) else {
                continue;
            };
            let texts = plain(phrases(&node));
            for (key, text) in &texts {
                let known = placeholders.entry(base(key).to_owned()).or_default();
                known.extend(names(text).map(str::to_owned));
            }
            words.put(&locale, texts);
        }
    }
    for (locale, texts) in own {
        for (key, phrase) in texts {
            findings.extend(fault(key, phrase, &placeholders));
        }
        words.put(locale, plain(texts.clone()));
    }
    words
}

fn plain(texts: BTreeMap<String, Phrase>) -> BTreeMap<String, String> {
    texts.into_iter().map(|(key, phrase)| (key, phrase.text)).collect()
}

fn base(key: &str) -> &str {
    plural_base(key).unwrap_or(key)
}

/// The theme's files `i18n/<locale>.yaml`.
fn files(source: &Source, folder: &Folder, findings: &mut Findings) -> Vec<(Locale, FileId)> {
    let Some(path) = folder.path("i18n") else {
        return Vec::new();
    };
    let files = source.files_in(path.as_str()).filter(|(_, file)| file.path.extension() == "yaml");
    files
        .filter_map(|(id, file)| {
            let tag = file.path.name().rsplit_once('.').map_or("", |(tag, _)| tag);
            match Locale::parse(tag) {
                Ok(locale) => Some((locale, id)),
                Err(fault) => {
                    findings.push(
                        Diagnostic::error(Code::BadValue, Span::start_of(id), fault.to_string())
                            .help("name the file by its language: `i18n/de.yaml`"),
                    );
                    None
                }
            }
        })
        .collect()
}

/// A text of the project that no theme asks for, or that holds a name that is never filled.
fn fault(
    key: &str,
    phrase: &Phrase,
    placeholders: &BTreeMap<String, BTreeSet<String>>,
) -> Option<Diagnostic> {
    let Some(known) = placeholders.get(base(key)) else {
        if key.starts_with(OWN_NAMES) {
            return None;
        }
        let finding = Diagnostic::warning(
            Code::UnknownKey,
            phrase.span,
            format!("the theme has no text `{}`", base(key)),
        );
        return Some(match suggest(base(key), placeholders.keys().map(String::as_str)) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help("the texts of a theme stand in its `i18n/en.yaml`"),
        });
    };
    let plural = plural_base(key).is_some();
    let unknown =
        names(&phrase.text).find(|name| !known.contains(*name) && (!plural || *name != "count"))?;
    let finding = Diagnostic::error(
        Code::Template,
        phrase.span,
        format!("`{{{unknown}}}` is not filled in this text"),
    );
    let list: Vec<_> = known.iter().map(|name| format!("`{{{name}}}`")).collect();
    Some(match suggest(unknown, known.iter().map(String::as_str)) {
        Some(near) => finding.help(format!("did you mean `{{{near}}}`?")),
        None if list.is_empty() => finding.help("it may hold no names in braces"),
        None => finding.help(format!("it may hold {}", list.join(", "))),
    })
}
