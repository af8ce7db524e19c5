//! Forms that lead nowhere, or ask for data without the agreement that the law wants.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::landing::{Consent, Form};
use crate::model::material::Landing;
use crate::plan::Plan;

/// Countries where a business asks before it uses an address that somebody left: the European
/// Economic Area (Regulation 2016/679, article 6), the United Kingdom (UK GDPR), Switzerland
/// (FADP), Russia (152-FZ, article 9), Brazil (LGPD, article 7), Türkiye (KVKK, article 5).
const ASKING: [&str; 35] = [
    "AT", "BE", "BG", "BR", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR",
    "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "RU", "SE",
    "SI", "SK", "TR",
];

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let company = &plan.project.company;
    for (landing, text) in super::texts(plan) {
        let Some(form) = &text.form else { continue };
        match form.endpoint.as_ref().or(company.form_endpoint.as_ref()) {
            None => findings.push(
                Diagnostic::error(Code::Form, form.span, "nobody says where this form is sent").help(
                    "add `form_endpoint: https://…` to company.yaml, or `endpoint` to the form: the address that takes it",
                ),
            ),
            Some(endpoint) if !endpoint.is_secure() => findings.push(
                Diagnostic::warning(Code::Form, form.span, "the form is sent without encryption")
                    .help(format!("use an address that begins with `https://` instead of {endpoint}")),
            ),
            Some(_) => {}
        }
        findings.extend(consent(plan, landing, form));
    }
}

fn consent(plan: &Plan, landing: &Landing, form: &Form) -> Option<Diagnostic> {
    if !matches!(form.consent, Consent::None) {
        let links = &plan.project.company.links;
        return links.privacy.is_none().then(|| {
            let message = "readers agree to something that they cannot read";
            Diagnostic::error(Code::Form, form.span, message)
                .help("add `links: {privacy: https://…}` to company.yaml: the form links it")
        });
    }
    let countries = asking_countries(plan, landing);
    (!countries.is_empty()).then(|| {
        let message =
            format!("the form does not ask for consent, as {} wants", countries.join(", "));
        Diagnostic::error(Code::Form, form.span, message)
            .help("add `consent: true` for the theme's words, or your own words")
    })
}

/// The countries with such a law whose people the landing is for.
fn asking_countries<'p>(plan: &Plan<'p>, landing: &Landing) -> Vec<&'p str> {
    let partners = plan.active().filter(|partner| landing.audience.includes(partner));
    let markets = partners.filter_map(|it| plan.project.company.market(&it.market.value));
    let countries: BTreeSet<&str> =
        markets.flat_map(|market| &market.countries).map(String::as_str).collect();
    countries.into_iter().filter(|country| ASKING.contains(country)).collect()
}
