//! The question answered: what is paid, and everything about it.

use crate::commission::{
    EarnError, Earning, NoRule, Part, Reason, earn, levels, next_payday, resolve, shares,
};
use crate::model::money::ArithmeticError;
use crate::model::partner::Partner;
use crate::model::project::Project;
use crate::model::terms::{Origin, PartnerTerms, Rank, Rule, Terms};

use super::super::failure::Failure;
use super::account::{Account, Base, Beaten, Level, Line, Named, Origins, Payout, Share, Sum};
use super::happened::Happened;
use super::places::Places;
use super::question::Question;
use super::wording;

/// A question with its answer.
pub struct Reckoning<'q, 'p> {
    question: &'q Question<'p>,
    terms: &'p Terms,
    earning: Earning,
    places: Places<'q>,
}

impl<'q, 'p> Reckoning<'q, 'p> {
    /// # Errors
    /// Nothing is paid, or it cannot be told what.
    pub fn of(
        question: &'q Question<'p>,
        places: Places<'q>,
    ) -> Result<Reckoning<'q, 'p>, Failure> {
        let terms = question.in_force.terms;
        let earning = earn(terms, &question.transaction())
            .map_err(|fault| unpaid(&fault, question, places))?;
        let earning = match question.happened {
            Happened::Event(_) => earning,
            Happened::Refund(_) => earning.taken_back(),
        };
        Ok(Reckoning { question, terms, earning, places })
    }

    /// All of it in words and numbers.
    ///
    /// # Errors
    /// Sums beyond what can be reckoned.
    pub fn account(&self, project: &Project) -> Result<Account, Failure> {
        let question = self.question;
        let is_refund = matches!(question.happened, Happened::Refund(_));
        Ok(Account {
            partner: question.partner.id.to_string(),
            program: question.program.id.to_string(),
            product: question.product.id.to_string(),
            market: question.market.id.to_string(),
            event: question.happened.word(),
            date: question.on.to_string(),
            paid: question.amount.map(Sum::from),
            count: question.count,
            commission: self.earning.amount.into(),
            base: self.base(),
            terms: self.origins(),
            rule: self.named(self.rule()),
            parts: self.earning.parts.iter().map(|part| self.line(part)).collect(),
            beaten: self.beaten(),
            levels: self.levels(project).map_err(too_large)?,
            split: self.split().map_err(too_large)?,
            payout: (!is_refund).then(|| self.payout()),
            refused: self.terms.refused.iter().map(|refused| refused.word()).collect(),
            forbidden_traffic: self.forbidden_traffic(project),
        })
    }

