use crate::build::fingerprint::{Fingerprints, Input, InputHashes, Key};
use crate::plan::{Basis, Part, Partners};
use crate::source::Source;

fn inputs(files: &[(&str, &str)]) -> InputHashes {
    files
        .iter()
        .map(|(path, text)| {
            let path = crate::source::resolve("", path).unwrap();
            (path, Input { stamp: None, blake3: blake3::hash(text.as_bytes()) })
        })
        .collect()
}

fn key(files: &[(&str, &str)], apart_from: &'static [Part]) -> Option<Key> {
    let mut source = Source::empty();
    for (path, text) in [
        ("content/company.yaml", "name: A\nurl: https://a.example\nlanding_domain: b.example\n"),
        ("content/partners.csv", "id,name\nanna,Anna\n"),
    ] {
        source.embed(crate::source::resolve("", path).unwrap(), text.as_bytes());
    }
    crate::theme::add_built_in(&mut source);
    let project = crate::load::load(&source).project.unwrap();
    let prints = Fingerprints::new(blake3::hash(b"settings"), &inputs(files), &project);
    prints.key(&Basis { apart_from, partners: Partners::All }, "what")
}

#[test]
fn a_part_counts_only_for_what_is_made_of_it() {
    let old = [("content/emails/a.md", "old"), ("content/company.yaml", "one")];
    let new = [("content/emails/a.md", "new"), ("content/company.yaml", "one")];
    assert_ne!(key(&old, &[]), key(&new, &[]));
    assert_eq!(key(&old, &[Part::Emails]), key(&new, &[Part::Emails]));
    let renamed = [("content/emails/b.md", "old"), ("content/company.yaml", "one")];
    assert_ne!(key(&old, &[]), key(&renamed, &[]));
    let other = [("content/emails/a.md", "old"), ("content/company.yaml", "two")];
    assert_ne!(key(&old, &[Part::Emails]), key(&other, &[Part::Emails]));
}
