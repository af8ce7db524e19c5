//! Decodes sums that are agreed in every currency.

use crate::decode::fields::{Fields, Findings};
use crate::decode::values::id_map;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::load::product::{money, paid_somewhere, unknown_market};
use crate::model::company::{Company, Market};
use crate::model::ids::MarketId;
use crate::model::money::Money;
use crate::model::terms::Sums;
use crate::source::Value;

/// A sum in one currency, or a map of sums by market.
pub fn sums(part: &Fields, key: &str, company: &Company, findings: &mut Findings) -> Sums {
    let Some(node) = part.node(key) else { return Sums::default() };
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
    Sums::new(sums).unwrap_or_else(|currency| {
        let code = currency.code();
        findings.push(
            Diagnostic::error(
                Code::Terms,
                node.span,
                format!("there are two different sums in {code} for `{key}`"),
            )
            .help(format!("markets that pay in {code} share one sum")),
        );
        Sums::default()
    })
}

/// Reports a market whose currency the sums of `key` lack: there is no rate to change them by.
pub fn report_lacking<'m>(
    sums: &Sums,
    key: &str,
    place: Span,
    markets: impl IntoIterator<Item = &'m Market>,
    findings: &mut Findings,
) {
    if sums.all().is_empty() {
        return;
    }
    let lacks = |market: &&Market| sums.of(market.currency).is_none();
    let Some(market) = markets.into_iter().find(lacks) else { return };
    let (id, code) = (&market.id, market.currency.code());
    let message = format!("`{key}` has no sum in {code}, which the market `{id}` pays in");
    findings.push(
        Diagnostic::error(Code::Terms, place, message)
            .help(format!("write one by market: `{key}: {{{id}: 50.00 {code}, …}}`")),
    );
}
