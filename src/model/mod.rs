//! Typed values, no input or output: what the project's words mean once they are read.
//!
//! A value of these types is right: whatever reads text makes it through the parsers here, and
//! nothing after has to check again. This module must not know of files, YAML or templates.

pub mod ad_label;
pub mod shape;

pub mod advice;
pub mod audience;
pub mod backend;
pub mod banner;
pub mod base64;
pub mod budget;
pub mod color;
pub mod company;
pub mod creative;
pub mod date;
pub mod disclosure;
pub mod font;
pub mod ids;
pub mod landing;
pub mod locale;
pub mod material;
pub mod media;
pub mod money;
pub mod palette;
pub mod partner;
pub mod picture;
pub mod placeholder;
pub mod product;
pub mod program;
pub mod project;
pub mod release;
pub mod scaffold;
pub mod terms;
pub mod text;
pub mod theme;
pub mod web;
