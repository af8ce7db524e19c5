//! Typed values without input or output: what the other modules speak of.

pub mod banner;
pub mod color;
pub mod font;
pub mod palette;
