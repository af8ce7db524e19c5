//! Values that show how a key is written.

use crate::model::shape::{Record, Shape};

/// The value as it may stand behind `key:`: on the same line, or on lines of their own that begin
/// with a line break.
pub fn example(key: &str, shape: &Shape, depth: usize) -> String {
    match shape {
        Shape::Record(record) => nested(record, depth),
        Shape::List(inner) => match inner {
            Shape::Record(record) => items(record, depth),
            _ => format!("[{}]", single(key, inner)),
        },
        Shape::Map(inner) => match inner {
            Shape::Record(record) => {
                format!("\n{}some-id:{}", pad(depth), nested(record, depth + 1))
            }
            _ => format!("{{some-id: {}}}", single(key, inner)),
        },
        Shape::Either(first, _) => example(key, first, depth),
        _ => single(key, shape),
    }
}

fn single(key: &str, shape: &Shape) -> String {
    let text = match shape {
        Shape::Text | Shape::LocalText | Shape::LocalWording => "\"…\"",
        Shape::Bool => "true",
        Shape::Integer => "30",
        Shape::Id => "some-id",
        Shape::Locale => "en",
        Shape::Date => "2026-12-01",
        Shape::Rate => "15 %",
        Shape::Money => "49.00 EUR",
        Shape::Duration => "1 year",
        Shape::Color => "\"#1f4d3a\"",
        Shape::Domain => "shop.example",
        Shape::Url => "https://shop.example/",
        Shape::Path => return format!("images/{}.png", key.replace('_', "-")),
        Shape::OneOf(words) => words.first().copied().unwrap_or_default(),
        Shape::List(inner) | Shape::Either(inner, _) => return single(key, inner),
        Shape::Map(_) | Shape::Record(_) => "{}",
    };
    text.to_owned()
}

fn nested(record: &Record, depth: usize) -> String {
    record
        .fields
        .iter()
        .map(|field| {
            format!(
                "\n{}{}: {}",
                pad(depth),
                field.key,
                example(field.key, &field.shape, depth + 1)
            )
        })
        .collect::<String>()
        .replace(": \n", ":\n")
}

fn items(record: &Record, depth: usize) -> String {
    let lines = nested(record, depth + 1);
    // The first key stands behind the dash.
    lines.replacen(&format!("\n{}", pad(depth + 1)), &format!("\n{}- ", pad(depth)), 1)
}

fn pad(depth: usize) -> String {
    "  ".repeat(depth)
}
