//! The stretches of a curve, read by somebody who knows nothing but how to read them.

use proptest::prelude::*;

use super::*;
use crate::model::money::Currency;
use crate::model::terms::{Bonus, BonusKind, Period};

/// As the calculator on the portal reads them.
fn read(stretches: &[Stretch], count: u32) -> i64 {
    let mut earned = 0;
    for stretch in stretches {
        if stretch.from <= count {
            earned = stretch.total + i64::from(count - stretch.from) * stretch.each;
        }
    }
    earned
}

/// One sale after the other.
fn reckoned(terms: &Terms, paid: Paid, count: u32) -> i64 {
    let mut month = Month::default();
    for _ in 0..count {
        let sale =
            Transaction { month, on: Some(terms.from), ..Transaction::sale(broom(), Some(paid)) };
        let earning = earn(terms, &sale).unwrap();
        month.sales += 1;
        month.volume += earning.base.unwrap().amount();
        month.earned += earning.amount.amount();
    }
    i64::try_from((month.earned * Decimal::ONE_HUNDRED).trunc()).unwrap()
}

fn cents(cents: i64) -> Money {
    Money::new(Decimal::new(cents, 2), Currency::EURO).unwrap()
}

fn percent(tenths: i64) -> Rate {
    Rate::from_percent(Decimal::new(tenths, 1)).unwrap()
}

fn sums(sum: Option<i64>) -> Sums {
    Sums::new(sum.into_iter().map(cents).collect()).unwrap()
}

prop_compose! {
    fn any_scale()(
        kind in 0_u8..4,
        by_volume: bool,
        rates in proptest::collection::vec(0_i64..500, 3),
        steps in proptest::collection::btree_set(1_i64..60, 0..3),
        fixed in 0_i64..5_000,
        in_sums: bool,
    ) -> Scale {
        let mut rates = rates;
        let by_volume = by_volume && !in_sums;
        let reward = |rate| match in_sums {
            true => Reward::Fixed(cents(rate)),
            false => Reward::Percent(percent(rate)),
        };
        let (kind, measure) = match kind {
            0 => return Reward::Fixed(cents(fixed)).into(),
            1 => return Reward::Percent(percent(rates[0])).into(),
            2 => (TierKind::Marginal, by_volume),
            _ => (TierKind::Whole, by_volume),
        };
        // Steps for the whole month never fall.
        if kind == TierKind::Whole {
            rates.sort_unstable();
        }
        let (measure, size) = match measure {
            true => (TierMeasure::Volume(Currency::EURO), Decimal::new(2_345, 2)),
            false => (TierMeasure::Sales, Decimal::ONE),
        };
        let starts = std::iter::once(0).chain(steps).map(|from| Decimal::from(from) * size);
        let steps = starts.zip(rates).map(|(from, rate)| Step { from, reward: reward(rate) });
        Scale::Tiers(Tiers::new(kind, measure, steps.collect()).unwrap())
    }
}

prop_compose! {
    fn any_terms()(
        scale in any_scale(),
        minimum in proptest::option::of(0_i64..500),
        sale in proptest::option::of(0_i64..5_000),
        month in proptest::option::of(0_i64..50_000),
        milestones in proptest::collection::vec((1_u32..50, 0_i64..10_000), 0..3),
        extra in proptest::option::of(0_i64..100),
        net: bool,
    ) -> Terms {
        let limits =
            Limits { minimum: sums(minimum), per_sale: sums(sale), per_month: sums(month) };
        let rule = Rule { limits, ..rule(Pays::Sale(scale), Subject::Everything) };
        let bonus = |kind| Bonus {
            name: "More".to_owned(),
            period: Period::default(),
            kind,
            place: Written::default(),
        };
        let milestones = milestones.into_iter().map(|(sales, sum)| {
            bonus(BonusKind::Milestone { sales: sales.try_into().unwrap(), sum: sums(Some(sum)) })
        });
        let extra = extra.map(|rate| bonus(BonusKind::Rate(percent(rate))));
        Terms {
            bonuses: milestones.chain(extra).collect(),
            base: Base { net_of_tax: net, ..Base::default() },
            ..terms(vec![rule])
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_curve_says_what_sale_after_sale_earns(
        terms in any_terms(),
        price in 1_i64..30_000,
        tax in 0_i64..300,
        count in 0_u32..120,
    ) {
        let paid = Paid::taxed(cents(price), percent(tax));
        let curve = sales_curve(&terms, &Transaction::sale(broom(), Some(paid))).unwrap();
        prop_assert_eq!(read(&curve, count), reckoned(&terms, paid, count), "{:?}", curve);
        prop_assert!(curve.windows(2).all(|pair| pair[0].from < pair[1].from));
        prop_assert!(curve.len() <= 32, "{} stretches", curve.len());
    }

    #[test]
    fn renewals_stop_where_the_terms_stop_them(
        rate in 0_i64..500,
        life in proptest::option::of(0_i64..500),
        limit in 1_u16..40,
        price in 1_i64..30_000,
        count in 0_u16..60,
    ) {
        let fixed = |tenths| format!("{} %", Decimal::new(tenths, 1));
        let mut rules = vec![renewal_rule(&fixed(rate), Some(limit))];
        rules.extend(life.map(|rate| renewal_rule(&fixed(rate), None)));
        let terms = terms(rules);
        let sale = Transaction::sale(broom(), Some(Paid::plain(cents(price))));
        let curve = renewals_curve(&terms, &sale).unwrap();
        let months = (1..=count).filter_map(NonZeroU16::new).map(|month| {
            let case = Case { occasion: Occasion::Renewal { month }, ..broom() };
            pay(&terms, &case, sale.paid).map_or(0, |earning| minor(earning.amount).unwrap())
        });
        prop_assert_eq!(read(&curve, count.into()), months.sum::<i64>());
    }
}

#[test]
fn a_worked_curve() {
    // 20 %, from the tenth sale 25 %, at most 100.00 a month: 9 × 9.80 = 88.20, then 11.80 of 12.25.
    let step = |from: i64, rate| Step {
        from: Decimal::from(from),
        reward: Reward::Percent(percent(rate)),
    };
    let tiers =
        Tiers::new(TierKind::Marginal, TierMeasure::Sales, vec![step(0, 200), step(10, 250)]);
    let limits = Limits { per_month: sums(Some(10_000)), ..Limits::default() };
    let pays = Pays::Sale(Scale::Tiers(tiers.unwrap()));
    let terms = terms(vec![Rule { limits, ..rule(pays, Subject::Everything) }]);
    let sale = Transaction::sale(broom(), Some(Paid::plain(cents(4_900))));
    let stretch = |from, total, each| Stretch { from, total, each };
    assert_eq!(
        sales_curve(&terms, &sale).unwrap(),
        [stretch(0, 0, 980), stretch(9, 8_820, 1_180), stretch(10, 10_000, 0)]
    );
}
