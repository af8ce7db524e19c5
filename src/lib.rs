//! See DESIGN.
pub mod diagnostic;
pub mod source;
