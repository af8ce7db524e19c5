//! What search engines would be told, where it cannot be meant.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::company::Indexing;
use crate::model::ids::LandingId;
use crate::plan::Plan;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    tests(plan, findings);
    findings.extend(imprint(plan));
    duplicates(plan, findings);
}

/// A landing that is tried against itself or against another test.
fn tests(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    for (landing, text) in super::texts(plan) {
        let Some(of) = &text.test_of else { continue };
        let other = plan.project.landings.get(&of.value);
        let is_test = other.is_some_and(|it| it.texts().any(|text| text.test_of.is_some()));
        if of.value == landing.id || is_test {
            let message =
                format!("`{}` is no landing that another one can be tried against", of.value);
            findings.push(
                Diagnostic::error(Code::BadValue, of.span, message)
                    .help("name the landing that is there already and is not a test itself"),
            );
        }
    }
}

/// Germany (DDG, section 5) and Austria (ECG, section 5) want to know on every site who runs it.
fn imprint(plan: &Plan) -> Option<Diagnostic> {
    let company = &plan.project.company;
    let wants = |country: &&str| {
        company.markets.iter().any(|market| market.countries.iter().any(|it| it == country))
    };
    let country = ["DE", "AT"].into_iter().find(wants)?;
    let is_said = company.links.imprint.is_some()
        || (company.legal.name.is_some()
            && !company.legal.address.is_empty()
            && company.legal.email.is_some());
    (!is_said).then(|| {
        let message = format!("landings for {country} do not say who runs them");
        Diagnostic::warning(Code::Law, company.span, message)
            .help("add `links: {imprint: https://…}`, or `legal` with name, address and email")
    })
}

/// The same page on many addresses that are all to be found: search engines show one of them, and
/// hold it against the others.
fn duplicates(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let mut alike: BTreeMap<(&LandingId, Span), usize> = BTreeMap::new();
    let found = plan.active().filter(|partner| plan.indexing(partner) == Indexing::All);
    for partner in found {
        for landing in plan.landings_for(partner) {
            let locale = &partner.locales[0];
            let version = landing.version_for(partner, locale, plan.default_locale());
            let Some(version) = version else { continue };
            if version.value.test_of.is_none() {
                *alike.entry((&landing.id, version.value.span)).or_default() += 1;
            }
        }
    }
    for ((id, span), count) in alike.into_iter().filter(|(_, count)| *count > 1) {
        let message =
            format!("{count} partners’ pages of `{id}` are for search engines, and read alike");
        findings.push(Diagnostic::warning(Code::Search, span, message).help(
            "write `indexing: brand`, so that yours is shown, or a variant for each who is to be found (`variant_of`)",
        ));
    }
}
