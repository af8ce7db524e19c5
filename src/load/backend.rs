//! Decodes `backends/*.yaml`: gathers the settings as typed, and shows the model's faults in place.

use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::backend::{
    BACKEND, Backend, BackendSettings, Preset, PresetId, SUB_ID, SUB_ID_SLOT, SettingsFault,
    SubIdSettings, SubIdSlot, SubIdSource,
};
use crate::model::ids::BackendId;
use crate::source::{Node, Value};

use super::fields::{Fields, Findings};
use super::preset::preset;
use super::values::{Refusal, ids, integer, parsed, string, word};

const LONGEST_SUB_ID: i64 = 1024;
/// The preset of projects that describe no backend, and the id of that backend.
const BUILT_IN: &str = "ref";

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
        values: pairs(&fields, "values", findings),
        rename: pairs(&fields, "rename", findings),
        sub_id: fields
            .part("sub_id", &SUB_ID, findings, |part, findings| Some(sub_id(part, findings))),
        sub_ids: fields.parts("sub_ids", &SUB_ID_SLOT, findings, sub_id_slot),
        own_sub_id: fields.get("own_sub_id", findings, string),
        coupon: fields.get("coupon", findings, string),
        also: fields
            .get("also", findings, |node, findings| Some(ids(node, findings)))
            .unwrap_or_default()
            .into_iter()
            .map(|located| located.value)
            .collect(),
        extra: pairs(&fields, "extra", findings),
        macros: fields.list("macros", findings, string),
        hosts: fields.list("hosts", findings, string),
        forward: fields.list("forward", findings, string),
        impression: fields.get("impression", findings, string),
        on_conflict: fields.get("on_conflict", findings, string),
    };
    let preset = fields.get("preset", findings, named)?;
    match settings.build(id, &preset) {
        Ok(backend) => Some(backend),
        Err(fault) => {
            findings.push(located(&fault, node, start));
            None
        }
    }
}

/// The backend of projects that describe none: `?ref=` and the partner's id.
pub fn built_in() -> Option<Backend> {
    let id = BackendId::parse(BUILT_IN).ok()?;
    BackendSettings::default().build(id, &preset(PresetId::named(BUILT_IN)?)?).ok()
}

fn named(node: &Node, findings: &mut Findings) -> Option<Preset> {
    let id = parsed(node, findings, |text| {
        PresetId::named(text).ok_or_else(|| {
            let near = suggest(text, PresetId::all().map(PresetId::as_str));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`promokit links --presets` lists them; `template` and `static` are for every other system".to_owned(),
            };
            Refusal::bad(format!("`{text}` is no preset"), help)
        })
    })?;
    preset(id.value)
}

fn sub_id(part: &Fields, findings: &mut Findings) -> SubIdSettings {
    let max_length = part
        .get("max_length", findings, |node, findings| integer(node, findings, 1, LONGEST_SUB_ID));
    SubIdSettings {
        param: part.get("param", findings, string),
        max_length: max_length.and_then(|length| usize::try_from(length).ok()),
        charset: part.get("charset", findings, string),
    }
}

fn sub_id_slot(part: &Fields, findings: &mut Findings) -> Option<SubIdSlot> {
    let from = part.get("from", findings, |node, findings| {
        word(node, findings, SubIdSource::WORDS, SubIdSource::from_word)
    });
    let settings = sub_id(part, findings);
    settings.param.as_ref()?;
    Some(SubIdSlot { from: from.unwrap_or(SubIdSource::Placement), settings })
}

fn pairs(fields: &Fields, key: &str, findings: &mut Findings) -> Vec<(String, String)> {
    let Some(node) = fields.node(key) else { return Vec::new() };
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
