//! What a page may load and run, as its Content-Security-Policy says it.
//!
//! It stands in the page, not in the host's headers: the colours of a partner are in the page, and
//! with them the hash of its style. Content Security Policy Level 3, <https://www.w3.org/TR/CSP3/>.
//! `frame-ancestors` counts in headers alone: the hosts' files set it.

use sha2::{Digest, Sha256};

use crate::model::base64;
use crate::model::web::WebAddress;

use super::draft::Draft;

/// What a page asks for beside its own site's files.
#[derive(Debug, Clone, Default)]
pub struct Grants<'a> {
    /// The hash of the script that stands in the page.
    pub script: Option<&'a str>,
    /// Where its form is sent.
    pub form: Option<&'a WebAddress>,
    /// Origins of pictures elsewhere: `https://media.shop.example`.
    pub pictures: Vec<String>,
}

/// The policy of a page whose style has this [`hash`].
pub fn policy(style: &str, grants: &Grants) -> String {
    let script = grants.script.map_or(String::new(), |script| format!(" {script}"));
    // Browsers hold the answer's redirect to the thanks page against the policy too.
    let form = grants.form.map_or("'none'".to_owned(), |to| format!("'self' {}", to.origin()));
    let pictures: String = grants.pictures.iter().map(|origin| format!(" {origin}")).collect();
    format!(
        "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action {form}; \
         frame-src 'self'; img-src 'self'{pictures}; manifest-src 'self'; script-src 'self'{script}; \
         style-src 'self' {style}"
    )
}

/// Section 4.2.3: the hash of what stands between an element's tags.
pub fn hash(text: &str) -> String {
    format!("'sha256-{}'", base64::standard(&Sha256::digest(text.as_bytes())))
}

impl Draft<'_, '_> {
    /// Where the company's pixel is loaded from; its address is filled by [`pixel`](Draft::pixel).
    pub fn pixel_origin(&self) -> Option<String> {
        self.pages.plan.project.company.pixel.as_ref().map(|pixel| pixel.origin().to_owned())
    }

    /// The address of the company's own statistics, which landings load as a picture.
    pub fn pixel(&self) -> Option<String> {
        self.pages.plan.project.company.pixel.as_ref().map(ToString::to_string)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_granted_but_what_is_asked_for() {
        let plain = policy(&hash(":root{}"), &Grants::default());
        assert!(plain.contains("form-action 'none';") && plain.contains("script-src 'self';"));
        assert!(
            plain.ends_with(
                "style-src 'self' 'sha256-h3GYPBFE6Av6zUWOZYeC83lN95g5tnhsj1pyM3woz/c='"
            ),
            "{plain}"
        );
    }

    #[test]
    fn a_form_and_a_pixel_open_their_hosts_alone() {
        let endpoint =
            WebAddress::parse("https://forms.shop.example/lead?x=1").expect("an address");
        let grants = Grants {
            script: Some("'sha256-x'"),
            form: Some(&endpoint),
            pictures: vec!["https://stats.shop.example".to_owned()],
        };
        let policy = policy("'sha256-y'", &grants);
        assert!(policy.contains("form-action 'self' https://forms.shop.example;"), "{policy}");
        assert!(policy.contains("img-src 'self' https://stats.shop.example;"), "{policy}");
        assert!(policy.contains("script-src 'self' 'sha256-x'"), "{policy}");
    }
}
