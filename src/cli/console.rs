//! What is printed where: results on standard output, all else on standard error.

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use super::args::Color;
use super::failure::Failure;

/// The two streams and how they may be painted.
#[derive(Debug, Clone, Copy)]
pub struct Console {
    quiet: bool,
    results: ColorChoice,
    notes: ColorChoice,
}

impl Console {
    pub fn new(quiet: bool, color: Color) -> Console {
        let choose = |auto: ColorChoice| match color {
            Color::Auto => auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Console {
            quiet,
            results: choose(AutoStream::choice(&io::stdout())),
            notes: choose(AutoStream::choice(&io::stderr())),
        }
    }

    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether results are painted.
    pub fn paints_results(&self) -> bool {
        self.results != ColorChoice::Never
    }

    /// Whether notes are painted.
    pub fn paints_notes(&self) -> bool {
        self.notes != ColorChoice::Never
    }

    /// Whether somebody can be asked.
    pub fn can_ask(&self) -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Prints what was asked for, as it is.
    ///
    /// # Errors
    /// If nobody reads, or the stream fails.
    pub fn result(&self, text: &str) -> Result<(), Failure> {
        let mut stream = AutoStream::new(io::stdout().lock(), self.results);
        stream.write_all(text.as_bytes())?;
        stream.flush()?;
        Ok(())
    }

    /// Prints something to know, in lines of its own, unless it is to be quiet.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.complain(text);
        }
    }

    /// Prints findings or a fault, quiet or not.
    pub fn complain(&self, text: &str) {
        let mut stream = AutoStream::new(io::stderr().lock(), self.notes);
        // There is nowhere to say that standard error is closed.
        let _ = writeln!(stream, "{}", text.trim_end_matches('\n'));
    }

    /// Says why it came to nothing.
    pub fn failure(&self, failure: &Failure) {
        match failure {
            Failure::Content(None) | Failure::NobodyReads => {}
            Failure::Content(Some(message))
            | Failure::Machine(message)
            | Failure::Usage { message, help: None } => {
                self.complain(&format!("{} {message}", error_word()));
            }
            Failure::Usage { message, help: Some(help) } => {
                self.complain(&format!("{} {message}\n  help: {help}", error_word()));
            }
            Failure::Interrupted => self.complain("interrupted"),
        }
    }
}

fn error_word() -> String {
    paint("error:", AnsiColor::Red.on_default().bold())
}

/// `text` in a style; the stream drops it where colours are off.
pub fn paint(text: &str, style: Style) -> String {
    format!("{style}{text}{style:#}")
}
