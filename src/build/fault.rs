//! Why output could not be written.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Severity};

/// What kept a build from writing. Nothing under the output folder has changed then.
#[derive(Debug)]
pub enum OutputFault {
    /// The folder's layout stands in the way; the user can mend it.
    Refused(Vec<Diagnostic>),
    /// The machine failed: disk, permission, a folder in use.
    Machine(MachineFault),
}

/// A file operation that failed.
#[derive(Debug)]
pub struct MachineFault {
    /// What was tried: `write`.
    pub action: &'static str,
    pub path: PathBuf,
    pub reason: String,
}

impl OutputFault {
    /// A refusal with one finding about the layout.
    pub fn refused(message: impl Into<String>, help: impl Into<String>) -> OutputFault {
        OutputFault::Refused(vec![layout(message, help)])
    }

    /// For `map_err`: what was tried with `path`.
    pub fn io(action: &'static str, path: &Path) -> impl Fn(io::Error) -> OutputFault {
        move |error| {
            OutputFault::Machine(MachineFault {
                action,
                path: path.to_owned(),
                reason: reason(&error),
            })
        }
    }
}

/// An error about how the folders are laid out: it has no place in a file.
pub(super) fn layout(message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::placeless(Severity::Error, Code::Layout, message).help(help)
}

/// An operating system's reason in plain words.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "the disk quota is used up".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::NotADirectory => "a part of this path is a file, not a folder".to_owned(),
        _ => error.to_string(),
    }
}

impl fmt::Display for MachineFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} {}: {}", self.action, self.path.display(), self.reason)
    }
}
