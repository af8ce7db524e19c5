//! Finds what an argument names, or says what was meant.

use crate::diagnostic::suggest;
use crate::model::ids::{Id, PartnerId};
use crate::model::project::Project;

use super::failure::Failure;

/// The partner of that id.
///
/// # Errors
/// There is none; with the id that was meant, if it can be guessed.
pub fn partner<'p>(id: &str, project: &'p Project) -> Result<&'p PartnerId, Failure> {
    known("partner", id, project.partners.keys())
}

/// The id among `ids` that `text` is.
///
/// # Errors
/// As for [`partner`].
pub fn known<'i, I: Id + 'i>(
    kind: &str,
    text: &str,
    ids: impl Iterator<Item = &'i I> + Clone,
) -> Result<&'i I, Failure> {
    ids.clone().find(|id| id.as_str() == text).ok_or_else(|| {
        let failure = Failure::usage(format!("there is no {kind} `{text}`"));
        match suggest(text, ids.map(Id::as_str)) {
            Some(near) => failure.help(format!("did you mean `{near}`?")),
            None => failure,
        }
    })
}
