//! Banner sizes, their shapes and platform limits, and the picture formats.

use std::fmt;
use std::str::FromStr;

use super::advice::Advice;
use super::shape::words;
use serde::de::Error as _;
use serde::{Deserialize, Serialize};

/// The largest side a banner may have, in CSS pixels.
const LARGEST_SIDE: u32 = 4096;

/// Width and height in CSS pixels, both 1 to 4096. Written `300x250`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PixelSize {
    pub width: u32,
    pub height: u32,
}

/// The text is not a size such as `300x250`, or a side is 0 or over 4096.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadSize;

impl fmt::Display for BadSize {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("this is not a size of a banner")
    }
}

impl Advice for BadSize {
    fn write_instead(&self) -> Vec<String> {
        vec!["300x250".to_owned()]
    }
}

impl PixelSize {
    /// Reads `300x250`.
    pub fn parse(text: &str) -> Result<PixelSize, BadSize> {
        text.parse()
    }

    pub const fn new(width: u32, height: u32) -> PixelSize {
        PixelSize { width, height }
    }

    pub fn short_side(self) -> u32 {
        self.width.min(self.height)
    }

    /// Width divided by height.
    pub fn aspect(self) -> f32 {
        self.width as f32 / self.height.max(1) as f32
    }

    pub fn class(self) -> SizeClass {
        SizeClass::of(self)
    }
}

impl fmt::Display for PixelSize {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}x{}", self.width, self.height)
    }
}

impl FromStr for PixelSize {
    type Err = BadSize;

    fn from_str(text: &str) -> Result<PixelSize, BadSize> {
        let (width, height) = text.split_once('x').ok_or(BadSize)?;
        Ok(PixelSize { width: side(width)?, height: side(height)? })
    }
}

fn side(text: &str) -> Result<u32, BadSize> {
    let digits = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    let value = text.parse::<u32>().map_err(|_| BadSize)?;
    if digits && value <= LARGEST_SIDE { Ok(value) } else { Err(BadSize) }
}

words! {
    /// Device pixels for each CSS pixel.
    #[derive(Default)]
    pub enum Scale {
        #[default]
        One "1",
        Two "2",
    }
}

impl Scale {
    pub fn factor(self) -> u32 {
        match self {
            Scale::One => 1,
            Scale::Two => 2,
        }
    }

    /// Up to this one, the least first.
    pub fn up_to(self) -> impl Iterator<Item = Scale> {
        Scale::ALL.iter().copied().filter(move |scale| *scale <= self)
    }

    /// What a file's name says of it: nothing, or `@2x`.
    pub fn suffix(self) -> &'static str {
        match self {
            Scale::One => "",
            Scale::Two => "@2x",
        }
    }
}

/// How a banner is composed, by its proportions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SizeClass {
    /// One line: 728x90, 320x50 (5.5 to 1 and wider).
    Strip,
    /// Side by side: 970x250, 320x100 (2.2 to 1 and wider).
    Wide,
    /// 1200x628 (1.25 to 1 and wider).
    Box,
    /// 300x250, 1080x1350 (0.8 to 1.25).
    Square,
    /// 300x600, 1080x1920 (0.4 to 0.8).
    Portrait,
    /// Skyscrapers: 160x600, 120x600.
    Tall,
}

impl SizeClass {
    fn of(size: PixelSize) -> SizeClass {
        match size.aspect() {
            aspect if aspect >= 5.5 => SizeClass::Strip,
            aspect if aspect >= 2.2 => SizeClass::Wide,
            aspect if aspect > 1.25 => SizeClass::Box,
            aspect if aspect >= 0.8 => SizeClass::Square,
            aspect if aspect >= 0.4 => SizeClass::Portrait,
            _ => SizeClass::Tall,
        }
    }

    /// The class name that templates see.
    pub fn name(self) -> &'static str {
        match self {
            SizeClass::Strip => "strip",
            SizeClass::Wide => "wide",
            SizeClass::Box => "box",
            SizeClass::Square => "square",
            SizeClass::Portrait => "portrait",
            SizeClass::Tall => "tall",
        }
    }
}

words! {
    /// How a picture file is written.
    pub enum PictureFormat {
        Png "png",
        Jpeg "jpeg",
        Webp "webp",
        Gif "gif",
    }
}

impl PictureFormat {
    /// The file extension, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            PictureFormat::Png => "png",
            PictureFormat::Jpeg => "jpg",
            PictureFormat::Webp => "webp",
            PictureFormat::Gif => "gif",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            PictureFormat::Png => "image/png",
            PictureFormat::Jpeg => "image/jpeg",
            PictureFormat::Webp => "image/webp",
            PictureFormat::Gif => "image/gif",
        }
    }
}

/// A named choice of standard sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SizeSet {
    Default,
    Desktop,
    Mobile,
    Sidebar,
    Social,
    Google,
    Yandex,
}

impl SizeSet {
    pub const ALL: [SizeSet; 7] = [
        SizeSet::Default,
        SizeSet::Desktop,
        SizeSet::Mobile,
        SizeSet::Sidebar,
        SizeSet::Social,
        SizeSet::Google,
        SizeSet::Yandex,
    ];

