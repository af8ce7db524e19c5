//! What the tests share: projects to run the program in, what it wrote, and readers of that.

mod csv;
mod html;
mod output;
mod project;
mod run;
mod sample;
mod server;
mod tools;
mod zip;

pub use self::csv::{records, table};
pub use html::{attributes, tag_attributes, unescape};
pub use output::{Entry, Output, snapshot};
pub use project::TestProject;
pub use run::Run;
pub use sample::{ACTIVE, AS_OF, AWAY, Known, known, sample, sample_project};
pub use server::{Response, Server};
pub use tools::{python, run_tool};
pub use zip::Archive;
