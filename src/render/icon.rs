//! The signs of a site, drawn.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::banner::{PictureFormat, PixelSize};
use crate::model::color::Color;
use crate::model::palette::Palette;
use crate::plan::{IconForm, IconRecipe, Mark};
use crate::raster::{Fill, PaintError, Painter, Picture, Pixels, Placed, Scale, Scene, encode};

use super::{Renderer, logo};

/// The size of an icon whose colours are looked at.
const SAMPLE: u32 = 96;
/// What is left of the side when a mark stands on a ground.
const ON_GROUND: f64 = 0.72;
const WHITE: Color = Color::new(255, 255, 255);
/// Opaque enough for an edge.
const OPAQUE: u8 = 250;

impl Renderer<'_, '_> {
    /// The icon's file.
    pub(super) fn icon(&self, recipe: &IconRecipe) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let scene = self.icon_scene(recipe)?;
        self.drawn(scene.fingerprint(), &format!("icon {:?}", recipe.form), || {
            let pixels = self.painter.paint(&scene).map_err(|fault| self.no_icon(&fault))?;
            let png = encode(&pixels, PictureFormat::Png, u64::MAX);
            let png = png.map_err(|fault| self.no_icon(&fault))?.bytes;
            Ok(if recipe.form == IconForm::Ico { ico(&png, recipe.size) } else { png })
        })
    }

    fn icon_scene(&self, recipe: &IconRecipe) -> Result<Scene, Vec<Diagnostic>> {
        let brand = &self.plan.project.company.brand;
        let palette = Palette::derive(brand.primary, brand.accent);
        match &recipe.mark {
            Mark::Picture(path) => {
                let picture = self.pictures.get(path, self.inputs);
                let picture = picture.map_err(|fault| vec![self.at_picture(path, fault)])?;
                self.picture_icon(picture, &palette, recipe).map_err(|fault| self.no_icon(&fault))
            }
            Mark::Letter(letter) => {
                let families = &self.theme.manifest().fonts.display;
                Ok(letter_icon(letter, families, &palette, recipe))
            }
            Mark::Ring => Ok(ring_icon(&palette, recipe)),
        }
    }

    /// A picture as it is; on a ground where it must reach all edges.
    fn picture_icon(
        &self,
        picture: Arc<Picture>,
        palette: &Palette,
        recipe: &IconRecipe,
    ) -> Result<Scene, PaintError> {
        if recipe.form != IconForm::Filled {
            return Ok(placed(picture, None, 1.0, recipe.size));
        }
        let sample = self.painter.paint(&placed(picture.clone(), None, 1.0, SAMPLE))?;
        Ok(match edge_color(&sample) {
            Some(edge) => placed(picture, Some(edge), 1.0, recipe.size),
            None => {
                let reads = logo::reads_on(&sample, WHITE);
                let ground = if reads { WHITE } else { palette.brand };
                placed(picture, Some(ground), ON_GROUND, recipe.size)
            }
        })
    }

    fn no_icon(&self, fault: &dyn std::fmt::Display) -> Vec<Diagnostic> {
        let company = &self.plan.project.company;
        let place = company.brand.icon.as_ref().map_or(company.span, |icon| icon.span);
        let message = format!("the icon of the sites cannot be drawn: {fault}");
        vec![Diagnostic::error(Code::BadPicture, place, message)]
    }
}

/// The colour of a picture that reaches the middle of all four edges, as a tile with round corners does.
fn edge_color(pixels: &Pixels) -> Option<Color> {
    let at = |x: u32, y: u32| {
        let index = (y as usize * pixels.width as usize + x as usize) * 4;
        let &[red, green, blue, alpha] = pixels.rgba.get(index..index + 4)? else { return None };
        (alpha >= OPAQUE).then_some(Color::new(red, green, blue))
    };
    let (right, bottom) = (pixels.width.checked_sub(2)?, pixels.height.checked_sub(2)?);
    let (middle, centre) = (pixels.width / 2, pixels.height / 2);
    let edges = [at(middle, 1)?, at(middle, bottom)?, at(1, centre)?, at(right, centre)?];
    edges.iter().all(|edge| *edge == edges[0]).then_some(edges[0])
}

