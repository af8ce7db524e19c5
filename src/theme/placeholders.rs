//! `{{ partner.name }}` in the texts of content: names only, no logic.
//!
//! Values may come from strangers. In a Markdown text each is escaped for the very place where its
//! placeholder stands (words, an address, code), so that filling never changes what the Markdown
//! around it means. Neutral mail tags (`[[first_name]]`) are not placeholders and stay.

mod context;
mod escape;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::text::Phrase;

use context::Context;

pub use escape::escape_words;

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
    /// Markdown of promokit's own, such as a table of commissions; only among the words of a
    /// Markdown text.
    Block(String),
}

impl Template {
    /// Reads a text that is shown as it is: a headline, a subject.
    pub fn plain(phrase: &Phrase) -> Result<Template, Diagnostic> {
        let found = find(phrase)?;
        Ok(Template::new(phrase, found.into_iter().map(|slot| (slot, Context::Plain))))
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
            pieces.push(Piece::Literal(phrase.text[end..slot.range.start].to_owned()));
            end = slot.range.end;
            let span = part(phrase, &slot.range);
            pieces.push(Piece::Placeholder(Placeholder { name: slot.name, span, context }));
        }
        pieces.push(Piece::Literal(phrase.text[end..].to_owned()));
        Template { pieces }
    }

    /// The text with what `value` gives for each name; the span is the placeholder's.
    ///
    /// # Errors
    /// What `value` says of all names that have none, and blocks where only words can stand.
    pub fn fill(
        &self,
        value: impl Fn(&str, Span) -> Result<Value, Diagnostic>,
    ) -> Result<String, Vec<Diagnostic>> {
        let mut filled = String::new();
        let mut findings = Vec::new();
        for piece in &self.pieces {
            match piece {
                Piece::Literal(text) => filled.push_str(text),
                Piece::Placeholder(Placeholder { name, span, context }) => match value(name, *span)
                {
                    Err(finding) => findings.push(finding),
                    Ok(value) => match context.written(&value) {
                        Some(text) => filled.push_str(&text),
                        None => findings.push(misplaced(name, *span)),
                    },
                },
            }
        }
        if findings.is_empty() { Ok(filled) } else { Err(findings) }
    }
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
                part(phrase, &range),
                "`{{` is not closed",
            )
            .help("write `{{ partner.name }}`"));
        };
        let range = open..open + length + 2;
        let inside = &text[open + 2..open + length];
        let name = name(inside).ok_or_else(|| not_a_name(inside, part(phrase, &range)))?;
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
        let end = rest.find(|character: char| !is_name_character(character)).unwrap_or(rest.len());
        if end == 0 {
            return None;
        }
        name.push_str(&rest[..end]);
        rest = &rest[end..];
        while let Some(bracket) = rest.strip_prefix('[') {
            let quote = bracket.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
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
pub fn part(phrase: &Phrase, range: &std::ops::Range<usize>) -> Span {
    let Span { file, start, end } = phrase.span;
    let length = end.saturating_sub(start) as usize;
    let offset = match length.checked_sub(phrase.text.len()) {
        Some(0) => 0,
        Some(2) => 1,
        _ => return phrase.span,
    };
    let at = |index: usize| start + offset + index as u32;
    Span { file, start: at(range.start), end: at(range.end) }
}

fn not_a_name(inside: &str, span: Span) -> Diagnostic {
    let finding = Diagnostic::error(Code::Template, span, "only a name can stand in `{{ }}`");
    if inside.trim().is_empty() {
        return finding.help("write `{{ partner.name }}`");
    }
    finding.help("write `{{ partner.name }}` or `{{ prices[\"brew-kit\"] }}`; tags of mail programs are written `[[first_name]]`")
}

fn misplaced(name: &str, span: Span) -> Diagnostic {
    let message = format!("`{{{{ {name} }}}}` cannot stand in a line of text");
    Diagnostic::error(Code::Template, span, message)
        .help("it is a table: put it on a line of its own in the Markdown below the front matter")
}

#[cfg(test)]
mod tests;
