//! Domains that sites stand on.

use std::fmt;

use super::{WebFault, is_hidden, quoted};

/// A domain name that a site can stand on: lower-case, international names in punycode, so that it also names a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Domain(String);

impl Domain {
    /// Reads a domain, in Unicode or punycode.
    ///
    /// # Errors
    /// When it is an address with scheme, port or path, an IP, a single label other than `localhost`, or no valid name
    /// (letters, digits and hyphens; IDNA 2008 by UTS 46).
    pub fn parse(given: &str) -> Result<Domain, WebFault> {
        let given = given.trim();
        let fault =
            |why: &str, help: String| Err(WebFault::new(format!("{} {why}", quoted(given)), help));
        let example = || "write a name such as `partners.example.com`".to_owned();

        if given.is_empty() {
            return Err(WebFault::new("the domain is empty", example()));
        }
        if given.chars().any(is_hidden) {
            return fault(
                "holds a hidden character",
                "type the domain again instead of pasting it".to_owned(),
            );
        }
        let bare = bare_name(given);
        if bare != given {
            let help = match Domain::parse(bare) {
                Ok(domain) => format!("write only the domain: `{}`", domain.unicode()),
                Err(_) => example(),
            };
            return fault("is more than a domain", help);
        }
        if given.contains('_') {
            return fault(
                "has an underscore, which no site's name may have",
                format!("write `{}`", given.replace('_', "-")),
            );
        }
        if given.contains('*') {
            return fault("stands for many domains", "write one domain, without `*`".to_owned());
        }
        let Ok(ascii) = idna::domain_to_ascii_strict(given) else {
            return fault("is not a valid domain", example());
        };
        if ascii == "localhost" {
            return Ok(Domain(ascii));
        }
        match ascii.rsplit_once('.') {
            None => {
                fault("is only one word", format!("write the whole name, such as `{given}.com`"))
            }
            // A last label of digits alone makes every browser read the name as an IP address.
            Some((_, last)) if is_number(last) => fault(
                "is an IP address",
                "sites stand on domains: write a name such as `partners.example.com`".to_owned(),
            ),
            Some(_) => Ok(Domain(ascii)),
        }
    }

    /// Lower-case ASCII: `xn--e1ajmy.xn--p1ai`. For paths, URLs and comparing.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As people read it: `кофе.рф`.
    pub fn unicode(&self) -> String {
        idna::domain_to_unicode(&self.0).0
    }

    /// Whether `host` (lower-case ASCII) is this domain or a sub-domain of it: the rule of cookies, RFC 6265 section 5.1.3.
    pub fn covers(&self, host: &str) -> bool {
        host.strip_suffix(self.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }
}

/// The ASCII form.
impl fmt::Display for Domain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// `given` without what people paste around a domain: scheme, user, port, path, final dot.
fn bare_name(given: &str) -> &str {
    let rest = given.split_once("//").map_or(given, |(_, rest)| rest);
    let rest = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let rest = rest.rsplit('@').next().unwrap_or_default();
    let rest = rest.split(':').next().unwrap_or_default();
    rest.trim_end_matches('.')
}

fn is_number(label: &str) -> bool {
    let hex = label
        .strip_prefix("0x")
        .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    hex || label.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_form_inside_and_one_to_read() {
        let domain = Domain::parse("Кофе.РФ").expect("valid");
        assert_eq!(domain.as_str(), "xn--e1ajmy.xn--p1ai");
        assert_eq!(domain.unicode(), "кофе.рф");
        assert_eq!(Domain::parse("xn--e1ajmy.xn--p1ai").expect("valid"), domain);
        assert_eq!(Domain::parse("Go.Shop.Example").expect("valid").to_string(), "go.shop.example");
        assert_eq!(Domain::parse("localhost").expect("valid").as_str(), "localhost");
    }

    #[test]
    fn faults_say_what_to_write() {
        for (given, help) in [
            ("https://shop.example/path", "write only the domain: `shop.example`"),
            ("shop.example:8080", "write only the domain: `shop.example`"),
            ("shop.example/", "write only the domain: `shop.example`"),
            ("shop.example.", "write only the domain: `shop.example`"),
            ("me@shop.example", "write only the domain: `shop.example`"),
            ("my_shop.example", "write `my-shop.example`"),
            ("*.shop.example", "write one domain, without `*`"),
            ("shop", "write the whole name, such as `shop.com`"),
            ("192.168.0.1", "sites stand on domains: write a name such as `partners.example.com`"),
            ("1.0x1f", "sites stand on domains: write a name such as `partners.example.com`"),
            ("[::1]", "write a name such as `partners.example.com`"),
            ("", "write a name such as `partners.example.com`"),
            ("shop..example", "write a name such as `partners.example.com`"),
            ("-shop.example", "write a name such as `partners.example.com`"),
            ("my shop.example", "write a name such as `partners.example.com`"),
            ("..", "write a name such as `partners.example.com`"),
            ("shop.exa\u{200b}mple", "type the domain again instead of pasting it"),
        ] {
            assert_eq!(Domain::parse(given).expect_err(given).help, help, "{given}");
        }
    }

    #[test]
    fn covers_itself_and_what_is_below() {
        let domain = Domain::parse("shop.example").expect("valid");
        assert!(domain.covers("shop.example") && domain.covers("www.shop.example"));
        assert!(
            !domain.covers("myshop.example")
                && !domain.covers("shop.example.net")
                && !domain.covers("example")
        );
    }

    proptest! {
        #[test]
        fn safe_as_a_folder_and_stable(given in "(\\PC|[a-z.]){0,40}") {
            if let Ok(domain) = Domain::parse(&given) {
                prop_assert!(domain.as_str().bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.')));
                prop_assert!(!domain.as_str().starts_with('.'));
                prop_assert_eq!(&Domain::parse(domain.as_str()).expect("own text"), &domain);
                prop_assert_eq!(&Domain::parse(&domain.unicode()).expect("own Unicode"), &domain);
            }
        }
    }
}
