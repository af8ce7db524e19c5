//! The command line: flags, printing, progress, exit codes. One file for each command.
//!
//! Everything that the rest must not know lives here: the clock, randomness, the environment, the
//! terminal. First the arguments are parsed, without looking at anything; then they become
//! settings; then the command runs.

use std::process::ExitCode;

use clap::Parser;

mod args;
mod build;
mod check;
mod clean;
mod commission;
mod completions;
mod console;
mod deploy;
mod explain;
mod failure;
mod init;
mod kinds;
mod links;
mod lookup;
mod new;
mod portal;
mod presets;
mod progress;
mod project;
mod release;
mod schema;
mod serve;
mod serve_lines;
mod settings;
mod summary;
mod table;
mod theme;

use args::{Cli, Command};
use console::Console;
use failure::Failure;
use settings::{Environment, Settings};

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are results, all else is wrong usage; clap knows the streams.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { failure::USAGE } else { failure::FINE });
        }
    };
    let console = Console::new(cli.global.quiet, cli.global.color);
    let outcome = settings::resolve(&cli.global, &Environment::of_process())
        .and_then(|settings| run(cli.command, &settings, &console));
    match outcome {
        Ok(()) => ExitCode::from(failure::FINE),
        Err(failure) => {
            console.failure(&failure);
            ExitCode::from(failure.exit_code())
        }
    }
}

fn run(command: Command, settings: &Settings, console: &Console) -> Result<(), Failure> {
    match command {
        Command::Init(args) => init::run(&args, settings, console),
        Command::New(args) => new::run(&args, settings, console),
        Command::Build(args) => build::run(&args, settings, console),
        Command::Serve(args) => serve::run(&args, settings, console),
        Command::Check(args) => check::run(&args, settings, console),
        Command::Links(args) => links::run(&args, settings, console),
        Command::Commission(args) => commission::run(&args, settings, console),
        Command::Release => release::run(settings, console),
        Command::Deploy(args) => deploy::run(&args, settings, console),
        Command::Portal(args) => portal::run(&args, settings, console),
        Command::Theme(args) => theme::run(&args, settings, console),
        Command::Schema(args) => schema::run(&args, settings, console),
        Command::Explain(args) => explain::run(&args, console),
        Command::Clean => clean::run(settings, console),
        Command::Completions(args) => completions::run(&args, console),
    }
}
