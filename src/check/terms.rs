//! Commission rules that contradict each other, or say nothing.

use std::collections::BTreeSet;

use crate::commission::conflicts;
use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::company::Market;
use crate::model::ids::Id;
use crate::model::program::Program;
use crate::model::terms::{Subject, Terms, TermsHistory};
use crate::plan::Plan;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let as_of = plan.settings.as_of;
    for program in plan.project.programs.values() {
        history(&format!("the program {}", program.id), &program.terms, program.span, findings);
        if program.terms.in_force(as_of).is_none() {
            findings.push(
                Diagnostic::warning(
                    Code::Terms,
                    program.span,
                    format!("no terms of the program `{}` are in force on {as_of}", program.id),
                )
                .help("give one version of the terms an earlier `from:`"),
            );
        }
        if program.terms.versions().iter().all(|terms| terms.rules.is_empty()) {
            findings.push(
                Diagnostic::lint(
                    Code::Terms,
                    program.span,
                    format!("the program `{}` does not say what it pays", program.id),
                )
                .help("`promokit new program` writes one with terms to fill in"),
            );
        }
        slips(plan, program, findings);
        thresholds(plan, &program.terms, &plan.project.company.markets, program.span, findings);
    }
    for partner in plan.project.partners.values() {
        if let Some(terms) = &partner.terms {
            history(&format!("the partner {}", partner.id), terms, partner.span, findings);
            let market = plan.project.company.market(&partner.market.value);
            thresholds(plan, terms, market, partner.span, findings);
        }
    }
}

fn history(whose: &str, history: &TermsHistory, place: Span, findings: &mut Vec<Diagnostic>) {
    for terms in history.versions() {
        for (first, second) in conflicts(&terms.rules) {
            let [first, second] = [first, second].map(|rule| terms.rules[rule].place.or(place));
            findings.push(
                Diagnostic::error(
                    Code::Terms,
                    second,
                    format!(
                        "two rules of {whose} in the terms from {} are for the same sales",
                        terms.from
                    ),
                )
                .label(first, "the first of them")
                .help(
                    "keep one, or say what each is for: `category`, `product`, `group` or `market`",
                ),
            );
        }
    }
}

/// Where a threshold has no sum in a market's currency, every balance is paid out there: hardly
/// what was meant. Versions that are history already are left in peace.
fn thresholds<'m>(
    plan: &Plan,
    history: &TermsHistory,
    markets: impl IntoIterator<Item = &'m Market>,
    place: Span,
    findings: &mut Vec<Diagnostic>,
) {
    let now = history.in_force(plan.settings.as_of).map(|now| now.from);
    let living = history.versions().iter().filter(|terms| Some(terms.from) >= now);
    let given: Vec<&Terms> =
        living.filter(|terms| !terms.payout.thresholds.all().is_empty()).collect();
    for market in markets {
        let lacks = |terms: &&&Terms| terms.payout.thresholds.of(market.currency).is_none();
        let Some(terms) = given.iter().find(lacks) else { continue };
        let message = format!(
            "the terms from {} have no threshold in {}: in the market `{}` every balance is paid out",
            terms.from,
            market.currency.code(),
            market.id
        );
        let help = "write one for each market: `threshold: {eu: 50.00, us: 60.00}`";
        findings.push(Diagnostic::warning(Code::Terms, place, message).help(help));
    }
}

/// A rule for a category that no product has, or a group that no partner is in, is a typing slip.
fn slips(plan: &Plan, program: &Program, findings: &mut Vec<Diagnostic>) {
    let products = plan.project.products.values();
    let categories: Vec<&str> =
        products.filter_map(|product| Some(product.category.as_ref()?.as_str())).collect();
    let partners = plan.project.partners.values();
    let groups: BTreeSet<&str> =
        partners.flat_map(|partner| partner.groups.iter().map(Id::as_str)).collect();
    let rules = program.terms.versions().iter().flat_map(|terms| &terms.rules);
    for rule in rules {
        let place = rule.place.or(program.span);
        if let Subject::Category(category) = &rule.subject
            && !categories.contains(&category.as_str())
        {
            let id = &program.id;
            let message =
                format!("a rule of `{id}` is for the category `{category}`, which no product has");
            let near = suggest(category.as_str(), categories.iter().copied());
            let help = "write `category: …` into the products that it is for";
            findings.push(slip(place, message, near, help));
        }
        if let Some(group) = &rule.group
            && !groups.contains(group.as_str())
        {
            let id = &program.id;
            let message =
                format!("a rule of `{id}` is for the group `{group}`, which no partner is in");
            let near = suggest(group.as_str(), groups.iter().copied());
            findings.push(slip(place, message, near, "write it into `groups` of those who are"));
        }
    }
    findings.dedup();
}

fn slip(place: Span, message: String, near: Option<&str>, help: &str) -> Diagnostic {
    let finding = Diagnostic::warning(Code::Dangling, place, message);
    match near {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help(help),
    }
}
