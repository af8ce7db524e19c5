//! A banner idea, to be drawn in every size.

use std::collections::BTreeMap;

use crate::diagnostic::Span;

use super::audience::Audience;
use super::banner::{PictureFormat, PixelSize, Scale, SizeChoice, SizeSet};
use super::budget::ByteBudget;
use super::date::Date;
use super::ids::{CreativeId, LandingId, ProductId};
use super::picture::{FocalPoint, PicturePath};
use super::shape::{Field, Record, Shape, key, required, words};
use super::text::{LocalText, Localized, Located, Phrase, Wording};

/// One idea with its words, picture and dates.
#[derive(Debug, Clone)]
pub struct Creative {
    pub id: CreativeId,
    pub span: Span,
    pub headline: Localized<Wording>,
    pub line: Option<Localized<Wording>>,
    pub cta: Option<Localized<Wording>>,
    /// A big figure, mostly a placeholder such as `{{ product.price }}`.
    pub number: Option<Phrase>,
    pub layout: Option<Layout>,
    pub scheme: Scheme,
    pub picture: Option<Located<PicturePath>>,
    pub alt: Option<LocalText>,
    pub focus: FocalPoint,
    pub landing: Option<Located<LandingId>>,
    pub product: Option<Located<ProductId>>,
    /// Drawn for each partner instead of once for all.
    pub personal: bool,
    pub starts: Option<Date>,
    pub ends: Option<Located<Date>>,
    /// Takes the place of those that ended without a successor.
    pub evergreen: bool,
    pub replaced_by: Option<Located<CreativeId>>,
    /// Empty: the company's default, else the default set.
    pub sizes: Vec<SizeChoice>,
    /// In place of the company's.
    pub min_sizes: Option<usize>,
    /// In place of the company's.
    pub budget: Option<ByteBudget>,
    pub files: BTreeMap<PixelSize, Located<PicturePath>>,
    pub format: Option<PictureFormat>,
    /// None, or two to four: the banner shows one after the other.
    pub frames: Vec<Frame>,
    /// The largest scale that it is drawn at.
    pub scale: Scale,
    /// The networks that it is bundled for as HTML5.
    pub html5: Vec<Network>,
    pub audience: Audience,
}

/// One picture of a banner that moves: what it says in place of the banner's own words.
#[derive(Debug, Clone)]
pub struct Frame {
    pub headline: Option<Localized<Wording>>,
    pub line: Option<Localized<Wording>>,
    pub number: Option<Phrase>,
}

impl Creative {
    /// The banner as one of its frames shows it.
    pub fn in_frame(&self, frame: &Frame) -> Creative {
        let Frame { headline, line, number } = frame.clone();
        Creative {
            headline: headline.unwrap_or_else(|| self.headline.clone()),
            line: line.or_else(|| self.line.clone()),
            number: number.or_else(|| self.number.clone()),
            ..self.clone()
        }
    }

    /// Whether it may be handed out on `day`.
    pub fn runs_on(&self, day: Date) -> bool {
        self.has_started(day) && !self.has_ended(day)
    }

    pub fn has_started(&self, day: Date) -> bool {
        self.starts.is_none_or(|starts| starts <= day)
    }

    /// The last day still counts.
    pub fn has_ended(&self, day: Date) -> bool {
        self.ends.is_some_and(|ends| ends.value < day)
    }
}

words! {
    /// How the parts are arranged.
    pub enum Layout {
        /// A photograph over the whole ground, text on a shaped scrim.
        Photo "photo",
        /// Picture and text side by side or stacked.
        Split "split",
        /// A big figure, no picture needed.
        Number "number",
        /// A product, cut out of its ground, before a disc on a solid ground.
        Product "product",
        /// Somebody's words, and in the second line who said them.
        Quote "quote",
        /// Words alone.
        Type "type",
    }
}

words! {
    /// An advertising network that takes banners as HTML5.
    pub enum Network {
        Google "google",
        Yandex "yandex",
    }
}

impl Network {
    /// Its name as it writes it.
    pub fn title(self) -> &'static str {
        match self {
            Network::Google => "Google",
            Network::Yandex => "Yandex",
        }
    }

    /// The sizes that it takes.
    pub fn sizes(self) -> SizeSet {
        match self {
            Network::Google => SizeSet::Google,
            Network::Yandex => SizeSet::Yandex,
        }
    }

    /// The most bytes of a bundle: support.google.com/google-ads/answer/1722096, Yandex Direct's requirements.
    pub fn most_bytes(self) -> u64 {
        match self {
            Network::Google => 600_000,
            Network::Yandex => 512_000,
        }
    }
}

words! {
    /// The ground it stands on.
    pub enum Scheme {
        Light "light",
        Dark "dark",
        Brand "brand",
    }
}

const FIELDS: &[Field] = &[
    required(
        "headline",
        Shape::LocalWording,
        "The idea in a few words; `{long, short}` where a short form helps.",
    ),
    key("line", Shape::LocalWording, "A second line."),
    key("cta", Shape::LocalWording, "Text of the button."),
    key("number", Shape::Text, "A big figure, such as \"{{ product.price }}\"."),
    key(
        "layout",
        Shape::OneOf(Layout::WORDS),
        "Default: `photo` with a picture, `number` without.",
    ),
    key("scheme", Shape::OneOf(Scheme::WORDS), "The ground; default `brand`."),
    key("picture", Shape::Path, "Photograph or illustration."),
    key("alt", Shape::LocalText, "What the banner shows, for those who cannot see it."),
    key("focus", Shape::Text, "The point that every crop keeps, as `60% 40%`."),
    key("landing", Shape::Id, "Which landing it leads to; default: the partner's first."),
    key("product", Shape::Id, "Which product it advertises."),
    key("personal", Shape::Bool, "Drawn for each partner, with name and logo."),
    key("starts", Shape::Date, "First day."),
    key("ends", Shape::Date, "Last day."),
    key("evergreen", Shape::Bool, "Takes the place of those that ended."),
    key("replaced_by", Shape::Id, "Whose pictures its addresses show after its end."),
    key("sizes", Shape::List(&Shape::Text), "Sizes such as 300x250, and sets such as `default`."),
    key("min_sizes", Shape::Integer, "How many sizes there must be at least; `check` warns."),
    key(
        "budget",
        Shape::Text,
        "The most a file may weigh: `80 KB`, or what a platform takes: `google`, `awin`, `yandex`, `vk`.",
    ),
    key("files", Shape::Map(&Shape::Path), "Ready-made pictures by size."),
    key("format", Shape::OneOf(PictureFormat::WORDS), "Default by layout."),
    key(
        "frames",
        Shape::List(&Shape::Record(&FRAME)),
        "Two to four pictures of a GIF, one after the other.",
    ),
    key(
        "html5",
        Shape::List(&Shape::OneOf(Network::WORDS)),
        "Bundles for `google` and `yandex`, in kits.",
    ),
    key("scale", Shape::OneOf(Scale::WORDS), "2: each size also with twice the pixels."),
    super::audience::FOR,
];

pub const FRAME: Record = Record {
    name: "a frame",
    fields: &[
        key("headline", Shape::LocalWording, "In place of the banner's."),
        key("line", Shape::LocalWording, "In place of the banner's."),
        key("number", Shape::Text, "In place of the banner's."),
    ],
};

pub const CREATIVE: Record = Record { name: "a banner", fields: FIELDS };