    /// The rule that pays.
    fn rule(&self) -> &'p Rule {
        &self.terms.rules[self.earning.fit.rule]
    }

    fn named(&self, rule: &Rule) -> Named {
        Named { rule: wording::rule(rule), at: self.places.name(rule.place) }
    }

    fn base(&self) -> Option<Base> {
        let taken_off = self.terms.base;
        let tax = self.question.market.tax.filter(|_| taken_off.net_of_tax);
        Some(Base {
            sum: self.earning.base?.into(),
            net_of: taken_off.net_of(),
            tax: tax.map(|tax| tax.to_string()),
        })
    }

    fn origins(&self) -> Origins {
        let (origin, held_until) = match self.question.in_force.origin {
            Origin::Program => ("program", None),
            Origin::Held { until } => ("held", Some(until.to_string())),
            Origin::Own => ("own", None),
        };
        Origins {
            origin,
            from: self.terms.from.to_string(),
            held_until,
            at: self.places.name(self.terms.place),
        }
    }

    fn line(&self, part: &Part) -> Line {
        let place = match part.reason {
            Reason::Bonus(place) => wording::bonus(self.terms, place).map(|bonus| bonus.place),
            _ => Some(self.rule().place),
        };
        Line {
            reason: wording::reason(part.reason, self.terms),
            amount: part.amount.into(),
            at: place.and_then(|place| self.places.name(place)),
        }
    }

    /// Rules that fit as well: less specific ones, and those of terms that were set aside.
    fn beaten(&self) -> Vec<Beaten> {
        let fit = &self.earning.fit;
        let less_specific = fit.beaten.iter().map(|rule| {
            let rule = &self.terms.rules[*rule];
            let why = wording::beaten(fit.rank.narrower_by(Rank::of(rule)));
            Beaten { rule: self.named(rule), why }
        });
        let mut beaten: Vec<Beaten> = less_specific.collect();
        if let Some((aside, why)) = self.set_aside() {
            let fitting = match resolve(&aside.rules, &self.question.transaction().case) {
                Ok(fit) => [vec![fit.rule], fit.beaten].concat(),
                Err(NoRule::Tie(rules)) => rules,
                Err(NoRule::Nothing(_)) => Vec::new(),
            };
            let named = |rule: usize| Beaten { rule: self.named(&aside.rules[rule]), why };
            // Held terms may be the program's own still: then nothing was set aside.
            let pays = self.terms.rules[fit.rule].place.span();
            let others = fitting.into_iter().filter(|rule| aside.rules[*rule].place.span() != pays);
            beaten.extend(others.map(named));
        }
        beaten
    }

    /// The program's terms, where others stand in their place, and why.
    fn set_aside(&self) -> Option<(&'p Terms, &'static str)> {
        let why = match self.question.in_force.origin {
            Origin::Program => return None,
            Origin::Held { .. } => "the terms of the day of signing are held",
            Origin::Own => "the partner's own terms go before the program's",
        };
        let program = PartnerTerms { own: None, held: None, ..self.question.terms };
        Some((program.in_force(self.question.on)?.terms, why))
    }

    /// What those earn who recruited the partner.
    fn levels(&self, project: &Project) -> Result<Vec<Level>, ArithmeticError> {
        let Some(base) = self.earning.base else { return Ok(Vec::new()) };
        let recruiter =
            |partner: &&Partner| project.partners.get(&partner.recruiter.as_ref()?.value);
        let above = std::iter::successors(recruiter(&self.question.partner), recruiter);
        let base = match self.question.happened {
            Happened::Event(_) => base,
            Happened::Refund(_) => base.negated(),
        };
        let rates = self.terms.levels.iter().zip(levels(self.terms, base)?);
        let levels = above.zip(rates).enumerate().map(|(index, (partner, (rate, sum)))| Level {
            level: index + 1,
            partner: partner.id.to_string(),
            rate: rate.to_string(),
            commission: sum.into(),
        });
        Ok(levels.collect())
    }

    fn split(&self) -> Result<Vec<Share>, ArithmeticError> {
        let Some(split) = &self.terms.split else { return Ok(Vec::new()) };
        let rates = split.shares().iter().map(|(_, rate)| rate);
        let parts = shares(self.earning.amount, split)?.into_iter().zip(rates);
        let parts = parts.map(|((touch, part), rate)| Share {
            touch: touch.word(),
            rate: rate.to_string(),
            commission: part.into(),
        });
        Ok(parts.collect())
    }

    fn payout(&self) -> Payout {
        let payout = &self.terms.payout;
        let confirmed = self.question.on.plus_days(self.terms.hold_days);
        let next = confirmed.and_then(|day| next_payday(payout.rhythm, day));
        Payout {
            hold_days: self.terms.hold_days,
            confirmed: confirmed.map(|day| day.to_string()),
            rhythm: payout.rhythm.word(),
            day: payout.rhythm.day(),
            next: next.map(|day| day.to_string()),
            threshold: payout.thresholds.of(self.question.market.currency).map(Sum::from),
        }
    }

    fn forbidden_traffic(&self, project: &Project) -> Vec<String> {
        let locale = project.company.default_locale();
        let lines = self.question.program.forbidden_traffic.iter();
        lines.filter_map(|line| Some(line.get(locale, locale)?.text.clone())).collect()
    }
}

fn too_large(fault: ArithmeticError) -> Failure {
    Failure::usage(fault.to_string())
}

fn unpaid(fault: &EarnError, question: &Question, places: Places) -> Failure {
    let message = match fault {
        EarnError::Arithmetic(fault) => return too_large(*fault),
        EarnError::Rule(NoRule::Tie(rules)) => {
            let rules = rules.iter().map(|rule| &question.in_force.terms.rules[*rule]);
            let lines = rules.map(|rule| {
                let place = places.name(rule.place).unwrap_or_default();
                format!("\n  {} ({place})", wording::rule(rule))
            });
            format!("{fault}{}", lines.collect::<String>())
        }
        EarnError::NothingPaid if question.amount.is_some() => format!(
            "these terms count without tax, and the market `{}` does not say which tax is in its prices\n  help: write it into company.yaml: `tax: 19 %`, with several markets into each of them",
            question.market.id
        ),
        EarnError::Rule(NoRule::Nothing(_)) | EarnError::NothingPaid | EarnError::Deductions => {
            fault.to_string()
        }
    };
    Failure::Content(Some(message))
}
