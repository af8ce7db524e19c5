//! `links.csv`, `links.json` and `terms.json`.

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::ids::PartnerId;
use crate::model::money::Money;
use crate::model::terms::{Origin, Reward, Rule, Subject, Terms};
use crate::plan::{Plan, Unlinked};
use crate::tracking::inventory::{Row, links_csv, links_json};

/// Every link of all active partners, or of one.
///
/// # Errors
/// A finding for each link that cannot be built.
pub fn csv(plan: &Plan, partner: Option<&PartnerId>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    Ok(links_csv(&rows(plan, partner)?))
}

/// The same with every sub-ID.
///
/// # Errors
/// As for [`csv`].
pub fn json(plan: &Plan) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let rows = rows(plan, None)?;
    links_json(&rows).map(String::into_bytes).map_err(|fault| vec![unwritable(&fault)])
}

/// The rows of the inventory.
///
/// # Errors
/// As for [`csv`].
pub fn rows(plan: &Plan, partner: Option<&PartnerId>) -> Result<Vec<Row>, Vec<Diagnostic>> {
    let mut rows = Vec::new();
    let mut findings = Vec::new();
    for known in plan.active().filter(|known| partner.is_none_or(|wanted| known.id == *wanted)) {
        match plan.inventory(known) {
            Ok(own) => rows.extend(own),
            Err(faults) => findings.extend(faults.iter().map(|fault| unlinked(fault, &known.id))),
        }
    }
    if findings.is_empty() { Ok(rows) } else { Err(findings) }
}

/// The finding about a link that cannot be built.
pub fn unlinked(fault: &Unlinked, partner: &PartnerId) -> Diagnostic {
    let message = format!("no link for {partner} at {}: {}", fault.placement, fault.fault);
    Diagnostic::error(Code::Link, fault.span, message).help(fault.fault.help())
}

fn unwritable(fault: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::placeless(
        crate::diagnostic::Severity::Error,
        Code::Link,
        format!("the table cannot be written: {fault}"),
    )
}

/// `terms.json`: for each partner the terms in force and announced, as numbers.
#[derive(Debug, Serialize)]
struct TermsTable<'a> {
    version: u32,
    as_of: String,
    partners: Vec<PartnerTermsRow<'a>>,
}

#[derive(Debug, Serialize)]
struct PartnerTermsRow<'a> {
    partner: &'a str,
    program: &'a str,
    /// `program`, `held` or `own`.
    origin: Option<&'static str>,
    held_until: Option<String>,
    in_force: Option<TermsRow<'a>>,
    announced: Vec<TermsRow<'a>>,
}

#[derive(Debug, Serialize)]
struct TermsRow<'a> {
    /// When these terms begin for this partner.
    from: String,
    cookie_days: u16,
    hold_days: u16,
    net_of: Vec<&'static str>,
    rules: Vec<RuleRow<'a>>,
    payout: PayoutRow<'a>,
}

#[derive(Debug, Serialize)]
struct RuleRow<'a> {
    event: &'static str,
    /// In per cent, exact.
    percent: Option<String>,
    amount: Option<MoneyRow>,
    product: Option<&'a str>,
    category: Option<&'a str>,
    group: Option<&'a str>,
    market: Option<&'a str>,
    months: Option<u16>,
}

#[derive(Debug, Serialize)]
struct PayoutRow<'a> {
    thresholds: Vec<MoneyRow>,
    rhythm: &'static str,
    day: Option<u8>,
    methods: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct MoneyRow {
    /// A decimal, exact.
    amount: String,
    currency: &'static str,
}

/// The table of everybody's terms.
///
/// # Errors
/// The table cannot be written as JSON.
pub fn terms(plan: &Plan) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let as_of = plan.settings.as_of;
    let partners = plan.project.partners.values().filter(|partner| partner.status.has_addresses());
    let rows = partners.filter_map(|partner| {
        let terms = plan.terms(partner)?;
        let now = terms.in_force(as_of);
        Some(PartnerTermsRow {
            partner: partner.id.as_str(),
            program: partner.program.value.as_str(),
            origin: now.map(|now| match now.origin {
                Origin::Program => "program",
                Origin::Held { .. } => "held",
                Origin::Own => "own",
            }),
            held_until: now.and_then(|now| match now.origin {
                Origin::Held { until } => Some(until.to_string()),
                Origin::Program | Origin::Own => None,
            }),
            in_force: now.map(|now| terms_row(now.terms, now.terms.from.to_string())),
            announced: terms
                .announced(as_of)
                .into_iter()
                .map(|change| terms_row(change.terms, change.on.to_string()))
                .collect(),
        })
    });
    let table = TermsTable { version: 1, as_of: as_of.to_string(), partners: rows.collect() };
    let mut bytes = serde_json::to_vec_pretty(&table).map_err(|fault| vec![unwritable(&fault)])?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn terms_row(terms: &Terms, from: String) -> TermsRow<'_> {
    TermsRow {
        from,
        cookie_days: terms.cookie_days,
        hold_days: terms.hold_days,
        net_of: terms.base.net_of(),
        rules: terms.rules.iter().map(rule_row).collect(),
        payout: PayoutRow {
            thresholds: terms.payout.thresholds.all().iter().copied().map(money_row).collect(),
            rhythm: terms.payout.rhythm.word(),
            day: terms.payout.rhythm.day(),
            methods: terms.payout.methods.iter().map(|method| method.key()).collect(),
        },
    }
}

fn rule_row(rule: &Rule) -> RuleRow<'_> {
    let (percent, amount) = match rule.pays.reward() {
        Reward::Percent(rate) => (Some(rate.percent().normalize().to_string()), None),
        Reward::Fixed(sum) => (None, Some(money_row(sum))),
    };
    let (product, category) = match &rule.subject {
        Subject::Everything => (None, None),
        Subject::Category(category) => (None, Some(category.as_str())),
        Subject::Product(product) => (Some(product.as_str()), None),
    };
    RuleRow {
        event: rule.pays.event().word(),
        percent,
        amount,
        product,
        category,
        group: rule.group.as_ref().map(|group| group.as_str()),
        market: rule.market.as_ref().map(|market| market.as_str()),
        months: rule.pays.months().map(std::num::NonZeroU16::get),
    }
}

fn money_row(money: Money) -> MoneyRow {
    MoneyRow { amount: money.amount().to_string(), currency: money.currency().code() }
}
