//! Opening the project that the settings point to, and telling what is wrong with it.

use crate::diagnostic::{Diagnostic, Severity, Texts, draw_report};
use crate::model::date::Date;
use crate::model::project::Project;
use crate::open::{self, Opened, Sound};
use crate::plan::Settings as PlanSettings;

use super::console::Console;
use super::failure::Failure;
use super::settings::Settings;

/// Reads the project that the settings point to.
///
/// # Errors
/// If there is none.
pub fn open(settings: &Settings) -> Result<Opened, Failure> {
    settings.project().map(|root| open::list(root).load(None))
}

/// The project and its theme, once its findings are printed beside the results.
///
/// # Errors
/// If it has faults.
pub fn sound_or_complain<'o>(opened: &'o Opened, console: &Console) -> Result<Sound<'o>, Failure> {
    complain(&opened.findings, &opened.source, console);
    opened.sound().ok_or(Failure::Content(None))
}

/// Prints errors, and warnings unless it is to be quiet.
pub fn complain(findings: &[Diagnostic], texts: &dyn Texts, console: &Console) {
    let shown = |finding: &&Diagnostic| match finding.severity {
        Severity::Error => true,
        Severity::Warning => !console.is_quiet(),
        Severity::Lint => false,
    };
    let shown: Vec<Diagnostic> = findings.iter().filter(shown).cloned().collect();
    if !shown.is_empty() {
        console.complain(&draw_report(&shown, texts, console.paints_notes()));
    }
}

/// The day that things are right for, where this company is.
///
/// # Errors
/// If the clock is beyond all calendars.
pub fn as_of(project: &Project, settings: &Settings) -> Result<Date, Failure> {
    settings.as_of.date(&project.company.time_zone)
}

/// What a plan of the real sites is made for, on that day.
///
/// # Errors
/// If the clock is beyond all calendars.
pub fn plan_settings(project: &Project, settings: &Settings) -> Result<PlanSettings, Failure> {
    Ok(PlanSettings { as_of: as_of(project, settings)?, base_url: None, sheets: false })
}
