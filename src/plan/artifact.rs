//! What there should be in the output: a path, a kind, a recipe.

use std::fmt;

use crate::model::ids::PartnerId;

use super::recipe::Recipe;

/// A path below the output folder, with `/`; made only of parts that are safe file names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(String);

impl OutputPath {
    /// Takes a path that stays below the output folder.
    pub fn new(path: impl Into<String>) -> Option<OutputPath> {
        let path = path.into();
        crate::model::picture::is_inside(&path).then_some(OutputPath(path))
    }

    /// A path put together from parts that are safe by their types.
    pub(super) fn trusted(path: String) -> OutputPath {
        debug_assert!(crate::model::picture::is_inside(&path), "{path}");
        OutputPath(path)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One file to write.
#[derive(Debug, Clone)]
pub struct Artifact {
    pub path: OutputPath,
    pub kind: Kind,
    /// Whose it is; `None` when partners share it.
    pub partner: Option<PartnerId>,
    pub recipe: Recipe,
}

/// A part of the plan that is listed at once. Shared things sort before the partners' own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    Shared,
    Partner(PartnerId),
}

crate::model::shape::words! {
    /// What kind of file it is: the closed list of `manifest.json`.
    pub enum Kind {
        /// A page of a landing, portal or media site.
        Page "page",
        /// Style sheets, scripts, fonts, signs.
        Asset "asset",
        /// A picture made from content for pages and letters.
        Picture "picture",
        Banner "banner",
        /// A banner as a bundle for an advertising network.
        Html5 "html5",
        /// Any of the forms of a letter.
        Mail "mail",
        /// Any of the forms of a notice of new terms.
        Notice "notice",
        /// `robots.txt`, `sitemap.xml` and the host's own files.
        Site "site",
        Qr "qr",
        /// `links.csv`, `links.json`, `terms.json`.
        Table "table",
        /// A contact sheet of a banner.
        Sheet "sheet",
        /// An agreement, a terms sheet or another document as PDF.
        Document "document",
        Kit "kit",
    }
}
