//! `--only`: patterns over output paths.

use crate::plan::OutputPath;

/// Patterns of which a path must match one: `*` and `?` stay within a folder, `**` does not. A
/// pattern that matches a folder means everything in it.
#[derive(Debug, Clone)]
pub struct Only {
    patterns: Vec<String>,
}

impl Only {
    /// `None` without patterns: everything is meant.
    pub fn new(patterns: &[String]) -> Option<Only> {
        let patterns =
            patterns.iter().map(|pattern| pattern.trim_matches('/').to_owned()).collect::<Vec<_>>();
        (!patterns.is_empty()).then_some(Only { patterns })
    }

    pub fn includes(&self, path: &OutputPath) -> bool {
        let path: Vec<&str> = path.as_str().split('/').collect();
        self.patterns.iter().any(|pattern| {
            let pattern: Vec<&str> = pattern.split('/').collect();
            matches_parts(&pattern, &path)
        })
    }

    /// For each pattern the folder or file that all it matches is in or is: what stands before its
    /// first wildcard.
    pub fn folders(&self) -> impl Iterator<Item = String> {
        let is_plain = |part: &&str| !part.contains(['*', '?']);
        self.patterns.iter().map(move |pattern| {
            pattern.split('/').take_while(is_plain).collect::<Vec<_>>().join("/")
        })
    }

    pub fn patterns(&self) -> &[String] {
        &self.patterns
    }
}

fn matches_parts(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern, path) {
        ([], _) => true,
        (["**", rest @ ..], _) => {
            (0..=path.len()).any(|skip| matches_parts(rest, &path[skip..])) && !path.is_empty()
        }
        ([first, rest @ ..], [part, deeper @ ..]) => {
            matches_name(first, part) && matches_parts(rest, deeper)
        }
        (_, []) => false,
    }
}

/// Wildcards within one name; linear in time but for the last `*`.
fn matches_name(pattern: &str, name: &str) -> bool {
    if !pattern.contains(['*', '?']) {
        return pattern == name;
    }
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    let (mut p, mut n) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                retry = Some((p, n));
                p += 1;
            }
            Some(&c) if c == '?' || c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => match retry {
                Some((star, start)) => {
                    retry = Some((star, start + 1));
                    p = star + 1;
                    n = start + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn includes(pattern: &str, path: &str) -> bool {
        Only::new(&[pattern.to_owned()]).unwrap().includes(&OutputPath::new(path).unwrap())
    }

    #[test]
    fn patterns_mean_what_a_shell_means() {
        for (pattern, path) in [
            ("links.csv", "links.csv"),
            ("links.*", "links.csv"),
            ("kits/*.zip", "kits/acme.zip"),
            ("sites/**/index.html", "sites/a.example/de/index.html"),
            ("sites/**/index.html", "sites/index.html"),
            ("**/300x250.png", "sites/m/b/winter/en/300x250.png"),
            ("sites/a.example", "sites/a.example/de/index.html"),
            ("sites/*/robots.txt", "sites/a.example/robots.txt"),
            ("/kits/", "kits/acme.zip"),
            ("kits/a??e.zip", "kits/acme.zip"),
            ("*c*e*", "acme"),
            ("**", "a/b/c"),
        ] {
            assert!(includes(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in [
            ("links", "links.csv"),
            ("*.zip", "kits/acme.zip"),
            ("sites/*/index.html", "sites/a.example/de/index.html"),
            ("kits/?.zip", "kits/acme.zip"),
            ("its/acme.zip", "kits/acme.zip"),
            ("sites/a.example/de/index.html/x", "sites/a.example/de/index.html"),
        ] {
            assert!(!includes(pattern, path), "{pattern} {path}");
        }
    }

    #[test]
    fn no_pattern_is_no_choice() {
        assert!(Only::new(&[]).is_none());
    }

    proptest! {
        #[test]
        fn every_path_matches_itself_and_its_folders(parts in proptest::collection::vec("[a-z0-9.@-]{1,8}", 1..5)) {
            prop_assume!(parts.iter().all(|part| part != "." && part != ".."));
            let path = parts.join("/");
            for length in 1..=parts.len() {
                prop_assert!(includes(&parts[..length].join("/"), &path));
            }
            prop_assert!(includes(&vec!["*"; parts.len()].join("/"), &path));
            prop_assert!(!includes(&vec!["*"; parts.len() + 1].join("/"), &path));
        }
    }
}
