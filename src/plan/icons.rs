//! The signs of a site: in the browser's tab, on a telephone's home screen, in `site.webmanifest`.

use crate::model::media::{Nature, PictureInfo};
use crate::model::picture::PicturePath;
use crate::model::project::Project;
use crate::model::theme::ThemeManifest;
use crate::model::web::Domain;

use super::Plan;
use super::artifact::{Kind, OutputPath};
use super::recipe::{IconForm, IconRecipe, Mark, Recipe};

/// Part of every icon's name: to be raised when icons are drawn differently.
const ENGINE: &str = "icons-1";
/// For the tab, where the brand has no icon of its own.
pub const TAB_ICON: u32 = 96;
/// What iOS asks for.
pub const TOUCH_ICON: u32 = 180;
/// What web.dev/articles/add-manifest asks for.
pub const MANIFEST_ICONS: [u32; 2] = [192, 512];
/// In `favicon.ico`, which old browsers and feed readers ask for without being told to.
const ICO: u32 = 48;
/// A logo of these proportions can stand for an icon: its longer side by its shorter.
const NEARLY_SQUARE: f64 = 1.1;

impl<'p> Plan<'p> {
    /// Where an icon of the site lies, and how it is made.
    pub fn icon(&self, domain: &str, size: u32, form: IconForm) -> Option<(OutputPath, Recipe)> {
        let recipe = IconRecipe { mark: self.mark.clone(), size, form };
        let name = format!("icon-{size}-{}.png", self.icon_fingerprint(&recipe));
        let path = OutputPath::new(format!("sites/{domain}/pictures/{name}"))?;
        Some((path, Recipe::Icon(recipe)))
    }

    fn icon_fingerprint(&self, recipe: &IconRecipe) -> String {
        let brand = &self.project.company.brand;
        let mut hasher = blake3::Hasher::new();
        let said = format!("{ENGINE} {} {:?} {}", recipe.size, recipe.form, brand.primary);
        hasher.update(said.as_bytes());
        match &recipe.mark {
            Mark::Picture(path) => {
                hasher.update(&self.picture_info(path).map_or([0; 32], |info| info.hash))
            }
            Mark::Letter(letter) => {
                hasher.update(letter.as_bytes()).update(self.assets_fingerprint.as_bytes())
            }
            Mark::Ring => &mut hasher,
        };
        hasher.finalize().to_hex()[..10].to_owned()
    }

    /// All that a site with pages has.
    pub(super) fn icon_files(&self, domain: &Domain) -> Vec<(String, Kind, Recipe)> {
        let own = self.project.company.brand.icon.is_some();
        let tab = (!own).then_some((TAB_ICON, IconForm::Plain));
        let sizes = MANIFEST_ICONS.map(|size| (size, IconForm::Plain));
        let all = tab.into_iter().chain([(TOUCH_ICON, IconForm::Filled)]).chain(sizes);
        let mut files: Vec<(String, Kind, Recipe)> = all
            .filter_map(|(size, form)| self.icon(domain.as_str(), size, form))
            .map(|(path, recipe)| (path.to_string(), Kind::Picture, recipe))
            .collect();
        let ico = IconRecipe { mark: self.mark.clone(), size: ICO, form: IconForm::Ico };
        files.push((format!("sites/{domain}/favicon.ico"), Kind::Picture, Recipe::Icon(ico)));
        let manifest = Recipe::WebManifest { domain: domain.clone() };
        files.push((web_manifest(domain.as_str()), Kind::Site, manifest));
        files
    }
}

/// The company's sign: its icon, a logo that is square, or the first letter of its name.
pub(super) fn mark(project: &Project, theme: &ThemeManifest) -> Mark {
    let brand = &project.company.brand;
    let is_square = |path: &PicturePath| project.pictures.get(path).is_some_and(is_square);
    let square = [&brand.logo, &brand.logo_dark].into_iter().flatten();
    let logo = || square.map(|logo| &logo.value).find(|path| is_square(path));
    if let Some(picture) = brand.icon.as_ref().map(|icon| &icon.value).or_else(logo) {
        return Mark::Picture(picture.clone());
    }
    let letter = project.company.name.chars().find(|letter| letter.is_alphanumeric());
    let drawn = |letter: &char| {
        // A font of the company's own is taken to have its name's letters.
        let faces = &theme.fonts.files;
        brand.display_font.is_some() || faces.iter().any(|face| face.covers(*letter))
    };
    letter.filter(drawn).map_or(Mark::Ring, |letter| Mark::Letter(letter.to_uppercase().collect()))
}

/// The file by which browsers know a site that was put on a home screen.
pub fn web_manifest(domain: &str) -> String {
    format!("sites/{domain}/site.webmanifest")
}

/// Vectors and cut-outs only: a photograph is no sign.
fn is_square(info: &PictureInfo) -> bool {
    let (long, short) = (info.width.max(info.height), info.width.min(info.height).max(1));
    info.nature != Nature::Photo && f64::from(long) / f64::from(short) <= NEARLY_SQUARE
}
