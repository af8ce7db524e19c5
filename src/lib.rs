//! See DESIGN.
pub mod diagnostic;
pub mod model;
pub mod raster;
pub mod render;
pub mod tracking;
