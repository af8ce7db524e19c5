//! The parser's fault kinds in the marketer's words, for faults that no simple mend explains.

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use super::Document;
use super::line::{Line, quoted, write_as};
use crate::diagnostic::{Code, Diagnostic};

/// The finding for a fault at line `at` (from 0) that could not be mended by rewriting a line.
pub(super) fn unmended(
    document: Document,
    lines: &[String],
    at: usize,
    error: &ScanError,
) -> Diagnostic {
    let start: usize = document.text.split_inclusive('\n').take(at).map(str::len).sum();
    let original = document.text.split_inclusive('\n').nth(at).unwrap_or("");
    let content = original.trim();
    let from = start + original.len() - original.trim_start().len();
    let span = document.span(from, from + content.len());
    let (code, message) = reason(error.kind());
    let finding = Diagnostic::error(code, span, message);
    if code == Code::TooLarge {
        let column = original.char_indices().nth(error.marker().col()).map_or(0, |(byte, _)| byte);
        let place = document.span(start + column, start + column);
        return Diagnostic::error(code, place, message)
            .help("Write fewer brackets or steps of indentation within each other.");
    }
    let line = Line::new(lines.get(at).map_or("", String::as_str));
    if line.key.is_empty() && line.dashes.is_empty() {
        return finding
            .help("A key and its value are written `key: value`, with a space after the colon.");
    }
    if line.value.is_empty() || line.quote().is_some() || line.key.is_empty() {
        return finding
            .help("Compare the line, and the one before it, with the lines around them.");
    }
    finding.help(format!("{} if it is text.", write_as(&line.with_value(&quoted(line.value)))))
}

fn reason(kind: &ErrorKind) -> (Code, &'static str) {
    let message = match kind {
        ErrorKind::RecursionLimitExceeded => {
            return (Code::TooLarge, "the file has too many levels within each other");
        }
        ErrorKind::UnknownAnchor | ErrorKind::MissingAnchorOrAliasName => {
            "`*` refers to a value marked with `&` and the same word above, and there is none"
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            "a quote is opened and not closed"
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            "there is more text after the closing quote"
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => {
            "a backslash in double quotes needs a letter that it may stand before"
        }
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator => {
            "a bracket is not closed, or a comma is missing in it"
        }
        ErrorKind::MismatchedFlowCollectionEnd { .. } | ErrorKind::MisplacedFlowCollectionEnd => {
            "the closing bracket does not match the opening one"
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            "the line is neither a key with a colon and a space, nor part of the value above"
        }
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent => {
            "the line does not line up with the lines around it"
        }
        ErrorKind::MappingValueNotAllowed | ErrorKind::MappingKeyNotAllowed => {
            "there is a colon where no key can stand"
        }
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => "there is a tab where only spaces may be",
        _ => "the line cannot be read as YAML",
    };
    (Code::Yaml, message)
}
