//! Pictures that say nothing to who cannot see them.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::picture::PicturePath;
use crate::model::text::{Located, Phrase};
use crate::plan::Plan;

pub fn check(plan: &Plan, findings: &mut Vec<Diagnostic>) {
    for (_, text) in super::texts(plan) {
        let hero = (text.hero.picture.as_ref(), text.hero.alt.as_ref());
        let video = text.video.as_ref().map(|video| (video.picture.as_ref(), video.alt.as_ref()));
        let shown = [Some(hero), video];
        findings
            .extend(shown.into_iter().flatten().filter_map(|(picture, alt)| lacks(picture?, alt)));
    }
}

fn lacks(picture: &Located<PicturePath>, alt: Option<&Phrase>) -> Option<Diagnostic> {
    alt.is_none().then(|| {
        let message = format!("it is not said what {} shows", picture.value);
        Diagnostic::error(Code::Alternative, picture.span, message).help(
            "add `alt:` with a short sentence; `alt: \"\"` for a picture that is mere decoration",
        )
    })
}
