//! Addresses: of web pages, of sites' domains, of mailboxes.
//!
//! All three are ASCII inside (punycode hosts, `%xx` escapes) and so safe in a path, a URL and a
//! table; none holds a space, a quote, an angle bracket or a control character. This module knows nothing
//! of links or tracking.

mod address;
mod domain;
mod mailbox;

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::advice::Advice;

pub use address::WebAddress;
pub(crate) use address::escape_illegal;
pub use domain::Domain;
pub use mailbox::Mailbox;

/// Why a text is no address, in the marketer's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebFault {
    /// One sentence without a full stop: what is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl WebFault {
    fn new(message: impl Into<String>, help: impl Into<String>) -> WebFault {
        WebFault { message: message.into(), help: help.into() }
    }
}

impl std::fmt::Display for WebFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl Advice for WebFault {
    /// The help of addresses explains more than it quotes.
    fn write_instead(&self) -> Vec<String> {
        Vec::new()
    }

    fn help(&self) -> Option<String> {
        Some(self.help.clone())
    }
}

/// Characters that no address may hold, however it is escaped: they are slips of copying, or attacks
/// (line breaks into headers, bidi controls into what a reader sees).
pub(crate) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// RFC 3986 section 2.3: all but the unreserved characters. A space becomes `%20`, never `+`.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// `value` so that it stands in any part of a URL and ends none of them.
pub(crate) fn escape_component(value: &str) -> Cow<'_, str> {
    utf8_percent_encode(value, COMPONENT).into()
}

/// The text as a message may quote it: short, and without characters that would disturb a terminal.
fn quoted(text: &str) -> String {
    const SHOWN: usize = 80;
    let mut shown: String = text
        .chars()
        .take(SHOWN)
        .map(|character| if is_hidden(character) { '\u{fffd}' } else { character })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}
