//! `promokit commission`: what a sale pays a partner, and why.

mod account;
mod happened;
mod places;
mod question;
mod reckoning;
mod text;
mod wording;

pub use happened::Happened;

use places::Places;
use question::Question;
use reckoning::Reckoning;

use super::args::{Commission, ListFormat};
use super::console::Console;
use super::failure::Failure;
use super::project;
use super::settings::Settings;

pub fn run(args: &Commission, settings: &Settings, console: &Console) -> Result<(), Failure> {
    let opened = project::open(settings)?;
    let sound = project::sound_or_complain(&opened, console)?;
    let as_of = project::as_of(sound.project, settings)?;
    let question = Question::ask(args, sound.project, as_of)?;
    let reckoning = Reckoning::of(&question, Places(&opened.source))?;
    let account = reckoning.account(sound.project)?;
    match args.format {
        ListFormat::Text => console.result(&text::written(&account)),
        ListFormat::Json => {
            let json = serde_json::to_string_pretty(&account);
            console.result(&(json.map_err(|fault| Failure::Machine(fault.to_string()))? + "\n"))
        }
    }
}
