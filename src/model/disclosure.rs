//! How the law of a country wants advertising to be called.

use super::locale::Locale;

/// The words of which one must stand in an advertisement, the usual one first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdWords {
    /// ISO 3166 codes.
    countries: &'static [&'static str],
    /// What its people read.
    language: &'static str,
    words: &'static [&'static str],
}

/// Germany: UWG, section 5a (a sentence about a commission alone does not do: LG Berlin, 52 O 101/18), and MStV,
/// section 22. Austria: MedienG, section 26. France: law 2023-451, article 5. Russia: 38-FZ, article 18.1. United Kingdom: CAP code, rule 2.1.
const LAWS: [AdWords; 4] = [
    AdWords { countries: &["AT", "DE"], language: "de", words: &["Anzeige", "Werbung"] },
    AdWords {
        countries: &["FR"],
        language: "fr",
        words: &["Publicité", "Collaboration commerciale"],
    },
    AdWords { countries: &["RU"], language: "ru", words: &["Реклама"] },
    AdWords {
        countries: &["GB"],
        language: "en",
        words: &["Ad", "Advert", "Advertisement", "Advertising"],
    },
];

/// The word that `said`, in the language of `locale`, lacks for readers in `countries`: one that they read, or the only one that all of
/// their countries take.
pub fn missing_word(countries: &[String], locale: &Locale, said: &str) -> Option<&'static str> {
    let is_theirs = |law: &AdWords, country: &String| law.countries.contains(&country.as_str());
    let speaks = |law: &AdWords| {
        law.language == locale.language() && countries.iter().any(|it| is_theirs(law, it))
    };
    let alone = |law: &AdWords| {
        !countries.is_empty() && countries.iter().all(|country| is_theirs(law, country))
    };
    let law = LAWS.iter().find(|law| speaks(law) || alone(law))?;
    let is_said = law.words.iter().any(|word| has_word(said, word));
    (!is_said).then(|| law.words[0])
}

/// Whether a text has a word, in capitals or not, and not as a part of another word.
fn has_word(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    text.match_indices(&word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        [before, after].into_iter().flatten().all(|it| !it.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(countries: &[&str], locale: &str, said: &str) -> Option<&'static str> {
        let countries: Vec<String> = countries.iter().map(|&it| it.to_owned()).collect();
        missing_word(&countries, &Locale::parse(locale).expect("a locale"), said)
    }

    #[test]
    fn a_sentence_without_the_word_of_the_law_gets_it() {
        assert_eq!(missing(&["DE"], "de", "Wir zahlen Anna eine Provision."), Some("Anzeige"));
        assert_eq!(missing(&["DE", "FR"], "fr", "Anna touche une commission."), Some("Publicité"));
        assert_eq!(missing(&["DE"], "en", "Advertisement: Anna earns a share."), Some("Anzeige"));
        assert_eq!(missing(&["GB"], "en", "Anna had this idea."), Some("Ad"));
    }

    #[test]
    fn any_word_of_the_law_will_do() {
        for (country, locale, said) in [
            ("AT", "de-AT", "Werbung – Anna verdient mit."),
            ("FR", "fr", "COLLABORATION COMMERCIALE : Anna touche une commission."),
            ("RU", "ru", "Реклама. ООО «Липа». erid: 2VtzqwXYZab"),
            ("GB", "en", "Advertisement: Anna earns a share."),
        ] {
            assert_eq!(missing(&[country], locale, said), None, "{said}");
        }
    }

    #[test]
    fn nobody_reads_the_word_of_another_country() {
        assert_eq!(missing(&["DE", "FR"], "en", "Advertisement: Anna earns a share."), None);
        assert_eq!(missing(&["US"], "en", "Anna earns a share."), None);
        assert_eq!(missing(&[], "de", "Anna verdient mit."), None);
    }
}
