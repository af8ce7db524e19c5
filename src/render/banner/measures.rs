//! How large things are on each size: margins, type limits, logo. All in CSS pixels.

use crate::model::banner::{PixelSize, SizeClass};
use crate::raster::FitRange;

/// The headline is at least this many times as large as the second line.
pub const HEADLINE_TO_LINE: f32 = 2.2;

/// At this height and below a button stands beside the text, not under it.
const LOW: u32 = 140;

/// A size's measures before any text is fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measures {
    pub size: PixelSize,
    pub class: SizeClass,
    /// Nothing but pictures and shapes comes nearer to the edges.
    pub margin: f32,
    /// Space between the parts of the copy.
    pub gap: f32,
    /// The smallest headline that can be read, and the largest that looks well.
    pub headline: FitRange,
    /// The headline that is worth giving up length for.
    pub comfortable: f32,
    pub most_lines: usize,
    /// The smallest and the largest second line; `None` where the size takes none.
    pub line: Option<(f32, f32)>,
    pub button: f32,
    pub legal: f32,
    /// The largest big figure.
    pub number: f32,
    /// The box a logo may take.
    pub logo: (f32, f32),
}

impl Measures {
    pub fn of(size: PixelSize) -> Measures {
        let class = size.class();
        let (width, height) = (size.width as f32, size.height as f32);
        let short = size.short_side() as f32;
        // Large canvases are seen scaled down, yet their type need not grow in full.
        let large = if short > 600.0 { 0.74 } else { 1.0 };
        let area = (width * height).sqrt();
        let (margin, smallest, largest, button, number, logo) = match class {
            SizeClass::Strip => (
                (height * 0.17).max(8.0),
                (height * 0.17).max(12.0),
                height * 0.34,
                (height * 0.16).clamp(11.5, 40.0),
                height * 0.56,
                (width * 0.2, height * 0.48),
            ),
            SizeClass::Wide => (
                height * 0.1,
                (height * 0.085).max(13.0),
                height * 0.22,
                (height * 0.066).max(12.0),
                height * 0.6,
                // Above the text there is room across: a small one must still be read.
                ((width * 0.16).max(100.0).min(width * 0.3), (height * 0.12).max(18.0)),
            ),
            SizeClass::Box => (
                height * 0.09,
                (height * 0.056).max(13.0),
                height * 0.145,
                (height * 0.043).max(11.0),
                height * 0.42,
                (width * 0.22, height * 0.075),
            ),
            SizeClass::Square => (
                short * 0.074,
                (short * 0.068 * large).max(12.0),
                short * 0.15 * large,
                (short * 0.053 * large).max(11.0),
                short * 0.4,
                (width * 0.4, short * 0.088 * large),
            ),
            SizeClass::Portrait => (
                short * 0.08,
                (short * 0.066 * large).max(14.0),
                short * 0.142 * large,
                (short * 0.054 * large).max(12.0),
                short * 0.46,
                (width * 0.5, short * 0.095 * large),
            ),
            SizeClass::Tall => (
                (short * 0.095).max(10.0),
                (short * 0.095).max(12.5),
                short * 0.2,
                (short * 0.081).max(11.5),
                short * 0.46,
                (width * 0.72, short * 0.16),
            ),
        };
        let least_line = (area * 0.026).clamp(11.0, 40.0);
        Measures {
            size,
            class,
            margin: margin.round(),
            gap: (margin * 0.5).round(),
            headline: FitRange { smallest, largest: largest.max(smallest), step: 0.5 },
            comfortable: smallest * 1.3,
            most_lines: match class {
                SizeClass::Strip => 2,
                SizeClass::Wide if size.height > LOW => 3,
                SizeClass::Wide => 2,
                SizeClass::Box | SizeClass::Square => 4,
                SizeClass::Portrait => 5,
                SizeClass::Tall => 8,
            },
            line: (class != SizeClass::Strip).then_some((least_line, least_line * 1.7)),
            button: button.round(),
            legal: (area * 0.018).clamp(if class == SizeClass::Strip { 7.0 } else { 8.0 }, 22.0),
            number,
            logo,
        }
    }

    /// Whether a headline of this size is legible, but no pleasure.
    pub fn cramps(&self, headline: f32) -> bool {
        headline < self.comfortable - self.headline.step
    }

    /// Whether there is no height for a button below the text.
    pub fn is_low(&self) -> bool {
        self.size.height <= LOW
    }

    /// The second line's size under a headline of `headline`, if there is a legible one.
    pub fn line_for(&self, headline: f32) -> Option<f32> {
        let (smallest, largest) = self.line?;
        let wanted = (headline / HEADLINE_TO_LINE).min(largest);
        (wanted >= smallest).then_some(wanted)
    }

    /// Width and height of a logo of this aspect: logos of all shapes look equally large when
    /// their areas are equal, within the box.
    pub fn logo_size(&self, aspect: f32) -> (f32, f32) {
        let (most_width, most_height) = self.logo;
        // The area of a wordmark four times as wide as high, at 0.9 of the height.
        let area = 4.0 * (most_height * 0.9) * (most_height * 0.9);
        let aspect = aspect.clamp(0.1, 20.0);
        let height = (area / aspect).sqrt().min(most_height * 1.25).min(most_width / aspect);
        (height * aspect, height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn measures_are_sane_for_any_size(width in 1_u32..4096, height in 1_u32..4096, aspect in 0.01_f32..50.0) {
            let measures = Measures::of(PixelSize::new(width, height));
            prop_assert!(measures.margin >= 0.06 * width.min(height) as f32 - 0.5);
            prop_assert!(measures.headline.smallest > 0.0);
            let (logo_width, logo_height) = measures.logo_size(aspect);
            prop_assert!(logo_width <= measures.logo.0 + 0.01);
            prop_assert!(logo_height <= measures.logo.1 * 1.25 + 0.01);
            for headline in [10.0, 30.0, 90.0] {
                if let Some(line) = measures.line_for(headline) {
                    prop_assert!(headline >= HEADLINE_TO_LINE * line - 0.01);
                }
            }
        }
    }
}
