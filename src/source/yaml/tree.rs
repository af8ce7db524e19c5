//! Parser events to a node tree: anchors, aliases and merge keys resolved, size and depth bounded.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde_saphyr::granit_parser::{self, Event, Parser, ScalarStyle, ScanError, Tag};

use super::Document;
use super::pitfall;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::source::node::{Key, Node, Scalar, Value};

/// Values in one file, aliases written out. A 4 MB file without aliases stays below.
const MAX_NODES: usize = 3_000_000;
/// Mappings and lists within each other, as written.
const MAX_NESTING: usize = 64;
/// The same after aliases are written out: recursion over trees stays harmless.
const MAX_DEPTH: usize = 128;

/// Findings in one file; who has more has a file of another kind.
const MAX_FINDINGS: usize = 100;

/// A tree, and what is certainly wrong with it though it could be read.
pub(super) struct Tree {
    pub root: Node,
    pub findings: Vec<Diagnostic>,
}

/// Why there is no tree.
pub(super) enum Fault {
    /// Malformed text, still in the parser's terms.
    Scan(ScanError),
    Finding(Box<Diagnostic>),
}

/// The parser as set up for content files.
pub(super) fn parser(text: &str) -> Parser<'_, granit_parser::StrInput<'_>> {
    let options = granit_parser::options! {
        flow_nesting_limit: MAX_NESTING,
        block_nesting_limit: MAX_NESTING,
    };
    Parser::new_from_str_with_options(text, options)
}

/// Reads `document` into a tree.
pub(super) fn build(document: Document) -> Result<Tree, Fault> {
    let mut builder = Builder {
        document,
        open: Vec::new(),
        anchors: HashMap::new(),
        unused_anchors: HashMap::new(),
        nodes: 0,
        root: None,
        findings: Vec::new(),
    };
    for event in parser(document.text) {
        let (event, span) = event.map_err(Fault::Scan)?;
        let start = span.start.byte_offset().unwrap_or(0);
        let end = span.end.byte_offset().unwrap_or(start);
        builder.take(event, start, end)?;
    }
    let mut unused: Vec<Span> = std::mem::take(&mut builder.unused_anchors).into_values().collect();
    unused.sort();
    for span in unused {
        builder.report(|document| Some(pitfall::unused_anchor(document, span)));
    }
    let root = builder.root.map_or_else(|| Node::null(document.span(0, 0)), |built| built.node);
    if matches!(&root.value, Value::Scalar(scalar) if !scalar.quoted) {
        builder.findings.extend(pitfall::only_text(document, root.span));
    }
    builder.findings.sort_by_key(|finding| finding.span);
    Ok(Tree { root, findings: builder.findings })
}

/// A finished value with what it counts for when it is repeated by an alias.
#[derive(Clone)]
struct Built {
    node: Node,
    nodes: usize,
    depth: usize,
}

/// A mapping or list whose end has not come yet.
struct Open {
    value: Value,
    /// A mapping's key that waits for its value; whether it is a plain `<<`.
    key: Option<(Key, bool)>,
    /// Values of `<<` keys, to be merged at the end.
    merges: Vec<Node>,
    anchor: usize,
    start: usize,
    last_end: u32,
    nodes: usize,
    depth: usize,
}

