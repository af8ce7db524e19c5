//! References to pictures and fonts in `content/`.

use std::fmt;

/// A path below `content/`, with `/`, free of `..`: checked by the loader.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PicturePath(String);

impl PicturePath {
    /// Takes a path that [`is_inside`] holds for.
    pub fn new(path: &str) -> Option<PicturePath> {
        is_inside(path).then(|| PicturePath(path.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file's name without folders and extension.
    pub fn stem(&self) -> &str {
        let name = self.0.rsplit('/').next().unwrap_or(&self.0);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The extension in lower case, empty if there is none.
    pub fn extension(&self) -> String {
        self.0
            .rsplit_once('.')
            .map(|(_, extension)| extension.to_ascii_lowercase())
            .unwrap_or_default()
    }

    pub fn is_svg(&self) -> bool {
        self.extension() == "svg"
    }
}

impl fmt::Display for PicturePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a relative path stays below the folder it is relative to.
pub fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && !path.starts_with('/')
        && !path.contains('\\')
        && !path.contains(':')
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}

/// The point of a picture that every crop keeps, in per cent from the left and the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FocalPoint {
    pub x: u8,
    pub y: u8,
}

impl FocalPoint {
    pub const CENTER: FocalPoint = FocalPoint { x: 50, y: 50 };

    /// Reads `60% 40%`.
    pub fn parse(text: &str) -> Option<FocalPoint> {
        let mut parts = text.split_whitespace().map(|part| {
            part.strip_suffix('%')?.parse::<u8>().ok().filter(|percent| *percent <= 100)
        });
        let point = FocalPoint { x: parts.next()??, y: parts.next()?? };
        parts.next().is_none().then_some(point)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        for good in ["images/a.png", "a.svg", "images/deep/er.jpg"] {
            assert!(is_inside(good), "{good}");
        }
        for bad in
            ["", "/etc/passwd", "../a.png", "images/../../a", "images//a", "C:/a", "a\\b", "./a"]
        {
            assert!(!is_inside(bad), "{bad}");
        }
    }

    #[test]
    fn focal_points_are_two_percentages() {
        assert_eq!(FocalPoint::parse("60% 40%"), Some(FocalPoint { x: 60, y: 40 }));
        for bad in ["60%", "60% 140%", "60 40", "1% 2% 3%", "left top"] {
            assert_eq!(FocalPoint::parse(bad), None, "{bad}");
        }
    }
}
