//! That a landing leads nowhere but where it may, and to nothing that is not there: nothing of
//! another partner, of the main site or of the mail domain is on it, so that no complaint about one
//! touches the others.

use std::collections::BTreeSet;

use html5gum::{Token, Tokenizer};
use url::Url;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::material::Landing;
use crate::model::partner::Partner;
use crate::model::web::WebAddress;
use crate::plan::{Artifact, OutputPath, Plan, Recipe};

use super::super::addresses::main_domains;

/// Attributes that make a browser go or ask elsewhere (HTML living standard, index of attributes).
const ADDRESSES: [&str; 6] = ["href", "src", "srcset", "action", "poster", "formaction"];

/// What is the same for all landings.
pub struct Isolation<'a, 'p> {
    plan: &'a Plan<'p>,
    main_domains: BTreeSet<String>,
}

/// The addresses of a page that are to be looked at, and the places on it that links may name.
#[derive(Default)]
struct Addresses {
    /// Untracked ones.
    leads: Vec<String>,
    places: BTreeSet<String>,
}

/// A landing as it was made.
struct Made<'p> {
    partner: &'p Partner,
    landing: &'p Landing,
    url: Url,
    allowed: BTreeSet<String>,
}

impl<'a, 'p> Isolation<'a, 'p> {
    pub fn new(plan: &'a Plan<'p>) -> Isolation<'a, 'p> {
        let main_domains = main_domains(plan).into_iter().map(|domain| domain.to_string());
        Isolation { plan, main_domains: main_domains.collect() }
    }

    /// What a page must not lead to, and what is not there; nothing for what is no landing.
    pub fn examine(&self, artifact: &Artifact, html: &[u8]) -> Vec<Diagnostic> {
        let Some(made) = self.made(artifact) else { return Vec::new() };
        let Addresses { leads, places } = addresses(html);
        let mut findings = Vec::new();
        for address in leads {
            if let Some(place) = address.strip_prefix('#') {
                findings.extend((!places.contains(place)).then(|| missing(&made, &address)));
            } else if !self.may_stand(&made, &address) {
                findings.push(stray(&made, &address));
            } else if self.is_broken(&made, &address) {
                findings.push(missing(&made, &address));
            }
        }
        findings
    }

    fn made(&self, artifact: &Artifact) -> Option<Made<'p>> {
        let Recipe::Landing { partner, landing, .. } = &artifact.recipe else { return None };
        let partner = self.plan.project.partners.get(partner)?;
        let landing = self.plan.project.landings.get(landing)?;
        let url = Url::parse(&self.plan.addresses.url(&artifact.path)).ok()?;
        Some(Made { partner, landing, url, allowed: self.allowed(partner, landing) })
    }

    fn may_stand(&self, made: &Made, address: &str) -> bool {
        if let Some(mailbox) = address.strip_prefix("mailto:") {
            let mailbox = mailbox.split('?').next().unwrap_or_default();
            if made.allowed.contains(mailbox) {
                return true;
            }
            let domain = mailbox.rsplit_once('@');
            return domain.is_some_and(|(_, domain)| !self.main_domains.contains(domain));
        }
        let Ok(url) = made.url.join(address) else { return false };
        if url.origin() == made.url.origin() {
            return !self.is_anothers(made.partner, &url);
        }
        made.allowed.contains(address)
    }

    /// Whether an address of the shared domain is another partner's.
    fn is_anothers(&self, partner: &Partner, url: &Url) -> bool {
        let first = url.path_segments().and_then(|mut it| it.next()).unwrap_or_default();
        partner.domain.is_none()
            && first != partner.id.as_str()
            && self.plan.project.partners.contains_key(first)
    }

    /// Whether an address of the site itself has nothing behind it. Where all sites are served below
    /// one address that cannot be told from the address alone.
    fn is_broken(&self, made: &Made, address: &str) -> bool {
        let Ok(url) = made.url.join(address) else { return true };
        if url.origin() != made.url.origin() || self.plan.settings.base_url.is_some() {
            return false;
        }
        let domain = self.plan.addresses.landing_domain(made.partner);
        let path = url.path();
        let name = if path.ends_with('/') { "index.html" } else { "" };
        let path = OutputPath::new(format!("sites/{domain}{path}{name}"));
        path.and_then(|path| self.plan.find(&path)).is_none()
    }

    /// What leads out of a landing by right: the company's legal pages, and what the landing itself names.
    fn allowed(&self, partner: &Partner, landing: &Landing) -> BTreeSet<String> {
        let company = &self.plan.project.company;
        let links = [&company.links.privacy, &company.links.imprint, &company.links.terms];
        let named = links.into_iter().flatten().chain(&company.pixel).chain(&company.form_endpoint);
        let mut allowed: BTreeSet<String> = named.map(ToString::to_string).collect();
        for text in landing.texts() {
            let video = text.video.as_ref().map(|video| &video.address.value);
            let endpoint = text.form.as_ref().and_then(|form| form.endpoint.as_ref());
            allowed.extend(video.into_iter().chain(endpoint).map(ToString::to_string));
        }
        // Without an imprint elsewhere the footer is it.
        let mailbox = company.legal.email.as_ref().filter(|_| company.links.imprint.is_none());
        allowed.extend(mailbox.map(ToString::to_string));
        allowed.extend(partner.website.as_ref().map(WebAddress::to_string));
        allowed
    }
}

fn addresses(html: &[u8]) -> Addresses {
    let mut found = Addresses::default();
    for token in Tokenizer::new(html) {
        let Ok(Token::StartTag(tag)) = token else { continue };
        let text = |name: &str| {
            let value = tag.attributes.get(name.as_bytes())?;
            Some(String::from_utf8_lossy(value).into_owned())
        };
        found.places.extend(text("id"));
        let is_tracked = text("rel").is_some_and(|rel| rel.contains("sponsored"));
        // The head names the page itself, its other languages and the one to show in its place.
        if is_tracked || tag.name.as_slice() == b"link" {
            continue;
        }
        for (name, value) in ADDRESSES.iter().filter_map(|name| Some((name, text(name)?))) {
            match *name {
                "srcset" => {
                    let each = value.split(',').filter_map(|it| it.split_whitespace().next());
                    found.leads.extend(each.map(str::to_owned));
                }
                _ => found.leads.push(value),
            }
        }
    }
    found
}

fn stray(made: &Made, address: &str) -> Diagnostic {
    let Made { partner, landing, .. } = made;
    let message = format!("the landing `{}` of {} leads to {address}", landing.id, partner.id);
    Diagnostic::error(Code::Isolation, landing.span, message).help(
        "lead there by `{{ link }}`, which is tracked; legal pages are named in `links` of company.yaml",
    )
}

fn missing(made: &Made, address: &str) -> Diagnostic {
    let message =
        format!("the landing `{}` leads to `{address}`, which is not there", made.landing.id);
    Diagnostic::error(Code::BrokenLink, made.landing.span, message)
        .help("correct the address, or take the link out")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracked_links_and_the_head_are_not_looked_at() {
        let html = b"<link rel=canonical href=https://a/><a rel='sponsored noopener' href=https://b/>x</a>\
                     <a id=up href='#top'>y</a><source srcset='c.webp 1x, d.webp 2x'>";
        let Addresses { leads, places } = addresses(html);
        assert_eq!(leads, ["#top", "c.webp", "d.webp"]);
        assert!(places.contains("up"));
    }
}
