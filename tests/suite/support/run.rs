//! One run of the program, and what it said.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program under test: `PROMOKIT_PROGRAM` names another build of it, for long runs.
fn program() -> PathBuf {
    match std::env::var_os("PROMOKIT_PROGRAM") {
        Some(program) => PathBuf::from(program),
        None => assert_cmd::cargo::cargo_bin!("promokit").to_owned(),
    }
}

/// What a run said and how it ended.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub results: String,
    pub notes: String,
}

impl Run {
    /// Runs the program in `folder`, in an environment that is the same everywhere.
    pub fn of(folder: &Path, arguments: &[&str]) -> Run {
        Run::said(Run::command(folder, arguments).output().expect("the program starts"))
    }

    /// The same, for those who do something else meanwhile.
    pub fn command(folder: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        for variable in ["SOURCE_DATE_EPOCH", "NO_COLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE"] {
            command.env_remove(variable);
        }
        command.current_dir(folder).args(arguments);
        command
    }

    pub fn said(output: Output) -> Run {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("messages are UTF-8");
        let run = Run {
            code: output.status.code(),
            results: text(output.stdout),
            notes: text(output.stderr),
        };
        run.without_panic();
        run
    }

    /// No user ever reads of panics and backtraces.
    fn without_panic(&self) {
        for word in ["panicked", "RUST_BACKTRACE", "stack backtrace", "overflowed its stack"] {
            assert!(!self.all().contains(word), "{}", self.all());
        }
        assert!(self.code.is_some(), "ended by a signal: {}", self.all());
    }

    /// Both streams.
    pub fn all(&self) -> String {
        format!("{}{}", self.results, self.notes)
    }

    #[track_caller]
    pub fn succeeds(self) -> Run {
        self.ends_with(0)
    }

    #[track_caller]
    pub fn ends_with(self, code: i32) -> Run {
        assert_eq!(self.code, Some(code), "{}", self.all());
        self
    }

    /// Succeeds and has nothing to say but results and the next step.
    #[track_caller]
    pub fn without_warning(self) -> Run {
        let run = self.succeeds();
        assert!(!run.notes.contains("warning") && !run.notes.contains("error"), "{}", run.notes);
        run
    }

    #[track_caller]
    pub fn says(self, part: &str) -> Run {
        assert!(self.all().contains(part), "no {part:?} in:\n{}", self.all());
        self
    }

    /// The results, read as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.results)
            .unwrap_or_else(|fault| panic!("{fault}: {}", self.all()))
    }
}
