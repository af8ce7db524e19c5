//! A theme and what was found in it, kept for the next load if no file that it may be made of
//! changes.

use std::sync::Arc;

use crate::decode::fields::Findings;
use crate::diagnostic::Diagnostic;
use crate::model::text::Located;
use crate::source::Source;

use super::{Strings, Theme};

/// A theme as it was read, and what it was read from.
#[derive(Clone, Default)]
pub struct LoadedTheme {
    /// `None` if it has a fault.
    pub theme: Option<Arc<Theme>>,
    pub findings: Vec<Diagnostic>,
    basis: Option<blake3::Hash>,
}

impl LoadedTheme {
    /// Reads the theme called `name`, see [`Theme::load`]; gives that of `before` if it would be
    /// the same.
    pub fn read(
        source: &Source,
        name: &Located<String>,
        strings: &Strings,
        before: Option<&LoadedTheme>,
    ) -> LoadedTheme {
        let basis = basis(source, name, strings);
        if let Some(before) = before.filter(|before| basis.is_some() && before.basis == basis) {
            return before.clone();
        }
        let mut findings = Findings::new();
        let theme = Theme::load(source, name, strings, &mut findings).map(Arc::new);
        LoadedTheme { theme, findings, basis }
    }
}

/// Of all themes' files, with the numbers by which findings name them; `None` if one cannot be read.
fn basis(source: &Source, name: &Located<String>, strings: &Strings) -> Option<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{name:?}{strings:?}").as_bytes());
    for (id, file) in source.files_in("themes") {
        hasher.update(&id.0.to_le_bytes()).update(file.path.as_str().as_bytes());
        hasher.update(blake3::hash(&source.read_bytes(id).ok()?).as_bytes());
    }
    Some(hasher.finalize())
}
