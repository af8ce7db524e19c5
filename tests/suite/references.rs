//! Every address on a page that leads into the output leads to something.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;
use url::Url;

use crate::support::{Output, TestProject, attributes, sample, tag_attributes};

#[test]
fn nothing_on_the_samples_pages_leads_nowhere() {
    let seen = leads_nowhere(sample());
    assert!(seen > 2000, "{seen}");
}

#[test]
fn nothing_on_the_cloud_projects_pages_leads_nowhere() {
    let project = TestProject::from("cloud");
    project.build_with(&["--only", "sites/**"]).succeeds();
    let seen = leads_nowhere(&project.output());
    assert!(seen > 200, "{seen}");
}

/// Follows every address within the output; gives how many there were.
fn leads_nowhere(output: &Output) -> usize {
    let hosts: BTreeSet<&str> =
        output.paths("sites/", "").iter().filter_map(|path| path.split('/').nth(1)).collect();
    let mut broken = BTreeSet::new();
    let mut seen = 0;
    let files = output.paths("sites/", ".html").into_iter().chain(output.paths("sites/", ".css"));
    // Letters have tags of the sender's program in place of some addresses; `mails` looks at them.
    for path in files.filter(|path| !path.contains("/mails/")) {
        let base =
            Url::parse(&format!("https://{}", path.strip_prefix("sites/").unwrap())).unwrap();
        for address in addresses(path, output.text(path)) {
            let Ok(url) = base.join(&address) else {
                broken.insert(format!("{path}: {address} is no address"));
                continue;
            };
            if !url.host_str().is_some_and(|host| hosts.contains(host))
                || !url.scheme().starts_with("http")
            {
                continue;
            }
            seen += 1;
            let below = percent_decode_str(url.path()).decode_utf8().unwrap();
            let mut file = format!("sites/{}{below}", url.host_str().unwrap());
            if file.ends_with('/') {
                file.push_str("index.html");
            }
            if !output.has(&file) {
                broken.insert(format!("{path}: {address}"));
            } else if let Some(fragment) = url.fragment().filter(|fragment| !fragment.is_empty()) {
                let ids = attributes(output.text(&file), "id");
                if !ids.iter().any(|id| id == fragment) {
                    broken.insert(format!("{path}: {address} has no such place"));
                }
            }
        }
    }
    let shown: Vec<&String> = broken.iter().take(20).collect();
    assert!(broken.is_empty(), "{} lead nowhere, among them {shown:#?}", broken.len());
    seen
}

/// The addresses that a browser would follow or load from a file.
fn addresses(path: &str, text: &str) -> Vec<String> {
    let mut found = in_style(text);
    if path.ends_with(".css") {
        return found;
    }
    for name in ["href", "src", "poster"] {
        found.extend(attributes(text, name));
    }
    for set in attributes(text, "srcset") {
        let each = set
            .split(',')
            .filter_map(|candidate| candidate.split_whitespace().next().map(str::to_owned));
        found.extend(each);
    }
    let content = tag_attributes(text, "meta", "content");
    found.extend(content.into_iter().filter(|value| value.starts_with("https://")));
    found.retain(|address| !address.starts_with("data:"));
    found
}

fn in_style(text: &str) -> Vec<String> {
    let urls = text.split("url(").skip(1).filter_map(|rest| rest.split(')').next());
    let urls = urls.map(|url| url.trim().trim_matches(['"', '\'']).to_owned());
    urls.filter(|url| !url.starts_with("data:") && !url.starts_with('#')).collect()
}

#[test]
fn pages_say_their_language_and_describe_their_pictures() {
    let output = sample();
    for path in output.paths("sites/", ".html").into_iter().filter(|path| !path.contains("/mails/"))
    {
        let page = output.text(path);
        assert!(
            page.starts_with("<!doctype html>") || page.starts_with("<!DOCTYPE html>"),
            "{path}"
        );
        let language = tag_attributes(page, "html", "lang");
        assert_eq!(language.len(), 1, "{path}");
        let direction =
            if language[0] == "ar" { vec!["rtl".to_owned()] } else { vec!["ltr".to_owned()] };
        let said = tag_attributes(page, "html", "dir");
        assert!(said == direction || (said.is_empty() && language[0] != "ar"), "{path}: {said:?}");
        let pictures = page.matches("<img").count();
        assert_eq!(
            tag_attributes(page, "img", "alt").len(),
            pictures,
            "{path}: pictures without `alt`"
        );
        let ids = attributes(page, "id");
        assert_eq!(
            ids.iter().collect::<BTreeSet<_>>().len(),
            ids.len(),
            "{path}: an id stands twice"
        );
        if !path.contains("/go/") {
            assert_eq!(page.matches("<h1").count(), 1, "{path}: one headline");
        }
    }
}

#[test]
fn landings_in_several_languages_know_each_other() {
    let output = sample();
    for (path, others) in [
        ("sites/good-gahwa.example/index.html", ["ar", "en"]),
        ("sites/goodcup.example/atelier-creme/course/index.html", ["de", "fr"]),
        ("sites/goodcup.example/atelier-creme/de/course/index.html", ["de", "fr"]),
    ] {
        let named: BTreeSet<String> =
            attributes(output.text(path), "hreflang").into_iter().collect();
        for other in others {
            assert!(named.contains(other), "{path}: {named:?}");
        }
    }
}

#[test]
fn sitemaps_list_public_pages_only() {
    let sitemap = sample().text("sites/kaiholm-partners.example/sitemap.xml");
    let listed: Vec<&str> =
        sitemap.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).collect();
    assert_eq!(listed.len(), 2 * 4, "two programs in four languages");
    for address in listed {
        let path = address.strip_prefix("https://").unwrap();
        assert!(sample().has(&format!("sites/{path}index.html")), "{address}");
        assert!(!path.contains("/p/") && !path.contains("/k/"), "{address}");
    }
    let robots = sample().text("sites/kaiholm-partners.example/robots.txt");
    assert!(robots.contains("Sitemap: https://kaiholm-partners.example/sitemap.xml"), "{robots}");
}
