//! What a backend knows of one partner, and what the partner adds.

use std::collections::BTreeMap;
use std::fmt;

use crate::model::web::WebAddress;

/// The id that a backend gave to a partner (`5f3a9c`, `17`, `anna`): any visible text, for links escape it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartnerReference(String);

impl PartnerReference {
    /// In characters; no system seen gives longer ones.
    pub const MAX_LENGTH: usize = 200;

    /// Reads an id; space around it does not count. `None` when it is empty, too long, or holds control or invisible characters.
    pub fn parse(given: &str) -> Option<PartnerReference> {
        let given = given.trim();
        let fine = !given.is_empty()
            && given.chars().count() <= PartnerReference::MAX_LENGTH
            && !given.chars().any(crate::model::web::is_hidden);
        fine.then(|| PartnerReference(given.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PartnerReference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What a partner adds to each of their links, in the slot that the backend leaves to them: letters, digits, `-._~`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSubId(String);

impl OwnSubId {
    const MAX_LENGTH: usize = 100;

    /// Reads one; `None` when it is empty, longer than 100 characters, or a character would need escaping (many systems drop
    /// such a value without a word).
    pub fn parse(given: &str) -> Option<OwnSubId> {
        let given = given.trim();
        let bare = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let fine =
            !given.is_empty() && given.len() <= OwnSubId::MAX_LENGTH && given.bytes().all(bare);
        fine.then(|| OwnSubId(given.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The links that a `static` backend made for one partner.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MintedLinks {
    /// For every placement that has none of its own.
    pub default: Option<WebAddress>,
    /// By placement as written: `landing-home-hero`.
    pub placements: BTreeMap<String, WebAddress>,
}

impl MintedLinks {
    /// The link for `placement`.
    pub fn find(&self, placement: &str) -> Option<&WebAddress> {
        self.placements.get(placement).or(self.default.as_ref())
    }
}
