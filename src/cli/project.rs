//! Opening the project, and what commands make of it.

use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Severity, draw_report};
use crate::load;
use crate::model::banner::SizeTable;
use crate::model::date::Date;
use crate::model::project::Project;
use crate::model::theme::ThemeManifest;
use crate::plan::{Plan, Settings as PlanSettings};
use crate::render::Renderer;
use crate::source::Source;
use crate::theme;

use super::console::Console;
use super::failure::Failure;
use super::settings::Settings;

/// A project as it was read. There is a [`Project`] only if nothing in it is wrong.
pub struct Opened {
    pub root: PathBuf,
    pub source: Source,
    pub project: Option<Project>,
    theme: ThemeManifest,
    pub findings: Vec<Diagnostic>,
}

/// Reads the project that the settings point to.
///
/// # Errors
/// If there is none.
pub fn open(settings: &Settings) -> Result<Opened, Failure> {
    let root = settings.project()?;
    let mut findings = Vec::new();
    let source = Source::open(&root, &mut findings);
    let loaded = load::load(&source);
    findings.extend(loaded.findings);
    let name = loaded
        .project
        .as_ref()
        .map(|project| project.company.theme.value.as_str());
    let theme = name
        .map(|name| theme::manifest(&source, name, &mut findings))
        .unwrap_or_default();
    Ok(Opened {
        root,
        source,
        project: loaded.project,
        theme,
        findings,
    })
}

impl Opened {
    /// The project, once its findings are printed beside the results.
    ///
    /// # Errors
    /// If it has faults.
    pub fn sound(&self, console: &Console) -> Result<&Project, Failure> {
        self.complain(&self.findings, console);
        match &self.project {
            Some(project) if !has_errors(&self.findings) => Ok(project),
            _ => Err(Failure::Content(None)),
        }
    }

    /// Prints errors, and warnings unless it is to be quiet.
    pub fn complain(&self, findings: &[Diagnostic], console: &Console) {
        let shown = |finding: &&Diagnostic| match finding.severity {
            Severity::Error => true,
            Severity::Warning => !console.is_quiet(),
            Severity::Lint => false,
        };
        let shown: Vec<Diagnostic> = findings.iter().filter(shown).cloned().collect();
        if !shown.is_empty() {
            console.complain(&draw_report(&shown, &self.source, console.paints_notes()));
        }
    }

    /// The day that things are right for, where this company is.
    ///
    /// # Errors
    /// If the clock is beyond all calendars.
    pub fn as_of(&self, project: &Project, settings: &Settings) -> Result<Date, Failure> {
        settings.as_of.date(&project.company.time_zone)
    }

    /// The plan of it all.
    ///
    /// # Errors
    /// If the table of banner sizes inside of the program is broken.
    pub fn plan<'p>(
        &'p self,
        project: &'p Project,
        settings: &'p PlanSettings,
    ) -> Result<Plan<'p>, Failure> {
        let sizes = SizeTable::built_in().map_err(|error| Failure::Machine(error.to_string()))?;
        Ok(Plan::new(project, &self.theme, settings, sizes))
    }

    pub fn renderer<'p>(
        &'p self,
        project: &'p Project,
        plan: &'p Plan<'p>,
    ) -> Result<Renderer<'p>, Failure> {
        Renderer::new(project, &self.source, plan)
            .map_err(|findings| Failure::Content(Some(draw_report(&findings, &self.source, false))))
    }
}

pub fn has_errors(findings: &[Diagnostic]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
}
