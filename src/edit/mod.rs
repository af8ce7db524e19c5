//! Writes into content: new projects, new things, schemas for editors, the release lock.
//!
//! Nothing but the release lock is ever written over, and no file is ever half there. Randomness and questions belong to
//! the caller; this module knows neither the clock nor the terminal.

use std::path::PathBuf;

mod draft;
mod eject;
mod example;
mod files;
mod first;
mod init;
mod kind;
mod partner_row;
mod release;
mod schema;

pub use draft::{Created, Draft, create};
pub use eject::{Choice, Ejected, base_theme, eject, ejectable};
pub use init::init;
pub use kind::Kind;
pub use partner_row::{ColumnKey, add_partner};
pub use release::{LOCK, release_lock, write_release_lock};
pub use schema::{schema, write_schemas};

/// Why nothing was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditFault {
    /// What is there already stands against it.
    Refused { message: String, help: String },
    /// Something was named that does not exist or cannot be a name.
    Usage { message: String, help: Option<String> },
    /// The machine failed; the whole sentence.
    Machine(String),
}

impl EditFault {
    fn refused(message: impl Into<String>, help: impl Into<String>) -> EditFault {
        EditFault::Refused { message: message.into(), help: help.into() }
    }

    fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(std::io::Error) -> EditFault {
        let path = path.into();
        move |error| EditFault::Machine(format!("cannot {action} {}: {error}", path.display()))
    }
}
