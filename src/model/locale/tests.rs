use proptest::prelude::*;

use super::*;

fn read(text: &str) -> String {
    match Locale::parse(text) {
        Ok(locale) => locale.to_string(),
        Err(error) => match error.help() {
            Some(help) => format!("{error}; {help}"),
            None => error.to_string(),
        },
    }
}

#[test]
fn tags_are_made_canonical() {
    let cases = [
        ("en", "en"),
        ("pt-br", "pt-BR"),
        ("PT-BR", "pt-BR"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("iw", "he"),
        ("ar-u-nu-arab", "ar-u-nu-arab"),
        ("es-419", "es-419"),
    ];
    for (typed, expected) in cases {
        assert_eq!(read(typed), expected, "{typed}");
    }
}

#[test]
fn faults_say_what_to_write() {
    let cases = [
        ("pt_BR", "`pt_BR` is not a language such as `en` or `pt-BR`; write `pt-BR`"),
        ("French", "`French` is not a language such as `en` or `pt-BR`; write `fr`"),
        ("français", "`français` is not a language such as `en` or `pt-BR`; write `fr`"),
        ("jp", "there is no language `jp`; write `ja`"),
        ("xx", "there is no language `xx`"),
        ("und", "there is no language `und`"),
        ("e", "`e` is not a language such as `en` or `pt-BR`"),
        ("", "`` is not a language such as `en` or `pt-BR`"),
        ("../etc", "`../etc` is not a language such as `en` or `pt-BR`"),
    ];
    for (typed, expected) in cases {
        assert_eq!(read(typed), expected, "{typed}");
    }
}

#[test]
fn directions() {
    let rtl = |tag| Locale::parse(tag).unwrap().rtl();
    assert!(["ar", "he", "fa", "ur", "ar-EG", "az-Arab"].into_iter().all(rtl));
    assert!(!["en", "fr", "ru", "ja", "az", "tr"].into_iter().any(rtl));
}

#[test]
fn own_names() {
    let name = |tag| Locale::parse(tag).unwrap().autonym().to_owned();
    assert_eq!(name("fr"), "Français");
    assert_eq!(name("fr-LU"), "Français");
    assert_eq!(name("pt-BR"), "Português (Brasil)");
    assert_eq!(name("zh-TW"), "繁體中文");
    assert_eq!(name("ar-u-nu-arab"), "العربية");
    assert_eq!(name("yo"), "yo");
}

#[test]
fn every_own_name_is_of_a_language() {
    for (tag, _) in names::AUTONYMS {
        assert_eq!(read(tag), *tag);
    }
}

#[test]
fn fallback_goes_to_the_nearest_language() {
    let chain = |tag| {
        let chain = Locale::parse(tag).unwrap().fallback();
        chain.iter().map(Locale::to_string).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(chain("en"), "en");
    assert_eq!(chain("pt-BR"), "pt-BR pt");
    assert_eq!(chain("ar-u-nu-arab"), "ar-u-nu-arab ar");
    // Traditional Chinese is not read by those who read simplified.
    assert!(!chain("zh-TW").split(' ').any(|tag| tag == "zh"), "{}", chain("zh-TW"));
}

proptest! {
    #[test]
    fn canonical_tags_stay(text in "[A-Za-z]{2,3}(-[A-Za-z]{4})?(-[A-Za-z]{2})?") {
        if let Ok(locale) = Locale::parse(&text) {
            prop_assert_eq!(Locale::parse(locale.as_str()), Ok(locale.clone()));
            prop_assert!(locale.fallback().first() == Some(&locale));
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,24}") {
        let _ = Locale::parse(&text);
    }
}
