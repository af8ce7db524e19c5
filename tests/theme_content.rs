//! The default theme's own materials: a project of three lines gets all of them, in every language
//! the theme speaks, without a finding.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use promokit::load::load;
use promokit::model::locale::Locale;
use promokit::model::project::Project;
use promokit::source::{Source, resolve};

const LOCALES: &[&str] = &["ar", "de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru"];

/// `tests/projects/smallest` with the default theme beside it.
fn smallest(company: &str) -> Project {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut source = Source::empty();
    embed(&mut source, root, "themes/default/content");
    let project = root.join("tests/projects/smallest");
    embed(&mut source, &project, "content");
    let path = "content/company.yaml";
    let text = fs::read_to_string(project.join(path)).expect(path) + company;
    source.embed(resolve("", path).expect(path), text.into_bytes());
    let loaded = load(&source);
    let said: Vec<&str> = loaded.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(said, Vec::<&str>::new());
    loaded.project.expect("no finding")
}

fn embed(source: &mut Source, root: &Path, folder: &str) {
    for entry in fs::read_dir(root.join(folder)).expect(folder) {
        let entry = entry.expect(folder);
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            embed(source, root, &path);
        } else {
            let bytes = fs::read(entry.path()).expect(&path);
            source.embed(resolve("", &path).expect(&path), bytes);
        }
    }
}

fn all_locales() -> BTreeSet<Locale> {
    LOCALES.iter().map(|tag| Locale::parse(tag).expect(tag)).collect()
}

#[test]
fn every_material_speaks_every_language() {
    let project = smallest("");
    let landings = project.landings.values().map(|landing| landing.versions.keys());
    let emails = project.emails.values().map(|email| email.versions.keys());
    let texts = project.texts.values().map(|text| text.versions.keys());
    let spoken: Vec<BTreeSet<Locale>> = landings
        .map(|keys| keys.cloned().collect())
        .chain(emails.map(|keys| keys.cloned().collect()))
        .chain(texts.map(|keys| keys.cloned().collect()))
        .collect();
    assert_eq!(spoken, vec![all_locales(); 5]);
    for creative in project.creatives.values() {
        for locale in all_locales() {
            let headline = creative.headline.choose(&locale, &locale).expect("a headline");
            assert!(!headline.fallback, "{locale}");
        }
    }
}

#[test]
fn languages_that_the_theme_does_not_speak_get_english() {
    let project = smallest("locales: [sv]\n");
    let swedish = Locale::parse("sv").expect("sv");
    let landing = project.landings.values().next().expect("a landing");
    let chosen = landing.version(&swedish, &swedish).expect("a version");
    assert!(chosen.fallback);
    assert_eq!(chosen.value.title.text, landing.versions[&Locale::english()].title.text);
    let creative = project.creatives.values().next().expect("a banner");
    let headline = creative.headline.choose(&swedish, &swedish).expect("a headline");
    assert!(headline.fallback && headline.value.long.text.ends_with("see for yourself"));
}
