//! Did you mean …?

/// The candidate that `word` is most likely a slip of; none if all are too far away.
///
/// Case, `_`, `-` and spaces do not count. A longer word may differ in more places (one in
/// three letters), and a word cut short counts as near from three letters on.
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = plain(word);
    let letters = word.chars().count();
    if letters == 0 {
        return None;
    }
    let threshold = (letters / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = plain(candidate);
            let distance = strsim::damerau_levenshtein(&word, &other);
            // One letter for another in a word of one or two says nothing.
            let near = distance <= threshold && (distance == 0 || letters > 2);
            let shorter = letters.min(other.chars().count());
            let prefix = shorter >= 3 && (other.starts_with(&word) || word.starts_with(&other));
            (near || prefix)
                .then_some((if near { distance } else { threshold + distance }, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// As it sounds: many write `foto`.
fn plain(word: &str) -> String {
    let letters = word.chars().filter(|character| !matches!(character, '_' | '-' | ' '));
    letters.flat_map(char::to_lowercase).collect::<String>().replace("ph", "f")
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [&str; 7] =
        ["cookie_days", "rate", "headline", "domain", "products", "was", "photo"];

    #[test]
    fn near_words_are_suggested() {
        for (word, expected) in [
            ("cookie_dayz", "cookie_days"),
            ("cookie-days", "cookie_days"),
            ("CookieDays", "cookie_days"),
            ("haedline", "headline"),
            ("domian", "domain"),
            ("product", "products"),
            ("head", "headline"),
            ("ratee", "rate"),
            ("foto", "photo"),
        ] {
            assert_eq!(suggest(word, KEYS), Some(expected), "{word}");
        }
    }

    #[test]
    fn far_words_are_not() {
        for word in ["", "price", "x", "wa", "colour", "___"] {
            assert_eq!(suggest(word, KEYS), None, "{word}");
        }
    }
}
