use proptest::prelude::*;

use super::*;
use crate::model::money::Currency;

prop_compose! {
    fn any_rule()(
        percent in 0_i64..=100,
        fixed in proptest::option::of(0_i64..10_000),
        event in 0_usize..6,
        months in proptest::option::of(1_u16..6),
        subject in 0_u8..5,
        group in proptest::option::of("gold|blog"),
        market in proptest::option::of("france|germany"),
        tiered: bool,
        cap in proptest::option::of(0_i64..5_000),
    ) -> Rule {
        let event = Event::ALL[event];
        let sum = cents(fixed.unwrap_or(7));
        let rate = Reward::Percent(Rate::from_percent(Decimal::from(percent)).unwrap());
        let reward = if !event.is_paid() || fixed.is_some() { Reward::Fixed(sum) } else { rate };
        let months = months.filter(|_| event == Event::Renewal).and_then(NonZeroU16::new);
        let subject = match subject {
            0 => Subject::Everything,
            1 => category("tools"),
            2 => category("books"),
            3 => product("broom"),
            _ => product("mop"),
        };
        let scale = if tiered && event.is_paid() {
            Scale::Tiers(tiers(TierKind::Marginal, &[(0, 10), (100, 20)]))
        } else {
            reward.into()
        };
        let cap = cap.filter(|_| event.is_paid()).map(cents);
        let per_sale = Sums::new(cap.into_iter().collect()).unwrap();
        Rule {
            group: group.map(|id| GroupId::parse(&id).unwrap()),
            market: market.map(|id| MarketId::parse(&id).unwrap()),
            limits: Limits { per_sale, ..Limits::default() },
            ..rule(Pays::new(event, scale, months).unwrap(), subject)
        }
    }
}

