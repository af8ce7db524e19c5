//! Reads single values: text, numbers, dates, money, references. Each answers a bad value with the
//! line as it should be.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::advice::Advice;
use crate::model::ids::Id;
use crate::model::locale::Locale;
use crate::model::picture::PicturePath;
use crate::model::text::{LocalText, Localized, Located, Phrase, Wording};
use crate::source::{Key, Node, Scalar, Value};

use super::fields::Findings;

/// A single value, as it was typed.
pub fn scalar<'n>(node: &'n Node, findings: &mut Findings) -> Option<&'n Scalar> {
    match &node.value {
        Value::Scalar(scalar) => Some(scalar),
        Value::Null => None,
        Value::List(_) => {
            findings.push(Diagnostic::error(
                Code::WrongType,
                node.span,
                "one value is wanted here, not a list",
            ));
            None
        }
        Value::Map(_) => {
            findings.push(Diagnostic::error(
                Code::WrongType,
                node.span,
                "one value is wanted here, not keys and values",
            ));
            None
        }
    }
}

pub fn string(node: &Node, findings: &mut Findings) -> Option<String> {
    scalar(node, findings).map(|scalar| scalar.text.clone())
}

pub fn phrase(node: &Node, findings: &mut Findings) -> Option<Phrase> {
    Some(Phrase { text: string(node, findings)?, span: node.span })
}

/// What a parser of typed text says about a bad value.
pub struct Refusal {
    pub code: Code,
    pub message: String,
    pub help: Option<String>,
}

impl Refusal {
    pub fn bad(message: impl Into<String>, help: impl Into<String>) -> Refusal {
        Refusal { code: Code::BadValue, message: message.into(), help: Some(help.into()) }
    }

    pub fn at(self, span: Span) -> Diagnostic {
        let finding = Diagnostic::error(self.code, span, self.message);
        match self.help {
            Some(help) => finding.help(help),
            None => finding,
        }
    }

    pub fn ambiguous(message: impl Into<String>, help: impl Into<String>) -> Refusal {
        Refusal { code: Code::Ambiguous, message: message.into(), help: Some(help.into()) }
    }
}

/// Reads a value through a parser of the model.
pub fn typed<T, E: Advice>(
    node: &Node,
    findings: &mut Findings,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Option<Located<T>> {
    parsed(node, findings, |text| parse(text).map_err(Refusal::from))
}

impl<E: Advice> From<E> for Refusal {
    fn from(fault: E) -> Refusal {
        let code = if fault.is_question() { Code::Ambiguous } else { Code::BadValue };
        Refusal { code, message: fault.to_string(), help: fault.help() }
    }
}

/// Reads a value through `parse` and keeps its place.
pub fn parsed<T>(
    node: &Node,
    findings: &mut Findings,
    parse: impl FnOnce(&str) -> Result<T, Refusal>,
) -> Option<Located<T>> {
    let scalar = scalar(node, findings)?;
    match parse(scalar.text.trim()) {
        Ok(value) => Some(Located { value, span: node.span }),
        Err(refusal) => {
            findings.push(refusal.at(node.span));
            None
        }
    }
}

/// Yes or no. Only `true` and `false` count unasked; `yes`, `no`, `on`, `off` are asked about.
pub fn boolean(node: &Node, findings: &mut Findings) -> Option<bool> {
    parsed(node, findings, |text| match text {
        "true" => Ok(true),
        "false" => Ok(false),
        "yes" | "Yes" | "on" | "On" | "ja" | "oui" => Err(ask_boolean(text, "true")),
        "no" | "No" | "off" | "Off" | "nein" | "non" => Err(ask_boolean(text, "false")),
        _ => Err(Refusal::bad(
            format!("`{text}` is neither true nor false"),
            "write `true` or `false`",
        )),
    })
    .map(|located| located.value)
}

fn ask_boolean(text: &str, meant: &str) -> Refusal {
    Refusal::ambiguous(format!("`{text}` may be a word or an answer"), format!("write `{meant}`"))
}

/// A whole number from `low` to `high`, without tricks: `1_000` and `010` are asked about.
pub fn integer(node: &Node, findings: &mut Findings, low: i64, high: i64) -> Option<i64> {
    parsed(node, findings, |text| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let plain: String = digits.chars().filter(char::is_ascii_digit).collect();
        if digits.is_empty() || plain.is_empty() {
            return Err(Refusal::bad(
                format!("`{text}` is not a whole number"),
                format!("write a number from {low} to {high}"),
            ));
        }
        if let Some(number) = leading_number(digits) {
            return Err(Refusal::bad(
                format!("`{text}` is more than a number"),
                format!("write `{number}`"),
            ));
        }
        if plain != digits || (digits.len() > 1 && digits.starts_with('0')) {
            let meant = plain.trim_start_matches('0');
            return Err(Refusal::ambiguous(
                format!("`{text}` can be read in more than one way"),
                format!("write `{}`", if meant.is_empty() { "0" } else { meant }),
            ));
        }
        match text.parse::<i64>() {
            Ok(number) if (low..=high).contains(&number) => Ok(number),
            _ => Err(Refusal::bad(
                format!("{text} is out of range"),
                format!("write a number from {low} to {high}"),
            )),
        }
    })
    .map(|located| located.value)
}

