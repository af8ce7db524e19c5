//! `promokit theme eject [THEME] [FILE]…`

use crate::edit::{self, Choice, Ejected};
use crate::theme::built_in_themes;

use super::args::{Eject, Theme};
use super::console::Console;
use super::failure::Failure;
use super::settings::Settings;

pub fn run(args: &Theme, settings: &Settings, console: &Console) -> Result<(), Failure> {
    match args {
        Theme::Eject(args) => eject(args, settings, console),
    }
}

fn eject(args: &Eject, settings: &Settings, console: &Console) -> Result<(), Failure> {
    let root = settings.project()?;
    let (theme, files) = match args.names.split_first() {
        Some((first, rest)) => match built_in_themes().find(|theme| theme == first) {
            Some(theme) => (theme, rest),
            None => (edit::base_theme(&root), args.names.as_slice()),
        },
        None => return list(edit::base_theme(&root), console),
    };
    let ejected = edit::eject(&root, theme, files)?;
    console.result(&ejected.files.iter().map(|file| format!("{file}\n")).collect::<String>())?;
    console.note(&next_step(&ejected));
    Ok(())
}

fn list(theme: &str, console: &Console) -> Result<(), Failure> {
    let names = edit::ejectable(theme);
    console.result(&names.iter().map(|name| format!("{name}\n")).collect::<String>())?;
    let others: Vec<&str> = built_in_themes().filter(|other| *other != theme).collect();
    let others = match others.as_slice() {
        [] => String::new(),
        others => format!("\nOther themes inside of promokit: {}", others.join(", ")),
    };
    console.note(&format!(
        "\nThese are the files of the theme `{theme}`. Copy those that you want to change, and only those: what you do not copy stays up to date.\n  \
         promokit theme eject landing/hero.html   one file\n  \
         promokit theme eject banner              a folder\n  \
         promokit theme eject {theme}             all of it{others}"
    ));
    Ok(())
}

fn next_step(ejected: &Ejected) -> String {
    let Ejected { files, theme, choice } = ejected;
    let file = files.last().map_or("", String::as_str);
    match choice {
        Choice::Already => format!("\nNext: edit {file}, then `promokit build`."),
        Choice::Set => format!(
            "\ncontent/company.yaml now has `theme: {theme}`.\nNext: edit {file}, then `promokit build`."
        ),
        Choice::Left => format!(
            "\nNext: write this line into content/company.yaml, then edit {file}:\n  theme: {theme}"
        ),
    }
}
