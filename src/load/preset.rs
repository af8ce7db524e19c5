//! The presets inside of promokit: one YAML file a tracking system, read when it is named.

use include_dir::{Dir, include_dir};

use crate::diagnostic::{FileId, Span};
use crate::model::backend::{
    ASK, Ask, Certainty, Charset, KNOWN_SUB_ID, KnownSubId, PRESET, ParameterName, Preset,
    PresetId, Role, Style, StyleLink, SubIdLimits, SystemKind,
};
use crate::source::{Node, parse_yaml};

use super::fields::{Fields, Findings};
use super::values::{boolean, integer, string, word};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/load/presets");

/// In place of a template: the project writes it.
const GIVEN: &str = "given";
/// In place of a template: the system makes each link.
const MINTED: &str = "minted";
const LONGEST_SUB_ID: i64 = 1024;

/// The preset `id`. `None` only if its file is faulty, which a test rules out.
pub fn preset(id: PresetId) -> Option<Preset> {
    let mut findings = Findings::new();
    read(id, &mut findings)
}

/// Every preset, sorted by id.
pub fn presets() -> Vec<Preset> {
    PresetId::all().filter_map(preset).collect()
}

fn read(id: PresetId, findings: &mut Findings) -> Option<Preset> {
    let text = FILES.get_file(format!("{id}.yaml"))?.contents_utf8()?;
    // Findings about these files are shown to nobody, so any file id does.
    let file = FileId(0);
    let (node, faults) = parse_yaml(file, text);
    findings.extend(faults);
    let node = node?;
    let fields = Fields::open(&node, &PRESET, Span::start_of(file), findings)?;
    Some(Preset {
        id,
        name: fields.get("name", findings, string)?,
        kind: fields.get("kind", findings, |node, findings| {
            word(node, findings, SystemKind::WORDS, SystemKind::from_word)
        })?,
        certainty: fields.get("status", findings, |node, findings| {
            word(node, findings, Certainty::WORDS, Certainty::from_word)
        })?,
        sources: fields.list("source", findings, string),
        note: fields.get("note", findings, string),
        role: match fields.get("label", findings, boolean) {
            Some(true) => Role::Label,
            _ => Role::Tracker,
        },
        same_domain: fields.get("same_domain", findings, boolean).unwrap_or_default(),
        styles: styles(&fields, findings),
        asks: asks(&fields, findings),
        sub_ids: fields.parts("sub_ids", &KNOWN_SUB_ID, findings, known_sub_id),
        forward: fields.list("forward", findings, |node, findings| {
            ParameterName::parse(&string(node, findings)?)
        }),
        impression: fields.get("impression", findings, string),
    })
}

fn styles(fields: &Fields, findings: &mut Findings) -> Vec<Style> {
    let front_page = fields.list("front_page", findings, string);
    let style = |name: Option<&str>, text: &str| Style {
        name: name.map(str::to_owned),
        link: match text {
            GIVEN => StyleLink::Given,
            MINTED => StyleLink::Minted,
            _ => StyleLink::Known {
                template: text.to_owned(),
                front_page_only: front_page.iter().any(|style| Some(style.as_str()) == name),
            },
        },
    };
    let only = fields.node("link").and_then(Node::text);
    let named = fields.node("styles").map(Node::entries).unwrap_or_default();
    let named =
        named.iter().filter_map(|(key, node)| Some((Some(key.text.as_str()), node.text()?)));
    only.map(|text| (None, text))
        .into_iter()
        .chain(named)
        .map(|(name, text)| style(name, text))
        .collect()
}

fn asks(fields: &Fields, findings: &mut Findings) -> Vec<Ask> {
    let entries = fields.node("ask").map(Node::entries).unwrap_or_default();
    let ask = |(key, node): &(crate::source::Key, Node)| {
        let part = Fields::open(node, &ASK, key.span, findings)?;
        Some(Ask {
            name: key.text.clone(),
            meaning: part.get("meaning", findings, string)?,
            example: part.get("example", findings, string)?,
        })
    };
    entries.iter().filter_map(ask).collect()
}

fn known_sub_id(part: &Fields, findings: &mut Findings) -> Option<KnownSubId> {
    let max_length = part
        .get("max_length", findings, |node, findings| integer(node, findings, 1, LONGEST_SUB_ID));
    let charset = part.get("charset", findings, string);
    Some(KnownSubId {
        param: part.get("param", findings, string)?,
        limits: SubIdLimits {
            max_length: max_length.and_then(|length| usize::try_from(length).ok()),
            charset: charset.and_then(|text| Charset::parse(&text)),
        },
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::backend::BackendSettings;
    use crate::model::ids::BackendId;

    #[test]
    fn each_file_is_a_sound_preset_and_each_name_has_a_file() {
        let files: BTreeSet<String> =
            FILES.files().map(|file| file.path().to_string_lossy().into_owned()).collect();
        let ids: BTreeSet<String> = PresetId::all().map(|id| format!("{id}.yaml")).collect();
        assert_eq!(files, ids);
        assert!(PresetId::all().is_sorted());
        for id in PresetId::all() {
            let mut findings = Findings::new();
            let preset = read(id, &mut findings).expect("a sound file");
            assert!(findings.is_empty(), "{id}: {findings:?}");
            assert!(!preset.styles.is_empty() && !preset.sources.is_empty(), "{id}");
            for style in &preset.styles {
                let settings = complete(&preset, style);
                let backend = BackendId::parse("shop").expect("an id");
                let built = settings.build(backend, &preset);
                assert!(built.is_ok(), "{id} {:?}: {built:?}", style.name);
                let counts_views = built.is_ok_and(|built| built.impression.is_some());
                let is_known = matches!(style.link, StyleLink::Known { .. });
                assert_eq!(counts_views, is_known && preset.impression.is_some(), "{id}");
            }
        }
    }

    /// Settings with the example of everything that is asked for.
    fn complete(preset: &Preset, style: &Style) -> BackendSettings {
        let text = match &style.link {
            StyleLink::Known { template, .. } => template.as_str(),
            StyleLink::Given | StyleLink::Minted => "",
        };
        let asked = |ask: &&Ask| text.contains(&format!("{{{}}}", ask.name));
        let asks: Vec<&Ask> = preset.asks.iter().filter(asked).collect();
        BackendSettings {
            style: style.name.clone(),
            template: (style.link == StyleLink::Given)
                .then(|| "https://t.example/{partner}".to_owned()),
            base: asks.iter().find(|ask| ask.name == "base").map(|ask| ask.example.clone()),
            values: asks
                .iter()
                .filter(|ask| ask.name != "base")
                .map(|ask| (ask.name.clone(), ask.example.clone()))
                .collect(),
            hosts: vec!["shop.example".to_owned()],
            ..BackendSettings::default()
        }
    }

    /// Nothing is invented: a system whose links are not known for sure asks for them first.
    #[test]
    fn what_is_not_known_is_asked_for() {
        for preset in presets() {
            let guessed = matches!(preset.certainty, Certainty::PartlyKnown | Certainty::Unknown)
                && matches!(preset.styles[0].link, StyleLink::Known { .. });
            assert!(!guessed || preset.id.as_str() == "promo-code", "{}", preset.id);
        }
    }
}
