//! Names places in files.

use crate::diagnostic::{Span, Texts, line_column};
use crate::model::text::Written;
use crate::source::Source;

/// Names places in the files of a project.
#[derive(Clone, Copy)]
pub struct Places<'s>(pub &'s Source);

impl Places<'_> {
    /// Such as `content/programs/friends.yaml:7:9`; `None` for what no file says.
    pub fn name(&self, place: Written) -> Option<String> {
        place.span().map(|span| self.at(span))
    }

    fn at(&self, span: Span) -> String {
        let start = usize::try_from(span.start).unwrap_or_default();
        let (line, column) = line_column(self.0.text(span.file), start);
        format!("{}:{line}:{column}", self.0.path(span.file).display())
    }
}
