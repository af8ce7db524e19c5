//! Terms as content files have them, with every default written out.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::model::company::{Company, Market};
use crate::model::terms::{
    Bonus, BonusKind, Event, Limits, Payout, Pays, Refused, Reward, Rule, Scale, Split, Subject,
    Sums, Terms, TierMeasure, Tiers,
};

/// One item of a list of terms: a line for each key, rule and bonus.
pub fn write(lock: &mut String, terms: &Terms, company: &Company) {
    *lock += &format!("      - from: {}\n", terms.from);
    for (key, value) in keys(terms, company) {
        match value {
            Value::Array(entries) if entries.iter().any(Value::is_object) => {
                *lock += &format!("        {key}:\n");
                for entry in entries {
                    *lock += &format!("          - {entry}\n");
                }
            }
            value => *lock += &format!("        {key}: {value}\n"),
        }
    }
}

fn keys(terms: &Terms, company: &Company) -> Map<String, Value> {
    let mut keys = Map::new();
    let mut rules: Vec<Value> = terms.rules.iter().map(|it| rule(it, company)).collect();
    rules.sort_by_key(Value::to_string);
    keys.insert("rules".to_owned(), Value::Array(rules));
    keys.insert("base".to_owned(), json!({"net_of": terms.base.net_of()}));
    keys.insert("cookie_days".to_owned(), json!(terms.cookie_days));
    keys.insert("hold_days".to_owned(), json!(terms.hold_days));
    keys.insert("payout".to_owned(), payout(&terms.payout, company));
    let bonuses = terms.bonuses.iter().map(|it| bonus(it, company)).collect();
    add(&mut keys, "bonuses", Some(Value::Array(bonuses)).filter(|_| !terms.bonuses.is_empty()));
    let levels: Vec<String> = terms.levels.iter().map(ToString::to_string).collect();
    add(&mut keys, "levels", Some(json!(levels)).filter(|_| !levels.is_empty()));
    add(&mut keys, "split", terms.split.as_ref().map(split));
    let refused: Vec<&str> = terms.refused.iter().map(|it: &Refused| it.word()).collect();
    add(&mut keys, "refused", Some(json!(refused)).filter(|_| !refused.is_empty()));
    keys
}

fn add(keys: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        keys.insert(key.to_owned(), value);
    }
}

fn rule(rule: &Rule, company: &Company) -> Value {
    let mut keys = Map::new();
    let event = rule.pays.event();
    add(&mut keys, "event", Some(json!(event.word())).filter(|_| event != Event::Sale));
    match &rule.subject {
        Subject::Everything => {}
        Subject::Category(category) => add(&mut keys, "category", Some(json!(category.as_str()))),
        Subject::Product(product) => add(&mut keys, "product", Some(json!(product.as_str()))),
    }
    add(&mut keys, "group", rule.group.as_ref().map(|group| json!(group.as_str())));
    add(&mut keys, "market", rule.market.as_ref().map(|market| json!(market.as_str())));
    match &rule.pays {
        Pays::Sale(Scale::Tiers(steps)) | Pays::Renewal { scale: Scale::Tiers(steps), .. } => {
            add(&mut keys, "tiers", Some(tiers(steps)));
        }
        flat => match flat.reward() {
            Reward::Percent(rate) => add(&mut keys, "rate", Some(json!(rate.to_string()))),
            Reward::Fixed(sum) => add(&mut keys, "amount", Some(json!(sum.to_string()))),
        },
    }
    add(&mut keys, "months", rule.pays.months().map(|months| json!(months)));
    limits(&mut keys, &rule.limits, company);
    Value::Object(keys)
}

fn limits(keys: &mut Map<String, Value>, limits: &Limits, company: &Company) {
    add(keys, "minimum", sums(&limits.minimum, company));
    let mut cap = Map::new();
    add(&mut cap, "sale", sums(&limits.per_sale, company));
    add(&mut cap, "month", sums(&limits.per_month, company));
    add(keys, "cap", Some(Value::Object(cap)).filter(|cap| *cap != json!({})));
}

fn tiers(tiers: &Tiers) -> Value {
    let measured = |from: Decimal| match tiers.measure() {
        TierMeasure::Sales => from.to_string(),
        TierMeasure::Volume(currency) => format!("{from} {currency}"),
    };
    let steps = tiers.steps().map(|step| match step.reward {
        Reward::Percent(rate) => json!({"from": measured(step.from), "rate": rate.to_string()}),
        Reward::Fixed(sum) => json!({"from": measured(step.from), "amount": sum.to_string()}),
    });
    let by = match tiers.measure() {
        TierMeasure::Sales => "sales",
        TierMeasure::Volume(_) => "volume",
    };
    json!({"kind": tiers.kind().word(), "by": by, "steps": steps.collect::<Vec<Value>>()})
}

fn payout(payout: &Payout, company: &Company) -> Value {
    let mut keys = Map::new();
    add(&mut keys, "threshold", sums(&payout.thresholds, company));
    add(&mut keys, "rhythm", Some(json!(payout.rhythm.word())));
    add(&mut keys, "day", payout.rhythm.day().map(|day| json!(day)));
    let methods: Vec<&str> = payout.methods.iter().map(|method| method.key()).collect();
    add(&mut keys, "methods", Some(json!(methods)).filter(|_| !methods.is_empty()));
    Value::Object(keys)
}

fn bonus(bonus: &Bonus, company: &Company) -> Value {
    let mut keys = Map::new();
    add(&mut keys, "name", Some(json!(bonus.name)));
    add(&mut keys, "from", bonus.period.from().map(|day| json!(day.to_string())));
    add(&mut keys, "until", bonus.period.until().map(|day| json!(day.to_string())));
    match &bonus.kind {
        BonusKind::Rate(rate) => add(&mut keys, "rate", Some(json!(rate.to_string()))),
        BonusKind::Sum(sum) => add(&mut keys, "amount", sums(sum, company)),
        BonusKind::Milestone { sales, sum } => {
            add(&mut keys, "after", Some(json!(sales)));
            add(&mut keys, "amount", sums(sum, company));
        }
    }
    Value::Object(keys)
}

fn split(split: &Split) -> Value {
    let shares = split.shares().iter();
    shares.map(|(touch, share)| (touch.word().to_owned(), json!(share.to_string()))).collect()
}

/// One sum where all is one market, else one for each market; `None` if there are none.
fn sums(sums: &Sums, company: &Company) -> Option<Value> {
    if let [only] = sums.all()
        && company.markets.len() == 1
    {
        return Some(json!(only.to_string()));
    }
    let sum = |market: &Market| {
        Some((market.id.to_string(), json!(sums.of(market.currency)?.to_string())))
    };
    let by_market: Map<String, Value> = company.markets.iter().filter_map(sum).collect();
    (!by_market.is_empty()).then_some(Value::Object(by_market))
}
