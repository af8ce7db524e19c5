//! Decodes `backends/*.yaml`: gathers the settings as typed, and shows the model's faults in place.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::backend::{
    BACKEND, Backend, BackendSettings, Preset, SUB_ID, SettingsFault, SubIdSettings,
};
use crate::model::ids::BackendId;
use crate::source::{Node, Value};

use super::fields::{Fields, Findings};
use super::values::{ids, integer, string};

const LONGEST_SUB_ID: i64 = 1024;

pub fn backend(
    id: BackendId,
    node: &Node,
    start: Span,
    findings: &mut Findings,
) -> Option<Backend> {
    let fields = Fields::open(node, &BACKEND, start, findings)?;
    let settings = BackendSettings {
        param: fields.get("param", findings, string),
        style: fields.get("style", findings, string),
        base: fields.get("base", findings, string),
        template: fields.get("template", findings, string),
        sub_id: fields.part("sub_id", &SUB_ID, findings, |part, findings| {
            let max_length = part.get("max_length", findings, |node, findings| {
                integer(node, findings, 1, LONGEST_SUB_ID)
            });
            Some(SubIdSettings {
                param: part.get("param", findings, string),
                max_length: max_length.and_then(|length| usize::try_from(length).ok()),
                charset: part.get("charset", findings, string),
            })
        }),
        also: fields
            .get("also", findings, |node, findings| Some(ids(node, findings)))
            .unwrap_or_default()
            .into_iter()
            .map(|located| located.value)
            .collect(),
        extra: extra(&fields, findings),
        hosts: fields.list("hosts", findings, string),
        on_conflict: fields.get("on_conflict", findings, string),
        preset: fields.get("preset", findings, string)?,
    };
    match settings.build(id) {
        Ok(backend) => Some(backend),
        Err(fault) => {
            findings.push(located(&fault, node, start));
            None
        }
    }
}

/// The backend of projects that describe none: `?ref=` and the partner's id.
pub fn built_in() -> Option<Backend> {
    let id = BackendId::parse(Preset::Ref.name()).ok()?;
    BackendSettings { preset: Preset::Ref.name().to_owned(), ..BackendSettings::default() }
        .build(id)
        .ok()
}

fn extra(fields: &Fields, findings: &mut Findings) -> Vec<(String, String)> {
    let Some(node) = fields.node("extra") else { return Vec::new() };
    node.entries()
        .iter()
        .filter_map(|(key, value)| Some((key.text.clone(), string(value, findings)?)))
        .collect()
}

/// A fault at the node that its path leads to, or at the nearest that is there.
fn located(fault: &SettingsFault, node: &Node, start: Span) -> Diagnostic {
    let mut place = start;
    let mut current = node;
    for step in fault.key.path() {
        let next = match &current.value {
            Value::List(list) => step.parse::<usize>().ok().and_then(|index| list.get(index)),
            _ => current.get(&step),
        };
        let Some(next) = next else { break };
        place = next.span;
        current = next;
    }
    Diagnostic::error(Code::BadValue, place, fault.message.clone()).help(fault.help.clone())
}
