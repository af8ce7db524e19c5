//! What is wrong, as pages show it.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity, draw_html};
use crate::source::Source;

/// Findings, counted and drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub errors: usize,
    pub warnings: usize,
    /// All of them, as a fragment of HTML.
    pub all: Arc<str>,
    /// The errors alone.
    pub faults: Arc<str>,
}

impl Default for Report {
    fn default() -> Report {
        Report { errors: 0, warnings: 0, all: "".into(), faults: "".into() }
    }
}

impl Report {
    /// Leaves out polish, as a build does.
    pub fn of(findings: &[Diagnostic], source: &Source) -> Report {
        let of = |severity: Severity| -> Vec<Diagnostic> {
            findings.iter().filter(|finding| finding.severity == severity).cloned().collect()
        };
        let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
        let faults: Arc<str> = draw_html(&errors, source).into();
        let all = format!("{faults}{}", draw_html(&warnings, source)).into();
        Report { errors: errors.len(), warnings: warnings.len(), all, faults }
    }
}
