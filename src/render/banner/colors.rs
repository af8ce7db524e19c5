//! Which tones of a palette a banner wears.

use serde::Serialize;

use crate::model::color::Color;
use crate::model::palette::Palette;

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
            None => css += &format!("--edge:{};", self.ground),
        }
        css
    }
}

fn light(palette: &Palette) -> BannerColors {
    let ground = palette.brand_step(50);
    let ink = palette.brand_step(950);
    let button = stands_out(palette.light.accent, ground, palette);
    BannerColors {
        ground,
        panel: palette.brand_step(100),
        shape: palette.brand_step(200),
        shape_strong: palette.brand_step(500),
        ink,
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
        panel: palette.brand_step(900),
        shape: palette.brand_step(800),
        shape_strong: palette.brand_step(600),
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
    let ink_is_light = ink.luminance() > ground.luminance();
    let accent = palette.light.accent;
    let button = if accent != ground && accent.contrast(ground) >= 3.0 { accent } else { ink };
    let (panel, strong) = neighbours(palette, ink_is_light);
    BannerColors {
        ground,
        panel,
        shape: panel,
        shape_strong: strong,
        ink,
        ink_muted: ink,
        figure: ink,
        button,
        button_ink: palette.ink_on(button),
        edge: (ground.luminance() > 0.6).then(|| palette.neutral_step(300)),
    }
}

/// The tones one and two steps from the brand, away from the ink.
fn neighbours(palette: &Palette, ink_is_light: bool) -> (Color, Color) {
    let own = palette.brand.oklch().lightness;
    let mut steps: Vec<Color> = palette
        .brand_scale
        .steps()
        .map(|(_, color)| color)
        .filter(|color| {
            let lightness = color.oklch().lightness;
            if ink_is_light { lightness < own - 0.03 } else { lightness > own + 0.03 }
        })
        .collect();
    // The scale runs from light to dark; the nearest must come first.
    if !ink_is_light {
        steps.reverse();
    }
    let near = steps.first().copied().unwrap_or(palette.brand);
    (near, steps.get(1).copied().unwrap_or(near))
}

/// `wanted` where it stands out from `ground` (3:1), else the tone of the brand that stands out
/// most.
fn stands_out(wanted: Color, ground: Color, palette: &Palette) -> Color {
    if wanted.contrast(ground) >= 3.0 {
        return wanted;
    }
    palette.ink_on(ground)
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
