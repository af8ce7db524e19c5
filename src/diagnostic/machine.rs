//! Findings for programs: JSON, GitHub annotations, SARIF. Nothing is capped here.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::position::{LineIndex, Position};
use super::{Diagnostic, FileId, Severity, Span, Texts};

/// Looks up places, with one line index for each file.
struct Places<'a> {
    texts: &'a dyn Texts,
    indexes: BTreeMap<FileId, LineIndex<'a>>,
}

struct Place {
    file: String,
    start: Position,
    end: Position,
}

impl<'a> Places<'a> {
    fn new(texts: &'a dyn Texts) -> Places<'a> {
        Places { texts, indexes: BTreeMap::new() }
    }

    fn find(&mut self, span: Span) -> Place {
        let text = self.texts.text(span.file);
        let index = self.indexes.entry(span.file).or_insert_with(|| LineIndex::new(text));
        Place {
            file: self.texts.path(span.file).to_string_lossy().into_owned(),
            start: index.position(span.start as usize),
            end: index.position(span.end as usize),
        }
    }

    fn json(&mut self, span: Option<Span>) -> serde_json::Map<String, Value> {
        let place = span.map(|span| self.find(span));
        let place = place.as_ref();
        let fields = [
            ("file", json!(place.map(|place| &place.file))),
            ("line", json!(place.map(|place| place.start.line))),
            ("column", json!(place.map(|place| place.start.column))),
            ("end_line", json!(place.map(|place| place.end.line))),
            ("end_column", json!(place.map(|place| place.end.column))),
        ];
        fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

fn severity(finding: &Diagnostic) -> &'static str {
    match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Lint => "lint",
    }
}

/// A JSON array with one object for each finding, ending in a line break. Lines and columns count
/// from 1, the end is exclusive; all are `null` for a
/// finding without a place.
pub fn draw_json(findings: &[Diagnostic], texts: &dyn Texts) -> String {
    let mut places = Places::new(texts);
    let values: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let mut object = serde_json::Map::new();
            object.insert("severity".to_owned(), json!(severity(finding)));
            object.insert("code".to_owned(), json!(finding.code.id()));
            object.extend(places.json(finding.span));
            object.insert("message".to_owned(), json!(finding.message));
            let labels = finding.labels.iter().map(|label| {
                let mut object = places.json(Some(label.span));
                object.insert("message".to_owned(), json!(label.message));
                Value::Object(object)
            });
            let labels: Vec<Value> = labels.collect();
            object.insert("labels".to_owned(), json!(labels));
            object.insert("help".to_owned(), json!(finding.help));
            Value::Object(object)
        })
        .collect();
    format!("{:#}\n", Value::Array(values))
}

/// GitHub's workflow commands, one line for each finding
/// (docs.github.com: Workflow commands for GitHub Actions, "Setting an error message").
pub fn draw_github(findings: &[Diagnostic], texts: &dyn Texts) -> String {
    let mut places = Places::new(texts);
    let mut text = String::new();
    for finding in findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Lint => "notice",
        };
        let mut properties = String::new();
        if let Some(place) = finding.span.map(|span| places.find(span)) {
            properties = format!(
                "file={},line={},endLine={},col={},",
                property(&place.file),
                place.start.line,
                place.end.line,
                place.start.column
            );
            // GitHub takes an end column only within one line.
            if place.end.line == place.start.line {
                properties += &format!("endColumn={},", place.end.column);
            }
        }
        let help = finding.help.as_ref().map_or(String::new(), |help| format!("\n{help}"));
        let message = data(&format!("{}{help}", finding.message));
        text += &format!("::{command} {properties}title={}::{message}\n", finding.code.id());
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A SARIF 2.1.0 log, as code hosts take it, with columns in Unicode code points.
pub fn draw_sarif(findings: &[Diagnostic], texts: &dyn Texts) -> String {
    let mut places = Places::new(texts);
    let codes: BTreeSet<_> = findings.iter().map(|finding| finding.code).collect();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| {
            json!({"id": code.id(), "shortDescription": {"text": code.id()}, "help": {"text": code.explanation()}})
        })
        .collect();
    let results: Vec<Value> =
        findings.iter().map(|finding| sarif_result(finding, &mut places)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "promokit",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn sarif_result(finding: &Diagnostic, places: &mut Places) -> Value {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Lint => "note",
    };
    let help = finding.help.as_ref().map_or(String::new(), |help| format!("\n{help}"));
    let mut result = json!({
        "ruleId": finding.code.id(),
        "level": level,
        "message": {"text": format!("{}{help}", finding.message)},
    });
    if let Some(span) = finding.span {
        result["locations"] = json!([sarif_location(span, places)]);
    }
    if !finding.labels.is_empty() {
        let related: Vec<Value> = finding
            .labels
            .iter()
            .map(|label| {
                let mut location = sarif_location(label.span, places);
                location["message"] = json!({"text": label.message});
                location
            })
            .collect();
        result["relatedLocations"] = Value::Array(related);
    }
    result
}

fn sarif_location(span: Span, places: &mut Places) -> Value {
    let place = places.find(span);
    json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(&place.file)},
        "region": {
            "startLine": place.start.line,
            "startColumn": place.start.column,
            "endLine": place.end.line,
            "endColumn": place.end.column,
        },
    }})
}

/// A relative path as a URI reference.
fn uri(path: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEPT: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(path, KEPT).to_string()
}
