//! Text that YAML reads without complaint, but not as its author meant it.

use super::Document;
use super::line::{Line, quoted, write_as};
use super::repair::space_after_colon;
use crate::diagnostic::{Code, Diagnostic, Span};

/// A plain value and what follows on its line. `written` is `None` if nothing is there.
pub(super) fn plain(document: Document, span: Span, written: Option<&str>) -> Option<Diagnostic> {
    hidden_by_hash(document, span, written)
        .or_else(|| swallowed_item(document, span))
        .or_else(|| curly_quotes(document, span, written?))
}

/// A list item indented deeper than the one before becomes part of its text.
fn swallowed_item(document: Document, span: Span) -> Option<Diagnostic> {
    let start = (span.start - document.base) as usize;
    let written = document.slice(span);
    let mut at = start;
    let mut swallowed = None;
    for (number, text) in written.split_inclusive('\n').enumerate() {
        if number > 0 && text.trim_start().starts_with("- ") {
            swallowed = Some((at + text.len() - text.trim_start().len(), text.trim()));
            break;
        }
        at += text.len();
    }
    let (at, item) = swallowed?;
    let (line, _) = line_at(document, start);
    let message = "the item is indented deeper than the one before, so that it reads as part of it";
    let spaces = line.indent.len();
    let help =
        format!("Write `{item}` with as many spaces before it as the item above ({spaces}).");
    let place = document.span(at, at + item.len());
    (!line.dashes.is_empty()).then(|| Diagnostic::error(Code::Ambiguous, place, message).help(help))
}

/// A whole file that is one text: content is always a mapping or a list, so its colon lacks a space.
pub(super) fn only_text(document: Document, span: Span) -> Option<Diagnostic> {
    let (line, line_start) = line_at(document, (span.start - document.base) as usize);
    let mended = space_after_colon(&line)?;
    let colon = line_start + line.value_offset() + line.value.find(':')?;
    let place = document.span(colon, colon + 1);
    let finding = Diagnostic::error(Code::Yaml, place, "a space is missing after the colon");
    Some(finding.help(format!("{}.", write_as(mended.trim()))))
}

/// `headline: #1 du balai` is empty, and `colour: red #2` is `red`: the rest is a comment.
fn hidden_by_hash(document: Document, span: Span, written: Option<&str>) -> Option<Diagnostic> {
    let end = (span.end - document.base) as usize;
    let rest = &document.text[end..];
    let hidden = rest.trim_start_matches([' ', '\t']);
    let hash = hidden.strip_prefix('#')?;
    let touching = hash.chars().next().is_some_and(char::is_alphanumeric);
    if !touching || hidden.len() == rest.len() {
        return None;
    }
    let hidden_start = end + rest.len() - hidden.len();
    let hidden = hidden.lines().next().unwrap_or("").trim_end();
    let hidden_span = document.span(hidden_start, hidden_start + hidden.len());
    let (line, _) = line_at(document, hidden_start);
    let help = format!(
        "{}, or put a space after `#` if it is a comment.",
        write_as(&line.with_value(&quoted(line.value)))
    );
    let message = match written {
        None => format!("`{hidden}` reads as a comment, so that the value is empty"),
        Some(written) => {
            format!("`{hidden}` reads as a comment, so that the value is only `{written}`")
        }
    };
    Some(Diagnostic::error(Code::Ambiguous, hidden_span, message).help(help))
}

/// `headline: “Hello”` keeps its curly quotes, which word processors put there.
fn curly_quotes(document: Document, span: Span, written: &str) -> Option<Diagnostic> {
    let inner = written.strip_prefix(['“', '”', '„', '‟', '‘', '’', '‚'])?;
    let inner = inner.strip_suffix(['“', '”', '‘', '’'])?;
    let (line, _) = line_at(document, (span.start - document.base) as usize);
    let message = "curly quotes are kept as part of the text; only straight quotes enclose it";
    let finding = Diagnostic::warning(Code::BadValue, span, message);
    let line = line.with_value(&quoted(inner));
    Some(finding.help(format!(
        "{}, or put straight quotes around the curly ones to keep them.",
        write_as(&line)
    )))
}

/// `headline: !Nouveau`: a tag to YAML.
pub(super) fn tag(document: Document, start: usize) -> Diagnostic {
    let message = "a text that starts with `!` must stand in quotes";
    quote_the_value(document, start, Code::Ambiguous, message)
}

/// `headline: &Co Paris`: names the value `Co`, and nothing ever asks for that name.
pub(super) fn unused_anchor(document: Document, span: Span) -> Diagnostic {
    let message = "a text that starts with `&` must stand in quotes: its first word would be lost";
    quote_the_value(document, (span.start - document.base) as usize, Code::Ambiguous, message)
}

/// `headline: {{ name }}`: a mapping whose key is a mapping.
pub(super) fn compound_key(document: Document, span: Span) -> Diagnostic {
    let message = "a text that starts with `{` or `[` must stand in quotes";
    quote_the_value(document, (span.start - document.base) as usize, Code::Yaml, message)
}

fn quote_the_value(document: Document, at: usize, code: Code, message: &str) -> Diagnostic {
    let (line, line_start) = line_at(document, at);
    let value = line_start + line.value_offset();
    let span = document.span(value, value + line.value.len());
    let finding = Diagnostic::error(code, span, message);
    if line.value.is_empty() {
        return finding;
    }
    finding.help(format!("{}.", write_as(&line.with_value(&quoted(line.value)))))
}

/// The line around a byte of the text, and where it starts.
fn line_at<'a>(document: Document<'a>, at: usize) -> (Line<'a>, usize) {
    let at = document.text.floor_char_boundary(at);
    let start = document.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = document.text[at..].find('\n').map_or(document.text.len(), |newline| at + newline);
    (Line::new(&document.text[start..end]), start)
}
