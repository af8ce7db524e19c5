//! The border to the drawing engine: scenes in, pixels and measured blocks out.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::banner::{PixelSize, Scale};

use super::picture::{Fill, Picture};

/// What to draw: one HTML element tree with its stylesheet on a canvas of a fixed size.
#[derive(Debug, Clone)]
pub struct Scene {
    pub html: String,
    pub css: Arc<str>,
    pub size: PixelSize,
    pub scale: Scale,
    /// What `<img src="NAME">` shows, by name. An `<img>` needs its width and height from CSS.
    pub pictures: BTreeMap<Arc<str>, Placed>,
}

impl Scene {
    /// A hash of all that the pixels depend on, beside the painter.
    pub fn fingerprint(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        let frame = format!("{} {:?}", self.size, self.scale);
        for text in [frame.as_str(), &self.html, &self.css] {
            hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
        }
        for (name, placed) in &self.pictures {
            let Placed { picture, fill } = placed;
            let shown = format!("{name} {fill:?} {:?}", picture.dimensions());
            hasher.update(&(shown.len() as u64).to_le_bytes()).update(shown.as_bytes());
            hasher.update(picture.fingerprint().as_bytes());
        }
        hasher.finalize()
    }
}

/// A picture and how it takes the box that the markup gives it.
#[derive(Debug, Clone)]
pub struct Placed {
    pub picture: Arc<Picture>,
    pub fill: Fill,
}

/// An element with an `id`, or a picture, where layout put it, in CSS pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// A picture without one goes by its `src`, unless the element around it does.
    pub id: String,
    /// The `id` of the nearest enclosing element that has one.
    pub parent: Option<String>,
    pub left: f32,
    pub top: f32,
    pub width: f32,
    pub height: f32,
    /// The lines of text directly inside, top to bottom.
    pub lines: Vec<Line>,
    /// How far the widest line reaches out of its element, 0 when none does.
    pub text_overflow: f32,
}

/// One line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub text: String,
    pub width: f32,
}

/// A drawn picture: straight-alpha RGBA rows, top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    pub rgba: Vec<u8>,
}

/// Why a scene could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaintError {
    /// A rule of the stylesheet is not one that the engine draws.
    Css {
        /// 1-based, where the engine's excerpt could be found again in the stylesheet.
        line: Option<usize>,
        excerpt: String,
        reason: String,
    },
    /// The markup is nested too deeply, or hides elements by CSS that measuring needs.
    Html { reason: String },
    /// An `<img>` names a picture that the scene does not have, or that cannot be drawn.
    Picture { reason: String },
    /// The canvas is empty or too large.
    Canvas,
}

impl std::fmt::Display for PaintError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PaintError::Css { line: Some(line), excerpt, reason } => {
                write!(formatter, "line {line}: `{excerpt}`: {reason}")
            }
            PaintError::Css { line: None, excerpt, reason } => {
                write!(formatter, "`{excerpt}`: {reason}")
            }
            PaintError::Html { reason } | PaintError::Picture { reason } => {
                formatter.write_str(reason)
            }
            PaintError::Canvas => formatter.write_str("the canvas is empty or too large"),
        }
    }
}

impl std::error::Error for PaintError {}

/// A drawing engine. The same scene gives the same pixels, on any thread.
pub trait Painter: Send + Sync {
    /// Draws the scene, `size` times `scale` pixels large.
    fn paint(&self, scene: &Scene) -> Result<Pixels, PaintError>;

    /// A hash of all that pixels depend on beside the scene: engine and fonts.
    fn fingerprint(&self) -> blake3::Hash;

    /// Lays the scene out without drawing it: every element that has an `id`, and every picture, in tree order.
    fn measure(&self, scene: &Scene) -> Result<Vec<Block>, PaintError>;
}
