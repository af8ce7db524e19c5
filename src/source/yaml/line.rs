//! A line of YAML taken apart by eye, as its author meant it, so that it can be printed corrected.
//!
//! Works on lines that YAML refuses; must not assume well-formed text.

/// `  - headline: Rentrée : -20 %  # new`, in parts. Joined again they give the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// White space before the first character, tabs included.
    pub indent: &'a str,
    /// List dashes with the spaces after them: `- `.
    pub dashes: &'a str,
    /// The key as written, without its colon; empty for a list item or running text.
    pub key: &'a str,
    /// The colon and the spaces after it.
    pub colon: &'a str,
    /// The value as its author meant it: `#1 du balai` is one.
    pub value: &'a str,
    /// A comment (`#` and a space), with the spaces before it.
    pub comment: &'a str,
}

impl<'a> Line<'a> {
    /// Takes a line apart; its line break is left out.
    pub fn new(line: &'a str) -> Line<'a> {
        let line = line.trim_end_matches(['\n', '\r']);
        let (indent, rest) = line.split_at(line.len() - line.trim_start().len());
        let mut item = rest;
        while let Some(after) = item.strip_prefix("- ") {
            item = after.trim_start();
        }
        let (dashes, item) = rest.split_at(rest.len() - item.len());
        let key_end = key_end(item);
        let (key, item) = item.split_at(key_end.unwrap_or(0));
        let colon_end = match key_end {
            Some(_) => 1 + item[1..].len() - item[1..].trim_start().len(),
            None => 0,
        };
        let (colon, item) = item.split_at(colon_end);
        let (value, comment) = item.split_at(comment_start(item));
        Line { indent, dashes, key, colon, value, comment }
    }

    /// The line with another value, without its indentation.
    pub fn with_value(&self, value: &str) -> String {
        let colon = if self.colon == ":" { ": " } else { self.colon };
        format!("{}{}{colon}{value}{}", self.dashes, self.key, self.comment)
    }

    /// Where the value starts, in bytes from the start of the line.
    pub fn value_offset(&self) -> usize {
        self.indent.len() + self.dashes.len() + self.key.len() + self.colon.len()
    }

    /// Whether the value starts with a straight quote.
    pub fn quote(&self) -> Option<char> {
        self.value.chars().next().filter(|first| matches!(first, '"' | '\''))
    }
}

/// Where the key ends: before the first colon that a space or the line's end follows.
fn key_end(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if matches!(first, '"' | '\'') {
        let end = 1 + closing_quote(&text[1..], first)? + 1;
        return text[end..].starts_with(':').then_some(end);
    }
    if matches!(first, '#' | '{' | '[') {
        return None;
    }
    let colon = text
        .match_indices(':')
        .map(|(at, _)| at)
        .find(|at| text[at + 1..].chars().next().is_none_or(char::is_whitespace))?;
    (!text[..colon].contains(" #")).then_some(colon)
}

/// Where a comment starts: at a `#` between spaces, outside of a quoted value. `#1` is none.
fn comment_start(text: &str) -> usize {
    let first = text.chars().next();
    let from = match first {
        Some(quote @ ('"' | '\'')) => closing_quote(&text[1..], quote).map_or(0, |end| end + 2),
        _ => 0,
    };
    let at = text[from..]
        .match_indices('#')
        .map(|(at, _)| from + at)
        .find(|&at| {
            let before = at == 0 || text[..at].ends_with([' ', '\t']);
            before && text[at + 1..].chars().next().is_none_or(char::is_whitespace)
        })
        .unwrap_or(text.len());
    text[..at].trim_end().len()
}

/// Where `quote` closes a text that it opened before its first character.
pub(super) fn closing_quote(text: &str, quote: char) -> Option<usize> {
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\\' && quote == '"' {
            characters.next();
        } else if character == quote {
            let doubled = characters.next_if(|&(_, next)| next == quote && quote == '\'');
            if doubled.is_none() {
                return Some(at);
            }
        }
    }
    None
}

/// The line up to what YAML takes for a comment.
pub(super) fn without_comment(line: &str) -> &str {
    let comment = line
        .match_indices('#')
        .map(|(at, _)| at)
        .find(|&at| at == 0 || line[..at].ends_with([' ', '\t']));
    &line[..comment.unwrap_or(line.len())]
}

/// The text in straight quotes, of the kind that needs no escapes if there is one.
pub(super) fn quoted(text: &str) -> String {
    if !text.contains(['"', '\\']) {
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// Whether a plain value may start with this character in YAML.
pub(super) fn needs_quotes_at_start(value: &str) -> bool {
    value.starts_with(['@', '%', '`', '*', '&', '!', '{', '[', '|', '>', '#', ',', ']', '}'])
        || value.starts_with("- ")
        || value.starts_with("? ")
}

/// Where the last line ends that is neither blank nor a comment.
pub(super) fn end_of_content(text: &str) -> usize {
    let mut end = text.len();
    for line in text.split_inclusive('\n').rev() {
        let start = end - line.len();
        let content = without_comment(line).trim_end();
        if !content.trim().is_empty() {
            return start + content.len();
        }
        end = start;
    }
    0
}

/// Longer lines (bytes) are not printed as they should be: nobody would read them.
const LONGEST_HELP: usize = 300;

/// The start of a help: the line as it should be written.
pub(super) fn write_as(line: &str) -> String {
    if line.len() > LONGEST_HELP {
        return "Put the text into straight quotes, or mend the line at this place".to_owned();
    }
    format!("Write `{line}`")
}
