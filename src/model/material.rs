//! What is written in Markdown: landings, letters, ad texts and documents, one file a language.

use std::collections::BTreeMap;

use crate::diagnostic::Span;

use super::audience::Audience;
use super::date::Date;
use super::ids::{DocumentId, EmailId, LandingId, ProductId, TextId};
use super::locale::Locale;
use super::picture::{FocalPoint, PicturePath};
use super::shape::{Field, Record, Shape, key, required, words};
use super::text::{Choice, Located, Phrase};

/// A material in its languages. What is not text (order, audience, kind) is taken from the
/// default language's file.
#[derive(Debug, Clone)]
pub struct Material<I, T> {
    pub id: I,
    /// The start of the default language's file.
    pub span: Span,
    pub audience: Audience,
    /// Never empty.
    pub versions: BTreeMap<Locale, T>,
}

impl<I, T> Material<I, T> {
    /// The version for `locale`, for the wider language, for `default`, in English (a theme's texts may not speak the
    /// default language), or the first there is.
    pub fn version(&self, locale: &Locale, default: &Locale) -> Option<Choice<'_, T>> {
        let own = self.versions.get(locale).or_else(|| {
            locale.fallback().into_iter().skip(1).find_map(|wider| self.versions.get(&wider))
        });
        if let Some(value) = own {
            return Some(Choice { value, fallback: false });
        }
        let value = self
            .versions
            .get(default)
            .or_else(|| self.versions.get(&Locale::english()))
            .or_else(|| self.versions.values().next())?;
        Some(Choice { value, fallback: true })
    }
}

pub type Landing = Material<LandingId, LandingText>;
pub type Email = Material<EmailId, EmailText>;
pub type AdText = Material<TextId, AdTextBody>;
pub type Document = Material<DocumentId, DocumentText>;

/// A landing page in one language.
#[derive(Debug, Clone)]
pub struct LandingText {
    pub span: Span,
    pub title: Phrase,
    pub description: Option<Phrase>,
    pub order: i64,
    pub hero: Hero,
    pub proof: Vec<Proof>,
    pub benefits: Option<Section<Benefit>>,
    pub steps: Option<Section<Item>>,
    pub products: ProductSection,
    pub faq: Option<Section<QuestionText>>,
    pub closing: Option<Closing>,
    pub body: Phrase,
}

/// The promise at the top.
#[derive(Debug, Clone)]
pub struct Hero {
    pub eyebrow: Option<Phrase>,
    pub headline: Phrase,
    pub line: Option<Phrase>,
    pub cta: Option<Phrase>,
    pub picture: Option<Located<PicturePath>>,
    pub alt: Option<Phrase>,
    pub focus: FocalPoint,
    pub number: Option<Figure>,
}

/// A figure and what it counts.
#[derive(Debug, Clone)]
pub struct Figure {
    pub value: Phrase,
    pub label: Option<Phrase>,
}

/// Why to believe it.
#[derive(Debug, Clone)]
pub enum Proof {
    Quote { quote: Phrase, name: Option<Phrase>, role: Option<Phrase> },
    Figure(Figure),
}

#[derive(Debug, Clone)]
pub struct Section<T> {
    pub headline: Option<Phrase>,
    pub items: Vec<T>,
}

#[derive(Debug, Clone)]
pub struct Benefit {
    pub title: Phrase,
    pub text: Option<Phrase>,
    /// Name of an icon of the theme, or a path of a picture.
    pub icon: Option<Phrase>,
}

#[derive(Debug, Clone)]
pub struct Item {
    pub title: Phrase,
    pub text: Option<Phrase>,
}

#[derive(Debug, Clone)]
pub struct QuestionText {
    pub question: Phrase,
    pub answer: Phrase,
}

/// Which products stand on the page; none named: all of the partner's program.
#[derive(Debug, Clone, Default)]
pub struct ProductSection {
    pub headline: Option<Phrase>,
    pub line: Option<Phrase>,
    pub items: Vec<Located<ProductId>>,
}

