//! See DESIGN.
pub mod diagnostic;
pub mod render;
pub mod theme;
