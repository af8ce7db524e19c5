//! Why a command did not do what it was asked, and the exit code that says so.

use std::io;

use crate::build::BuildFault;
use crate::edit::EditFault;

pub const FINE: u8 = 0;
pub const CONTENT: u8 = 1;
pub const USAGE: u8 = 2;
pub const MACHINE: u8 = 3;
pub const INTERRUPTED: u8 = 130;

/// An unhappy end. Findings were printed before.
#[derive(Debug)]
pub enum Failure {
    /// The content has faults; a closing line, unless all is said.
    Content(Option<String>),
    /// Wrong usage: an unknown id, a missing argument.
    Usage {
        message: String,
        help: Option<String>,
    },
    /// The machine failed: disk, permission.
    Machine(String),
    Interrupted,
    /// Nobody reads the results any more (`promokit links | head`): not a fault.
    NobodyReads,
}

impl Failure {
    pub fn usage(message: impl Into<String>) -> Failure {
        Failure::Usage { message: message.into(), help: None }
    }

    #[must_use]
    pub fn help(self, text: impl Into<String>) -> Failure {
        match self {
            Failure::Usage { message, .. } => Failure::Usage { message, help: Some(text.into()) },
            other => other,
        }
    }

    pub fn exit_code(&self) -> u8 {
        match self {
            Failure::Content(_) => CONTENT,
            Failure::Usage { .. } => USAGE,
            Failure::Machine(_) => MACHINE,
            Failure::Interrupted => INTERRUPTED,
            Failure::NobodyReads => FINE,
        }
    }
}

/// For writing results.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::NobodyReads,
            io::ErrorKind::Interrupted => Failure::Interrupted,
            _ => Failure::Machine(format!("cannot write to standard output: {error}")),
        }
    }
}

impl From<EditFault> for Failure {
    fn from(fault: EditFault) -> Failure {
        match fault {
            EditFault::Refused { message, help } => {
                Failure::Content(Some(format!("{message}\n  help: {help}")))
            }
            EditFault::Usage { message, help } => Failure::Usage { message, help },
            EditFault::Machine(message) => Failure::Machine(message),
        }
    }
}

/// Findings are for the caller to print, who has the texts: see `project::Opened::built`.
impl From<BuildFault> for Failure {
    fn from(fault: BuildFault) -> Failure {
        match fault {
            BuildFault::Findings(_) => Failure::Content(Some(
                "Nothing was built; the output folder is as it was.".to_owned(),
            )),
            BuildFault::NothingMatches(only) => {
                let patterns: Vec<String> =
                    only.patterns().iter().map(|pattern| format!("`{pattern}`")).collect();
                Failure::usage(format!("no file of the output matches {}", patterns.join(" or ")))
                    .help("patterns are paths below the output folder, such as 'kits/*' or 'sites/**/index.html'; quote them")
            }
            BuildFault::Machine(fault) => Failure::Machine(fault.to_string()),
            BuildFault::Broken(message) => Failure::Machine(format!(
                "{message}: this is a fault of promokit or of the theme, please report it"
            )),
            BuildFault::Cancelled => Failure::Interrupted,
        }
    }
}
