use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn rate(percent: i64) -> Reward {
    Reward::Percent(Rate::from_percent(Decimal::from(percent)).unwrap())
}

fn terms(from: &str, percent: i64) -> Terms {
    let rule = Rule {
        pays: Pays::Sale(rate(percent).into()),
        subject: Subject::Everything,
        group: None,
        market: None,
        limits: Limits::default(),
        place: Written::default(),
    };
    Terms {
        from: day(from),
        rules: vec![rule],
        base: Base::default(),
        cookie_days: 60,
        hold_days: 30,
        payout: Payout {
            thresholds: Sums::default(),
            rhythm: Rhythm::Monthly(DayOfMonth::FIRST),
            methods: vec![PayoutMethod::BankTransfer],
        },
        bonuses: Vec::new(),
        levels: Vec::new(),
        split: None,
        refused: Vec::new(),
        place: Written::default(),
    }
}

fn history(versions: &[(&str, i64)]) -> TermsHistory {
    TermsHistory::new(versions.iter().map(|(from, percent)| terms(from, *percent)).collect())
        .unwrap()
}

/// The one rate of `terms`.
fn rate_of(terms: &Terms) -> String {
    terms.rules[0].pays.reward().to_string()
}

#[test]
fn versions_hold_from_their_day_until_the_next() {
    let history = history(&[("2026-06-01", 15), ("2025-01-01", 10), ("2027-01-01", 20)]);
    let rate_on = |on| history.in_force(day(on)).map(rate_of);
    assert_eq!(rate_on("2024-12-31"), None);
    assert_eq!(rate_on("2025-01-01").as_deref(), Some("10 %"));
    assert_eq!(rate_on("2026-05-31").as_deref(), Some("10 %"));
    assert_eq!(rate_on("2026-06-01").as_deref(), Some("15 %"));
    assert_eq!(rate_on("2030-01-01").as_deref(), Some("20 %"));
    let announced = history.announced(day("2026-11-23"));
    assert_eq!(announced.iter().map(rate_of).collect::<Vec<_>>(), ["20 %"]);
}

#[test]
fn a_history_has_one_version_a_day() {
    assert_eq!(TermsHistory::new(Vec::new()), Err(HistoryError::Empty));
    let twice = vec![terms("2026-01-01", 10), terms("2026-01-01", 12)];
    assert_eq!(TermsHistory::new(twice), Err(HistoryError::SameDay(day("2026-01-01"))));
}

#[test]
fn a_signed_partner_keeps_the_terms_until_the_contract_ends() {
    let program = history(&[("2025-01-01", 15), ("2026-06-01", 10), ("2027-06-01", 12)]);
    let partner = PartnerTerms {
        program: &program,
        own: None,
        held: Held::new(
            Some(day("2026-03-01")),
            Hold::Contract(ContractTerm::from_months(12).unwrap()),
        ),
    };
    let on = |text| partner.in_force(day(text)).map(|now| (rate_of(now.terms), now.origin));
    let held = Origin::Held { until: day("2027-02-28") };
    assert_eq!(on("2026-02-28"), Some(("15 %".to_owned(), Origin::Program)));
    assert_eq!(on("2026-03-01"), Some(("15 %".to_owned(), held)));
    assert_eq!(on("2026-06-01"), Some(("15 %".to_owned(), held)));
    assert_eq!(on("2027-02-28"), Some(("15 %".to_owned(), held)));
    assert_eq!(on("2027-03-01"), Some(("10 %".to_owned(), Origin::Program)));

    let changes: Vec<(String, String)> = partner
        .announced(day("2026-11-23"))
        .iter()
        .map(|change| (change.on.to_string(), rate_of(change.terms)))
        .collect();
    let expected = [("2027-03-01", "10 %"), ("2027-06-01", "12 %")];
    assert_eq!(changes, expected.map(|(on, rate)| (on.to_owned(), rate.to_owned())));
}

#[test]
fn without_a_hold_new_terms_are_for_everybody() {
    let program = history(&[("2025-01-01", 15), ("2026-06-01", 10)]);
    let partner = PartnerTerms {
        program: &program,
        own: None,
        held: Held::new(Some(day("2026-03-01")), Hold::No),
    };
    let now = partner.in_force(day("2026-06-01")).unwrap();
    assert_eq!((rate_of(now.terms), now.origin), ("10 %".to_owned(), Origin::Program));
}

