//! Documents to a [`Project`]: decodes every content file, finds every fault in one run.
//!
//! A fault in one file never hides those of another: each file is decoded on its own, references
//! are followed at the end, and only then it is decided whether there is a project. This module
//! must not know of themes' templates, of output or of the clock.

mod ad_labels;
mod backend;
mod cells;
mod company;
mod creative;
mod folder;
mod form;
mod headings;
mod landing;
mod left_out;
mod material;
mod media;
mod partner;
mod partners;
mod placeholders;
mod preset;
mod probe;
mod product;
mod program;
mod references;
mod release;
mod standard;
mod table;
mod terms;
mod unused;
mod unwritten;

use std::collections::BTreeMap;

use crate::decode::fields::{self, Findings};
use crate::decode::{phrases, values, yaml_file};
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::model::ad_label::AdLabels;
use crate::model::company::Company;
use crate::model::ids::{ProductId, ProgramId};
use crate::model::locale::Locale;
use crate::model::product::Product;
use crate::model::program::Program;
use crate::model::project::Project;
use crate::model::text::Phrase;
use crate::source::{Node, Source, resolve};

use folder::Folder;

pub use headings::partner_column;
pub use partners::DecodedPartners;
pub use preset::{preset, presets};
pub use release::RELEASE_LOCK;

/// What loading gave. There is a project only if no finding is an error.
#[derive(Debug)]
pub struct Loaded {
    pub project: Option<Project>,
    pub findings: Vec<Diagnostic>,
    /// For [`load_again`].
    pub partners: DecodedPartners,
}

/// Reads all content of `source`.
pub fn load(source: &Source) -> Loaded {
    load_again(source, None)
}

/// The same, faster where the partners' rows and files are those of `before`: with many partners,
/// decoding them is most of the work.
pub fn load_again(source: &Source, before: Option<&DecodedPartners>) -> Loaded {
    let mut findings = Findings::new();
    let (project, partners) = project(source, before, &mut findings);
    let broken = findings.iter().any(|finding| finding.severity == Severity::Error);
    Loaded { project: project.filter(|_| !broken), findings, partners }
}

fn project(
    source: &Source,
    before: Option<&DecodedPartners>,
    findings: &mut Findings,
) -> (Option<Project>, DecodedPartners) {
    let company = read_company(source, findings);
    let has_company = company.is_some();
    // Other files are decoded against a stand-in, so that their faults show in the same run.
    let Some(mut company) = company.or_else(standard::company) else {
        return (None, DecodedPartners::default());
    };
    let content = Folder::content();
    content.report_files(source, findings);
    unused::report(source, findings);
    unwritten::report(source, findings);
    placeholders::report(source, findings);
    let theme = Folder::of_theme(&company.theme.value);
    let default_theme = Folder::of_theme("default");

    let decoded_from = findings.len();
    let products = content.yaml(source, "products", findings, |id, node, start, findings| {
        product::product(id, node, start, &company, findings)
    });
    assume_currency(&mut company, &products);
    let known = &company;
    let mut backends = content.yaml(source, "backends", findings, backend::backend);
    if let Some(built_in) = backend::built_in() {
        backends.entry(built_in.id.clone()).or_insert(built_in);
    }
    let mut programs: BTreeMap<ProgramId, Program> =
        content.yaml(source, "programs", findings, |id, node, start, findings| {
            program::program(id, node, start, known, findings)
        });
    if programs.is_empty() && !content.has(source, "programs") {
        programs.extend(standard::program(known).map(|program| (program.id.clone(), program)));
    }
    let all_programs_read =
        content.count(source, "programs") == programs.len() || !content.has(source, "programs");
    let defaults = partner::Defaults {
        has_company,
        is_known: has_company && all_programs_read,
        ..partner_defaults(known, &programs)
    };
    let decoded = DecodedPartners::read(source, before, &defaults);
    findings.extend(decoded.findings.iter().cloned());
    if !has_company {
        // Markets are named in company.yaml, whose own fault was reported.
        let decoded = findings.split_off(decoded_from);
        findings.extend(decoded.into_iter().filter(|finding| finding.code != Code::Dangling));
    }
    // What a project does not bring itself comes from its theme.
    let or_theme = |kind: &str| {
        let folders = [&content, &theme];
        folders.into_iter().find(|folder| folder.has(source, kind)).unwrap_or(&default_theme)
    };
    let creatives = or_theme("creatives").yaml(source, "creatives", findings, creative::creative);
    let default_locale = known.default_locale();
    let landings = or_theme("landings").markdown(
        source,
        "landings",
        default_locale,
        findings,
        landing::landing,
    );
    let emails =
        or_theme("emails").markdown(source, "emails", default_locale, findings, material::email);
    let texts =
        or_theme("texts").markdown(source, "texts", default_locale, findings, material::text);
    let documents =
        content.markdown(source, "documents", default_locale, findings, material::document);
    let strings = read_strings(source, findings);
    let released = read_yaml(source, "content/release.lock", findings)
        .and_then(|(node, start)| release::release_lock(&node, start, &company, findings));

    let mut project = Project {
        company,
        products,
        programs,
        backends,
        partners: decoded.partners.clone(),
        creatives,
        landings,
        emails,
        texts,
        documents,
        ad_labels: AdLabels::default(),
        pictures: BTreeMap::new(),
        fonts: BTreeMap::new(),
        strings,
        released,
    };
    project.ad_labels = ad_labels::ad_labels(source, &project, findings);
    let wanted = references::follow(&project, has_company, source, findings);
    (project.pictures, project.fonts) = wanted.look(source, findings);
    if let Some(lock) = &project.released {
        release::keep_faith(&project, lock, findings);
    }
    (has_company.then_some(project), decoded)
}

