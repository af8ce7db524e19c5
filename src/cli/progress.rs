//! The bar on a terminal.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::build::{Listed, Progress};

use super::console::Console;

/// A bar on standard error; nothing at all where nobody would see it move.
pub struct Bar {
    bar: ProgressBar,
    planned: AtomicU64,
}

impl Bar {
    pub fn new(console: &Console) -> Bar {
        let is_seen = !console.is_quiet() && std::io::stderr().is_terminal();
        let target =
            if is_seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let form = if console.paints_notes() {
            "{bar:30.cyan/dim} {pos}/{len} {msg:.dim}"
        } else {
            "{bar:30} {pos}/{len} {msg}"
        };
        if let Ok(style) = ProgressStyle::with_template(form) {
            bar.set_style(style);
        }
        Bar { bar, planned: AtomicU64::new(0) }
    }

    /// Takes it off the screen, before anything else is printed.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl<I: Listed> Progress<I> for Bar {
    fn planned(&self, more: usize) {
        let more = more as u64;
        self.bar.set_length(self.planned.fetch_add(more, Ordering::Relaxed) + more);
    }

    fn done(&self, item: &I) {
        self.bar.set_message(item.kind().word());
        self.bar.inc(1);
    }
}
