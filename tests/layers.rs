//! Keeps the borders between modules that `src/lib.rs` describes.
//!
//! One crate gives no help from the compiler, so imports are read from the source text.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// What each module may import besides `diagnostic`, `model` and itself.
const BORDERS: &[(&str, &[&str])] = &[
    ("diagnostic", &[]),
    ("model", &[]),
    ("source", &[]),
    ("decode", &["source"]),
    ("load", &["source", "decode"]),
    ("tracking", &[]),
    ("commission", &[]),
    ("theme", &["source", "decode"]),
    ("hosting", &[]),
    ("plan", &["tracking", "hosting"]),
    ("raster", &[]),
    ("render", &["plan", "theme", "raster", "tracking", "commission", "hosting"]),
    ("open", &["source", "load", "theme", "plan", "render"]),
    ("build", &["plan", "render", "source"]),
    ("serve", &["open", "source", "load", "plan", "render", "check"]),
    (
        "check",
        &[
            "source",
            "decode",
            "load",
            "tracking",
            "commission",
            "theme",
            "hosting",
            "plan",
            "raster",
            "render",
        ],
    ),
    ("edit", &["source", "theme"]),
];

/// Modules that do not even see these two.
const WITHOUT_MODEL: &[&str] = &["diagnostic", "source"];

/// The top-level modules that a file of the crate names after `crate::`.
fn imports(text: &str) -> BTreeSet<&str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| {
            let end = rest.find(|letter: char| !(letter.is_ascii_lowercase() || letter == '_'));
            &rest[..end.unwrap_or(rest.len())]
        })
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn modules_import_only_what_lies_below_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (module, allowed) in BORDERS {
        for entry in WalkDir::new(root.join(module)).into_iter().filter_map(Result::ok) {
            // Tests load whole projects.
            let is_test = entry.path().ends_with("tests.rs")
                || entry.path().iter().any(|part| part == "tests");
            if is_test || entry.path().extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let text = fs::read_to_string(entry.path()).expect("source files are readable");
            for import in imports(&text) {
                seen += 1;
                let common = import == *module
                    || import == "diagnostic"
                    || (import == "model" && !WITHOUT_MODEL.contains(module));
                if !common && !allowed.contains(&import) {
                    let file = entry.path().strip_prefix(&root).unwrap_or(entry.path());
                    wrong.push(format!("{} imports `{import}`", file.display()));
                }
            }
        }
    }
    assert!(seen > 100, "only {seen} imports were found: the test looks in the wrong place");
    assert!(wrong.is_empty(), "imports across borders:\n{}", wrong.join("\n"));
}

#[test]
fn every_module_has_its_border() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    let text = fs::read_to_string(root).expect("lib.rs is readable");
    let modules = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    for module in modules.filter(|module| *module != "cli") {
        assert!(BORDERS.iter().any(|(known, _)| known == &module), "`{module}` has no border");
    }
}

#[test]
fn only_the_outer_modules_touch_clock_and_environment() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let forbidden = ["SystemTime::now", "Instant::now", "Timestamp::now", "Zoned::now", "env::var"];
    for entry in WalkDir::new(&root).into_iter().filter_map(Result::ok) {
        let inner = !entry.path().starts_with(root.join("cli"));
        if !inner || entry.path().extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(entry.path()).expect("source files are readable");
        for name in forbidden {
            assert!(!text.contains(name), "{} uses {name}", entry.path().display());
        }
    }
}
