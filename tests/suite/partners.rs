//! Who gets what, who is left out, and that nobody reads of anybody else.

use std::collections::BTreeSet;

use crate::support::{ACTIVE, AWAY, Archive, Known, TestProject, known, sample, unescape};

/// What gives a partner away. Names are looked for as written and as HTML writes them.
fn marks(partner: &Known) -> Vec<String> {
    let mut marks = vec![
        partner.id.clone(),
        partner.name.clone(),
        partner.email.clone(),
        partner.reference.clone(),
        partner.coupon.clone(),
    ];
    if !partner.root.contains('/') {
        marks.push(partner.root.clone());
    }
    marks.retain(|mark| !mark.is_empty());
    marks
}

/// Whether `mark` stands in `text` as a word of its own.
fn stands_in(mark: &str, text: &str) -> bool {
    text.match_indices(mark).any(|(start, _)| {
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        let before = text[..start].chars().next_back().is_some_and(is_part);
        let after = text[start + mark.len()..].chars().next().is_some_and(is_part);
        !before && !after
    })
}

#[track_caller]
fn tells_nothing_of(partner: &Known, path: &str, text: &str) {
    let plain = unescape(text);
    for mark in marks(partner) {
        assert!(!stands_in(&mark, text) && !stands_in(&mark, &plain), "{path} tells of {mark}");
    }
}

#[test]
fn no_page_mail_or_kit_tells_of_another_partner() {
    let output = sample();
    let mut looked_at = 0;
    for entry in &output.entries {
        let others = known().values().filter(|other| Some(&other.id) != entry.partner.as_ref());
        let is_shared_table = entry.partner.is_none() && entry.kind == "table";
        // Hosts read their rules and serve them to nobody.
        if is_shared_table || entry.path.ends_with("/_redirects") {
            continue;
        }
        let own: Vec<&Known> = others.collect();
        for other in &own {
            assert!(
                !stands_in(&other.id, &entry.path),
                "{} belongs to {:?}",
                entry.path,
                entry.partner
            );
        }
        let bytes = output.bytes(&entry.path);
        if entry.path.ends_with(".zip") {
            let kit = Archive::read(bytes);
            for (name, text) in kit.texts() {
                looked_at += 1;
                own.iter().for_each(|other| {
                    tells_nothing_of(other, &format!("{}: {name}", entry.path), text)
                });
            }
        } else if let Ok(text) = std::str::from_utf8(bytes) {
            looked_at += 1;
            own.iter().for_each(|other| tells_nothing_of(other, &entry.path, text));
        }
    }
    assert!(looked_at > 400, "{looked_at}");
}

#[test]
fn partners_pages_say_whose_they_are() {
    for id in ACTIVE {
        let partner = &known()[id];
        let page = sample().text(&format!("sites/{}/index.html", partner.root));
        assert!(unescape(page).contains(&partner.reference), "{id}");
        let kit = Archive::read(sample().bytes(&format!("kits/{id}.zip")));
        let readme = unescape(kit.text("README.html"));
        for mark in [&partner.name, &partner.coupon, &partner.root] {
            assert!(readme.contains(mark), "{id}: {mark}");
        }
    }
}

#[test]
fn addresses_of_those_who_left_answer_neutrally() {
    let output = sample();
    for id in AWAY {
        let partner = &known()[id];
        let pages: Vec<&str> = output.paths(&format!("sites/{}/", partner.root), ".html");
        // Two landings in each language, the ad texts' short addresses.
        assert!(pages.len() >= 2 * partner.locales.len() + 6, "{pages:?}");
        for path in pages {
            let page = output.text(path);
            tells_nothing_of(partner, path, page);
            assert!(page.contains("https://kaiholm.example"), "{path} leads nowhere");
            assert!(page.contains("noindex"), "{path} would be found");
            for tag in ["a_aid", "?ref=", ";ref=", "&ref=", "utm_"] {
                assert!(!page.contains(tag), "{path} still counts: {tag}");
            }
        }
        assert!(!output.text("links.csv").contains(&partner.id), "{id} still has links");
    }
    let portal: Vec<_> = output
        .entries
        .iter()
        .filter(|entry| entry.path.starts_with("sites/kaiholm-partners.example/p/"))
        .filter(|entry| AWAY.contains(&entry.partner.as_deref().unwrap_or_default()))
        .collect();
    assert!(portal.len() >= 3, "{portal:?}");
    for entry in portal {
        tells_nothing_of(
            &known()[entry.partner.as_deref().unwrap()],
            &entry.path,
            output.text(&entry.path),
        );
    }
}

