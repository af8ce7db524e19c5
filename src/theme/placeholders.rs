//! `{{ partner.name }}` in the texts of content: names only, no logic.
//!
//! Values may come from strangers. In a Markdown text each is escaped for the very place where its
//! placeholder stands (words, an address, code), so that filling never changes what the Markdown
//! around it means. Neutral mail tags (`[[first_name]]`) are not placeholders and stay.

mod context;
mod escape;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::text::Phrase;

use context::Context;

/// A text cut at its placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Placeholder(Placeholder),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Placeholder {
    /// With dots: `prices.brew-kit`, also where brackets were written.
    name: String,
    span: Span,
    context: Context,
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words, numbers, sums: never markup.
    Text(String),
    /// An address that must stay as it is, byte by byte.
    Address(String),
    /// Markdown of promokit's own, such as a table of commissions; stands in Markdown texts only.
    Markdown(String),
}

/// Values by name, parts of a name joined by dots: `partner.name`, `prices.brew-kit`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values(BTreeMap<String, Value>);

impl Values {
    pub fn set(&mut self, name: impl Into<String>, value: Value) {
        self.0.insert(name.into(), value);
    }

    pub fn set_text(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.set(name, Value::Text(text.into()));
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }
}

impl Template {
    /// Reads a text that is shown as it is: a headline, a subject.
    pub fn plain(phrase: &Phrase) -> Result<Template, Diagnostic> {
        let found = find(phrase)?;
        Ok(Template::new(
            phrase,
            found.into_iter().map(|slot| (slot, Context::Plain)),
        ))
    }

    /// Reads a text in Markdown: a body, an answer.
    pub fn markdown(phrase: &Phrase) -> Result<Template, Diagnostic> {
        let found = find(phrase)?;
        let ranges: Vec<_> = found.iter().map(|slot| slot.range.clone()).collect();
        let contexts = context::contexts(&phrase.text, &ranges);
        Ok(Template::new(phrase, found.into_iter().zip(contexts)))
    }

    fn new(phrase: &Phrase, slots: impl Iterator<Item = (Slot, Context)>) -> Template {
        let mut pieces = Vec::new();
        let mut end = 0;
        for (slot, context) in slots {
            pieces.push(Piece::Literal(
                phrase.text[end..slot.range.start].to_owned(),
            ));
            end = slot.range.end;
            let span = place(phrase, &slot.range);
            pieces.push(Piece::Placeholder(Placeholder {
                name: slot.name,
                span,
                context,
            }));
        }
        pieces.push(Piece::Literal(phrase.text[end..].to_owned()));
        Template { pieces }
    }

    /// The names that the text uses, in order, each as often as it stands there.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Placeholder(placeholder) => Some(placeholder.name.as_str()),
            Piece::Literal(_) => None,
        })
    }

    /// The text with its values; of several layers the first that knows a name counts.
    pub fn fill(&self, layers: &[&Values]) -> Result<String, Diagnostic> {
        let mut filled = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Literal(text) => filled.push_str(text),
                Piece::Placeholder(placeholder) => {
                    let value = layers
                        .iter()
                        .find_map(|values| values.get(&placeholder.name));
                    let value = value.ok_or_else(|| unknown(placeholder, layers))?;
                    placeholder.context.write(value, &mut filled);
                }
            }
        }
        Ok(filled)
    }
}

/// The names that a text uses; none from a text that is not well formed.
pub fn names(phrase: &Phrase) -> Vec<String> {
    find(phrase)
        .unwrap_or_default()
        .into_iter()
        .map(|slot| slot.name)
        .collect()
}

/// A placeholder where it stands in the text, braces included.
struct Slot {
    range: std::ops::Range<usize>,
    name: String,
}

