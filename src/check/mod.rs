//! What is well-formed but cannot be meant, or could be better: lints over the project, the plan
//! and what is rendered. Nothing here reads files or writes any.

mod ad_labels;
mod addresses;
mod audiences;
mod bundles;
mod coverage;
mod dates;
mod documents;
mod domains;
mod host_limits;
mod icons;
mod landing;
mod languages;
mod links;
mod mentions;
mod partner_texts;
mod paths;
mod promises;
mod references;
mod renewals;
mod successors;
mod terms;
mod ties;
mod typed;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;
use crate::render::Renderer;

/// The faults and warnings that need nothing rendered: what `build` looks at too. It takes no
/// longer with many artifacts.
pub fn content(plan: &Plan) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    emptiness(plan, &mut findings);
    domains::check(plan, &mut findings);
    dates::check(plan, &mut findings);
    successors::check(plan, &mut findings);
    terms::check(plan, &mut findings);
    ties::check(plan, &mut findings);
    promises::check(plan, &mut findings);
    references::check(plan, &mut findings);
    documents::check(plan, &mut findings);
    icons::check(plan, &mut findings);
    landing::check(plan, &mut findings);
    audiences::check(plan, &mut findings);
    bundles::check(plan, &mut findings);
    coverage::check(plan, &mut findings);
    partner_texts::check(plan, &mut findings);
    languages::check(plan, &mut findings);
    ad_labels::check(plan, &mut findings);
    typed::check(plan, &mut findings);
    findings
}

/// What is fine today and wants doing soon.
pub fn reminders(plan: &Plan) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    renewals::check(plan, &mut findings);
    findings
}

/// Faults of addresses and links, which `build` meets when it makes the files.
pub fn addresses(plan: &Plan) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    domains::check(plan, &mut findings);
    // Two sites on one domain clash in every file: said once is enough.
    let is_clear = findings.iter().all(|finding| finding.code != Code::Domain);
    findings.clear();
    if is_clear {
        let paths = paths::check(plan, &mut findings);
        host_limits::check(plan, paths.iter().map(|path| (path.as_str(), 0)), &mut findings);
    }
    links::check(plan, &mut findings);
    addresses::check(plan, &mut findings);
    mentions::check(plan, &mut findings);
    findings
}

/// What is wrong with all that was made, by path and size: sites that are too much for their host.
pub fn built<'f>(plan: &Plan, files: impl IntoIterator<Item = (&'f str, u64)>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    host_limits::check(plan, files, &mut findings);
    findings
}

/// What shows only when things are made: template faults, missing values, texts that do not fit.
/// Pictures are laid out but not drawn. It stops early, with what it found, once `goes_on` does not
/// hold any more.
pub fn rendered(
    plan: &Plan,
    renderer: &Renderer,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Vec<Diagnostic> {
    let isolation = landing::Isolation::new(plan);
    let mut findings: Vec<Diagnostic> = plan
        .scopes()
        .par_iter()
        .take_any_while(|_| goes_on())
        .flat_map_iter(|scope| plan.expand(scope))
        .flat_map_iter(|artifact| match renderer.examine(&artifact) {
            Ok(Some(page)) => isolation.examine(&artifact, &page),
            Ok(None) => Vec::new(),
            Err(findings) => findings,
        })
        .collect();
    findings.extend(renderer.undrawn_styles());
    // One slip in a shared text shows on the page of every partner.
    findings.sort_by(|one, two| {
        (&one.span, one.code, &one.message).cmp(&(&two.span, two.code, &two.message))
    });
    findings.dedup();
    alike(findings)
}

/// So many findings about one thing are told one by one.
const TOLD: usize = 3;

/// One headline is too long in many sizes, languages and for many partners: the first is told whole,
/// the others are counted. Needs the findings sorted by place and code.
fn alike(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_of_files = |code: Code| {
        matches!(
            code,
            Code::TextFit | Code::Contrast | Code::Resolution | Code::Budget | Code::BadFont
        )
    };
    let mut told: Vec<Diagnostic> = Vec::new();
    for group in findings.chunk_by(|one, two| (one.span, one.code) == (two.span, two.code)) {
        let Some(first) = group.first().filter(|it| is_of_files(it.code) && group.len() > TOLD)
        else {
            told.extend_from_slice(group);
            continue;
        };
        let worst = group.iter().min_by_key(|finding| finding.severity).unwrap_or(first);
        let more = group.len() - 1;
        let message = format!("{}; and so it is in {more} more", worst.message);
        told.push(Diagnostic { message, ..worst.clone() });
    }
    told
}

fn emptiness(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let project = plan.project;
    if project.products.is_empty() {
        findings.push(
            Diagnostic::warning(
                Code::Empty,
                project.company.span,
                "there is no product to promote",
            )
            .help("`promokit new product espresso` writes one"),
        );
    }
    if project.partners.is_empty() {
        findings.push(
            Diagnostic::warning(Code::Empty, project.company.span, "there is no partner yet")
                .help("`promokit new partner acme` adds a row to partners.csv"),
        );
    }
    if project.company.portal_salt.is_none() {
        findings.push(
            Diagnostic::warning(
                Code::Guessable,
                project.company.span,
                "the partners' portal addresses can be guessed: company.yaml has no salt",
            )
            .help("add `portal: {salt: \"…\"}` with twenty letters and digits of your own"),
        );
    }
}
