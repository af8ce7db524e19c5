//! Banners: content and a size to fitted markup, and markup to pixels.
//!
//! A layout is a pair of templates, `banner/<layout>.html` and `.css`, for all sizes. The host wraps
//! the HTML in one element that carries the size's class and every measure and colour as CSS custom
//! properties, so that a layout only places things. Elements are found again by their ids: `fit` is
//! the room for the text, `copy` what must fit into it, then `headline`, `line`, `number`, `cta`,
//! `legal`, `logo`, `partner`. It must not know files or partners' data beyond what it is given.

mod colors;
mod content;
mod fitting;
mod legibility;
mod lines;
mod measures;
mod scene;

pub use colors::{BannerColors, Tone};
pub use content::{BannerContent, BannerPicture, Headline, Layout, Logo, PictureKind};
pub use fitting::{FitMemo, Fitted, TextFit, Variant};
pub use legibility::{Faint, LowLogo, Soft, Weaknesses, is_edgeless, weaknesses};
pub use lines::tie_openings;
pub use measures::Measures;
pub use scene::{BannerError, BannerMarkup, expand, scene};

#[cfg(test)]
mod tests;
