//! The files that all pages of a site share: the theme's, and the company's own fonts.

use crate::model::picture::PicturePath;
use crate::model::project::Project;
use crate::model::text::Located;
use crate::model::theme::ThemeManifest;
use crate::model::web::Domain;

use super::Plan;
use super::artifact::Kind;
use super::fonts::{self, SmallFont};
use super::recipe::Recipe;

impl<'p> Plan<'p> {
    /// Where they lie on a site, with a slash at the end: `sites/shop.example/assets/1f0c9a2b/`.
    pub fn assets_folder(&self, domain: &str) -> String {
        format!("sites/{domain}/assets/{}/", self.assets_fingerprint)
    }

    /// Where a font of the company's own lies below the folder of assets.
    pub fn own_font_name(font: &PicturePath) -> String {
        format!("own/{font}")
    }

    pub(super) fn asset_files(&self, domain: &Domain) -> Vec<(String, Kind, Recipe)> {
        let folder = self.assets_folder(domain.as_str());
        let theme = self.theme.files.iter().map(|name| {
            (format!("{folder}{name}"), Kind::Asset, Recipe::ThemeFile { name: name.clone() })
        });
        let own = own_fonts(self.project).map(|font| {
            let path = format!("{folder}{}", Plan::own_font_name(&font.value));
            (path, Kind::Asset, Recipe::ContentFile { path: font.value.clone() })
        });
        let small = self.small_fonts.iter().map(|font| {
            (format!("{folder}{}", font.name()), Kind::Asset, Recipe::SmallFont(font.clone()))
        });
        theme.chain(own).chain(small).collect()
    }
}

pub(super) fn own_fonts(project: &Project) -> impl Iterator<Item = &Located<PicturePath>> {
    let brand = &project.company.brand;
    let text = brand.text_font.as_ref().filter(|text| {
        brand.display_font.as_ref().is_none_or(|display| display.value != text.value)
    });
    brand.display_font.iter().chain(text)
}

/// Of the theme's files, the company's fonts, and the small forms of all.
pub(super) fn fingerprint(project: &Project, theme: &ThemeManifest, small: &[SmallFont]) -> String {
    let hashes: Vec<&[u8; 32]> =
        own_fonts(project).filter_map(|font| project.fonts.get(&font.value)).collect();
    let mut hasher = blake3::Hasher::new();
    hasher.update(theme.fingerprint.as_bytes());
    for hash in hashes {
        hasher.update(hash);
    }
    hasher.update(fonts::ENGINE.as_bytes());
    for font in small {
        for text in [font.name(), font.range.clone()] {
            hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
        }
    }
    hasher.finalize().to_hex()[..8].to_owned()
}
