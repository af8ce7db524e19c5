//! What is wrong, where, and what to write instead.
//!
//! Every stage reports through [`Diagnostic`]; none prints. This module knows nothing of files on
//! disk: texts come through [`Texts`], implemented by `source`.

use std::path::Path;

mod code;
mod html;
mod machine;
mod position;
mod report;
mod suggest;
mod text;

pub use code::Code;
pub use html::draw_html;
pub use machine::{draw_github, draw_json, draw_sarif};
pub use position::{LineIndex, Position, line_column};
pub use report::{SHOWN_PER_CODE, draw_report, sort};
pub use suggest::suggest;
pub use text::draw_text;

/// A file that was read, by its place in the reader's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A stretch of a file's text, in bytes of its decoded UTF-8 form; `end` is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The very start of `file`: for faults that belong to the file as a whole.
    pub fn start_of(file: FileId) -> Span {
        Span { file, start: 0, end: 0 }
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The content has a fault: nothing is built.
    Error,
    /// Worth mending, but the build goes on; fails only under `--strict`.
    Warning,
    /// Polish: shown only under `--strict`.
    Lint,
}

/// A second place that helps to understand a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub message: String,
}

/// One finding. Messages use the marketer's words, never a parser's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    pub code: Code,
    /// Where it is. `None` only for codes whose explanation says why there is no place.
    pub span: Option<Span>,
    /// One sentence, without a full stop: what is wrong.
    pub message: String,
    pub labels: Vec<Label>,
    /// What to write instead, or the next step.
    pub help: Option<String>,
}

impl Diagnostic {
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, Some(span), message)
    }

    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, Some(span), message)
    }

    pub fn lint(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Lint, code, Some(span), message)
    }

    /// A finding about something that is in no file, such as a missing folder.
    pub fn placeless(severity: Severity, code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(severity, code, None, message)
    }

    fn new(
        severity: Severity,
        code: Code,
        span: Option<Span>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic { severity, code, span, message: message.into(), labels: Vec::new(), help: None }
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, message: message.into() });
        self
    }
}

/// The texts that spans point into.
pub trait Texts {
    /// The file's path, relative to the project root, with `/`.
    fn path(&self, file: FileId) -> &Path;
    /// The file's decoded text.
    fn text(&self, file: FileId) -> &str;
}

#[cfg(test)]
mod tests;
