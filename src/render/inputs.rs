//! How rendering gets at the content's pictures and fonts: the caller, who may read files, hands
//! them in.

use crate::diagnostic::Diagnostic;
use crate::model::picture::PicturePath;

/// Access to files of the content.
pub trait Inputs: Sync {
    /// The bytes of a file below `content/`.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn content(&self, path: &PicturePath) -> Result<Vec<u8>, Diagnostic>;
}
