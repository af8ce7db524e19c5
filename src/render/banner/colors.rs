//! Which tones of a palette a banner wears.

use serde::Serialize;

use crate::model::color::{Color, Oklch};
use crate::model::palette::Palette;

/// What a control needs against its ground (WCAG 2.2, 1.4.11).
const CONTROL_CONTRAST: f64 = 3.0;

/// The mood of a banner's ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// A pale tint of the brand.
    Light,
    /// A deep tone of the brand.
    Dark,
    /// The brand colour itself.
    Brand,
}

impl Tone {
    /// The class name that templates see.
    pub fn name(self) -> &'static str {
        match self {
            Tone::Light => "light",
            Tone::Dark => "dark",
            Tone::Brand => "brand",
        }
    }
}

/// A banner's colours by what they are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BannerColors {
    pub ground: Color,
    /// A second ground: behind cut-outs and as large shapes.
    pub panel: Color,
    /// Shapes on the panel, quiet and strong.
    pub shape: Color,
    pub shape_strong: Color,
    pub ink: Color,
    /// The second line; 4.5:1 on the ground.
    pub ink_muted: Color,
    /// The big figure; 3:1 on the ground.
    pub figure: Color,
    pub button: Color,
    pub button_ink: Color,
    /// The 1 px edge that parts a light ground from a white page; `None` on deep grounds.
    pub edge: Option<Color>,
}

impl BannerColors {
    pub fn choose(palette: &Palette, tone: Tone) -> BannerColors {
        match tone {
            Tone::Light => light(palette),
            Tone::Dark => dark(palette),
            Tone::Brand => on_brand(palette),
        }
    }

    /// Whether the logo for dark grounds belongs here.
    pub fn is_dark(&self) -> bool {
        self.ground.luminance() < 0.3
    }

    /// CSS declarations: `--ground:#…;--ink:#…;…`.
    pub fn css_variables(&self) -> String {
        let named = [
            ("ground", self.ground),
            ("panel", self.panel),
            ("shape", self.shape),
            ("shape-strong", self.shape_strong),
            ("ink", self.ink),
            ("ink-muted", self.ink_muted),
            ("figure", self.figure),
            ("button", self.button),
            ("button-ink", self.button_ink),
        ];
        let mut css: String =
            named.iter().map(|(name, color)| format!("--{name}:{color};")).collect();
        // The ground at several strengths, for scrims that ease out.
        for (name, alpha) in [("90", "e6"), ("70", "b3"), ("45", "73"), ("20", "33"), ("0", "00")] {
            css += &format!("--ground-{name}:{}{alpha};", self.ground);
        }
        match self.edge {
            Some(edge) => css += &format!("--edge:{edge};"),
            None => css += "--edge:transparent;",
        }
        css
    }
}

fn light(palette: &Palette) -> BannerColors {
    let ground = palette.brand_step(50);
    let button = stands_out(palette.light.accent, ground, palette);
    BannerColors {
        ground,
        panel: palette.brand_step(100),
        shape: palette.brand_step(200),
        shape_strong: palette.brand_step(500),
        ink: palette.brand_step(950),
        ink_muted: readable(&[700, 800, 900, 950], ground, palette),
        figure: palette.light.brand_text,
        button,
        button_ink: palette.ink_on(button),
        edge: Some(palette.neutral_step(200)),
    }
}

fn dark(palette: &Palette) -> BannerColors {
    // A brand that is deep already is its own best ground.
    let deep = palette.brand.contrast(Color::WHITE) >= 9.0;
    let ground = if deep { palette.brand } else { palette.brand_step(950) };
    let button = stands_out(palette.dark.accent, ground, palette);
    BannerColors {
        ground,
        panel: shifted(ground, 0.045),
        shape: shifted(ground, 0.1),
        shape_strong: shifted(ground, 0.22),
        ink: Color::WHITE,
        ink_muted: readable(&[300, 200, 100, 50], ground, palette),
        figure: Color::WHITE,
        button,
        button_ink: palette.ink_on(button),
        edge: None,
    }
}

fn on_brand(palette: &Palette) -> BannerColors {
    let ground = palette.brand;
    let ink = palette.on_brand;
    let button = match palette.light.accent {
        accent if accent != ground && accent.contrast(ground) >= CONTROL_CONTRAST => accent,
        _ => ink,
    };
    // Shapes move away from the ink, so that text crossing them only gains.
    let away = if ink.luminance() > ground.luminance() { -1.0 } else { 1.0 };
    BannerColors {
        ground,
        panel: shifted(ground, 0.03 * away),
        shape: shifted(ground, 0.06 * away),
        shape_strong: shifted(ground, 0.14 * away),
        ink,
        ink_muted: ink,
        figure: ink,
        button,
        button_ink: palette.ink_on(button),
        edge: (ground.luminance() > 0.6).then(|| palette.neutral_step(300)),
    }
}

/// The same hue and chroma, lighter or darker.
fn shifted(color: Color, lightness: f64) -> Color {
    let base = color.oklch();
    Oklch { lightness: (base.lightness + lightness).clamp(0.0, 1.0), ..base }.color()
}

/// The first of the accent, the brand and its ink that stands out from `ground`.
fn stands_out(accent: Color, ground: Color, palette: &Palette) -> Color {
    [accent, palette.brand, palette.light.brand_text]
        .into_iter()
        .find(|color| color.contrast(ground) >= CONTROL_CONTRAST)
        .unwrap_or_else(|| palette.ink_on(ground))
}

fn readable(names: &[u16], ground: Color, palette: &Palette) -> Color {
    names
        .iter()
        .map(|name| palette.brand_step(*name))
        .find(|color| color.contrast(ground) >= 4.5)
        .unwrap_or_else(|| palette.ink_on(ground))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_brand_is_readable_in_every_tone(brand: [u8; 3], accent in proptest::option::of(any::<[u8; 3]>())) {
            let color = |[red, green, blue]: [u8; 3]| Color::new(red, green, blue);
            let palette = Palette::derive(color(brand), accent.map(color));
            for tone in [Tone::Light, Tone::Dark, Tone::Brand] {
                let colors = BannerColors::choose(&palette, tone);
                prop_assert!(colors.ink.contrast(colors.ground) >= 4.5);
                prop_assert!(colors.ink_muted.contrast(colors.ground) >= 4.5);
                prop_assert!(colors.figure.contrast(colors.ground) >= 3.0);
                prop_assert!(colors.button.contrast(colors.ground) >= 3.0);
                prop_assert!(colors.button_ink.contrast(colors.button) >= 4.5);
            }
        }
    }
}
