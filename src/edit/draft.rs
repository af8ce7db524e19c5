//! `new`: a file with the keys that matter filled in and all others explained.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::suggest;
use crate::model::shape::{Field, Record, Shape};

use super::example::example;
use super::{EditFault, Kind, files, first};

/// What is to be added.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    pub kind: Kind,
    /// The table of its keys.
    pub record: &'static Record,
    /// Checked by the caller: an id.
    pub id: &'a str,
    /// What people read.
    pub name: &'a str,
    /// The id of one to copy.
    pub from: Option<&'a str>,
}

/// What was written: the files, relative to the project's folder, with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    pub files: Vec<String>,
}

/// Adds a file (with `from`, a copy of each of its language versions) to the project in `root`.
///
/// # Errors
/// If there is one with this id, none with the id to copy, or the disk fails.
pub fn create(root: &Path, draft: &Draft<'_>) -> Result<Created, EditFault> {
    let folder = root.join("content").join(draft.kind.folder());
    if !variants(&folder, draft.kind, draft.id).is_empty() {
        return Err(exists(draft));
    }
    let texts = match draft.from {
        Some(from) => copies(&folder, draft, from)?,
        None => {
            vec![(format!("{}.{}", draft.id, draft.kind.extension()), text(draft).into_bytes())]
        }
    };
    let mut files = Vec::new();
    for (name, bytes) in texts {
        files::write_new(&folder.join(&name), &bytes)?;
        files.push(format!("content/{}/{name}", draft.kind.folder()));
    }
    Ok(Created { files })
}

pub(super) fn exists(draft: &Draft<'_>) -> EditFault {
    EditFault::Usage {
        message: format!("there is a {} `{}` already", draft.kind.word(), draft.id),
        help: Some("choose another id, or edit the one that is there".to_owned()),
    }
}

/// The files of one thing with the rest of their names: `.md`, `.fr.md`.
fn variants(folder: &Path, kind: Kind, id: &str) -> Vec<(PathBuf, String)> {
    let suffix = format!(".{}", kind.extension());
    names(folder)
        .into_iter()
        .filter_map(|name| {
            let rest = name.strip_prefix(id)?;
            let is_own = rest == suffix || (kind.is_markdown() && is_locale_suffix(rest, &suffix));
            is_own.then(|| (folder.join(&name), rest.to_owned()))
        })
        .collect()
}

