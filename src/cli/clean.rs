//! `promokit clean`

use crate::build;

use super::console::Console;
use super::failure::Failure;
use super::settings::Settings;
use super::summary::size;

pub fn run(settings: &Settings, console: &Console) -> Result<(), Failure> {
    let root = settings.project()?;
    let (files, bytes) = build::forget(&root).map_err(|error| {
        Failure::Machine(format!("cannot empty {}/: {error}", build::MEMORY_FOLDER))
    })?;
    if !console.is_quiet() {
        let folder = build::MEMORY_FOLDER;
        console.result(&format!("Removed {files} files, {}, from {folder}/\n", size(bytes)))?;
    }
    Ok(())
}