#[test]
fn pictures_of_those_who_left_stay() {
    for id in AWAY {
        let banners = sample().paths("sites/kaiholm-media.example/p/", "");
        assert!(banners.iter().any(|path| path.contains(&format!("/p/{id}/school/"))), "{id}");
    }
}

#[test]
fn applicants_get_nothing() {
    let project = TestProject::from("smallest").file(
        "content/partners.csv",
        "id,name,status\nanna,Anna Lindqvist,active\nzoe,Zoe Applicant,applied\n",
    );
    project.build().succeeds();
    for (path, bytes) in project.output().files {
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            !stands_in("zoe", &path) && !stands_in("zoe", &text) && !text.contains("Zoe Applicant"),
            "{path}"
        );
    }
}

/// The tokens of the portal's addresses.
fn tokens(paths: &[&str], portal: &str) -> BTreeSet<String> {
    let below = format!("sites/{portal}/p/");
    let own = paths.iter().filter_map(|path| path.strip_prefix(&below)?.split('/').next());
    own.map(str::to_owned).collect()
}

#[test]
fn portal_addresses_cannot_be_guessed() {
    let output = sample();
    let tokens = tokens(&output.paths("sites/", ""), "kaiholm-partners.example");
    assert_eq!(tokens.len(), known().len());
    for token in &tokens {
        assert_eq!(token.len(), 20, "{token}");
        assert!(
            token.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()),
            "{token}"
        );
    }
    let shared = output.entries.iter().filter(|entry| entry.partner.is_none());
    for entry in shared {
        let Ok(text) = std::str::from_utf8(output.bytes(&entry.path)) else { continue };
        for token in &tokens {
            assert!(!text.contains(token.as_str()), "{} gives an address away", entry.path);
        }
    }
    for token in &tokens {
        for path in
            output.paths(&format!("sites/kaiholm-partners.example/p/{token}/"), "index.html")
        {
            assert!(output.text(path).contains("noindex"), "{path}");
        }
    }
    let kits = output.paths("sites/kaiholm-partners.example/k/", ".zip");
    assert_eq!(kits.len(), ACTIVE.len());
}

#[test]
fn another_salt_gives_other_addresses() {
    let token = |salt: &str| {
        let project = TestProject::from("smallest")
            .append("content/company.yaml", &format!("portal: {{salt: {salt}}}\n"));
        project.build_with(&["--only", "sites/partners.birch-and-bow.example"]).succeeds();
        let output = project.output();
        let tokens = tokens(&output.paths("sites/", ""), "partners.birch-and-bow.example");
        assert_eq!(tokens.len(), 1);
        tokens.into_iter().next().unwrap()
    };
    let (one, again, other) =
        (token("quay-one-2026"), token("quay-one-2026"), token("quay-two-2026"));
    assert_eq!(one, again);
    assert_ne!(one, other);
}

#[test]
fn the_partners_page_offers_all_that_is_theirs() {
    let output = sample();
    let page = output
        .entries
        .iter()
        .find(|entry| {
            entry.path.starts_with("sites/kaiholm-partners.example/p/")
                && entry.path.ends_with("index.html")
                && entry.path.split('/').count() == 5
                && entry.partner.as_deref() == Some("morning-notes")
        })
        .expect("Maya's page");
    let token = page.path.split('/').nth(3).unwrap();
    let html = unescape(output.text(&page.path));
    for part in [
        "Morning Notes",
        "NOTES",
        "Lena Brandt",
        "goodcup.example/morning-notes/",
        "300x250",
        "12",
        "30",
    ] {
        assert!(html.contains(part), "{part}");
    }
    assert!(html.contains(&format!("/k/{token}.zip")) || html.contains(&format!("k/{token}.zip")));
    assert_eq!(
        output.bytes(&format!("sites/kaiholm-partners.example/k/{token}.zip")),
        output.bytes("kits/morning-notes.zip")
    );
}
