//! Decodes `products/*.yaml` and `for:`.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::audience::{AUDIENCE, Audience};
use crate::model::company::Company;
use crate::model::ids::{Id, MarketId, ProductId};
use crate::model::locale::Locale;
use crate::model::money::{Currency, Money, parse_amount};
use crate::model::product::{Billing, OFFER, Offer, PRODUCT, Product};
use crate::model::text::Located;
use crate::model::web::WebAddress;
use crate::source::Node;

use super::fields::{Fields, Findings};
use super::values::{id, id_map, ids, local_text, locale, path, typed, word};

pub fn product(
    product_id: ProductId,
    node: &Node,
    start: Span,
    company: &Company,
    findings: &mut Findings,
) -> Option<Product> {
    let fields = Fields::open(node, &PRODUCT, start, findings)?;
    let name = fields.get("name", findings, local_text);
    let product = Product {
        id: product_id,
        span: start,
        summary: fields.get("summary", findings, local_text),
        category: fields.get("category", findings, id).map(|located| located.value),
        billing: fields
            .get("billing", findings, |node, findings| {
                word(node, findings, Billing::WORDS, Billing::from_word)
            })
            .unwrap_or(Billing::Once),
        offers: offers(&fields, company, start, findings),
        picture: fields.get("picture", findings, path),
        alt: fields.get("alt", findings, local_text),
        points: fields.list("points", findings, local_text),
        audience: audience(&fields, findings),
        name: name.unwrap_or_else(|| super::standard::blank(start)),
    };
    Some(product)
}

/// What each market pays and where it buys. Without `markets` every market of the company sells it.
fn offers(
    fields: &Fields,
    company: &Company,
    start: Span,
    findings: &mut Findings,
) -> BTreeMap<MarketId, Offer> {
    let common_url = fields
        .get("url", findings, |node, findings| typed(node, findings, WebAddress::parse))
        .unwrap_or_else(|| Located { value: company.url.clone(), span: start });
    let Some(node) = fields.node("markets") else {
        return common_offers(fields, company, &common_url, findings);
    };
    if let Some(price) = fields.node("price") {
        findings.push(
            Diagnostic::error(
                Code::BadValue,
                price.span,
                "`price` and `markets` exclude each other",
            )
            .help("each market has its own price: remove the line `price`"),
        );
    }
    let pairs = id_map(node, findings, |market: MarketId, value, place, findings| {
        let part = Fields::open(value, &OFFER, place, findings)?;
        let Some(known) = company.market(&market) else {
            findings.push(unknown_market(&market, place, company));
            return None;
        };
        let price = part
            .get("price", findings, |node, findings| money(node, Some(known.currency), findings));
        let url = part
            .get("url", findings, |node, findings| typed(node, findings, WebAddress::parse))
            .unwrap_or_else(|| common_url.clone());
        Some((market, Offer { price: price.map(|located| located.value), url }))
    });
    pairs.into_iter().collect()
}

fn common_offers(
    fields: &Fields,
    company: &Company,
    url: &Located<WebAddress>,
    findings: &mut Findings,
) -> BTreeMap<MarketId, Offer> {
    // Where nobody says which currency the company uses, each price says it.
    let said = !company.currency_is_assumed;
    let only = match company.markets.as_slice() {
        [market] if said => Some(market.currency),
        _ => None,
    };
    let price = fields
        .get("price", findings, |node, findings| paid_somewhere(node, only, company, findings));
    company
        .markets
        .iter()
        // A price in one currency says nothing about markets that pay in another.
        .filter(|market| {
            !said || price.is_none_or(|price| price.value.currency() == market.currency)
        })
        .map(|market| {
            let price = price.map(|located| located.value);
            (market.id.clone(), Offer { price, url: url.clone() })
        })
        .collect()
}

pub fn unknown_market(market: &MarketId, place: Span, company: &Company) -> Diagnostic {
    let known: Vec<&str> = company.markets.iter().map(|market| market.id.as_str()).collect();
    Diagnostic::error(Code::Dangling, place, format!("company.yaml has no market `{market}`"))
        .help(format!("its markets are: {}", known.join(", ")))
}

/// An amount that is not below zero; without a currency it counts in `currency`.
pub fn money(
    node: &Node,
    currency: Option<Currency>,
    findings: &mut Findings,
) -> Option<Located<Money>> {
    money_among(node, currency, &[], findings)
}

/// The same, where it is known which currencies can be meant.
fn money_among(
    node: &Node,
    currency: Option<Currency>,
    known: &[Currency],
    findings: &mut Findings,
) -> Option<Located<Money>> {
    let money = typed(node, findings, |text| {
        parse_amount(text, currency).map_err(|fault| fault.with_currencies(known.iter().copied()))
    })?;
    if money.value.is_negative() {
        findings.push(Diagnostic::error(
            Code::BadValue,
            node.span,
            "an amount cannot be below zero",
        ));
        return None;
    }
    Some(money)
}

/// A sum in the currency that it names, else in `implied`, if some market of the company pays in it.
pub fn paid_somewhere(
    node: &Node,
    implied: Option<Currency>,
    company: &Company,
    findings: &mut Findings,
) -> Option<Located<Money>> {
    let own = company.markets.iter().filter(|_| !company.currency_is_assumed);
    let own: Vec<Currency> = own.map(|market| market.currency).collect();
    let sum = money_among(node, implied, &own, findings)?;
    let currency = sum.value.currency();
    let known = company.markets.iter().any(|market| market.currency == currency);
    if known || company.currency_is_assumed {
        return Some(sum);
    }
    let own = company.default_market().currency;
    let message = format!("no market of the company pays in {currency}, but in {own}");
    let help = match company.markets.as_slice() {
        // The same number in another currency would be another price.
        [_] => format!("write what it costs in {own}, or `currency: {currency}` in company.yaml"),
        _ => "write it in a market's currency, or under `markets:` one for each".to_owned(),
    };
    findings.push(Diagnostic::error(Code::BadValue, sum.span, message).help(help));
    None
}

/// The `for:` of any material.
pub fn audience(fields: &Fields, findings: &mut Findings) -> Audience {
    fields
        .part("for", &AUDIENCE, findings, |part, findings| {
            Some(Audience {
                programs: id_set(part, "programs", findings),
                groups: id_set(part, "groups", findings),
                partners: id_set(part, "partners", findings),
                markets: id_set(part, "markets", findings),
                locales: part
                    .list("locales", findings, locale)
                    .into_iter()
                    .collect::<BTreeSet<Locale>>(),
            })
        })
        .unwrap_or_default()
}

fn id_set<I: Id + Ord>(part: &Fields, key: &str, findings: &mut Findings) -> BTreeSet<I> {
    let Some(node) = part.node(key) else { return BTreeSet::new() };
    ids(node, findings).into_iter().map(|located| located.value).collect()
}
