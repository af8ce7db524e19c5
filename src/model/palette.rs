//! A brand's colours, derived from one or two of its own: for banners, pages and letters alike.
//!
//! Eleven steps of the brand's hue, eleven of a neutral tinted by it, one accent, and named roles
//! whose text colours are chosen by contrast (WCAG AA), in a light and a dark scheme.

use std::fmt::Write;

use serde::Serialize;

use super::color::{Color, Oklch};

/// What text needs on its ground (WCAG 2.2, 1.4.3).
const TEXT_CONTRAST: f64 = 4.5;
/// What a control needs against its surroundings (WCAG 2.2, 1.4.11).
const CONTROL_CONTRAST: f64 = 3.0;

/// The names of the steps of a scale, light to dark.
const STEP_NAMES: [u16; 11] = [50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950];
const LIGHTNESS: [f64; 11] =
    [0.978, 0.948, 0.9, 0.83, 0.74, 0.65, 0.56, 0.475, 0.395, 0.315, 0.225];
/// How much of the brand's chroma each step keeps: pale and deep steps hold less.
const CHROMA: [f64; 11] = [0.14, 0.28, 0.5, 0.75, 0.95, 1.0, 1.0, 0.95, 0.85, 0.72, 0.5];

/// Eleven tones of one hue, from nearly white (50) to nearly black (950).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Scale([Color; 11]);

impl Scale {
    fn new(hue: f64, chroma: f64) -> Scale {
        Scale(std::array::from_fn(|step| {
            Oklch { lightness: LIGHTNESS[step], chroma: chroma * CHROMA[step], hue }.color()
        }))
    }

    /// The steps with their names, light to dark.
    pub fn steps(&self) -> impl Iterator<Item = (u16, Color)> + '_ {
        STEP_NAMES.into_iter().zip(self.0)
    }

    pub fn lightest(&self) -> Color {
        self.0[0]
    }

    pub fn darkest(&self) -> Color {
        self.0[10]
    }

    fn at(&self, name: u16) -> Color {
        STEP_NAMES.iter().position(|step| *step == name).map_or(self.0[5], |index| self.0[index])
    }
}

/// Colours by what they are for, in one scheme (light or dark).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Roles {
    /// The ground of the page.
    pub surface: Color,
    /// A second ground, for sections and cards.
    pub surface_alt: Color,
    pub text: Color,
    /// Quieter text; still 4.5:1 on both surfaces.
    pub text_muted: Color,
    /// Hairlines.
    pub border: Color,
    /// The brand as text and links: the nearest tone that can be read on both surfaces.
    pub brand_text: Color,
    /// The ground of buttons.
    pub accent: Color,
    /// Text on [`Roles::accent`].
    pub on_accent: Color,
}

/// All colours of one brand.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Palette {
    /// The brand colour as given.
    pub brand: Color,
    /// Text on [`Palette::brand`].
    pub on_brand: Color,
    pub brand_scale: Scale,
    pub neutral_scale: Scale,
    pub light: Roles,
    pub dark: Roles,
}

impl Palette {
    /// Derives everything from the brand colour and, where the brand has one, its accent.
    pub fn derive(brand: Color, accent: Option<Color>) -> Palette {
        let base = brand.oklch();
        // A grey brand has no hue worth tinting with; a pale one lends its hue at a chroma that
        // middle tones can show.
        let chroma = if base.chroma < 0.02 { base.chroma } else { base.chroma.clamp(0.07, 0.2) };
        let brand_scale = Scale::new(base.hue, chroma);
        let neutral_scale = Scale::new(base.hue, chroma.min(0.02));
        let light = light_roles(brand, accent, &brand_scale, &neutral_scale);
        let dark = dark_roles(brand, accent, &brand_scale, &neutral_scale);
        let on_brand = ink_on(brand, &neutral_scale);
        Palette { brand, on_brand, brand_scale, neutral_scale, light, dark }
    }

