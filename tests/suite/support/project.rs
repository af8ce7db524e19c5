//! A project in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use walkdir::WalkDir;

use super::{AS_OF, Output, Run};

/// A project to run the program in; the folder goes with it.
pub struct TestProject {
    folder: TempDir,
}

impl TestProject {
    /// An empty folder.
    pub fn empty() -> TestProject {
        TestProject { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A copy of `tests/projects/<name>`.
    pub fn from(name: &str) -> TestProject {
        TestProject::empty().copy(&format!("tests/projects/{name}/content"), "content")
    }

    /// What `promokit init` writes.
    pub fn starter() -> TestProject {
        let project = TestProject::empty();
        project.run(&["init"]).succeeds();
        project
    }

    /// Copies a folder of the repository into the project.
    pub fn copy(self, from: &str, to: &str) -> TestProject {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(from);
        for entry in WalkDir::new(&from) {
            let entry = entry.expect("a readable folder");
            if entry.file_type().is_file() {
                let below = entry.path().strip_prefix(&from).expect("inside");
                self.write(&Path::new(to).join(below), &fs::read(entry.path()).expect("readable"));
            }
        }
        self
    }

    /// Writes a file, in place of one that is there.
    pub fn file(self, path: &str, content: impl AsRef<[u8]>) -> TestProject {
        self.write(Path::new(path), content.as_ref());
        self
    }

    /// Replaces the first `from` in a file; it must be there.
    pub fn edit(self, path: &str, from: &str, to: &str) -> TestProject {
        let text = fs::read_to_string(self.path(path)).expect(path);
        assert!(text.contains(from), "{path} has no {from:?}:\n{text}");
        self.file(path, text.replacen(from, to, 1))
    }

    /// Adds to the end of a file.
    pub fn append(self, path: &str, more: &str) -> TestProject {
        let mut text = fs::read_to_string(self.path(path)).expect(path);
        if !text.ends_with('\n') {
            text.push('\n');
        }
        self.file(path, text + more)
    }

    pub fn remove(self, path: &str) -> TestProject {
        fs::remove_file(self.path(path)).expect(path);
        self
    }

    pub fn folder(self, path: &str) -> TestProject {
        fs::create_dir_all(self.path(path)).expect(path);
        self
    }

    fn write(&self, path: &Path, content: &[u8]) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, content).expect("a file");
    }

    /// Leaves the folder for somebody to look at.
    pub fn keep(&mut self) {
        self.folder.disable_cleanup(true);
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.root().join(below)
    }

    /// Every file below a folder of the project, as paths relative to that folder.
    pub fn files(&self, below: &str) -> Vec<String> {
        super::snapshot(&self.path(below)).into_keys().collect()
    }

    /// Runs the program in the project's folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.root(), arguments)
    }

    /// Builds, for the day that all tests are about.
    pub fn build(&self) -> Run {
        self.build_with(&[])
    }

    pub fn build_with(&self, more: &[&str]) -> Run {
        self.run(&[&["--as-of", AS_OF, "build"], more].concat())
    }

    pub fn check(&self, more: &[&str]) -> Run {
        self.run(&[&["--as-of", AS_OF, "check"], more].concat())
    }

    /// What the last build wrote.
    pub fn output(&self) -> Output {
        Output::read(&self.path("output"))
    }
}
