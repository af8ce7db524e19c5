//! The tree that YAML is read into: every key and value with the place it was written at.
//!
//! Values keep the text as typed (`010`, `NO`, `25.50`, `15 %`): what it means is for the decoder
//! to say, which knows what the key expects. This module knows nothing of the parser.

use crate::diagnostic::Span;

/// A value and where it is written, quotes and brackets included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub value: Value,
    pub span: Span,
}

/// What shape a value has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing, `~` or `null`. An empty value's span is empty and stands after its colon or dash.
    Null,
    Scalar(Scalar),
    List(Vec<Node>),
    /// In the order written. A key that stands twice is here twice.
    Map(Vec<(Key, Node)>),
}

/// A single value, untyped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// As typed, or what the quotes or the block hold after decoding.
    pub text: String,
    /// True if it was quoted, a block (`|`, `>`) or tagged `!!str`: certainly meant as text.
    pub quoted: bool,
}

/// A mapping's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    pub text: String,
    pub span: Span,
}

impl Node {
    /// A hash of what it says, wherever it is written.
    pub fn fingerprint(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        self.hash_into(&mut hasher);
        hasher.finalize()
    }

    fn hash_into(&self, hasher: &mut blake3::Hasher) {
        let mut text = |kind: u8, text: &str| {
            hasher.update(&[kind]).update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        };
        match &self.value {
            Value::Null => text(0, ""),
            Value::Scalar(scalar) => text(1 + u8::from(scalar.quoted), &scalar.text),
            Value::List(items) => {
                hasher.update(&[3]).update(&(items.len() as u64).to_le_bytes());
                items.iter().for_each(|item| item.hash_into(hasher));
            }
            Value::Map(entries) => {
                hasher.update(&[4]).update(&(entries.len() as u64).to_le_bytes());
                for (key, node) in entries {
                    hasher.update(&(key.text.len() as u64).to_le_bytes());
                    hasher.update(key.text.as_bytes());
                    node.hash_into(hasher);
                }
            }
        }
    }

    /// Nothing at all, at `span`: what an empty file holds.
    pub fn null(span: Span) -> Node {
        Node { value: Value::Null, span }
    }

    /// A text that stands at `span` as part of a longer value, such as one word of a list.
    pub fn text_at(text: &str, span: Span) -> Node {
        Node { value: Value::Scalar(Scalar { text: text.to_owned(), quoted: true }), span }
    }

    pub fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// The first entry of a mapping with this key; `None` for other shapes too.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(name, _)| name.text == key).map(|(_, node)| node)
    }

    /// A mapping's entries; none for other shapes.
    pub fn entries(&self) -> &[(Key, Node)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// A list's items; none for other shapes.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// A single value's text, however it was quoted.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) => Some(&scalar.text),
            _ => None,
        }
    }
}
