//! Terms that were released are kept, and cuts are announced in time.

use crate::commission::{Cut, cut};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::date::{Date, NoticePeriod};
use crate::model::partner::Partner;
use crate::model::release::{ReleaseLock, ReleasedPartner};
use crate::model::terms::{PartnerTerms, Terms, TermsHistory};
use crate::plan::Plan;

mod moves;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    let Some(lock) = &plan.project.released else { return };
    for (id, released) in &lock.programs {
        let Some(program) = plan.project.programs.get(id) else { continue };
        let promise = Promise {
            plan,
            whose: format!("the program `{id}`"),
            place: program.span,
            notice: program.notice,
            released: released.terms.versions(),
        };
        promise.check(program.terms.versions(), &plan.program_terms(program), findings);
    }
    for (id, released) in &lock.partners {
        let Some(partner) = plan.project.partners.get(id) else { continue };
        let Some(terms) = plan.terms(partner) else { continue };
        let promise = Promise {
            plan,
            whose: format!("the partner `{id}`"),
            place: partner.span,
            notice: notice(plan, partner),
            released: versions(released.terms.as_ref()),
        };
        promise.check(versions(partner.terms.as_ref()), &terms, findings);
        if !has_agreed(plan, lock, partner, released) {
            let broken = let_go(plan, partner, &terms, released);
            findings.extend(broken.or_else(|| moves::check(plan, partner, terms, released)));
        }
    }
}

/// Who signs after the release agrees to the program, groups, market and contract of that day.
fn has_agreed(
    plan: &Plan,
    lock: &ReleaseLock,
    partner: &Partner,
    released: &ReleasedPartner,
) -> bool {
    let signed = partner.signed.map(|signed| signed.value);
    signed != released.signed
        && signed.is_some_and(|day| (lock.released..=plan.settings.as_of).contains(&day))
}

/// Held terms are for the whole contract, whatever becomes of the program's `hold`.
fn let_go(
    plan: &Plan,
    partner: &Partner,
    terms: &PartnerTerms,
    released: &ReleasedPartner,
) -> Option<Diagnostic> {
    let until = released.held_until.filter(|until| *until >= plan.settings.as_of)?;
    if terms.contract_end().is_some_and(|end| end >= until) {
        return None;
    }
    let place = partner.signed.map_or(partner.span, |signed| signed.span);
    let message = format!(
        "the terms of signing were promised to `{}` until {until}, and end before",
        partner.id
    );
    Some(
        Diagnostic::error(Code::Promise, place, message)
            .label(released.span, "what was released")
            .help(
                "write `signed`, and the program's `contract` and `hold`, as they were; or, once \
                 the partner has signed anew, write that day as `signed`",
            ),
    )
}

fn notice(plan: &Plan, partner: &Partner) -> NoticePeriod {
    let program = plan.project.programs.get(&partner.program.value);
    program.map(|program| program.notice).unwrap_or_default()
}

fn versions(history: Option<&TermsHistory>) -> &[Terms] {
    history.map(TermsHistory::versions).unwrap_or_default()
}

/// Released terms of one program or partner.
struct Promise<'c> {
    plan: &'c Plan<'c>,
    /// As messages call it: ``the program `friends` ``.
    whose: String,
    place: Span,
    notice: NoticePeriod,
    released: &'c [Terms],
}

impl Promise<'_> {
    /// `terms` is what counted for those concerned before each of the `written` versions.
    fn check(&self, written: &[Terms], terms: &PartnerTerms, findings: &mut Vec<Diagnostic>) {
        for released in self.released {
            match written.iter().find(|version| version.from == released.from) {
                None => findings.push(self.removed(released)),
                Some(version) if !version.says_the_same(released) => {
                    findings.extend(self.changed(released, version));
                }
                Some(_) => {}
            }
        }
        let is_new = |version: &&Terms| self.released.iter().all(|old| old.from != version.from);
        for version in written.iter().filter(is_new) {
            let before = version.from.yesterday().and_then(|day| terms.in_force(day));
            let cut = before.and_then(|before| self.cut(before.terms, version));
            findings.extend(self.added(version, cut));
        }
    }

    fn cut(&self, old: &Terms, new: &Terms) -> Option<Cut> {
        cut(old, new, self.plan.project)
    }

    fn removed(&self, released: &Terms) -> Diagnostic {
        let from = released.from;
        let message =
            format!("the terms of {} from {from} were released, and are gone", self.whose);
        Diagnostic::error(Code::Promise, self.place, message)
            .label(released.place.or(self.place), "what was released")
            .help("put them back; to pay otherwise, add terms with a later `from:`")
    }

    /// Terms in force stay as they are. Terms to come may still be changed, as new ones may come.
    fn changed(&self, released: &Terms, version: &Terms) -> Option<Diagnostic> {
        let from = version.from;
        let as_of = self.plan.settings.as_of;
        if from > as_of {
            let finding = self.in_time(version, self.cut(released, version)?)?;
            return Some(finding.label(released.place.or(self.place), "what was released"));
        }
        let message = format!(
            "the terms of {} from {from} were released, and say something else now",
            self.whose
        );
        let day = self.earliest(self.cut(released, version).is_some());
        let finding = self.finding(version, message).help(format!(
            "write again what was released, and add the new terms with `from: {day}` or later"
        ));
        Some(finding.label(released.place.or(self.place), "what was released"))
    }

    /// Nobody knew of terms that were not released before their first day.
    fn added(&self, version: &Terms, cut: Option<Cut>) -> Option<Diagnostic> {
        let from = version.from;
        let as_of = self.plan.settings.as_of;
        if from > as_of {
            return self.in_time(version, cut?);
        }
        let message = format!(
            "the terms of {} from {from} were never released, and their day has come",
            self.whose
        );
        let day = self.earliest(cut.is_some());
        Some(self.finding(version, message).help(format!("write `from: {day}` or later")))
    }

    /// A cut needs its notice.
    fn in_time(&self, version: &Terms, cut: Cut) -> Option<Diagnostic> {
        let from = version.from;
        let day = self.earliest(true);
        if from >= day {
            return None;
        }
        let message = format!(
            "the terms of {} from {from} {cut}, with less than {} of notice",
            self.whose, self.notice
        );
        let help = format!("write `from: {day}` or later, and tell the partners now");
        Some(self.finding(version, message).help(help))
    }

    fn finding(&self, version: &Terms, message: String) -> Diagnostic {
        Diagnostic::error(Code::Promise, version.place.or(self.place), message)
    }

    /// The first day that terms written today may begin.
    fn earliest(&self, is_cut: bool) -> Date {
        let as_of = self.plan.settings.as_of;
        let tomorrow = as_of.tomorrow();
        let notified = self.notice.earliest(as_of).filter(|_| is_cut);
        notified.max(tomorrow).unwrap_or(as_of)
    }
}
