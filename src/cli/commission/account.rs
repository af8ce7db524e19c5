//! The answer, as JSON has it and as it is written out.

use serde::Serialize;

use crate::commission::{
    Case, EarnError, Earning, NoRule, Part, Rank, Reason, earn, levels, next_payday, resolve,
    shares,
};
use crate::diagnostic::{Span, Texts, line_column};
use crate::model::money::{ArithmeticError, Money};
use crate::model::partner::Partner;
use crate::model::project::Project;
use crate::model::terms::{Hold, Origin, PartnerTerms, Terms, Touch};
use crate::source::Source;

use super::super::failure::Failure;
use super::question::Question;
use super::wording;

/// All that is to be said of a commission.
#[derive(Debug, Serialize)]
pub struct Account {
    pub partner: String,
    pub program: String,
    pub product: String,
    pub market: String,
    pub event: &'static str,
    pub date: String,
    /// What the customer paid; `null` for what brings no amount.
    pub paid: Option<Sum>,
    /// How many clicks, impressions, leads or registrations; 1 for sales.
    pub count: u32,
    /// What the partner earns.
    pub commission: Sum,
    pub base: Option<Base>,
    pub terms: Origins,
    pub rule: Named,
    /// The lines that add up to the commission.
    pub parts: Vec<Line>,
    pub beaten: Vec<Beaten>,
    pub levels: Vec<Level>,
    /// What each gets if several partners brought it.
    pub split: Vec<Share>,
    /// When it is paid; `null` for a refund.
    pub payout: Option<Payout>,
    /// Orders that are never paid for.
    pub refused: Vec<&'static str>,
    pub forbidden_traffic: Vec<String>,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct Sum {
    /// A decimal, exact.
    #[serde(serialize_with = "exactly")]
    pub amount: rust_decimal::Decimal,
    pub currency: &'static str,
}

/// What percentages are taken of.
#[derive(Debug, Serialize)]
pub struct Base {
    pub sum: Sum,
    pub net_of: Vec<&'static str>,
    /// The tax that was in the price.
    pub tax: Option<String>,
}

/// Where the terms in force come from.
#[derive(Debug, Serialize)]
pub struct Origins {
    /// `program`, `held` or `own`.
    pub origin: &'static str,
    pub from: String,
    pub held_until: Option<String>,
    /// `file:line:column`.
    pub at: Option<String>,
}

/// A rule in words, and where it stands.
#[derive(Debug, Serialize)]
pub struct Named {
    pub rule: String,
    pub at: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Line {
    pub reason: String,
    pub amount: Sum,
    pub at: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Beaten {
    #[serde(flatten)]
    pub rule: Named,
    pub why: &'static str,
}

/// What somebody above the partner earns.
#[derive(Debug, Serialize)]
pub struct Level {
    pub level: usize,
    pub partner: String,
    pub rate: String,
    pub commission: Sum,
}

#[derive(Debug, Serialize)]
pub struct Share {
    pub touch: &'static str,
    pub rate: String,
    pub commission: Sum,
}

#[derive(Debug, Serialize)]
pub struct Payout {
    pub hold_days: u16,
    /// The first day on which it can be paid.
    pub confirmed: Option<String>,
    pub rhythm: &'static str,
    pub day: Option<u8>,
    /// The day it is paid, if the balance has come to the threshold.
    pub next: Option<String>,
    pub threshold: Option<Sum>,
}

impl Account {
    /// # Errors
    /// Nothing is paid, or it cannot be told what.
    pub fn of(question: &Question, project: &Project, source: &Source) -> Result<Account, Failure> {
        let places = Places(source);
        let terms = question.in_force.terms;
        let transaction = question.transaction();
        let mut earning =
            earn(terms, &transaction).map_err(|fault| unpaid(&fault, question, &places))?;
        let is_refund = question.happened == super::Happened::Refund;
        if is_refund {
            earning = earning.taken_back();
        }
        let sign = |sum: Money| if is_refund { sum.negated() } else { sum };
        let rule = &terms.rules[earning.fit.rule];
        Ok(Account {
            partner: question.partner.id.to_string(),
            program: question.program.id.to_string(),
            product: question.product.id.to_string(),
            market: question.market.id.to_string(),
            event: question.happened.word(),
            date: question.on.to_string(),
            paid: question.amount.map(Sum::from),
            count: question.count,
            commission: earning.amount.into(),
            base: earning.base.map(|sum| base(sum, question)),
            terms: origins(question, &places),
            rule: Named {
                rule: wording::rule(rule),
                at: rule.place.span().map(|at| places.at(at)),
            },
            parts: parts(&earning, terms, &places),
            beaten: beaten(&earning, question, &transaction.case, &places),
            levels: above(&earning, question, project, sign).map_err(too_large)?,
            split: split(&earning, terms).map_err(too_large)?,
            payout: (!is_refund).then(|| payout(question)),
            refused: terms.refused.iter().map(|refused| refused.word()).collect(),
            forbidden_traffic: forbidden_traffic(question, project),
        })
    }
}

impl From<Money> for Sum {
    fn from(money: Money) -> Sum {
        Sum { amount: money.amount(), currency: money.currency().code() }
    }
}

impl std::fmt::Display for Sum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

fn exactly<S: serde::Serializer>(
    amount: &rust_decimal::Decimal,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(amount)
}

/// Names places in files.
struct Places<'s>(&'s Source);

impl Places<'_> {
    /// `content/programs/friends.yaml:7:9`
    fn at(&self, span: Span) -> String {
        let start = usize::try_from(span.start).unwrap_or_default();
        let (line, column) = line_column(self.0.text(span.file), start);
        format!("{}:{line}:{column}", self.0.path(span.file).display())
    }
}

fn too_large(fault: ArithmeticError) -> Failure {
    Failure::usage(fault.to_string())
}

fn unpaid(fault: &EarnError, question: &Question, places: &Places) -> Failure {
    let message = match fault {
        EarnError::Rule(NoRule::Tie(rules)) => {
            let rules = rules.iter().filter_map(|rule| {
                let rule = &question.in_force.terms.rules[*rule];
                Some(format!("\n  {} ({})", wording::rule(rule), places.at(rule.place.span()?)))
            });
            format!("{fault}{}", rules.collect::<String>())
        }
        EarnError::NothingPaid if question.amount.is_some() => format!(
            "these terms count without tax, and the market `{}` does not say which tax is in its prices\n  help: write it into company.yaml: `tax: 19 %`, with several markets into each of them",
            question.market.id
        ),
        EarnError::Arithmetic(fault) => return too_large(*fault),
        EarnError::Rule(NoRule::Nothing(_)) | EarnError::NothingPaid | EarnError::Deductions => {
            fault.to_string()
        }
    };
    Failure::Content(Some(message))
}

fn base(sum: Money, question: &Question) -> Base {
    let taken = question.in_force.terms.base;
    let tax = question.market.tax.filter(|_| taken.net_of_tax);
    Base { sum: sum.into(), net_of: taken.net_of(), tax: tax.map(|tax| tax.to_string()) }
}

fn origins(question: &Question, places: &Places) -> Origins {
    let terms = question.in_force.terms;
    let (origin, held_until) = match question.in_force.origin {
        Origin::Program => ("program", None),
        Origin::Held { until } => ("held", Some(until.to_string())),
        Origin::Own => ("own", None),
    };
    Origins {
        origin,
        from: terms.from.to_string(),
        held_until,
        at: terms.place.span().map(|at| places.at(at)),
    }
}

fn parts(earning: &Earning, terms: &Terms, places: &Places) -> Vec<Line> {
    let rule = &terms.rules[earning.fit.rule];
    let line = |part: &Part| {
        let place = match part.reason {
            Reason::Bonus(place) => wording::bonus(terms, place).map(|bonus| bonus.place),
            _ => Some(rule.place),
        };
        Line {
            reason: wording::reason(part.reason, terms),
            amount: part.amount.into(),
            at: place.and_then(|place| place.span()).map(|at| places.at(at)),
        }
    };
    earning.parts.iter().map(line).collect()
}

/// Rules that fit as well: less specific ones, and those of terms that were set aside.
fn beaten(earning: &Earning, question: &Question, case: &Case, places: &Places) -> Vec<Beaten> {
    let terms = question.in_force.terms;
    let named = |terms: &Terms, rule: usize, why| {
        let rule = &terms.rules[rule];
        let at = rule.place.span().map(|at| places.at(at));
        Beaten { rule: Named { rule: wording::rule(rule), at }, why }
    };
    let fit = &earning.fit;
    let less_specific = fit.beaten.iter().map(|rule| {
        let by = fit.rank.narrower_by(Rank::of(&terms.rules[*rule]));
        named(terms, *rule, wording::beaten(by))
    });
    let mut beaten: Vec<Beaten> = less_specific.collect();
    if let Some((aside, why)) = set_aside(question) {
        let fitting = match resolve(&aside.rules, case) {
            Ok(fit) => [vec![fit.rule], fit.beaten].concat(),
            Err(NoRule::Tie(rules)) => rules,
            Err(NoRule::Nothing(_)) => Vec::new(),
        };
        beaten.extend(fitting.into_iter().map(|rule| named(aside, rule, why)));
    }
    beaten
}

/// The program's terms, where others stand in their place, and why.
fn set_aside<'p>(question: &Question<'p>) -> Option<(&'p Terms, &'static str)> {
    let why = match question.in_force.origin {
        Origin::Program => return None,
        Origin::Held { .. } => "the terms of the day of signing are held",
        Origin::Own => "the partner's own terms go before the program's",
    };
    let program = PartnerTerms { own: None, hold: Hold::No, ..question.terms };
    Some((program.in_force(question.on)?.terms, why))
}

