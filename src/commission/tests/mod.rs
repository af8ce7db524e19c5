//! Shared by the tests: rules, cases and terms by hand. Worked cases stand in `cases.csv`.

mod curves;
mod properties;
mod table;

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use rust_decimal::Decimal;

use super::*;
use crate::model::date::Date;
use crate::model::ids::{CategoryId, GroupId, MarketId, ProductId};
use crate::model::money::{Money, Rate, parse_amount};
use crate::model::terms::{
    Base, DayOfMonth, Event, Limits, Payout, Pays, Reward, Rhythm, Rule, Scale, Step, Subject,
    Sums, Terms, TierKind, TierMeasure, Tiers,
};
use crate::model::text::Written;

fn money(text: &str) -> Money {
    parse_amount(text, None).unwrap()
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

fn reward(text: &str) -> Reward {
    match Rate::parse(text) {
        Ok(rate) => Reward::Percent(rate),
        Err(_) => Reward::Fixed(money(text)),
    }
}

fn product(id: &str) -> Subject {
    Subject::Product(ProductId::parse(id).unwrap())
}

fn category(id: &str) -> Subject {
    Subject::Category(CategoryId::parse(id).unwrap())
}

/// A rule for everybody, without limits.
fn rule(pays: Pays, subject: Subject) -> Rule {
    Rule {
        pays,
        subject,
        group: None,
        market: None,
        limits: Limits::default(),
        place: Written::default(),
    }
}

fn sale_rule(text: &str, subject: Subject) -> Rule {
    rule(Pays::Sale(reward(text).into()), subject)
}

fn for_group(mut rule: Rule, group: &str) -> Rule {
    rule.group = Some(GroupId::parse(group).unwrap());
    rule
}

fn in_market(mut rule: Rule, market: &str) -> Rule {
    rule.market = Some(MarketId::parse(market).unwrap());
    rule
}

fn renewal_rule(text: &str, months: Option<u16>) -> Rule {
    let months = months.and_then(NonZeroU16::new);
    let pays = Pays::new(Event::Renewal, reward(text).into(), months).unwrap();
    rule(pays, Subject::Everything)
}

fn terms(rules: Vec<Rule>) -> Terms {
    Terms {
        from: Date::parse("2026-01-01").unwrap(),
        rules,
        base: Base::default(),
        cookie_days: 60,
        hold_days: 30,
        payout: Payout {
            thresholds: Sums::default(),
            rhythm: Rhythm::Monthly(DayOfMonth::FIRST),
            methods: Vec::new(),
        },
        bonuses: Vec::new(),
        levels: Vec::new(),
        split: None,
        refused: Vec::new(),
        place: Written::default(),
    }
}

/// A sale of the product `broom` of the category `tools`, by a partner of the group `gold`.
fn broom() -> Case {
    Case {
        occasion: Occasion::Sale,
        product: ProductId::parse("broom").ok(),
        category: CategoryId::parse("tools").ok(),
        market: MarketId::parse("france").ok(),
        groups: BTreeSet::from([GroupId::parse("gold").unwrap()]),
    }
}

fn pay(terms: &Terms, case: &Case, paid: Option<Paid>) -> Result<Earning, EarnError> {
    earn(terms, &Transaction::sale(case.clone(), paid))
}

fn earned(rules: Vec<Rule>, case: &Case, paid: &str) -> String {
    match pay(&terms(rules), case, Some(Paid::plain(money(paid)))) {
        Ok(earning) => earning.amount.to_string(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn tax_within_a_price_is_taken_off_exactly() {
    let net = Base { net_of_tax: true, ..Base::default() };
    let base = |price: &str, tax: &str| {
        let tax = Rate::parse(tax).unwrap();
        Paid::taxed(money(price), tax).base(net).unwrap().to_string()
    };
    assert_eq!(base("89.00 EUR", "19 %"), "74.79 EUR");
    assert_eq!(base("119.00 EUR", "19 %"), "100.00 EUR");
    assert_eq!(base("107.50 USD", "7.5 %"), "100.00 USD");
    assert_eq!(base("10.00 EUR", "0 %"), "10.00 EUR");
    let gross = Paid::taxed(money("89.00 EUR"), Rate::parse("19 %").unwrap());
    assert_eq!(gross.base(Base::default()).unwrap(), money("89.00 EUR"));
}

#[test]
fn the_most_specific_rule_pays() {
    let mut rules = vec![sale_rule("1 %", Subject::Everything)];
    let pays = |rules: &[Rule]| earned(rules.to_vec(), &broom(), "100.00 EUR");
    assert_eq!(pays(&rules), "1.00 EUR");
    rules.push(in_market(sale_rule("2 %", Subject::Everything), "france"));
    assert_eq!(pays(&rules), "2.00 EUR");
    rules.push(for_group(sale_rule("3 %", Subject::Everything), "gold"));
    assert_eq!(pays(&rules), "3.00 EUR");
    rules.push(sale_rule("4 %", category("tools")));
    assert_eq!(pays(&rules), "4.00 EUR");
    rules.push(for_group(sale_rule("5 %", category("tools")), "gold"));
    assert_eq!(pays(&rules), "5.00 EUR");
    rules.push(sale_rule("6 %", product("broom")));
    assert_eq!(pays(&rules), "6.00 EUR");
    rules.push(sale_rule("7 EUR", product("mop")));
    rules.push(for_group(sale_rule("8 %", product("broom")), "silver"));
    rules.push(in_market(sale_rule("9 %", product("broom")), "germany"));
    assert_eq!(pays(&rules), "6.00 EUR");

    let fit = pay(&terms(rules), &broom(), Some(Paid::plain(money("100 EUR")))).unwrap().fit;
    assert_eq!((fit.rule, fit.beaten), (5, vec![0, 1, 2, 3, 4]));
}

#[test]
fn rules_of_equal_rank_are_a_tie() {
    let rules = vec![
        for_group(sale_rule("10 %", Subject::Everything), "gold"),
        for_group(sale_rule("12 %", Subject::Everything), "blog"),
    ];
    assert_eq!(conflicts(&rules), []);
    let mut case = broom();
    case.groups.insert(GroupId::parse("blog").unwrap());
    let tie = pay(&terms(rules.clone()), &case, Some(Paid::plain(money("1 EUR"))));
    assert_eq!(tie, Err(EarnError::Rule(NoRule::Tie(vec![0, 1]))));
    assert_eq!(earned(rules, &broom(), "100 EUR"), "10.00 EUR");

    let same = vec![
        sale_rule("10 %", product("broom")),
        sale_rule("5 EUR", product("mop")),
        sale_rule("5 EUR", product("broom")),
    ];
    assert_eq!(conflicts(&same), [(0, 2)]);
}

#[test]
fn renewals_are_paid_up_to_their_limit() {
    let rules = vec![renewal_rule("20 %", Some(12)), renewal_rule("5 %", None)];
    assert_eq!(conflicts(&rules), []);
    let in_month = |month| {
        let month = NonZeroU16::new(month).unwrap();
        let case = Case { occasion: Occasion::Renewal { month }, ..broom() };
        earned(rules.clone(), &case, "29.00 EUR")
    };
    assert_eq!(in_month(1), "5.80 EUR"); // 29.00 × 20 %
    assert_eq!(in_month(12), "5.80 EUR");
    assert_eq!(in_month(13), "1.45 EUR"); // 29.00 × 5 %
    let sale = earned(rules.clone(), &broom(), "29.00 EUR");
    assert_eq!(sale, "the terms pay nothing for this sale");
}

#[test]
fn clicks_and_leads_pay_fixed_sums() {
    let click = rule(Pays::Click(money("0.12 EUR")), Subject::Everything);
    let case = Case { occasion: Occasion::Click, ..broom() };
    let earning = earn(&terms(vec![click]), &Transaction::sale(case, None)).unwrap();
    assert_eq!((earning.amount, earning.base), (money("0.12 EUR"), None));
}

#[test]
fn the_base_is_net_of_what_the_terms_say() {
    let paid = Paid {
        amount: money("120.00 EUR"),
        tax: decimal("20.00"),
        shipping: decimal("6.90"),
        discounts: decimal("10.00"),
    };
    let base = |net_of_tax, net_of_shipping, net_of_discounts| {
        let base = Base { net_of_tax, net_of_shipping, net_of_discounts };
        paid.base(base).map(|money| money.to_string())
    };
    assert_eq!(base(false, false, false), Ok("120.00 EUR".to_owned()));
    assert_eq!(base(true, false, false), Ok("100.00 EUR".to_owned()));
    assert_eq!(base(true, true, false), Ok("93.10 EUR".to_owned())); // 120 − 20 − 6.90
    assert_eq!(base(true, true, true), Ok("83.10 EUR".to_owned())); // … − 10

    let mut net = terms(vec![sale_rule("20 %", Subject::Everything)]);
    net.base = Base { net_of_tax: true, net_of_shipping: true, net_of_discounts: true };
    let earning = pay(&net, &broom(), Some(paid)).unwrap();
    assert_eq!(earning.amount, money("16.62 EUR")); // 83.10 × 20 %
    assert_eq!(earning.base, Some(money("83.10 EUR")));

    let too_much = Paid { tax: decimal("121"), ..paid };
    assert_eq!(pay(&net, &broom(), Some(too_much)), Err(EarnError::Deductions));
    let negative = Paid { tax: decimal("-1"), ..paid };
    assert_eq!(pay(&net, &broom(), Some(negative)), Err(EarnError::Deductions));
    assert_eq!(pay(&net, &broom(), None), Err(EarnError::NothingPaid));
}

#[test]
fn rounding_is_half_up_in_every_currency() {
    let rules = || vec![sale_rule("12.5 %", Subject::Everything)];
    assert_eq!(earned(rules(), &broom(), "49.00 EUR"), "6.13 EUR"); // 6.125
    assert_eq!(earned(rules(), &broom(), "1980 JPY"), "248 JPY"); // 247.5
    assert_eq!(earned(rules(), &broom(), "3.900 KWD"), "0.488 KWD"); // 0.4875
    assert_eq!(earned(rules(), &broom(), "59.10 CHF"), "7.39 CHF"); // 7.3875, not 7.40
}

#[test]
fn headlines_say_up_to_only_where_it_is_so() {
    let rules = vec![sale_rule("10 %", Subject::Everything), sale_rule("20 %", product("broom"))];
    let mop = Case { product: ProductId::parse("mop").ok(), ..broom() };
    let head = |rules: &[Rule], cases: &[Case]| {
        headline(rules, cases).map(|headline| (headline.best.to_string(), headline.up_to))
    };
    assert_eq!(head(&rules, &[mop.clone(), broom()]), Some(("20 %".to_owned(), true)));
    assert_eq!(head(&rules, &[broom()]), Some(("20 %".to_owned(), false)));
    assert_eq!(head(&rules, std::slice::from_ref(&mop)), Some(("10 %".to_owned(), false)));
    assert_eq!(head(&rules[1..], std::slice::from_ref(&mop)), None);
    // A product that earns nothing makes "20 %" a promise that is not kept for it.
    assert_eq!(head(&rules[1..], &[mop.clone(), broom()]), Some(("20 %".to_owned(), true)));
    let fixed = [sale_rule("5 EUR", product("mop")), sale_rule("8 EUR", product("broom"))];
    assert_eq!(head(&fixed, &[mop.clone(), broom()]), Some(("8.00 EUR".to_owned(), true)));
    let mixed = [sale_rule("5 EUR", product("mop")), sale_rule("8 USD", product("broom"))];
    assert_eq!(head(&mixed, &[mop, broom()]), None);
    assert_eq!(head(&rules, &[]), None);
    // The best step is not what the first sale earns.
    let steps = [("0", "10 %"), ("10", "25 %")]
        .map(|(from, rate)| Step { from: decimal(from), reward: reward(rate) });
    let tiers = Tiers::new(TierKind::Marginal, TierMeasure::Sales, steps.into()).unwrap();
    let tiered = rule(Pays::Sale(Scale::Tiers(tiers)), Subject::Everything);
    assert_eq!(head(&[tiered], &[broom()]), Some(("25 %".to_owned(), true)));
}
