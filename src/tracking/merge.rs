//! Putting parameters into an address without touching what is there.

use std::borrow::Cow;

use percent_encoding::percent_decode;

use crate::model::backend::{OnConflict, ParameterName};
use crate::model::web::WebAddress;

/// The address has the parameter already.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Taken;

/// An address that parameters are put into.
pub(super) struct Draft<'a> {
    /// Scheme, host, path and query.
    text: String,
    /// Where the `?` stands.
    query_start: Option<usize>,
    /// Where the query ends that was there before.
    own_end: usize,
    /// What was put in since, which need not be looked for in the text.
    added: Vec<&'a ParameterName>,
    fragment: Option<Cow<'a, str>>,
}

/// Room for what is put into an address, so that it is rarely moved.
const ADDITIONS: usize = 160;

impl<'a> Draft<'a> {
    pub fn of(address: &'a WebAddress) -> Draft<'a> {
        let path = if address.path().is_empty() { "/" } else { address.path() };
        let mut text = String::with_capacity(address.as_str().len() + ADDITIONS);
        text.push_str(address.origin());
        text.push_str(path);
        let query_start = address.query().map(|query| {
            let start = text.len();
            text.push('?');
            text.push_str(query);
            start
        });
        let own_end = text.len();
        let fragment = address.fragment().map(Cow::Borrowed);
        Draft { text, query_start, own_end, added: Vec::with_capacity(8), fragment }
    }

    /// Adds `name=value` (escaped already) at the end of the query. Says whether it was added.
    pub fn add(
        &mut self,
        name: &'a ParameterName,
        value: &str,
        on_conflict: OnConflict,
    ) -> Result<bool, Taken> {
        if self.has(name) {
            match on_conflict {
                OnConflict::Refuse => return Err(Taken),
                OnConflict::Keep => return Ok(false),
                OnConflict::Replace => self.remove(name.as_str()),
            }
        }
        match self.query_start {
            None => {
                self.query_start = Some(self.text.len());
                self.text.push('?');
            }
            Some(_) if self.text.ends_with(['?', '&']) => {}
            Some(_) => self.text.push('&'),
        }
        for part in [name.as_str(), "=", value] {
            self.text.push_str(part);
        }
        self.added.push(name);
        Ok(true)
    }

    fn has(&self, name: &ParameterName) -> bool {
        let is_own = |start: usize| {
            let own = self.text.as_bytes().get(start + 1..self.own_end).unwrap_or_default();
            own.split(|byte| *byte == b'&').any(|pair| is_named(pair, name.as_str()))
        };
        self.added.contains(&name) || self.query_start.is_some_and(is_own)
    }

    /// Takes all pairs of this name out of the query.
    fn remove(&mut self, name: &str) {
        let Some(start) = self.query_start else { return };
        let pairs = self.text[start + 1..].split('&');
        let others: Vec<&str> = pairs.filter(|pair| !is_named(pair.as_bytes(), name)).collect();
        let others = others.join("&");
        self.text.truncate(start + 1);
        self.text.push_str(&others);
        self.own_end = self.text.len();
        self.added.clear();
    }

    /// Whether the address points to a part of its page.
    pub fn has_fragment(&self) -> bool {
        self.fragment.is_some()
    }

    /// Makes `text` (escaped already) the fragment, which must have been free.
    pub fn set_fragment(&mut self, text: String) {
        self.fragment = Some(Cow::Owned(text));
    }

    /// Puts `/prefix/value` (escaped already) after the path; with a final slash where servers would otherwise redirect.
    pub fn extend_path(&mut self, prefix: &str, value: &str, final_slash: bool) {
        let path_end = self.query_start.unwrap_or(self.text.len());
        let slash = if self.text[..path_end].ends_with('/') { "" } else { "/" };
        let end = if final_slash { "/" } else { "" };
        let extension = [slash, prefix, "/", value, end].concat();
        self.text.insert_str(path_end, &extension);
        self.query_start = self.query_start.map(|start| start + extension.len());
        self.own_end += extension.len();
    }

    pub fn into_text(self) -> String {
        let mut text = self.text;
        if let Some(fragment) = self.fragment {
            text.push('#');
            text.push_str(&fragment);
        }
        text
    }
}

/// Whether `name=value` has this name, decoded: `%72ef` is `ref` to every server.
fn is_named(pair: &[u8], wanted: &str) -> bool {
    let name = pair.split(|byte| *byte == b'=').next().unwrap_or_default();
    match name.contains(&b'%') {
        true => percent_decode(name).eq(wanted.bytes()),
        false => name == wanted.as_bytes(),
    }
}
