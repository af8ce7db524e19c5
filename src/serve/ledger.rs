//! What is known to be wrong in one session: grows while pages are made and examined.

use std::sync::{Mutex, PoisonError};

use crate::diagnostic::Diagnostic;
use crate::source::Source;

use super::outside::News;
use super::report::Report;
use super::session::Shared;

/// The findings of a session, each once.
pub struct Ledger<'a> {
    session: u64,
    source: &'a Source,
    shared: &'a Shared,
    findings: Mutex<Vec<Diagnostic>>,
}

impl<'a> Ledger<'a> {
    /// Begins with those that reading the project gave.
    pub fn new(
        session: u64,
        source: &'a Source,
        shared: &'a Shared,
        findings: Vec<Diagnostic>,
    ) -> Ledger<'a> {
        Ledger { session, source, shared, findings: Mutex::new(findings) }
    }

    /// Tells of what is known so far.
    pub fn tell(&self) {
        let findings = self.findings.lock().unwrap_or_else(PoisonError::into_inner);
        self.shared.outside.tell(News::Findings { findings: &findings, source: self.source });
    }

    /// Adds what is new, and tells of it.
    pub fn add(&self, more: Vec<Diagnostic>) {
        let mut findings = self.findings.lock().unwrap_or_else(PoisonError::into_inner);
        let mut new: Vec<Diagnostic> = Vec::new();
        for finding in more {
            if !findings.contains(&finding) && !new.contains(&finding) {
                new.push(finding);
            }
        }
        if new.is_empty() {
            return;
        }
        self.shared.outside.tell(News::Findings { findings: &new, source: self.source });
        findings.extend(new);
        let report = Report::of(&findings, self.source);
        self.shared.hub.change_if_newest(self.session, |state| state.report = report);
    }

    /// The findings now.
    pub fn report(&self) -> Report {
        let findings = self.findings.lock().unwrap_or_else(PoisonError::into_inner);
        Report::of(&findings, self.source)
    }
}
