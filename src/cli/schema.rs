//! `promokit schema [KIND] [--write]`

use crate::edit::{self, Kind};

use super::args::Schema;
use super::console::Console;
use super::failure::Failure;
use super::kinds::{kind, record};
use super::settings::Settings;

pub fn run(args: &Schema, settings: &Settings, console: &Console) -> Result<(), Failure> {
    let kinds: Vec<Kind> = match &args.kind {
        Some(name) => vec![kind(name, Kind::WORDS)?],
        None => Kind::WORDS.iter().filter_map(|word| Kind::from_word(word)).collect(),
    };
    if args.write {
        return write(&kinds, settings, console);
    }
    match kinds.as_slice() {
        [kind] => console.result(&edit::schema(*kind, record(*kind))),
        kinds => {
            console.result(
                &kinds.iter().map(|kind| format!("{}\n", kind.word())).collect::<String>(),
            )?;
            console.note("\nThese kinds have schemas: `promokit schema KIND` prints one, `promokit schema --write` writes them all.");
            Ok(())
        }
    }
}

fn write(kinds: &[Kind], settings: &Settings, console: &Console) -> Result<(), Failure> {
    let tables: Vec<_> = kinds.iter().map(|kind| (*kind, record(*kind))).collect();
    let written = edit::write_schemas(&settings.project()?, &tables)?;
    console.result(&written.iter().map(|path| format!("{path}\n")).collect::<String>())?;
    console.note(
        "\nEditors with the YAML language server use one when a file begins with\n  \
         # yaml-language-server: $schema=../../.promokit/schemas/product.json\n\
         (in content/company.yaml: $schema=../.promokit/schemas/company.json)",
    );
    Ok(())
}
