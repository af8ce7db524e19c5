//! `init`: a small project that builds.

use std::fs;
use std::path::{Path, PathBuf};

use include_dir::{Dir, DirEntry, include_dir};

use super::EditFault;
use super::files;

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/edit/starter");

/// Stands in the starter's `company.yaml` where the project's own salt goes.
const SALT_MARK: &str = "SALT";
const COMPANY: &str = "content/company.yaml";
const GIT_IGNORE: &str = ".gitignore";
const IGNORED: [&str; 2] = ["/output", "/.promokit"];

/// Writes the starter into `folder`; gives the paths written, relative to it. `salt` makes the
/// partners' addresses unguessable: the caller takes it from a random source.
///
/// # Errors
/// If there is content already, or the disk fails.
pub fn init(folder: &Path, salt: &str) -> Result<Vec<PathBuf>, EditFault> {
    refuse_content(&folder.join("content"))?;
    let mut written = Vec::new();
    for (path, bytes) in starter_files(&STARTER) {
        let text = match (path == Path::new(COMPANY), std::str::from_utf8(bytes)) {
            (true, Ok(text)) => text.replace(SALT_MARK, salt).into_bytes(),
            _ => bytes.to_vec(),
        };
        files::write_new(&folder.join(path), &text)?;
        written.push(path.to_owned());
    }
    if ignore(&folder.join(GIT_IGNORE))? {
        written.push(PathBuf::from(GIT_IGNORE));
    }
    Ok(written)
}

fn refuse_content(content: &Path) -> Result<(), EditFault> {
    let help = "run `promokit init DIR` with a folder of its own";
    match fs::read_dir(content).map(|mut entries| entries.next().is_some()) {
        Ok(true) => Err(EditFault::refused(
            format!("there is content in {} already", content.display()),
            help,
        )),
        Err(_) if content.exists() => {
            Err(EditFault::refused(format!("{} is not a folder", content.display()), help))
        }
        _ => Ok(()),
    }
}

/// All files at any depth, in the order of their paths.
fn starter_files(folder: &'static Dir<'static>) -> Vec<(&'static Path, &'static [u8])> {
    let mut found: Vec<(&Path, &[u8])> = Vec::new();
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(folder) => found.extend(starter_files(folder)),
            DirEntry::File(file) => found.push((file.path(), file.contents())),
        }
    }
    found.sort();
    found
}

/// Adds to a `.gitignore` what it lacks; whether it was written.
fn ignore(path: &Path) -> Result<bool, EditFault> {
    let present = fs::read_to_string(path).unwrap_or_default();
    let lacks =
        |entry: &&str| !present.lines().any(|line| line.trim().trim_end_matches('/') == *entry);
    let missing: Vec<&str> = IGNORED.into_iter().filter(lacks).collect();
    if missing.is_empty()
        || (path.exists() && present.is_empty() && fs::metadata(path).is_ok_and(|it| it.len() > 0))
    {
        return Ok(false);
    }
    let gap = if present.is_empty() || present.ends_with('\n') { "" } else { "\n" };
    files::replace(path, format!("{present}{gap}{}\n", missing.join("\n")).as_bytes())?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_is_small_and_has_its_own_salt() {
        let root = tempfile::tempdir().unwrap();
        let written = init(root.path(), "pepper").unwrap();
        let content = written.iter().filter(|path| path.starts_with("content")).count();
        assert!((5..=12).contains(&content), "{written:?}");
        let company = fs::read_to_string(root.path().join(COMPANY)).unwrap();
        assert!(company.contains("salt: \"pepper\"") && !company.contains(SALT_MARK), "{company}");
        assert_eq!(
            fs::read_to_string(root.path().join(GIT_IGNORE)).unwrap(),
            "/output\n/.promokit\n"
        );
    }

    #[test]
    fn it_never_meets_other_content() {
        let root = tempfile::tempdir().unwrap();
        init(root.path(), "a").unwrap();
        let company = root.path().join(COMPANY);
        fs::write(&company, "mine").unwrap();
        assert!(matches!(init(root.path(), "b"), Err(EditFault::Refused { .. })));
        assert_eq!(fs::read_to_string(&company).unwrap(), "mine");
    }

    #[test]
    fn an_empty_content_folder_is_fine_and_a_file_is_not() {
        let root = tempfile::tempdir().unwrap();
        let (empty, file) = (root.path().join("empty"), root.path().join("file"));
        fs::create_dir_all(empty.join("content")).unwrap();
        assert!(init(&empty, "a").is_ok());
        fs::create_dir(&file).unwrap();
        fs::write(file.join("content"), "").unwrap();
        assert!(matches!(init(&file, "a"), Err(EditFault::Refused { .. })));
    }

    #[test]
    fn an_existing_gitignore_is_kept() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join(GIT_IGNORE);
        fs::write(&path, "*.tmp\n/output/").unwrap();
        init(root.path(), "a").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "*.tmp\n/output/\n/.promokit\n");
    }
}
