//! Decodes the Markdown materials: landings, letters, ad texts, documents.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::audience::Audience;
use crate::model::material::*;
use crate::model::picture::FocalPoint;
use crate::model::text::Phrase;
use crate::source::Node;

use super::creative::{date, focal_point};
use super::fields::{Fields, Findings};
use super::product::audience;
use super::values::{id, integer, path, phrase, word};

/// A Markdown file, split.
pub struct Sheet<'n> {
    pub settings: &'n Node,
    /// The start of the file.
    pub start: Span,
    pub body: Phrase,
}

/// One language's version of a material, with what counts only from the default language's file.
pub struct Version<T> {
    pub text: T,
    pub audience: Audience,
}

pub fn landing(sheet: Sheet, findings: &mut Findings) -> Option<Version<LandingText>> {
    let fields = Fields::open(sheet.settings, &LANDING, sheet.start, findings)?;
    let title = fields.get("title", findings, phrase);
    let hero = fields.part("hero", &HERO, findings, hero);
    let text = LandingText {
        span: sheet.start,
        description: fields.get("description", findings, phrase),
        order: fields
            .get("order", findings, |node, findings| integer(node, findings, -1_000, 1_000))
            .unwrap_or(0),
        proof: fields.parts("proof", &PROOF, findings, proof),
        benefits: section(&fields, "benefits", &BENEFITS, &BENEFIT, findings, |part, findings| {
            Some(Benefit {
                text: part.get("text", findings, phrase),
                icon: part.get("icon", findings, phrase),
                title: part.get("title", findings, phrase)?,
            })
        }),
        steps: section(&fields, "steps", &STEPS, &ITEM, findings, |part, findings| {
            Some(Item {
                text: part.get("text", findings, phrase),
                title: part.get("title", findings, phrase)?,
            })
        }),
        products: fields
            .part("products", &PRODUCTS, findings, |part, findings| {
                Some(ProductSection {
                    headline: part.get("headline", findings, phrase),
                    line: part.get("line", findings, phrase),
                    items: part.list("items", findings, id),
                })
            })
            .unwrap_or_default(),
        faq: section(&fields, "faq", &FAQ, &QUESTION_TEXT, findings, |part, findings| {
            let question = part.get("question", findings, phrase);
            let answer = part.get("answer", findings, phrase);
            Some(QuestionText { question: question?, answer: answer? })
        }),
        closing: fields.part("closing", &CLOSING, findings, |part, findings| {
            Some(Closing {
                line: part.get("line", findings, phrase),
                cta: part.get("cta", findings, phrase),
                headline: part.get("headline", findings, phrase)?,
            })
        }),
        body: sheet.body,
        title: title?,
        hero: hero?,
    };
    Some(Version { audience: audience(&fields, findings), text })
}

fn hero(part: &Fields, findings: &mut Findings) -> Option<Hero> {
    Some(Hero {
        eyebrow: part.get("eyebrow", findings, phrase),
        line: part.get("line", findings, phrase),
        cta: part.get("cta", findings, phrase),
        picture: part.get("picture", findings, path),
        alt: part.get("alt", findings, phrase),
        focus: part.get("focus", findings, focal_point).unwrap_or(FocalPoint::CENTER),
        number: part.part("number", &FIGURE, findings, figure),
        headline: part.get("headline", findings, phrase)?,
    })
}

fn figure(part: &Fields, findings: &mut Findings) -> Option<Figure> {
    Some(Figure {
        label: part.get("label", findings, phrase),
        value: part.get("value", findings, phrase)?,
    })
}

fn proof(part: &Fields, findings: &mut Findings) -> Option<Proof> {
    let quote = part.get("quote", findings, phrase);
    let value = part.get("value", findings, phrase);
    match (quote, value) {
        (Some(quote), None) => Some(Proof::Quote {
            quote,
            name: part.get("name", findings, phrase),
            role: part.get("role", findings, phrase),
        }),
        (None, Some(value)) => {
            Some(Proof::Figure(Figure { value, label: part.get("label", findings, phrase) }))
        }
        _ => {
            findings.push(
                Diagnostic::error(
                    Code::BadValue,
                    part.place("quote"),
                    "a proof is either a quotation or a figure",
                )
                .help("give it `quote`, `name` and `role`, or `value` and `label`"),
            );
            None
        }
    }
}

fn section<'n, T>(
    fields: &Fields<'n>,
    key: &str,
    record: &'static crate::model::shape::Record,
    item: &'static crate::model::shape::Record,
    findings: &mut Findings,
    read: impl FnMut(&Fields<'n>, &mut Findings) -> Option<T>,
) -> Option<Section<T>> {
    fields.part(key, record, findings, |part, findings| {
        let headline = part.get("headline", findings, phrase);
        let items = part.parts("items", item, findings, read);
        (!items.is_empty()).then_some(Section { headline, items })
    })
}

pub fn email(sheet: Sheet, findings: &mut Findings) -> Option<Version<EmailText>> {
    let fields = Fields::open(sheet.settings, &EMAIL, sheet.start, findings)?;
    let text = EmailText {
        span: sheet.start,
        preheader: fields.get("preheader", findings, phrase),
        style: fields
            .get("style", findings, |node, findings| {
                word(node, findings, EmailStyle::WORDS, EmailStyle::from_word)
            })
            .unwrap_or(EmailStyle::Designed),
        picture: fields.get("picture", findings, path),
        alt: fields.get("alt", findings, phrase),
        headline: fields.get("headline", findings, phrase),
        cta: fields.get("cta", findings, phrase),
        signature: fields.get("signature", findings, phrase),
        landing: fields.get("landing", findings, id),
        body: sheet.body,
        subject: fields.get("subject", findings, phrase)?,
    };
    Some(Version { audience: audience(&fields, findings), text })
}

pub fn text(sheet: Sheet, findings: &mut Findings) -> Option<Version<AdTextBody>> {
    let fields = Fields::open(sheet.settings, &TEXT, sheet.start, findings)?;
    let limit = fields.get("limit", findings, |node, findings| integer(node, findings, 1, 100_000));
    let text = AdTextBody {
        span: sheet.start,
        kind: fields
            .get("kind", findings, |node, findings| {
                word(node, findings, TextKind::WORDS, TextKind::from_word)
            })
            .unwrap_or(TextKind::Post),
        limit: limit.and_then(|limit| u32::try_from(limit).ok()),
        landing: fields.get("landing", findings, id),
        body: sheet.body,
        title: fields.get("title", findings, phrase)?,
    };
    Some(Version { audience: audience(&fields, findings), text })
}

pub fn document(sheet: Sheet, findings: &mut Findings) -> Option<Version<DocumentText>> {
    let fields = Fields::open(sheet.settings, &DOCUMENT, sheet.start, findings)?;
    let text = DocumentText {
        span: sheet.start,
        kind: fields
            .get("kind", findings, |node, findings| {
                word(node, findings, DocumentKind::WORDS, DocumentKind::from_word)
            })
            .unwrap_or(DocumentKind::Agreement),
        version: fields.get("version", findings, phrase),
        date: fields.get("date", findings, date).map(|located| located.value),
        body: sheet.body,
        title: fields.get("title", findings, phrase)?,
    };
    Some(Version { audience: audience(&fields, findings), text })
}