#[test]
fn own_terms_go_before_all_others() {
    let program = history(&[("2025-01-01", 15), ("2027-01-01", 10)]);
    let own = history(&[("2026-09-01", 25)]);
    let partner = PartnerTerms {
        program: &program,
        own: Some(&own),
        held: Held::new(
            Some(day("2026-03-01")),
            Hold::Contract(ContractTerm::from_months(12).unwrap()),
        ),
    };
    let on = |text| partner.in_force(day(text)).map(|now| rate_of(now.terms));
    assert_eq!(on("2026-08-31").as_deref(), Some("15 %"));
    assert_eq!(on("2026-09-01").as_deref(), Some("25 %"));
    assert_eq!(on("2028-01-01").as_deref(), Some("25 %"));
    // The program's change of 2027 is none of this partner's business.
    assert_eq!(partner.announced(day("2026-11-23")), []);
    assert_eq!(partner.announced(day("2026-08-01")).len(), 1);
}

#[test]
fn events_and_rewards_that_do_not_go_together() {
    let twelve = NonZeroU16::new(12);
    let sum = Reward::Fixed(crate::model::money::parse_amount("2 EUR", None).unwrap());
    let click = Pays::new(Event::Click, rate(10).into(), None);
    assert_eq!(click, Err(PaysError::PercentOfNothing(Event::Click)));
    let sale = Pays::new(Event::Sale, rate(10).into(), twelve);
    assert_eq!(sale, Err(PaysError::MonthsWithoutRenewal(Event::Sale)));
    for event in Event::ALL.iter().copied() {
        let pays = Pays::new(event, sum.into(), None).unwrap();
        assert_eq!((pays.event(), pays.reward(), pays.months()), (event, sum, None));
    }
    assert_eq!(Pays::new(Event::Renewal, rate(5).into(), twelve).unwrap().months(), twelve);
}

#[test]
fn sums_are_one_for_each_currency() {
    let sum = |text| crate::model::money::parse_amount(text, None).unwrap();
    let sums = Sums::new(vec![sum("50 USD"), sum("40 EUR")]).unwrap();
    assert_eq!(sums.all(), [sum("40 EUR"), sum("50 USD")]);
    assert_eq!(sums.of(sum("1 USD").currency()), Some(sum("50 USD")));
    assert_eq!(sums.of(sum("1 GBP").currency()), None);
    let twice = Sums::new(vec![sum("50 USD"), sum("40 USD")]);
    assert_eq!(twice, Err(sum("1 USD").currency()));
}

#[test]
fn payout_words_read_back() {
    for key in ["bank-transfer", "paypal", "wise", "payoneer", "card", "store-credit", "Skrill"] {
        assert_eq!(PayoutMethod::parse(key).key(), key);
    }
    assert_eq!(PayoutMethod::parse("Skrill"), PayoutMethod::Other("Skrill".to_owned()));
    assert_eq!(DayOfMonth::new(0), None);
    assert_eq!(DayOfMonth::new(32), None);
    assert_eq!(DayOfMonth::new(31).map(DayOfMonth::get), Some(31));
}

fn steps(kind: TierKind, steps: &[(i64, i64)]) -> Result<Tiers, TiersError> {
    let step = |(from, percent): &(i64, i64)| Step {
        from: Decimal::from(*from),
        reward: Reward::Percent(Rate::from_percent(Decimal::from(*percent)).unwrap()),
    };
    Tiers::new(kind, TierMeasure::Sales, steps.iter().map(step).collect())
}

