//! `theme eject`: copies of a built-in theme's files, to be changed, in a theme of the project's own that extends it.

use std::fs;
use std::path::Path;

use crate::diagnostic::{FileId, suggest};
use crate::source::{Node, Source, parse_yaml, resolve};
use crate::theme::{DEFAULT_THEME, built_in_files, built_in_themes};

use super::{EditFault, files};

const COMPANY: &str = "content/company.yaml";
/// The folder of a project's first own theme.
const MINE: &str = "mine";

/// What was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ejected {
    /// Relative to the project's folder, with `/`.
    pub files: Vec<String>,
    pub theme: String,
    pub choice: Choice,
}

/// Whether the project uses the theme that was copied into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// It did before.
    Already,
    /// `company.yaml` now names it.
    Set,
    /// `company.yaml` cannot be changed without harm: its writer is to.
    Left,
}

/// What of a theme can be copied, as it can be named: templates without their folder.
pub fn ejectable(theme: &str) -> Vec<String> {
    let names = built_in_files(theme).into_iter().map(|(path, _)| path);
    let named = names.filter(|path| !path.starts_with("fonts/") && path != "theme.yaml");
    named.map(|path| path.strip_prefix("templates/").unwrap_or(&path).to_owned()).collect()
}

/// The built-in theme that the project's own is made from.
pub fn base_theme(root: &Path) -> &'static str {
    let chosen = theme_of(root);
    let parent = value(&root.join(format!("themes/{chosen}/theme.yaml")), "extends");
    let is_base = |theme: &&str| *theme == chosen || Some((*theme).to_owned()) == parent;
    built_in_themes().find(is_base).unwrap_or(DEFAULT_THEME)
}

