//! Opens a mapping against its table of keys: the one place that reports unknown, missing and
//! duplicate keys.

use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::shape::Record;
use crate::source::{Node, Value};

/// Findings of one load, in the order they were found.
pub type Findings = Vec<Diagnostic>;

/// A mapping whose keys have been checked against a [`Record`].
pub struct Fields<'n> {
    record: &'static Record,
    entries: Vec<(&'n str, &'n Node, Span)>,
    /// Where a fault of the mapping as a whole is shown: its key, or the file's start.
    place: Span,
}

impl<'n> Fields<'n> {
    /// Checks `node` against `record`; `None` if it is no mapping at all.
    pub fn open(
        node: &'n Node,
        record: &'static Record,
        place: Span,
        findings: &mut Findings,
    ) -> Option<Fields<'n>> {
        let pairs = match &node.value {
            Value::Map(pairs) => pairs.as_slice(),
            Value::Null => &[],
            _ => {
                let keys: Vec<_> = record.fields.iter().map(|field| field.key).collect();
                findings.push(
                    Diagnostic::error(
                        Code::WrongType,
                        node.span,
                        format!("keys and values are wanted here, for {}", record.name),
                    )
                    .help(format!("its keys are: {}", keys.join(", "))),
                );
                return None;
            }
        };
        let mut fields = Fields { record, entries: Vec::with_capacity(pairs.len()), place };
        for (key, value) in pairs {
            fields.take(&key.text, key.span, value, findings);
        }
        fields.report_missing(findings);
        Some(fields)
    }

    fn take(&mut self, key: &'n str, span: Span, value: &'n Node, findings: &mut Findings) {
        if let Some((_, _, first)) = self.entries.iter().find(|(known, ..)| *known == key) {
            findings.push(
                Diagnostic::error(Code::DuplicateKey, span, format!("`{key}` stands here twice"))
                    .label(*first, "first here")
                    .help("keep one of the two"),
            );
        } else if self.record.field(key).is_none() {
            findings.push(unknown_key(key, span, self.record));
        } else {
            self.entries.push((key, value, span));
        }
    }

    fn report_missing(&self, findings: &mut Findings) {
        for field in self.record.fields.iter().filter(|field| field.required) {
            match self.entry(field.key) {
                Some((_, node, span)) if node.is_null() => findings.push(
                    Diagnostic::error(Code::MissingKey, span, format!("`{}` is empty", field.key))
                        .help(field.meaning),
                ),
                Some(_) => {}
                None => findings.push(
                    Diagnostic::error(
                        Code::MissingKey,
                        self.place,
                        format!("{} lacks the key `{}`", self.record.name, field.key),
                    )
                    .help(field.meaning),
                ),
            }
        }
    }

    fn entry(&self, key: &str) -> Option<(&'n str, &'n Node, Span)> {
        debug_assert!(
            self.record.field(key).is_some(),
            "`{key}` is not in the table of {}",
            self.record.name
        );
        self.entries.iter().find(|(known, ..)| *known == key).copied()
    }

    /// The value of `key`, unless it is absent or empty.
    pub fn node(&self, key: &str) -> Option<&'n Node> {
        self.entry(key).map(|(_, node, _)| node).filter(|node| !node.is_null())
    }

    /// Where `key` stands, or the mapping's place.
    pub fn place(&self, key: &str) -> Span {
        self.entry(key).map_or(self.place, |(_, _, span)| span)
    }

    /// Reads the value of `key`; faults are reported by `read`.
    pub fn get<T>(
        &self,
        key: &str,
        findings: &mut Findings,
        read: impl FnOnce(&'n Node, &mut Findings) -> Option<T>,
    ) -> Option<T> {
        read(self.node(key)?, findings)
    }

    /// Reads each entry of the list under `key`; a single value is a list of one.
    pub fn list<T>(
        &self,
        key: &str,
        findings: &mut Findings,
        mut read: impl FnMut(&'n Node, &mut Findings) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = self.node(key) else { return Vec::new() };
        entries(node).filter_map(|entry| read(entry, findings)).collect()
    }

    /// Reads the mapping under `key`, opened against `record`.
    pub fn part<T>(
        &self,
        key: &str,
        record: &'static Record,
        findings: &mut Findings,
        read: impl FnOnce(&Fields<'n>, &mut Findings) -> Option<T>,
    ) -> Option<T> {
        let node = self.node(key)?;
        let fields = Fields::open(node, record, self.place(key), findings)?;
        read(&fields, findings)
    }

    /// Reads each mapping of the list under `key`, opened against `record`.
    pub fn parts<T>(
        &self,
        key: &str,
        record: &'static Record,
        findings: &mut Findings,
        mut read: impl FnMut(&Fields<'n>, &mut Findings) -> Option<T>,
    ) -> Vec<T> {
        self.list(key, findings, |node, findings| {
            let start = Span { end: node.span.start, ..node.span };
            let fields = Fields::open(node, record, start, findings)?;
            read(&fields, findings)
        })
    }
}

/// The entries of a list; any other value counts as a list of itself.
pub fn entries(node: &Node) -> impl Iterator<Item = &Node> {
    let list = match &node.value {
        Value::List(list) => list.as_slice(),
        Value::Null => &[],
        _ => std::slice::from_ref(node),
    };
    list.iter()
}

fn unknown_key(key: &str, span: Span, record: &Record) -> Diagnostic {
    let known: Vec<&str> = record.fields.iter().map(|field| field.key).collect();
    let finding =
        Diagnostic::error(Code::UnknownKey, span, format!("{} has no key `{key}`", record.name));
    match suggest(key, known.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help(format!("its keys are: {}", known.join(", "))),
    }
}
