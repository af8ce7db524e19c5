//! Putting parameters into an address without touching what is there.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::model::backend::{OnConflict, ParameterName};
use crate::model::web::WebAddress;

/// RFC 3986 section 2.3: all but the unreserved characters. A space becomes `%20`, never `+`.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// `value` so that it stands in any part of a URL and ends none of them.
pub(super) fn escape(value: &str) -> Cow<'_, str> {
    utf8_percent_encode(value, COMPONENT).into()
}

/// The address has the parameter already.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Taken;

/// An address that parameters are put into.
pub(super) struct Draft {
    /// Scheme, host, path.
    front: String,
    query: Option<String>,
    fragment: Option<String>,
}

impl Draft {
    pub fn of(address: &WebAddress) -> Draft {
        let path = if address.path().is_empty() { "/" } else { address.path() };
        Draft {
            front: format!("{}{path}", address.origin()),
            query: address.query().map(str::to_owned),
            fragment: address.fragment().map(str::to_owned),
        }
    }

    /// Adds `name=value` at the end of the query; `value` is escaped here, once. Says whether it was added.
    pub fn add(
        &mut self,
        name: &ParameterName,
        value: &str,
        on_conflict: OnConflict,
    ) -> Result<bool, Taken> {
        let is_same = |pair: &&str| pair_name(pair) == name.as_str();
        if self.query.as_deref().is_some_and(|query| query.split('&').any(|pair| is_same(&pair))) {
            match on_conflict {
                OnConflict::Refuse => return Err(Taken),
                OnConflict::Keep => return Ok(false),
                OnConflict::Replace => {
                    let others: Vec<&str> = self
                        .query
                        .as_deref()
                        .unwrap_or_default()
                        .split('&')
                        .filter(|pair| !is_same(pair))
                        .collect();
                    self.query = Some(others.join("&"));
                }
            }
        }
        let query = self.query.get_or_insert_default();
        push_pair(query, name, value);
        Ok(true)
    }

    /// Adds `name=value` to the fragment, which must have been free.
    pub fn add_to_fragment(&mut self, name: &ParameterName, value: &str) {
        push_pair(self.fragment.get_or_insert_default(), name, value);
    }

    /// Whether the address points to a part of its page.
    pub fn has_fragment(&self) -> bool {
        self.fragment.is_some()
    }

    /// Puts `/prefix/value` (escaped already) after the path; with a final slash where servers would otherwise redirect.
    pub fn extend_path(&mut self, prefix: &str, value: &str, final_slash: bool) {
        let slash = if self.front.ends_with('/') { "" } else { "/" };
        let end = if final_slash { "/" } else { "" };
        for part in [slash, prefix, "/", value, end] {
            self.front.push_str(part);
        }
    }

    pub fn into_text(self) -> String {
        let mut text = self.front;
        for (mark, part) in [('?', self.query), ('#', self.fragment)] {
            if let Some(part) = part {
                text.push(mark);
                text.push_str(&part);
            }
        }
        text
    }
}

/// The decoded name of `name=value`: `%72ef` is `ref` to every server.
fn pair_name(pair: &str) -> Cow<'_, str> {
    percent_decode_str(pair.split('=').next().unwrap_or_default()).decode_utf8_lossy()
}

fn push_pair(list: &mut String, name: &ParameterName, value: &str) {
    if !list.is_empty() && !list.ends_with('&') {
        list.push('&');
    }
    list.push_str(name.as_str());
    list.push('=');
    list.push_str(&escape(value));
}
