//! That no two artifacts would be written to one path.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::ids::PartnerId;
use crate::plan::{OutputPath, Plan, Scope};

/// Gives the paths of everything that is planned.
pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) -> Vec<OutputPath> {
    let mut owners: BTreeMap<OutputPath, Option<PartnerId>> = BTreeMap::new();
    for scope in plan.scopes() {
        for artifact in plan.expand(&scope) {
            let path = artifact.path.clone();
            if let Some(first) = owners.insert(artifact.path, artifact.partner) {
                findings.push(clash(plan, &path, &scope, first.as_ref()));
            }
        }
    }
    owners.into_keys().collect()
}

fn clash(plan: &Plan, path: &OutputPath, scope: &Scope, first: Option<&PartnerId>) -> Diagnostic {
    let partner = match scope {
        Scope::Partner(id) => plan.project.partners.get(id),
        Scope::Shared => None,
    };
    let place = partner.map_or(plan.project.company.span, |partner| partner.span);
    let whose = |id: Option<&PartnerId>| {
        id.map_or("shared material".to_owned(), |id| format!("the partner {id}"))
    };
    let second = whose(partner.map(|partner| &partner.id));
    let message = format!("{path} would be written twice: for {} and for {second}", whose(first));
    Diagnostic::error(Code::Domain, place, message).help(
        "an id, a language and a landing make up addresses: rename the one that stands in the way",
    )
}
