//! Addresses of web pages.

use std::fmt::{self, Write as _};
use std::sync::Arc;

use url::{Host, Url};

use super::{Domain, WebFault, is_hidden, quoted};

/// The address of a page, `http` or `https`, without credentials.
///
/// Path, query and fragment keep the bytes they were given: no dot segments removed, no escape decoded
/// or re-encoded, because shops and tracking systems compare bytes. Changed is only what no URL may hold: the
/// host becomes lower-case punycode; spaces, quotes, braces and the like, non-ASCII letters, and a `%` that
/// starts no escape become `%xx`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WebAddress {
    /// Shared, because every link remembers its destination.
    text: Arc<str>,
    host: Arc<str>,
    path_start: usize,
    path_end: usize,
    query_end: usize,
}

impl WebAddress {
    /// Reads an address as people paste it; space around it does not count.
    ///
    /// # Errors
    /// When it is not `http(s)://host…`, holds credentials, a backslash or hidden characters, or the host is none.
    pub fn parse(given: &str) -> Result<WebAddress, WebFault> {
        let given = given.trim();
        if let Some(hidden) = given.chars().find(|&character| is_hidden(character)) {
            return Err(WebFault::new(
                format!("{} holds a hidden character (U+{:04X})", quoted(given), u32::from(hidden)),
                "type the address again instead of pasting it",
            ));
        }
        let (scheme, rest) = split_scheme(given)?;
        let authority_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(authority_end);
        let host_and_port = read_authority(given, scheme, authority)?;

        let path_end = tail.find(['?', '#']).unwrap_or(tail.len());
        if tail[..path_end].contains('\\') {
            return Err(WebFault::new(
                format!("{} holds a backslash", quoted(given)),
                "addresses are written with `/`",
            ));
        }
        let query_end = tail.find('#').unwrap_or(tail.len());
        let mut text = format!("{scheme}://{}", host_and_port.text);
        let path_start = text.len();
        escape_illegal(&tail[..path_end], &mut text);
        let path_end_text = text.len();
        escape_illegal(&tail[path_end..query_end], &mut text);
        let query_end_text = text.len();
        escape_illegal(&tail[query_end..], &mut text);
        Ok(WebAddress {
            text: text.into(),
            host: host_and_port.host.into(),
            path_start,
            path_end: path_end_text,
            query_end: query_end_text,
        })
    }

    /// The whole address, ASCII.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host, lower-case, international names in punycode; IPv6 in brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Scheme, host and port: `https://shop.example:8443`.
    pub fn origin(&self) -> &str {
        &self.text[..self.path_start]
    }

    /// The path; empty when the address ends with the host.
    pub fn path(&self) -> &str {
        &self.text[self.path_start..self.path_end]
    }

    /// What stands between `?` and `#`, if there is a `?`.
    pub fn query(&self) -> Option<&str> {
        self.text[self.path_end..self.query_end].strip_prefix('?')
    }

    /// What follows `#`, if there is one.
    pub fn fragment(&self) -> Option<&str> {
        self.text[self.query_end..].strip_prefix('#')
    }

    /// Whether it is `https`.
    pub fn is_secure(&self) -> bool {
        self.text.starts_with("https:")
    }

    /// Whether the host is `domain` or a sub-domain of it.
    pub fn is_within(&self, domain: &Domain) -> bool {
        domain.covers(&self.host)
    }

