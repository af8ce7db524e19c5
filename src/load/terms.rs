//! Decodes commission terms, which programs and partners share.

use std::num::NonZeroU16;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::company::{Company, Market};
use crate::model::date::Date;
use crate::model::ids::{GroupId, MarketId};
use crate::model::money::{Money, Rate};
use crate::model::program::{BASE, PAYOUT, RULE, TERMS};
use crate::model::terms::*;
use crate::model::text::{Located, Written};
use crate::source::{Node, Value};

use super::creative::date;
use super::fields::{Fields, Findings, entries};
use super::product::{money, paid_somewhere, unknown_market};
use super::standard;
use super::values::{id, id_map, integer, string, typed, word};

pub const DEFAULT_COOKIE_DAYS: u16 = 30;
pub const DEFAULT_HOLD_DAYS: u16 = 30;
const LONGEST_DAYS: i64 = 3650;

/// The versions of the terms, each with its date.
pub fn history(
    node: &Node,
    place: Span,
    company: &Company,
    findings: &mut Findings,
) -> Option<TermsHistory> {
    let before = findings.len();
    let mut versions: Vec<Terms> = Vec::new();
    for entry in entries(node) {
        let start = Span { end: entry.span.start, ..entry.span };
        let Some(fields) = Fields::open(entry, &TERMS, start, findings) else { continue };
        let from = fields.get("from", findings, date).map(|from| from.value);
        if let Some(from) = from
            && versions.iter().any(|earlier| earlier.from == from)
        {
            let fault = HistoryError::SameDay(from);
            findings.push(
                Diagnostic::error(Code::Terms, place, fault.to_string())
                    .help("each version of the terms has its own `from:`, the day it begins"),
            );
            continue;
        }
        // Without its day, what it names is looked up all the same: all faults in one run.
        let Some(from) = from.or_else(|| stand_in(versions.len())) else { continue };
        versions.push(terms(&fields, from, company, findings));
    }
    match TermsHistory::new(versions) {
        Ok(history) => Some(history),
        // What made the list empty was reported already.
        Err(_) if findings.len() > before => None,
        Err(fault) => {
            findings.push(
                Diagnostic::error(Code::Terms, place, fault.to_string())
                    .help("each version of the terms has its own `from:`, the day it begins"),
            );
            None
        }
    }
}

/// A day for terms whose own could not be read, which was reported: no two get the same.
fn stand_in(index: usize) -> Option<Date> {
    let year = Date::FIRST_YEAR.checked_add(i16::try_from(index).ok()?)?;
    Date::new(year, 1, 2).ok()
}

fn terms(fields: &Fields, from: Date, company: &Company, findings: &mut Findings) -> Terms {
    let rules: Vec<Rule> = fields
        .parts("rules", &RULE, findings, |part, findings| rule(part, company, findings))
        .into_iter()
        .flatten()
        .collect();
    let base = fields.part("base", &BASE, findings, |part, findings| {
        let parts = part.list("net_of", findings, |node, findings| {
            word(node, findings, &["tax", "shipping", "discounts"], |text| {
                Some(text.to_owned())
                    .filter(|text| ["tax", "shipping", "discounts"].contains(&text.as_str()))
            })
        });
        let holds = |name: &str| parts.iter().any(|part| part == name);
        Some(Base {
            net_of_tax: holds("tax"),
            net_of_shipping: holds("shipping"),
            net_of_discounts: holds("discounts"),
        })
    });
    Terms {
        from,
        rules,
        base: base.unwrap_or_default(),
        cookie_days: days(fields, "cookie_days", DEFAULT_COOKIE_DAYS, findings),
        hold_days: days(fields, "hold_days", DEFAULT_HOLD_DAYS, findings),
        payout: payout(fields, company, findings),
    }
}

fn days(fields: &Fields, key: &str, default: u16, findings: &mut Findings) -> u16 {
    fields
        .get(key, findings, |node, findings| integer(node, findings, 0, LONGEST_DAYS))
        .and_then(|days| u16::try_from(days).ok())
        .unwrap_or(default)
}

