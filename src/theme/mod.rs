//! What templates work with.

pub mod format;
pub mod markdown;
