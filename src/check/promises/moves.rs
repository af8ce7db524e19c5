//! A move to another program, market, group or contract is no way around a promise.

use crate::commission::{Cut, cut_for};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::date::Date;
use crate::model::partner::Partner;
use crate::model::release::ReleasedPartner;
use crate::model::terms::{PartnerTerms, ReadTerms, Terms};
use crate::plan::{Plan, Promised};

/// What became another since the release.
enum Move {
    Program,
    Market,
    Groups,
    Contract,
}

/// `terms` are those that the partner has now. What the program itself pays less is found at the
/// program: here it is taken as it was released.
pub fn check<'p>(
    plan: &Plan<'p>,
    partner: &'p Partner,
    terms: PartnerTerms<'p>,
    released: &ReleasedPartner,
) -> Option<Diagnostic> {
    if !partner.status.has_notices() {
        return None;
    }
    let promised = plan.promised(partner)?;
    let step = Move::of(partner, &terms, &promised)?;
    let notice = super::notice(plan, &promised.partner);
    let end = notice.earliest(plan.settings.as_of)?;
    let program = plan.released_program(&partner.program.value).unwrap_or(terms.program);
    let now = PartnerTerms { program, ..terms };
    let (from, cut) = first_cut(plan, partner, now, &promised, end)?;
    let message = format!(
        "in {}, the terms of `{}` from {from} {cut}, with less than {notice} of notice",
        step.name(),
        partner.id
    );
    let last = end.yesterday().unwrap_or(end);
    let help = format!(
        "write {} again; or add `terms` of their own that pay what was promised from {from} to \
         {last}; or, once the partner has agreed, write that day as `signed`",
        step.undone(&promised.partner)
    );
    Some(
        Diagnostic::error(Code::Promise, step.place(partner), message)
            .label(released.span, "what was released")
            .help(help),
    )
}

/// The first day before `end` on which the partner has less than was promised. It is tomorrow at
/// the earliest, as own terms that soften a move cannot begin before.
fn first_cut<'p>(
    plan: &Plan<'p>,
    partner: &'p Partner,
    terms: PartnerTerms<'p>,
    promised: &Promised<'p>,
    end: Date,
) -> Option<(Date, Cut)> {
    let tomorrow = plan.settings.as_of.tomorrow()?;
    let now = ReadTerms { terms, reader: plan.reader(partner) };
    let then = ReadTerms { terms: promised.terms, reader: plan.reader(&promised.partner) };
    let days = now.days(&then, plan.settings.as_of).into_iter();
    days.map(|day| day.max(tomorrow)).filter(|day| *day < end).find_map(|day| {
        let old = then.reader.view(then.terms.in_force(day)?.terms, day);
        let new = match now.terms.in_force(day) {
            Some(it) => now.reader.view(it.terms, day),
            None => Terms { rules: Vec::new(), ..old.clone() },
        };
        Some((day, cut_for(&old, &new, &then.reader)?))
    })
}

impl Move {
    fn of(partner: &Partner, terms: &PartnerTerms, promised: &Promised) -> Option<Move> {
        let before = &promised.partner;
        let is_in = |one: &Partner, other: &Partner| {
            one.groups.iter().all(|group| other.groups.contains(group))
        };
        if partner.program.value != before.program.value {
            Some(Move::Program)
        } else if partner.market.value != before.market.value {
            Some(Move::Market)
        } else if !(is_in(partner, before) && is_in(before, partner)) {
            Some(Move::Groups)
        } else {
            (terms.held != promised.terms.held).then_some(Move::Contract)
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Move::Program => "another program",
            Move::Market => "another market",
            Move::Groups => "other groups",
            Move::Contract => "another contract",
        }
    }

    /// What stood there, as it is written.
    fn undone(&self, before: &Partner) -> String {
        match self {
            Move::Program => format!("`program: {}`", before.program.value),
            Move::Market => format!("`market: {}`", before.market.value),
            Move::Groups => {
                let groups: Vec<&str> = before.groups.iter().map(|group| group.as_str()).collect();
                format!("`groups: [{}]`", groups.join(", "))
            }
            Move::Contract => "`signed`, `contract` and `hold` as they were".to_owned(),
        }
    }

    fn place(&self, partner: &Partner) -> Span {
        match self {
            Move::Program => partner.program.span,
            Move::Market => partner.market.span,
            Move::Groups => partner.span,
            Move::Contract => partner.signed.map_or(partner.span, |signed| signed.span),
        }
    }
}