    /// A tone of the brand: 50, 100, 200 … 900, 950 (any other name gives 500).
    pub fn brand_step(&self, name: u16) -> Color {
        self.brand_scale.at(name)
    }

    /// A tone of the tinted neutral, named as for [`Palette::brand_step`].
    pub fn neutral_step(&self, name: u16) -> Color {
        self.neutral_scale.at(name)
    }

    /// White or the darkest neutral, whichever is read better on `ground`.
    pub fn ink_on(&self, ground: Color) -> Color {
        ink_on(ground, &self.neutral_scale)
    }

    /// CSS declarations of every colour that does not depend on the scheme, and of the light
    /// roles: `--brand:#…;--brand-50:#…;…--text:#…;`.
    pub fn css_variables(&self) -> String {
        // A button on the brand's ground: where its own ground is dark, the brand would be heavy text.
        let on_inverse = self.ink_on(self.on_brand);
        let on_inverse = if self.on_brand == Color::WHITE { self.brand } else { on_inverse };
        let mut css = format!(
            "--brand:{};--on-brand:{};--on-inverse:{on_inverse};",
            self.brand, self.on_brand
        );
        for (prefix, scale) in [("brand", &self.brand_scale), ("neutral", &self.neutral_scale)] {
            for (name, color) in scale.steps() {
                // Writing to a String cannot fail.
                let _ = write!(css, "--{prefix}-{name}:{color};");
            }
        }
        css + &self.light.css_variables()
    }

    /// CSS declarations that switch the roles to the dark scheme.
    pub fn dark_css_variables(&self) -> String {
        self.dark.css_variables()
    }
}

impl Roles {
    /// CSS declarations of the roles: `--surface:#…;…--on-accent:#…;`.
    pub fn css_variables(&self) -> String {
        format!(
            "--surface:{};--surface-alt:{};--text:{};--text-muted:{};--border:{};--brand-text:{};--accent:{};--on-accent:{};",
            self.surface,
            self.surface_alt,
            self.text,
            self.text_muted,
            self.border,
            self.brand_text,
            self.accent,
            self.on_accent
        )
    }
}

fn light_roles(brand: Color, accent: Option<Color>, brands: &Scale, neutrals: &Scale) -> Roles {
    let surfaces = [Color::WHITE, brands.lightest()];
    let accent = accent.unwrap_or_else(|| control(brand, brands, surfaces));
    Roles {
        surface: surfaces[0],
        surface_alt: surfaces[1],
        text: neutrals.darkest(),
        text_muted: readable([600, 700, 800, 900], neutrals, surfaces),
        border: neutrals.at(200),
        brand_text: nearest_readable(brand, brands, surfaces),
        accent,
        on_accent: ink_on(accent, neutrals),
    }
}

fn dark_roles(brand: Color, accent: Option<Color>, brands: &Scale, neutrals: &Scale) -> Roles {
    let surfaces = [neutrals.darkest(), neutrals.at(900)];
    let accent = accent.unwrap_or_else(|| control(brand, brands, surfaces));
    Roles {
        surface: surfaces[0],
        surface_alt: surfaces[1],
        text: neutrals.lightest(),
        text_muted: readable([400, 300, 200, 100], neutrals, surfaces),
        border: neutrals.at(800),
        brand_text: nearest_readable(brand, brands, surfaces),
        accent,
        on_accent: ink_on(accent, neutrals),
    }
}

/// White or the near-black neutral, as far as contrast allows; black where neither passes. Deep
/// tones of the brand itself look muddy on it: brown on orange.
fn ink_on(ground: Color, scale: &Scale) -> Color {
    // White keeps a saturated button or ground fresh where both would do.
    if ground.contrast(Color::WHITE) >= TEXT_CONTRAST {
        return Color::WHITE;
    }
    let dark = scale.darkest();
    if ground.contrast(dark) >= TEXT_CONTRAST { dark } else { Color::new(0, 0, 0) }
}