#[derive(Debug, Clone)]
pub struct Closing {
    pub headline: Phrase,
    pub line: Option<Phrase>,
    pub cta: Option<Phrase>,
}

/// A letter in one language.
#[derive(Debug, Clone)]
pub struct EmailText {
    pub span: Span,
    pub subject: Phrase,
    pub preheader: Option<Phrase>,
    pub style: EmailStyle,
    pub picture: Option<Located<PicturePath>>,
    pub alt: Option<Phrase>,
    pub headline: Option<Phrase>,
    pub cta: Option<Phrase>,
    pub signature: Option<Phrase>,
    pub landing: Option<Located<LandingId>>,
    pub body: Phrase,
}

words! {
    /// How a letter looks.
    pub enum EmailStyle {
        /// Brand band, picture, button.
        Designed "designed",
        /// As if typed by a person.
        Plain "plain",
    }
}

/// An ad text in one language.
#[derive(Debug, Clone)]
pub struct AdTextBody {
    pub span: Span,
    pub title: Phrase,
    pub kind: TextKind,
    /// Most characters that the place it is meant for takes.
    pub limit: Option<u32>,
    pub landing: Option<Located<LandingId>>,
    pub body: Phrase,
}

words! {
    /// Where an ad text is meant to stand.
    pub enum TextKind {
        Post "post",
        Review "review",
        Short "short",
        Bio "bio",
        SearchAd "search-ad",
    }
}

/// A document in one language.
#[derive(Debug, Clone)]
pub struct DocumentText {
    pub span: Span,
    pub title: Phrase,
    pub kind: DocumentKind,
    pub version: Option<Phrase>,
    pub date: Option<Date>,
    pub body: Phrase,
}

words! {
    /// What a document is.
    pub enum DocumentKind {
        Agreement "agreement",
        Terms "terms",
        Nda "nda",
    }
}

pub const FIGURE: Record = Record {
    name: "a figure",
    fields: &[
        required("value", Shape::Text, "The figure, mostly a placeholder."),
        key("label", Shape::Text, "What it counts."),
    ],
};

pub const HERO: Record = Record {
    name: "the hero",
    fields: &[
        key("eyebrow", Shape::Text, "A few words above the headline."),
        required("headline", Shape::Text, "The promise."),
        key("line", Shape::Text, "One or two sentences under it."),
        key("cta", Shape::Text, "Text of the button; default: the theme's."),
        key("picture", Shape::Path, "The real thing in a picture."),
        key("alt", Shape::Text, "What the picture shows."),
        key("focus", Shape::Text, "The point that every crop keeps, as `60% 40%`."),
        key("number", Shape::Record(&FIGURE), "One number that matters."),
    ],
};

pub const PROOF: Record = Record {
    name: "a proof",
    fields: &[
        key("quote", Shape::Text, "What somebody said."),
        key("name", Shape::Text, "Who."),
        key("role", Shape::Text, "What they are."),
        key("value", Shape::Text, "Or a figure."),
        key("label", Shape::Text, "What it counts."),
    ],
};

pub const BENEFIT: Record = Record {
    name: "a benefit",
    fields: &[
        required("title", Shape::Text, "A few words."),
        key("text", Shape::Text, "One or two sentences."),
        key(
            "icon",
            Shape::Text,
            "Name of an icon of the theme, or a picture's path. The default theme has: bolt, box, calendar, camera, chart, chat, check, clock, cloud, code, cup, document, gift, globe, heart, leaf, lock, mail, money, people, phone, shield, star, tools, truck.",
        ),
    ],
};

pub const ITEM: Record = Record {
    name: "an item",
    fields: &[
        required("title", Shape::Text, "A few words."),
        key("text", Shape::Text, "One or two sentences."),
    ],
};

