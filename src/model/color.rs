//! Colours: sRGB hex in and out, OKLCH for derivation, WCAG contrast.
//!
//! OKLab after Björn Ottosson (2020); relative luminance and contrast after WCAG 2.2.

use std::fmt;
use std::str::FromStr;

use super::advice::Advice;

/// An opaque sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Color {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

/// The text is not `#rgb` or `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadColor;

/// Lightness 0 to 1, chroma from 0, hue in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Oklch {
    pub lightness: f64,
    pub chroma: f64,
    pub hue: f64,
}

impl fmt::Display for BadColor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("this is not a colour")
    }
}

impl Advice for BadColor {
    fn write_instead(&self) -> Vec<String> {
        Vec::new()
    }

    fn help(&self) -> Option<String> {
        Some("a colour is `#` and six of 0 to 9 and a to f, in quotes: `\"#1f4e8c\"`".to_owned())
    }
}

impl Color {
    /// Reads `#1f4e8c` or `#fff`.
    pub fn parse(text: &str) -> Result<Color, BadColor> {
        text.parse()
    }

    pub const WHITE: Color = Color::new(255, 255, 255);

    pub const fn new(red: u8, green: u8, blue: u8) -> Color {
        Color { red, green, blue }
    }

    /// Relative luminance, 0 (black) to 1 (white).
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The WCAG contrast ratio, 1 to 21; the same both ways.
    pub fn contrast(self, other: Color) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    pub fn oklch(self) -> Oklch {
        let [red, green, blue] = self.linear();
        let long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue).cbrt();
        let medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue).cbrt();
        let short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue).cbrt();
        let lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short;
        let a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short;
        let b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short;
        Oklch { lightness, chroma: a.hypot(b), hue: b.atan2(a).to_degrees().rem_euclid(360.0) }
    }

    fn linear(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        })
    }
}

impl Oklch {
    /// The sRGB colour of this lightness and hue, with as much of the chroma as sRGB holds.
    pub fn color(self) -> Color {
        if let Some(color) = self.in_gamut() {
            return color;
        }
        let (mut inside, mut outside) = (0.0, self.chroma);
        for _ in 0..16 {
            let middle = (inside + outside) / 2.0;
            match (Oklch { chroma: middle, ..self }).in_gamut() {
                Some(_) => inside = middle,
                None => outside = middle,
            }
        }
        encode(Oklch { chroma: inside, ..self }.linear())
    }

    fn in_gamut(self) -> Option<Color> {
        let linear = self.linear();
        linear.iter().all(|value| (-0.0005..=1.0005).contains(value)).then(|| encode(linear))
    }

    fn linear(self) -> [f64; 3] {
        let (sine, cosine) = self.hue.to_radians().sin_cos();
        let (a, b) = (self.chroma * cosine, self.chroma * sine);
        let long = (self.lightness + 0.3963377774 * a + 0.2158037573 * b).powi(3);
        let medium = (self.lightness - 0.1055613458 * a - 0.0638541728 * b).powi(3);
        let short = (self.lightness - 0.0894841775 * a - 1.2914855480 * b).powi(3);
        [
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        ]
    }
}

fn encode(linear: [f64; 3]) -> Color {
    let [red, green, blue] = linear.map(|value| {
        let value = value.clamp(0.0, 1.0);
        let encoded =
            if value <= 0.0031308 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 };
        (encoded * 255.0).round() as u8
    });
    Color { red, green, blue }
}

impl fmt::Display for Color {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl FromStr for Color {
    type Err = BadColor;

    fn from_str(text: &str) -> Result<Color, BadColor> {
        let digits = text.trim().strip_prefix('#').ok_or(BadColor)?;
        let nibbles = digits
            .chars()
            .map(|digit| digit.to_digit(16).map(|value| value as u8))
            .collect::<Option<Vec<u8>>>()
            .ok_or(BadColor)?;
        match *nibbles.as_slice() {
            [r, g, b] => Ok(Color::new(r * 17, g * 17, b * 17)),
            [r1, r2, g1, g2, b1, b2] => Ok(Color::new(r1 * 16 + r2, g1 * 16 + g2, b1 * 16 + b2)),
            _ => Err(BadColor),
        }
    }
}

impl serde::Serialize for Color {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hex_is_read_short_and_long() {
        assert_eq!("#f0a".parse(), Ok(Color::new(255, 0, 170)));
        assert_eq!(" #0B2a5b ".parse(), Ok(Color::new(11, 42, 91)));
        for bad in ["", "#", "0b2a5b", "#12", "#12345", "#gggggg", "#é12"] {
            assert_eq!(bad.parse::<Color>(), Err(BadColor), "{bad}");
        }
    }

    #[test]
    fn black_on_white_is_21() {
        assert!((Color::WHITE.contrast(Color::new(0, 0, 0)) - 21.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn oklch_and_hex_round_trip(red: u8, green: u8, blue: u8) {
            let color = Color::new(red, green, blue);
            prop_assert_eq!(color.oklch().color(), color);
            prop_assert_eq!(color.to_string().parse(), Ok(color));
        }
    }
}