prop_compose! {
    fn any_case()(
        occasion in 0_u8..6,
        month in 1_u16..8,
        product in "broom|mop",
        market in proptest::option::of("france|germany"),
        groups in proptest::collection::btree_set("gold|blog", 0..3),
    ) -> Case {
        let occasion = match occasion {
            0 => Occasion::Click,
            1 => Occasion::Lead,
            2 => Occasion::Sale,
            3 => Occasion::Impression,
            4 => Occasion::Registration,
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
        let one = pay(&terms(rules), &case, Some(paid));
        let other = pay(&terms(shuffled), &case, Some(paid));
        match (one, other) {
            (Ok(one), Ok(other)) => prop_assert_eq!(
                (one.amount, one.base, one.parts),
                (other.amount, other.base, other.parts)
            ),
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
        let pays = Pays::Sale(Reward::Percent(rate).into());
        let rules = vec![rule(pays, Subject::Everything)];
        let sum = Money::new(Decimal::new(cents, 2), money("1 EUR").currency()).unwrap();
        let amount = pay(&terms(rules), &broom(), Some(Paid::plain(sum))).unwrap().amount;
        prop_assert!(!amount.is_negative() && amount.amount() <= sum.amount());
    }

    #[test]
    fn two_sales_earn_like_one_of_both_but_for_a_cent(a in 0_i64..10_000_000, b in 0_i64..10_000_000) {
        let euro = money("1 EUR").currency();
        let sum = |cents| Money::new(Decimal::new(cents, 2), euro).unwrap();
        let earned = |cents| {
            let terms = terms(vec![sale_rule("12.5 %", Subject::Everything)]);
            pay(&terms, &broom(), Some(Paid::plain(sum(cents)))).unwrap().amount
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

/// A sum in euros.
fn cents(cents: i64) -> Money {
    Money::new(Decimal::new(cents, 2), Currency::EURO).unwrap()
}

fn percent(percent: u32) -> Rate {
    Rate::from_percent(Decimal::from(percent)).unwrap()
}

fn tiers(kind: TierKind, steps: &[(i64, u32)]) -> Tiers {
    let step = |(from, rate): &(i64, u32)| Step {
        from: Decimal::from(*from),
        reward: Reward::Percent(percent(*rate)),
    };
    let measure = TierMeasure::Volume(Currency::EURO);
    Tiers::new(kind, measure, steps.iter().map(step).collect()).unwrap()
}

fn tiered(kind: TierKind, steps: &[(i64, u32)]) -> Rule {
    rule(Pays::Sale(Scale::Tiers(tiers(kind, steps))), Subject::Everything)
}

/// A sale of `paid`, in a month that had `volume` before.
fn sale(paid: Money, volume: Money, earned: Money) -> Transaction {
    let month = Month { sales: 0, volume: volume.amount(), earned: earned.amount() };
    Transaction { month, ..Transaction::sale(broom(), Some(Paid::plain(paid))) }
}

prop_compose! {
    /// Steps that rise in volume and rate, the first from zero on.
    fn rising()(
        widths in proptest::collection::vec(1_i64..5_000, 0..5),
        raises in proptest::collection::vec(0_u32..15, 6),
    ) -> Vec<(i64, u32)> {
        let starts = widths.iter().scan(0, |from, width| { *from += width; Some(*from) });
        let rates = raises.iter().scan(0, |rate, raise| { *rate += raise; Some(*rate) });
        std::iter::once(0).chain(starts).zip(rates).collect()
    }
}

proptest! {
    #[test]
    fn parts_of_a_sum_add_up_to_it(
        amount in -10_000_000_i64..10_000_000,
        weights in proptest::collection::vec(0_u32..1_000, 1..8),
    ) {
        let weights: Vec<Decimal> = weights.into_iter().map(Decimal::from).collect();
        let parts = cents(amount).split(&weights).unwrap();
        let mut all = Money::zero(Currency::EURO);
        for part in &parts {
            prop_assert!(part.is_zero() || part.is_negative() == (amount < 0));
            all = all.checked_add(*part).unwrap();
        }
        prop_assert_eq!(all, cents(amount));
    }

    #[test]
    fn tiers_for_the_whole_month_never_pay_less(
        steps in rising(),
        paid in 0_i64..2_000_000,
        volume in 0_i64..2_000_000,
    ) {
        let earned = |kind| {
            let sale = sale(cents(paid), cents(volume), cents(0));
            earn(&terms(vec![tiered(kind, &steps)]), &sale).unwrap().amount.amount()
        };
        let (whole, marginal) = (earned(TierKind::Whole), earned(TierKind::Marginal));
        prop_assert!(whole >= marginal, "{whole} < {marginal}");
        prop_assert!(marginal >= Decimal::ZERO);
    }

    /// Sale by sale, a month comes to what its sum comes to, but for half a cent a sale.
    #[test]
    fn a_month_in_pieces_earns_like_the_month(
        steps in rising(),
        sales in proptest::collection::vec(0_i64..500_000, 1..6),
        whole: bool,
    ) {
        let kind = if whole { TierKind::Whole } else { TierKind::Marginal };
        let terms = terms(vec![tiered(kind, &steps)]);
        let (mut volume, mut earned) = (0, Decimal::ZERO);
        for paid in &sales {
            let sale = sale(cents(*paid), cents(volume), cents(0));
            earned += earn(&terms, &sale).unwrap().amount.amount();
            volume += paid;
        }
        let at_once = earn(&terms, &sale(cents(volume), cents(0), cents(0))).unwrap().amount;
        let slack = Decimal::new(i64::try_from(sales.len()).unwrap() * 2, 2);
        prop_assert!((earned - at_once.amount()).abs() <= slack);
    }

    #[test]
    fn no_commission_is_negative_or_above_its_caps(
        steps in rising(),
        whole: bool,
        paid in 0_i64..2_000_000,
        volume in 0_i64..2_000_000,
        before in 0_i64..100_000,
        minimum in 0_i64..1_000,
        above in 0_i64..10_000,
        month in 0_i64..100_000,
    ) {
        let kind = if whole { TierKind::Whole } else { TierKind::Marginal };
        let one = |amount| Sums::new(vec![cents(amount)]).unwrap();
        let limits = Limits {
            minimum: one(minimum),
            per_sale: one(minimum + above),
            per_month: one(month),
        };
        let terms = terms(vec![Rule { limits, ..tiered(kind, &steps) }]);
        let earning = earn(&terms, &sale(cents(paid), cents(volume), cents(before))).unwrap();
        prop_assert!(!earning.amount.is_negative());
        prop_assert!(earning.amount.amount() <= cents((month - before).max(0)).amount());
        let raised = earning.parts.iter().any(|part| matches!(part.reason, Reason::Raise { .. }));
        prop_assert!(raised || earning.amount.amount() <= cents(minimum + above).amount());
        let mut all = Money::zero(Currency::EURO);
        for part in &earning.parts {
            all = all.checked_add(part.amount).unwrap();
        }
        prop_assert_eq!(all, earning.amount);
        let back = earning.clone().taken_back();
        prop_assert!(earning.amount.checked_add(back.amount).unwrap().is_zero());
    }
}
