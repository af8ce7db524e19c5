//! Decodes one commission rule.

use std::num::NonZeroU16;

use super::sums::{report_lacking, sums};
use super::tiers::tiers;
use crate::decode::fields::{Fields, Findings};
use crate::decode::values::{id, id_map, integer, typed, word};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::product::{money, paid_somewhere, unknown_market};
use crate::model::company::{Company, Market};
use crate::model::ids::{GroupId, MarketId};
use crate::model::money::{Currency, Money, Rate};
use crate::model::terms::shape::{CAP, TIERS};
use crate::model::terms::{Event, Limits, Pays, PaysError, Reward, Rule, Scale, Subject};
use crate::model::text::{Located, Written};
use crate::source::{Node, Value};

/// What a rule pays in a market; `None` is every market.
type Paying = (Option<MarketId>, Scale);

/// One rule; an amount by market makes one for each.
pub fn rule(part: &Fields, company: &Company, findings: &mut Findings) -> Option<Vec<Rule>> {
    let event = part
        .get("event", findings, |node, findings| {
            word(node, findings, Event::WORDS, Event::from_word)
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
    let paying = paying(part, market.as_ref(), company, findings).unwrap_or_else(|| {
        let nothing = Money::zero(company.default_market().currency);
        vec![(market, Scale::Flat(Reward::Fixed(nothing)))]
    });
    let limits = limits(part, event, &paying, company, findings);
    let named = part.node("product").or(part.node("category"));
    let place = Written::at(named.map_or(part.place("event"), |node| node.span));
    let rules =
        paying.into_iter().filter_map(|(market, scale)| match Pays::new(event, scale, months) {
            Ok(pays) => Some(Rule {
                pays,
                subject: subject.clone()?,
                group: group.clone(),
                market,
                limits: limits.clone(),
                place,
            }),
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

/// `rate`, `amount` or `tiers`: one of the three.
fn paying(
    part: &Fields,
    market: Option<&MarketId>,
    company: &Company,
    findings: &mut Findings,
) -> Option<Vec<Paying>> {
    let flat = |reward| vec![(market.cloned(), Scale::Flat(reward))];
    match (part.node("rate"), part.node("amount"), part.node("tiers")) {
        (Some(rate), None, None) => {
            let rate: Located<Rate> = typed(rate, findings, Rate::parse)?;
            Some(flat(Reward::Percent(rate.value)))
        }
        (None, Some(amount), None) if matches!(amount.value, Value::Map(_)) => {
            Some(id_map(amount, findings, |market: MarketId, node, place, findings| {
                let Some(known) = company.market(&market) else {
                    findings.push(unknown_market(&market, place, company));
                    return None;
                };
                let sum = money(node, Some(known.currency), findings)?;
                Some((Some(market), Scale::Flat(Reward::Fixed(sum.value))))
            }))
        }
        (None, Some(amount), None) => fixed(amount, market, company, findings),
        (None, None, Some(_)) => {
            let currency = one_currency(market, company);
            let tiers = part.part("tiers", &TIERS, findings, |part, findings| {
                tiers(part, currency, company, findings)
            })?;
            Some(vec![(market.cloned(), Scale::Tiers(tiers))])
        }
        (None, None, None) => {
            findings.push(
                Diagnostic::error(
                    Code::MissingKey,
                    part.place("rate"),
                    "the rule does not say what it pays",
                )
                .help("write `rate: 15 %`, `amount: 5.00 EUR` or `tiers`"),
            );
            None
        }
        (_, amount, tiers) => {
            let second = tiers.or(amount)?;
            findings.push(
                Diagnostic::error(
                    Code::Terms,
                    second.span,
                    "a rule pays one of a rate, an amount and tiers, not several",
                )
                .help("write two rules, or remove one of the two"),
            );
            None
        }
    }
}

/// The currency of the rule's market, or of all markets if it is the same.
fn one_currency(market: Option<&MarketId>, company: &Company) -> Option<Currency> {
    let currency = |market: &Market| market.currency;
    if let Some(market) = market {
        return company.market(market).map(currency);
    }
    let first = company.default_market().currency;
    company.markets.iter().all(|market| market.currency == first).then_some(first)
}

/// What a rule pays at the least and at the most, in the currency of every market it is for.
fn limits(
    part: &Fields,
    event: Event,
    paying: &[Paying],
    company: &Company,
    findings: &mut Findings,
) -> Limits {
    let is_for = |market: &&Market| {
        paying.iter().any(|(only, _)| only.as_ref().is_none_or(|only| *only == market.id))
    };
    let markets: Vec<&Market> = company.markets.iter().filter(is_for).collect();
    let read = |part: &Fields, key: &str, findings: &mut Findings| {
        let before = findings.len();
        let sums = sums(part, key, company, findings);
        if findings.len() == before {
            report_lacking(&sums, key, part.place(key), markets.iter().copied(), findings);
        }
        sums
    };
    let cap = part.part("cap", &CAP, findings, |part, findings| {
        report_unpaid(part, "sale", event, findings);
        Some((read(part, "sale", findings), read(part, "month", findings)))
    });
    report_unpaid(part, "minimum", event, findings);
    let (per_sale, per_month) = cap.unwrap_or_default();
    let limits = Limits { minimum: read(part, "minimum", findings), per_sale, per_month };
    for least in limits.minimum.all() {
        let most = limits.per_sale.of(least.currency());
        if let Some(most) = most.filter(|most| most.amount() < least.amount()) {
            let message = format!("the minimum of {least} is above the cap of {most} for a sale");
            findings.push(
                Diagnostic::error(Code::Terms, part.place("minimum"), message)
                    .help("lower the minimum, or raise `cap: {sale: …}`"),
            );
        }
    }
    limits
}

/// Clicks, leads and the like pay the same for each: a limit for one says nothing.
fn report_unpaid(part: &Fields, key: &str, event: Event, findings: &mut Findings) {
    if part.node(key).is_some() && !event.is_paid() {
        findings.push(
            Diagnostic::error(
                Code::Terms,
                part.place(key),
                format!("`{key}` is for sales and renewals: each {event} pays the same"),
            )
            .help(format!("leave `{key}` out")),
        );
    }
}

/// A sum in one currency counts in the markets that use it.
fn fixed(
    node: &Node,
    market: Option<&MarketId>,
    company: &Company,
    findings: &mut Findings,
) -> Option<Vec<Paying>> {
    let implied = match (market.and_then(|id| company.market(id)), company.markets.as_slice()) {
        (Some(market), _) => Some(market.currency),
        (None, [only]) => Some(only.currency),
        (None, _) => None,
    };
    let sum = paid_somewhere(node, implied, company, findings)?.value;
    if market.is_some() || company.markets.len() == 1 {
        return Some(vec![(market.cloned(), Scale::Flat(Reward::Fixed(sum)))]);
    }
    let same_currency = |known: &&Market| known.currency == sum.currency();
    Some(
        company
            .markets
            .iter()
            .filter(same_currency)
            .map(|known| (Some(known.id.clone()), Scale::Flat(Reward::Fixed(sum))))
            .collect(),
    )
}
