//! A template's text, loosely taken apart, so that parameters can be renamed and added before it is read.

use super::super::template::{find_mark, is_placeholder, split_pairs};

/// A template's text. Nothing is checked here: reading it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkText {
    pub front: String,
    pub query: Vec<Pair>,
    pub fragment: Option<Vec<Pair>>,
}

/// `name=value`, or a stretch without a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    pub name: Option<String>,
    pub value: String,
}

impl LinkText {
    pub fn of(text: &str) -> LinkText {
        let (rest, fragment) = match find_mark(text, &['#']) {
            Some(at) => (&text[..at], Some(&text[at + 1..])),
            None => (text, None),
        };
        let (front, query) = match find_mark(rest, &['?']) {
            Some(at) => (&rest[..at], &rest[at + 1..]),
            None => (rest, ""),
        };
        LinkText { front: front.to_owned(), query: pairs(query), fragment: fragment.map(pairs) }
    }

    pub fn text(&self) -> String {
        let query = (!self.query.is_empty()).then(|| format!("?{}", joined(&self.query)));
        let fragment = self.fragment.as_deref().map(|pairs| format!("#{}", joined(pairs)));
        [Some(self.front.clone()), query, fragment].into_iter().flatten().collect()
    }

    /// Whether `{placeholder` stands anywhere, in any form.
    pub fn mentions(&self, placeholder: &str) -> bool {
        let text = self.text();
        ["}", "?}", ":"].iter().any(|end| text.contains(&format!("{{{placeholder}{end}")))
    }

    /// The pairs of query and fragment.
    pub fn pairs_mut(&mut self) -> impl Iterator<Item = &mut Pair> {
        self.query.iter_mut().chain(self.fragment.iter_mut().flatten())
    }

    /// The name of the pair that is filled with `placeholder` alone.
    pub fn name_filled_with(&mut self, placeholder: &str) -> Option<&mut String> {
        self.pairs_mut()
            .find(|pair| is_placeholder(&pair.value, placeholder))
            .and_then(|pair| pair.name.as_mut())
    }

    pub fn has(&self, name: &str) -> bool {
        let pairs = self.query.iter().chain(self.fragment.iter().flatten());
        pairs.filter_map(|pair| pair.name.as_deref()).any(|known| known == name)
    }

    /// Adds a parameter to the query; a destination stays behind it.
    pub fn add(&mut self, name: &str, value: String) {
        let shows_destination = |pair: &Pair| pair.value.contains("{destination");
        let place = self.query.iter().position(shows_destination).unwrap_or(self.query.len());
        self.query.insert(place, Pair { name: Some(name.to_owned()), value });
    }

    /// Whether nothing can stand behind it: it ends in an untouched destination.
    pub fn is_closed(&self) -> bool {
        self.front.ends_with("{destination:raw}")
    }
}

fn pairs(text: &str) -> Vec<Pair> {
    split_pairs(text)
        .into_iter()
        .map(|pair| match find_mark(pair, &['=']) {
            Some(at) => {
                Pair { name: Some(pair[..at].to_owned()), value: pair[at + 1..].to_owned() }
            }
            None => Pair { name: None, value: pair.to_owned() },
        })
        .collect()
}

fn joined(pairs: &[Pair]) -> String {
    let text = |pair: &Pair| match &pair.name {
        Some(name) => format!("{name}={}", pair.value),
        None => pair.value.clone(),
    };
    pairs.iter().map(text).collect::<Vec<_>>().join("&")
}
