//! Malformed text: finds the mend that makes the line readable, and explains the fault by it.
//!
//! A mend counts only if the text reads further with it, so that no help misleads. Reading goes on
//! with the mended text, so that all faults of a file come out in one run.

use std::collections::BTreeSet;

use serde_saphyr::granit_parser::ScanError;

use super::Document;
use super::line::{Line, closing_quote, needs_quotes_at_start, quoted, write_as};
use super::reason;
use super::tree::parser;
use crate::diagnostic::{Code, Diagnostic};

/// Faults explained in one file. Each costs a few passes over the text.
const MAX_FAULTS: usize = 10;
/// From this size on only the first fault is explained.
const LARGE: usize = 256 * 1024;
/// How far above the fault the line is sought that opened its quote or bracket.
const LINES_ABOVE: usize = 100;

/// What was wrong with the line, seen from what mends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    Tab,
    ColonWithoutSpace,
    NeedsQuotes,
    QuoteNotClosed,
    QuoteInside,
    BracketNotClosed,
    Indent,
}

/// A mend to try: another text for a line.
struct Mend {
    cause: Cause,
    line: usize,
    text: String,
}

/// Every fault that can be told apart, in the order of the text.
pub(super) fn explain_all(document: Document, first: ScanError) -> Vec<Diagnostic> {
    let mut lines: Vec<String> = document.text.split_inclusive('\n').map(str::to_owned).collect();
    let faults = if document.text.len() > LARGE { 1 } else { MAX_FAULTS };
    let mut findings = Vec::new();
    let mut explained = BTreeSet::new();
    let mut error = first;
    for _ in 0..faults {
        let at = error_line(&error, &lines);
        let mended = candidates(&lines, at).into_iter().find_map(|mend| {
            let text = apply(&lines, &mend);
            let next = scan(&text.concat());
            let further = next.as_ref().is_none_or(|next| error_line(next, &text) > at);
            further.then_some((mend, text, next))
        });
        let Some((mend, text, next)) = mended else {
            // After a mend it may be the mend's own doing: the next run will tell.
            if findings.is_empty() {
                findings.push(reason::unmended(document, &lines, at, &error));
            }
            break;
        };
        // Two faults of one line would give two mends of it that contradict each other.
        if explained.insert(mend.line) {
            findings.push(explain(document, &lines, &mend));
        }
        lines = text;
        match next {
            Some(next) => error = next,
            None => break,
        }
    }
    findings
}

/// The first fault of a text, if any.
fn scan(text: &str) -> Option<ScanError> {
    parser(text).find_map(Result::err)
}

/// The line at which reading stopped, from 0. The end of the text counts as its last line.
fn error_line(error: &ScanError, lines: &[String]) -> usize {
    error.marker().line().saturating_sub(1).min(lines.len().saturating_sub(1))
}

/// A mend's lines. Tabs are replaced in all lines at once: nobody indents a single one with them.
fn apply(lines: &[String], mend: &Mend) -> Vec<String> {
    let mut text = lines.to_vec();
    if mend.cause == Cause::Tab {
        text.iter_mut().for_each(|line| *line = without_tabs(line));
    } else {
        text[mend.line] = format!("{}{}", mend.text, line_break(&lines[mend.line]));
    }
    text
}

fn line_break(line: &str) -> &str {
    &line[line.trim_end_matches(['\n', '\r']).len()..]
}

/// The line with two spaces for each tab of its indentation.
fn without_tabs(line: &str) -> String {
    let (indent, rest) = line.split_at(line.len() - line.trim_start_matches([' ', '\t']).len());
    format!("{}{rest}", indent.replace('\t', "  "))
}