/// One rule; an amount by market makes one for each.
fn rule(part: &Fields, company: &Company, findings: &mut Findings) -> Option<Vec<Rule>> {
    let event = part
        .get("event", findings, |node, findings| {
            let words: Vec<&str> = Event::ALL.iter().map(|event| event.key()).collect();
            word(node, findings, &words, |text| {
                Event::ALL.into_iter().find(|event| event.key() == text)
            })
        })
        .unwrap_or(Event::Sale);
    let months = part
        .get("months", findings, |node, findings| integer(node, findings, 1, 1200))
        .and_then(|months| u16::try_from(months).ok())
        .and_then(NonZeroU16::new);
    let subject = subject(part, findings);
    let group = part.get("group", findings, id::<GroupId>).map(|located| located.value);
    let market = part.get("market", findings, id::<MarketId>);
    if let Some(market) = &market
        && company.market(&market.value).is_none()
    {
        findings.push(unknown_market(&market.value, market.span, company));
    }
    let market = market.map(|located| located.value);
    // A rule without a reward, which was reported, is still one that names a product.
    let rewards = rewards(part, market.as_ref(), company, findings).unwrap_or_else(|| {
        vec![(market, Reward::Fixed(Money::zero(company.default_market().currency)))]
    });
    let named = part.node("product").or(part.node("category"));
    let place = Written::at(named.map_or(part.place("event"), |node| node.span));
    let rules =
        rewards.into_iter().filter_map(|(market, reward)| match Pays::new(event, reward, months) {
            Ok(pays) => {
                Some(Rule { pays, subject: subject.clone()?, group: group.clone(), market, place })
            }
            Err(fault) => {
                let key =
                    if months.is_some() && event != Event::Renewal { "months" } else { "rate" };
                findings.push(
                    Diagnostic::error(Code::Terms, part.place(key), fault.to_string())
                        .help(pays_help(fault)),
                );
                None
            }
        });
    Some(rules.collect())
}

fn pays_help(fault: PaysError) -> &'static str {
    match fault {
        PaysError::PercentOfNothing(_) => "write a fixed sum: `amount: 5.00 EUR`",
        PaysError::MonthsWithoutRenewal(_) => "remove `months`, or write `event: renewal`",
        PaysError::Negative => "write an amount above zero",
    }
}

/// `None` if a fault was reported.
fn subject(part: &Fields, findings: &mut Findings) -> Option<Subject> {
    match (part.node("product"), part.node("category")) {
        (Some(_), Some(category)) => {
            findings.push(
                Diagnostic::error(
                    Code::Terms,
                    category.span,
                    "a rule is for a product or for a category, not for both",
                )
                .help("remove `category`: the product has one of its own"),
            );
            None
        }
        (Some(node), None) => Some(Subject::Product(id(node, findings)?.value)),
        (None, Some(node)) => Some(Subject::Category(id(node, findings)?.value)),
        (None, None) => Some(Subject::Everything),
    }
}

fn rewards(
    part: &Fields,
    market: Option<&MarketId>,
    company: &Company,
    findings: &mut Findings,
) -> Option<Vec<(Option<MarketId>, Reward)>> {
    match (part.node("rate"), part.node("amount")) {
        (Some(rate), None) => {
            let rate: Located<Rate> = typed(rate, findings, Rate::parse)?;
            Some(vec![(market.cloned(), Reward::Percent(rate.value))])
        }
        (None, Some(amount)) if matches!(amount.value, Value::Map(_)) => {
            Some(id_map(amount, findings, |market: MarketId, node, place, findings| {
                let Some(known) = company.market(&market) else {
                    findings.push(unknown_market(&market, place, company));
                    return None;
                };
                let sum = money(node, Some(known.currency), findings)?;
                Some((Some(market), Reward::Fixed(sum.value)))
            }))
        }
        (None, Some(amount)) => fixed(amount, market, company, findings),
        (Some(_), Some(amount)) => {
            findings.push(
                Diagnostic::error(
                    Code::Terms,
                    amount.span,
                    "a rule pays a rate or an amount, not both",
                )
                .help("write two rules, or remove one of the two"),
            );
            None
        }
        (None, None) => {
            findings.push(
                Diagnostic::error(
                    Code::MissingKey,
                    part.place("rate"),
                    "the rule does not say what it pays",
                )
                .help("write `rate: 15 %` or `amount: 5.00 EUR`"),
            );
            None
        }
    }
}

