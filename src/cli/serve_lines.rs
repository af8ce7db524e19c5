//! What `promokit serve` prints: a line for each change, and what is wrong.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::diagnostic::{Diagnostic, Severity, draw_text};
use crate::source::{RelativePath, Source};

use super::console::Console;
use super::project;

/// Prints, and knows what was printed before.
pub struct Lines {
    console: Console,
    /// Nothing is known before the first reading.
    was_sound: Option<bool>,
    /// The findings of the reading before and of this one: they are not printed again.
    former: BTreeSet<String>,
    current: BTreeSet<String>,
}

impl Lines {
    pub fn new(console: Console) -> Lines {
        Lines { console, was_sound: None, former: BTreeSet::new(), current: BTreeSet::new() }
    }

    /// The project was read.
    pub fn read(&mut self, changed: &[RelativePath], is_sound: bool, time: Duration) {
        self.former = std::mem::take(&mut self.current);
        let was_sound = self.was_sound.replace(is_sound);
        self.console.note(&line(changed, was_sound, is_sound, time));
    }

    /// Prints those findings that were not printed for this reading or the one before.
    pub fn findings(&mut self, findings: &[Diagnostic], source: &Source) {
        let mut new = Vec::new();
        for finding in findings.iter().filter(|finding| finding.severity != Severity::Lint) {
            let text = draw_text(finding, source, false);
            if !self.former.contains(&text) && !self.current.contains(&text) {
                new.push(finding.clone());
            }
            self.current.insert(text);
        }
        project::complain(&new, source, &self.console);
    }

    pub fn unwatched(&self, why: &str) {
        self.console.note(&format!(
            "Changes are looked for every second and on every request: the system does not tell of them ({why})"
        ));
    }
}

/// `content/landings/home.md, mended (38 ms)`
fn line(
    changed: &[RelativePath],
    was_sound: Option<bool>,
    is_sound: bool,
    time: Duration,
) -> String {
    let what = match changed {
        [] => "Read the project".to_owned(),
        [one] => one.to_string(),
        [first, others @ ..] => format!("{first} and {} more", others.len()),
    };
    let outcome = match (was_sound, is_sound) {
        (None, false) => ", with faults: the dashboard shows them",
        (Some(_), false) => ", with faults: pages show the last good state",
        (Some(false), true) => ", mended",
        (_, true) => "",
    };
    format!("{what}{outcome} ({} ms)", time.as_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_one_line() {
        let path = |name: &str| crate::source::resolve("content", name).unwrap();
        let paths = [path("a.md"), path("b.md"), path("c.md")];
        let time = Duration::from_micros(38_400);
        assert_eq!(line(&paths[..1], Some(true), true, time), "content/a.md (38 ms)");
        assert_eq!(
            line(&paths, Some(false), true, time),
            "content/a.md and 2 more, mended (38 ms)"
        );
        assert_eq!(
            line(&[], None, false, time),
            "Read the project, with faults: the dashboard shows them (38 ms)"
        );
    }
}
