//! Rules for two groups of one partner that fit the same sale equally well.

use std::collections::BTreeSet;

use crate::commission::{Case, NoRule, Occasion, resolve};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::partner::{Partner, Status};
use crate::model::product::Product;
use crate::model::terms::Terms;
use crate::plan::Plan;

/// What rules for several groups are tried with.
const OCCASIONS: [Occasion; 5] =
    [Occasion::Sale, Occasion::Lead, Occasion::Registration, Occasion::Click, Occasion::Impression];

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let mut known = BTreeSet::new();
    let partners = plan.project.partners.values();
    for partner in partners.filter(|it| it.groups.len() > 1 && it.status != Status::Ended) {
        for terms in terms_of(plan, partner) {
            for product in plan.project.products.values() {
                let tie = tie(plan, partner, terms, product);
                findings.extend(tie.filter(|tie| known.insert(tie.span)));
            }
        }
    }
}

/// Those in force, and those to come.
fn terms_of<'p>(plan: &Plan<'p>, partner: &'p Partner) -> Vec<&'p Terms> {
    let as_of = plan.settings.as_of;
    let Some(terms) = plan.terms(partner) else { return Vec::new() };
    let to_come = terms.announced(as_of).into_iter().map(|change| change.terms);
    terms.in_force(as_of).map(|now| now.terms).into_iter().chain(to_come).collect()
}

fn tie(plan: &Plan, partner: &Partner, terms: &Terms, product: &Product) -> Option<Diagnostic> {
    let case = |occasion| Case {
        occasion,
        product: Some(product.id.clone()),
        category: product.category.clone(),
        market: Some(partner.market.value.clone()),
        groups: partner.groups.iter().cloned().collect(),
    };
    let (event, first, second) = OCCASIONS.into_iter().find_map(|occasion| {
        match resolve(&terms.rules, &case(occasion)) {
            Err(NoRule::Tie(rules)) => Some((occasion.event(), *rules.first()?, *rules.get(1)?)),
            _ => None,
        }
    })?;
    let [first, second] = [first, second].map(|rule| &terms.rules[rule]);
    let (Some(one), Some(other)) = (&first.group, &second.group) else { return None };
    if one == other {
        // Two rules for the same sales are a fault of the terms, whoever the partner is.
        return None;
    }
    let owner = plan.project.programs.get(&partner.program.value).map(|program| program.span);
    let place = owner.unwrap_or(partner.span);
    let message = format!(
        "two rules fit one {event} of `{}` by `{}` equally well, who is in the groups `{one}` and `{other}`",
        product.id, partner.id
    );
    Some(
        Diagnostic::error(Code::Terms, second.place.or(place), message)
            .label(first.place.or(place), "the first of them")
            .help("take the partner out of one group, or make one rule narrower: `category`, `product` or `market`"),
    )
}
