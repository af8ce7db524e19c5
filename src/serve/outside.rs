//! What serving needs of the command line: the day, what builds drew, and somebody to tell.

use crate::diagnostic::Diagnostic;
use crate::model::date::Date;
use crate::model::project::Project;
use crate::render::Drawn;
use crate::source::{RelativePath, Source};

/// Knows the clock and the terminal.
pub trait Outside: Send + Sync {
    /// The day that it is now at the company; `None` beyond all calendars.
    fn today(&self, project: &Project) -> Option<Date>;
    /// Where drawn files are kept, if they are.
    fn drawn(&self) -> Option<&dyn Drawn>;
    fn tell(&self, news: News<'_>);
}

/// Something to print.
pub enum News<'a> {
    /// Files changed: the project is about to be read.
    Changing,
    /// It was read. `changed` is empty the first time.
    Read { changed: &'a [RelativePath], is_sound: bool },
    /// What is wrong, as far as it was not told since the project was read.
    Findings { findings: &'a [Diagnostic], source: &'a Source },
    /// The system does not tell of changes, and why.
    Unwatched(&'a str),
}
