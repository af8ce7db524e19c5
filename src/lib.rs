//! See DESIGN.
pub mod commission;
pub mod diagnostic;
pub mod model;
pub mod theme;