/// The mends worth trying for a text that stops at line `at`, the likeliest first.
fn candidates(lines: &[String], at: usize) -> Vec<Mend> {
    let mut mends = Vec::new();
    let Some(stopped) = lines.get(at) else {
        return mends;
    };
    let above = (0..at).rev().find(|&line| !lines[line].trim().is_empty());
    // For tabs the parser may stop at the end of the line before.
    let below = (at + 1 < lines.len()).then_some(at + 1);
    for line in [Some(at), above, below].into_iter().flatten() {
        let text = &lines[line];
        if text[..text.len() - text.trim_start().len()].contains('\t') {
            let text = without_tabs(text).trim_end().to_owned();
            mends.push(Mend { cause: Cause::Tab, line, text });
        }
    }
    for line in [Some(at), above].into_iter().flatten() {
        let requoted = requoted(&lines[line]);
        mends.extend(requoted.map(|text| Mend { cause: Cause::QuoteInside, line, text }));
        mends.extend(mend_line(&lines[line]).map(|(cause, text)| Mend { cause, line, text }));
    }
    for line in (at.saturating_sub(LINES_ABOVE)..=at).rev() {
        if let Some((cause, text)) = close(&lines[line]) {
            mends.push(Mend { cause, line, text });
            break;
        }
    }
    mends.extend(indents(lines, at).map(|indent| {
        let text = format!("{indent}{}", stopped.trim());
        Mend { cause: Cause::Indent, line: at, text }
    }));
    mends
}

/// Mends that need no other line.
fn mend_line(text: &str) -> Option<(Cause, String)> {
    let line = Line::new(text);
    if line.key.is_empty()
        && let Some(text) = space_after_colon(&line)
    {
        return Some((Cause::ColonWithoutSpace, text));
    }
    let with_value = |value: &str| format!("{}{}", line.indent, line.with_value(value));
    match line.quote() {
        Some(quote) => {
            let inner = line.value.strip_suffix(quote).unwrap_or(line.value);
            let inner = inner.get(1..)?;
            let more = inner.contains(quote) || inner.contains('\\');
            more.then(|| {
                let value = match closing_quote(&line.value[1..], quote) {
                    // `"Deal" of the day`: the quotes belong to the text.
                    Some(_) if !line.value.ends_with(quote) => quoted(line.value),
                    _ => quoted(inner),
                };
                (Cause::QuoteInside, with_value(&value))
            })
        }
        None => {
            let open = line.value.starts_with(['[', '{']) && !line.value.starts_with("{{");
            let unclosed = open && !line.value[1..].contains([']', '}']);
            let special = needs_quotes_at_start(line.value) || line.value.contains(": ");
            (special && !unclosed).then(|| (Cause::NeedsQuotes, with_value(&quoted(line.value))))
        }
    }
}

