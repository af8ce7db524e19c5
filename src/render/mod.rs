//! Expanding and drawing artifacts, one module for each kind.
pub mod email;
