//! `promokit new KIND [ID] [--from ID]`

use dialoguer::Input;

use crate::edit::{self, Created, Draft, Kind};
use crate::load;
use crate::model::advice::Advice;
use crate::model::ids::{IdError, PartnerId, slug};

use super::args::New;
use super::console::Console;
use super::failure::Failure;
use super::kinds;
use super::settings::Settings;

pub fn run(args: &New, settings: &Settings, console: &Console) -> Result<(), Failure> {
    let kind = kinds::kind(&args.kind, Kind::MANY)?;
    let root = settings.project()?;
    let (id, name) = match &args.id {
        Some(id) => (id.clone(), spoken(id)),
        None if console.can_ask() => ask(kind)?,
        None => {
            return Err(Failure::usage(format!("the new {} needs an id", kind.word()))
                .help(format!("write it behind: `promokit new {} some-id`", kind.word())));
        }
    };
    check_id(&id).map_err(|error| refused(kind, &error))?;
    let draft = Draft { kind, record: kinds::record(kind), id: &id, name: &name, from: args.from.as_deref() };
    let created = match kind {
        Kind::Partner => edit::add_partner(&root, &draft, &load::partner_column)?,
        _ => edit::create(&root, &draft)?,
    };
    report(&created, console)?;
    console.note(&next_step(kind, &id));
    Ok(())
}

fn report(created: &Created, console: &Console) -> Result<(), Failure> {
    console.result(&created.files.iter().map(|file| format!("{file}\n")).collect::<String>())
}

fn next_step(kind: Kind, id: &str) -> String {
    let only = match kind {
        Kind::Partner => format!("'sites/**/{id}'"),
        Kind::Banner => format!("'sites/**/{id}/**'"),
        Kind::Landing => format!("'sites/**/{id}/index.html'"),
        Kind::Email => format!("'mails/*/{id}.*'"),
        _ => return "Next: edit it, then `promokit build`.".to_owned(),
    };
    format!("Next: edit it, then `promokit build --only {only}` builds just what comes of it.")
}

fn ask(kind: Kind) -> Result<(String, String), Failure> {
    let name: String = Input::new().with_prompt(format!("Name of the {}", kind.word())).interact_text().map_err(unasked)?;
    let id: String = Input::new()
        .with_prompt("Id, for files and addresses")
        .with_initial_text(slug(&name).unwrap_or_default())
        .validate_with(|id: &String| check_id(id).map_err(|error| error.to_string()))
        .interact_text()
        .map_err(unasked)?;
    Ok((id, name))
}

fn unasked(error: dialoguer::Error) -> Failure {
    let dialoguer::Error::IO(error) = error;
    match error.kind() {
        std::io::ErrorKind::Interrupted => Failure::Interrupted,
        _ => Failure::Machine(format!("cannot ask on this terminal: {error}")),
    }
}

/// All kinds of ids follow the same rules.
fn check_id(id: &str) -> Result<(), IdError> {
    PartnerId::parse(id).map(|_| ())
}

fn refused(kind: Kind, error: &IdError) -> Failure {
    let error = IdError { kind: kind.word(), ..error.clone() };
    let failure = Failure::usage(error.to_string());
    match error.help() {
        Some(help) => failure.help(help),
        None => failure,
    }
}

/// A first name for what only has an id: `tea-house` is `Tea House`.
fn spoken(id: &str) -> String {
    let words = id.split('-').filter(|word| !word.is_empty()).map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_give_first_names() {
        assert_eq!(spoken("tea-house"), "Tea House");
        assert_eq!(spoken("ciel--bleu-2"), "Ciel Bleu 2");
    }
}
