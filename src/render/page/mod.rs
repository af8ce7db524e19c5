//! Pages: what plan and project know, as exactly the contexts that `docs/themes.md` promises to
//! templates; and the templates rendered with them.
//!
//! One file for each kind of page. Contexts are typed; every key is always there. This module must
//! not know of output folders or of how artifacts are cached.

mod banners;
mod brand_memo;
mod context;
mod desk;
mod document;
mod draft;
mod form;
mod forward;
mod front;
mod go;
mod kit_readme;
mod landing;
mod neutral;
mod news;
mod not_found;
mod partner;
mod picture;
mod policy;
mod print;
mod products;
mod programme;
mod sections;
mod shelf;
mod site;
mod snippets;
mod stub;
mod terms;
mod texts;
mod worked;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::locale::Locale;
use crate::plan::Plan;
use crate::theme::Theme;
use crate::theme::format::Formats;

pub use brand_memo::BrandMemo;
pub use draft::gone;
pub use print::Printed;
pub use site::{DISPLAY_FAMILY, TEXT_FAMILY, own_fonts, small_faces};

/// Renders the pages of a plan with a theme.
#[derive(Clone, Copy)]
pub struct Pages<'a, 'p> {
    pub plan: &'a Plan<'p>,
    pub theme: &'a Theme,
    /// For every language of the project.
    pub formats: &'a BTreeMap<Locale, Formats>,
    pub brands: &'a BrandMemo,
}

/// The text of a page, or everything that is wrong with it.
pub type Rendered = Result<String, Vec<Diagnostic>>;

#[cfg(test)]
mod tests;
