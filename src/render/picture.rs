//! Pictures of the content, decoded once for many uses, and scaled for pages and letters.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::model::banner::PixelSize;
use crate::model::color::Color;
use crate::model::picture::{FocalPoint, PicturePath};
use crate::plan::PictureRecipe;
use crate::raster::{Fill, Focus, Painter, Picture, Pixels, Placed, Scale, Scene, encode_photo};

use super::banner::PictureKind;
use super::inputs::Inputs;
use super::logo;

/// Decoded pixels that are kept, in bytes: enough for the photographs of one set of banners.
const KEPT_BYTES: f64 = 96e6;
/// Wide enough for the largest banner.
const ILLUSTRATION_WIDTH: u32 = 2000;
/// Wide enough for a logo in the largest banner.
const LOGO_WIDTH: u32 = 800;
/// Page pictures: above this the eye sees no gain, below it the weight is felt.
const QUALITY: u8 = 82;

/// Logos as they stand on grounds, by file and by ground and ink.
type Logos = BTreeMap<(PicturePath, String), Option<Arc<Picture>>>;

/// Pictures that were decoded lately.
#[derive(Default)]
pub struct Pictures {
    /// Newest last.
    kept: Mutex<VecDeque<(PicturePath, Arc<Picture>)>>,
    /// Illustrations with a ground of their own, drawn as pixels.
    illustrations: Mutex<BTreeMap<PicturePath, (Arc<Picture>, PictureKind)>>,
    logos: Mutex<Logos>,
}

/// What a logo stands on in a banner.
#[derive(Debug, Clone, Copy)]
pub struct LogoGround {
    pub ground: Color,
    /// The colour of text on it.
    pub ink: Color,
    /// The logo was made for light grounds.
    pub for_light: bool,
}

impl Pictures {
    /// The decoded picture.
    ///
    /// # Errors
    /// The file cannot be read or decoded.
    pub fn get(&self, path: &PicturePath, inputs: &dyn Inputs) -> Result<Arc<Picture>, Diagnostic> {
        // Held while decoding: two threads that want one photograph must not both decode it.
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, picture)) = kept.iter().find(|(known, _)| known == path) {
            return Ok(picture.clone());
        }
        let bytes = inputs.content(path)?;
        let picture = Picture::decode(&bytes).map_err(|fault| broken(path, &fault))?;
        let picture = Arc::new(picture);
        kept.push_back((path.clone(), picture.clone()));
        while kept.len() > 1
            && kept.iter().map(|(_, picture)| weight(picture)).sum::<f64>() > KEPT_BYTES
        {
            kept.pop_front();
        }
        Ok(picture)
    }
}

impl Pictures {
    /// The picture as banners show it: photographs and illustrations with a ground of their own
    /// fill their area, cut-outs are shown whole.
    ///
    /// # Errors
    /// The file cannot be read, decoded or drawn.
    pub fn for_banner(
        &self,
        path: &PicturePath,
        painter: &dyn Painter,
        inputs: &dyn Inputs,
    ) -> Result<(Arc<Picture>, PictureKind), Diagnostic> {
        let picture = self.get(path, inputs)?;
        if let Some(fills) = picture.fills_its_corners() {
            return Ok((picture, kind(fills)));
        }
        let mut known = self.illustrations.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(path) {
            return Ok(found.clone());
        }
        let pixels = rasterize(&picture, ILLUSTRATION_WIDTH, painter)
            .map_err(|fault| broken(path, &fault))?;
        let drawn = Picture::of_pixels(pixels).map(Arc::new).unwrap_or_else(|| picture.clone());
        let found = match drawn.fills_its_corners() {
            Some(true) => (drawn, PictureKind::Photo),
            _ => (picture, PictureKind::Cutout),
        };
        known.insert(path.clone(), found.clone());
        Ok(found)
    }
}

