//! Redirects in the hosts' own rules.
//!
//! Hosts hold only so many, and read signs of their own in targets. What does not fit is left out: the page at the address
//! leads on in its place. Cloudflare reads 1,000 characters of a line: developers.cloudflare.com/pages/configuration/redirects.

use super::limits::{Measure, limits};
use crate::model::company::Hosting;

const CLOUDFLARE_LINE: usize = 1000;

/// An address of a site that leads elsewhere: `/acme/go/radio/` to `https://shop.example/?ref=17`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redirect {
    /// With a slash at both ends; of letters, digits, `-`, `.` and `/`.
    pub from: String,
    /// ASCII without spaces, quotes and control characters.
    pub to: String,
}

/// Those that `host` can carry out.
pub fn held_by(host: Hosting, redirects: &[Redirect]) -> Vec<&Redirect> {
    if matches!(host, Hosting::GithubPages | Hosting::S3 | Hosting::Plain) {
        return Vec::new();
    }
    let limit = limits(host).iter().find(|limit| limit.measure == Measure::Redirects);
    let most = limit.and_then(|limit| usize::try_from(limit.most).ok()).unwrap_or(usize::MAX);
    redirects.iter().filter(|redirect| redirect.fits(host)).take(most).collect()
}

/// `_redirects` of Netlify and Cloudflare Pages: docs.netlify.com/routing/redirects. With `!` Netlify goes by the rule before it looks for
/// a page. Cloudflare says that it never serves the file, which names all partners; to Netlify a rule says so.
pub fn file(host: Hosting, redirects: &[&Redirect]) -> String {
    let (mut text, status) = match host {
        Hosting::Netlify => ("/_redirects /404.html 404!\n".to_owned(), "302!"),
        _ => (String::new(), "302"),
    };
    for Redirect { from, to } in redirects {
        text.push_str(&format!("{from} {to} {status}\n"));
    }
    text
}

impl Redirect {
    fn fits(&self, host: Hosting) -> bool {
        let after_scheme = self.to.split_once("://").map_or(self.to.as_str(), |(_, rest)| rest);
        let below_host = after_scheme.find(['/', '?', '#']).map_or("", |at| &after_scheme[at..]);
        let special: &[char] = match host {
            Hosting::Netlify | Hosting::CloudflarePages => &[':', '*'],
            Hosting::Vercel => &[':', '*', '+', '(', ')', '{', '}', '[', ']', '$', '|'],
            Hosting::Nginx => &['$'],
            Hosting::Caddy => &['{', '}'],
            Hosting::GithubPages | Hosting::S3 | Hosting::Plain => &[],
        };
        let is_short = host != Hosting::CloudflarePages
            || self.from.len() + self.to.len() + " 302 ".len() <= CLOUDFLARE_LINE;
        is_short && !below_host.contains(special)
    }

    /// An entry of `redirects` in `vercel.json`.
    pub fn vercel(&self) -> serde_json::Value {
        serde_json::json!({"source": self.from, "destination": self.to, "permanent": false})
    }
}