/// The first of the named steps that can be read on all `grounds`, else the last.
fn readable<const N: usize>(names: [u16; N], scale: &Scale, grounds: [Color; 2]) -> Color {
    let mut steps = names.into_iter().map(|name| scale.at(name));
    let last = scale.at(names[N - 1]);
    steps.find(|color| contrast_on_all(*color, grounds) >= TEXT_CONTRAST).unwrap_or(last)
}

/// `brand` itself where it stands out as a control, else the nearest tone that also holds text in
/// the colour of the surface.
fn control(brand: Color, scale: &Scale, grounds: [Color; 2]) -> Color {
    if contrast_on_all(brand, grounds) >= CONTROL_CONTRAST {
        return brand;
    }
    nearest_readable(brand, scale, grounds)
}

/// `brand` itself where it can be read, else the nearest tone that can.
fn nearest_readable(brand: Color, scale: &Scale, grounds: [Color; 2]) -> Color {
    if contrast_on_all(brand, grounds) >= TEXT_CONTRAST {
        return brand;
    }
    let lightness = brand.oklch().lightness;
    let distance = |color: &Color| (color.oklch().lightness - lightness).abs();
    scale
        .0
        .into_iter()
        .filter(|color| contrast_on_all(*color, grounds) >= TEXT_CONTRAST)
        .min_by(|one, two| distance(one).total_cmp(&distance(two)))
        .unwrap_or_else(|| scale.darkest())
}

fn contrast_on_all(color: Color, grounds: [Color; 2]) -> f64 {
    color.contrast(grounds[0]).min(color.contrast(grounds[1]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(roles: &Roles) -> Result<(), TestCaseError> {
        for ground in [roles.surface, roles.surface_alt] {
            for ink in [roles.text, roles.text_muted, roles.brand_text] {
                prop_assert!(
                    ink.contrast(ground) >= 4.5,
                    "{ink} on {ground}: {}",
                    ink.contrast(ground)
                );
            }
        }
        prop_assert!(roles.on_accent.contrast(roles.accent) >= 4.5);
        Ok(())
    }

    proptest! {
        #[test]
        fn text_is_readable_for_any_brand(red: u8, green: u8, blue: u8, accent in proptest::option::of(any::<[u8; 3]>())) {
            let accent = accent.map(|[red, green, blue]| Color::new(red, green, blue));
            let palette = Palette::derive(Color::new(red, green, blue), accent);
            check(&palette.light)?;
            check(&palette.dark)?;
            prop_assert!(palette.on_brand.contrast(palette.brand) >= 4.5);
            if accent.is_none() {
                prop_assert!(palette.light.accent.contrast(palette.light.surface) >= 3.0);
                prop_assert!(palette.dark.accent.contrast(palette.dark.surface) >= 3.0);
            }
        }

        #[test]
        fn scales_darken_step_by_step(red: u8, green: u8, blue: u8) {
            let palette = Palette::derive(Color::new(red, green, blue), None);
            for scale in [&palette.brand_scale, &palette.neutral_scale] {
                let luminances: Vec<f64> = scale.steps().map(|(_, color)| color.luminance()).collect();
                prop_assert!(luminances.windows(2).all(|pair| pair[0] > pair[1]), "{luminances:?}");
            }
        }
    }

    #[test]
    fn a_pale_brand_is_never_text() {
        let pale = "#cfe5cf".parse::<Color>().unwrap_or(Color::WHITE);
        let palette = Palette::derive(pale, None);
        assert_ne!(palette.light.brand_text, pale);
        assert_ne!(palette.light.accent, pale);
    }

    #[test]
    fn variables_name_every_role() {
        let css = Palette::derive(Color::new(11, 42, 91), None).css_variables();
        for name in
            ["--brand:#0b2a5b;", "--brand-50:", "--neutral-950:", "--on-accent:", "--text-muted:"]
        {
            assert!(css.contains(name), "{name} in {css}");
        }
    }
}
