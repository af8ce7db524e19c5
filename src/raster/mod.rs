//! Markup and a size to pixels, and pixels to files within a byte budget; markup to printed pages.
//!
//! Pure: no files, no clock. It must not know what a partner or a theme is; the drawing engine is
//! seen by no other module, only the [`Painter`] trait is.

/// Tells what this version draws and encodes from what another one would.
pub const ENGINE: &str = env!("PROMOKIT_RASTER_ENGINE");

mod dialect;
mod encode;
mod fit;
mod fonts;
mod painter;
mod picture;
mod print;
mod takumi_painter;

pub use crate::model::banner::Scale;
pub use dialect::{draws_property, follows_at_rule, state_in};
pub use encode::{EncodeError, Encoded, encode, encode_animation, encode_photo};
pub use fit::{FitRange, fit_largest, fit_largest_near};
pub use fonts::{BadFont, FontSet};
pub use painter::{Block, Line, PaintError, Painter, Pixels, Placed, Scene};
pub use picture::{BadPicture, Fill, Focus, Picture};
pub use print::{Paper, Print};
pub use takumi_painter::TakumiPainter;
