//! `links.csv`, and that what pages, letters and kits lead to is what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use url::Url;

use crate::support::{ACTIVE, Archive, attributes, known, records, sample, table, unescape};

type Row = BTreeMap<String, String>;

fn rows() -> &'static Vec<Row> {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| table(sample().text("links.csv")))
}

fn rows_of(partner: &str) -> Vec<&'static Row> {
    rows().iter().filter(|row| row["partner"] == partner).collect()
}

/// The addresses at which the shop counts.
fn is_counted(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| {
        url.host_str()
            .is_some_and(|host| host == "kaiholm.example" || host.ends_with(".kaiholm.example"))
            && url.query().is_some()
    })
}

#[test]
fn the_table_is_plain_and_sorted() {
    let text = sample().text("links.csv");
    assert!(text.starts_with("partner,program,placement,locale,backend,sub_id,destination,url\n"));
    assert!(!text.contains('\r') && text.ends_with('\n'));
    let rows = records(text);
    assert!(rows[1..].is_sorted());
    assert!(rows.windows(2).all(|pair| pair[0] != pair[1]), "a row stands twice");
    let partners: BTreeSet<&str> = rows[1..].iter().map(|row| row[0].as_str()).collect();
    assert_eq!(partners, BTreeSet::from(ACTIVE));
}

#[test]
fn every_link_counts_for_its_partner() {
    for row in rows() {
        let partner = &known()[&row["partner"]];
        let url = Url::parse(&row["url"]).unwrap_or_else(|fault| panic!("{fault}: {row:?}"));
        assert_eq!(url.scheme(), "https");
        let queried: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        let (key, value) = partner.reference.split_once('=').unwrap();
        assert!(queried.contains(&(key.to_owned(), value.to_owned())), "{row:?}");
        assert!(queried.iter().any(|(_, value)| *value == row["sub_id"]), "{row:?}");
        assert!(
            queried.iter().any(|(key, _)| key == "utm_source"),
            "labels are not merged: {row:?}"
        );
        let destination = Url::parse(&row["destination"]).unwrap();
        assert_eq!(
            (url.host_str(), url.path()),
            (destination.host_str(), destination.path()),
            "{row:?}"
        );
        let expected = if partner.reference.starts_with("ref=") { "shop" } else { "pap" };
        assert_eq!(row["backend"], expected);
        assert!(!row["sub_id"].is_empty() && row["sub_id"].len() <= 64, "{row:?}");
    }
}

#[test]
fn links_lead_into_the_partners_market() {
    for (partner, host) in [
        ("morning-notes", "us.kaiholm.example"),
        ("bayt-al-qahwa", "gulf.kaiholm.example"),
        ("kaffee-fuer-alle", "kaiholm.example"),
    ] {
        for row in rows_of(partner) {
            let destination = Url::parse(&row["destination"]).unwrap();
            // What speaks of no product leads to the company's site, which is one for all markets.
            let is_home = destination.as_str() == "https://kaiholm.example/";
            assert!(is_home || destination.host_str() == Some(host), "{row:?}");
        }
    }
}

#[test]
fn sub_ids_are_a_partners_own() {
    for partner in ACTIVE {
        let rows = rows_of(partner);
        let ids: BTreeSet<&str> = rows.iter().map(|row| row["sub_id"].as_str()).collect();
        assert_eq!(ids.len(), rows.len(), "two links of {partner} share a sub-ID");
    }
}

#[test]
fn the_json_says_the_same() {
    let json: serde_json::Value = serde_json::from_str(sample().text("links.json")).unwrap();
    let json = json.as_array().unwrap();
    assert_eq!(json.len(), rows().len());
    for (one, other) in json.iter().zip(rows()) {
        for key in ["partner", "program", "placement", "locale", "backend", "destination", "url"] {
            assert_eq!(one[key], other[key].as_str(), "{one} {other:?}");
        }
        assert_eq!(one["sub_ids"][0]["value"], other["sub_id"].as_str());
    }
}

#[test]
fn every_page_leads_only_through_links_of_the_table() {
    let output = sample();
    for partner in ACTIVE {
        let urls: BTreeSet<&str> = rows_of(partner).iter().map(|row| row["url"].as_str()).collect();
        let mut destinations: BTreeSet<&str> =
            rows_of(partner).iter().map(|row| row["destination"].as_str()).collect();
        // The company's name may lead to its site.
        destinations.remove("https://kaiholm.example");
        let own = output.entries.iter().filter(|entry| entry.partner.as_deref() == Some(partner));
        let mut seen = 0;
        for entry in own.filter(|entry| entry.path.ends_with(".html")) {
            for address in attributes(output.text(&entry.path), "href") {
                assert!(
                    !destinations.contains(address.as_str()),
                    "{} leads past the count: {address}",
                    entry.path
                );
                if is_counted(&address) {
                    seen += 1;
                    assert!(
                        urls.contains(address.as_str()),
                        "{}: {address} is not in links.csv",
                        entry.path
                    );
                }
            }
        }
        assert!(seen > 20, "{partner}: {seen}");
    }
}

