//! The signs of a site, and what social networks show of a landing.

use crate::support::{Entry, Output, TestProject, sample, tag_attributes};

const COMPANY: &str = "content/company.yaml";

fn pages(output: &Output) -> Vec<&str> {
    let pages = output.entries.iter().filter(|entry| entry.kind == "page");
    pages.map(|entry| entry.path.as_str()).filter(|path| path.ends_with(".html")).collect()
}

fn cards(output: &Output) -> Vec<&Entry> {
    output.entries.iter().filter(|entry| entry.path.contains("/card-")).collect()
}

/// Where a page's address leads to.
fn linked(output: &Output, page: &str, address: &str) -> String {
    let domain = page.split('/').nth(1).expect("a domain");
    let folder = page.rsplit_once('/').expect("a folder").0;
    let absolute = address.strip_prefix(&format!("https://{domain}/"));
    let mut parts: Vec<&str> = match absolute.or(address.strip_prefix('/')) {
        Some(_) => vec!["sites", domain],
        None => folder.split('/').collect(),
    };
    for part in absolute.unwrap_or(address).split('/') {
        match part {
            ".." => drop(parts.pop()),
            "" | "." => {}
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    assert!(output.has(&path), "{page} names {address}, but there is no {path}");
    path
}

fn size(png: &[u8]) -> (u32, u32) {
    let image = image::load_from_memory(png).expect("a picture");
    (image.width(), image.height())
}

fn head(output: &Output, page: &str, rel: &str) -> Option<String> {
    let html = output.text(page);
    let link = html.split("<link ").find(|link| link.starts_with(&format!("rel=\"{rel}\"")))?;
    tag_attributes(&format!("<link {link}"), "link", "href").into_iter().next()
}

fn has_all_signs(output: &Output) {
    for page in pages(output) {
        for rel in ["icon", "apple-touch-icon", "manifest"] {
            let address = head(output, page, rel).unwrap_or_else(|| panic!("{page} has no {rel}"));
            let file = linked(output, page, &address);
            match rel {
                "apple-touch-icon" => {
                    let image = image::load_from_memory(output.bytes(&file)).expect("a picture");
                    assert_eq!((image.width(), image.height()), (180, 180));
                    assert!(
                        image.to_rgba8().pixels().all(|pixel| pixel[3] == 255),
                        "{file} is not filled"
                    );
                }
                "manifest" => {
                    let manifest: serde_json::Value =
                        serde_json::from_str(output.text(&file)).expect("JSON");
                    for icon in manifest["icons"].as_array().expect("a list") {
                        let path = linked(output, &file, icon["src"].as_str().expect("an address"));
                        let (width, height) = size(output.bytes(&path));
                        assert_eq!(
                            icon["sizes"].as_str(),
                            Some(format!("{width}x{height}").as_str())
                        );
                    }
                }
                _ => {}
            }
        }
        let root: Vec<&str> = page.split('/').take(2).collect();
        let ico = output.bytes(&format!("{}/favicon.ico", root.join("/")));
        assert_eq!(&ico[..4], [0, 0, 1, 0]);
        assert_eq!(size(&ico[22..]), (48, 48));
    }
}

#[test]
fn every_site_has_its_signs() {
    has_all_signs(sample());
}

#[test]
fn a_brand_without_an_icon_gets_one() {
    for name in ["Birch & Bow", "&", "珈琲"] {
        let project = TestProject::from("smallest").edit(
            COMPANY,
            "name: Birch & Bow",
            &format!("name: \"{name}\""),
        );
        project.build().succeeds();
        has_all_signs(&project.output());
    }
}

#[test]
fn every_landing_has_a_card_in_its_language() {
    let output = sample();
    let mut count = 0;
    for page in pages(output) {
        let html = output.text(page);
        let Some(card) = html.split("property=\"og:image\" content=\"").nth(1) else { continue };
        let address = card.split('"').next().expect("an address");
        let file = linked(output, page, address);
        let bytes = output.bytes(&file);
        assert_eq!(size(bytes), (1200, 630), "{file}");
        assert!(bytes.len() <= 150_000, "{file} has {} bytes", bytes.len());
        let locale = html
            .split("<html lang=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("a language");
        assert!(file.contains(&format!(".{locale}-")), "{page} in {locale} shows {file}");
        assert!(html.contains("summary_large_image"), "{page}");
        count += 1;
    }
    assert!(count > 10, "only {count} landings have cards");
}

#[test]
fn partners_of_a_site_share_its_cards() {
    let project = TestProject::from("smallest").append("content/partners.csv", "bert,Bert Holm\n");
    project.build().succeeds();
    let output = project.output();
    let [card] = cards(&output)[..] else { panic!("{:?}", cards(&output)) };
    assert!(card.partner.is_none(), "{card:?}");
    for partner in ["anna", "bert"] {
        let page = output.text(&format!("sites/handmade-bows.example/{partner}/index.html"));
        assert!(page.contains(&card.path["sites/".len()..]), "{partner}");
    }
}

#[test]
fn a_variant_has_a_card_of_its_own() {
    let variant = "---\ntitle: For the press\nvariant_of: home\nfor: {partners: [bert]}\nhero: {headline: News}\n---\n";
    let project = TestProject::from("smallest")
        .append("content/partners.csv", "bert,Bert Holm\n")
        .file("content/landings/home.md", "---\ntitle: Bows\nhero: {headline: Bows by hand}\n---\n")
        .file("content/landings/home-press.md", variant);
    project.build().succeeds();
    let output = project.output();
    for (partner, card) in [("anna", "/pictures/card-home.en-"), ("bert", "/card-home-press.en-")] {
        let page = output.text(&format!("sites/handmade-bows.example/{partner}/index.html"));
        let shown = page.split("property=\"og:image\" content=\"").nth(1).expect("a card");
        assert!(shown.split('"').next().is_some_and(|it| it.contains(card)), "{partner}: {shown}");
    }
    let cards = cards(&output);
    assert_eq!(cards.len(), 2, "{cards:?}");
    assert_ne!(output.bytes(&cards[0].path), output.bytes(&cards[1].path));
}

#[test]
fn a_headline_with_the_partner_s_words_makes_cards_of_their_own() {
    let landing = "---\ntitle: Offer\nhero:\n  headline: \"Bows for friends of {{ partner.name }}, and for everybody else who has read as far as this, and a good deal further than anybody would on a small card\"\n---\n";
    let project = TestProject::from("smallest").file("content/landings/home.md", landing);
    project.build().succeeds();
    let output = project.output();
    let cards: Vec<_> =
        output.entries.iter().filter(|entry| entry.path.contains("/card-")).collect();
    assert!(!cards.is_empty());
    for card in cards {
        assert!(card.partner.is_some() && card.path.contains("/cards/"), "{card:?}");
    }
}