    /// Whether the path looks like a folder without its slash (`/shop`): many servers answer with a redirect to
    /// `/shop/` and lose the query, and with it the partner (AffiliateWP issues 919 and 2548).
    pub fn lacks_final_slash(&self) -> bool {
        let last = self.path().rsplit('/').next().unwrap_or_default();
        !last.is_empty() && !last.contains('.')
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// Appends `given` with everything that may not stand in a URL as `%xx`; what may, and escapes, stay as they are.
pub(crate) fn escape_illegal(given: &str, out: &mut String) {
    let bytes = given.as_bytes();
    for (place, &byte) in bytes.iter().enumerate() {
        let legal = match byte {
            b'%' => bytes
                .get(place + 1..place + 3)
                .is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)),
            b'"' | b'\'' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => false,
            _ => byte.is_ascii_graphic(),
        };
        if legal {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

fn split_scheme(given: &str) -> Result<(&'static str, &str), WebFault> {
    let starts = |prefix: &str| {
        given.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    for (prefix, scheme) in [("https://", "https"), ("http://", "http")] {
        if starts(prefix) {
            return Ok((scheme, &given[prefix.len()..]));
        }
    }
    // `shop.example:8080` has a colon too, but a dot before it.
    let other_scheme = given
        .split_once(':')
        .is_some_and(|(scheme, _)| !scheme.contains(['.', '/']) && scheme != "localhost");
    let help = if given.is_empty() {
        "write the whole address, such as `https://shop.example/`".to_owned()
    } else if other_scheme {
        "only `https://` and `http://` addresses can be linked to".to_owned()
    } else {
        format!("write `https://{}`", given.trim_start_matches('/'))
    };
    Err(WebFault::new(format!("{} is not a web address", quoted(given)), help))
}

struct Authority {
    /// Host, and the port if it is not the scheme's own.
    text: String,
    host: String,
}

fn read_authority(given: &str, scheme: &str, authority: &str) -> Result<Authority, WebFault> {
    if authority.contains('@') {
        return Err(WebFault::new(
            format!("{} holds a user name or password", quoted(given)),
            "leave out everything before the `@`: links are public",
        ));
    }
    let no_host = || {
        WebFault::new(
            format!("{} names no valid host", quoted(given)),
            "write the whole address, such as `https://shop.example/`",
        )
    };
    if authority.is_empty() || authority.contains(['\\', ' ', '%']) {
        return Err(no_host());
    }
    let parsed = Url::parse(&format!("{scheme}://{authority}/")).map_err(|_| no_host())?;
    let host = match parsed.host() {
        Some(Host::Domain(name)) if name.split('.').all(|label| !label.is_empty()) => {
            name.to_owned()
        }
        Some(Host::Domain(_)) | None => return Err(no_host()),
        Some(address) => address.to_string(),
    };
    let mut text = host.clone();
    if let Some(port) = parsed.port() {
        // Writing to a String cannot fail.
        let _ = write!(text, ":{port}");
    }
    // What is rebuilt must read back as the same host: nothing of the given text may have meant more.
    let same = Url::parse(&format!("{scheme}://{text}/"))
        .is_ok_and(|again| again.host_str() == Some(host.as_str()));
    if same { Ok(Authority { text, host }) } else { Err(no_host()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(given: &str) -> String {
        WebAddress::parse(given).expect(given).as_str().to_owned()
    }

    #[test]
    fn bytes_after_the_host_stay() {
        for same in [
            "https://shop.example/",
            "https://shop.example",
            "https://shop.example/a/../b/./c//d;x=1?q=%D0%a0&q=+1&&e#f?/#g",
            "http://localhost:4000/?a=b%26c",
            "http://127.0.0.1/x",
            "http://[::1]:8080/",
        ] {
            assert_eq!(text(same), same);
        }
    }

    #[test]
    fn what_no_url_may_hold_is_escaped() {
        assert_eq!(
            text("https://shop.example/a b?c='{x}'&d=100%"),
            "https://shop.example/a%20b?c=%27%7Bx%7D%27&d=100%25"
        );
        assert_eq!(
            text("https://кофе.рф/зёрна"),
            "https://xn--e1ajmy.xn--p1ai/%D0%B7%D1%91%D1%80%D0%BD%D0%B0"
        );
        assert_eq!(text(" HTTPS://Shop.Example:443/A "), "https://shop.example/A");
    }

    #[test]
    fn faults_say_what_to_write() {
        for (given, help) in [
            ("shop.example/x", "write `https://shop.example/x`"),
            ("//shop.example", "write `https://shop.example`"),
            ("shop.example:8080/x", "write `https://shop.example:8080/x`"),
            ("mailto:a@shop.example", "only `https://` and `http://` addresses can be linked to"),
            ("javascript:alert(1)", "only `https://` and `http://` addresses can be linked to"),
            ("ftp://shop.example/", "only `https://` and `http://` addresses can be linked to"),
            (
                "https://me:secret@shop.example/",
                "leave out everything before the `@`: links are public",
            ),
            ("https:///path", "write the whole address, such as `https://shop.example/`"),
            ("https://shop..example/", "write the whole address, such as `https://shop.example/`"),
            (
                "https://shop.example\\@evil.example/",
                "leave out everything before the `@`: links are public",
            ),
            ("https://shop.example/a\\b", "addresses are written with `/`"),
            ("https://shop.example/\u{202e}txt", "type the address again instead of pasting it"),
            (
                "https://shop.example/a\r\nSet-Cookie: x",
                "type the address again instead of pasting it",
            ),
        ] {
            assert_eq!(WebAddress::parse(given).expect_err(given).help, help, "{given}");
        }
    }

    #[test]
    fn parts() {
        let address = WebAddress::parse("https://shop.example:8443/a/b?c=d?e#f#g").expect("valid");
        assert_eq!(address.origin(), "https://shop.example:8443");
        assert_eq!(address.host(), "shop.example");
        assert_eq!(address.path(), "/a/b");
        assert_eq!(address.query(), Some("c=d?e"));
        assert_eq!(address.fragment(), Some("f#g"));
        assert!(address.lacks_final_slash());
        for fine in
            ["https://shop.example", "https://shop.example/a/", "https://shop.example/a.html"]
        {
            assert!(!WebAddress::parse(fine).expect(fine).lacks_final_slash(), "{fine}");
        }
    }

    fn is_harmless(text: &str) -> bool {
        text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'<>{}\\".contains(&byte))
    }

    proptest! {
        #[test]
        fn never_panics_and_reading_again_changes_nothing(given in ".*", tail in "\\PC*") {
            let _ = WebAddress::parse(&given);
            if let Ok(address) = WebAddress::parse(&format!("https://shop.example/{tail}")) {
                prop_assert!(is_harmless(address.as_str()));
                prop_assert_eq!(&WebAddress::parse(address.as_str()).expect("own text"), &address);
                prop_assert!(Url::parse(address.as_str()).is_ok());
            }
        }
    }
}
