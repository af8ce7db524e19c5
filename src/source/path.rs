//! Paths inside the project: relative, with `/`, never leading out.

use std::fmt;
use std::path::Path;

/// A path relative to the project root, with `/` on every system and neither `.` nor `..` in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelativePath(String);

/// Why a path that content refers to cannot be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathFault {
    /// Nothing but spaces.
    Empty,
    /// It is absolute, or has a `..` in it.
    Outside,
}

impl fmt::Display for PathFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            PathFault::Empty => "it is empty",
            PathFault::Outside => "it leads out of the project",
        })
    }
}

impl RelativePath {
    /// The path with `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// What follows the last dot of the name, in lower case; empty if there is no dot.
    pub fn extension(&self) -> String {
        self.name().rsplit_once('.').map_or(String::new(), |(_, end)| end.to_ascii_lowercase())
    }

    /// A path that the file system gave; `None` if it is not Unicode or leads out of `root`.
    pub(super) fn below(root: &Path, path: &Path) -> Option<RelativePath> {
        let parts: Option<Vec<&str>> =
            path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
        Some(RelativePath(parts?.join("/")))
    }
}

impl fmt::Display for RelativePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl AsRef<Path> for RelativePath {
    fn as_ref(&self) -> &Path {
        Path::new(&self.0)
    }
}

/// The path that `text` names in the folder `base` (`content`; empty for the project root).
///
/// Backslashes count as `/`, since paths are copied from Windows. Errors for anything that could
/// lead out of the project: absolute paths, drives, and `..` even where it would stay inside.
pub fn resolve(base: &str, text: &str) -> Result<RelativePath, PathFault> {
    let text = text.trim().replace('\\', "/");
    let drive = text.as_bytes().get(1) == Some(&b':') && text.as_bytes()[0].is_ascii_alphabetic();
    if text.starts_with('/') || drive {
        return Err(PathFault::Outside);
    }
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    let depth = parts.len();
    for part in text.split('/') {
        match part {
            "" | "." => {}
            ".." => return Err(PathFault::Outside),
            part => parts.push(part),
        }
    }
    if parts.len() == depth {
        return Err(PathFault::Empty);
    }
    Ok(RelativePath(parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(text: &str) -> Result<String, PathFault> {
        resolve("content", text).map(|path| path.to_string())
    }

    #[test]
    fn paths_stay_inside() {
        assert_eq!(resolved("images/logo.png").as_deref(), Ok("content/images/logo.png"));
        assert_eq!(resolved(" ./images\\logo.PNG ").as_deref(), Ok("content/images/logo.PNG"));
        for text in ["../x.png", "images/../../x", "/etc/passwd", "C:\\x.png", "\\\\host\\x"] {
            assert_eq!(resolved(text), Err(PathFault::Outside), "{text}");
        }
        assert_eq!(resolved(" ./ "), Err(PathFault::Empty));
    }

    #[test]
    fn extensions_are_lower_case() {
        let extension = |text| resolve("", text).unwrap().extension();
        assert_eq!(extension("a/Photo.JPG"), "jpg");
        assert_eq!(extension("a.b/readme"), "");
    }
}
