//! See DESIGN.
pub mod diagnostic;
pub mod model;
