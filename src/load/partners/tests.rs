use super::*;
use crate::load::{Loaded, load, load_again};

fn source(rows: &str, program: &str) -> Source {
    let mut source = Source::empty();
    for (path, text) in [
        ("content/company.yaml", "name: A\nurl: https://a.example\nlanding_domain: b.example\n"),
        ("content/products/tea.yaml", "name: Tea\nprice: 5 EUR\nurl: https://a.example/tea\n"),
        ("content/programs/friends.yaml", program),
        ("content/partners.csv", rows),
    ] {
        source.embed(resolve("", path).unwrap(), text.as_bytes().to_vec());
    }
    crate::theme::add_built_in(&mut source);
    source
}

#[test]
fn they_are_decoded_again_only_if_something_of_them_changed() {
    let rows = "id,name\nanna,Anna\nbert,\n";
    let program = "name: Friends\nsummary: For friends.\n";
    let first = load(&source(rows, program));
    let reused = |loaded: &Loaded| Arc::ptr_eq(&loaded.partners.partners, &first.partners.partners);
    let again = load_again(&source(rows, program), Some(&first.partners));
    assert!(reused(&again));
    assert_eq!(again.findings, first.findings);
    assert!(!again.findings.is_empty(), "Bert has no name");
    let other = load_again(&source("id,name\nanna,Ann\n", program), Some(&first.partners));
    assert!(!reused(&other));
    let program = "name: Friends\nsummary: For all.\n";
    assert!(!reused(&load_again(&source(rows, program), Some(&first.partners))));
}
