//! `terms.json`: everybody's terms as numbers.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::earnings::{Earnings, earnings};
use super::table::unwritable;
use crate::commission::{Case, Occasion};
use crate::diagnostic::Diagnostic;
use crate::model::company::Market;
use crate::model::money::{Money, Rate};
use crate::model::product::Product;
use crate::model::terms::{
    Bonus, BonusKind, Origin, Reward, Rule, Step, Subject, Sums, Terms, TierMeasure, Tiers,
};
use crate::plan::Plan;

/// `terms.json`: for each partner the terms in force and announced, as numbers.
#[derive(Debug, Serialize)]
struct TermsTable<'a> {
    version: u32,
    as_of: String,
    partners: Vec<PartnerTermsRow<'a>>,
    programs: Vec<ProgramRow<'a>>,
}

/// What a program's products earn in a market, for calculators.
#[derive(Debug, Serialize)]
struct ProgramRow<'a> {
    program: &'a str,
    market: &'a str,
    currency: &'static str,
    /// How many decimals the currency has: sums are in its minor units.
    digits: u32,
    products: Vec<Earnings>,
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
    /// What documents print of them; alike for whoever has these terms.
    fingerprint: String,
    cookie_days: u16,
    hold_days: u16,
    net_of: Vec<&'static str>,
    rules: Vec<RuleRow<'a>>,
    payout: PayoutRow<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bonuses: Vec<BonusRow<'a>>,
    /// In per cent, exact; the nearest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    levels: Vec<String>,
    /// In per cent, by what a partner did.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    split: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refused: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct RuleRow<'a> {
    event: &'static str,
    /// In per cent, exact; with tiers the first step's.
    percent: Option<String>,
    amount: Option<MoneyRow>,
    product: Option<&'a str>,
    category: Option<&'a str>,
    group: Option<&'a str>,
    market: Option<&'a str>,
    months: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tiers: Option<TiersRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    minimum: Vec<MoneyRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cap_sale: Vec<MoneyRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cap_month: Vec<MoneyRow>,
}

#[derive(Debug, Serialize)]
struct TiersRow {
    /// `marginal` or `whole`.
    kind: &'static str,
    /// The currency of a volume; `null` counts sales.
    volume: Option<&'static str>,
    steps: Vec<StepRow>,
}

#[derive(Debug, Serialize)]
struct StepRow {
    from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<MoneyRow>,
}

#[derive(Debug, Serialize)]
struct BonusRow<'a> {
    name: &'a str,
    from: Option<String>,
    until: Option<String>,
    /// Which sale of a month earns it; `null`: every one.
    after: Option<u32>,
    percent: Option<String>,
    amounts: Vec<MoneyRow>,
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
pub fn json(plan: &Plan) -> Result<Vec<u8>, Vec<Diagnostic>> {
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
    let table = TermsTable {
        version: 1,
        as_of: as_of.to_string(),
        partners: rows.collect(),
        programs: program_rows(plan),
    };
    let mut bytes = serde_json::to_vec_pretty(&table).map_err(|fault| vec![unwritable(&fault)])?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Programs and markets with something to reckon.
fn program_rows<'p>(plan: &Plan<'p>) -> Vec<ProgramRow<'p>> {
    let markets = plan.project.company.markets.iter();
    let pairs = plan.project.programs.values().flat_map(|it| markets.clone().map(move |m| (it, m)));
    pairs
        .filter_map(|(program, market)| {
            let now = plan.program_terms(program).in_force(plan.settings.as_of)?;
            let products = plan.products_of(Some(program), &market.id).into_iter();
            let products: Vec<Earnings> = products
                .filter_map(|product| {
                    earnings(now.terms, product, market, public_sale(product, market))
                })
                .collect();
            (!products.is_empty()).then(|| ProgramRow {
                program: program.id.as_str(),
                market: market.id.as_str(),
                currency: market.currency.code(),
                digits: market.currency.minor_units(),
                products,
            })
        })
        .collect()
}

/// A sale by a partner of no group.
fn public_sale(product: &Product, market: &Market) -> Case {
    Case {
        occasion: Occasion::Sale,
        product: Some(product.id.clone()),
        category: product.category.clone(),
        market: Some(market.id.clone()),
        groups: BTreeSet::new(),
    }
}