    pub fn name(self) -> &'static str {
        match self {
            SizeSet::Default => "default",
            SizeSet::Desktop => "desktop",
            SizeSet::Mobile => "mobile",
            SizeSet::Sidebar => "sidebar",
            SizeSet::Social => "social",
            SizeSet::Google => "google",
            SizeSet::Yandex => "yandex",
        }
    }

    pub fn from_name(name: &str) -> Option<SizeSet> {
        SizeSet::ALL.into_iter().find(|set| set.name() == name)
    }

    fn contains(self, row: &StandardSize) -> bool {
        match self {
            SizeSet::Default => row.default,
            SizeSet::Desktop => row.devices.iter().any(|device| device == "desktop"),
            SizeSet::Mobile => row.devices.iter().any(|device| device == "mobile"),
            SizeSet::Sidebar => row.placements.iter().any(|placement| placement == "sidebar"),
            SizeSet::Social => row.social,
            SizeSet::Google => row.google,
            SizeSet::Yandex => row.yandex,
        }
    }
}

/// What content lists under `sizes`: a size, or a set of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SizeChoice {
    Size(PixelSize),
    Set(SizeSet),
}

/// The text is neither a size nor the name of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadSizeChoice(String);

impl SizeChoice {
    pub fn parse(text: &str) -> Result<SizeChoice, BadSizeChoice> {
        let set = || SizeSet::from_name(text).map(SizeChoice::Set);
        let size = PixelSize::parse(text).ok().map(SizeChoice::Size);
        size.or_else(set).ok_or_else(|| BadSizeChoice(text.to_owned()))
    }
}

impl fmt::Display for BadSizeChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is neither a size nor a set of sizes", self.0)
    }
}

impl Advice for BadSizeChoice {
    fn help(&self) -> Option<String> {
        let sets = SizeSet::ALL.map(SizeSet::name);
        Some(match crate::diagnostic::suggest(&self.0, sets) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write a size such as `300x250`, or a set: {}", sets.join(", ")),
        })
    }

    fn write_instead(&self) -> Vec<String> {
        std::iter::once("300x250")
            .chain(SizeSet::ALL.map(SizeSet::name))
            .map(str::to_owned)
            .collect()
    }
}

/// A size that networks sell, as listed in `banner-sizes.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandardSize {
    #[serde(deserialize_with = "size_from_text")]
    pub size: PixelSize,
    /// The name it is sold by: "Leaderboard".
    pub name: String,
    pub devices: Vec<String>,
    pub placements: Vec<String>,
    pub default: bool,
    pub google: bool,
    pub yandex: bool,
    pub social: bool,
    /// The most bytes its platforms take; `None` where none is stated.
    pub max_bytes: Option<u64>,
}

fn size_from_text<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<PixelSize, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|BadSize| D::Error::custom(format!("{text} is not a size")))
}

/// What a banner may weigh where its platform says nothing (Google Ads' limit for static ads).
pub const DEFAULT_MAX_BYTES: u64 = 150_000;

/// All standard sizes, in the table's order (most used first).
#[derive(Debug, Clone)]
pub struct SizeTable(Vec<StandardSize>);

impl SizeTable {
    /// The table that is built in.
    pub fn built_in() -> Result<SizeTable, serde_json::Error> {
        serde_json::from_str(include_str!("banner-sizes.json")).map(SizeTable)
    }

    pub fn get(&self, size: PixelSize) -> Option<&StandardSize> {
        self.0.iter().find(|row| row.size == size)
    }

    pub fn iter(&self) -> impl Iterator<Item = &StandardSize> {
        self.0.iter()
    }

    pub fn set(&self, set: SizeSet) -> impl Iterator<Item = &StandardSize> {
        self.0.iter().filter(move |row| set.contains(row))
    }

    /// The most bytes a banner of `size` may have.
    pub fn max_bytes(&self, size: PixelSize) -> u64 {
        self.get(size).and_then(|row| row.max_bytes).unwrap_or(DEFAULT_MAX_BYTES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_printed() {
        assert_eq!("300x250".parse(), Ok(PixelSize::new(300, 250)));
        assert_eq!(PixelSize::new(300, 250).to_string(), "300x250");
        for bad in [
            "",
            "300",
            "300x",
            "x250",
            "0x250",
            "+1x2",
            "300X250",
            "300x250x1",
            "5000x10",
            "99999999999x1",
            "03x4",
        ] {
            assert_eq!(bad.parse::<PixelSize>(), Err(BadSize), "{bad}");
        }
    }

    #[test]
    fn shapes_of_known_sizes() {
        for (size, class) in [
            ((728, 90), SizeClass::Strip),
            ((320, 50), SizeClass::Strip),
            ((320, 100), SizeClass::Wide),
            ((970, 250), SizeClass::Wide),
            ((930, 180), SizeClass::Wide),
            ((1200, 628), SizeClass::Box),
            ((300, 250), SizeClass::Square),
            ((300, 600), SizeClass::Portrait),
            ((1080, 1920), SizeClass::Portrait),
            ((160, 600), SizeClass::Tall),
            ((120, 600), SizeClass::Tall),
        ] {
            assert_eq!(PixelSize::new(size.0, size.1).class(), class, "{size:?}");
        }
    }

    #[test]
    fn the_table_has_the_promised_sets() -> Result<(), serde_json::Error> {
        let table = SizeTable::built_in()?;
        assert_eq!(table.set(SizeSet::Default).count(), 12);
        for set in SizeSet::ALL {
            assert!(table.set(set).next().is_some(), "{}", set.name());
            assert_eq!(SizeSet::from_name(set.name()), Some(set));
        }
        assert_eq!(table.max_bytes(PixelSize::new(1200, 628)), 300_000);
        assert_eq!(table.max_bytes(PixelSize::new(300, 251)), DEFAULT_MAX_BYTES);
        Ok(())
    }
}
