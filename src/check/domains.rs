//! That every site has a domain of its own, apart from the company's.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::web::Domain;
use crate::plan::Plan;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let company = &plan.project.company;
    let mut claims: BTreeMap<&Domain, (String, Span)> = BTreeMap::new();
    let own = [
        (&company.landing_domain, "the landings", company.span),
        (&company.portal_domain, "the portal", company.span),
        (&company.media_domain, "the banners", company.span),
    ];
    let forwards = company.forward_domains.iter().map(|forward| &forward.domain);
    let forwards = forwards.map(|domain| (&domain.value, "the short addresses", domain.span));
    for (domain, what, place) in own.into_iter().chain(forwards) {
        claim(&mut claims, domain, what.to_owned(), place, findings);
        if domain.as_str() == company.url.host() {
            findings.push(
                Diagnostic::error(
                    Code::Domain,
                    place,
                    format!("{what} would stand on the main site's own domain {domain}"),
                )
                .help(
                    "use a domain apart, so that no complaint about a partner touches the main one",
                ),
            );
        }
    }
    for partner in plan.project.partners.values() {
        let Some(domain) = &partner.domain else { continue };
        claim(
            &mut claims,
            &domain.value,
            format!("the partner {}", partner.id),
            domain.span,
            findings,
        );
    }
}

fn claim<'p>(
    claims: &mut BTreeMap<&'p Domain, (String, Span)>,
    domain: &'p Domain,
    what: String,
    place: Span,
    findings: &mut Vec<Diagnostic>,
) {
    match claims.get(domain) {
        Some((first, first_place)) => findings.push(
            Diagnostic::error(
                Code::Domain,
                place,
                format!("{domain} is claimed by {first} and by {what}"),
            )
            .label(*first_place, format!("{first}: here"))
            .help("give one of them another domain; partners without `domain` share the landing domain"),
        ),
        None => {
            claims.insert(domain, (what, place));
        }
    }
}
