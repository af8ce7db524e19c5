//! Rules and lines of a reckoning in words.

use crate::commission::Reason;
use crate::model::terms::{
    Bonus, Narrower, Pays, Rule, Subject, Terms, TierKind, TierMeasure, Tiers,
};

/// `sale of products of the category `tools`, group `gold`: 15 %`
pub fn rule(rule: &Rule) -> String {
    let mut text = rule.pays.event().to_string();
    match &rule.subject {
        Subject::Everything => {}
        Subject::Category(category) => text += &format!(" in the category `{category}`"),
        Subject::Product(product) => text += &format!(" of `{product}`"),
    }
    if let Some(group) = &rule.group {
        text += &format!(", group `{group}`");
    }
    if let Some(market) = &rule.market {
        text += &format!(", market `{market}`");
    }
    if let Some(months) = rule.pays.months() {
        text += &format!(", up to month {months}");
    }
    format!("{text}: {}", pays(&rule.pays))
}

fn pays(pays: &Pays) -> String {
    match (pays.tiers(), pays) {
        (Some(rates), _) => tiers(rates),
        (None, Pays::Impression(sum)) => format!("{sum} for 1000"),
        (None, _) => pays.reward().to_string(),
    }
}

fn tiers(tiers: &Tiers) -> String {
    let steps: Vec<String> = tiers
        .steps()
        .map(|step| match tiers.measure() {
            TierMeasure::Sales => format!("{} from {}", step.reward, step.from),
            TierMeasure::Volume(currency) => {
                format!("{} from {} {currency}", step.reward, step.from)
            }
        })
        .collect();
    let measure = match tiers.measure() {
        TierMeasure::Sales => "sales",
        TierMeasure::Volume(_) => "volume",
    };
    let kind = match tiers.kind() {
        TierKind::Marginal => "from there on",
        TierKind::Whole => "for the whole month",
    };
    format!("{} ({measure} of a month, {kind})", steps.join(", "))
}

/// What a line is for.
pub fn reason(reason: Reason, terms: &Terms) -> String {
    match reason {
        Reason::Share { rate, of } => format!("{rate} of {of}"),
        Reason::Each { sum, count: 1 } => format!("{sum}, a fixed sum"),
        Reason::Each { sum, count } => format!("{count} × {sum}"),
        Reason::Thousand { sum, count } => format!("{count} × {sum} / 1000"),
        Reason::Minimum(least) => format!("up to the minimum of {least}"),
        Reason::Bonus(place) => {
            format!("bonus “{}”", bonus(terms, place).map_or("", |bonus| &bonus.name))
        }
        Reason::SaleCap(most) => format!("down to the cap of {most} for a sale"),
        Reason::Raise { from, to, of } => {
            format!("{to} in place of {from} for the {of} sold earlier in the month")
        }
        Reason::RaiseEach { more, count } => {
            format!("{more} more for each of the {count} sold earlier in the month")
        }
        Reason::MonthCap(most) => format!("down to the cap of {most} for a month"),
    }
}

/// The bonus at a place in the terms.
pub fn bonus(terms: &Terms, place: usize) -> Option<&Bonus> {
    terms.bonuses.get(place)
}

/// Why a rule was beaten by a narrower one.
pub fn beaten(by: Option<Narrower>) -> &'static str {
    match by {
        Some(Narrower::Product) => "the rule that pays is for this product",
        Some(Narrower::Category) => "the rule that pays is for this category",
        Some(Narrower::Group) => "the rule that pays is for a group of the partner",
        Some(Narrower::Market) => "the rule that pays is for this market",
        Some(Narrower::Months) | None => "the rule that pays is for these months",
    }
}