#[test]
fn tiers_have_no_gap_and_no_overlap() {
    let from = |from: i64| Decimal::from(from);
    let refused = |list: &[(i64, i64)]| steps(TierKind::Whole, list).unwrap_err();
    assert_eq!(refused(&[]), TiersError::Empty);
    assert_eq!(refused(&[(5, 10)]), TiersError::Gap { first: from(5) });
    assert_eq!(refused(&[(0, 10), (5, 12), (5, 15)]), TiersError::Overlap { from: from(5) });
    assert_eq!(refused(&[(-1, 10), (5, 12)]), TiersError::Negative { from: from(-1) });
    assert_eq!(refused(&[(0, 10), (5, 8)]), TiersError::Falling { from: from(5) });
    assert!(steps(TierKind::Marginal, &[(0, 10), (5, 8)]).is_ok());
    let sum = |from, text| {
        let sum = crate::model::money::parse_amount(text, None).unwrap();
        Step { from: Decimal::from(from), reward: Reward::Fixed(sum) }
    };
    let sums = |measure, steps: &[Step]| Tiers::new(TierKind::Whole, measure, steps.to_vec());
    let two = [sum(0, "5 EUR"), sum(3, "6 USD")];
    assert_eq!(sums(TierMeasure::Sales, &two), Err(TiersError::Mixed { from: from(3) }));
    let volume = TierMeasure::Volume(crate::model::money::Currency::EURO);
    let one = sums(volume, &[sum(0, "5 EUR")]);
    assert_eq!(one, Err(TiersError::SumByVolume { from: from(0) }));
    let tiers = steps(TierKind::Marginal, &[(10, 15), (0, 10)]).unwrap();
    assert_eq!(tiers, steps(TierKind::Marginal, &[(0, 10), (10, 15)]).unwrap());
    let rates: Vec<String> = [0, 9, 10, 99].map(|at| tiers.reward_at(from(at)).to_string()).into();
    assert_eq!(rates, ["10 %", "10 %", "15 %", "15 %"]);
}

#[test]
fn periods_hold_both_of_their_ends() {
    let period = Period::new(Some(day("2026-12-01")), Some(day("2026-12-31"))).unwrap();
    let holds = |text| period.contains(day(text));
    assert!(holds("2026-12-01") && holds("2026-12-31"));
    assert!(!holds("2026-11-30") && !holds("2027-01-01"));
    assert!(Period::new(Some(day("2026-12-02")), Some(day("2026-12-01"))).is_err());
    assert!(Period::default().contains(day("2026-12-01")));
}

#[test]
fn shares_come_to_the_whole() {
    let share = |touch, percent: i64| (touch, Rate::from_percent(Decimal::from(percent)).unwrap());
    let split = Split::new(vec![share(Touch::Last, 60), share(Touch::First, 40)]).unwrap();
    assert_eq!(split.shares().first().map(|(touch, _)| *touch), Some(Touch::First));
    let not_whole = Split::new(vec![share(Touch::Last, 60)]);
    assert_eq!(not_whole, Err(NotWhole(Decimal::from(60))));
}

proptest! {
    /// Following the announcements day by day gives the terms in force.
    #[test]
    fn announcements_tell_the_future(
        starts in proptest::collection::btree_set(0_i8..24, 1..5),
        own in proptest::option::of(0_i8..24),
        signed in proptest::option::of(0_i8..24),
        months in 1_u16..24,
        today in 0_i8..24,
        later in 0_i8..36,
    ) {
        let month = |n: i8| Date::new(2026 + i16::from(n / 12), n % 12 + 1, 1).unwrap();
        let mut versions: Vec<Terms> = Vec::new();
        for (n, start) in starts.iter().enumerate() {
            versions.push(terms(&month(*start).to_string(), i64::try_from(n).unwrap() + 1));
        }
        let program = TermsHistory::new(versions).unwrap();
        let own = own.map(|start| history(&[(month(start).to_string().as_str(), 50)]));
        let partner = PartnerTerms {
            program: &program,
            own: own.as_ref(),
            held: Held::new(signed.map(month), Hold::Contract(ContractTerm::from_months(months).unwrap())),
        };
        let (today, later) = (month(today), month(today.saturating_add(later).min(70)));
        let told = partner.announced(today);
        let expected = partner.in_force(later).map(|then| then.terms);
        let followed = told.iter().rev().find(|change| change.on <= later).map(|change| change.terms)
            .or_else(|| partner.in_force(today).map(|now| now.terms));
        prop_assert_eq!(followed, expected);
    }
}