impl Pictures {
    /// The logo as it stands on a ground: as it is where it can be seen there, else in the ground's
    /// ink. `None` if it has a ground of its own, which no ink can take off.
    ///
    /// # Errors
    /// The file cannot be read, decoded or drawn.
    pub fn logo_on(
        &self,
        path: &PicturePath,
        on: LogoGround,
        painter: &dyn Painter,
        inputs: &dyn Inputs,
    ) -> Result<Option<Arc<Picture>>, Diagnostic> {
        let key = (path.clone(), format!("{} {} {}", on.ground, on.ink, on.for_light));
        let mut known = self.logos.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(&key) {
            return Ok(found.clone());
        }
        let picture = self.get(path, inputs)?;
        let pixels = match picture.scale_to_width(LOGO_WIDTH, None) {
            Some(pixels) => pixels,
            None => {
                rasterize(&picture, LOGO_WIDTH, painter).map_err(|fault| broken(path, &fault))?
            }
        };
        let found = if logo::reads_on(&pixels, on.ground) {
            Some(picture)
        } else {
            let inked = logo::in_one_color(&pixels, on.ink, on.for_light);
            let solid = Picture::of_pixels(pixels).and_then(|drawn| drawn.fills_its_corners());
            Picture::of_pixels(inked).filter(|_| solid == Some(false)).map(Arc::new)
        };
        known.insert(key, found.clone());
        Ok(found)
    }
}

fn kind(fills: bool) -> PictureKind {
    if fills { PictureKind::Photo } else { PictureKind::Cutout }
}

fn weight(picture: &Picture) -> f64 {
    let (width, height) = picture.dimensions();
    if picture.is_vector() { 0.0 } else { f64::from(width) * f64::from(height) * 4.0 * 4.0 / 3.0 }
}

fn broken(path: &PicturePath, fault: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::placeless(
        Severity::Error,
        Code::BadPicture,
        format!("the picture content/{path} cannot be used: {fault}"),
    )
    .help("save it again as PNG, JPEG, WebP, GIF or SVG")
}

pub fn focus(point: FocalPoint) -> Focus {
    Focus { x: f32::from(point.x) / 100.0, y: f32::from(point.y) / 100.0 }
}

/// A picture scaled for pages or letters.
///
/// # Errors
/// The picture cannot be read, drawn or written.
pub fn draw(
    recipe: &PictureRecipe,
    pictures: &Pictures,
    painter: &dyn Painter,
    inputs: &dyn Inputs,
) -> Result<Vec<u8>, Diagnostic> {
    let picture = pictures.get(&recipe.source, inputs)?;
    let crop =
        recipe.ratio.map(|(across, down)| (across as f32 / down as f32, focus(recipe.focus)));
    let pixels = match picture.scale_to_width(recipe.width, crop) {
        Some(pixels) => pixels,
        None => rasterize(&picture, recipe.width, painter)
            .map_err(|fault| broken(&recipe.source, &fault))?,
    };
    let encoded = encode_photo(&pixels, recipe.format, QUALITY)
        .map_err(|fault| broken(&recipe.source, &fault))?;
    Ok(encoded.bytes)
}

/// An SVG as pixels, for mail programs, which show none.
fn rasterize(
    picture: &Arc<Picture>,
    width: u32,
    painter: &dyn Painter,
) -> Result<Pixels, crate::raster::PaintError> {
    let height = (width as f32 / picture.aspect()).round().max(1.0) as u32;
    let placed = Placed { picture: picture.clone(), fill: Fill::Contain };
    painter.paint(&Scene {
        html: r#"<img src="drawing" class="drawing">"#.to_owned(),
        css: format!(".drawing{{width:{width}px;height:{height}px}}").into(),
        size: PixelSize::new(width, height),
        scale: Scale::One,
        pictures: [("drawing".into(), placed)].into(),
    })
}

/// A finding about a whole file that some place in the content named.
pub fn at(span: Span, mut finding: Diagnostic) -> Diagnostic {
    finding.span.get_or_insert(span);
    finding
}
