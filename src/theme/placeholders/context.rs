//! Finds out what stands around each placeholder of a Markdown text.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::theme::markdown::OPTIONS;

use super::Value;
use super::escape;

/// What a value is put into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// A text without markup.
    Plain,
    /// Words of a Markdown text.
    Words {
        /// Nothing but marks of lists and quotations stands before it in its line.
        starts_line: bool,
        /// An address can be made a link here: it is in no link already.
        linkable: bool,
    },
    /// Between `<` and `>`, where an address is a link.
    Bracketed,
    /// The address of a link or picture.
    Destination,
    /// Code, in which nothing is escaped.
    Code,
}

impl Context {
    /// `value` as it is written here; `None` for a block where only words can stand.
    pub fn written(self, value: &Value) -> Option<String> {
        let text = match value {
            Value::Block(block) => {
                return matches!(self, Context::Words { .. }).then(|| block.clone());
            }
            Value::Text(text) | Value::Address(text) => text,
        };
        let is_address = matches!(value, Value::Address(_)) && escape::is_autolink(text);
        Some(match self {
            Context::Plain => text.clone(),
            Context::Words { linkable: true, .. } if is_address => format!("<{text}>"),
            Context::Words { starts_line, .. } => escape::words(text, starts_line),
            Context::Bracketed if escape::is_autolink(text) => text.clone(),
            Context::Bracketed => escape::words(text, false),
            Context::Destination => escape::destination(text),
            Context::Code => escape::code(text),
        })
    }
}

/// The context of each range of `text`, which are in order and do not overlap.
pub fn contexts(text: &str, ranges: &[Range<usize>]) -> Vec<Context> {
    let masked = mask(text, ranges);
    let mut contexts = vec![Context::Destination; ranges.len()];
    let mut links = 0_u32;
    let mut code = false;
    for (event, place) in Parser::new_ext(&masked, OPTIONS).into_offset_iter() {
        let found = match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                links += 1;
                continue;
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                links = links.saturating_sub(1);
                continue;
            }
            Event::Start(Tag::CodeBlock(_)) => {
                code = true;
                continue;
            }
            Event::End(TagEnd::CodeBlock) => {
                code = false;
                continue;
            }
            Event::Text(_) if code => Context::Code,
            Event::Code(_) => Context::Code,
            Event::Text(_) | Event::Html(_) | Event::InlineHtml(_) => {
                Context::Words { starts_line: false, linkable: links == 0 }
            }
            _ => continue,
        };
        for (context, range) in contexts.iter_mut().zip(ranges) {
            if place.start <= range.start && range.end <= place.end {
                *context = at(found, text, ranges, range);
            }
        }
    }
    contexts
}

/// The text with a word of the same length in place of each placeholder.
fn mask(text: &str, ranges: &[Range<usize>]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut end = 0;
    for range in ranges {
        masked.push_str(&text[end..range.start]);
        masked.extend(std::iter::repeat_n('x', range.len()));
        end = range.end;
    }
    masked + &text[end..]
}

/// `found`, with what the characters beside the placeholder say.
fn at(found: Context, text: &str, ranges: &[Range<usize>], range: &Range<usize>) -> Context {
    let Context::Words { linkable, .. } = found else {
        return found;
    };
    if text[..range.start].ends_with('<') && text[range.end..].starts_with('>') {
        return Context::Bracketed;
    }
    let line_start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let mut before = String::new();
    let mut end = line_start;
    for earlier in
        ranges.iter().filter(|earlier| earlier.start >= line_start && earlier.end <= range.start)
    {
        before.push_str(&text[end..earlier.start]);
        end = earlier.end;
    }
    before.push_str(&text[end..range.start]);
    let mark = |character: char| {
        character.is_whitespace()
            || character.is_ascii_digit()
            || "><-+*.)#=~_`|:".contains(character)
    };
    Context::Words { starts_line: before.chars().all(mark), linkable }
}
