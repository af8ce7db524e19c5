//! Findings as text for a terminal. The only module that knows annotate-snippets, whose API still moves.

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::position::LineIndex;
use super::{Diagnostic, Severity, Span, Texts};

/// From this length on (bytes) only the part of a line around the fault is drawn.
const LONG_LINE: usize = 200;
/// How much of a long line is drawn on each side of the fault, in bytes.
const AROUND: usize = 80;
/// Labels at most this many lines away share the fault's excerpt.
const NEAR_LINES: usize = 6;

/// A finding with its excerpt, ending in a line break.
pub fn draw_text(finding: &Diagnostic, texts: &dyn Texts, colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled().hyperlink(false)
    } else {
        Renderer::plain()
    };
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Lint => Level::NOTE.with_name("lint"),
    };
    let title = level
        .primary_title(finding.message.as_str())
        .id(finding.code.id());
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
        if beside {
            near.push(mark)
        } else {
            far.push(mark)
        }
    }
    let mut elements = excerpt(&near, texts);
    far.into_iter()
        .for_each(|mark| elements.extend(excerpt(&[mark], texts)));
    elements
}

/// An excerpt of one file around marks that are near each other; the first names the place.
fn excerpt<'a>(marks: &[Mark<'a>], texts: &'a dyn Texts) -> Vec<Element<'a>> {
    let Some(first) = marks.first() else {
        return Vec::new();
    };
    let text = texts.text(first.span.file);
    let path = texts.path(first.span.file).to_string_lossy();
    if text.is_empty() {
        return vec![Origin::path(path).line(1).char_column(1).into()];
    }
    let index = LineIndex::new(text);
    let top = marks
        .iter()
        .map(|mark| mark.line)
        .min()
        .unwrap_or(first.line);
    let bottom = marks
        .iter()
        .map(|mark| mark.line)
        .max()
        .unwrap_or(first.line);
    let (source, cuts) = lines(&index, marks, top, bottom);
    let annotations = marks.iter().map(|mark| {
        let cut = &cuts[mark.line - top];
        let start = cut.moved(mark.span.start as usize);
        let end = cut.moved(mark.span.end as usize).max(start);
        mark.kind.span(start..end).label(mark.label)
    });
    let annotations: Vec<_> = annotations.collect();
    let column = index.position(first.span.start as usize).column;
    let snippet = Snippet::source(source)
        .line_start(top)
        .annotations(annotations);
    if cuts[first.line - top].left == 0 {
        return vec![snippet.path(path).into()];
    }
    vec![
        Origin::path(path)
            .line(first.line)
            .char_column(column)
            .into(),
        snippet.into(),
    ]
}

/// What was kept of a line, and where that is in the excerpt.
struct Cut {
    /// Where the kept part starts and ends in the file, in bytes.
    from: usize,
    to: usize,
    /// Bytes left out at its start.
    left: usize,
    /// Where the kept part starts in the excerpt, in bytes.
    at: usize,
}

impl Cut {
    /// The place in the excerpt of a byte of the file.
    fn moved(&self, byte: usize) -> usize {
        self.at + byte.clamp(self.from, self.to) - self.from
    }
}

/// The lines from `top` to `bottom`, long ones cut around their mark.
fn lines(index: &LineIndex, marks: &[Mark], top: usize, bottom: usize) -> (String, Vec<Cut>) {
    let mut source = String::new();
    let mut cuts = Vec::new();
    for number in top..=bottom {
        let line = index.line(number);
        let start = index.start(number);
        let (mut from, mut to) = (0, line.len());
        if line.len() > LONG_LINE {
            let marks = || marks.iter().filter(|mark| mark.line == number);
            let mark = marks()
                .map(|mark| (mark.span.start as usize).saturating_sub(start))
                .min();
            let mark = mark.unwrap_or(0);
            from = line.floor_char_boundary(mark.saturating_sub(AROUND));
            to = line.ceil_char_boundary((mark + AROUND).min(line.len()));
        }
        if from > 0 {
            source.push('…');
        }
        let at = source.len();
        source.push_str(&line[from..to]);
        if to < line.len() {
            source.push('…');
        }
        source.push('\n');
        cuts.push(Cut {
            from: start + from,
            to: start + to,
            left: from,
            at,
        });
    }
    (source, cuts)
}
