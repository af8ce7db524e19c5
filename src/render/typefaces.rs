//! The typefaces that banners are drawn with: the company's own, then the theme's.

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::font::FontFace;
use crate::plan::{FontSource, Plan};
use crate::raster::FontSet;
use crate::theme::{Theme, is_built_in};

use super::{Inputs, picture};

/// A font file, and what it stands for.
pub struct Face<'p> {
    pub face: FontFace,
    pub source: FontSource,
    /// Where it is asked for.
    pub place: Span,
    pub bytes: Result<Cow<'p, [u8]>, Diagnostic>,
}

/// The company's own typefaces take the place of the theme's first families, which stay behind
/// them for the characters that they lack.
pub fn faces<'p>(plan: &Plan<'p>, theme: &'p Theme, inputs: &dyn Inputs) -> Vec<Face<'p>> {
    let brand = &plan.project.company.brand;
    let declared = &theme.manifest().fonts;
    let own = [(&brand.display_font, &declared.display), (&brand.text_font, &declared.text)];
    let own = own.into_iter().filter_map(|(font, families)| font.as_ref().zip(families.first()));
    let own = own.map(|(font, family)| Face {
        face: FontFace {
            family: family.clone(),
            file: font.value.to_string(),
            weight: "100 900".to_owned(),
            unicode_range: None,
        },
        source: FontSource::Own(font.value.clone()),
        place: font.span,
        bytes: inputs
            .content(&font.value)
            .map(Cow::Owned)
            .map_err(|finding| picture::at(font.span, finding)),
    });
    let place = plan.project.company.theme.span;
    let theirs = declared.files.iter().map(|face| Face {
        face: face.clone(),
        source: FontSource::Theme(face.file.clone()),
        place,
        bytes: theme.font(&face.file).map(Cow::Borrowed).ok_or_else(|| {
            let message = format!("the theme has no file fonts/{}", face.file);
            Diagnostic::error(Code::BadFont, place, message)
        }),
    });
    own.chain(theirs).collect()
}

/// All of them, to draw with.
///
/// # Errors
/// Files that are missing, or no fonts.
pub fn fonts(plan: &Plan, theme: &Theme, inputs: &dyn Inputs) -> Result<FontSet, Vec<Diagnostic>> {
    let mut set = FontSet::default();
    let mut findings = Vec::new();
    for Face { face, source, place, bytes } in faces(plan, theme, inputs) {
        let added = bytes.and_then(|bytes| {
            let is_known =
                matches!(source, FontSource::Theme(_)) && is_built_in(&face.file, &bytes);
            let added =
                if is_known { set.add(&face, &bytes) } else { set.add_unknown(&face, &bytes) };
            added.map_err(|fault| Diagnostic::error(Code::BadFont, place, fault.to_string()))
        });
        findings.extend(added.err());
    }
    if findings.is_empty() { Ok(set) } else { Err(findings) }
}
