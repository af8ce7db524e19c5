//! What all faults of typed values share: a message, and what to write instead.

use std::fmt::Display;

/// A fault in a value that somebody typed. `Display` says what is wrong, in one sentence without
/// a full stop, in the marketer's words.
pub trait Advice: Display {
    /// The texts that could stand there instead, likeliest first. Each of them would be understood.
    fn write_instead(&self) -> Vec<String>;

    /// [`write_instead`](Advice::write_instead) as one line of help.
    fn help(&self) -> Option<String> {
        let quoted: Vec<String> =
            self.write_instead().iter().map(|text| format!("`{text}`")).collect();
        (!quoted.is_empty()).then(|| format!("write {}", quoted.join(" or ")))
    }

    /// Whether the value could mean several things, so that it is asked about rather than wrong.
    fn is_question(&self) -> bool {
        false
    }
}
