//! What all commissions of one sale come to, beside what the company can give away.

use rust_decimal::Decimal;

use crate::decode::fields::{Fields, Findings};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::company::Company;
use crate::model::money::Rate;
use crate::model::terms::{BonusKind, Reward, Rule, Terms};

/// Reports terms whose best rate, with the best bonus and all levels, is above the company's limit,
/// or above the whole sale where it has none.
pub fn report(terms: &Terms, fields: &Fields, company: &Company, findings: &mut Findings) {
    let limit = company.max_commission.map_or(Decimal::ONE_HUNDRED, Rate::percent);
    let levels: Decimal = terms.levels.iter().map(|rate| rate.percent()).sum();
    let bonus = best(terms.bonuses.iter().filter_map(|bonus| match bonus.kind {
        BonusKind::Rate(rate) => Some(rate),
        BonusKind::Sum(_) | BonusKind::Milestone { .. } => None,
    }));
    let rate = |rule: &Rule| match rule.pays.best() {
        Reward::Percent(rate) => Some(rate),
        Reward::Fixed(_) => None,
    };
    let best = best(terms.rules.iter().filter_map(rate));
    let all = best + bonus + levels;
    if all <= limit {
        return;
    }
    let dearest = terms.rules.iter().find(|rule| rate(rule).map(Rate::percent) == Some(best));
    let rules = fields.place("rules");
    let place = match fields.node("levels") {
        Some(node) => node.span,
        None => dearest.map_or(rules, |rule| rule.place.or(rules)),
    };
    let message = format!(
        "one sale can cost {all} %, above the limit of {limit} %: rate {best} %, bonus {bonus} %, levels {levels} %"
    );
    let help = "lower one of them, or raise `max_commission` in company.yaml";
    findings.push(Diagnostic::error(Code::Terms, place, message).help(help));
}

/// The highest of some rates, in percent; 0 of none.
fn best(rates: impl Iterator<Item = Rate>) -> Decimal {
    rates.max().map_or(Decimal::ZERO, Rate::percent)
}
