//! `promokit new KIND [ID] [--from ID]`

use dialoguer::Input;

use crate::edit::{self, Created, Draft, Kind};
use crate::load;
use crate::model::advice::Advice;
use crate::model::ids::{IdError, PartnerId, slug};
use crate::plan::{OutputPath, Scope};

use super::args::New;
use super::console::Console;
use super::failure::Failure;
use super::kinds;
use super::project;
use super::settings::Settings;

/// How many parts of the plan are searched for a preview.
const PREVIEWED_SCOPES: usize = 20;

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
    let draft = Draft {
        kind,
        record: kinds::record(kind),
        id: &id,
        name: &name,
        from: args.from.as_deref(),
    };
    let created = match kind {
        Kind::Partner => edit::add_partner(&root, &draft, &load::partner_column)?,
        _ => edit::create(&root, &draft)?,
    };
    report(&created, console)?;
    console.note(&next_step(kind, &id, settings));
    Ok(())
}

fn report(created: &Created, console: &Console) -> Result<(), Failure> {
    console.result(&created.files.iter().map(|file| format!("{file}\n")).collect::<String>())
}

fn next_step(kind: Kind, id: &str, settings: &Settings) -> String {
    match preview(kind, id, settings) {
        Some(path) => format!("Next: edit it, then `promokit build` and look at output/{path}"),
        None => "Next: edit it, then `promokit build`.".to_owned(),
    }
}

/// A file of the output that shows the new thing, if the project is sound and there is one.
fn preview(kind: Kind, id: &str, settings: &Settings) -> Option<OutputPath> {
    let opened = project::open(settings).ok()?;
    let sound = opened.sound()?;
    let wanted = project::plan_settings(sound.project, settings).ok()?;
    let plan = sound.plan(&wanted).ok()?;
    let scopes = plan.scopes();
    let scopes = scopes.iter().filter(|scope| match (kind, scope) {
        (Kind::Partner, Scope::Partner(partner)) => partner.as_str() == id,
        (Kind::Partner, Scope::Shared) => false,
        _ => true,
    });
    // What reaches only a few partners is not looked for among thousands.
    scopes.take(PREVIEWED_SCOPES).find_map(|scope| {
        let mut paths: Vec<OutputPath> =
            plan.expand(scope).into_iter().map(|artifact| artifact.path).collect();
        paths.sort();
        paths.into_iter().find(|path| shows(path.as_str(), id))
    })
}

/// Whether a path is that of a page or picture of the thing `id`.
fn shows(path: &str, id: &str) -> bool {
    let is_visible = [".html", ".png", ".jpg", ".webp", ".gif"]
        .iter()
        .any(|extension| path.ends_with(extension));
    is_visible
        && path.split('/').any(|part| {
            part.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
}

fn ask(kind: Kind) -> Result<(String, String), Failure> {
    let name: String = Input::new()
        .with_prompt(format!("Name of the {}", kind.word()))
        .interact_text()
        .map_err(unasked)?;
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
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().collect::<String>() + letters.as_str()
        })
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn previews_are_pages_and_pictures() {
        for path in [
            "sites/a.example/tea/index.html",
            "mails/acme/tea.en.html",
            "sites/m.example/b/tea/en/300x250.png",
        ] {
            assert!(shows(path, "tea"), "{path}");
        }
        for path in
            ["kits/tea.zip", "sites/a.example/tea-house/index.html", "mails/acme/tea.en.txt"]
        {
            assert!(!shows(path, "tea"), "{path}");
        }
    }

    #[test]
    fn ids_give_first_names() {
        assert_eq!(spoken("tea-house"), "Tea House");
        assert_eq!(spoken("ciel--bleu-2"), "Ciel Bleu 2");
    }
}
