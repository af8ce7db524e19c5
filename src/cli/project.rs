//! Opening the project, and what commands make of it.

use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Severity, draw_report};
use crate::load;
use crate::model::banner::SizeTable;
use crate::model::date::Date;
use crate::model::project::Project;
use crate::plan::{Plan, Settings as PlanSettings};
use crate::render::Renderer;
use crate::source::Source;
use crate::theme::{self, Theme};

use super::console::Console;
use super::failure::Failure;
use super::settings::Settings;

/// A project as it was read. There is a [`Project`] and a [`Theme`] only if nothing in them is wrong.
pub struct Opened {
    pub root: PathBuf,
    pub source: Source,
    pub project: Option<Project>,
    pub theme: Option<Theme>,
    pub findings: Vec<Diagnostic>,
}

/// A project and a theme without faults.
#[derive(Clone, Copy)]
pub struct Sound<'o> {
    pub project: &'o Project,
    pub theme: &'o Theme,
    source: &'o Source,
}

/// A project whose files are listed but not read.
pub struct Listing {
    root: PathBuf,
    pub source: Source,
    /// About files that cannot be used.
    pub findings: Vec<Diagnostic>,
}

/// Lists the files of the project at `root`.
pub fn list(root: PathBuf) -> Listing {
    let mut findings = Vec::new();
    let mut source = Source::open(&root, &mut findings);
    theme::add_built_in(&mut source);
    Listing { root, source, findings }
}

/// Reads the project that the settings point to.
///
/// # Errors
/// If there is none.
pub fn open(settings: &Settings) -> Result<Opened, Failure> {
    settings.project().map(|root| list(root).load())
}

impl Listing {
    /// Reads the listed files.
    pub fn load(self) -> Opened {
        let Listing { root, source, mut findings } = self;
        let loaded = load::load(&source);
        findings.extend(loaded.findings);
        let theme = loaded.project.as_ref().and_then(|project| {
            Theme::load(&source, &project.company.theme, &project.strings, &mut findings)
        });
        Opened { root, source, project: loaded.project, theme, findings }
    }
}

impl Opened {
    /// The project and its theme, if neither has faults.
    pub fn sound(&self) -> Option<Sound<'_>> {
        if has_errors(&self.findings) {
            return None;
        }
        let (project, theme) = self.project.as_ref().zip(self.theme.as_ref())?;
        Some(Sound { project, theme, source: &self.source })
    }

    /// The same, once its findings are printed beside the results.
    ///
    /// # Errors
    /// If it has faults.
    pub fn sound_or_complain(&self, console: &Console) -> Result<Sound<'_>, Failure> {
        self.complain(&self.findings, console);
        self.sound().ok_or(Failure::Content(None))
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
}

impl<'o> Sound<'o> {
    /// The day that things are right for, where this company is.
    ///
    /// # Errors
    /// If the clock is beyond all calendars.
    pub fn as_of(&self, settings: &Settings) -> Result<Date, Failure> {
        settings.as_of.date(&self.project.company.time_zone)
    }

    /// The plan of it all.
    ///
    /// # Errors
    /// If the table of banner sizes inside of the program is broken.
    pub fn plan(&self, settings: &'o PlanSettings) -> Result<Plan<'o>, Failure> {
        let sizes = SizeTable::built_in().map_err(|error| Failure::Machine(error.to_string()))?;
        Ok(Plan::new(self.project, self.theme.manifest(), settings, sizes))
    }

    /// # Errors
    /// Fonts that cannot be used.
    pub fn renderer<'a>(&self, plan: &'a Plan<'o>) -> Result<Renderer<'a, 'o>, Vec<Diagnostic>>
    where
        'o: 'a,
    {
        Renderer::new(plan, self.theme, self.source)
    }
}

pub fn has_errors(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}
