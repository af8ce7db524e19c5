//! Markup in what partners write of themselves: it is shown as it stands, never carried out.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::text::Localized;
use crate::plan::Plan;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    for partner in plan.project.partners.values() {
        findings.extend(markup(&partner.name, partner.span));
        let lines: Vec<_> = match &partner.line {
            None => Vec::new(),
            Some(Localized::Same(line)) => vec![line],
            Some(Localized::ByLocale(lines)) => lines.values().collect(),
        };
        findings.extend(lines.into_iter().filter_map(|line| markup(&line.text, line.span)));
    }
}

fn markup(text: &str, place: Span) -> Option<Diagnostic> {
    let tag = first_tag(text)?;
    let message = format!("a partner’s text is plain words, and this holds `{tag}`");
    let finding = Diagnostic::error(Code::BadValue, place, message);
    Some(finding.help("take the markup out: it would be shown to readers as it stands"))
}

/// `<script>` of `Hi <script>…`.
fn first_tag(text: &str) -> Option<&str> {
    text.match_indices('<').find_map(|(at, _)| {
        let rest = &text[at..];
        let name = rest[1..].trim_start_matches('/');
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        name.starts_with(|letter: char| letter.is_ascii_alphabetic()).then(|| &rest[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::first_tag;

    #[test]
    fn tags_are_told_from_signs() {
        assert_eq!(first_tag("Hi <script>x</script>"), Some("<script>"));
        assert_eq!(first_tag("</b"), Some("</b"));
        assert_eq!(first_tag("2 < 3, <3 and a <- b"), None);
    }
}