/// Where company.yaml says no currency, the prices do.
fn assume_currency(company: &mut Company, products: &BTreeMap<ProductId, Product>) {
    if !company.currency_is_assumed {
        return;
    }
    let mut prices = products.values().flat_map(|product| product.offers.values());
    let first = prices.find_map(|offer| offer.price);
    if let (Some(price), Some(market)) = (first, company.markets.first_mut()) {
        market.currency = price.currency();
    }
}

fn read_company(source: &Source, findings: &mut Findings) -> Option<Company> {
    let Some((node, start)) = read_yaml(source, "content/company.yaml", findings) else {
        let reported = findings.iter().any(|finding| finding.severity == Severity::Error);
        if !reported && source.files_in("content").next().is_none() {
            findings.push(
                Diagnostic::placeless(Severity::Error, Code::Empty, "the folder content/ is empty")
                    .help("`promokit init` writes a starter project that builds"),
            );
        } else if !reported {
            findings.push(
                Diagnostic::placeless(Severity::Error, Code::Layout, "there is no content/company.yaml")
                    .help("it names the company, its site and the landing domain; `promokit init` writes one"),
            );
        }
        return None;
    };
    company::company(&node, start, findings)
}

/// A YAML file's tree and the start of the file; `None` if it is not there or cannot be read.
fn read_yaml(source: &Source, path: &str, findings: &mut Findings) -> Option<(Node, Span)> {
    let file = source.find(&resolve("", path).ok()?)?;
    yaml_file(source, file, findings)
}

fn partner_defaults<'a>(
    company: &'a Company,
    programs: &'a BTreeMap<ProgramId, Program>,
) -> partner::Defaults<'a> {
    let named = company.defaults.program.as_ref().map(|located| &located.value);
    let only = programs.keys().next().filter(|_| programs.len() == 1);
    partner::Defaults {
        company,
        has_company: true,
        programs,
        program: named.or(only),
        is_known: true,
    }
}

/// The project's own words in place of the theme's, by locale.
fn read_strings(
    source: &Source,
    findings: &mut Findings,
) -> BTreeMap<Locale, BTreeMap<String, Phrase>> {
    let mut strings = BTreeMap::new();
    for (locale, file) in Folder::content().locales(source, "i18n", findings) {
        let Some((node, _)) = yaml_file(source, file, findings) else { continue };
        strings.insert(locale, phrases(&node));
    }
    strings
}
