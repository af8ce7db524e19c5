//! From node trees to typed values: opens mappings against their tables of keys and reads single
//! values, with a finding at the very place for each that cannot be meant.
//!
//! What `load` and `theme` have in common. It must not know any particular file.

pub mod fields;
pub mod values;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, FileId, Span};
use crate::model::text::Phrase;
use crate::source::{Node, Source, parse_yaml};

use fields::Findings;

/// A YAML file's tree and its start. An empty file is an empty mapping.
pub fn yaml_file(source: &Source, file: FileId, findings: &mut Findings) -> Option<(Node, Span)> {
    let text = match source.read_text(file) {
        Ok(text) => text,
        Err(finding) => {
            findings.push(finding);
            return None;
        }
    };
    let (node, faults) = parse_yaml(file, text);
    let broken =
        faults.iter().any(|fault| fault.code == Code::Yaml || fault.code == Code::TooLarge);
    findings.extend(faults);
    let start = Span::start_of(file);
    match node {
        Some(node) => Some((node, start)),
        None if broken => None,
        None => Some((Node::null(start), start)),
    }
}

/// The texts of a file of words, by key: `landing: {cta: …}` and `landing.cta: …` say the same.
pub fn phrases(node: &Node) -> BTreeMap<String, Phrase> {
    let mut texts = BTreeMap::new();
    flatten("", node, &mut texts);
    texts
}

fn flatten(prefix: &str, node: &Node, texts: &mut BTreeMap<String, Phrase>) {
    for (key, value) in node.entries() {
        let name =
            if prefix.is_empty() { key.text.clone() } else { format!("{prefix}.{}", key.text) };
        match value.text() {
            Some(text) => {
                texts.insert(name, Phrase { text: text.to_owned(), span: value.span });
            }
            None => flatten(&name, value, texts),
        }
    }
}
