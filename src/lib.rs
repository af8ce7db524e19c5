//! See DESIGN.
pub mod diagnostic;
