//! What templates work with.

pub mod format;
