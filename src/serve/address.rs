//! From the path of a request to paths of the output.

use percent_encoding::percent_decode_str;

use crate::plan::OutputPath;

/// Addresses below this are serving's own, on every host. No file of the output begins so.
pub const OWN: &str = "/__promokit/";

/// What a path can mean.
#[derive(Debug, PartialEq, Eq)]
pub enum Meaning {
    File(OutputPath),
    /// The page of a folder, which is asked for without the slash at its end.
    Folder(OutputPath),
}

/// The path as text; `None` if it is none.
pub fn decoded(path: &str) -> Option<String> {
    percent_decode_str(path).decode_utf8().ok().map(|text| text.into_owned())
}

/// What can be meant by a path below the output folder (`sites/shop.example/spring/`), the best
/// first. Nothing for a path that leads out of it.
pub fn meanings(path: &str) -> Vec<Meaning> {
    if path.is_empty() || path.ends_with('/') {
        let page = OutputPath::new(format!("{path}index.html"));
        return page.map(Meaning::File).into_iter().collect();
    }
    let file = OutputPath::new(path).map(Meaning::File);
    let folder = OutputPath::new(format!("{path}/index.html")).map(Meaning::Folder);
    file.into_iter().chain(folder).collect()
}

/// The domain of a path in `sites/`.
pub fn domain(path: &str) -> Option<&str> {
    path.strip_prefix("sites/")?.split('/').next().filter(|domain| !domain.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> OutputPath {
        OutputPath::new(text).expect("a path")
    }

    #[test]
    fn folders_mean_their_page() {
        assert_eq!(meanings("sites/a/"), [Meaning::File(path("sites/a/index.html"))]);
        assert_eq!(
            meanings("sites/a/b"),
            [Meaning::File(path("sites/a/b")), Meaning::Folder(path("sites/a/b/index.html"))]
        );
    }

    #[test]
    fn nothing_leads_out() {
        for out in ["sites/a/../../x", "/etc/passwd", "..", "a\\b", "sites//x", "c:/x"] {
            assert_eq!(meanings(out), [], "{out}");
        }
        assert_eq!(decoded("/a%2e%2e/%C3%A9").as_deref(), Some("/a../é"));
        assert_eq!(decoded("/%ff"), None);
    }

    #[test]
    fn sites_have_domains() {
        assert_eq!(domain("sites/a.example/x"), Some("a.example"));
        assert_eq!((domain("kits/x.zip"), domain("sites/")), (None, None));
    }
}
