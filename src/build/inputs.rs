//! Lets rendering get at the content's pictures and fonts.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::picture::PicturePath;
use crate::render::Inputs;
use crate::source::{Source, resolve};

impl Inputs for Source {
    fn content(&self, path: &PicturePath) -> Result<Vec<u8>, Diagnostic> {
        let file = resolve("content", path.as_str()).ok().and_then(|path| self.find(&path));
        let file = file.ok_or_else(|| {
            let message = format!("there is no file content/{path}");
            Diagnostic::placeless(Severity::Error, Code::MissingFile, message)
        })?;
        self.read_bytes(file)
    }
}
