//! From the name that a browser asks for to a site. Names that nobody gave are refused, so that no
//! page elsewhere can reach the server under a name of its own (DNS rebinding).

use std::collections::BTreeMap;

/// What stands behind `localhost` in the preview names of sites.
const LOCAL: &str = "localhost";

/// Another name for a site, from `--host-map`.
pub type HostMap = BTreeMap<String, String>;

/// What a name leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Host {
    Dashboard,
    /// The site on this domain, if there is one.
    Site(String),
}

/// Reads a `Host` header; `None` if it names no place at all.
pub fn host(header: &str, map: &HostMap) -> Option<Host> {
    let name = without_port(header).trim_end_matches('.').to_ascii_lowercase();
    if let Some(domain) = map.get(&name) {
        return Some(Host::Site(domain.clone()));
    }
    match name.strip_suffix(LOCAL) {
        Some("") => return Some(Host::Dashboard),
        Some(below) => return below.strip_suffix('.').map(|domain| Host::Site(domain.to_owned())),
        None => {}
    }
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    if bare.parse::<std::net::IpAddr>().is_ok() {
        return Some(Host::Dashboard);
    }
    (!name.is_empty()).then_some(Host::Site(name))
}

fn without_port(header: &str) -> &str {
    match header.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => header,
    }
}

/// Where a site is previewed, without a slash at the end.
pub fn preview(domain: &str, port: u16) -> String {
    format!("http://{domain}.{LOCAL}:{port}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_sites() {
        let map = HostMap::from([("acme.test".to_owned(), "acme.example".to_owned())]);
        let site = |domain: &str| Some(Host::Site(domain.to_owned()));
        for (header, expected) in [
            ("localhost:4000", Some(Host::Dashboard)),
            ("127.0.0.1:4000", Some(Host::Dashboard)),
            ("[::1]:4000", Some(Host::Dashboard)),
            ("acme.example.localhost:4000", site("acme.example")),
            ("ACME.Example.localhost", site("acme.example")),
            ("acme.example", site("acme.example")),
            ("acme.test:80", site("acme.example")),
            ("evil.example", site("evil.example")),
            ("notlocalhost", None),
            ("", None),
        ] {
            assert_eq!(host(header, &map), expected, "{header}");
        }
    }
}
