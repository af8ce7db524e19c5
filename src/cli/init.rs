//! `promokit init [DIR]`

use crate::edit;

use super::args::Init;
use super::console::Console;
use super::failure::Failure;
use super::settings::Settings;

pub fn run(args: &Init, settings: &Settings, console: &Console) -> Result<(), Failure> {
    let folder = settings.beside(args.folder.as_deref());
    let salt = salt()
        .map_err(|reason| Failure::Machine(format!("cannot get random numbers: {reason}")))?;
    let written = edit::init(&folder, &salt)?;
    let list: String = written.iter().map(|path| format!("{}\n", path.display())).collect();
    console.result(&list)?;
    let step = match &args.folder {
        Some(folder) => format!("cd {} && promokit build", folder.display()),
        None => "promokit build".to_owned(),
    };
    console.note(&format!(
        "\nA small project that builds. Next: `{step}`, then make content/company.yaml your own."
    ));
    Ok(())
}

/// 128 random bits in letters and digits.
fn salt() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
