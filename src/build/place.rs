//! Where output may go: never among what it is made from.

use std::path::{Component, Path, PathBuf};

use super::fault::OutputFault;

/// Checks that `out` and each of the `inputs` (content, themes) lie apart. All paths absolute.
///
/// # Errors
/// A refusal that says what lies in what.
pub fn check_place(out: &Path, inputs: &[&Path]) -> Result<(), OutputFault> {
    let real_out = resolved(out);
    if real_out.parent().is_none() {
        return Err(OutputFault::refused(
            "the output folder is the root of the disk",
            "give a folder of its own, such as `--out output`",
        ));
    }
    if real_out.exists() && !real_out.is_dir() {
        return Err(OutputFault::refused(
            format!("the output folder `{}` is a file", out.display()),
            "move the file away, or give another folder with `--out`",
        ));
    }
    for input in inputs {
        let real_input = resolved(input);
        let relation = if real_out.starts_with(&real_input) {
            "lies inside"
        } else if real_input.starts_with(&real_out) {
            "holds"
        } else {
            continue;
        };
        return Err(OutputFault::refused(
            format!("the output folder `{}` {relation} `{}`", out.display(), input.display()),
            "output is made from these files and must lie apart from them; give another folder with `--out`",
        ));
    }
    Ok(())
}

/// The path with links followed and `..` worked in, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let mut result = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                result.pop();
            }
            Component::CurDir => {}
            _ => result.push(part),
        }
        if let Ok(real) = result.canonicalize() {
            result = real;
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn project() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("content/images")).unwrap();
        root
    }

    #[test]
    fn output_lies_apart() {
        let root = project();
        let content = root.path().join("content");
        for good in ["output", "content-output", "a/b/../c", "content/../output"] {
            assert!(check_place(&root.path().join(good), &[&content]).is_ok(), "{good}");
        }
        for bad in ["content", "content/out", "content/images", ".", "output/../content/x", ".."] {
            let fault = check_place(&root.path().join(bad), &[&content]);
            assert!(matches!(fault, Err(OutputFault::Refused(_))), "{bad}");
        }
        assert!(check_place(Path::new("/"), &[&content]).is_err());
    }

    #[test]
    fn a_file_is_no_output_folder() {
        let root = project();
        let out = root.path().join("output");
        fs::write(&out, "").unwrap();
        assert!(check_place(&out, &[]).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_hide_it() {
        let root = project();
        let link = root.path().join("output");
        std::os::unix::fs::symlink(root.path().join("content"), &link).unwrap();
        assert!(check_place(&link, &[&root.path().join("content")]).is_err());
    }
}
