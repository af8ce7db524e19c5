//! `promokit check`

use crate::check;
use crate::diagnostic::{Diagnostic, Severity, draw_github, draw_json, draw_report, draw_sarif};
use crate::open::{self, Opened};
use crate::plan::Settings as PlanSettings;

use super::args::{Check, FindingFormat};
use super::console::Console;
use super::failure::Failure;
use super::project;
use super::settings::Settings;

pub fn run(args: &Check, settings: &Settings, console: &Console) -> Result<(), Failure> {
    let opened = project::open(settings)?;
    let mut findings = opened.findings.clone();
    if let Some(sound) = opened.sound() {
        let as_of = project::as_of(sound.project, settings)?;
        let wanted = PlanSettings { as_of, base_url: None, sheets: false };
        let plan = sound.plan(&wanted).map_err(Failure::Machine)?;
        findings.extend(check::content(&plan));
        findings.extend(check::addresses(&plan));
        if !open::has_errors(&findings) {
            match sound.renderer(&plan) {
                Ok(renderer) => findings.extend(check::rendered(&plan, &renderer, &|| true)),
                Err(faults) => findings.extend(faults),
            }
        }
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
