//! Letters: from a letter's content to MJML, HTML, plain text and a draft that mail programs open.
//!
//! ```text
//! EmailContext ─ expand ─▶ MJML ─ draw ─▶ HTML ─┐
//!              └ text ──▶ plain text ───────────┴ eml ─▶ message
//! ```
//!
//! Every step is a pure function: no files, no clock, no network. This module must not know partners, plans or
//! themes' folders; whoever calls it hands over words, colours and addresses. Neutral tags (`[[first_name]]`) pass
//! through all steps unchanged; [`tags::fill`] turns them into a mail program's own, after the templates, so that
//! foreign braces never meet the template engine.

mod context;
mod html;
mod message;
mod structure;
pub mod tags;
mod text;
mod wrap;

pub use context::{
    Company, Direction, EmailContext, Envelope, Link, Mailbox, Palette, Partner, Picture, Style,
};
pub use html::{DrawError, draw};
pub use message::{EnvelopeError, eml};
pub use structure::{Fault, StructureError};
pub use text::from_markdown;

use tera::Tera;

use crate::theme::markdown;

/// Gmail cuts letters at 102 KB, and mail programs lengthen links before sending: up to this many bytes of HTML
/// there is room for that.
pub const COMFORTABLE_HTML_BYTES: usize = 60_000;

/// Columns of the plain-text part (RFC 3676 recommends at most 78).
pub const TEXT_COLUMNS: usize = 72;

const TEXT_TEMPLATE: &str = "email/email.txt";

/// Why a letter could not be expanded.
#[derive(Debug)]
pub enum ExpandError {
    /// The template engine's message, with template, line and column.
    Template(tera::Error),
    /// The template rendered, but what it gave is not MJML.
    Structure(StructureError),
}

impl std::fmt::Display for ExpandError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ExpandError::Template(error) => error.fmt(formatter),
            ExpandError::Structure(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for ExpandError {}

/// The letter as MJML, from the theme's template for its style.
///
/// `tera` must escape names that end in `.mjml`. The result is checked: unknown and unclosed tags are errors,
/// because the renderer would drop them without a word.
pub fn expand(tera: &Tera, letter: &EmailContext) -> Result<String, ExpandError> {
    let template = letter.style.template();
    let mjml = render(tera, template, letter, "body_html", &markdown::to_html(&letter.body))
        .map_err(ExpandError::Template)?;
    checked(template, mjml)
}

/// What a template gave, if it is MJML.
pub fn checked(template: &'static str, mjml: String) -> Result<String, ExpandError> {
    match structure::check(&mjml) {
        Ok(()) => Ok(mjml),
        Err(fault) => Err(ExpandError::Structure(StructureError::new(template, &mjml, fault))),
    }
}

/// The letter as plain text of [`TEXT_COLUMNS`] columns, from the same Markdown.
pub fn text(tera: &Tera, letter: &EmailContext) -> Result<String, ExpandError> {
    let body = from_markdown(&letter.body, TEXT_COLUMNS);
    let text =
        render(tera, TEXT_TEMPLATE, letter, "body_text", &body).map_err(ExpandError::Template)?;
    Ok(wrapped(&text))
}

/// Plain text in lines of [`TEXT_COLUMNS`] columns.
pub fn wrapped(text: &str) -> String {
    wrap::wrap(text, TEXT_COLUMNS)
}

fn render(
    tera: &Tera,
    template: &str,
    letter: &EmailContext,
    body_key: &'static str,
    body: &str,
) -> Result<String, tera::Error> {
    let mut context = tera::Context::from_serialize(letter)?;
    context.insert(body_key, body);
    tera.render(template, &context)
}

#[cfg(test)]
mod tests;
