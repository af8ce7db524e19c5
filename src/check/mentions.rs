//! Letters and ad texts that name the main site or the mail domain, of programs that keep their material off them.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::ids::ProgramId;
use crate::model::partner::Partner;
use crate::model::text::Phrase;
use crate::model::web::Domain;
use crate::plan::Plan;

use super::addresses::main_domains;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let strict: BTreeSet<&ProgramId> = plan
        .project
        .programs
        .values()
        .filter(|program| program.keeps_off_main_site)
        .map(|program| &program.id)
        .collect();
    let partners: Vec<&Partner> =
        plan.active().filter(|partner| strict.contains(&partner.program.value)).collect();
    if partners.is_empty() {
        return;
    }
    let domains = main_domains(plan);
    let project = plan.project;
    for email in project.emails.values() {
        if partners.iter().any(|partner| email.audience.includes(partner)) {
            for text in email.texts() {
                let words = [Some(&text.body), text.signature.as_ref(), text.headline.as_ref()];
                findings.extend(words.into_iter().flatten().filter_map(|it| finding(it, &domains)));
            }
        }
    }
    for text in project.texts.values() {
        if partners.iter().any(|partner| text.audience.includes(partner)) {
            let bodies = text.texts().map(|version| &version.body);
            findings.extend(bodies.filter_map(|body| finding(body, &domains)));
        }
    }
}

fn finding(phrase: &Phrase, domains: &[Domain]) -> Option<Diagnostic> {
    let (domain, at) = domains
        .iter()
        .find_map(|domain| Some((domain, mention(&phrase.text, domain.as_str())?)))?;
    let start = phrase.span.start + u32::try_from(at).ok()?;
    let end = start + u32::try_from(domain.as_str().len()).ok()?;
    let place = Span { start, end, ..phrase.span };
    let message = format!("the text names {domain}, and the program keeps material off it");
    Some(Diagnostic::error(Code::Address, place, message).help(
        "write `{{ link }}`, which leads by the landing domain and carries the partner, or take it out",
    ))
}

/// Where `text` names the domain or one below it, in an address or by itself.
fn mention(text: &str, domain: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    lower.match_indices(domain).map(|(at, _)| at).find(|&at| {
        let before = lower[..at].chars().next_back();
        let mut after = lower[at + domain.len()..].chars();
        let goes_on = match after.next() {
            Some('.') => after.next().is_some_and(char::is_alphanumeric),
            Some(next) => next.is_alphanumeric() || next == '-',
            None => false,
        };
        !goes_on && !before.is_some_and(|before| before.is_alphanumeric() || before == '-')
    })
}

#[cfg(test)]
mod tests {
    use super::mention;

    #[test]
    fn a_name_is_found_whole() {
        for (text, at) in [
            ("See https://shop.example/tea", Some(12)),
            ("SHOP.example.", Some(0)),
            ("mail hello@shop.example, please", Some(11)),
            ("www.shop.example", Some(4)),
            ("myshop.example, my-shop.example", None),
            ("shop.example.org and shop.examples", None),
            ("é shop.example", Some(3)),
        ] {
            assert_eq!(mention(text, "shop.example"), at, "{text}");
        }
    }
}