/// Tells terms apart: twelve letters and digits, made of every number in them.
pub fn fingerprint(terms: &Terms) -> String {
    let bare = bare_row(terms, terms.from.to_string());
    // Texts and numbers can always be written.
    let text = serde_json::to_vec(&bare).unwrap_or_default();
    blake3::hash(&text).to_hex()[..12].to_owned()
}

fn terms_row(terms: &Terms, from: String) -> TermsRow<'_> {
    TermsRow { fingerprint: fingerprint(terms), ..bare_row(terms, from) }
}

fn bare_row(terms: &Terms, from: String) -> TermsRow<'_> {
    TermsRow {
        from,
        fingerprint: String::new(),
        cookie_days: terms.cookie_days,
        hold_days: terms.hold_days,
        net_of: terms.base.net_of(),
        rules: terms.rules.iter().map(rule_row).collect(),
        payout: PayoutRow {
            thresholds: sums_row(&terms.payout.thresholds),
            rhythm: terms.payout.rhythm.word(),
            day: terms.payout.rhythm.day(),
            methods: terms.payout.methods.iter().map(|method| method.key()).collect(),
        },
        bonuses: terms.bonuses.iter().map(bonus_row).collect(),
        levels: terms.levels.iter().copied().map(percent).collect(),
        split: terms
            .split
            .iter()
            .flat_map(|split| split.shares())
            .map(|(touch, rate)| (touch.word(), percent(*rate)))
            .collect(),
        refused: terms.refused.iter().map(|refused| refused.word()).collect(),
    }
}

fn bonus_row(bonus: &Bonus) -> BonusRow<'_> {
    let (after, rate, sums) = match &bonus.kind {
        BonusKind::Rate(rate) => (None, Some(percent(*rate)), Vec::new()),
        BonusKind::Sum(sum) => (None, None, sums_row(sum)),
        BonusKind::Milestone { sales, sum } => (Some(sales.get()), None, sums_row(sum)),
    };
    BonusRow {
        name: &bonus.name,
        from: bonus.period.from().map(|day| day.to_string()),
        until: bonus.period.until().map(|day| day.to_string()),
        after,
        percent: rate,
        amounts: sums,
    }
}

fn rule_row(rule: &Rule) -> RuleRow<'_> {
    let (share, amount) = reward_row(rule.pays.reward());
    let (product, category) = match &rule.subject {
        Subject::Everything => (None, None),
        Subject::Category(category) => (None, Some(category.as_str())),
        Subject::Product(product) => (Some(product.as_str()), None),
    };
    RuleRow {
        event: rule.pays.event().word(),
        percent: share,
        amount,
        product,
        category,
        group: rule.group.as_ref().map(|group| group.as_str()),
        market: rule.market.as_ref().map(|market| market.as_str()),
        months: rule.pays.months().map(std::num::NonZeroU16::get),
        tiers: rule.pays.tiers().map(tiers_row),
        minimum: sums_row(&rule.limits.minimum),
        cap_sale: sums_row(&rule.limits.per_sale),
        cap_month: sums_row(&rule.limits.per_month),
    }
}

/// A rate, or a sum.
fn reward_row(reward: Reward) -> (Option<String>, Option<MoneyRow>) {
    match reward {
        Reward::Percent(rate) => (Some(percent(rate)), None),
        Reward::Fixed(sum) => (None, Some(money_row(sum))),
    }
}

fn tiers_row(tiers: &Tiers) -> TiersRow {
    let row = |step: Step| {
        let (percent, amount) = reward_row(step.reward);
        StepRow { from: step.from.to_string(), percent, amount }
    };
    TiersRow {
        kind: tiers.kind().word(),
        volume: match tiers.measure() {
            TierMeasure::Sales => None,
            TierMeasure::Volume(currency) => Some(currency.code()),
        },
        steps: tiers.steps().map(row).collect(),
    }
}

/// In per cent, exact.
fn percent(rate: Rate) -> String {
    rate.percent().to_string()
}

fn sums_row(sums: &Sums) -> Vec<MoneyRow> {
    sums.all().iter().copied().map(money_row).collect()
}

fn money_row(money: Money) -> MoneyRow {
    MoneyRow { amount: money.amount().to_string(), currency: money.currency().code() }
}
