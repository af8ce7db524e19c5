//! Reads `content/release.lock`, and refuses content that breaks faith with it.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::banner::PictureFormat;
use crate::model::company::Company;
use crate::model::ids::{CreativeId, GroupId, Id, MarketId, PartnerId, ProgramId};
use crate::model::project::Project;
use crate::model::release::{
    Membership, ReleaseLock, ReleasedCreative, ReleasedPartner, ReleasedProgram,
};
use crate::model::shape::{Record, Shape, key, required};
use crate::model::terms::TermsHistory;
use crate::model::terms::shape::TERMS_LIST;
use crate::source::Node;

use super::creative::date;
use super::fields::{Fields, Findings};
use super::terms::history;
use super::values::{id, id_map, ids, word};

const CREATIVE: Record = Record {
    name: "a released banner",
    fields: &[required(
        "format",
        Shape::OneOf(PictureFormat::WORDS),
        "The format its addresses end in.",
    )],
};

const PARTNER: Record = Record {
    name: "a released partner",
    fields: &[
        key("program", Shape::Id, "The program; older locks do not say it."),
        key("market", Shape::Id, "The market."),
        key("groups", Shape::List(&Shape::Id), "Names that rules use."),
        key("signed", Shape::Date, "The day they signed."),
        key("held_until", Shape::Date, "Until when the terms of signing are held."),
        key("terms", TERMS_LIST, "What was agreed with this partner alone."),
    ],
};

const PROGRAM: Record = Record {
    name: "a released program",
    fields: &[required("terms", TERMS_LIST, "What partners were promised.")],
};

pub const RELEASE_LOCK: Record = Record {
    name: "the release lock",
    fields: &[
        required("released", Shape::Date, "The day of the last release."),
        key("partners", Shape::Map(&Shape::Record(&PARTNER)), "Whose addresses are out."),
        key("creatives", Shape::Map(&Shape::Record(&CREATIVE)), "Banners whose addresses are."),
        key("programs", Shape::Map(&Shape::Record(&PROGRAM)), "Terms that partners were promised."),
    ],
};

pub fn release_lock(
    node: &Node,
    start: Span,
    company: &Company,
    findings: &mut Findings,
) -> Option<ReleaseLock> {
    let fields = Fields::open(node, &RELEASE_LOCK, start, findings)?;
    let terms = |part: &Fields, findings: &mut Findings| -> Option<TermsHistory> {
        history(part.node("terms")?, part.place("terms"), company, findings)
    };
    Some(ReleaseLock {
        span: start,
        released: fields.get("released", findings, date)?.value,
        partners: map(&fields, "partners", findings, |node, span, findings| {
            let part = Fields::open(node, &PARTNER, span, findings)?;
            let day = |key: &str, findings: &mut Findings| {
                part.get(key, findings, date).map(|day| day.value)
            };
            Some(ReleasedPartner {
                span,
                membership: membership(&part, findings),
                signed: day("signed", findings),
                held_until: day("held_until", findings),
                terms: terms(&part, findings),
            })
        }),
        creatives: map(&fields, "creatives", findings, |node, span, findings| {
            let part = Fields::open(node, &CREATIVE, span, findings)?;
            let format = part.get("format", findings, |node, findings| {
                word(node, findings, PictureFormat::WORDS, PictureFormat::from_word)
            })?;
            Some(ReleasedCreative { span, format })
        }),
        programs: map(&fields, "programs", findings, |node, span, findings| {
            let part = Fields::open(node, &PROGRAM, span, findings)?;
            Some(ReleasedProgram { span, terms: terms(&part, findings)? })
        }),
    })
}

fn membership(part: &Fields, findings: &mut Findings) -> Option<Membership> {
    let program = part.get("program", findings, id::<ProgramId>);
    let market = part.get("market", findings, id::<MarketId>);
    let groups =
        part.get("groups", findings, |node, findings| Some(ids::<GroupId>(node, findings)));
    Some(Membership {
        program: program?.value,
        market: market?.value,
        groups: groups.unwrap_or_default().into_iter().map(|group| group.value).collect(),
    })
}

fn map<I: Id, T>(
    fields: &Fields,
    key: &str,
    findings: &mut Findings,
    read: impl Fn(&Node, Span, &mut Findings) -> Option<T>,
) -> BTreeMap<I, T> {
    let Some(node) = fields.node(key) else { return BTreeMap::new() };
    id_map(node, findings, |id, node, span, findings| Some((id, read(node, span, findings)?)))
        .into_iter()
        .collect()
}

/// What was handed out must go on existing.
pub fn keep_faith(project: &Project, lock: &ReleaseLock, findings: &mut Findings) {
    for (id, released) in &lock.partners {
        if !project.partners.contains_key::<PartnerId>(id) {
            findings.push(gone("partner", id.as_str(), released.span).help(format!(
                "put `{id}` back and set `status: ended`: the addresses stay alive, without credit"
            )));
        }
    }
    for (id, released) in &lock.creatives {
        match project.creatives.get::<CreativeId>(id) {
            None => findings.push(gone("banner", id.as_str(), released.span).help(format!(
                "put `{id}` back with `ends:` and `replaced_by:`, so that its addresses show the successor"
            ))),
            Some(creative) if creative.format.is_some_and(|format| format != released.format) => {
                findings.push(
                    Diagnostic::error(Code::Released, creative.span, format!("the banner `{id}` was released as {}", released.format.word()))
                        .label(released.span, "what was released")
                        .help(format!("write `format: {}`: its addresses end in it", released.format.word())),
                );
            }
            Some(_) => {}
        }
    }
    for (id, released) in &lock.programs {
        if !project.programs.contains_key::<ProgramId>(id) {
            findings.push(
                gone("program", id.as_str(), released.span)
                    .help("partners agreed to it: put it back"),
            );
        }
    }
}

fn gone(kind: &str, id: &str, place: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Released,
        place,
        format!("the {kind} `{id}` was released, and is gone from the content"),
    )
}