pub const QUESTION_TEXT: Record = Record {
    name: "a question",
    fields: &[
        required("question", Shape::Text, "What people ask."),
        required("answer", Shape::Text, "A plain answer."),
    ],
};

pub const BENEFITS: Record = Record {
    name: "the benefits",
    fields: &[
        SECTION_HEADLINE,
        required("items", Shape::List(&Shape::Record(&BENEFIT)), "What they get."),
    ],
};

pub const STEPS: Record = Record {
    name: "the steps",
    fields: &[
        SECTION_HEADLINE,
        required("items", Shape::List(&Shape::Record(&ITEM)), "How it works."),
    ],
};

pub const FAQ: Record = Record {
    name: "the questions",
    fields: &[
        SECTION_HEADLINE,
        required("items", Shape::List(&Shape::Record(&QUESTION_TEXT)), "What people ask."),
    ],
};

const SECTION_HEADLINE: Field = key("headline", Shape::Text, "Heading of the section.");

pub const PRODUCTS: Record = Record {
    name: "the products",
    fields: &[
        SECTION_HEADLINE,
        key("line", Shape::Text, "A sentence under it."),
        key(
            "items",
            Shape::List(&Shape::Id),
            "Which products; default: all that the program sells.",
        ),
    ],
};

pub const CLOSING: Record = Record {
    name: "the closing",
    fields: &[
        required("headline", Shape::Text, "The offer once more."),
        key("line", Shape::Text, "A sentence under it."),
        key("cta", Shape::Text, "Text of the button."),
    ],
};

const LANDING_KEY: Field =
    key("landing", Shape::Id, "Which landing it leads to; default: the partner's first.");

pub const LANDING: Record = Record {
    name: "a landing",
    fields: &[
        required("title", Shape::Text, "Title of the page."),
        key("description", Shape::Text, "For search results and link cards."),
        key("order", Shape::Integer, "The lowest is the partner's first page."),
        required("hero", Shape::Record(&HERO), "The promise at the top."),
        key("proof", Shape::List(&Shape::Record(&PROOF)), "Why to believe it."),
        key("benefits", Shape::Record(&BENEFITS), "What the buyer gets."),
        key("steps", Shape::Record(&STEPS), "How it works."),
        key("products", Shape::Record(&PRODUCTS), "What is sold."),
        key("faq", Shape::Record(&FAQ), "Objections answered."),
        key("closing", Shape::Record(&CLOSING), "The offer once more."),
        super::audience::FOR,
    ],
};

pub const EMAIL: Record = Record {
    name: "a letter",
    fields: &[
        required("subject", Shape::Text, "Subject line."),
        key("preheader", Shape::Text, "What mail programs show after the subject."),
        key("style", Shape::OneOf(EmailStyle::WORDS), "Default `designed`."),
        key("picture", Shape::Path, "One picture."),
        key("alt", Shape::Text, "What it shows."),
        key("headline", Shape::Text, "Heading in the letter."),
        key("cta", Shape::Text, "Text of the button."),
        key("signature", Shape::Text, "Who signs."),
        LANDING_KEY,
        super::audience::FOR,
    ],
};

pub const TEXT: Record = Record {
    name: "an ad text",
    fields: &[
        required("title", Shape::Text, "What partners see it called."),
        key("kind", Shape::OneOf(TextKind::WORDS), "Where it is meant to stand; default `post`."),
        key("limit", Shape::Integer, "Most characters it may have."),
        LANDING_KEY,
        super::audience::FOR,
    ],
};

pub const DOCUMENT: Record = Record {
    name: "a document",
    fields: &[
        required("title", Shape::Text, "Title."),
        key("kind", Shape::OneOf(DocumentKind::WORDS), "Default `agreement`."),
        key("version", Shape::Text, "Version of its wording."),
        key("date", Shape::Date, "Date of this version."),
        super::audience::FOR,
    ],
};
