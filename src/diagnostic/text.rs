//! Findings as text for a terminal. The only module that knows annotate-snippets, whose API still moves.

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::position::LineIndex;
use super::{Diagnostic, Severity, Span, Texts};

/// Excerpts longer than this (bytes) are left out: such a text is not read in a terminal.
const LONGEST_EXCERPT: usize = 20_000;
/// How wide an excerpt may be; longer lines are cut around the fault.
const WIDTH: usize = 120;
/// Labels at most this many lines away share the fault's excerpt.
const NEAR_LINES: usize = 6;

/// A finding with its excerpt, ending in a line break.
pub fn draw_text(finding: &Diagnostic, texts: &dyn Texts, colour: bool) -> String {
    let renderer = if colour { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
    let renderer = renderer.term_width(WIDTH);
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Lint => Level::NOTE.with_name("lint"),
    };
    let title = level.primary_title(finding.message.as_str()).id(finding.code.id());
    let mut group = title.elements(excerpts(finding, texts));
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group]) + "\n"
}

/// A stretch to underline, and what stands under it.
struct Mark<'a> {
    span: Span,
    kind: AnnotationKind,
    label: Option<&'a str>,
    line: usize,
}

/// The place of the finding with its labels, then an excerpt for each label far away.
fn excerpts<'a>(finding: &'a Diagnostic, texts: &'a dyn Texts) -> Vec<Element<'a>> {
    let Some(place) = finding.span else {
        return Vec::new();
    };
    let index = LineIndex::new(texts.text(place.file));
    let primary = Mark {
        span: place,
        kind: AnnotationKind::Primary,
        label: None,
        line: index.position(place.start as usize).line,
    };
    let mut near = vec![primary];
    let mut far = Vec::new();
    for label in &finding.labels {
        let index = LineIndex::new(texts.text(label.span.file));
        let mark = Mark {
            span: label.span,
            kind: AnnotationKind::Context,
            label: Some(&label.message),
            line: index.position(label.span.start as usize).line,
        };
        let beside = mark.span.file == place.file && mark.line.abs_diff(near[0].line) <= NEAR_LINES;
        if beside { near.push(mark) } else { far.push(mark) }
    }
    let mut elements = excerpt(&near, texts);
    far.into_iter().for_each(|mark| elements.extend(excerpt(&[mark], texts)));
    elements
}

/// An excerpt of one file around marks that are near each other; the first names the place.
fn excerpt<'a>(marks: &[Mark<'a>], texts: &'a dyn Texts) -> Vec<Element<'a>> {
    let Some(first) = marks.first() else {
        return Vec::new();
    };
    let text = texts.text(first.span.file);
    let path = texts.path(first.span.file).to_string_lossy();
    let index = LineIndex::new(text);
    let top = marks.iter().map(|mark| mark.line).min().unwrap_or(first.line);
    let bottom = marks.iter().map(|mark| mark.line).max().unwrap_or(first.line);
    let start = index.start(top);
    let end = index.start(bottom) + index.line(bottom).len();
    if text.is_empty() || end - start > LONGEST_EXCERPT {
        let place = index.position(first.span.start as usize);
        return vec![Origin::path(path).line(place.line).char_column(place.column).into()];
    }
    let annotations = marks.iter().map(|mark| {
        // A value of many lines is underlined in its first: the rest would bury the message.
        let line_end = index.start(mark.line) + index.line(mark.line).len();
        let from = text.floor_char_boundary((mark.span.start as usize).min(line_end));
        let to = text.ceil_char_boundary((mark.span.end as usize).clamp(from, line_end));
        mark.kind.span(from - start..to - start).label(mark.label)
    });
    let annotations: Vec<_> = annotations.collect();
    let snippet = Snippet::source(&text[start..end]).line_start(top).path(path);
    vec![snippet.annotations(annotations).into()]
}
