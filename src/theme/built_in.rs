//! The default theme, inside of the binary.

use include_dir::{Dir, DirEntry, include_dir};

use crate::source::{Source, resolve};

/// The folder name, and id, of the theme that is always there.
pub const DEFAULT_THEME: &str = "default";

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Whether a font file is one of the default theme, which are known to be good.
pub fn is_built_in(font: &str, bytes: &[u8]) -> bool {
    FILES.get_file(format!("fonts/{font}")).is_some_and(|file| file.contents() == bytes)
}

/// Adds the files of the default theme. One that the project has in its own `themes/default/`
/// stays as it is there.
pub fn add_built_in(source: &mut Source) {
    add(source, &FILES);
}

fn add(source: &mut Source, folder: &Dir<'static>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(folder) => add(source, folder),
            DirEntry::File(file) => {
                let name = file.path().to_string_lossy();
                let Ok(path) = resolve(&format!("themes/{DEFAULT_THEME}"), &name) else {
                    continue;
                };
                if source.find(&path).is_none() {
                    source.embed(path, file.contents());
                }
            }
        }
    }
}
