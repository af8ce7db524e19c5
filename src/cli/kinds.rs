//! The kinds of content by name, and what their files hold.

use crate::diagnostic::suggest;
use crate::edit::Kind;
use crate::model::backend::BACKEND;
use crate::model::company::COMPANY;
use crate::model::creative::CREATIVE;
use crate::model::landing::LANDING;
use crate::model::material::{DOCUMENT, EMAIL, TEXT};
use crate::model::partner::PARTNER;
use crate::model::product::PRODUCT;
use crate::model::program::PROGRAM;
use crate::model::shape::Record;

use super::failure::Failure;

/// The kind of this name.
///
/// # Errors
/// Wrong usage, with the nearest name.
pub fn kind(name: &str, among: &[&str]) -> Result<Kind, Failure> {
    let name = match name {
        "creative" => "banner",
        name => name,
    };
    Kind::from_word(name).filter(|kind| among.contains(&kind.word())).ok_or_else(|| {
        let failure = Failure::usage(format!("there is no kind `{name}`"));
        match suggest(name, among.iter().copied()) {
            Some(near) => failure.help(format!("did you mean `{near}`?")),
            None => failure.help(format!("kinds are: {}", among.join(", "))),
        }
    })
}

/// The table of its keys.
pub fn record(kind: Kind) -> &'static Record {
    match kind {
        Kind::Company => &COMPANY,
        Kind::Partner => &PARTNER,
        Kind::Product => &PRODUCT,
        Kind::Program => &PROGRAM,
        Kind::Backend => &BACKEND,
        Kind::Banner => &CREATIVE,
        Kind::Landing => &LANDING,
        Kind::Email => &EMAIL,
        Kind::Text => &TEXT,
        Kind::Document => &DOCUMENT,
    }
}
