//! Which pictures the pages of a site show, in which sizes, and what they are called.

use std::collections::BTreeMap;

use crate::model::banner::PictureFormat;
use crate::model::ids::PartnerId;
use crate::model::material::Landing;
use crate::model::media::{Nature, PictureInfo};
use crate::model::picture::{FocalPoint, PicturePath};
use crate::model::theme::PictureProfile;

pub use crate::model::theme::Place as Profile;

use super::Plan;
use super::artifact::{Artifact, Kind, OutputPath};
use super::recipe::{PictureRecipe, Recipe};

/// Part of every picture's name: to be raised when pictures are drawn differently.
const ENGINE: &str = "pictures-1";
/// Letters are 600 pixels wide; their pictures are made for sharp screens.
const MAIL_WIDTH: u32 = 1200;
const MAIL_LOGO_WIDTH: u32 = 340;

/// A picture that a page shows at one of the theme's places.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PictureUse {
    pub source: PicturePath,
    pub profile: Profile,
}

/// A file made from a picture, and its width.
#[derive(Debug, Clone)]
pub struct Variant {
    pub path: OutputPath,
    pub recipe: Recipe,
    pub width: u32,
    pub height: u32,
    /// `None` for an SVG, which is taken as it is.
    pub format: Option<PictureFormat>,
}

impl<'p> Plan<'p> {
    pub fn picture_info(&self, source: &PicturePath) -> Option<&'p PictureInfo> {
        self.project.pictures.get(source)
    }

    pub fn profile(&self, profile: Profile) -> Option<&'p PictureProfile> {
        self.theme.pictures.get(&profile)
    }

    /// The files that a picture becomes below `folder`, best format first, narrow to wide.
    pub fn variants(&self, folder: &str, used: &PictureUse) -> Vec<Variant> {
        let Some(info) = self.picture_info(&used.source) else { return Vec::new() };
        if info.nature == Nature::Vector {
            let name = file_name(&used.source, info, "", "svg");
            let path = OutputPath::new(format!("{folder}/{name}"));
            let recipe = Recipe::ContentFile { path: used.source.clone() };
            let variant = |path| Variant {
                path,
                recipe,
                width: info.width,
                height: info.height,
                format: None,
            };
            return path.map(variant).into_iter().collect();
        }
        let Some(profile) = self.profile(used.profile) else { return Vec::new() };
        let formats = profile.formats.iter().map(|format| opaque_or_png(*format, info.nature));
        let mut formats: Vec<PictureFormat> = formats.collect();
        formats.dedup();
        let widths = widths(profile, info);
        let sizes = formats.iter().flat_map(|format| widths.iter().map(|width| (*format, *width)));
        sizes
            .filter_map(|(format, width)| {
                self.variant(folder, used, info, profile.ratio, width, format)
            })
            .collect()
    }

    fn variant(
        &self,
        folder: &str,
        used: &PictureUse,
        info: &PictureInfo,
        ratio: Option<(u32, u32)>,
        width: u32,
        format: PictureFormat,
    ) -> Option<Variant> {
        // A cut-out or logo would lose its edges.
        let ratio = ratio.filter(|_| info.nature == Nature::Photo);
        let focus = FocalPoint::CENTER;
        let what = format!("{ratio:?} {focus:?} {width}");
        let name = file_name(&used.source, info, &what, format.extension());
        Some(Variant {
            path: OutputPath::new(format!("{folder}/{name}"))?,
            recipe: Recipe::Picture(PictureRecipe {
                source: used.source.clone(),
                width,
                format,
                ratio,
                focus,
            }),
            width,
            height: height(info, ratio, width),
            format: Some(format),
        })
    }

    /// A picture for letters, which know neither SVG nor WebP; on the media domain.
    pub fn mail_picture(&self, source: &PicturePath, logo: bool) -> Option<Variant> {
        let info = self.picture_info(source)?;
        let format =
            if info.nature == Nature::Photo { PictureFormat::Jpeg } else { PictureFormat::Png };
        let wanted = if logo { MAIL_LOGO_WIDTH } else { MAIL_WIDTH };
        let width = if info.nature == Nature::Vector { wanted } else { wanted.min(info.width) };
        let folder = format!("sites/{}/m", self.project.company.media_domain);
        let used = PictureUse { source: source.clone(), profile: Profile::Hero };
        self.variant(&folder, &used, info, None, width, format)
    }

    /// The pictures of a landing in all its languages, and those of all products.
    pub(super) fn landing_pictures<'q>(
        &self,
        landings: impl IntoIterator<Item = &'q Landing>,
    ) -> Vec<PictureUse> {
        let mut uses = self.company_pictures();
        for text in landings.into_iter().flat_map(|landing| landing.texts()) {
            uses.extend(text.hero.picture.as_ref().map(|it| picture(&it.value, Profile::Hero)));
            let still = text.video.as_ref().and_then(|video| video.picture.as_ref());
            uses.extend(still.map(|it| picture(&it.value, Profile::Video)));
            let icons = text.benefits.iter().flat_map(|section| &section.items);
            let icons = icons.filter_map(|benefit| PicturePath::new(&benefit.icon.as_ref()?.text));
            uses.extend(icons.map(|path| picture(&path, Profile::Benefit)));
        }
        uses.extend(self.product_pictures());
        uses
    }

    pub(super) fn product_pictures(&self) -> Vec<PictureUse> {
        let products = self.project.products.values();
        products
            .filter_map(|it| it.picture.as_ref())
            .map(|it| picture(&it.value, Profile::Product))
            .collect()
    }

    pub(super) fn company_pictures(&self) -> Vec<PictureUse> {
        let brand = &self.project.company.brand;
        let logos = [&brand.logo, &brand.logo_dark, &brand.icon].into_iter().flatten();
        logos.map(|logo| picture(&logo.value, Profile::Logo)).collect()
    }

    pub(super) fn manager_pictures(&self) -> Vec<PictureUse> {
        let managers = self.project.company.managers.values();
        let portraits = managers.filter_map(|manager| manager.picture.as_ref());
        portraits.map(|it| picture(&it.value, Profile::Portrait)).collect()
    }

    /// The files of `uses` below `folder`, each once.
    pub(super) fn picture_artifacts(
        &self,
        folder: &str,
        uses: Vec<PictureUse>,
        partner: Option<&PartnerId>,
    ) -> Vec<Artifact> {
        let mut files = BTreeMap::new();
        for variant in uses.iter().flat_map(|used| self.variants(folder, used)) {
            files.insert(variant.path, variant.recipe);
        }
        let partner = partner.cloned();
        let artifact = |(path, recipe)| Artifact {
            path,
            kind: Kind::Picture,
            partner: partner.clone(),
            recipe,
        };
        files.into_iter().map(artifact).collect()
    }
}

