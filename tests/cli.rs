//! The command line as scripts and people meet it: exit codes, streams, what is written where.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

/// The program in `folder`, in an environment that is the same everywhere.
fn promokit(folder: &Path, arguments: &[&str]) -> Output {
    Command::cargo_bin("promokit")
        .unwrap()
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .args(arguments)
        .output()
        .unwrap()
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn results(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn notes(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn starter() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(code(&promokit(folder.path(), &["init"])), Some(0));
    folder
}

#[test]
fn help_and_version_are_results() {
    let folder = tempfile::tempdir().unwrap();
    let help = promokit(folder.path(), &["--help"]);
    assert_eq!((code(&help), notes(&help).as_str()), (Some(0), ""));
    for command in
        ["init", "new", "build", "check", "links", "portal", "schema", "explain", "completions"]
    {
        assert!(
            results(&help).lines().any(|line| line.trim_start().starts_with(command)),
            "{command}"
        );
    }
    let version = promokit(folder.path(), &["--version"]);
    assert_eq!(results(&version), format!("promokit {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_usage_is_two_and_gets_a_suggestion() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, hint) in [
        (&["biuld"][..], "build"),
        (&["build", "--onyl", "x"], "--only"),
        (&["--as-of", "soon", "check"], "2026-12-01"),
        (&["--as-of", "01/12/2026", "check"], "2026-12-01"),
        (&["explain", "unknow-key"], "unknown-key"),
        (&["schema", "prodcut"], "product"),
        (&["new", "lading", "x"], "landing"),
        (&["--root", "nowhere", "check"], "nowhere"),
        (&["build", "--jobs", "0"], "0"),
        (&["build", "--base-url", "javascript:alert(1)"], "--base-url"),
        (&["--secret-file", "nowhere", "check"], "nowhere"),
    ] {
        let output = promokit(folder.path(), arguments);
        assert_eq!((code(&output), results(&output).as_str()), (Some(2), ""), "{arguments:?}");
        assert!(notes(&output).contains(hint), "{arguments:?}: {}", notes(&output));
    }
}

#[test]
fn no_project_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["build", "check", "links"] {
        let output = promokit(folder.path(), &[command]);
        assert_eq!(code(&output), Some(1), "{command}");
        assert!(notes(&output).contains("promokit init"), "{}", notes(&output));
    }
}

#[test]
fn init_writes_a_small_project_once() {
    let folder = tempfile::tempdir().unwrap();
    let first = promokit(folder.path(), &["init", "tea"]);
    assert_eq!(code(&first), Some(0), "{}", notes(&first));
    let listed = results(&first);
    assert!(listed.lines().filter(|line| line.starts_with("content/")).count() <= 12, "{listed}");
    assert!(listed.lines().all(|line| folder.path().join("tea").join(line).is_file()), "{listed}");
    assert!(notes(&first).contains("cd tea && promokit build"));
    let again = promokit(folder.path(), &["init", "tea"]);
    assert_eq!((code(&again), results(&again).as_str()), (Some(1), ""));
    assert!(notes(&again).contains("content"), "{}", notes(&again));
}

#[test]
fn two_projects_have_two_salts() {
    let salt = |folder: &tempfile::TempDir| {
        let company = fs::read_to_string(folder.path().join("content/company.yaml")).unwrap();
        company.lines().find(|line| line.contains("salt:")).unwrap().to_owned()
    };
    let (one, other) = (starter(), starter());
    assert_ne!(salt(&one), salt(&other));
    assert!(salt(&one).len() > 32);
}

#[test]
fn quiet_leaves_results_alone() {
    let folder = tempfile::tempdir().unwrap();
    let output = promokit(folder.path(), &["init", "--quiet"]);
    assert!(results(&output).contains("content/company.yaml"));
    assert_eq!(notes(&output), "");
}

#[test]
fn new_adds_a_file_or_a_row() {
    let folder = starter();
    let banner = promokit(folder.path(), &["new", "banner", "autumn"]);
    assert_eq!(
        (code(&banner), results(&banner).as_str()),
        (Some(0), "content/creatives/autumn.yaml\n"),
        "{}",
        notes(&banner)
    );
    assert!(notes(&banner).contains("promokit build"));
    let partners = folder.path().join("content/partners.csv");
    let before = fs::read_to_string(&partners).unwrap();
    let partner = promokit(folder.path(), &["new", "partner", "tea-house"]);
    assert_eq!(results(&partner), "content/partners.csv\n", "{}", notes(&partner));
    let after = fs::read_to_string(&partners).unwrap();
    assert!(after.starts_with(&before));
    assert!(after[before.len()..].starts_with("tea-house,Tea House,"), "{after}");
    for (arguments, hint) in [
        (&["new", "partner", "tea-house"][..], "already"),
        (&["new", "banner", "autumn"], "already"),
        (&["new", "product"], "needs an id"),
        (&["new", "product", "Tea Pot"], "tea-pot"),
        (&["new", "product", "../x"], "id"),
        (&["new", "product", "pot", "--from", "discovery-bax"], "discovery-box"),
    ] {
        let output = promokit(folder.path(), arguments);
        assert_eq!(code(&output), Some(2), "{arguments:?}: {}", notes(&output));
        assert!(notes(&output).contains(hint), "{arguments:?}: {}", notes(&output));
    }
}

#[test]
fn every_kind_of_new_thing_checks_without_a_fault() {
    let folder = starter();
    for kind in [
        "partner", "product", "program", "banner", "landing", "email", "text", "document",
        "backend",
    ] {
        let output = promokit(folder.path(), &["new", kind, "brand-new"]);
        assert_eq!(code(&output), Some(0), "{kind}: {}", notes(&output));
    }
    let check = promokit(folder.path(), &["check"]);
    assert_eq!(code(&check), Some(0), "{}", results(&check));
}

#[test]
fn the_starter_checks_and_builds_without_a_warning() {
    let folder = starter();
    let check = promokit(folder.path(), &["check"]);
    assert_eq!((code(&check), results(&check).as_str()), (Some(0), ""), "{}", notes(&check));
    let build = promokit(folder.path(), &["build"]);
    assert_eq!(code(&build), Some(0), "{}", notes(&build));
    assert!(results(&build).starts_with("Built "), "{}", results(&build));
    assert!(!notes(&build).contains("warning"), "{}", notes(&build));
    let again = promokit(folder.path(), &["build", "--format", "json"]);
    let summary: serde_json::Value = serde_json::from_str(&results(&again)).unwrap();
    assert_eq!((&summary["written"], &summary["removed"]), (&0.into(), &0.into()));
    assert_ne!(summary["files"], 0);
}

#[test]
fn a_project_is_found_from_a_folder_inside() {
    let folder = starter();
    let output = promokit(&folder.path().join("content/products"), &["check"]);
    assert_eq!(code(&output), Some(0), "{}", notes(&output));
}

#[test]
fn faults_go_to_results_in_check_and_to_notes_in_build() {
    let folder = starter();
    fs::write(folder.path().join("content/products/pot.yaml"), "nmae: Pot\n").unwrap();
    let check = promokit(folder.path(), &["check"]);
    assert_eq!(code(&check), Some(1));
    assert!(results(&check).contains("content/products/pot.yaml:1:1"), "{}", results(&check));
    let json = promokit(folder.path(), &["check", "--format", "json"]);
    assert!(
        serde_json::from_str::<serde_json::Value>(&results(&json)).is_ok(),
        "{}",
        results(&json)
    );
    let build = promokit(folder.path(), &["build"]);
    assert_eq!((code(&build), results(&build).as_str()), (Some(1), ""));
    assert!(notes(&build).contains("content/products/pot.yaml:1:1"), "{}", notes(&build));
    assert!(!folder.path().join("output").exists());
}

#[test]
fn output_keeps_away_from_content_and_other_files() {
    let folder = starter();
    for bad in ["content", "content/out", "."] {
        let output = promokit(folder.path(), &["build", "--out", bad]);
        assert_eq!(code(&output), Some(1), "{bad}: {}", notes(&output));
    }
    fs::write(folder.path().join("output"), "mine").unwrap();
    assert_eq!(code(&promokit(folder.path(), &["build"])), Some(1));
    assert_eq!(fs::read_to_string(folder.path().join("output")).unwrap(), "mine");
    let below_a_file = promokit(folder.path(), &["build", "--out", "output/deep"]);
    assert_eq!(code(&below_a_file), Some(3), "{}", notes(&below_a_file));
}

#[test]
fn a_pattern_that_matches_nothing_is_wrong_usage() {
    let folder = starter();
    let output = promokit(folder.path(), &["build", "--only", "kitz/*"]);
    assert_eq!(code(&output), Some(2), "{}", notes(&output));
    assert!(notes(&output).contains("kitz/*"));
}

#[test]
fn an_unknown_partner_gets_a_suggestion() {
    let folder = starter();
    let output = promokit(folder.path(), &["links", "--partner", "slow-morning"]);
    assert_eq!(code(&output), Some(2));
    assert!(notes(&output).contains("`slow-mornings`"), "{}", notes(&output));
}

#[test]
fn every_schema_is_json_and_can_be_written() {
    let folder = starter();
    let kinds = promokit(folder.path(), &["schema"]);
    for kind in results(&kinds).lines() {
        let schema = promokit(folder.path(), &["schema", kind]);
        let schema: serde_json::Value = serde_json::from_str(&results(&schema)).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{kind}");
    }
    let written = promokit(folder.path(), &["schema", "--write"]);
    assert_eq!(code(&written), Some(0));
    assert!(results(&written).lines().all(|path| folder.path().join(path).is_file()));
    assert!(notes(&written).contains("yaml-language-server"));
}

#[test]
fn explain_knows_every_code_that_it_lists() {
    let folder = tempfile::tempdir().unwrap();
    let all = results(&promokit(folder.path(), &["explain"]));
    let codes =
        all.lines().filter(|line| !line.starts_with(' ')).filter_map(|line| line.split(' ').next());
    let mut count = 0;
    for name in codes {
        let output = promokit(folder.path(), &["explain", name]);
        assert_eq!(code(&output), Some(0), "{name}");
        assert!(results(&output).starts_with(name));
        count += 1;
    }
    assert!(count > 20);
}

#[test]
fn completions_name_the_commands() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        let script = results(&promokit(folder.path(), &["completions", shell]));
        assert!(script.contains("explain") && script.contains("promokit"), "{shell}");
    }
}

#[test]
fn colours_are_only_where_they_are_wanted() {
    let folder = starter();
    fs::write(folder.path().join("content/products/pot.yaml"), "nmae: Pot\n").unwrap();
    let escapes =
        |arguments: &[&str]| results(&promokit(folder.path(), arguments)).contains('\u{1b}');
    assert!(!escapes(&["check"]));
    assert!(!escapes(&["check", "--color", "never"]));
    assert!(escapes(&["check", "--color", "always"]));
}

#[test]
fn a_closed_pipe_is_no_fault() {
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("promokit"))
        .current_dir(folder.path())
        .args(["completions", "zsh"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), notes(&output).as_str()), (Some(0), ""));
}