/// The number of `45 days`.
fn leading_number(text: &str) -> Option<u32> {
    let end = text.find(|letter: char| !letter.is_ascii_digit())?;
    let unit = text[end..].trim();
    let is_unit = !unit.is_empty() && unit.chars().all(char::is_alphabetic);
    is_unit.then(|| text[..end].parse().ok()).flatten()
}

/// A word of a closed list.
pub fn word<T>(
    node: &Node,
    findings: &mut Findings,
    words: &[&str],
    from_word: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    parsed(node, findings, |text| {
        from_word(text).ok_or_else(|| {
            let help = match suggest(text, words.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it is one of: {}", words.join(", ")),
            };
            Refusal::bad(format!("`{text}` is not a word for this"), help)
        })
    })
    .map(|located| located.value)
}

/// A path below `content/`.
pub fn path(node: &Node, findings: &mut Findings) -> Option<Located<PicturePath>> {
    parsed(node, findings, |text| {
        PicturePath::new(text.strip_prefix("./").unwrap_or(text)).ok_or_else(|| Refusal {
            code: Code::Outside,
            message: format!("`{text}` leads out of the content folder"),
            help: Some("paths are relative to `content/`: `images/logo.svg`".to_owned()),
        })
    })
}

pub fn locale(node: &Node, findings: &mut Findings) -> Option<Locale> {
    typed(node, findings, Locale::parse).map(|located| located.value)
}

/// A text, or a map from locale to text.
pub fn local_text(node: &Node, findings: &mut Findings) -> Option<LocalText> {
    localized(node, findings, phrase)
}

/// A text or `{long, short}`, or a map from locale to either.
pub fn local_wording(node: &Node, findings: &mut Findings) -> Option<Localized<Wording>> {
    match &node.value {
        Value::Map(pairs)
            if pairs.iter().any(|(key, _)| matches!(key.text.as_str(), "long" | "short")) =>
        {
            wording(node, findings).map(Localized::Same)
        }
        _ => localized(node, findings, wording),
    }
}

fn wording(node: &Node, findings: &mut Findings) -> Option<Wording> {
    let Value::Map(pairs) = &node.value else {
        return Some(Wording { long: phrase(node, findings)?, short: None });
    };
    let mut long = None;
    let mut short = None;
    for (key, value) in pairs {
        match key.text.as_str() {
            "long" => long = phrase(value, findings),
            "short" => short = phrase(value, findings),
            other => findings.push(
                Diagnostic::error(
                    Code::UnknownKey,
                    key.span,
                    format!("a text has no form `{other}`"),
                )
                .help("its forms are `long` and `short`"),
            ),
        }
    }
    if long.is_none() {
        findings.push(
            Diagnostic::error(Code::MissingKey, node.span, "the text lacks its `long` form")
                .help("write `{long: …, short: …}`, or just the text"),
        );
    }
    Some(Wording { long: long?, short })
}

