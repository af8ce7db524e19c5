//! What each static host wants beside the pages: headers and names in its own format.
//!
//! Pure: it is asked about a site and answers with texts. It must not know of plans or paths.
//! Formats: docs.netlify.com/routing/headers, developers.cloudflare.com/pages/configuration/headers,
//! vercel.com/docs/project-configuration, docs.github.com/pages, nginx.org, caddyserver.com/docs.

use crate::model::company::Hosting;
use crate::model::web::Domain;

mod limits;
mod redirect;
mod s3;
mod server;

pub use limits::{Beyond, Counts, Limit, Measure, Reached, limits, name as host_name, reached};
pub use redirect::Redirect;

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
    /// `hosts/<server>/<domain>.<ending>`, for servers that want no file inside the site.
    Beside(Server),
}

/// Who is told about a site by a file beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Server {
    Nginx,
    Caddy,
    S3,
}

impl Server {
    /// Where the file lies below the output folder.
    pub fn file(self, domain: &Domain) -> String {
        match self {
            Server::Nginx => format!("hosts/nginx/{domain}.conf"),
            Server::Caddy => format!("hosts/caddy/{domain}.conf"),
            Server::S3 => format!("hosts/s3/{domain}.json"),
        }
    }
}

/// A site, as far as its host's files depend on it.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    pub domain: &'a Domain,
    pub content: Content,
    /// The short addresses that lead on. Each has a page too, which does it where the host cannot.
    pub redirects: &'a [Redirect],
}

/// A header for all addresses that begin with a path.
struct Header {
    path: &'static str,
    name: &'static str,
    value: &'static str,
}

/// What pages cannot say of themselves (Content Security Policy Level 3, section 6.4.2); each says the rest. The portal frames
/// its own letters.
const FRAMING: &str = "frame-ancestors 'self'";
/// Folders of files with a hash in their names.
const FINGERPRINTED: [&str; 2] = ["/assets/", "/pictures/"];
/// Fingerprinted files never change; pages and banners may at any time.
const LONG: &str = "public, max-age=31536000, immutable";
const SHORT: &str = "public, max-age=3600";