fn placed(picture: Arc<Picture>, ground: Option<Color>, share: f64, size: u32) -> Scene {
    let side = (f64::from(size) * share).round();
    let ground = ground.map(|color| format!("background:{color};")).unwrap_or_default();
    let css = format!("{}{ground}}}.mark{{width:{side}px;height:{side}px}}", frame(size));
    let shown = Placed { picture, fill: Fill::Contain };
    scene(r#"<img src="mark" class="mark">"#, css, size, [("mark".into(), shown)].into())
}

fn letter_icon(letter: &str, families: &[String], palette: &Palette, recipe: &IconRecipe) -> Scene {
    // Escaped, and a name of a family cannot leave its quotes.
    let letter: String = letter.chars().map(|it| format!("&#{};", u32::from(it))).collect();
    let plain = |family: &String| family.replace(|it: char| !it.is_alphanumeric() && it != ' ', "");
    let families: Vec<String> =
        families.iter().map(|family| format!("\"{}\"", plain(family))).collect();
    let font = match families.as_slice() {
        [] => String::new(),
        families => format!("font-family:{};", families.join(",")),
    };
    let css = format!(
        "{}{}color:{};{font}font-weight:700;font-size:{:.1}px;line-height:1}}",
        frame(recipe.size),
        tile(palette, recipe),
        palette.on_brand,
        f64::from(recipe.size) * 0.66,
    );
    scene(&format!("<div>{letter}</div>"), css, recipe.size, [].into())
}

/// For names whose letters no font has.
fn ring_icon(palette: &Palette, recipe: &IconRecipe) -> Scene {
    let side = f64::from(recipe.size);
    let css = format!(
        "{}{}}}.ring{{width:{:.1}px;height:{:.1}px;border-radius:50%;border:{:.1}px solid {}}}",
        frame(recipe.size),
        tile(palette, recipe),
        side * 0.52,
        side * 0.52,
        side * 0.11,
        palette.on_brand,
    );
    scene(r#"<div class="ring"></div>"#, css, recipe.size, [].into())
}

/// Telephones cut their own corners.
fn tile(palette: &Palette, recipe: &IconRecipe) -> String {
    let corner = if recipe.form == IconForm::Filled { 0.0 } else { f64::from(recipe.size) * 0.22 };
    format!("background:{};border-radius:{corner:.1}px;", palette.brand)
}

/// The beginning of the rule for the whole icon.
fn frame(size: u32) -> String {
    format!(
        ".icon{{box-sizing:border-box;width:{size}px;height:{size}px;display:flex;align-items:center;justify-content:center;"
    )
}

fn scene(
    body: &str,
    css: String,
    size: u32,
    pictures: std::collections::BTreeMap<Arc<str>, Placed>,
) -> Scene {
    Scene {
        html: format!("<div class=\"icon\">{body}</div>"),
        css: css.into(),
        size: PixelSize::new(size, size),
        scale: Scale::One,
        pictures,
    }
}

/// A PNG in the container that `favicon.ico` is: learn.microsoft.com, "ICONDIR". All browsers since 2010 read it.
fn ico(png: &[u8], size: u32) -> Vec<u8> {
    const HEADER: u32 = 6 + 16;
    let side = u8::try_from(size).unwrap_or_default();
    let length = u32::try_from(png.len()).unwrap_or(u32::MAX);
    let mut bytes = vec![0, 0, 1, 0, 1, 0, side, side, 0, 0, 1, 0, 32, 0];
    bytes.extend(length.to_le_bytes());
    bytes.extend(HEADER.to_le_bytes());
    bytes.extend(png);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ico_holds_its_png() {
        let bytes = ico(b"png", 48);
        assert_eq!(bytes.len(), 22 + 3);
        assert_eq!(
            (&bytes[..8], &bytes[14..22]),
            (&[0, 0, 1, 0, 1, 0, 48, 48][..], &[3, 0, 0, 0, 22, 0, 0, 0][..])
        );
    }

    #[test]
    fn a_tile_with_round_corners_is_known_by_its_edges() {
        let pixels = |corner: [u8; 4], middle: [u8; 4]| {
            let is_corner = |x: u32, y: u32| !(2..=5).contains(&x) && !(2..=5).contains(&y);
            let rgba =
                (0..64).flat_map(|at| if is_corner(at % 8, at / 8) { corner } else { middle });
            Pixels { width: 8, height: 8, rgba: rgba.collect() }
        };
        let (red, nothing) = ([200, 0, 0, 255], [0, 0, 0, 0]);
        assert_eq!(edge_color(&pixels(nothing, red)), Some(Color::new(200, 0, 0)));
        assert_eq!(edge_color(&pixels(red, nothing)), None);
    }
}
