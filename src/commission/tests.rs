use std::collections::BTreeSet;
use std::num::NonZeroU16;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::model::date::Date;
use crate::model::ids::{CategoryId, GroupId, MarketId, ProductId};
use crate::model::money::{Currency, Rate, parse_amount};
use crate::model::terms::{DayOfMonth, Event, Payout, Pays, Rhythm, Rule, Subject, Thresholds};
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

fn sale_rule(text: &str, subject: Subject) -> Rule {
    Rule {
        pays: Pays::Sale(reward(text)),
        subject,
        group: None,
        market: None,
        place: Written::default(),
    }
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
    let pays = Pays::new(Event::Renewal, reward(text), months.and_then(NonZeroU16::new)).unwrap();
    Rule {
        pays,
        subject: Subject::Everything,
        group: None,
        market: None,
        place: Written::default(),
    }
}

fn terms(rules: Vec<Rule>) -> Terms {
    Terms {
        from: Date::parse("2026-01-01").unwrap(),
        rules,
        base: Base::default(),
        cookie_days: 60,
        hold_days: 30,
        payout: Payout {
            thresholds: Thresholds::default(),
            rhythm: Rhythm::Monthly(DayOfMonth::FIRST),
            methods: Vec::new(),
        },
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

fn earned(rules: Vec<Rule>, case: &Case, paid: &str) -> String {
    match earn(&terms(rules), case, Some(Paid::plain(money(paid)))) {
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

    let fit = earn(&terms(rules), &broom(), Some(Paid::plain(money("100 EUR")))).unwrap().fit;
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
    let tie = earn(&terms(rules.clone()), &case, Some(Paid::plain(money("1 EUR"))));
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
    let click = Rule {
        pays: Pays::Click(money("0.12 EUR")),
        subject: Subject::Everything,
        group: None,
        market: None,
        place: Written::default(),
    };
    let case = Case { occasion: Occasion::Click, ..broom() };
    let earning = earn(&terms(vec![click]), &case, None).unwrap();
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
    let earning = earn(&net, &broom(), Some(paid)).unwrap();
    assert_eq!(earning.amount, money("16.62 EUR")); // 83.10 × 20 %
    assert_eq!(earning.base, Some(money("83.10 EUR")));

    let too_much = Paid { tax: decimal("121"), ..paid };
    assert_eq!(earn(&net, &broom(), Some(too_much)), Err(EarnError::Deductions));
    let negative = Paid { tax: decimal("-1"), ..paid };
    assert_eq!(earn(&net, &broom(), Some(negative)), Err(EarnError::Deductions));
    assert_eq!(earn(&net, &broom(), None), Err(EarnError::NothingPaid));
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
}

prop_compose! {
    fn any_rule()(
        percent in 0_i64..=100,
        fixed in proptest::option::of(0_i64..10_000),
        event in 0_usize..4,
        months in proptest::option::of(1_u16..6),
        subject in 0_u8..5,
        group in proptest::option::of("gold|blog"),
        market in proptest::option::of("france|germany"),
    ) -> Rule {
        let event = Event::ALL[event];
        let euro = Currency::from_code("EUR").unwrap();
        let sum = Money::new(Decimal::new(fixed.unwrap_or(7), 2), euro).unwrap();
        let rate = Reward::Percent(Rate::from_percent(Decimal::from(percent)).unwrap());
        let needs_sum = matches!(event, Event::Click | Event::Lead);
        let reward = if needs_sum || fixed.is_some() { Reward::Fixed(sum) } else { rate };
        let months = months.filter(|_| event == Event::Renewal).and_then(NonZeroU16::new);
        let subject = match subject {
            0 => Subject::Everything,
            1 => category("tools"),
            2 => category("books"),
            3 => product("broom"),
            _ => product("mop"),
        };
        Rule {
            pays: Pays::new(event, reward, months).unwrap(),
            subject,
            group: group.map(|id| GroupId::parse(&id).unwrap()),
            market: market.map(|id| MarketId::parse(&id).unwrap()),
            place: Written::default(),
        }
    }
}

prop_compose! {
    fn any_case()(
        occasion in 0_u8..4,
        month in 1_u16..8,
        product in "broom|mop",
        market in proptest::option::of("france|germany"),
        groups in proptest::collection::btree_set("gold|blog", 0..3),
    ) -> Case {
        let occasion = match occasion {
            0 => Occasion::Click,
            1 => Occasion::Lead,
            2 => Occasion::Sale,
            _ => Occasion::Renewal { month: NonZeroU16::new(month).unwrap() },
        };
        Case {
            occasion,
            product: ProductId::parse(&product).ok(),
            category: CategoryId::parse("tools").ok(),
            market: market.and_then(|id| MarketId::parse(&id).ok()),
            groups: groups.iter().map(|id| GroupId::parse(id).unwrap()).collect(),
        }
    }
}

proptest! {
    #[test]
    fn the_order_of_rules_changes_nothing(
        (rules, shuffled) in proptest::collection::vec(any_rule(), 0..8)
            .prop_flat_map(|rules| (Just(rules.clone()), Just(rules).prop_shuffle())),
        case in any_case(),
        cents in 0_i64..10_000_000,
    ) {
        let paid = Paid::plain(Money::new(Decimal::new(cents, 2), money("1 EUR").currency()).unwrap());
        let one = earn(&terms(rules), &case, Some(paid));
        let other = earn(&terms(shuffled), &case, Some(paid));
        match (one, other) {
            (Ok(one), Ok(other)) => prop_assert_eq!((one.amount, one.base), (other.amount, other.base)),
            (Err(EarnError::Rule(NoRule::Tie(a))), Err(EarnError::Rule(NoRule::Tie(b)))) => {
                prop_assert_eq!(a.len(), b.len());
            }
            (one, other) => prop_assert_eq!(one, other),
        }
    }

    #[test]
    fn a_percentage_is_never_negative_nor_above_what_was_paid(
        percent in 0_i64..=1_000_000,
        cents in 0_i64..10_000_000_000,
    ) {
        let rate = Rate::from_percent(Decimal::new(percent, 4)).unwrap();
        let rules = vec![Rule {
            pays: Pays::Sale(Reward::Percent(rate)),
            subject: Subject::Everything,
            group: None,
            market: None,
            place: Written::default(),
        }];
        let sum = Money::new(Decimal::new(cents, 2), money("1 EUR").currency()).unwrap();
        let amount = earn(&terms(rules), &broom(), Some(Paid::plain(sum))).unwrap().amount;
        prop_assert!(!amount.is_negative() && amount.amount() <= sum.amount());
    }

    #[test]
    fn two_sales_earn_like_one_of_both_but_for_a_cent(a in 0_i64..10_000_000, b in 0_i64..10_000_000) {
        let euro = money("1 EUR").currency();
        let sum = |cents| Money::new(Decimal::new(cents, 2), euro).unwrap();
        let earned = |cents| {
            let terms = terms(vec![sale_rule("12.5 %", Subject::Everything)]);
            earn(&terms, &broom(), Some(Paid::plain(sum(cents)))).unwrap().amount
        };
        let apart = earned(a).checked_add(earned(b)).unwrap();
        let difference = apart.checked_sub(earned(a + b)).unwrap().amount();
        prop_assert!(difference.abs() <= Decimal::new(1, 2));
    }

    /// What `conflicts` finds really ties, whenever both rules fit best.
    #[test]
    fn conflicts_pay_nobody(rule in any_rule(), case in any_case()) {
        let rules = vec![rule.clone(), rule];
        prop_assert_eq!(conflicts(&rules), vec![(0, 1)]);
        prop_assert!(reward_for(&rules, &case).is_err());
    }
}