fn is_locale_suffix(rest: &str, suffix: &str) -> bool {
    rest.strip_suffix(suffix)
        .and_then(|rest| rest.strip_prefix('.'))
        .is_some_and(|locale| !locale.contains('.'))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

fn copies(
    folder: &Path,
    draft: &Draft<'_>,
    from: &str,
) -> Result<Vec<(String, Vec<u8>)>, EditFault> {
    let sources = variants(folder, draft.kind, from);
    if sources.is_empty() {
        return Err(unknown(draft.kind, from, &ids(folder, draft.kind)));
    }
    let read = |(path, rest): (PathBuf, String)| {
        let bytes = fs::read(&path).map_err(EditFault::io("read", &path))?;
        Ok((format!("{}{rest}", draft.id), bytes))
    };
    sources.into_iter().map(read).collect()
}

fn ids(folder: &Path, kind: Kind) -> Vec<String> {
    let suffix = format!(".{}", kind.extension());
    names(folder)
        .iter()
        .filter_map(|name| name.strip_suffix(&suffix)?.split('.').next().map(str::to_owned))
        .collect()
}

pub(super) fn unknown(kind: Kind, id: &str, known: &[String]) -> EditFault {
    EditFault::Usage {
        message: format!("there is no {} `{id}` to copy", kind.word()),
        help: suggest(id, known.iter().map(String::as_str))
            .map(|near| format!("did you mean `{near}`?")),
    }
}

fn text(draft: &Draft<'_>) -> String {
    let mut keys =
        format!("# Every key, and what it means: promokit schema {}\n", draft.kind.word());
    for field in draft
        .record
        .fields
        .iter()
        .filter(|field| !(draft.kind == Kind::Partner && field.key == "id"))
    {
        keys += &lines(draft, field);
    }
    if draft.kind.is_markdown() {
        format!("---\n{keys}---\n\n{}", first::body(draft.kind))
    } else {
        keys
    }
}

fn lines(draft: &Draft<'_>, field: &Field) -> String {
    let first = first::keys(draft.kind).iter().find(|(key, _)| *key == field.key);
    let about = match field.shape {
        Shape::OneOf(words) => format!("\n# {} One of: {}.\n", field.meaning, words.join(", ")),
        _ => format!("\n# {}\n", field.meaning),
    };
    let value = |value: &str| format!("{}: {value}", field.key).replacen(": \n", ":\n", 1);
    match first {
        Some((_, text)) => format!("{about}{}\n", value(&fill(text, draft))),
        None => {
            let shown = value(&example(field.key, &field.shape, 1));
            let commented: Vec<String> = shown.lines().map(|line| format!("# {line}")).collect();
            format!("{about}{}\n", commented.join("\n"))
        }
    }
}

/// Puts in the preset and the name, quoted where YAML would take it for something else.
fn fill(text: &str, draft: &Draft<'_>) -> String {
    let inside_quotes = text.starts_with('"');
    let quoted = serde_json::Value::from(draft.name).to_string();
    let name = if inside_quotes {
        quoted.trim_matches('"').to_owned()
    } else {
        plain_or(draft.name, quoted)
    };
    text.replace("{preset}", first::preset(draft.id)).replace("{name}", &name)
}

fn plain_or(name: &str, quoted: String) -> String {
    let is_plain = name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || " -_'’.".contains(c))
        && name.chars().any(|c| c.is_alphabetic() && c.is_uppercase())
        && name.split(' ').count() > 1;
    if is_plain { name.trim().to_owned() } else { quoted }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;
    use crate::model::backend::BACKEND;
    use crate::model::creative::CREATIVE;
    use crate::model::landing::LANDING;
    use crate::model::material::{DOCUMENT, EMAIL, TEXT};
    use crate::model::product::PRODUCT;
    use crate::model::program::PROGRAM;
    use crate::source::parse_yaml;

    const FILES: [(Kind, &Record); 8] = [
        (Kind::Product, &PRODUCT),
        (Kind::Program, &PROGRAM),
        (Kind::Backend, &BACKEND),
        (Kind::Banner, &CREATIVE),
        (Kind::Landing, &LANDING),
        (Kind::Email, &EMAIL),
        (Kind::Text, &TEXT),
        (Kind::Document, &DOCUMENT),
    ];

    fn draft<'a>(kind: Kind, record: &'static Record, id: &'a str, name: &'a str) -> Draft<'a> {
        Draft { kind, record, id, name, from: None }
    }

    fn settings(kind: Kind, text: &str) -> &str {
        if kind.is_markdown() { text.split("---\n").nth(1).unwrap() } else { text }
    }

    #[test]
    fn new_files_are_yaml_with_all_required_keys() {
        for (kind, record) in FILES {
            for name in ["Tea House", "no", "5: \"x\" #1", "Ciel, Bleu & Fils", "Ёж"] {
                let text = text(&draft(kind, record, "x", name));
                let (node, findings) = parse_yaml(FileId(0), settings(kind, &text));
                assert_eq!(findings, [], "{text}");
                let node = node.unwrap();
                for field in record.fields {
                    assert!(
                        !field.required || node.get(field.key).is_some(),
                        "{} lacks {}",
                        kind.word(),
                        field.key
                    );
                    assert!(
                        text.contains(&format!("{}:", field.key)),
                        "{} does not show {}",
                        kind.word(),
                        field.key
                    );
                }
                let first = first::keys(kind).iter().find(|(_, value)| *value == "{name}");
                if let Some((key, _)) = first {
                    assert_eq!(node.get(key).and_then(|node| node.text()), Some(name));
                }
            }
        }
    }

    #[test]
    fn keys_taken_out_of_comments_are_yaml() {
        for (kind, record) in FILES {
            let text = text(&draft(kind, record, "x", "Tea House"));
            for field in record.fields {
                let start = format!("# {}:", field.key);
                let lines: Vec<&str> = settings(kind, &text)
                    .lines()
                    .skip_while(|line| !line.starts_with(&start))
                    .take_while(|line| !line.is_empty())
                    .map(|line| line.trim_start_matches("# ").trim_start_matches("#"))
                    .collect();
                let (_, findings) = parse_yaml(FileId(0), &lines.join("\n"));
                assert_eq!(findings, [], "{}: {lines:?}", kind.word());
            }
        }
    }

    #[test]
    fn copies_bring_every_language() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("content/landings");
        fs::create_dir_all(&folder).unwrap();
        for name in ["spring.md", "spring.pt-BR.md", "springtime.md", "spring.fr.md.bak"] {
            fs::write(folder.join(name), name).unwrap();
        }
        let copy =
            Draft { from: Some("spring"), ..draft(Kind::Landing, &LANDING, "summer", "Summer") };
        let created = create(root.path(), &copy).unwrap();
        assert_eq!(
            created.files,
            ["content/landings/summer.md", "content/landings/summer.pt-BR.md"]
        );
        assert_eq!(fs::read_to_string(folder.join("summer.pt-BR.md")).unwrap(), "spring.pt-BR.md");
        assert!(matches!(create(root.path(), &copy), Err(EditFault::Usage { .. })), "exists now");
        let Err(EditFault::Usage { help, .. }) =
            create(root.path(), &Draft { id: "autumn", from: Some("sprnig"), ..copy })
        else {
            panic!("copied")
        };
        assert_eq!(help.as_deref(), Some("did you mean `spring`?"));
    }
}
