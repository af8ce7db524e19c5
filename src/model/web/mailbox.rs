//! Addresses of mailboxes.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Domain, WebFault, is_hidden, quoted};

/// RFC 6068: what may stand bare in the local part of a `mailto:` address.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'*')
    .remove(b'+');

/// One mailbox: `lena@shop.example`, without a name around it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mailbox {
    local: String,
    domain: Domain,
}

impl Mailbox {
    /// Reads a mailbox; a `mailto:` before it is taken off.
    ///
    /// # Errors
    /// When there is not exactly one name and one domain, or the name holds what mail programs refuse.
    pub fn parse(given: &str) -> Result<Mailbox, WebFault> {
        let given = given.trim();
        let bare = given.strip_prefix("mailto:").unwrap_or(given);
        let fault = || {
            WebFault::new(
                format!("{} is not a mail address", quoted(given)),
                "write it like `lena@shop.example`",
            )
        };
        let (local, domain) = bare.rsplit_once('@').ok_or_else(fault)?;
        // Quoted local parts (RFC 5321) exist on paper only; the rest are slips or header injections.
        let allowed = |character: char| {
            character.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~-.".contains(character)
        };
        let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
        if local.is_empty()
            || local.len() > 64
            || dots
            || local.chars().any(is_hidden)
            || !local.chars().all(allowed)
        {
            return Err(fault());
        }
        let domain = Domain::parse(domain).map_err(|_| {
            // A comma for a dot, a space behind it: the address that is meant can be told.
            let mended = domain.replace([',', ';'], ".").replace(' ', "");
            match Domain::parse(&mended) {
                Ok(domain) => WebFault { help: format!("write `{local}@{domain}`"), ..fault() },
                Err(_) => fault(),
            }
        })?;
        Ok(Mailbox { local: local.to_owned(), domain })
    }

    /// What stands after the `@`.
    pub fn domain(&self) -> &Domain {
        &self.domain
    }

    /// The link that opens a letter to it: `mailto:lena@shop.example`.
    pub fn mailto(&self) -> String {
        format!("mailto:{}@{}", utf8_percent_encode(&self.local, ESCAPED), self.domain)
    }
}

impl fmt::Display for Mailbox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}@{}", self.local, self.domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_links() {
        let mailbox = Mailbox::parse(" mailto:Lena+shop@Shop.Example ").expect("valid");
        assert_eq!(mailbox.to_string(), "Lena+shop@shop.example");
        assert_eq!(mailbox.mailto(), "mailto:Lena+shop@shop.example");
        assert_eq!(
            Mailbox::parse("a'b&c@shop.example").expect("valid").mailto(),
            "mailto:a%27b%26c@shop.example"
        );
        assert_eq!(
            Mailbox::parse("a@кофе.рф").expect("valid").to_string(),
            "a@xn--e1ajmy.xn--p1ai"
        );
    }

    #[test]
    fn slips_are_answered_with_the_whole_address() {
        let help = |given| Mailbox::parse(given).expect_err("a slip").help;
        assert_eq!(help("lea@gravelgirls,example"), "write `lea@gravelgirls.example`");
        assert_eq!(help("lea@gravelgirls. example"), "write `lea@gravelgirls.example`");
        assert_eq!(help("lea@-"), "write it like `lena@shop.example`");
    }

    #[test]
    fn refuses_what_is_no_mailbox() {
        for given in [
            "",
            "lena",
            "@shop.example",
            "lena@",
            "a b@shop.example",
            "a@b@shop.example",
            "a..b@shop.example",
            "a\r\nBcc: x@shop.example",
            "Lena <lena@shop.example>",
            "lena@shop.example, b@shop.example",
            "a@shop.example:25",
        ] {
            assert!(Mailbox::parse(given).is_err(), "{given}");
        }
    }
}
