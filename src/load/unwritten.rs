//! Texts that `promokit new` wrote, and that nobody has replaced yet.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::scaffold::UNWRITTEN;
use crate::source::Source;

use super::fields::Findings;

/// Warns of each, where it stands.
pub fn report(source: &Source, findings: &mut Findings) {
    for (id, file) in source.files_in("content") {
        let path = file.path.as_str();
        let is_text = path.ends_with(".yaml") || path.ends_with(".md");
        // What cannot be read is reported by who needs it.
        let Some(text) = is_text.then(|| source.read_text(id).ok()).flatten() else { continue };
        for part in UNWRITTEN {
            let Some(at) = text.find(part) else { continue };
            let span = Span { file: id, start: at as u32, end: (at + part.len()) as u32 };
            let message = "this text is still the one that `promokit new` wrote";
            findings.push(
                Diagnostic::warning(Code::Unwritten, span, message)
                    .help("replace it: partners and buyers would read it as it stands"),
            );
        }
    }
}
