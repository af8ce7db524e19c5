//! What one banner says and shows, in one locale.

use std::sync::Arc;

use crate::model::palette::Palette;
use crate::raster::{Focus, Picture};

use super::colors::Tone;

/// The layouts of the default theme. A theme's own are named likewise by their templates.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Layout(String);

impl Layout {
    /// Layouts name template files: lower-case letters, digits and hyphens.
    pub fn new(name: &str) -> Option<Layout> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (!name.is_empty() && name.bytes().all(plain)).then(|| Layout(name.to_owned()))
    }

    pub fn name(&self) -> &str {
        &self.0
    }
}

/// The headline, with a shorter one for small sizes where given.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Headline {
    pub long: String,
    pub short: Option<String>,
}

/// A logo for light grounds and one for dark grounds; one of them is enough.
#[derive(Debug, Clone, Default)]
pub struct Logo {
    /// The brand's name, for readers of the markup.
    pub name: String,
    pub on_light: Option<Arc<Picture>>,
    pub on_dark: Option<Arc<Picture>>,
}

/// How a picture is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PictureKind {
    /// Fills its area, cropped around the focus.
    Photo,
    /// A product or an illustration on a transparent ground: shown whole.
    Cutout,
}

#[derive(Debug, Clone)]
pub struct BannerPicture {
    pub picture: Arc<Picture>,
    pub kind: PictureKind,
    pub focus: Focus,
}

/// One banner's content, the same for all sizes.
#[derive(Debug, Clone)]
pub struct BannerContent {
    pub layout: Layout,
    pub tone: Tone,
    /// BCP 47: `de`, `ar`.
    pub locale: String,
    /// Whether the locale is written right to left.
    pub right_to_left: bool,
    pub palette: Palette,
    pub headline: Headline,
    pub line: Option<String>,
    pub call_to_action: Option<String>,
    /// One big figure: "20 %", "49 €".
    pub number: Option<String>,
    /// Advertising labels that law asks for.
    pub legal: Option<String>,
    pub logo: Option<Logo>,
    /// A co-branded partner's logo, beside the company's.
    pub partner: Option<Logo>,
    pub picture: Option<BannerPicture>,
}
