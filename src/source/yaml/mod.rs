//! YAML text to a [`Node`] tree, with faults in the marketer's words.
//!
//! Built on the parser inside serde-saphyr rather than on its serde side: events say how a scalar
//! was quoted and where, keep keys that stand twice, and do not turn `010` into a number first.
//! This module must not know what any key means.

mod line;
mod pitfall;
mod reason;
mod repair;
mod tree;

use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::source::node::Node;

/// YAML inside a file: all of it, or its front matter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Document<'a> {
    pub file: FileId,
    pub text: &'a str,
    /// Where `text` starts in the file, in bytes.
    pub base: u32,
}

impl Document<'_> {
    /// The span of a stretch of `text`, moved onto character borders.
    fn span(&self, start: usize, end: usize) -> Span {
        let start = self.text.floor_char_boundary(start.min(self.text.len()));
        let end = self.text.ceil_char_boundary(end.clamp(start, self.text.len()));
        Span { file: self.file, start: self.base + start as u32, end: self.base + end as u32 }
    }

    /// What is written at a span made by [`Document::span`].
    fn slice(&self, span: Span) -> &str {
        let from = span.start.saturating_sub(self.base) as usize;
        let to = span.end.saturating_sub(self.base) as usize;
        self.text.get(from..to).unwrap_or("")
    }
}

/// Reads a whole file's YAML. No tree if the text is not well-formed; an empty text is a null.
///
/// Findings may come with a tree as well: values that are certainly not what was meant, such as
/// `headline: #1 du balai`, whose text is a comment.
pub fn parse_yaml(file: FileId, text: &str) -> (Option<Node>, Vec<Diagnostic>) {
    parse_document(Document { file, text, base: 0 })
}

pub(super) fn parse_document(document: Document) -> (Option<Node>, Vec<Diagnostic>) {
    match tree::build(document) {
        Ok(tree) => (Some(tree.root), tree.findings),
        Err(tree::Fault::Finding(finding)) => (None, vec![*finding]),
        Err(tree::Fault::Scan(error)) => (None, repair::explain_all(document, error)),
    }
}

#[cfg(test)]
mod tests;