struct Builder<'a> {
    document: Document<'a>,
    open: Vec<Open>,
    anchors: HashMap<usize, Built>,
    /// Plain values that start with `&word`: mostly text, unless an alias names the word.
    unused_anchors: HashMap<usize, Span>,
    nodes: usize,
    root: Option<Built>,
    findings: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event, start: usize, end: usize) -> Result<(), Fault> {
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                let message = "a second `---` starts another document, but one file holds only one";
                Err(self.fault(
                    Code::Yaml,
                    start,
                    end,
                    message,
                    "Move what follows into a file of its own.",
                ))
            }
            Event::Alias(id) => self.alias(id, start, end),
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag.as_deref(), start, end)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.begin(Value::List(Vec::new()), anchor, tag, start)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.begin(Value::Map(Vec::new()), anchor, tag, start)
            }
            Event::SequenceEnd | Event::MappingEnd => self.finish(start, end),
            _ => Ok(()),
        }
    }

    fn begin(
        &mut self,
        value: Value,
        anchor: usize,
        tag: Option<Cow<Tag>>,
        start: usize,
    ) -> Result<(), Fault> {
        if tag.is_some_and(|tag| !tag.is_yaml_core_schema()) {
            self.report(|document| Some(pitfall::tag(document, start)));
        }
        let last_end = self.document.span(start, start).end;
        self.open.push(Open {
            value,
            key: None,
            merges: Vec::new(),
            anchor,
            start,
            last_end,
            nodes: 1,
            depth: 1,
        });
        Ok(())
    }

    fn finish(&mut self, start: usize, end: usize) -> Result<(), Fault> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let mut span = self.document.span(open.start, end.max(start));
        // A block has no closing mark: it ends where its last value does.
        if end <= start || !matches!(self.document.text.as_bytes().get(end - 1), Some(b']' | b'}'))
        {
            span.end = open.last_end.max(span.start);
        }
        let mut value = open.value;
        if let Value::Map(entries) = &mut value
            && !open.merges.is_empty()
        {
            let mut known = entries.iter().map(|(key, _)| key.text.clone()).collect();
            for merged in open.merges {
                self.merge(entries, &mut known, merged);
            }
        }
        let built = Built { node: Node { value, span }, nodes: open.nodes, depth: open.depth };
        self.remember(open.anchor, &built)?;
        self.place(built, false)
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        start: usize,
        end: usize,
    ) -> Result<(), Fault> {
        let plain = style == ScalarStyle::Plain;
        let text_tag = tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix() == "str");
        if tag.is_some_and(|tag| !tag.is_yaml_core_schema()) {
            self.report(|document| Some(pitfall::tag(document, start)));
        }
        let is_key = self.expects_key();
        let value = if plain && !text_tag && matches!(text, "" | "~" | "null" | "Null" | "NULL") {
            Value::Null
        } else {
            Value::Scalar(Scalar { text: text.to_owned(), quoted: !plain || text_tag })
        };
        // The parser makes up a `~` for a value that is not there.
        let missing = plain && start == end;
        let span =
            if missing { self.empty_span(start) } else { self.written_span(style, start, end) };
        if plain && !is_key {
            let written = (!missing).then_some(text);
            self.report(|document| pitfall::plain(document, span, written));
        }
        if plain && anchor != 0 && !is_key {
            self.unused_anchors.insert(anchor, span);
        }
        let built = Built { node: Node { value, span }, nodes: 1, depth: 1 };
        self.remember(anchor, &built)?;
        self.place(built, plain && text == "<<")
    }

    /// The parser lets a block start at its text; the reader sees its `|` or `>` first.
    fn written_span(&self, style: ScalarStyle, start: usize, end: usize) -> Span {
        let text = self.document.text;
        let end = start + text.get(start..end).unwrap_or("").trim_end().len();
        let mut header = None;
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            let before = text.get(..start).unwrap_or("").trim_end();
            let line = before.rfind('\n').map_or(0, |newline| newline + 1);
            let code = super::line::without_comment(&before[line..]);
            header = code.rfind(['|', '>']).map(|at| line + at);
        }
        self.document.span(header.unwrap_or(start), end)
    }

    /// The parser puts a missing value at the next token; the reader looks behind the colon or dash.
    fn empty_span(&self, start: usize) -> Span {
        let base = self.document.base;
        let from = self.open.last().map_or(0, |open| (open.last_end - base) as usize);
        let between = self.document.text.get(from..start).unwrap_or("");
        let mut end = from + super::line::end_of_content(between);
        let after = &self.document.text[end..];
        let colon = after.trim_start_matches(' ');
        if colon.starts_with(':') {
            end += after.len() - colon.len() + 1;
        }
        self.document.span(end, end)
    }

    fn alias(&mut self, id: usize, start: usize, end: usize) -> Result<(), Fault> {
        self.unused_anchors.remove(&id);
        let Some(built) = self.anchors.get(&id) else {
            // Only an anchor around the alias itself is known to the parser but not finished yet.
            let message = "the value repeats itself without end";
            let help = "Write the value out instead of using `*`.";
            return Err(self.fault(Code::TooLarge, start, end, message, help));
        };
        let (nodes, depth) = (built.nodes, built.depth);
        if self.nodes + nodes > MAX_NODES || self.open.len() + depth > MAX_DEPTH {
            let message = "the file grows out of bounds when its `*` references are written out";
            let help = "Write the values out where they are needed.";
            return Err(self.fault(Code::TooLarge, start, end, message, help));
        }
        let built = built.clone();
        // The use ends here, though the value is written elsewhere.
        let use_end = self.document.span(start, end).end;
        self.place(built, false)?;
        if let Some(open) = self.open.last_mut() {
            open.last_end = use_end;
        }
        Ok(())
    }

    fn remember(&mut self, anchor: usize, built: &Built) -> Result<(), Fault> {
        if anchor == 0 {
            return Ok(());
        }
        self.spend(built.nodes, built.node.span)?;
        self.anchors.insert(anchor, built.clone());
        Ok(())
    }

    /// Looks for a finding, unless there are enough: looking costs a pass over the line.
    fn report(&mut self, find: impl FnOnce(Document) -> Option<Diagnostic>) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.extend(find(self.document));
        }
    }

    fn spend(&mut self, nodes: usize, span: Span) -> Result<(), Fault> {
        self.nodes += nodes;
        if self.nodes <= MAX_NODES {
            return Ok(());
        }
        let finding = Diagnostic::error(Code::TooLarge, span, "the file holds too many values")
            .help("Split it, or put the rows into `partners.csv`.");
        Err(Fault::Finding(Box::new(finding)))
    }

    fn expects_key(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| matches!(open.value, Value::Map(_)) && open.key.is_none())
    }

    /// Puts a finished value where it belongs: the root, a list item, a key or a key's value.
    fn place(&mut self, built: Built, merge_key: bool) -> Result<(), Fault> {
        self.spend(built.nodes, built.node.span)?;
        let document = self.document;
        let Some(open) = self.open.last_mut() else {
            self.root = Some(built);
            return Ok(());
        };
        open.nodes += built.nodes;
        open.depth = open.depth.max(built.depth + 1);
        open.last_end = built.node.span.end.max(open.last_end);
        match (&mut open.value, open.key.take()) {
            (Value::List(items), _) => items.push(built.node),
            (Value::Map(_), None) => {
                let span = built.node.span;
                let text = match built.node.value {
                    Value::Scalar(scalar) => scalar.text,
                    Value::Null => document.slice(span).to_owned(),
                    Value::List(_) | Value::Map(_) => {
                        if self.findings.len() < MAX_FINDINGS {
                            self.findings.push(pitfall::compound_key(document, span));
                        }
                        document.slice(span).to_owned()
                    }
                };
                open.key = Some((Key { text, span }, merge_key));
            }
            (Value::Map(_), Some((_, true))) => open.merges.push(built.node),
            (Value::Map(entries), Some((key, false))) => entries.push((key, built.node)),
            (Value::Null | Value::Scalar(_), _) => {}
        }
        Ok(())
    }

    /// Adds the entries of `<<: *base` that the mapping does not set itself.
    fn merge(&mut self, entries: &mut Vec<(Key, Node)>, known: &mut HashSet<String>, merged: Node) {
        match merged.value {
            Value::Map(base) => {
                for (key, node) in base {
                    if known.insert(key.text.clone()) {
                        entries.push((key, node));
                    }
                }
            }
            Value::List(bases) => {
                bases.into_iter().for_each(|base| self.merge(entries, known, base));
            }
            Value::Null | Value::Scalar(_) => self.findings.push(
                Diagnostic::error(
                    Code::WrongType,
                    merged.span,
                    "`<<` takes over a mapping, and this is none",
                )
                .help("Name a mapping: `<<: *name`."),
            ),
        }
    }

    fn fault(&self, code: Code, start: usize, end: usize, message: &str, help: &str) -> Fault {
        let span = self.document.span(start, end);
        Fault::Finding(Box::new(Diagnostic::error(code, span, message).help(help)))
    }
}
