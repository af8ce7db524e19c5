//! Markdown files: settings between two `---` lines, then the text.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, FileId, Span};
use crate::source::node::{Node, Value};
use crate::source::yaml::{Document, parse_document};

/// A Markdown file in its two parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// Always a mapping if the file has no settings; spans count from the file's start.
    pub settings: Node,
    /// Where the Markdown is in the file's text, in bytes.
    pub body: Range<usize>,
}

/// Takes a Markdown file apart. The settings are an empty mapping if there are none, or none that
/// can be read; the findings say so.
pub fn split_front_matter(file: FileId, text: &str) -> (FrontMatter, Vec<Diagnostic>) {
    let (start, opening) = opening(text);
    if opening.trim_end() != "---" {
        return (FrontMatter { settings: empty(file, 0), body: 0..text.len() }, Vec::new());
    }
    let settings_start = start + opening.len();
    let mut line_start = settings_start;
    for line in text[settings_start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let document = Document {
                file,
                text: &text[settings_start..line_start],
                base: settings_start as u32,
            };
            let (root, findings) = parse_document(document);
            let settings = root
                .filter(|root| root.value != Value::Null)
                .unwrap_or_else(|| empty(file, settings_start));
            return (FrontMatter { settings, body: line_start + line.len()..text.len() }, findings);
        }
        line_start += line.len();
    }
    let span = Span { file, start: start as u32, end: start as u32 + 3 };
    let finding =
        Diagnostic::error(Code::FrontMatter, span, "the settings that start here have no end")
            .help("Put a line `---` between the settings and the text.");
    (
        FrontMatter { settings: empty(file, settings_start), body: text.len()..text.len() },
        vec![finding],
    )
}

/// The first line that is not blank, and where it starts.
fn opening(text: &str) -> (usize, &str) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            return (start, line);
        }
        start += line.len();
    }
    (start, "")
}

fn empty(file: FileId, at: usize) -> Node {
    let span = Span { file, start: at as u32, end: at as u32 };
    Node { value: Value::Map(Vec::new()), span }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> (FrontMatter, Vec<Diagnostic>) {
        split_front_matter(FileId(3), text)
    }

    #[test]
    fn settings_and_body() {
        for newline in ["\n", "\r\n"] {
            let text = "---\ntitle: Été\n---\n# Hello\n".replace('\n', newline);
            let (parts, findings) = split(&text);
            assert_eq!(findings, []);
            assert_eq!(&text[parts.body.clone()], format!("# Hello{newline}"));
            let title = parts.settings.get("title").expect("title");
            assert_eq!(title.text(), Some("Été"));
            let span = title.span;
            assert_eq!(
                (span.file, &text[span.start as usize..span.end as usize]),
                (FileId(3), "Été")
            );
        }
    }

    #[test]
    fn no_settings() {
        let (parts, findings) = split("# Hello\n\n---\n");
        assert_eq!((parts.body, parts.settings.entries().len(), findings.len()), (0..13, 0, 0));
        let (parts, findings) = split("---\n---\ntext");
        assert_eq!(
            (parts.body, parts.settings.value, findings.len()),
            (8..12, Value::Map(vec![]), 0)
        );
        assert_eq!(split("").0.body, 0..0);
    }

    #[test]
    fn an_end_that_is_missing() {
        let (parts, findings) = split("\n---\ntitle: x\n");
        assert_eq!(parts.body, 14..14);
        let found = &findings[0];
        assert_eq!((found.code, found.span.map(|span| span.start)), (Code::FrontMatter, Some(1)));
    }

    #[test]
    fn faults_are_placed_in_the_file() {
        let text = "---\ntitle: a : b\n---\n";
        let (_, findings) = split(text);
        let span = findings[0].span.expect("a place");
        assert_eq!(&text[span.start as usize..span.end as usize], "a : b");
    }
}