pub fn picture(source: &PicturePath, profile: Profile) -> PictureUse {
    PictureUse { source: source.clone(), profile }
}

/// `roastery-1f0c9a2b.webp`: the hash is of all that the file is made from, so that its address is
/// known before it is drawn and changes when it would look different.
fn file_name(source: &PicturePath, info: &PictureInfo, what: &str, extension: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(ENGINE.as_bytes()).update(&info.hash).update(what.as_bytes());
    let stem: String = source.stem().chars().map(safe).collect();
    let fingerprint = hasher.finalize().to_hex();
    format!("{stem}-{}.{extension}", &fingerprint.as_str()[..10])
}

fn safe(letter: char) -> char {
    if letter.is_ascii_alphanumeric() || letter == '-' { letter.to_ascii_lowercase() } else { '-' }
}

/// JPEG has no transparent ground.
fn opaque_or_png(format: PictureFormat, nature: Nature) -> PictureFormat {
    match (format, nature) {
        (PictureFormat::Jpeg, Nature::CutOut) => PictureFormat::Png,
        _ => format,
    }
}

/// The profile's widths that the picture can fill; its own width if it is narrower than all.
fn widths(profile: &PictureProfile, info: &PictureInfo) -> Vec<u32> {
    let mut widths: Vec<u32> =
        profile.widths.iter().copied().filter(|width| *width <= info.width).collect();
    if widths.is_empty() {
        widths.push(info.width);
    }
    widths
}

fn height(info: &PictureInfo, ratio: Option<(u32, u32)>, width: u32) -> u32 {
    let (across, down) = ratio.unwrap_or((info.width, info.height));
    let height = u64::from(width) * u64::from(down) / u64::from(across.max(1));
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}
