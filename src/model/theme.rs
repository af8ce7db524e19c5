//! What a theme declares beside its templates: typefaces, picture profiles, icons.

use std::collections::BTreeMap;

use super::banner::PictureFormat;
use super::font::FontFace;
use super::shape::{Record, Shape, key, required, words};

/// The declarations of a theme and of those it extends, the nearest winning key by key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemeManifest {
    /// The theme's folder, which is also its id.
    pub id: String,
    /// For people.
    pub name: String,
    pub fonts: ThemeFonts,
    /// Which forms of a picture a page may show, by the place it stands in.
    pub pictures: BTreeMap<Place, PictureProfile>,
    /// Names that content may use for the icons of benefits.
    pub icons: Vec<String>,
    /// Files of `static/` and `fonts/` (`fonts/inter-latin.woff2`), published below `assets/<fingerprint>/`.
    pub files: Vec<String>,
    /// Hash of all of them, as part of their address.
    pub fingerprint: String,
    /// Hash of the templates that landings' cards are drawn with; `None` if it draws none.
    pub card: Option<String>,
}

/// The typefaces of a theme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemeFonts {
    /// Families for headlines, the preferred first; the later ones for characters that it lacks.
    pub display: Vec<String>,
    /// Families for running text, as for [`ThemeFonts::display`].
    pub text: Vec<String>,
    pub files: Vec<FontFace>,
}

words! {
    /// Where a picture stands on a page.
    pub enum Place {
        Hero "hero",
        /// The still of a video.
        Video "video",
        Benefit "benefit",
        Product "product",
        Logo "logo",
        Portrait "portrait",
        /// The preview that social networks show.
        Social "social",
    }
}

/// The forms in which the pictures of one place are published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureProfile {
    /// In pixels, ascending.
    pub widths: Vec<u32>,
    /// The best first; the last is the fallback. Never empty.
    pub formats: Vec<PictureFormat>,
    /// The `sizes` attribute, in CSS.
    pub sizes: String,
    /// Width to height that the picture is cut to, around its focal point; both above zero. `None`
    /// keeps its own.
    pub ratio: Option<(u32, u32)>,
}

/// The widest picture that a theme may ask for, in pixels.
pub const WIDEST_PICTURE: u32 = 5000;

/// `theme.yaml`.
pub static THEME: Record = Record {
    name: "a theme",
    fields: &[
        key("name", Shape::Text, "Name of the theme for people."),
        key("extends", Shape::Text, "Folder name of the theme that has what this one leaves out."),
        key("fonts", Shape::Record(&FONTS), "Typefaces and their files."),
        key("pictures", Shape::Record(&PICTURES), "Forms of pictures by the place they stand in."),
        key("icons", Shape::List(&Shape::Text), "Names that benefits may use for their icons."),
    ],
};

/// `fonts` of `theme.yaml`.
pub static FONTS: Record = Record {
    name: "the fonts of a theme",
    fields: &[
        key("display", Shape::List(&Shape::Text), "Families for headlines, the preferred first."),
        key("text", Shape::List(&Shape::Text), "Families for running text, the preferred first."),
        key("files", Shape::List(&Shape::Record(&FONT_FILE)), "The files in the theme's `fonts/`."),
    ],
};

/// One of `fonts.files` of `theme.yaml`, in the words of CSS `@font-face`.
pub static FONT_FILE: Record = Record {
    name: "a font file",
    fields: &[
        required("family", Shape::Text, "The family that the file belongs to."),
        required("file", Shape::Text, "The file's name in the theme's folder `fonts/`."),
        key(
            "weight",
            Shape::Text,
            "One weight (`400`) or a variable font's range (`100 900`); default `400`.",
        ),
        key(
            "unicode_range",
            Shape::Text,
            "Characters to take from it (`U+0000-00FF,U+0131`); default all.",
        ),
    ],
};

/// `pictures` of `theme.yaml`.
pub static PICTURES: Record = Record {
    name: "the pictures of a theme",
    fields: &[
        key("hero", Shape::Record(&PROFILE), "The picture beside a landing's headline."),
        key("video", Shape::Record(&PROFILE), "The still picture of a video."),
        key("benefit", Shape::Record(&PROFILE), "The picture of a benefit."),
        key("product", Shape::Record(&PROFILE), "The picture of a product."),
        key("logo", Shape::Record(&PROFILE), "A logo that is not drawn in SVG."),
        key("portrait", Shape::Record(&PROFILE), "The picture of a person."),
        key("social", Shape::Record(&PROFILE), "The preview that social networks show."),
    ],
};

/// One entry of `pictures` of `theme.yaml`.
pub static PROFILE: Record = Record {
    name: "a picture profile",
    fields: &[
        required("widths", Shape::List(&Shape::Integer), "Widths in pixels."),
        key(
            "formats",
            Shape::List(&Shape::OneOf(PictureFormat::WORDS)),
            "Formats, the best first; default `webp` and `jpeg`.",
        ),
        key("sizes", Shape::Text, "The `sizes` attribute of the picture, in CSS; default `100vw`."),
        key(
            "ratio",
            Shape::Text,
            "Width to height (`4:3`) that pictures are cut to, around their focal point.",
        ),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_its_key() {
        let keys: Vec<_> = PICTURES.fields.iter().map(|field| field.key).collect();
        assert_eq!(keys, Place::WORDS);
    }
}
