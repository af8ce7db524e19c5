//! What a theme declares, as far as the plan has to know it.

use std::collections::BTreeMap;

use super::banner::PictureFormat;

/// What `theme.yaml` says, and which files the theme publishes; parents' included.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ThemeManifest {
    /// By place: `hero`, `product`…
    pub pictures: BTreeMap<String, PictureProfile>,
    /// Files of `static/` and `fonts/` (`fonts/inter-latin.woff2`), published below `assets/<fingerprint>/`.
    pub files: Vec<String>,
    /// Hash of all of them, as part of their address.
    pub fingerprint: String,
}

/// In which sizes and formats pictures are made for a place.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureProfile {
    pub widths: Vec<u32>,
    pub formats: Vec<PictureFormat>,
    /// For `<img sizes>`.
    pub sizes: String,
    /// Width to height; `None` keeps the picture's own.
    pub ratio: Option<(u32, u32)>,
}
