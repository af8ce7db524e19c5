//! Decodes the form of a landing.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::ids::FieldId;
use crate::model::landing::*;
use crate::source::{Node, Value};

use super::company::address;
use super::fields::{Fields, Findings};
use super::values::{boolean, id, phrase, word};

/// Names that the landing itself puts into what is sent, and the trap for robots.
const TAKEN: [&str; 7] = ["partner", "ref", "placement", "landing", "locale", "thanks", "homepage"];

pub fn form(part: &Fields, findings: &mut Findings) -> Option<Form> {
    let fields = part.list("fields", findings, field);
    report_names(&fields, part, findings);
    Some(Form {
        span: part.place("fields"),
        headline: part.get("headline", findings, phrase),
        line: part.get("line", findings, phrase),
        endpoint: part.get("endpoint", findings, address),
        consent: part
            .node("consent")
            .map_or(Some(Consent::None), |node| consent(node, findings))?,
        cta: part.get("cta", findings, phrase),
        thanks: part.part("thanks", &THANKS, findings, |part, findings| {
            Some(Thanks {
                line: part.get("line", findings, phrase),
                headline: part.get("headline", findings, phrase)?,
            })
        }),
        fields: (!fields.is_empty()).then_some(fields)?,
    })
}

/// A kind alone, or a mapping.
fn field(node: &Node, findings: &mut Findings) -> Option<FormField> {
    if !matches!(node.value, Value::Map(_)) {
        let kind = kind(node, findings)?;
        return plain(kind);
    }
    let place = crate::diagnostic::Span { end: node.span.start, ..node.span };
    let part = Fields::open(node, &FORM_FIELD, place, findings)?;
    let kind = part.get("kind", findings, kind)?;
    let options = part.list("options", findings, phrase);
    if (kind == FieldKind::Choice) != (options.len() > 1) {
        let finding = if kind == FieldKind::Choice {
            Diagnostic::error(
                Code::MissingKey,
                part.place("kind"),
                "a choice needs at least two options",
            )
            .help("write them as `options: [Beans, Courses]`")
        } else {
            Diagnostic::error(Code::BadValue, part.place("options"), "only a choice has options")
                .help("write `kind: choice`, or leave `options` out")
        };
        if kind == FieldKind::Choice || !options.is_empty() {
            findings.push(finding);
            return None;
        }
    }
    let name = part.get("name", findings, id).map(|located| located.value);
    Some(FormField {
        label: part.get("label", findings, phrase),
        required: part.get("required", findings, boolean).unwrap_or(kind == FieldKind::Email),
        options,
        name: name.or_else(|| FieldId::parse(kind.word()).ok())?,
        kind,
    })
}

fn kind(node: &Node, findings: &mut Findings) -> Option<FieldKind> {
    word(node, findings, FieldKind::WORDS, FieldKind::from_word)
}

fn plain(kind: FieldKind) -> Option<FormField> {
    Some(FormField {
        name: FieldId::parse(kind.word()).ok()?,
        kind,
        label: None,
        required: kind == FieldKind::Email,
        options: Vec::new(),
    })
}

fn consent(node: &Node, findings: &mut Findings) -> Option<Consent> {
    let phrase = phrase(node, findings)?;
    Some(match phrase.text.as_str() {
        "true" => Consent::Standard,
        "false" => Consent::None,
        _ => Consent::Own(phrase),
    })
}

fn report_names(fields: &[FormField], part: &Fields, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for field in fields {
        let name = field.name.as_str();
        let message = if TAKEN.contains(&name) {
            format!("`{name}` is already the name of something that the form sends by itself")
        } else if !seen.insert(name) {
            format!("two fields of this form are called `{name}`")
        } else {
            continue;
        };
        let finding = Diagnostic::error(Code::BadValue, part.place("fields"), message);
        findings.push(finding.help("give the field another `name`, such as `second-phone`"));
    }
}
