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

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::money::Money;
use crate::plan::Plan;
use crate::theme::placeholders::part;

use known::Known;
use numbers::{Amount, Number};
use texts::Text;
use vocabulary::Surroundings;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let known = Known::new(plan);
    for text in texts::texts(plan.project) {
        findings.extend(text_findings(&known, &text));
    }
}

fn text_findings(known: &Known, text: &Text) -> Vec<Diagnostic> {
    // Most texts have no numbers.
    if !text.phrase.text.contains(numbers::is_digit) {
        return Vec::new();
    }
    let numbers = numbers::find(&text.phrase.text, &known.currencies);
    let findings = numbers.iter().filter_map(|number| {
        let label = text.label.map(|label| label.text.as_str()).unwrap_or_default();
        let around = Surroundings::of(&text.phrase.text, &number.range, label);
        match number.amount {
            Amount::Percent(_) => rate(known, text, number, &around),
            Amount::Sum(_) => price(known, text, number, &around),
            Amount::Days(_) => window(known, text, number, &around, &numbers),
        }
    });
    findings.collect()
}

fn rate(known: &Known, text: &Text, number: &Number, around: &Surroundings) -> Option<Diagnostic> {
    let Amount::Percent(rate) = number.amount else { return None };
    // All or nothing is no commission.
    if rate.percent().is_zero() || rate.percent() == Decimal::ONE_HUNDRED {
        return None;
    }
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
    let product = known.product_in(around.clause)?;
    let own = product.prices.iter().filter(|price| price.currency() == sum.currency());
    let own: Vec<Money> = own.copied().collect();
    let reference = format!("`{{{{ prices.{} }}}}`", product.id);
    let is_its_price = around.is_the_price_of(&product.names, text.is_for_partners);
    if own.contains(&sum) {
        let is_price = is_its_price || around.speaks_of_a_price();
        return is_price.then(|| could_be(text, number, &reference));
    }
    // Several of them, or those of a year.
    let is_multiple = |price: &Money| !price.is_zero() && (sum.amount() % price.amount()).is_zero();
    if !is_its_price || own.iter().any(is_multiple) {
        return None;
    }
    let message = format!("the price of `{}` is {}, not {sum}", product.id, own.first()?);
    let typed = part(text.phrase, &number.range);
    Some(Diagnostic::error(Code::Typed, typed, message).help(format!("write {reference}")))
}

fn window(
    known: &Known,
    text: &Text,
    number: &Number,
    around: &Surroundings,
    numbers: &[Number],
) -> Option<Diagnostic> {
    let Amount::Days(days) = number.amount else { return None };
    if !around.speaks_of_a_window() {
        return None;
    }
    let windows = known.windows(&text.programs);
    // The placeholder has the number alone.
    let reference = "`{{ cookie_days }}` for the number";
    if windows.contains(&days) {
        return Some(could_be(text, number, reference));
    }
    // Beside a true one, other days are for something else.
    let is_true = |other: &Number| match other.amount {
        Amount::Days(days) => windows.contains(&days),
        Amount::Percent(_) | Amount::Sum(_) => false,
    };
    let mut beside = numbers.iter().filter(|it| around.sentence.contains(&it.range.start));
    if windows.is_empty() || beside.any(is_true) {
        return None;
    }
    let all: Vec<String> = windows.iter().map(ToString::to_string).collect();
    let message = format!("no terms count a click for {days} days, but for {}", all.join(", "));
    let typed = part(text.phrase, &number.range);
    Some(Diagnostic::error(Code::Typed, typed, message).help(format!("write {reference}")))
}

/// What is right today.
fn could_be(text: &Text, number: &Number, reference: &str) -> Diagnostic {
    let typed = &text.phrase.text[number.range.clone()];
    let message = format!("`{typed}` is typed, and stays when terms or prices change");
    Diagnostic::lint(Code::Typed, part(text.phrase, &number.range), message)
        .help(format!("write {reference}"))
}
