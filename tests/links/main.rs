//! Tracked links: what each system's look like, what holds for all of them, and what cannot be linked.

mod golden;
mod properties;
mod refused;
mod world;