fn localized<T>(
    node: &Node,
    findings: &mut Findings,
    read: impl Fn(&Node, &mut Findings) -> Option<T>,
) -> Option<Localized<T>> {
    let Value::Map(pairs) = &node.value else { return read(node, findings).map(Localized::Same) };
    let mut forms: BTreeMap<Locale, T> = BTreeMap::new();
    for (index, (key, value)) in pairs.iter().enumerate() {
        match Locale::parse(&key.text) {
            Err(_) if value.is_null() && index > 0 => {
                // Of a text cut into many pieces the first is reported.
                let (language, start) = &pairs[index - 1];
                if Locale::parse(&language.text).is_ok() {
                    findings.extend(cut_at_comma(language, start, &pairs[index..]));
                }
            }
            Err(fault) => findings.push(
                Diagnostic::error(Code::BadValue, key.span, fault.to_string())
                    .help("texts in several languages are written as `{en: …, de: …}`"),
            ),
            Ok(locale) => {
                let Some(form) = read(value, findings) else { continue };
                if forms.insert(locale, form).is_some() {
                    findings.push(duplicate(&key.text, key.span));
                }
            }
        }
    }
    (!forms.is_empty()).then_some(Localized::ByLocale(forms))
}

/// `{de: Fahrräder, die laufen}`: to YAML a comma begins the next language.
fn cut_at_comma(language: &Key, start: &Node, rest: &[(Key, Node)]) -> Option<Diagnostic> {
    let pieces =
        rest.iter().take_while(|(key, value)| value.is_null() && Locale::parse(&key.text).is_err());
    let pieces: Vec<&str> = pieces.map(|(key, _)| key.text.as_str()).collect();
    let whole = format!("{}, {}", start.text()?, pieces.join(", "));
    let language = &language.text;
    let message = format!("the text in `{language}` is cut off at its comma");
    let quoted = serde_json::Value::from(whole);
    Some(
        Diagnostic::error(Code::BadValue, rest.first()?.0.span, message)
            .help(format!("a text with a comma needs quotes here: `{language}: {quoted}`")),
    )
}

fn duplicate(key: &str, span: Span) -> Diagnostic {
    Diagnostic::error(Code::DuplicateKey, span, format!("`{key}` stands here twice"))
        .help("keep one of the two")
}

/// The id of something that is defined elsewhere.
pub fn id<I: Id>(node: &Node, findings: &mut Findings) -> Option<Located<I>> {
    parsed(node, findings, |text| I::parse(text).map_err(bad_id))
}

/// A list of ids; a single text may hold several, as tables do: `gold, vip`.
pub fn ids<I: Id>(node: &Node, findings: &mut Findings) -> Vec<Located<I>> {
    words_of(node, findings)
        .into_iter()
        .filter_map(|(text, span)| match I::parse(&text) {
            Ok(value) => Some(Located { value, span }),
            Err(fault) => {
                findings.push(bad_id(fault).at(span));
                None
            }
        })
        .collect()
}

/// The entries of a list, or the words of a single text, separated by commas, semicolons, bars or spaces.
pub fn words_of(node: &Node, findings: &mut Findings) -> Vec<(String, Span)> {
    if let Value::List(list) = &node.value {
        return list
            .iter()
            .filter_map(|entry| Some((string(entry, findings)?, entry.span)))
            .collect();
    }
    let Some(text) = string(node, findings) else { return Vec::new() };
    text.split([',', ';', '|', ' ', '\n'])
        .filter(|word| !word.is_empty())
        .map(|word| (word.to_owned(), node.span))
        .collect()
}

/// A map whose keys are ids that the writer chooses.
pub fn id_map<I: Id, T>(
    node: &Node,
    findings: &mut Findings,
    mut read: impl FnMut(I, &Node, Span, &mut Findings) -> Option<T>,
) -> Vec<T> {
    let Value::Map(pairs) = &node.value else {
        findings.push(
            Diagnostic::error(Code::WrongType, node.span, "names with values are wanted here")
                .help("write `name: value`, a line each"),
        );
        return Vec::new();
    };
    let mut seen = BTreeMap::new();
    let mut values = Vec::with_capacity(pairs.len());
    for (key, value) in pairs {
        match I::parse(&key.text) {
            Err(fault) => findings.push(bad_id(fault).at(key.span)),
            Ok(_) if seen.insert(key.text.as_str(), key.span).is_some() => {
                findings.push(duplicate(&key.text, key.span));
            }
            Ok(id) => values.extend(read(id, value, key.span, findings)),
        }
    }
    values
}

/// What is wrong with an id has a code of its own.
pub fn bad_id(fault: impl Advice) -> Refusal {
    Refusal { code: Code::BadId, ..Refusal::from(fault) }
}
