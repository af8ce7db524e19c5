//! Many findings: sorted by place, equal codes grouped and capped.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Severity, Texts, draw_text};

/// How many findings of one code are printed.
pub const SHOWN_PER_CODE: usize = 20;

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

/// All findings as text, sorted, with at most [`SHOWN_PER_CODE`] of one code and a closing count.
/// Empty if there are none.
pub fn draw_report(findings: &[Diagnostic], texts: &dyn Texts, colour: bool) -> String {
    let mut findings = findings.to_vec();
    sort(&mut findings, texts);
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    let mut text = String::new();
    for finding in &findings {
        let count = counts.entry(finding.code).or_default();
        *count += 1;
        if *count <= SHOWN_PER_CODE {
            text += &draw_text(finding, texts, colour);
            text.push('\n');
        }
    }
    let mut hidden = false;
    for (code, count) in counts.into_iter().filter(|(_, count)| *count > SHOWN_PER_CODE) {
        hidden = true;
        text += &format!("… and {} more of `{}`\n", count - SHOWN_PER_CODE, code.id());
    }
    if hidden {
        text.push('\n');
    }
    text + &summary(&findings)
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
