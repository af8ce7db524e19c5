//! What serving needs of the command line: the project as it is now, and somebody to tell.

use crate::diagnostic::Diagnostic;
use crate::model::date::Date;
use crate::model::project::Project;
use crate::source::{RelativePath, Source};
use crate::theme::Theme;

/// The project as it was just read.
pub struct Opened {
    pub source: Source,
    pub findings: Vec<Diagnostic>,
    /// Only if no finding is an error.
    pub sound: Option<Sound>,
}

/// A project without faults, and the day it is shown for.
pub struct Sound {
    pub project: Project,
    pub theme: Theme,
    pub as_of: Date,
}

/// Reads projects and hears what happens.
pub trait Outside: Send + Sync {
    /// Reads the project as it is now.
    fn open(&self) -> Opened;
    fn tell(&self, news: News<'_>);
}

/// Something to print.
#[derive(Debug)]
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
