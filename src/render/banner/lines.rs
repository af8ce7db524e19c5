//! Where a headline must not break: a very short word that opens a sentence or a clause stands lost
//! at the end of a line, away from what it belongs to.

/// Words up to this many letters go on with the next one.
const SHORT: usize = 2;

/// Ties such words to the next one by a no-break space: "Winter. In der Tasse" keeps "In der"
/// together. Everything else stays as it is.
pub fn tie_openings(text: &str) -> String {
    let mut tied = String::with_capacity(text.len() + 4);
    let mut opens = true;
    for word in text.split_inclusive(' ') {
        let letters = word.trim_end_matches(' ');
        let is_plain = !letters.is_empty() && letters.chars().all(char::is_alphabetic);
        if opens && is_plain && letters.len() < word.len() && letters.chars().count() <= SHORT {
            tied.push_str(letters);
            tied.push('\u{a0}');
        } else {
            tied.push_str(word);
        }
        opens = letters.ends_with(['.', '!', '?', '…', ',', ';', ':', '،', '؛', '؟']);
    }
    tied
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn openings_are_tied_and_nothing_else_is() {
        for (text, tied) in [
            ("Il fait nuit tôt. Le café, lui", "Il\u{a0}fait nuit tôt. Le\u{a0}café, lui"),
            ("Du café frais, à la taille", "Du\u{a0}café frais, à\u{a0}la taille"),
            ("Short days. Long cups.", "Short days. Long cups."),
            ("Two of a kind", "Two of a kind"),
            ("20 % off", "20 % off"),
            ("In", "In"),
            ("", ""),
        ] {
            assert_eq!(tie_openings(text), tied);
        }
    }

    proptest! {
        #[test]
        fn only_spaces_change(text in "[a-zé .,]{0,40}") {
            prop_assert_eq!(tie_openings(&text).replace('\u{a0}', " "), text);
        }
    }
}
