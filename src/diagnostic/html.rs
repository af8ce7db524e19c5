//! Findings as a fragment of HTML, for pages that show them. How they look is up to the page.

use std::collections::BTreeMap;

use super::position::LineIndex;
use super::report::{SHOWN_PER_CODE, sort};
use super::{Code, Diagnostic, Severity, Span, Texts};

/// How much of a long line is shown before and behind the fault, in characters.
const AROUND: usize = 70;

/// All findings, sorted, with at most [`SHOWN_PER_CODE`] of one code and a closing count: what
/// [`draw_report`](super::draw_report) prints, one `article` each. Every text in it is escaped.
pub fn draw_html(findings: &[Diagnostic], texts: &dyn Texts) -> String {
    let mut findings = findings.to_vec();
    sort(&mut findings, texts);
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    let mut html = String::new();
    for finding in &findings {
        let count = counts.entry(finding.code).or_default();
        *count += 1;
        if *count <= SHOWN_PER_CODE {
            html += &article(finding, texts);
        }
    }
    for (code, count) in counts.into_iter().filter(|(_, count)| *count > SHOWN_PER_CODE) {
        let more = count - SHOWN_PER_CODE;
        html += &format!("<p class=\"more\">… and {more} more of <code>{}</code></p>\n", code.id());
    }
    html
}

fn article(finding: &Diagnostic, texts: &dyn Texts) -> String {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Lint => "lint",
    };
    let code = finding.code.id();
    let mut html = format!(
        "<article class=\"finding {severity}\">\n<h3>{}</h3>\n<p class=\"place\">\
         <span class=\"severity\">{severity}</span> <code>{code}</code>",
        escape(&finding.message)
    );
    html += &finding.span.map_or(String::new(), |span| format!(" {}", place(span, texts)));
    html += "</p>\n";
    html += &finding.span.map_or(String::new(), |span| excerpt(span, None, texts));
    for label in &finding.labels {
        html += &excerpt(label.span, Some(&label.message), texts);
    }
    let help = finding.help.as_ref();
    html += &help.map_or(String::new(), |help| format!("<p class=\"help\">{}</p>\n", escape(help)));
    html + "</article>\n"
}

/// `content/company.yaml:3:5`
fn place(span: Span, texts: &dyn Texts) -> String {
    let at = LineIndex::new(texts.text(span.file)).position(span.start as usize);
    let path = texts.path(span.file).to_string_lossy();
    format!("<span class=\"file\">{}:{}:{}</span>", escape(&path), at.line, at.column)
}

/// The line of `span`, with the fault marked; nothing of files without text.
fn excerpt(span: Span, label: Option<&str>, texts: &dyn Texts) -> String {
    let text = texts.text(span.file);
    let index = LineIndex::new(text);
    let number = index.position(span.start as usize).line;
    let line = index.line(number);
    let note = label.map_or(String::new(), |label| {
        format!("<p class=\"label\">{} {}</p>\n", place(span, texts), escape(label))
    });
    if line.is_empty() {
        return note;
    }
    let start = index.start(number);
    let byte = |at: u32| (at as usize).saturating_sub(start).min(line.len());
    let from = line.floor_char_boundary(byte(span.start));
    let to = line.ceil_char_boundary(byte(span.end).max(from));
    let before = ending(&line[..from]);
    let after = beginning(&line[to..]);
    let marked = beginning(&line[from..to]);
    format!(
        "{note}<pre class=\"excerpt\"><span class=\"number\">{number}</span>{before}<mark>{marked}</mark>{after}</pre>\n"
    )
}

fn beginning(text: &str) -> String {
    match text.char_indices().nth(AROUND) {
        Some((end, _)) => escape(&text[..end]) + "…",
        None => escape(text),
    }
}

fn ending(text: &str) -> String {
    match text.char_indices().rev().nth(AROUND) {
        Some((start, letter)) => format!("…{}", escape(&text[start + letter.len_utf8()..])),
        None => escape(text),
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::FileId;
    use super::*;

    struct OneFile(&'static str);

    impl Texts for OneFile {
        fn path(&self, _: FileId) -> &Path {
            Path::new("content/a<b.yaml")
        }

        fn text(&self, _: FileId) -> &str {
            self.0
        }
    }

    fn span(start: u32, end: u32) -> Span {
        Span { file: FileId(0), start, end }
    }

    #[test]
    fn a_finding_has_place_excerpt_and_help_and_everything_is_escaped() {
        let texts = OneFile("name: \"é\"\nrate: <15>\n");
        let finding = Diagnostic::error(Code::BadValue, span(17, 21), "`<15>` is no rate")
            .help("write `15 %` & be happy")
            .label(span(0, 4), "it's \"here\"");
        let html = draw_html(&[finding], &texts);
        for part in [
            "<article class=\"finding error\">",
            "<h3>`&lt;15&gt;` is no rate</h3>",
            "content/a&lt;b.yaml:2:7",
            "<span class=\"number\">2</span>rate: <mark>&lt;15&gt;</mark></pre>",
            "write `15 %` &amp; be happy",
            "it&#39;s &quot;here&quot;",
        ] {
            assert!(html.contains(part), "no {part} in\n{html}");
        }
    }

    #[test]
    fn long_lines_are_cut_around_the_fault_and_many_findings_are_counted() {
        let long: &'static str =
            Box::leak(format!("{}ä{}", "x".repeat(500), "y".repeat(500)).into());
        let texts = OneFile(long);
        let finding = Diagnostic::warning(Code::BadValue, span(500, 502), "odd");
        let html = draw_html(&vec![finding; SHOWN_PER_CODE + 2], &texts);
        let cut = format!("…{}<mark>ä</mark>{}…", "x".repeat(AROUND), "y".repeat(AROUND));
        assert!(html.contains(&cut), "{html}");
        assert!(html.ends_with("… and 2 more of <code>bad-value</code></p>\n"), "{html}");
    }

    #[test]
    fn spans_behind_the_text_do_no_harm() {
        let finding = Diagnostic::error(Code::Yaml, span(900, 1000), "cut off");
        assert!(draw_html(std::slice::from_ref(&finding), &OneFile("a\n")).contains("cut off"));
        assert!(draw_html(&[finding], &OneFile("")).contains(":1:1"));
    }
}
