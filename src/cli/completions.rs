//! `promokit completions SHELL`

use clap::CommandFactory;

use super::args::{Cli, Completions};
use super::console::Console;
use super::failure::Failure;

pub fn run(args: &Completions, console: &Console) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "promokit", &mut script);
    console.result(&String::from_utf8_lossy(&script))
}
