//! The bar on a terminal.

use std::fmt::Write;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::build::{Listed, Progress};

use super::console::Console;

/// A bar on standard error; nothing at all where nobody would see it move.
pub struct Bar {
    bar: ProgressBar,
    planned: AtomicU64,
    /// How many parts there are, and how many of them are planned.
    parts: AtomicU64,
    planned_parts: AtomicU64,
}

impl Bar {
    pub fn new(console: &Console) -> Bar {
        let is_seen = !console.is_quiet() && std::io::stderr().is_terminal();
        let target =
            if is_seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let form = if console.paints_notes() {
            "{bar:30.cyan/dim} {pos}/{len} files, {per_sec:.dim}, {eta} left {msg:.dim}"
        } else {
            "{bar:30} {pos}/{len} files, {per_sec}, {eta} left {msg}"
        };
        if let Ok(style) = ProgressStyle::with_template(form) {
            bar.set_style(style.with_key(
                "per_sec",
                |state: &ProgressState, text: &mut dyn Write| {
                    let _ = write!(text, "{:.0} a second", state.per_sec());
                },
            ));
        }
        let [planned, parts, planned_parts] = [(); 3].map(|()| AtomicU64::new(0));
        Bar { bar, planned, parts, planned_parts }
    }

    /// Takes it off the screen, before anything else is printed.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl<I: Listed> Progress<I> for Bar {
    fn parts(&self, total: usize) {
        self.parts.store(total as u64, Ordering::Relaxed);
    }

    fn planned(&self, more: usize) {
        let more = more as u64;
        let planned = self.planned.fetch_add(more, Ordering::Relaxed) + more;
        let parts = self.parts.load(Ordering::Relaxed);
        let planned_parts = self.planned_parts.fetch_add(1, Ordering::Relaxed) + 1;
        self.bar.set_length(expected(planned, planned_parts, parts));
    }

    fn done(&self, item: &I) {
        self.bar.set_message(item.kind().word());
        self.bar.inc(1);
    }
}

/// How many files there will be, if the parts to come are like those that are planned. The first
/// part is what partners share, which is like no other.
fn expected(planned: u64, planned_parts: u64, parts: u64) -> u64 {
    let to_come = parts.saturating_sub(planned_parts);
    planned + planned / planned_parts.max(1) * to_come
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_is_right_in_the_end() {
        assert_eq!(expected(100, 1, 1), 100);
        assert_eq!(expected(120, 3, 11), 120 + 40 * 8);
        assert_eq!(expected(500, 11, 11), 500);
    }
}
