//! Sub-IDs: the placement, in the words a backend takes.

use super::Placement;
use crate::model::backend::{Charset, SubIdRule};
use crate::model::locale::Locale;

/// The sub-ID before any limit: the placement, and the language where it is not the partner's first:
/// `email-welcome_fr`. Lower-case, because some reports fold case; `_` stands nowhere else in it.
pub(super) fn full(placement: &Placement, locale: &Locale, first_locale: &Locale) -> String {
    if locale == first_locale {
        placement.to_string()
    } else {
        format!("{placement}_{}", locale.to_string().to_ascii_lowercase())
    }
}

/// `full` within the limits of `rule`. What does not fit as it is keeps its beginning and gets a hash of the whole at its end,
/// so that it is the same in every build and no two become one. Starts with a letter or digit.
pub(super) fn within(full: &str, rule: SubIdRule) -> String {
    let charset = rule.charset();
    if full.len() <= rule.max_length()
        && full.bytes().all(|byte| charset.contains(char::from(byte)))
    {
        return full.to_owned();
    }
    let hash = hash(full, rule);
    let separator = separator(charset);
    let room = rule.max_length().saturating_sub(hash.len() + separator.map_or(0, char::len_utf8));
    let start: String =
        full.chars().filter_map(|character| substitute(character, charset)).take(room).collect();
    let start = start.trim_matches(|character: char| !character.is_ascii_alphanumeric());
    match separator {
        _ if start.is_empty() => hash,
        Some(separator) => format!("{start}{separator}{hash}"),
        None => format!("{start}{hash}"),
    }
}

fn separator(charset: Charset) -> Option<char> {
    ['-', '_', '.'].into_iter().find(|&character| charset.contains(character))
}

/// The nearest character that the backend takes: the other case, another separator; `None` leaves it out.
fn substitute(character: char, charset: Charset) -> Option<char> {
    let upper = character.to_ascii_uppercase();
    if charset.contains(character) {
        Some(character)
    } else if charset.contains(upper) {
        Some(upper)
    } else if character.is_ascii_alphanumeric() {
        None
    } else {
        separator(charset)
    }
}

fn hash(full: &str, rule: SubIdRule) -> String {
    let alphabet = rule.charset().hash_alphabet();
    let digest = blake3::hash(full.as_bytes());
    let mut number =
        digest.as_bytes().iter().take(8).fold(0_u64, |number, &byte| number << 8 | u64::from(byte));
    let mut text = String::with_capacity(rule.hash_length());
    for _ in 0..rule.hash_length() {
        let base = alphabet.len().max(1) as u64;
        text.extend(alphabet.get((number % base) as usize));
        number /= base;
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn rule(max_length: usize, charset: &str) -> SubIdRule {
        SubIdRule::new(max_length, Charset::parse(charset).expect("charset")).expect("rule")
    }

    #[test]
    fn what_fits_stays_and_the_rest_is_stable() {
        for (full, rule, expected) in [
            ("banner-spring-300x250", rule(100, "a-zA-Z0-9._-"), "banner-spring-300x250"),
            ("banner-spring-300x250", rule(21, "a-z0-9-"), "banner-spring-300x250"),
            ("email-welcome_fr", rule(100, "a-z0-9_-"), "email-welcome_fr"),
        ] {
            assert_eq!(within(full, rule), expected);
        }
        let cases = [
            within("banner-spring-300x250", rule(20, "a-z0-9-")),
            within("banner-spring-300x250", rule(100, "a-z0-9_")),
            within("banner-spring-300x250", rule(25, "A-Z0-9")),
            within("banner-spring-300x250", rule(16, "0-9")),
            within("banner-spring-300x250", rule(8, "a-z0-9_-")),
        ];
        assert_eq!(cases.each_ref().map(String::as_str), EXPECTED);
    }

    /// Written down so that a changed hash, which would lose partners' history, cannot pass unseen.
    const EXPECTED: [&str; 5] = [
        "banner-spri-aszm0c7p",
        "banner_spring_300x250_aszm0c7p",
        "BANNERSPRING4174237123756",
        "3004174237123756",
        "aszm0c7p",
    ];

    proptest! {
        #[test]
        fn unique_and_within_limits(
            fulls in proptest::collection::btree_set("[a-z]{2,6}-[a-z0-9.-]{1,30}(_[a-z]{2})?", 1..60),
            max_length in 13_usize..40,
            charset in prop::sample::select(vec!["a-z0-9_", "0-9", "A-Z", "a-z0-9-", "a-zA-Z0-9._-", "a-f0-9"]),
        ) {
            let rule = rule(max_length, charset);
            let mut seen = BTreeMap::new();
            for full in fulls {
                let short = within(&full, rule);
                prop_assert!(short.len() <= max_length);
                prop_assert!(short.chars().all(|character| rule.charset().contains(character)));
                prop_assert!(short.starts_with(|character: char| character.is_ascii_alphanumeric()));
                prop_assert_eq!(&within(&full, rule), &short);
                if let Some(other) = seen.insert(short, full.clone()) {
                    prop_assert!(false, "{} and {} became one", other, full);
                }
            }
        }
    }
}
