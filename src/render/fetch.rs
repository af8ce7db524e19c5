//! How a recipe gets at what other artifacts are made of: the caller, who renders them, hands it in.

use std::io::{self, Seek, Write};

use crate::diagnostic::Diagnostic;
use crate::plan::OutputPath;

/// Access to the artifacts that a recipe names as needed.
pub trait Fetch: Sync {
    /// The bytes of a needed artifact.
    ///
    /// # Errors
    /// The findings that kept it from being made; empty when they are reported elsewhere already.
    fn bytes(&self, path: &OutputPath) -> Result<Vec<u8>, Vec<Diagnostic>>;

    /// Its size in bytes, without reading it.
    ///
    /// # Errors
    /// As for [`bytes`](Fetch::bytes).
    fn size(&self, path: &OutputPath) -> Result<u64, Vec<Diagnostic>>;
}

/// Where large files are written to.
pub trait Seekable: Write + Seek {}

impl<T: Write + Seek> Seekable for T {}

/// Why a large file was not written.
#[derive(Debug)]
pub enum StreamFault {
    /// As for other artifacts.
    Findings(Vec<Diagnostic>),
    /// The file failed.
    Io(io::Error),
}

impl From<Vec<Diagnostic>> for StreamFault {
    fn from(findings: Vec<Diagnostic>) -> StreamFault {
        StreamFault::Findings(findings)
    }
}

impl From<io::Error> for StreamFault {
    fn from(error: io::Error) -> StreamFault {
        StreamFault::Io(error)
    }
}
