//! What is written in Markdown: landings, letters, ad texts and documents, one file a language.

use std::collections::BTreeMap;

use crate::diagnostic::Span;

use super::audience::Audience;
use super::date::Date;
use super::ids::{DocumentId, EmailId, LandingId, TextId};
use super::landing::LandingText;
use super::locale::Locale;
use super::partner::Partner;
use super::picture::PicturePath;
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
    /// Its place taken for some of its audience; they have no variants of their own.
    pub variants: Vec<Material<I, T>>,
}

impl<I, T> Material<I, T> {
    /// What `partner` gets: the variant for them where it speaks the language, else as
    /// [`version`](Material::version).
    pub fn version_for(
        &self,
        partner: &Partner,
        locale: &Locale,
        default: &Locale,
    ) -> Option<Choice<'_, T>> {
        let own = self.variant_for(partner, locale).and_then(|variant| variant.spoken(locale));
        own.map(|value| Choice { value, fallback: false }).or_else(|| self.version(locale, default))
    }

    /// The variant that `partner` gets in `locale`; `None` if they get the material itself.
    pub fn variant_for(&self, partner: &Partner, locale: &Locale) -> Option<&Material<I, T>> {
        let variant = self.variants.iter().find(|variant| variant.audience.includes(partner))?;
        variant.spoken(locale).map(|_| variant)
    }

    /// The version for `locale`, for the wider language, for `default`, in English (a theme's texts may not speak the
    /// default language), or the first there is.
    pub fn version(&self, locale: &Locale, default: &Locale) -> Option<Choice<'_, T>> {
        if let Some(value) = self.spoken(locale) {
            return Some(Choice { value, fallback: false });
        }
        let value = self
            .versions
            .get(default)
            .or_else(|| self.versions.get(&Locale::english()))
            .or_else(|| self.versions.values().next())?;
        Some(Choice { value, fallback: true })
    }

    fn spoken(&self, locale: &Locale) -> Option<&T> {
        self.versions.get(locale).or_else(|| {
            locale.fallback().into_iter().skip(1).find_map(|wider| self.versions.get(&wider))
        })
    }

    /// Every text of it, whomever it is for.
    pub fn texts(&self) -> impl Iterator<Item = &T> {
        self.versions.values().chain(self.variants.iter().flat_map(|it| it.versions.values()))
    }
}

pub type Landing = Material<LandingId, LandingText>;
pub type Email = Material<EmailId, EmailText>;
pub type AdText = Material<TextId, AdTextBody>;
pub type Document = Material<DocumentId, DocumentText>;

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

const LANDING_KEY: Field =
    key("landing", Shape::Id, "Which landing it leads to; default: the partner's first.");

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
        super::audience::VARIANT_OF,
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
        super::audience::VARIANT_OF,
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
        super::audience::VARIANT_OF,
    ],
};
