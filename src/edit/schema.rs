//! JSON Schemas of content files, from the tables that the loader reads by: editors complete and
//! check keys with them.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::model::shape::{Field, Record, Shape};

use super::{EditFault, Kind, files};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Where [`write_schemas`] puts them, below the project's folder.
const FOLDER: &str = ".promokit/schemas";

/// The schema of one kind of file, with a line break at its end.
pub fn schema(kind: Kind, record: &Record) -> String {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!(DRAFT));
    schema.insert("title".to_owned(), json!(format!("promokit {}", kind.word())));
    let hint = format!(
        "{}{}{FOLDER}/{}.json",
        "# yaml-language-server: $schema=",
        to_root(kind),
        kind.word()
    );
    schema.insert(
        "$comment".to_owned(),
        json!(format!("First line of such a file, for your editor: {hint}")),
    );
    schema.extend(object(record));
    serde_json::to_string_pretty(&Value::Object(schema)).unwrap_or_default() + "\n"
}

/// Writes schemas beside the content; gives their paths, relative to `root`.
///
/// # Errors
/// If the disk fails.
pub fn write_schemas(
    root: &Path,
    kinds: &[(Kind, &'static Record)],
) -> Result<Vec<String>, EditFault> {
    let mut written = Vec::new();
    for (kind, record) in kinds {
        let path = format!("{FOLDER}/{}.json", kind.word());
        files::replace(&root.join(&path), schema(*kind, record).as_bytes())?;
        written.push(path);
    }
    Ok(written)
}

/// From a file of this kind up to the project's folder.
fn to_root(kind: Kind) -> &'static str {
    if kind == Kind::Company { "../" } else { "../../" }
}

fn object(record: &Record) -> Map<String, Value> {
    let properties: Map<String, Value> =
        record.fields.iter().map(|field| (field.key.to_owned(), property(field))).collect();
    let required: Vec<&str> =
        record.fields.iter().filter(|field| field.required).map(|field| field.key).collect();
    let mut object = Map::new();
    object.insert("type".to_owned(), json!("object"));
    object.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        object.insert("required".to_owned(), json!(required));
    }
    object.insert("additionalProperties".to_owned(), json!(false));
    object
}

fn property(field: &Field) -> Value {
    let Value::Object(shape) = shape(&field.shape) else {
        return Value::Bool(true);
    };
    let mut property = Map::new();
    property.insert("description".to_owned(), json!(field.meaning));
    property.extend(shape);
    Value::Object(property)
}

/// What a value may look like. It is never stricter than the loader: an editor that marks what
/// builds would teach people to look away.
fn shape(shape_of: &Shape) -> Value {
    match shape_of {
        // An unquoted number or date is text where text is wanted.
        Shape::Text => json!({"type": ["string", "number"]}),
        Shape::LocalText => json!({"anyOf": [text(), by_locale(text())]}),
        Shape::LocalWording => {
            json!({"anyOf": [text(), wording(), by_locale(json!({"anyOf": [text(), wording()]}))]})
        }
        Shape::Bool => json!({"type": "boolean"}),
        Shape::Integer => json!({"type": "integer"}),
        Shape::Id => json!({"type": ["string", "integer"], "pattern": "^[a-z0-9][a-z0-9-]*$"}),
        Shape::Locale => json!({"type": "string", "examples": ["en", "de", "pt-BR"]}),
        Shape::Date => json!({"type": "string", "examples": ["2026-12-01"]}),
        Shape::Rate => json!({"type": "string", "pattern": "%\\s*$", "examples": ["15 %"]}),
        Shape::Money => json!({"type": ["string", "number"], "examples": ["49.00 EUR"]}),
        Shape::Duration => {
            json!({"type": "string", "examples": ["1 year", "18 months", "30 days"]})
        }
        Shape::Color => json!({"type": "string", "examples": ["#1f4d3a"]}),
        Shape::Domain => json!({"type": "string", "examples": ["partners.example"]}),
        Shape::Url => json!({"type": "string", "examples": ["https://shop.example/"]}),
        Shape::Path => json!({"type": "string", "examples": ["images/logo.svg"]}),
        Shape::OneOf(words) => json!({"enum": words}),
        // A single value counts as a list of one.
        Shape::List(inner) => {
            json!({"anyOf": [{"type": "array", "items": shape(inner)}, shape(inner)]})
        }
        Shape::Map(inner) => json!({"type": "object", "additionalProperties": shape(inner)}),
        Shape::Record(record) => Value::Object(object(record)),
        Shape::Either(first, second) => json!({"anyOf": [shape(first), shape(second)]}),
    }
}

fn text() -> Value {
    json!({"type": ["string", "number"]})
}

fn by_locale(value: Value) -> Value {
    json!({"type": "object", "additionalProperties": value})
}

fn wording() -> Value {
    json!({
        "type": "object",
        "properties": {"long": text(), "short": text()},
        "required": ["long"],
        "additionalProperties": false
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::company::COMPANY;
    use crate::model::creative::CREATIVE;
    use crate::model::program::PROGRAM;

    fn parsed(kind: Kind, record: &Record) -> Value {
        serde_json::from_str(&schema(kind, record)).unwrap()
    }

    #[test]
    fn every_key_of_the_table_is_described() {
        for (kind, record) in
            [(Kind::Company, &COMPANY), (Kind::Banner, &CREATIVE), (Kind::Program, &PROGRAM)]
        {
            let schema = parsed(kind, record);
            assert_eq!(schema["$schema"], DRAFT);
            for field in record.fields {
                assert_eq!(
                    schema["properties"][field.key]["description"], field.meaning,
                    "{}",
                    field.key
                );
                let required = schema["required"]
                    .as_array()
                    .is_some_and(|keys| keys.contains(&json!(field.key)));
                assert_eq!(required, field.required, "{}", field.key);
            }
            assert_eq!(schema["additionalProperties"], false);
        }
    }

    #[test]
    fn parts_are_described_too() {
        let schema = parsed(Kind::Program, &PROGRAM);
        let rule = &schema["properties"]["terms"]["anyOf"][0]["items"]["properties"]["rules"]["anyOf"]
            [0]["items"];
        assert_eq!(
            rule["properties"]["event"]["enum"],
            json!(["click", "impression", "lead", "registration", "sale", "renewal"])
        );
    }

    #[test]
    fn they_are_written_where_the_hint_says() {
        let root = tempfile::tempdir().unwrap();
        let written =
            write_schemas(root.path(), &[(Kind::Company, &COMPANY), (Kind::Banner, &CREATIVE)])
                .unwrap();
        assert_eq!(written, [".promokit/schemas/company.json", ".promokit/schemas/banner.json"]);
        let text = std::fs::read_to_string(root.path().join(&written[1])).unwrap();
        assert!(text.contains("$schema=../../.promokit/schemas/banner.json"), "{text}");
    }
}
