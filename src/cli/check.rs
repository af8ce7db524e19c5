//! `promokit check`

use crate::check;
use crate::diagnostic::{Diagnostic, Severity, draw_github, draw_json, draw_report, draw_sarif};
use crate::open::{self, Opened};

use super::args::{Check, FindingFormat};
use super::console::Console;
use super::failure::Failure;
use super::project;
use super::settings::Settings;

pub fn run(args: &Check, settings: &Settings, console: &Console) -> Result<(), Failure> {
    let opened = project::open(settings)?;
    let mut findings = findings(&opened, settings)?;
    if let Some(sound) = opened.sound() {
        let wanted = project::plan_settings(sound.project, settings)?;
        findings.extend(check::reminders(&sound.plan(&wanted).map_err(Failure::Machine)?));
    }
    if !args.strict {
        findings.retain(|finding| finding.severity != Severity::Lint);
    }
    console.result(&drawn(&findings, &opened, args.format, console))?;
    if findings.is_empty() {
        console.note("Nothing to mend. Next: `promokit build`.");
    }
    let fails = if args.strict { !findings.is_empty() } else { open::has_errors(&findings) };
    if fails { Err(Failure::Content(None)) } else { Ok(()) }
}

/// All that is wrong, or could be better.
///
/// # Errors
/// If the machine fails.
pub fn findings(opened: &Opened, settings: &Settings) -> Result<Vec<Diagnostic>, Failure> {
    let mut findings = opened.findings.clone();
    let Some(sound) = opened.sound() else { return Ok(findings) };
    let wanted = project::plan_settings(sound.project, settings)?;
    let plan = sound.plan(&wanted).map_err(Failure::Machine)?;
    findings.extend(check::content(&plan));
    findings.extend(check::addresses(&plan));
    if !open::has_errors(&findings) {
        match sound.renderer(&plan) {
            Ok(renderer) => findings.extend(check::rendered(&plan, &renderer, &|| true)),
            Err(faults) => findings.extend(faults),
        }
    }
    Ok(findings)
}

fn drawn(
    findings: &[Diagnostic],
    opened: &Opened,
    format: FindingFormat,
    console: &Console,
) -> String {
    match format {
        FindingFormat::Text => draw_report(findings, &opened.source, console.paints_results()),
        FindingFormat::Json => draw_json(findings, &opened.source),
        FindingFormat::Github => draw_github(findings, &opened.source),
        FindingFormat::Sarif => draw_sarif(findings, &opened.source),
    }
}
