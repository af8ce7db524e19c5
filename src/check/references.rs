//! Two partners under one id of a backend: it would pay one for the sales of the other.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::backend::Role;
use crate::model::ids::{BackendId, PartnerId};
use crate::model::partner::Partner;
use crate::plan::Plan;

/// A partner's id in a backend, and where it is written.
struct Reference<'p> {
    backend: &'p BackendId,
    text: &'p str,
    partner: &'p PartnerId,
    place: Span,
}

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<(&BackendId, &str), (&PartnerId, Span)> = BTreeMap::new();
    for partner in plan.project.partners.values() {
        for reference in references(plan, partner) {
            let key = (reference.backend, reference.text);
            match first.get(&key) {
                None => {
                    first.insert(key, (reference.partner, reference.place));
                }
                Some(taken) => findings.push(twice(&reference, *taken)),
            }
        }
    }
}

fn references<'p>(plan: &Plan<'p>, partner: &'p Partner) -> Vec<Reference<'p>> {
    let own = plan.backend_of(partner);
    let counts = |backend: &BackendId| {
        let backends = &plan.project.backends;
        backends.get(backend).is_some_and(|backend| backend.role == Role::Tracker)
    };
    let named = partner.ids.iter().filter(|(backend, _)| counts(backend));
    let mut references: Vec<Reference> = named
        .map(|(backend, id)| Reference {
            backend,
            text: id.as_str(),
            partner: &partner.id,
            place: partner.id_places.get(backend).copied().unwrap_or(partner.span),
        })
        .collect();
    let Some(own) = own.filter(|own| counts(own) && !partner.ids.contains_key(*own)) else {
        return references;
    };
    let (text, place) = match &partner.reference {
        Some(reference) => (reference.value.as_str(), reference.span),
        None => (partner.id.as_str(), partner.span),
    };
    references.push(Reference { backend: own, text, partner: &partner.id, place });
    references
}

fn twice(reference: &Reference, (taken_by, taken_at): (&PartnerId, Span)) -> Diagnostic {
    let Reference { backend, text, partner, place } = reference;
    let message = format!(
        "`{partner}` and `{taken_by}` have the same id in the tracking system `{backend}`: `{text}`"
    );
    Diagnostic::error(Code::DuplicateRef, *place, message)
        .label(taken_at, format!("here it is that of `{taken_by}`"))
        .help("it would count the sales of one for the other: look up there whose id it is")
}
