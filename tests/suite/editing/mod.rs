//! A project that is edited at random, and what is known of it all the while.

mod chance;
pub mod content;
mod ground;
mod meadow;
pub mod pictures;
pub mod table;
pub mod tampering;
mod tree;

pub use chance::Chance;
pub use ground::Ground;

/// A number from the environment, for runs that are longer or others.
pub fn number(variable: &str, default: u64) -> u64 {
    match std::env::var(variable) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{variable} is no number: {text}")),
        Err(_) => default,
    }
}
