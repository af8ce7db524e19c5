//! What themes are made of.
pub mod markdown;
