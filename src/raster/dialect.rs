//! Which CSS the engine draws. It passes over what it does not know, as browsers do, so that a
//! layout looks another way in a browser than in the picture.

use takumi::prelude::StyleSheet;

/// At-rules that the engine follows.
const AT_RULES: [&str; 5] = ["keyframes", "layer", "media", "property", "supports"];
/// States of a page that somebody uses; a picture is never in one.
const STATES: [&str; 7] =
    ["active", "focus", "focus-visible", "focus-within", "hover", "target", "visited"];

/// Whether the engine knows the property.
pub fn draws_property(name: &str) -> bool {
    // What stands in a block for something that is not supported is not even read: the slip in it is
    // a fault only if the property is one.
    let css = format!("@supports ({name}: inherit) {{ p {{ color: }} }}");
    StyleSheet::parse(&css).is_err()
}

/// Whether the engine follows the rule of this name.
pub fn follows_at_rule(name: &str) -> bool {
    AT_RULES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The first state in the selectors that a picture is never in: `hover`. What is not to be so
/// (`:not(:hover)`) always holds, and attributes may say what they like.
pub fn state_in(selectors: &str) -> Option<&str> {
    let is_letter = |it: char| it.is_ascii_alphanumeric() || it == '-';
    let wanted = selectors.match_indices(':').filter(|(at, _)| {
        let before = &selectors[..*at];
        let is_open = |opens: &str, closes: char| {
            before.rfind(opens).is_some_and(|start| !before[start..].contains(closes))
        };
        !is_open("[", ']') && !is_open(":not(", ')')
    });
    let names = wanted.map(|(at, _)| {
        let rest = &selectors[at + 1..];
        rest.split(|it: char| !is_letter(it)).next().unwrap_or(rest)
    });
    let mut states = names.filter(|name| STATES.contains(name));
    states.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_says_what_it_knows() {
        for known in ["color", "background", "grid-template-columns", "inset-inline-start", "gap"] {
            assert!(draws_property(known), "{known}");
        }
        for unknown in ["cursor-shape", "colour", "text-emphasis-skip", "scroll-snap-type"] {
            assert!(!draws_property(unknown), "{unknown}");
        }
        assert!(follows_at_rule("media") && !follows_at_rule("font-face"));
        assert_eq!(state_in(".a:not(.b):hover, p"), Some("hover"));
        assert_eq!(state_in(".a:first-child::before"), None);
        assert_eq!(state_in(".a:not(:hover), .f[title=\"a:hover\"]"), None);
        assert_eq!(state_in(".a:not(:hover):focus"), Some("focus"));
    }
}