/// A sum in one currency counts in the markets that use it.
fn fixed(
    node: &Node,
    market: Option<&MarketId>,
    company: &Company,
    findings: &mut Findings,
) -> Option<Vec<(Option<MarketId>, Reward)>> {
    let implied = match (market.and_then(|id| company.market(id)), company.markets.as_slice()) {
        (Some(market), _) => Some(market.currency),
        (None, [only]) => Some(only.currency),
        (None, _) => None,
    };
    let sum = paid_somewhere(node, implied, company, findings)?.value;
    if market.is_some() || company.markets.len() == 1 {
        return Some(vec![(market.cloned(), Reward::Fixed(sum))]);
    }
    let same_currency = |known: &&Market| known.currency == sum.currency();
    Some(
        company
            .markets
            .iter()
            .filter(same_currency)
            .map(|known| (Some(known.id.clone()), Reward::Fixed(sum)))
            .collect(),
    )
}

fn payout(fields: &Fields, company: &Company, findings: &mut Findings) -> Payout {
    let payout = fields.part("payout", &PAYOUT, findings, |part, findings| {
        let day = part
            .get("day", findings, |node, findings| integer(node, findings, 1, 31))
            .and_then(|day| u8::try_from(day).ok())
            .and_then(DayOfMonth::new)
            .unwrap_or(DayOfMonth::FIRST);
        let rhythm = part.get("rhythm", findings, |node, findings| {
            word(node, findings, &["weekly", "biweekly", "monthly", "quarterly"], |text| match text
            {
                "weekly" => Some(Rhythm::Weekly(Weekday::Monday)),
                "biweekly" => Some(Rhythm::Biweekly(Weekday::Monday)),
                "monthly" => Some(Rhythm::Monthly(day)),
                "quarterly" => Some(Rhythm::Quarterly(day)),
                _ => None,
            })
        });
        let methods = part.list("methods", findings, string);
        Some(Payout {
            thresholds: thresholds(part, company, findings),
            rhythm: rhythm.unwrap_or(Rhythm::Monthly(day)),
            methods: methods.iter().map(|text| method(text)).collect(),
        })
    });
    payout.unwrap_or_else(standard::payout)
}

/// `Bank transfer` and `bank-transfer` are one method; other names are kept as they are typed.
fn method(text: &str) -> PayoutMethod {
    let key = text.trim().to_lowercase().replace(' ', "-");
    match PayoutMethod::parse(&key) {
        PayoutMethod::Other(_) => PayoutMethod::Other(text.trim().to_owned()),
        known => known,
    }
}

fn thresholds(part: &Fields, company: &Company, findings: &mut Findings) -> Thresholds {
    let Some(node) = part.node("threshold") else { return Thresholds::default() };
    let mut sums: Vec<Money> = match &node.value {
        Value::Map(_) => id_map(node, findings, |market: MarketId, node, place, findings| {
            let Some(known) = company.market(&market) else {
                findings.push(unknown_market(&market, place, company));
                return None;
            };
            Some(money(node, Some(known.currency), findings)?.value)
        }),
        _ => {
            let implied = (company.markets.len() == 1).then(|| company.default_market().currency);
            let sum = paid_somewhere(node, implied, company, findings);
            sum.map(|sum| sum.value).into_iter().collect()
        }
    };
    sums.dedup();
    Thresholds::new(sums).unwrap_or_else(|currency| {
        findings.push(Diagnostic::error(
            Code::Terms,
            node.span,
            format!("there are two different thresholds in {}", currency.code()),
        ));
        Thresholds::default()
    })
}