#[test]
fn every_button_of_the_table_stands_on_its_landing() {
    for partner in ACTIVE {
        let known = &known()[partner];
        let landings =
            rows_of(partner).into_iter().filter(|row| row["placement"].starts_with("landing-"));
        let mut missing = BTreeSet::new();
        let mut seen = 0;
        for row in landings {
            let (landing, button) = row["placement"]["landing-".len()..].split_once('-').unwrap();
            let locale = if row["locale"] == known.locales[0] {
                String::new()
            } else {
                format!("{}/", row["locale"])
            };
            let landing = if landing == "home" { String::new() } else { format!("{landing}/") };
            let page = sample().text(&format!("sites/{}/{locale}{landing}index.html", known.root));
            seen += 1;
            if !attributes(page, "href").contains(&row["url"]) {
                missing.insert(button.to_owned());
            }
        }
        assert!(seen > 10);
        assert!(
            missing.is_empty(),
            "{partner}: links.csv lists buttons that no landing has: {missing:?}"
        );
    }
}

#[test]
fn ampersands_are_written_once_and_right() {
    for (path, text) in sample().texts() {
        // Code to copy is escaped once more, for it is shown; an address is not.
        for address in attributes(text, "href") {
            assert!(!address.contains("&amp;"), "{path} escapes twice: {address}");
        }
        if path.starts_with("sites/") && path.ends_with(".html") {
            for (start, _) in text.match_indices("href=\"https://") {
                let value = text[start + 6..].split('"').next().unwrap();
                assert!(!value.replace("&amp;", "").contains('&'), "{path}: {value}");
            }
        }
    }
}

#[test]
fn letters_hand_on_their_own_placement() {
    for partner in ACTIVE {
        for row in rows_of(partner).into_iter().filter(|row| row["placement"].starts_with("email-"))
        {
            let email = &row["placement"]["email-".len()..];
            let base = format!("mails/{partner}/{email}.{}", row["locale"]);
            let html = sample().text(&format!("{base}.html"));
            let links = attributes(html, "href");
            let own = links.iter().find(|address| known()[partner].hands_on(address, row));
            let own = own.unwrap_or_else(|| panic!("{base}.html: {links:?}"));
            let text = sample().text(&format!("{base}.txt"));
            assert!(text.contains(own), "{base}.txt has no {own}");
        }
    }
}

#[test]
fn short_addresses_lead_to_the_texts_links() {
    for partner in ACTIVE {
        let known = &known()[partner];
        let kit = Archive::read(sample().bytes(&format!("kits/{partner}.zip")));
        let texts: Vec<_> = rows_of(partner)
            .into_iter()
            .filter(|row| row["placement"].starts_with("text-"))
            .collect();
        assert_eq!(texts.len(), 6 * known.locales.len());
        for row in texts {
            let text = &row["placement"]["text-".len()..];
            let first = row["locale"] == known.locales[0];
            let name = if first { text.to_owned() } else { format!("{text}-{}", row["locale"]) };
            let page = sample().text(&format!("sites/{}/go/{name}/index.html", known.root));
            assert!(unescape(page).contains(&row["url"]), "go/{name}");
            let short = format!("https://{}/go/{name}/", known.root);
            let packed = kit.text(&format!("texts/{text}.{}.txt", row["locale"]));
            assert!(packed.contains(&short) || packed.contains(&row["url"]), "{text}: {packed}");
        }
    }
}

#[test]
fn codes_to_copy_hand_on_the_banners_placement() {
    for partner in ACTIVE {
        let kit = Archive::read(sample().bytes(&format!("kits/{partner}.zip")));
        let banners =
            rows_of(partner).into_iter().filter(|row| row["placement"].starts_with("banner-"));
        let mut seen = 0;
        for row in banners {
            let (creative, _) = row["placement"]["banner-".len()..].rsplit_once('-').unwrap();
            let code = kit.text(&format!("snippets/{creative}.{}.html", row["locale"]));
            let links = attributes(code, "href");
            assert!(links.iter().any(|address| known()[partner].hands_on(address, row)), "{row:?}");
            seen += 1;
        }
        assert!(seen >= 3 * 12, "{partner}: {seen}");
        let own = kit.text("links.csv");
        assert_eq!(table(own).iter().collect::<Vec<_>>(), rows_of(partner));
    }
}

#[test]
fn the_command_prints_the_same_table() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let run = crate::support::Run::of(
        root,
        &["--as-of", crate::support::AS_OF, "links", "--format", "csv"],
    );
    assert_eq!(run.succeeds().results, sample().text("links.csv"));
}