fn find(phrase: &Phrase) -> Result<Vec<Slot>, Diagnostic> {
    let text = &phrase.text;
    let mut slots = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        let line = text[open..].lines().next().unwrap_or_default();
        let Some(length) = line.find("}}") else {
            let range = open..open + line.trim_end().len();
            return Err(Diagnostic::error(
                Code::Template,
                place(phrase, &range),
                "`{{` is not closed",
            )
            .help("write `{{ partner.name }}`"));
        };
        let range = open..open + length + 2;
        let inside = &text[open + 2..open + length];
        let name = name(inside).ok_or_else(|| not_a_name(inside, place(phrase, &range)))?;
        from = range.end;
        slots.push(Slot { range, name });
    }
    Ok(slots)
}

/// `prices.brew-kit` of `prices.brew-kit` and of `prices["brew-kit"]`.
fn name(inside: &str) -> Option<String> {
    let mut name = String::new();
    let mut rest = inside.trim();
    loop {
        let end = rest
            .find(|character: char| !is_name_character(character))
            .unwrap_or(rest.len());
        if end == 0 {
            return None;
        }
        name.push_str(&rest[..end]);
        rest = &rest[end..];
        while let Some(bracket) = rest.strip_prefix('[') {
            let quote = bracket
                .chars()
                .next()
                .filter(|quote| matches!(quote, '"' | '\''))?;
            let (key, behind) = bracket[1..].split_once(quote)?;
            if key.is_empty() || !key.chars().all(is_name_character) {
                return None;
            }
            name.push('.');
            name.push_str(key);
            rest = behind.strip_prefix(']')?;
        }
        if rest.is_empty() {
            return Some(name);
        }
        rest = rest.strip_prefix('.')?;
        name.push('.');
    }
}

fn is_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-')
}

/// Where a part of the text stands in its file: exactly, as long as the file says it letter by
/// letter (quotes aside); else the whole text, since escapes and folded lines were decoded.
fn place(phrase: &Phrase, range: &std::ops::Range<usize>) -> Span {
    let Span { file, start, end } = phrase.span;
    let length = end.saturating_sub(start) as usize;
    let offset = match length.checked_sub(phrase.text.len()) {
        Some(0) => 0,
        Some(2) => 1,
        _ => return phrase.span,
    };
    let at = |index: usize| start + offset + index as u32;
    Span {
        file,
        start: at(range.start),
        end: at(range.end),
    }
}

fn not_a_name(inside: &str, span: Span) -> Diagnostic {
    let finding = Diagnostic::error(Code::Template, span, "only a name can stand in `{{ }}`");
    if inside.trim().is_empty() {
        return finding.help("write `{{ partner.name }}`");
    }
    finding.help("write `{{ partner.name }}` or `{{ prices[\"brew-kit\"] }}`; tags of mail programs are written `[[first_name]]`")
}

fn unknown(placeholder: &Placeholder, layers: &[&Values]) -> Diagnostic {
    let name = &placeholder.name;
    let known = layers
        .iter()
        .flat_map(|values| values.0.keys().map(String::as_str));
    let inside = format!("{name}.");
    let members: Vec<&str> = known
        .clone()
        .filter(|known| known.starts_with(&inside))
        .collect();
    if !members.is_empty() {
        return Diagnostic::error(
            Code::Template,
            placeholder.span,
            format!("`{name}` stands for several values"),
        )
        .help(format!("write one of: {}", members.join(", ")));
    }
    let help = match suggest(name, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let mut names: Vec<&str> = siblings(name, known.clone());
            if names.is_empty() {
                names = known.collect();
            }
            names.sort_unstable();
            names.dedup();
            format!("there are: {}", names.join(", "))
        }
    };
    Diagnostic::error(
        Code::Template,
        placeholder.span,
        format!("there is no `{name}` here"),
    )
    .help(help)
}

/// The names in the same group: those of `prices.…` for `prices.teapot`.
fn siblings<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let Some((group, _)) = name.rsplit_once('.') else {
        return Vec::new();
    };
    known
        .filter(|known| {
            known
                .rsplit_once('.')
                .is_some_and(|(other, _)| other == group)
        })
        .collect()
}

#[cfg(test)]
mod tests;
