//! What `promokit new` writes to be replaced.

/// Parts of the texts of new files by which one is known that nobody has written yet.
pub const UNWRITTEN: &[&str] = &[
    "say in one or two sentences what it does for the buyer",
    "Say in one or two sentences for whom the programme is",
    "One or two sentences that say what the reader gets",
    "say here in a few lines why you recommend",
    "Say here in one or two sentences what you like about",
    "Say here what else you agree on",
];