/// `{fr: 'Cours d'affûtage'}`: a list or map on one line, each of its quoted texts in quotes that it
/// does not hold itself.
fn requoted(text: &str) -> Option<String> {
    let line = Line::new(text);
    let mut rest = line.value.strip_prefix(['{', '['])?;
    let mut value = line.value[..1].to_owned();
    while let Some(first) = rest.chars().next() {
        let begins = value.ends_with([' ', '[', '{']);
        let end = matches!(first, '"' | '\'').then(|| end_of_item(&rest[1..], first)).flatten();
        let taken = match end.filter(|_| begins) {
            Some(end) => {
                value += &quoted(&rest[1..=end]);
                end + 2
            }
            None => {
                value.push(first);
                first.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    (value != line.value).then(|| format!("{}{}", line.indent, line.with_value(&value)))
}

/// Where a quoted text ends that may hold its own quote: in front of the next comma or bracket.
fn end_of_item(text: &str, quote: char) -> Option<usize> {
    let mut quotes = text.match_indices(quote).map(|(at, _)| at);
    quotes.find(|at| text[at + 1..].trim_start().starts_with([',', '}', ']']))
}

/// `domain:acme.com` with the space that makes it a key; `None` for an address such as `https://…`.
pub(super) fn space_after_colon(line: &Line) -> Option<String> {
    let (key, value) = line.value.split_once(':')?;
    let key_like =
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    if !key_like || value.is_empty() || value.starts_with("//") {
        return None;
    }
    Some(format!("{}{}{key}: {value}{}", line.indent, line.dashes, line.comment))
}

/// The line with the quote or bracket closed that it leaves open.
fn close(text: &str) -> Option<(Cause, String)> {
    let line = Line::new(text);
    let (cause, value) = match line.value.chars().next()? {
        quote @ ('"' | '\'') => {
            if closing_quote(&line.value[1..], quote).is_some() {
                return None;
            }
            (Cause::QuoteNotClosed, format!("{}{quote}", line.value))
        }
        '[' if !line.value.contains(']') => (Cause::BracketNotClosed, format!("{}]", line.value)),
        '{' if !line.value.contains('}') => (Cause::BracketNotClosed, format!("{}}}", line.value)),
        _ => return None,
    };
    Some((cause, format!("{}{}", line.indent, line.with_value(&value))))
}

/// Indentations of the lines above, the nearest to that of line `at` first.
fn indents(lines: &[String], at: usize) -> impl Iterator<Item = String> {
    let own = Line::new(&lines[at]).indent.len();
    let above = lines[at.saturating_sub(LINES_ABOVE)..at].iter();
    let mut widths: Vec<usize> = above
        .filter(|line| !line.trim().is_empty())
        .flat_map(|line| {
            // What belongs to a list item stands below its text, not below its dash.
            let line = Line::new(line);
            [line.indent.len(), line.indent.len() + line.dashes.len()]
        })
        .filter(|&width| width != own)
        .collect();
    widths.sort_by_key(|&width| (width.abs_diff(own), std::cmp::Reverse(width)));
    widths.dedup();
    widths.into_iter().take(4).map(|width| " ".repeat(width))
}

/// The finding for a fault whose mend is known.
fn explain(document: Document, lines: &[String], mend: &Mend) -> Diagnostic {
    let original = document.text.split_inclusive('\n').nth(mend.line).unwrap_or("");
    let start: usize = document.text.split_inclusive('\n').take(mend.line).map(str::len).sum();
    let line = Line::new(original);
    let value = start + line.value_offset();
    let (from, to) = match mend.cause {
        Cause::Tab | Cause::Indent => (start, start + line.indent.len()),
        Cause::ColonWithoutSpace => {
            let colon = start + original.find(':').unwrap_or(0);
            (colon, colon + 1)
        }
        Cause::QuoteNotClosed | Cause::BracketNotClosed => (value, value + 1),
        Cause::NeedsQuotes | Cause::QuoteInside => (value, value + line.value.len()),
    };
    let finding =
        Diagnostic::error(Code::Yaml, document.span(from, to), message(mend.cause, line.value));
    finding.help(help(lines, mend))
}

fn message(cause: Cause, value: &str) -> String {
    match cause {
        Cause::Tab => "the line is indented with a tab; YAML takes only spaces".to_owned(),
        Cause::ColonWithoutSpace => "a space is missing after the colon".to_owned(),
        Cause::NeedsQuotes if needs_quotes_at_start(value) => {
            let first = value.chars().next().unwrap_or(' ');
            format!("a text that starts with `{first}` must stand in quotes")
        }
        Cause::NeedsQuotes => {
            "a text with a colon and a space in it must stand in quotes".to_owned()
        }
        Cause::QuoteNotClosed => "the quote is opened here and not closed".to_owned(),
        Cause::QuoteInside => "there are quotes within the quotes".to_owned(),
        Cause::BracketNotClosed => "the bracket is opened here and not closed".to_owned(),
        Cause::Indent => "the line does not line up with the lines around it".to_owned(),
    }
}

fn help(lines: &[String], mend: &Mend) -> String {
    let mended = mend.text.trim_end();
    match mend.cause {
        Cause::Tab => {
            let more = lines.iter().filter(|line| without_tabs(line) != **line).count() - 1;
            let others = match more {
                0 => String::new(),
                1 => " One more line has tabs.".to_owned(),
                more => format!(" {more} more lines have tabs."),
            };
            format!("Indent with two spaces for each step: `{mended}`.{others}")
        }
        Cause::Indent => {
            let spaces = mended.len() - mended.trim_start().len();
            let before = match spaces {
                0 => "no space".to_owned(),
                1 => "one space".to_owned(),
                spaces => format!("{spaces} spaces"),
            };
            format!("Write `{}` with {before} before it.", mended.trim_start())
        }
        Cause::NeedsQuotes if Line::new(&lines[mend.line]).value.starts_with("- ") => {
            let mended = mended.trim_start();
            format!("Write `{mended}`; if it is a list, start it on a line of its own.")
        }
        _ => format!("{}.", write_as(mended.trim_start())),
    }
}
