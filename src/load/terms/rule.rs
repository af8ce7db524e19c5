//! Decodes one commission rule.

use std::num::NonZeroU16;

use super::limits::limits;
use super::tiers::tiers;
use crate::decode::fields::{Fields, Findings};
use crate::decode::values::{id, id_map, integer, typed, word};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::product::{money, paid_somewhere, unknown_market};
use crate::model::company::{Company, Market};
use crate::model::ids::{GroupId, MarketId};
use crate::model::money::{Currency, Money, Rate};
use crate::model::terms::shape::TIERS;
use crate::model::terms::{Event, Pays, PaysError, Reward, Rule, Scale, Subject};
use crate::model::text::{Located, Written};
use crate::source::{Node, Value};

/// What a rule pays in a market; `None` is every market.
pub type Paying = (Option<MarketId>, Scale);

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
