//! Many findings: sorted by place, those with one cause drawn once, equal codes capped.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, FileId, LineIndex, Severity, Texts, draw_text};

/// How many findings of one code are printed.
pub const SHOWN_PER_CODE: usize = 20;
/// This many beside the first are no crowd yet.
const FEW: usize = 3;
/// How many lines of equal findings are named.
const LINES_NAMED: usize = 12;

/// Sorts findings by path and place; those without a place come first.
pub fn sort(findings: &mut [Diagnostic], texts: &dyn Texts) {
    findings.sort_by(|one, other| {
        let key = |finding: &Diagnostic| {
            finding.span.map(|span| (texts.path(span.file).to_owned(), span.start, span.end))
        };
        let places = key(one).cmp(&key(other));
        places
            .then(one.severity.cmp(&other.severity))
            .then(one.code.cmp(&other.code))
            .then_with(|| one.message.cmp(&other.message))
    });
}

/// All findings as text, sorted: of several with one cause the first, then at most
/// [`SHOWN_PER_CODE`] of one code, and a closing count. Empty if there are none.
pub fn draw_report(findings: &[Diagnostic], texts: &dyn Texts, colour: bool) -> String {
    let mut findings = findings.to_vec();
    sort(&mut findings, texts);
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    let mut hidden: BTreeMap<Code, usize> = BTreeMap::new();
    let mut text = String::new();
    for (first, alike) in causes(&findings) {
        let count = counts.entry(first.code).or_default();
        *count += 1;
        if *count > SHOWN_PER_CODE {
            *hidden.entry(first.code).or_default() += 1 + alike.len();
            continue;
        }
        text += &draw_text(first, texts, colour);
        text += &more(&alike, texts);
        text.push('\n');
    }
    for (code, count) in &hidden {
        text += &format!("… and {count} more of `{}`\n", code.id());
    }
    if !hidden.is_empty() {
        text.push('\n');
    }
    text + &summary(&findings)
}

/// Findings in order, with those behind each that say the same of the same file: one missing column
/// is one fault, however many rows lack it. A few are shown one by one.
fn causes(findings: &[Diagnostic]) -> Vec<(&Diagnostic, Vec<&Diagnostic>)> {
    let mut groups: BTreeMap<_, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in findings {
        groups.entry(cause(finding)).or_default().push(finding);
    }
    let mut shown = Vec::new();
    for finding in findings {
        let group = groups.get(&cause(finding)).map(Vec::as_slice).unwrap_or_default();
        match group {
            [first, alike @ ..] if alike.len() >= FEW => {
                if std::ptr::eq(*first, finding) {
                    shown.push((finding, alike.to_vec()));
                }
            }
            _ => shown.push((finding, Vec::new())),
        }
    }
    shown
}

type Cause<'f> = (Severity, Code, Option<FileId>, &'f str, Option<&'f str>);

fn cause(finding: &Diagnostic) -> Cause<'_> {
    let message = finding.message.as_str();
    // A table's findings begin with their row.
    let message = match message.strip_prefix("row ").and_then(|rest| rest.split_once(", ")) {
        Some((row, rest)) if row.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        _ => message,
    };
    let file = finding.span.map(|span| span.file);
    (finding.severity, finding.code, file, message, finding.help.as_deref())
}

/// `  … and 18 more like it, in lines 3, 4, 5, …`
fn more(alike: &[&Diagnostic], texts: &dyn Texts) -> String {
    let Some(file) = alike.first().and_then(|finding| finding.span).map(|span| span.file) else {
        return match alike.len() {
            0 => String::new(),
            count => format!("  … and {count} more like it\n"),
        };
    };
    let index = LineIndex::new(texts.text(file));
    let spans = alike.iter().filter_map(|finding| finding.span);
    let mut lines: Vec<usize> =
        spans.map(|span| index.position(span.start as usize).line).collect();
    lines.dedup();
    let cut = if lines.len() > LINES_NAMED { ", …" } else { "" };
    let named: Vec<String> = lines.iter().take(LINES_NAMED).map(ToString::to_string).collect();
    let word = if lines.len() == 1 { "line" } else { "lines" };
    format!("  … and {} more like it, in {word} {}{cut}\n", alike.len(), named.join(", "))
}

/// `2 errors, 1 warning`, ending in a line break; empty without findings.
fn summary(findings: &[Diagnostic]) -> String {
    let kinds =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Lint, "lint")];
    let counts = kinds.into_iter().filter_map(|(severity, name)| {
        match findings.iter().filter(|finding| finding.severity == severity).count() {
            0 => None,
            1 => Some(format!("1 {name}")),
            count => Some(format!("{count} {name}s")),
        }
    });
    let counts: Vec<String> = counts.collect();
    if counts.is_empty() { String::new() } else { counts.join(", ") + "\n" }
}
