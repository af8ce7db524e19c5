//! The keys of `backends/*.yaml`.

use crate::model::shape::{Field, Record, Shape, key, required};

/// `sub_id` of a backend.
pub const SUB_ID: Record = Record {
    name: "the sub-ID",
    fields: &[
        key("param", Shape::Text, "Name of its parameter."),
        key("max_length", Shape::Integer, "Most characters that the backend keeps."),
        key("charset", Shape::Text, "Which characters it keeps, such as `[a-z0-9_-]`."),
    ],
};

const FIELDS: &[Field] = &[
    required(
        "preset",
        Shape::OneOf(&["ref", "utm", "post-affiliate-pro", "affiliatewp", "template", "static"]),
        "Which system.",
    ),
    key("param", Shape::Text, "Name of the parameter that carries the partner."),
    key("style", Shape::Text, "Form of the link, where the system has several."),
    key("base", Shape::Url, "Address of the redirect script."),
    key(
        "template",
        Shape::Text,
        "The link with slots, such as `https://t.example/c?p={partner}&u={destination}`.",
    ),
    key("sub_id", Shape::Record(&SUB_ID), "How placements are told apart."),
    key("also", Shape::List(&Shape::Id), "Further backends, such as utm labels."),
    key("extra", Shape::Map(&Shape::Text), "Fixed parameters."),
    key("hosts", Shape::List(&Shape::Text), "Destinations that count."),
    key(
        "on_conflict",
        Shape::OneOf(&["error", "keep", "replace"]),
        "When the destination has such a parameter already.",
    ),
];

/// `backends/*.yaml`.
pub const BACKEND: Record = Record { name: "a backend", fields: FIELDS };
