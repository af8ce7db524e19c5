//! How a recipe gets at what other artifacts are made of: the caller, who renders them, hands it in.

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
