//! The keys of `backends/*.yaml`, and of the presets' files.

use super::{Certainty, SubIdSource, SystemKind};
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

/// An entry of `sub_ids`.
pub const SUB_ID_SLOT: Record = Record {
    name: "a further sub-ID",
    fields: &[
        required("param", Shape::Text, "Name of its parameter."),
        key("from", Shape::OneOf(SubIdSource::WORDS), "What it says; default `placement`."),
        key("max_length", Shape::Integer, "Most characters that the backend keeps."),
        key("charset", Shape::Text, "Which characters it keeps, such as `[a-z0-9_-]`."),
    ],
};

const FIELDS: &[Field] = &[
    required(
        "preset",
        Shape::OneOf(PRESET_IDS),
        "Which system; `promokit links --presets` lists them.",
    ),
    key("style", Shape::Text, "Form of the link, where the system has several."),
    key("base", Shape::Url, "Address of the system's script or site, where links begin with it."),
    key(
        "values",
        Shape::Map(&Shape::Text),
        "What the preset asks for, such as the advertiser's number.",
    ),
    key(
        "template",
        Shape::Text,
        "The link with slots, such as `https://t.example/c?p={partner}&u={destination}`.",
    ),
    key("param", Shape::Text, "Name of the parameter that carries the partner."),
    key("rename", Shape::Map(&Shape::Text), "Other names for the system's parameters."),
    key("sub_id", Shape::Record(&SUB_ID), "How placements are told apart."),
    key("sub_ids", Shape::List(&Shape::Record(&SUB_ID_SLOT)), "Further sub-IDs."),
    key("own_sub_id", Shape::Text, "Parameter that partners may fill as they like."),
    key("coupon", Shape::Text, "Parameter of the coupon, for partners who have one."),
    key("also", Shape::List(&Shape::Id), "Further backends, such as utm labels."),
    key("extra", Shape::Map(&Shape::Text), "Fixed parameters."),
    key("macros", Shape::List(&Shape::Text), "Placeholders that ad networks fill in: `[clickid]`."),
    key("hosts", Shape::List(&Shape::Text), "Destinations that count."),
    key(
        "forward",
        Shape::List(&Shape::Text),
        "Incoming parameters that landings hand on to buttons.",
    ),
    key("impression", Shape::Text, "Address of the picture that counts views, with slots."),
    key(
        "on_conflict",
        Shape::OneOf(&["error", "keep", "replace"]),
        "When the destination has such a parameter already.",
    ),
];

/// `backends/*.yaml`.
pub const BACKEND: Record = Record { name: "a backend", fields: FIELDS };

/// What a preset asks for.
pub const ASK: Record = Record {
    name: "what a preset asks for",
    fields: &[
        required("meaning", Shape::Text, "What it is."),
        required("example", Shape::Text, "How it looks."),
    ],
};

/// A sub-ID that a system takes.
pub const KNOWN_SUB_ID: Record = Record {
    name: "a known sub-ID",
    fields: &[
        required("param", Shape::Text, "Name of its parameter."),
        key("max_length", Shape::Integer, "Most characters that the system keeps."),
        key("charset", Shape::Text, "Which characters it keeps."),
    ],
};

/// A file of the presets.
pub const PRESET: Record = Record {
    name: "a preset",
    fields: &[
        required("name", Shape::Text, "As its vendor writes it."),
        required("kind", Shape::OneOf(SystemKind::WORDS), "What sort of system it is."),
        required("status", Shape::OneOf(Certainty::WORDS), "How sure the format is."),
        required("source", Shape::List(&Shape::Text), "Where the format was seen."),
        key("note", Shape::Text, "What a marketer must know."),
        key("label", Shape::Bool, "Whether it only labels visits."),
        key("same_domain", Shape::Bool, "Whether it counts on the company's own domain only."),
        key(
            "link",
            Shape::Text,
            "The template of its links; `given` and `minted` for those that have none.",
        ),
        key("styles", Shape::Map(&Shape::Text), "Templates by style, the default first."),
        key("front_page", Shape::List(&Shape::Text), "Styles that lead to the front page only."),
        key("ask", Shape::Map(&Shape::Record(&ASK)), "What the links need from the company."),
        key(
            "sub_ids",
            Shape::List(&Shape::Record(&KNOWN_SUB_ID)),
            "The sub-IDs it takes, the usual one first.",
        ),
        key("forward", Shape::List(&Shape::Text), "Parameters that the shop wants to see again."),
        key("impression", Shape::Text, "Address of the picture that counts views."),
    ],
};

/// The ids of the presets, sorted: the names of the files in `src/load/presets/`.
pub(super) const PRESET_IDS: &[&str] = &[
    "a8",
    "accesstrade",
    "adjust",
    "admitad",
    "affilae",
    "affiliate-future",
    "affiliate-wiz",
    "affiliates",
    "affiliatewp",
    "affiliatly",
    "affilio",
    "affise",
    "affitor",
    "amazon-associates",
    "amember",
    "appsflyer",
    "awin",
    "belboon",
    "bemob",
    "binom",
    "branch",
    "cake",
    "cj",
    "clickbank",
    "commission-factory",
    "cpa-network",
    "daisycon",
    "digistore24",
    "dub",
    "e-autopay",
    "ebay-epn",
    "ecommtools",
    "everflow",
    "firstpromoter",
    "flexoffers",
    "glopart",
    "goaffpro",
    "idevaffiliate",
    "impact",
    "jam",
    "justclick",
    "keitaro",
    "lastoshopgold",
    "leaddyno",
    "lemon-squeezy",
    "linktrust",
    "matomo",
    "mytracker",
    "offerit",
    "partnerize",
    "partnerstack",
    "plausible",
    "post-affiliate-pro",
    "promo-code",
    "rakuten",
    "redtrack",
    "ref",
    "refersion",
    "rewardful",
    "scaleo",
    "shareasale",
    "skimlinks",
    "slicewp",
    "solid-affiliate",
    "sovrn",
    "static",
    "tapfiliate",
    "template",
    "tolt",
    "trackdesk",
    "tradedoubler",
    "tradetracker",
    "trcker",
    "tune",
    "ultimate-affiliate-pro",
    "uppromote",
    "utm",
    "voluum",
    "webgains",
    "wp-affiliate-manager",
    "yith-affiliates",
];
