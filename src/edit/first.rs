//! What a new file says at first: enough to build and to show how it is meant.

use crate::model::backend::PresetId;

use super::Kind;

/// The keys that a new file sets, as YAML; `{name}` and `{preset}` are filled in.
pub fn keys(kind: Kind) -> &'static [(&'static str, &'static str)] {
    match kind {
        Kind::Company => &[],
        Kind::Partner => &[("name", "{name}")],
        Kind::Product => &[
            ("name", "{name}"),
            ("summary", "\"{name}: say in one or two sentences what it does for the buyer.\""),
        ],
        Kind::Program => &[
            ("name", "{name}"),
            ("summary", "Say in one or two sentences for whom the programme is, and what it pays."),
            ("terms", "\n  - from: 2026-01-01\n    rules:\n      - rate: 10 %"),
        ],
        Kind::Banner => &[("headline", "{name}"), ("cta", "Have a look")],
        Kind::Landing => &[
            ("title", "{name}"),
            (
                "hero",
                "\n  headline: {name}\n  line: One or two sentences that say what the reader gets.\n  cta: Have a look",
            ),
        ],
        Kind::Email => &[("subject", "{name}"), ("cta", "Have a look")],
        Kind::Text => &[("title", "{name}"), ("kind", "post")],
        Kind::Document => &[("title", "{name}"), ("kind", "agreement")],
        Kind::Backend => &[("preset", "{preset}")],
    }
}

/// The preset that a new backend is likely meant for: the one with its id or the id's initials
/// (`pap`), else a plain parameter.
pub fn preset(id: &str) -> &'static str {
    let is_meant = |preset: &PresetId| {
        let words = preset.as_str().split('-');
        preset.as_str() == id || words.filter_map(|word| word.chars().next()).eq(id.chars())
    };
    PresetId::all().find(is_meant).map_or("ref", PresetId::as_str)
}

/// What stands below the settings of a new Markdown file.
pub fn body(kind: Kind) -> &'static str {
    match kind {
        Kind::Email => {
            "Hello [[first_name]],\n\nsay here in a few lines why you recommend {{ company.name }}. The button follows.\n"
        }
        Kind::Text => {
            "Ad · Say here in one or two sentences what you like about {{ company.name }}: {{ link }}\n"
        }
        Kind::Document => {
            "This agreement is between {{ company.name }} and {{ partner.name }}.\n\n## What you earn\n\n{{ commission_table }}\n\nSay here what else you agree on.\n"
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scaffold::UNWRITTEN;

    #[test]
    fn backends_are_known_by_their_names() {
        let cases = [
            ("post-affiliate-pro", "post-affiliate-pro"),
            ("pap", "post-affiliate-pro"),
            ("shop", "ref"),
        ];
        for (id, expected) in cases {
            assert_eq!(preset(id), expected, "{id}");
        }
    }

    /// A sentence that is to be replaced, and that no check knows, would be published.
    #[test]
    fn every_text_to_be_replaced_is_known() {
        let kinds =
            [Kind::Product, Kind::Program, Kind::Landing, Kind::Email, Kind::Text, Kind::Document];
        for kind in kinds {
            let keys = keys(kind).iter().map(|(_, text)| *text);
            let texts: String = keys.chain([body(kind)]).collect();
            assert!(UNWRITTEN.iter().any(|part| texts.contains(part)), "{texts}");
        }
    }
}
