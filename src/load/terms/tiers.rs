//! Decodes rates and sums that change with what was sold.

use rust_decimal::Decimal;

use super::MOST_SALES;
use crate::decode::fields::{Fields, Findings};
use crate::decode::values::{integer, typed, word};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::load::product::paid_somewhere;
use crate::model::company::Company;
use crate::model::money::{Currency, Money, Rate};
use crate::model::terms::shape::{MEASURE_WORDS, STEP};
use crate::model::terms::{Reward, Step, TierKind, TierMeasure, Tiers, TiersError};
use crate::source::Node;

/// Tiers of a rule that pays in `currency`; `None` there means in several.
pub fn tiers(
    part: &Fields,
    currency: Option<Currency>,
    company: &Company,
    findings: &mut Findings,
) -> Option<Tiers> {
    let kind = part
        .get("kind", findings, |node, findings| {
            word(node, findings, TierKind::WORDS, TierKind::from_word)
        })
        .unwrap_or(TierKind::Marginal);
    let by_volume = part.get("by", findings, |node, findings| {
        word(node, findings, MEASURE_WORDS, |text| match text {
            "sales" => Some(false),
            "volume" => Some(true),
            _ => None,
        })
    });
    let measure = match (by_volume, currency) {
        (Some(true), None) => {
            findings.push(several_currencies("a volume", part.place("by")));
            return None;
        }
        (Some(true), Some(currency)) => TierMeasure::Volume(currency),
        _ => TierMeasure::Sales,
    };
    let before = findings.len();
    let steps = part.parts("steps", &STEP, findings, |part, findings| {
        step(part, measure, currency, company, findings)
    });
    if findings.len() > before {
        return None;
    }
    let places: Vec<(Decimal, Span)> =
        steps.iter().map(|(step, span)| (step.from, *span)).collect();
    let steps = steps.into_iter().map(|(step, _)| step).collect();
    match Tiers::new(kind, measure, steps) {
        Ok(tiers) => Some(tiers),
        Err(fault) => {
            findings.push(refused(fault, &places, part.place("steps")));
            None
        }
    }
}

fn step(
    part: &Fields,
    measure: TierMeasure,
    currency: Option<Currency>,
    company: &Company,
    findings: &mut Findings,
) -> Option<(Step, Span)> {
    let from = part.get("from", findings, |node, findings| match measure {
        TierMeasure::Sales => integer(node, findings, 0, MOST_SALES).map(Decimal::from),
        TierMeasure::Volume(currency) => {
            in_currency(node, currency, company, findings).map(Money::amount)
        }
    });
    let reward = reward(part, currency, company, findings);
    let place = part.node("from").map_or(part.place("from"), |node| node.span);
    Some((Step { from: from?, reward: reward? }, place))
}

/// A rate, or a sum in the rule's `currency`.
fn reward(
    part: &Fields,
    currency: Option<Currency>,
    company: &Company,
    findings: &mut Findings,
) -> Option<Reward> {
    match (part.node("rate"), part.node("amount"), currency) {
        (Some(rate), None, _) => Some(Reward::Percent(typed(rate, findings, Rate::parse)?.value)),
        (None, Some(amount), Some(currency)) => {
            let sum = in_currency(amount, currency, company, findings)?;
            Some(Reward::Fixed(sum))
        }
        (None, Some(amount), None) => {
            findings.push(several_currencies("steps", amount.span));
            None
        }
        (Some(_), Some(amount), _) => {
            let message = "a step pays a rate or an amount, not both";
            findings.push(
                Diagnostic::error(Code::Terms, amount.span, message).help("remove one of the two"),
            );
            None
        }
        (None, None, _) => {
            let message = "the step does not say what it pays";
            findings.push(
                Diagnostic::error(Code::MissingKey, part.place("rate"), message)
                    .help("write `rate: 15 %` or `amount: 5.00 EUR`"),
            );
            None
        }
    }
}

fn in_currency(
    node: &Node,
    currency: Currency,
    company: &Company,
    findings: &mut Findings,
) -> Option<Money> {
    let sum = paid_somewhere(node, Some(currency), company, findings)?.value;
    if sum.currency() == currency {
        return Some(sum);
    }
    let message = format!("the rule pays in {currency}, and this step is in {}", sum.currency());
    findings.push(
        Diagnostic::error(Code::Terms, node.span, message)
            .help(format!("write what it is in {currency}")),
    );
    None
}

fn several_currencies(what: &str, place: Span) -> Diagnostic {
    let message = format!("{what} in several currencies cannot be counted together");
    Diagnostic::error(Code::Terms, place, message)
        .help("write `market` into the rule, and a rule for each market; or pay rates `by: sales`")
}

/// At the step that is to blame.
fn refused(fault: TiersError, places: &[(Decimal, Span)], list: Span) -> Diagnostic {
    let (blamed, help) = match fault {
        TiersError::Empty => (None, "write them as `steps: [{from: 0, rate: 20 %}, …]`"),
        TiersError::Gap { first } => (Some(first), "let the first step begin `from: 0`"),
        TiersError::Overlap { from } => (Some(from), "keep one of the two"),
        TiersError::Negative { from } => (Some(from), "write a number from 0 on"),
        TiersError::Mixed { from } => (Some(from), "write rates into all steps, or amounts"),
        TiersError::SumByVolume { from } => {
            (Some(from), "write a rate, or `by: sales` with numbers of sales")
        }
        TiersError::Falling { from } => (
            Some(from),
            "write more than before, or `kind: marginal`, where earlier sales keep theirs",
        ),
    };
    let at = |from| places.iter().rfind(|(start, _)| *start == from).map(|(_, span)| *span);
    let place = blamed.and_then(at).unwrap_or(list);
    Diagnostic::error(Code::Terms, place, fault.to_string()).help(help)
}
