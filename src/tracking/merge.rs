//! Putting parameters into an address without touching what is there.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::model::backend::{OnConflict, ParameterName};
use crate::model::web::WebAddress;

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
        let mut front = String::with_capacity(address.as_str().len() + 48);
        front.push_str(address.origin());
        front.push_str(path);
        Draft {
            front,
            query: address.query().map(str::to_owned),
            fragment: address.fragment().map(str::to_owned),
        }
    }

    /// Adds `name=value` (escaped already) at the end of the query. Says whether it was added.
    pub fn add(
        &mut self,
        name: &ParameterName,
        value: &str,
        on_conflict: OnConflict,
    ) -> Result<bool, Taken> {
        let is_same = |pair: &str| pair_name(pair) == name.as_str();
        if self.query.as_deref().is_some_and(|query| query.split('&').any(is_same)) {
            match on_conflict {
                OnConflict::Refuse => return Err(Taken),
                OnConflict::Keep => return Ok(false),
                OnConflict::Replace => {
                    let query = self.query.as_deref().unwrap_or_default();
                    let others: Vec<&str> =
                        query.split('&').filter(|pair| !is_same(pair)).collect();
                    self.query = Some(others.join("&"));
                }
            }
        }
        let query = self.query.get_or_insert_default();
        if !query.is_empty() && !query.ends_with('&') {
            query.push('&');
        }
        query.push_str(name.as_str());
        query.push('=');
        query.push_str(value);
        Ok(true)
    }

    /// Whether the address points to a part of its page.
    pub fn has_fragment(&self) -> bool {
        self.fragment.is_some()
    }

    /// Makes `text` (escaped already) the fragment, which must have been free.
    pub fn set_fragment(&mut self, text: String) {
        self.fragment = Some(text);
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
