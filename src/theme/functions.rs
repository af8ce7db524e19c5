//! The functions and filters that templates have beside Tera's own.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Error, Function, Kwargs, State, Tera, TeraResult, Value};

use crate::diagnostic::suggest;

use super::markdown::{clean_address, is_link_allowed};
use super::placeholders::escape_words;
use super::words::{Argument, Words};

/// Registers all of them. `texts` are the files of `static/` that are text.
pub fn register(tera: &mut Tera, words: Arc<Words>, texts: Arc<BTreeMap<String, String>>) {
    tera.register_function("t", move |arguments: Kwargs, state: &State| {
        text(&words, &arguments, state)
    });
    tera.register_function("inline", Inline { texts });
    tera.register_filter("json", |value: &Value, _: Kwargs, _: &State| json(value));
    tera.register_filter("attr_url", |address: &str, _: Kwargs, _: &State| {
        address_in_attribute(address)
    });
    tera.register_filter("md", |text: &str, _: Kwargs, _: &State| escape_words(text));
    tera.register_filter("longest_word", |text: &str, _: Kwargs, _: &State| longest_word(text));
}

/// How many characters the longest word has: what a headline's column must hold.
fn longest_word(text: &str) -> u64 {
    let words = text.split_whitespace().map(|word| word.chars().count());
    words.max().map_or(0, |longest| longest as u64)
}

/// An error whose first line says what is wrong; the others say what to write instead.
fn fault(message: &str, help: Option<&str>) -> Error {
    match help {
        Some(help) => Error::message(format!("{message}\n{help}")),
        None => Error::message(message),
    }
}

/// `t(key="landing.faq", …)`.
fn text(words: &Words, given: &Kwargs, state: &State) -> TeraResult<String> {
    let key: &str = given.must_get("key")?;
    let site: Option<Value> = state.get("site")?;
    let locale =
        site.as_ref().and_then(|site| site.get_from_path("locale")).and_then(Value::as_str);
    let locale = locale.ok_or_else(|| {
        fault(
            "`t` does not know the page's language",
            Some("a component that calls `t` declares `@site`"),
        )
    })?;
    let mut arguments = BTreeMap::new();
    for (name, value) in given.iter() {
        let Some(name) = name.as_str().filter(|name| *name != "key") else {
            continue;
        };
        arguments.insert(name.to_owned(), argument(key, name, value)?);
    }
    words
        .text(locale, key, &arguments)
        .map_err(|missing| fault(&missing.message, missing.help.as_deref()))
}

fn argument(key: &str, name: &str, value: &Value) -> TeraResult<Argument> {
    if let Some(text) = value.as_str() {
        return Ok(Argument::Text(text.to_owned()));
    }
    match value.as_i64() {
        Some(number) => Ok(Argument::Number(number)),
        None if name == "count" => {
            Err(fault(&format!("the count of the text `{key}` is not a whole number"), None))
        }
        None if value.is_none() || value.is_map() || value.is_array() => {
            let message = format!("`{name}` of the text `{key}` is neither a text nor a number");
            Err(fault(
                &message,
                Some("hand over one value, and ask `{% if … %}` before where it may be absent"),
            ))
        }
        None => Ok(Argument::Text(value.to_string())),
    }
}

/// `inline(path="theme.css")`.
struct Inline {
    texts: Arc<BTreeMap<String, String>>,
}

impl Function<TeraResult<String>> for Inline {
    fn call(&self, given: Kwargs, _: &State) -> TeraResult<String> {
        let path: &str = given.must_get("path")?;
        self.texts.get(path).cloned().ok_or_else(|| {
            let near = suggest(path, self.texts.keys().map(String::as_str));
            let help = near.map(|near| format!("did you mean `{near}`?"));
            fault(&format!("the theme's `static/` has no text file `{path}`"), help.as_deref())
        })
    }

    fn is_safe(&self) -> bool {
        true
    }
}

/// JSON that cannot end the script element it stands in.
fn json(value: &Value) -> TeraResult<Value> {
    let text = serde_json::to_string(value).map_err(|error| Error::message(error.to_string()))?;
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            other => safe.push(other),
        }
    }
    Ok(Value::safe_string(&safe))
}

/// The address in ASCII, if a reader may be sent there. Markup is escaped by the engine.
fn address_in_attribute(address: &str) -> TeraResult<String> {
    if is_link_allowed(address) {
        return Ok(clean_address(address));
    }
    let message = format!("`{address}` is no address to link to");
    Err(fault(&message, Some("addresses start with https:, http: or mailto:, or are relative")))
}
