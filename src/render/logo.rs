//! A logo on a ground that it was not made for.

use crate::model::color::Color;
use crate::raster::Pixels;

/// What a part of a logo needs against its ground to be seen.
const SEEN: f64 = 1.9;
/// The share of a logo that must be seen for it to stand there as it is.
const ENOUGH: f64 = 0.8;
/// The share of a logo that must be left when its inner lights are cut out of it.
const LEFT: f64 = 0.5;

/// Whether the logo can be recognised on `ground` in its own colours.
pub fn reads_on(pixels: &Pixels, ground: Color) -> bool {
    let (mut seen, mut all) = (0.0, 0.0);
    for [red, green, blue, alpha] in each(pixels) {
        let weight = f64::from(alpha);
        all += weight;
        if alpha > 0 && Color::new(red, green, blue).contrast(ground) >= SEEN {
            seen += weight;
        }
    }
    seen >= all * ENOUGH
}

/// The logo in one colour, as printers knock it out. What is as light as paper in a logo for light
/// grounds (as dark as night in one for dark grounds) is cut out, so that a letter on a badge stays.
pub fn in_one_color(pixels: &Pixels, ink: Color, for_light: bool) -> Pixels {
    let kept = |[red, green, blue, _]: [u8; 4]| {
        let light = Color::new(red, green, blue).luminance();
        if for_light {
            ((0.9 - light) / 0.2).clamp(0.0, 1.0)
        } else {
            (light / 0.1).clamp(0.0, 1.0)
        }
    };
    let whole: f64 = each(pixels).map(|pixel| f64::from(pixel[3])).sum();
    let left: f64 = each(pixels).map(|pixel| f64::from(pixel[3]) * kept(pixel)).sum();
    let cut = left >= whole * LEFT;
    let [red, green, blue] = [ink.red, ink.green, ink.blue];
    let tinted = each(pixels).flat_map(|pixel| {
        let alpha = if cut { f64::from(pixel[3]) * kept(pixel) } else { f64::from(pixel[3]) };
        [red, green, blue, alpha.round() as u8]
    });
    Pixels { width: pixels.width, height: pixels.height, rgba: tinted.collect() }
}

fn each(pixels: &Pixels) -> impl Iterator<Item = [u8; 4]> + '_ {
    pixels.rgba.as_chunks::<4>().0.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(rgba: &[[u8; 4]]) -> Pixels {
        Pixels { width: rgba.len() as u32, height: 1, rgba: rgba.concat() }
    }

    const ORANGE: [u8; 4] = [242, 106, 0, 255];
    const NIGHT: [u8; 4] = [30, 30, 30, 255];
    const PAPER: [u8; 4] = [255, 255, 255, 255];
    const NOTHING: [u8; 4] = [0, 0, 0, 0];

    #[test]
    fn a_logo_in_the_colour_of_its_ground_is_not_seen() {
        let orange = Color::new(242, 106, 0);
        assert!(!reads_on(&pixels(&[ORANGE, NIGHT, NOTHING]), orange));
        assert!(reads_on(&pixels(&[NIGHT, NIGHT, NOTHING]), orange));
    }

    #[test]
    fn light_letters_on_a_badge_are_cut_out() {
        let ink = Color::new(1, 2, 3);
        let logo = in_one_color(&pixels(&[ORANGE, ORANGE, PAPER, NOTHING]), ink, true);
        assert_eq!(
            logo.rgba,
            [[1, 2, 3, 255], [1, 2, 3, 255], [1, 2, 3, 0], [1, 2, 3, 0]].concat()
        );
        // A logo that is light all over would vanish.
        let light = in_one_color(&pixels(&[PAPER, PAPER]), ink, true);
        assert_eq!(light.rgba, [[1, 2, 3, 255], [1, 2, 3, 255]].concat());
    }
}
