//! What each static host wants beside the pages: headers and names in its own format.
//!
//! Pure: it is asked about a site and answers with texts. It must not know of plans or paths.
//! Formats: docs.netlify.com/routing/headers, developers.cloudflare.com/pages/configuration/headers,
//! vercel.com/docs/project-configuration, docs.github.com/pages, nginx.org, caddyserver.com/docs.

use crate::model::company::Hosting;
use crate::model::web::Domain;

mod server;

/// What a site holds, as far as its headers depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Landing pages.
    Pages,
    /// Public pages, and partners' pages that nobody is to find.
    Portal,
    /// Pictures that other sites show.
    Media,
}

/// Where a file of the host goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HostFile {
    /// Inside the site's folder, under this name.
    Inside(&'static str),
    /// `hosts/<server>/<domain>.conf`, for servers that want no file inside the site.
    Beside(&'static str),
}

/// A header for all addresses that begin with a path.
struct Header {
    path: &'static str,
    name: &'static str,
    value: &'static str,
}

/// Fingerprinted files never change; pages and banners may at any time.
const LONG: &str = "public, max-age=31536000, immutable";
const SHORT: &str = "public, max-age=3600";

/// The files that `host` wants for a site.
pub fn files(host: Hosting) -> &'static [HostFile] {
    match host {
        Hosting::Netlify | Hosting::CloudflarePages => &[HostFile::Inside("_headers")],
        Hosting::Vercel => &[HostFile::Inside("vercel.json")],
        Hosting::GithubPages => &[HostFile::Inside("CNAME"), HostFile::Inside(".nojekyll")],
        Hosting::Nginx => &[HostFile::Beside("nginx")],
        Hosting::Caddy => &[HostFile::Beside("caddy")],
        Hosting::S3 | Hosting::Plain => &[],
    }
}

/// The text of one of them.
pub fn text(file: HostFile, domain: &Domain, content: Content) -> String {
    match file {
        HostFile::Inside("CNAME") => format!("{domain}\n"),
        HostFile::Inside(".nojekyll") => String::new(),
        HostFile::Inside("vercel.json") => vercel(content),
        HostFile::Inside(_) => headers_file(content),
        HostFile::Beside("caddy") => server::caddy(domain, &headers(content)),
        HostFile::Beside(_) => server::nginx(domain, &headers(content)),
    }
}

fn headers(content: Content) -> Vec<Header> {
    let everywhere = |name, value| Header { path: "/", name, value };
    let mut headers = vec![
        everywhere("X-Content-Type-Options", "nosniff"),
        // Networks match the referring domain: it is sent, the page is not.
        everywhere("Referrer-Policy", "strict-origin-when-cross-origin"),
        everywhere("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ];
    match content {
        Content::Pages => {
            headers.push(Header { path: "/assets/", name: "Cache-Control", value: LONG });
        }
        Content::Portal => {
            headers.push(Header { path: "/assets/", name: "Cache-Control", value: LONG });
            for path in ["/p/", "/k/"] {
                headers.push(Header { path, name: "X-Robots-Tag", value: "noindex, nofollow" });
            }
        }
        Content::Media => {
            headers.push(everywhere("Access-Control-Allow-Origin", "*"));
            headers.push(everywhere("Cross-Origin-Resource-Policy", "cross-origin"));
            for path in ["/b/", "/p/"] {
                headers.push(Header { path, name: "Cache-Control", value: SHORT });
            }
        }
    }
    headers
}

/// The headers by path, each path once, in order.
fn by_path(headers: &[Header]) -> Vec<(&'static str, Vec<&Header>)> {
    let mut groups: Vec<(&'static str, Vec<&Header>)> = Vec::new();
    for header in headers {
        match groups.iter_mut().find(|(path, _)| *path == header.path) {
            Some((_, group)) => group.push(header),
            None => groups.push((header.path, vec![header])),
        }
    }
    groups
}

/// `_headers` of Netlify and Cloudflare Pages.
fn headers_file(content: Content) -> String {
    let mut text = String::new();
    for (path, group) in by_path(&headers(content)) {
        text.push_str(&format!("{path}*\n"));
        for header in group {
            text.push_str(&format!("  {}: {}\n", header.name, header.value));
        }
    }
    text
}

fn vercel(content: Content) -> String {
    let headers = headers(content);
    let rules: Vec<serde_json::Value> = by_path(&headers)
        .into_iter()
        .map(|(path, group)| {
            let pairs: Vec<_> = group
                .iter()
                .map(|header| serde_json::json!({"key": header.name, "value": header.value}))
                .collect();
            serde_json::json!({"source": format!("{path}(.*)"), "headers": pairs})
        })
        .collect();
    format!("{:#}\n", serde_json::json!({"trailingSlash": true, "headers": rules}))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domain() -> Domain {
        Domain::parse("goodcup.example").expect("a domain")
    }

    #[test]
    fn pictures_may_be_shown_anywhere_and_pages_are_not_named_to_others() {
        let media = headers_file(Content::Media);
        assert!(media.starts_with("/*\n  X-Content-Type-Options: nosniff\n"), "{media}");
        assert!(media.contains("  Access-Control-Allow-Origin: *\n"), "{media}");
        assert!(media.contains("/b/*\n  Cache-Control: public, max-age=3600\n"), "{media}");
        let portal = headers_file(Content::Portal);
        assert!(portal.contains("/p/*\n  X-Robots-Tag: noindex, nofollow\n"), "{portal}");
        assert!(!headers_file(Content::Pages).contains("X-Robots-Tag"));
    }

    #[test]
    fn each_host_gets_its_own_files() {
        assert_eq!(files(Hosting::Plain), []);
        assert_eq!(text(HostFile::Inside("CNAME"), &domain(), Content::Pages), "goodcup.example\n");
        let vercel: serde_json::Value =
            serde_json::from_str(&text(HostFile::Inside("vercel.json"), &domain(), Content::Media))
                .expect("JSON");
        assert_eq!(vercel["headers"][0]["source"], "/(.*)");
        let nginx = text(HostFile::Beside("nginx"), &domain(), Content::Portal);
        assert!(nginx.contains("server_name goodcup.example;"), "{nginx}");
        let caddy = text(HostFile::Beside("caddy"), &domain(), Content::Portal);
        assert!(caddy.starts_with("goodcup.example {\n"), "{caddy}");
    }
}