/// Copies what `names` name of the built-in theme `base` into the project's own theme; all of it if there are no names. Without a theme of
/// its own the project gets one.
///
/// # Errors
/// A name that is none, a file that exists already (nothing is written then), or the disk fails.
pub fn eject(root: &Path, base: &str, names: &[String]) -> Result<Ejected, EditFault> {
    let chosen = theme_of(root);
    let is_own = !built_in_themes().any(|theme| theme == chosen);
    let theme = if is_own { chosen } else { MINE.to_owned() };
    let folder = format!("themes/{theme}");
    let mut copies = copies(base, names)?;
    let has_settings = root.join(&folder).join("theme.yaml").exists();
    if !names.is_empty() && !has_settings {
        let settings = format!("name: {}\nextends: {base}\n", capitalised(&theme));
        copies.insert(0, ("theme.yaml".to_owned(), settings.into_bytes()));
    }
    let in_the_way: Vec<String> = copies
        .iter()
        .map(|(name, _)| format!("{folder}/{name}"))
        .filter(|path| root.join(path).exists())
        .collect();
    if let Some(first) = in_the_way.first() {
        let more = match in_the_way.len() - 1 {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        return Err(EditFault::refused(
            format!("{first} exists already{more}, and nothing is written over"),
            "name the files that you want, or move yours away first",
        ));
    }
    let mut written = Vec::new();
    for (name, bytes) in copies {
        let path = format!("{folder}/{name}");
        files::write_new(&root.join(&path), &bytes)?;
        written.push(path);
    }
    let choice = if is_own { Choice::Already } else { choose(root, &theme)? };
    Ok(Ejected { files: written, theme, choice })
}

/// The named files by their paths in the theme's folder.
fn copies(base: &str, names: &[String]) -> Result<Vec<(String, Vec<u8>)>, EditFault> {
    let all = built_in_files(base);
    let owned = |(path, bytes): &(String, &[u8])| (path.clone(), bytes.to_vec());
    if names.is_empty() {
        return Ok(all.iter().map(owned).collect());
    }
    let mut copies = Vec::new();
    for name in names {
        let found: Vec<_> = all.iter().filter(|(path, _)| is_meant(path, name)).collect();
        if found.is_empty() {
            return Err(unknown(base, name));
        }
        copies.extend(found.into_iter().map(owned));
    }
    copies.sort();
    copies.dedup();
    Ok(copies)
}

/// Files and folders, with or without the folder that they lie in: `landing/hero.html`, `landing`, `static/theme.css`, `theme.css`.
fn is_meant(path: &str, name: &str) -> bool {
    let name = name.trim_end_matches('/');
    let is_it = |path: &str| {
        path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let below = |folder: &str| path.strip_prefix(folder).is_some_and(is_it);
    is_it(path) || below("templates/") || below("static/")
}

fn unknown(base: &str, name: &str) -> EditFault {
    let names = ejectable(base);
    let near = suggest(name, names.iter().map(String::as_str));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`promokit theme eject` lists what there is".to_owned(),
    };
    EditFault::Usage {
        message: format!("the theme `{base}` has no file `{name}`"),
        help: Some(help),
    }
}

fn theme_of(root: &Path) -> String {
    value(&root.join(COMPANY), "theme").unwrap_or_else(|| DEFAULT_THEME.to_owned())
}

/// A text of a YAML file, if that can be read.
fn value(path: &Path, key: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    Some(parse_yaml(FileId(0), &text).0?.get(key)?.text()?.trim().to_owned())
}

/// Names `theme` in `company.yaml`, and leaves all else of it as it is.
fn choose(root: &Path, theme: &str) -> Result<Choice, EditFault> {
    let path = root.join(COMPANY);
    let changed = fs::read(&path).ok().and_then(|bytes| chosen(&bytes, theme));
    match changed {
        Some(text) => files::replace(&path, text.as_bytes()).map(|()| Choice::Set),
        None => Ok(Choice::Left),
    }
}

/// The file with its `theme:`; `None` where that is not sure to be what its writer would do.
fn chosen(bytes: &[u8], theme: &str) -> Option<String> {
    let text = plain(bytes)?;
    let root = parse_yaml(FileId(0), &text).0?;
    let changed = match root.get("theme") {
        Some(value) => {
            let (start, end) = (value.span.start as usize, value.span.end as usize);
            format!("{}{theme}{}", text.get(..start)?, text.get(end..)?)
        }
        None => {
            let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
            let gap = if text.ends_with('\n') { "" } else { newline };
            format!("{text}{gap}theme: {theme}{newline}")
        }
    };
    let named = parse_yaml(FileId(0), &changed).0.filter(|after| says(after, &root, theme));
    named.map(|_| changed)
}

/// Whether `after` says the same as `before` but for the theme.
fn says(after: &Node, before: &Node, theme: &str) -> bool {
    let rest = |node: &Node| {
        let entries = node.entries().iter();
        let others = entries.filter(|(key, _)| key.text != "theme");
        others.map(|(key, value)| (key.text.clone(), value.fingerprint())).collect::<Vec<_>>()
    };
    after.get("theme").and_then(Node::text) == Some(theme) && rest(after) == rest(before)
}

/// The text as the loader reads it, where that is what is in the file.
fn plain(bytes: &[u8]) -> Option<String> {
    let mut source = Source::empty();
    let file = source.embed(resolve("", COMPANY).ok()?, bytes.to_vec());
    let text = source.read_text(file).ok()?;
    (text.as_bytes() == bytes).then(|| text.to_owned())
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_folders_are_named_with_and_without_theirs() {
        let path = "templates/landing/hero.html";
        for name in
            ["landing/hero.html", "templates/landing/hero.html", "landing", "landing/", "templates"]
        {
            assert!(is_meant(path, name), "{name}");
        }
        for name in ["landing/hero", "hero.html", "land", "portal"] {
            assert!(!is_meant(path, name), "{name}");
        }
        assert!(is_meant("static/theme.css", "theme.css"));
    }

    #[test]
    fn the_theme_is_named_and_all_else_stays() {
        let cases = [
            ("name: A # us\n", Some("name: A # us\ntheme: mine\n")),
            ("name: A", Some("name: A\ntheme: mine\n")),
            ("name: A\r\n", Some("name: A\r\ntheme: mine\r\n")),
            ("theme: 'default' # plain\nname: A\n", Some("theme: mine # plain\nname: A\n")),
            ("theme:\nname: A\n", None),
            ("{name: A}\n", None),
            ("a: [\n", None),
            ("name: A\n...\n", None),
        ];
        for (before, after) in cases {
            assert_eq!(chosen(before.as_bytes(), "mine").as_deref(), after, "{before:?}");
        }
    }

    #[test]
    fn every_built_in_theme_can_be_copied() {
        for theme in built_in_themes() {
            assert!(ejectable(theme).iter().any(|name| name.ends_with(".html")), "{theme}");
        }
    }
}