/// The files that `host` wants for a site with `content`.
pub fn files(host: Hosting, content: Content) -> Vec<HostFile> {
    let inside = |names: &[&'static str]| names.iter().copied().map(HostFile::Inside).collect();
    let leads_on = content == Content::Pages;
    match host {
        Hosting::Netlify | Hosting::CloudflarePages if leads_on => {
            inside(&["_headers", "_redirects"])
        }
        Hosting::Netlify | Hosting::CloudflarePages => inside(&["_headers"]),
        Hosting::Vercel => inside(&["vercel.json"]),
        Hosting::GithubPages => inside(&["CNAME", ".nojekyll"]),
        Hosting::Nginx => vec![HostFile::Beside(Server::Nginx)],
        Hosting::Caddy => vec![HostFile::Beside(Server::Caddy)],
        Hosting::S3 => vec![HostFile::Beside(Server::S3)],
        Hosting::Plain => Vec::new(),
    }
}

/// The text of one of them.
pub fn text(host: Hosting, file: HostFile, site: &Site) -> String {
    let Site { domain, content, redirects } = *site;
    let redirects = redirect::held_by(host, redirects);
    match file {
        HostFile::Inside("CNAME") => format!("{domain}\n"),
        HostFile::Inside(".nojekyll") => String::new(),
        HostFile::Inside("vercel.json") => vercel(content, &redirects),
        HostFile::Inside("_redirects") => redirect::file(host, &redirects),
        HostFile::Inside(_) => headers_file(content),
        HostFile::Beside(Server::Caddy) => server::caddy(domain, &headers(content), &redirects),
        HostFile::Beside(Server::Nginx) => server::nginx(domain, &headers(content), &redirects),
        HostFile::Beside(Server::S3) => s3::website(content),
    }
}

fn long(path: &'static str) -> Header {
    Header { path, name: "Cache-Control", value: LONG }
}

fn headers(content: Content) -> Vec<Header> {
    let everywhere = |name, value| Header { path: "/", name, value };
    let mut headers = vec![
        everywhere("X-Content-Type-Options", "nosniff"),
        // Networks match the referring domain: it is sent, the page is not.
        everywhere("Referrer-Policy", "strict-origin-when-cross-origin"),
        everywhere("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ];
    if content != Content::Media {
        headers.push(everywhere("Content-Security-Policy", FRAMING));
    }
    match content {
        Content::Pages => {
            headers.extend(FINGERPRINTED.map(long));
        }
        Content::Portal => {
            headers.extend(FINGERPRINTED.map(long));
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
            headers.push(long("/m/"));
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

fn vercel(content: Content, redirects: &[&Redirect]) -> String {
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
    let mut file = serde_json::json!({"trailingSlash": true, "headers": rules});
    if !redirects.is_empty() {
        file["redirects"] = redirects.iter().map(|redirect| redirect.vercel()).collect();
    }
    format!("{file:#}\n")
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
        let pages = headers_file(Content::Pages);
        assert!(!pages.contains("X-Robots-Tag"));
        assert!(pages.contains("  Content-Security-Policy: frame-ancestors 'self'\n"), "{pages}");
        assert!(!media.contains("Content-Security-Policy"), "{media}");
    }

    #[test]
    fn each_host_gets_its_own_files() {
        let shop = domain();
        let text = |host, file, content| {
            text(host, file, &Site { domain: &shop, content, redirects: &[] })
        };
        assert_eq!(files(Hosting::Plain, Content::Pages), []);
        let cname = text(Hosting::GithubPages, HostFile::Inside("CNAME"), Content::Pages);
        assert_eq!(cname, "goodcup.example\n");
        let vercel = text(Hosting::Vercel, HostFile::Inside("vercel.json"), Content::Media);
        let vercel: serde_json::Value = serde_json::from_str(&vercel).expect("JSON");
        assert_eq!(vercel["headers"][0]["source"], "/(.*)");
        let nginx = text(Hosting::Nginx, HostFile::Beside(Server::Nginx), Content::Portal);
        assert!(nginx.contains("server_name goodcup.example;"), "{nginx}");
        let caddy = text(Hosting::Caddy, HostFile::Beside(Server::Caddy), Content::Portal);
        assert!(caddy.starts_with("goodcup.example {\n"), "{caddy}");
    }

    #[test]
    fn each_host_leads_on_by_its_own_rules() {
        let shop = domain();
        let to = "https://shop.example/tea?ref=17&sub=go-radio#top";
        let redirects = [Redirect { from: "/acme/go/radio/".to_owned(), to: to.to_owned() }];
        let site = Site { domain: &shop, content: Content::Pages, redirects: &redirects };
        for (host, file, expected) in [
            (
                Hosting::Netlify,
                HostFile::Inside("_redirects"),
                format!("/acme/go/radio/ {to} 302!\n"),
            ),
            (
                Hosting::CloudflarePages,
                HostFile::Inside("_redirects"),
                format!("/acme/go/radio/ {to} 302\n"),
            ),
            (
                Hosting::Nginx,
                HostFile::Beside(Server::Nginx),
                format!("    location = /acme/go/radio/ {{ return 302 \"{to}\"; }}\n"),
            ),
            (
                Hosting::Caddy,
                HostFile::Beside(Server::Caddy),
                format!("    redir /acme/go/radio/ \"{to}\" 302\n"),
            ),
            (
                Hosting::Vercel,
                HostFile::Inside("vercel.json"),
                format!("\"destination\": \"{to}\""),
            ),
        ] {
            assert!(files(host, Content::Pages).contains(&file), "{host:?}");
            let text = text(host, file, &site);
            assert!(text.contains(&expected), "{host:?}: {text}");
        }
        assert!(
            !files(Hosting::Netlify, Content::Portal).contains(&HostFile::Inside("_redirects"))
        );
    }

    #[test]
    fn what_a_host_would_read_otherwise_is_left_to_the_page() {
        let rule = |host, to: &str| {
            let redirects = [Redirect { from: "/go/a/".to_owned(), to: to.to_owned() }];
            redirect::held_by(host, &redirects).len()
        };
        for (host, to) in [
            (Hosting::Nginx, "https://shop.example/$uri"),
            (Hosting::Caddy, "https://shop.example/?c={clickid}"),
            (Hosting::Vercel, "https://shop.example/?c={clickid}"),
            (Hosting::Vercel, "https://shop.example/(a)?b:c*"),
            (Hosting::Netlify, "https://shop.example/a:splat"),
            (Hosting::GithubPages, "https://shop.example/"),
        ] {
            assert_eq!(rule(host, to), 0, "{host:?} {to}");
        }
        for host in [Hosting::Nginx, Hosting::Caddy, Hosting::Vercel, Hosting::Netlify] {
            assert_eq!(rule(host, "https://shop.example:8443/a;b=c?d=%3A'&e=f"), 1, "{host:?}");
        }
        let long = format!("https://shop.example/{}", "a".repeat(1000));
        assert_eq!((rule(Hosting::CloudflarePages, &long), rule(Hosting::Netlify, &long)), (0, 1));
        let many = vec![Redirect { from: "/a/".to_owned(), to: "https://b.example/".into() }; 3000];
        assert_eq!(redirect::held_by(Hosting::CloudflarePages, &many).len(), 2000);
    }
}
