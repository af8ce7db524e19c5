//! See DESIGN.
pub mod diagnostic;
pub mod load;
pub mod model;
pub mod raster;
pub mod render;
pub mod source;
pub mod tracking;
