//! A landing page in one language: its sections, as front matter has them.

use crate::diagnostic::Span;

use super::date::Moment;
use super::ids::{FieldId, LandingId, ProductId};
use super::picture::{FocalPoint, PicturePath};
use super::shape::{Field, Record, Shape, key, required, words};
use super::text::{Located, Phrase};
use super::web::WebAddress;

/// A landing page in one language.
#[derive(Debug, Clone)]
pub struct LandingText {
    pub span: Span,
    pub title: Phrase,
    pub description: Option<Phrase>,
    pub order: i64,
    pub hero: Hero,
    pub proof: Vec<Proof>,
    pub countdown: Option<Countdown>,
    pub benefits: Option<Section<Benefit>>,
    pub steps: Option<Section<Item>>,
    pub video: Option<Video>,
    pub products: ProductSection,
    pub comparison: Option<Comparison>,
    pub faq: Option<Section<QuestionText>>,
    pub form: Option<Form>,
    pub closing: Option<Closing>,
    /// What must be said of price or offer, in small letters under the last button.
    pub note: Option<Phrase>,
    /// The landing that this one is tried against: of the pair only the other is for search engines.
    pub test_of: Option<Located<LandingId>>,
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

/// Ours beside what else there is, as a table.
#[derive(Debug, Clone)]
pub struct Comparison {
    pub headline: Option<Phrase>,
    /// What is compared, ours first. Never fewer than two.
    pub columns: Vec<Phrase>,
    pub rows: Vec<ComparisonRow>,
}

/// What is said of each column: there are as many values.
#[derive(Debug, Clone)]
pub struct ComparisonRow {
    pub title: Phrase,
    pub values: Vec<Verdict>,
}

/// One cell of a comparison.
#[derive(Debug, Clone)]
pub enum Verdict {
    Yes,
    No,
    Text(Phrase),
}

/// A video that is linked, not built in: nothing is asked of its host before somebody wants to see it.
#[derive(Debug, Clone)]
pub struct Video {
    pub headline: Option<Phrase>,
    pub title: Phrase,
    pub line: Option<Phrase>,
    pub address: Located<WebAddress>,
    pub picture: Option<Located<PicturePath>>,
    pub alt: Option<Phrase>,
    /// `2:40`
    pub length: Option<Phrase>,
}

/// The end of an offer. From then on the landing does without it.
#[derive(Debug, Clone)]
pub struct Countdown {
    /// What ends: `Winter box with free postage`.
    pub text: Phrase,
    pub ends: Moment,
}

/// Asks readers for their address, and sends it to the company.
#[derive(Debug, Clone)]
pub struct Form {
    /// Where a fault of the form as a whole is shown.
    pub span: Span,
    pub headline: Option<Phrase>,
    pub line: Option<Phrase>,
    /// Where it is sent; else the company's.
    pub endpoint: Option<WebAddress>,
    /// Never empty.
    pub fields: Vec<FormField>,
    pub consent: Consent,
    pub cta: Option<Phrase>,
    pub thanks: Option<Thanks>,
}

#[derive(Debug, Clone)]
pub struct FormField {
    /// What it is called in what is sent; no two of a form are the same.
    pub name: FieldId,
    pub kind: FieldKind,
    pub label: Option<Phrase>,
    pub required: bool,
    /// Of [`FieldKind::Choice`] alone.
    pub options: Vec<Phrase>,
}

words! {
    /// What is asked for. All but a choice is text: `01000` stays as it is.
    pub enum FieldKind {
        Name "name",
        Email "email",
        Phone "phone",
        Postcode "postcode",
        Choice "choice",
        Text "text",
    }
}

/// What readers agree to before they send a form.
#[derive(Debug, Clone)]
pub enum Consent {
    None,
    /// In the theme's words.
    Standard,
    Own(Phrase),
}

/// What follows a form that was sent.
#[derive(Debug, Clone)]
pub struct Thanks {
    pub headline: Phrase,
    pub line: Option<Phrase>,
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

pub const COMPARISON_ROW: Record = Record {
    name: "a row of the comparison",
    fields: &[
        required("title", Shape::Text, "What is compared."),
        required(
            "values",
            Shape::List(&Shape::Text),
            "A word or two for each column; `yes` and `no` become signs.",
        ),
    ],
};

pub const COMPARISON: Record = Record {
    name: "the comparison",
    fields: &[
        SECTION_HEADLINE,
        required("columns", Shape::List(&Shape::Text), "What is compared, yours first."),
        required("rows", Shape::List(&Shape::Record(&COMPARISON_ROW)), "Point by point."),
    ],
};

pub const VIDEO: Record = Record {
    name: "the video",
    fields: &[
        SECTION_HEADLINE,
        required("title", Shape::Text, "What it shows."),
        required("url", Shape::Url, "Its address at YouTube, Vimeo or another host."),
        key("line", Shape::Text, "A sentence about it."),
        key("picture", Shape::Path, "A still picture of it."),
        key("alt", Shape::Text, "What the picture shows."),
        key("length", Shape::Text, "How long it is, such as `2:40`."),
    ],
};

pub const COUNTDOWN: Record = Record {
    name: "the countdown",
    fields: &[
        required("text", Shape::Text, "What ends, in a few words."),
        required(
            "ends",
            Shape::Text,
            "`2026-12-24 18:00` in the company's time zone, or a date: the end of that day.",
        ),
    ],
};

pub const FORM_FIELD: Record = Record {
    name: "a field of the form",
    fields: &[
        required("kind", Shape::OneOf(FieldKind::WORDS), "What is asked for."),
        key("name", Shape::Id, "What it is called in what is sent; default its kind."),
        key("label", Shape::Text, "What readers see it called; default the theme's word."),
        key("required", Shape::Bool, "Default: `true` for the mail address alone."),
        key("options", Shape::List(&Shape::Text), "What can be chosen."),
    ],
};

pub const THANKS: Record = Record {
    name: "the thanks",
    fields: &[
        required("headline", Shape::Text, "Heading of the page after sending."),
        key("line", Shape::Text, "What happens next."),
    ],
};

pub const FORM: Record = Record {
    name: "the form",
    fields: &[
        SECTION_HEADLINE,
        key("line", Shape::Text, "What they get for it."),
        key("endpoint", Shape::Url, "Where it is sent; default `form_endpoint` of company.yaml."),
        required(
            "fields",
            Shape::List(&Shape::Either(
                &Shape::OneOf(FieldKind::WORDS),
                &Shape::Record(&FORM_FIELD),
            )),
            "What is asked for, such as `[name, email]`.",
        ),
        key(
            "consent",
            Shape::Either(&Shape::Bool, &Shape::Text),
            "`true`, or your own words that readers tick; the privacy page is linked beside them.",
        ),
        key("cta", Shape::Text, "Text of the button."),
        key("thanks", Shape::Record(&THANKS), "The page after sending."),
    ],
};

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
        key("countdown", Shape::Record(&COUNTDOWN), "The end of an offer."),
        key("video", Shape::Record(&VIDEO), "A video, linked."),
        key("comparison", Shape::Record(&COMPARISON), "Ours beside what else there is."),
        key("form", Shape::Record(&FORM), "Asks readers for their address."),
        key("closing", Shape::Record(&CLOSING), "The offer once more."),
        key("note", Shape::Text, "What must be said of price or offer, in small letters."),
        key("test_of", Shape::Id, "The landing that this one is tried against (A/B)."),
        super::audience::FOR,
        super::audience::VARIANT_OF,
    ],
};
