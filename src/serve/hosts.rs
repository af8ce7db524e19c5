//! From the name that a browser asks for to the site that is meant.
//!
//! Unknown names are refused: a page on the web could give its own name this machine's address,
//! and so read what is served here (DNS rebinding).

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::model::web::Domain;
use crate::plan::SiteRole;

/// Names of this machine itself end in it; browsers resolve all of them to it (RFC 6761).
const LOCAL: &str = ".localhost";

/// The sites of a project by domain.
pub type Sites = BTreeMap<String, SiteRole>;

/// Names beside `<domain>.localhost`, as wanted.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Further names of sites.
    pub mapped: BTreeMap<String, Domain>,
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Host {
    Dashboard,
    /// The site on this domain.
    Site(String),
    /// A name of this machine, but of no site.
    Nobody,
    /// Any other name.
    Foreign,
}

impl Names {
    /// What the `Host` of a request stands for.
    pub fn find(&self, host: &str, sites: &Sites) -> Host {
        let name = name(host);
        let site = |domain: &str| sites.contains_key(domain).then(|| Host::Site(domain.to_owned()));
        // An address is no name: nobody can make it lead elsewhere.
        let is_address = name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
        if name == "localhost" || is_address {
            return Host::Dashboard;
        }
        if let Some(domain) = self.mapped.get(&name) {
            return site(domain.as_str()).unwrap_or(Host::Nobody);
        }
        if let Some(host) = site(&name) {
            return host;
        }
        match name.strip_suffix(LOCAL) {
            Some(domain) => site(domain).unwrap_or(Host::Nobody),
            None => Host::Foreign,
        }
    }

    /// The name in a browser for a site.
    pub fn of(&self, domain: &str) -> String {
        let mapped = self.mapped.iter().find(|(_, known)| known.as_str() == domain);
        mapped.map_or_else(|| format!("{domain}{LOCAL}"), |(name, _)| name.clone())
    }
}

/// The name without port and final dot, in lower case.
fn name(host: &str) -> String {
    let end = match host.rfind(']') {
        Some(bracket) => bracket + 1,
        None => host.find(':').unwrap_or(host.len()),
    };
    host[..end].trim_end_matches('.').to_ascii_lowercase()
}

/// The port, as it stands in `host`.
pub fn port(host: &str) -> Option<&str> {
    let (_, port) = host.rsplit_once(':')?;
    (!port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())).then_some(port)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(host: &str) -> Host {
        let sites = ["shop.example", "xn--caf-dma.example"];
        let sites = sites.map(|domain| (domain.to_owned(), SiteRole::Landing)).into();
        let domain = |name| Domain::parse(name).expect("a domain");
        let names = [("shop.test", "shop.example"), ("other.test", "other.example")];
        let mapped = names.map(|(name, of)| (name.to_owned(), domain(of))).into();
        Names { mapped }.find(host, &sites)
    }

    #[test]
    fn each_name_has_its_meaning() {
        for host in ["localhost:4000", "127.0.0.1:4000", "[::1]:4000", "LOCALHOST"] {
            assert_eq!(found(host), Host::Dashboard, "{host}");
        }
        for host in
            ["shop.example.localhost:4000", "Shop.Example", "shop.example.:4000", "shop.test:1"]
        {
            assert_eq!(found(host), Host::Site("shop.example".to_owned()), "{host}");
        }
        assert_eq!(
            found("xn--caf-dma.example.localhost"),
            Host::Site("xn--caf-dma.example".to_owned())
        );
        for host in ["nobody.localhost:4000", "other.test"] {
            assert_eq!(found(host), Host::Nobody, "{host}");
        }
        for host in ["evil.example", "localhost.evil.example", "", "shop.example.evil", ":4000"] {
            assert_eq!(found(host), Host::Foreign, "{host}");
        }
    }

    #[test]
    fn ports_are_read() {
        assert_eq!(port("a.localhost:4000"), Some("4000"));
        assert_eq!((port("a.localhost"), port("[::1]"), port("a:")), (None, None, None));
    }
}