/// What those earn who recruited the partner.
fn above(
    earning: &Earning,
    question: &Question,
    project: &Project,
    sign: impl Fn(Money) -> Money,
) -> Result<Vec<Level>, ArithmeticError> {
    let terms = question.in_force.terms;
    let Some(base) = earning.base else { return Ok(Vec::new()) };
    let recruiter = |partner: &&Partner| project.partners.get(&partner.recruiter.as_ref()?.value);
    let chain = std::iter::successors(recruiter(&question.partner), recruiter);
    let rates = terms.levels.iter().zip(levels(terms, base)?);
    let level = |(index, (partner, (rate, sum))): (usize, (&Partner, (_, Money)))| Level {
        level: index + 1,
        partner: partner.id.to_string(),
        rate: ToString::to_string(rate),
        commission: sign(sum).into(),
    };
    Ok(chain.zip(rates).enumerate().map(level).collect())
}

fn split(earning: &Earning, terms: &Terms) -> Result<Vec<Share>, ArithmeticError> {
    let Some(split) = &terms.split else { return Ok(Vec::new()) };
    let rates = split.shares().iter().map(|(_, rate)| rate);
    let share = |((touch, sum), rate): ((Touch, Money), _)| Share {
        touch: touch.word(),
        rate: ToString::to_string(rate),
        commission: sum.into(),
    };
    Ok(shares(earning.amount, split)?.into_iter().zip(rates).map(share).collect())
}

fn payout(question: &Question) -> Payout {
    let terms = question.in_force.terms;
    let confirmed = question.on.plus_days(terms.hold_days);
    let next = confirmed.and_then(|day| next_payday(terms.payout.rhythm, day));
    Payout {
        hold_days: terms.hold_days,
        confirmed: confirmed.map(|day| day.to_string()),
        rhythm: terms.payout.rhythm.word(),
        day: terms.payout.rhythm.day(),
        next: next.map(|day| day.to_string()),
        threshold: terms.payout.thresholds.of(question.market.currency).map(Sum::from),
    }
}

fn forbidden_traffic(question: &Question, project: &Project) -> Vec<String> {
    let locale = project.company.default_locale();
    let lines = question.program.forbidden_traffic.iter();
    lines.filter_map(|line| Some(line.get(locale, locale)?.text.clone())).collect()
}
