//! Rates, prices and cookie windows that are typed into texts, where a placeholder would always say
//! what holds.
//!
//! It speaks only where the words beside a number leave no doubt what it is: percentages of wool,
//! years and house numbers are nobody's business. What disagrees with the model is an error; what
//! agrees, and could stop to, is polish.

mod known;
mod numbers;
mod texts;
mod vocabulary;

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;
use crate::theme::placeholders::part;

use known::Known;
use numbers::{Amount, Number};
use texts::Text;
use vocabulary::Surroundings;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let known = Known::new(plan.project, plan.settings.as_of);
    for text in texts::texts(plan.project) {
        findings.extend(text_findings(&known, &text));
    }
}

fn text_findings(known: &Known, text: &Text) -> Vec<Diagnostic> {
    // Most texts have no numbers.
    if !text.phrase.text.contains(|letter: char| letter.is_ascii_digit()) {
        return Vec::new();
    }
    let numbers = numbers::find(&text.phrase.text, &known.currencies);
    let findings = numbers.iter().filter_map(|number| {
        let label = text.label.map(|label| label.text.as_str()).unwrap_or_default();
        let around = Surroundings::of(&text.phrase.text, &number.range, label);
        match number.amount {
            Amount::Percent(_) => rate(known, text, number, &around),
            Amount::Sum(_) => price(known, text, number, &around),
            Amount::Days(_) => window(known, text, number, &around),
        }
    });
    findings.collect()
}

fn rate(known: &Known, text: &Text, number: &Number, around: &Surroundings) -> Option<Diagnostic> {
    let Amount::Percent(rate) = number.amount else { return None };
    if !around.speaks_of_commission(text.is_for_partners) {
        return None;
    }
    let typed = part(text.phrase, &number.range);
    let rates = known.rates(&text.programs);
    let reference = match rates.get(&rate) {
        Some(Some(category)) => format!("`{{{{ rates.{category} }}}}`"),
        _ => "`{{ rate }}`, the best rate, or `{{ commission_table }}`".to_owned(),
    };
    if rates.contains_key(&rate) {
        return Some(could_be(text, number, &reference));
    }
    if rates.is_empty() {
        return None;
    }
    let all: Vec<String> = rates.keys().map(ToString::to_string).collect();
    let message = format!("no terms pay {rate}: they pay {}", all.join(", "));
    Some(Diagnostic::error(Code::Typed, typed, message).help(format!("write {reference}")))
}

fn price(known: &Known, text: &Text, number: &Number, around: &Surroundings) -> Option<Diagnostic> {
    let Amount::Sum(sum) = number.amount else { return None };
    if !around.speaks_of_a_price() {
        return None;
    }
    let (product, prices) = known.product_in(around.clause)?;
    let own = prices.iter().filter(|price| price.currency() == sum.currency());
    let own: Vec<_> = own.copied().collect();
    let reference = format!("`{{{{ prices.{product} }}}}`");
    if own.contains(&sum) {
        return Some(could_be(text, number, &reference));
    }
    // Several of them, or those of a year.
    let is_multiple = |price: &crate::model::money::Money| {
        !price.is_zero() && (sum.amount() % price.amount()).is_zero()
    };
    let price = own.first().filter(|_| !own.iter().any(is_multiple))?;
    let message = format!("the price of `{product}` is {price}, not {sum}");
    let typed = part(text.phrase, &number.range);
    Some(Diagnostic::error(Code::Typed, typed, message).help(format!("write {reference}")))
}

fn window(
    known: &Known,
    text: &Text,
    number: &Number,
    around: &Surroundings,
) -> Option<Diagnostic> {
    let Amount::Days(days) = number.amount else { return None };
    if !around.speaks_of_a_cookie() {
        return None;
    }
    let windows = known.windows(&text.programs);
    // The placeholder has the number alone.
    let reference = "`{{ cookie_days }}` for the number";
    if windows.contains(&days) {
        return Some(could_be(text, number, reference));
    }
    let all: Vec<String> = windows.iter().map(ToString::to_string).collect();
    let message = format!("no terms count a click for {days} days, but for {}", all.join(", "));
    let typed = part(text.phrase, &number.range);
    let finding = Diagnostic::error(Code::Typed, typed, message).help(format!("write {reference}"));
    (!windows.is_empty()).then_some(finding)
}

/// What is right today.
fn could_be(text: &Text, number: &Number, reference: &str) -> Diagnostic {
    let typed = &text.phrase.text[number.range.clone()];
    let message = format!("`{typed}` is typed, and stays when terms or prices change");
    Diagnostic::lint(Code::Typed, part(text.phrase, &number.range), message)
        .help(format!("write {reference}"))
}
