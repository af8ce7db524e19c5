//! What is known of the pictures and fonts that content refers to, without decoding them.

use std::collections::BTreeMap;

use crate::diagnostic::Span;

use super::picture::PicturePath;

/// Every picture that content refers to and that could be read.
pub type Pictures = BTreeMap<PicturePath, PictureInfo>;

/// The hash of every font's bytes that content refers to and that could be read.
pub type Fonts = BTreeMap<PicturePath, [u8; 32]>;

/// A picture as its header describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureInfo {
    /// The first place that names it: where a fault of the file is shown.
    pub place: Span,
    /// Hash of the file's bytes: part of the names of what is made from it.
    pub hash: [u8; 32],
    pub bytes: u64,
    pub width: u32,
    pub height: u32,
    pub nature: Nature,
    /// It has a ground of its own up to its edges: a photograph, or a drawing that begins with a
    /// rectangle over all of it. Such a picture fills an area; all others are shown whole.
    pub filled: bool,
}

/// What a picture is like, which decides how it is framed and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nature {
    /// An SVG.
    Vector,
    /// Pixels with a transparent ground: a cut-out or logo.
    CutOut,
    /// Pixels over the whole area.
    Photo,
}
