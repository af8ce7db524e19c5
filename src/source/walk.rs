//! Finds the files of a project, without reading any of them or leaving its folder.

use std::fs;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::path::RelativePath;
use super::stamp::Stamp;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// Extensions that only files have: a folder named so is a slip.
const FILE_EXTENSIONS: &[&str] = &[
    "yaml", "yml", "md", "csv", "lock", "html", "css", "svg", "png", "jpg", "jpeg", "webp", "gif",
    "ttf", "otf", "woff", "woff2",
];
/// What editors and systems leave behind.
const LEFTOVER_ENDS: &[&str] = &["~", ".swp", ".swo", ".bak", ".orig", ".tmp"];
const LEFTOVER_NAMES: &[&str] = &["Thumbs.db", "desktop.ini"];

/// A file that was found, as its folder's listing says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Relative to the project root.
    pub path: RelativePath,
    /// In bytes.
    pub len: u64,
    /// `None` for what is not on disk.
    pub stamp: Option<Stamp>,
}

/// What the walk met.
pub(super) enum Found {
    File(InputFile),
    /// Something that cannot be used, with the finding's code, message and help.
    Unusable {
        path: RelativePath,
        code: Code,
        message: String,
        help: &'static str,
    },
    /// The same without a path that could be printed.
    Placeless(Diagnostic),
}

/// Everything in the folders `content` and `themes` of a project, in the order of paths.
pub(super) fn walk(root: &Path) -> Vec<Found> {
    let mut found = Vec::new();
    if !root.join("content").is_dir() {
        let message = "there is no folder `content` here";
        let finding = Diagnostic::placeless(Severity::Error, Code::Layout, message);
        let help =
            "Run `promokit init` for a project to start from, or name its folder with `--root`.";
        found.push(Found::Placeless(finding.help(help)));
    }
    for folder in ["content", "themes"] {
        let folder = root.join(folder);
        if folder.is_dir() {
            walk_folder(root, &folder, &mut found);
        }
    }
    found
}

fn walk_folder(root: &Path, folder: &Path, found: &mut Vec<Found>) {
    let real_root = fs::canonicalize(root).ok();
    let mut entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.extend(unreadable(root, &error));
                continue;
            }
        };
        let is_folder = entry.file_type().is_dir();
        if entry.depth() > 0 && is_ignored(&entry) {
            if is_folder {
                entries.skip_current_dir();
            }
            continue;
        }
        let Some(path) = RelativePath::below(root, entry.path()) else {
            let message = format!("the name `{}` is not Unicode text", entry.path().display());
            let finding = Diagnostic::placeless(Severity::Error, Code::Layout, message);
            found.push(Found::Placeless(finding.help("Rename it with plain letters.")));
            if is_folder {
                entries.skip_current_dir();
            }
            continue;
        };
        if is_link(&entry) && !leads_inside(real_root.as_deref(), entry.path()) {
            let message = format!("`{path}` is a link that leads out of the project folder");
            let help = "Copy what it leads to into the project.";
            found.push(Found::Unusable { path, code: Code::Outside, message, help });
            if is_folder {
                entries.skip_current_dir();
            }
        } else if !is_folder {
            found.extend(file(entry, path));
        } else if entry.depth() > 0 && FILE_EXTENSIONS.contains(&path.extension().as_str()) {
            let message = format!("`{path}` is a folder, but its name is that of a file");
            let help = "Rename the folder, or put a file in its place.";
            found.push(Found::Unusable { path, code: Code::Layout, message, help });
            entries.skip_current_dir();
        }
    }
}

fn file(entry: DirEntry, path: RelativePath) -> Option<Found> {
    // Sockets, pipes and devices are no content, and reading them may never end.
    if !entry.file_type().is_file() {
        return None;
    }
    match entry.metadata() {
        Ok(metadata) => {
            let stamp = Some(Stamp::of(&metadata));
            Some(Found::File(InputFile { path, len: metadata.len(), stamp }))
        }
        Err(error) => unreadable_path(path, &error.to_string()),
    }
}

/// A broken link, a link in a circle, or a folder that may not be read.
fn unreadable(root: &Path, error: &walkdir::Error) -> Option<Found> {
    let path = RelativePath::below(root, error.path()?)?;
    let reason = match error.io_error() {
        _ if error.loop_ancestor().is_some() => "it is a link to a folder around itself".to_owned(),
        Some(error) if error.kind() == std::io::ErrorKind::NotFound => {
            "it is a link to nothing".to_owned()
        }
        Some(error) => error.kind().to_string(),
        None => "its folder cannot be listed".to_owned(),
    };
    if is_leftover(path.name()) {
        return None;
    }
    unreadable_path(path, &reason)
}

fn unreadable_path(path: RelativePath, reason: &str) -> Option<Found> {
    let message = format!("`{path}` cannot be read: {reason}");
    let help = "Mend or remove it.";
    Some(Found::Unusable { path, code: Code::MissingFile, message, help })
}

fn is_link(entry: &DirEntry) -> bool {
    entry.path_is_symlink()
        || fs::symlink_metadata(entry.path()).is_ok_and(|data| data.is_symlink())
}

fn leads_inside(real_root: Option<&Path>, link: &Path) -> bool {
    match (real_root, fs::canonicalize(link)) {
        (Some(root), Ok(target)) => target.starts_with(root),
        _ => false,
    }
}

fn is_ignored(entry: &DirEntry) -> bool {
    is_leftover(&entry.file_name().to_string_lossy())
}

fn is_leftover(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.starts_with('#') && name.ends_with('#')
        || LEFTOVER_NAMES.contains(&name)
        || LEFTOVER_ENDS.iter().any(|end| name.ends_with(end))
}
