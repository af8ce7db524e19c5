//! The themes inside of the binary.

use include_dir::{Dir, DirEntry, include_dir};

use crate::source::{Source, resolve};

/// The folder name, and id, of the theme that a project has without choosing one.
pub const DEFAULT_THEME: &str = "default";

/// Every theme that is always there, by the name of its folder.
static THEMES: [(&str, Dir<'static>); 2] = [
    (DEFAULT_THEME, include_dir!("$CARGO_MANIFEST_DIR/themes/default")),
    ("gazette", include_dir!("$CARGO_MANIFEST_DIR/themes/gazette")),
];

/// Their names.
pub fn built_in_themes() -> impl Iterator<Item = &'static str> {
    THEMES.iter().map(|(name, _)| *name)
}

/// The files of one of them by their paths in its folder, in order; none for an unknown theme.
pub fn built_in_files(theme: &str) -> Vec<(String, &'static [u8])> {
    let mut found = Vec::new();
    if let Some((_, folder)) = THEMES.iter().find(|(name, _)| *name == theme) {
        files(folder, &mut found);
    }
    found.sort();
    found
}

fn files(folder: &'static Dir<'static>, found: &mut Vec<(String, &'static [u8])>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(folder) => files(folder, found),
            DirEntry::File(file) => {
                found.push((file.path().to_string_lossy().replace('\\', "/"), file.contents()));
            }
        }
    }
}

/// Whether a font file is one of a built-in theme, which are known to be good.
pub fn is_built_in(font: &str, bytes: &[u8]) -> bool {
    let path = format!("fonts/{font}");
    let mut same = THEMES.iter().filter_map(|(_, folder)| folder.get_file(&path));
    same.any(|file| file.contents() == bytes)
}

/// Adds the files of the built-in themes. One that the project has in a folder of the same name stays
/// as it is there.
pub fn add_built_in(source: &mut Source) {
    for theme in built_in_themes() {
        for (name, bytes) in built_in_files(theme) {
            let Ok(path) = resolve(&format!("themes/{theme}"), &name) else { continue };
            if source.find(&path).is_none() {
                source.embed(path, bytes);
            }
        }
    }
}
