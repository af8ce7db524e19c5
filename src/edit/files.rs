//! Files that appear whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::EditFault;

/// Writes a file that must not exist yet; its folders are made.
///
/// # Errors
/// If it exists, or the disk fails.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), EditFault> {
    let staged = stage(path, bytes)?;
    match staged.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(EditFault::refused(
                format!("{} exists already", path.display()),
                "nothing is written over; choose another id",
            ))
        }
        Err(error) => Err(EditFault::io("write", path)(error.error)),
    }
}

/// Puts a file in the place of what is there, in one step.
///
/// # Errors
/// If the disk fails; what was there stays.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), EditFault> {
    let staged = stage(path, bytes)?;
    staged.persist(path).map(|_| ()).map_err(|error| EditFault::io("write", path)(error.error))
}

fn stage(path: &Path, bytes: &[u8]) -> Result<NamedTempFile, EditFault> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(EditFault::io("make the folder", folder))?;
    let mut builder = tempfile::Builder::new();
    allow_all_to_read(&mut builder);
    let mut staged = builder
        .prefix(".promokit-")
        .tempfile_in(folder)
        .map_err(EditFault::io("write into", folder))?;
    staged.write_all(bytes).map_err(EditFault::io("write", path))?;
    Ok(staged)
}

/// Temporary files are their owner's alone; content is for all who may, as the umask has it.
#[cfg(unix)]
fn allow_all_to_read(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn allow_all_to_read(_: &mut tempfile::Builder<'_, '_>) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_files_never_replace() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a/b.yaml");
        write_new(&path, b"1").unwrap();
        assert!(matches!(write_new(&path, b"2"), Err(EditFault::Refused { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"1");
        replace(&path, b"3").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"3");
        assert_eq!(fs::read_dir(root.path().join("a")).unwrap().count(), 1, "nothing else is left");
    }

    #[test]
    fn a_file_in_place_of_a_folder_is_a_fault_of_the_machine() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a"), "").unwrap();
        assert!(matches!(write_new(&root.path().join("a/b"), b"1"), Err(EditFault::Machine(_))));
    }
}
