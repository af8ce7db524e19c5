//! From what is planned to what is written: markup first, then bytes.

pub mod banner;
pub mod email;
mod fetch;
pub mod page;
pub mod qr;
pub mod words;

pub use fetch::Fetch;
