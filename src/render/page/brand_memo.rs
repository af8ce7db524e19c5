//! Colours and CSS of a brand, worked out once for all pages that share them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::color::Color;
use crate::model::palette::Palette;
use crate::theme::{OwnFonts, Theme};

use super::policy::hash;

/// What a page's look follows from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Brand {
    pub primary: Color,
    pub accent: Option<Color>,
    pub fonts: OwnFonts,
}

/// A brand as pages show it.
#[derive(Debug)]
pub struct Look {
    pub palette: Palette,
    pub css: String,
    /// Of the CSS, for the pages' policy.
    pub css_hash: String,
}

/// Looks that were worked out.
#[derive(Debug, Default)]
pub struct BrandMemo(Mutex<HashMap<Brand, Arc<Look>>>);

impl BrandMemo {
    pub fn look(&self, brand: Brand, theme: &Theme) -> Arc<Look> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(look) = known.get(&brand) {
            return look.clone();
        }
        let palette = Palette::derive(brand.primary, brand.accent);
        let css = theme.brand_css(&palette, &brand.fonts);
        let look = Arc::new(Look { palette, css_hash: hash(&css), css });
        known.insert(brand, look.clone());
        look
    }
}
