//! Decodes what is written in Markdown but landings: letters, ad texts, documents.

use crate::diagnostic::Span;
use crate::model::audience::Audience;
use crate::model::ids::{DocumentId, EmailId, Id, TextId};
use crate::model::material::*;
use crate::model::text::{Located, Phrase};
use crate::source::Node;

use super::creative::date;
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
pub struct Version<I, T> {
    pub text: T,
    pub audience: Audience,
    pub variant_of: Option<Located<I>>,
}

impl<I: Id, T> Version<I, T> {
    pub fn of(fields: &Fields, findings: &mut Findings, text: T) -> Version<I, T> {
        Version {
            text,
            audience: audience(fields, findings),
            variant_of: fields.get("variant_of", findings, id),
        }
    }
}

pub fn email(sheet: Sheet, findings: &mut Findings) -> Option<Version<EmailId, EmailText>> {
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
    Some(Version::of(&fields, findings, text))
}

pub fn text(sheet: Sheet, findings: &mut Findings) -> Option<Version<TextId, AdTextBody>> {
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
    Some(Version::of(&fields, findings, text))
}

pub fn document(
    sheet: Sheet,
    findings: &mut Findings,
) -> Option<Version<DocumentId, DocumentText>> {
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
    Some(Version::of(&fields, findings, text))
}
