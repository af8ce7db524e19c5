use std::fs;
use std::io::Write;
use std::time::{Duration, SystemTime};

use super::*;
use crate::build::manifest::Previous;

#[test]
fn unchanged_files_keep_their_time() {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &[("a", "1"), ("b", "1")], Coverage::Whole).unwrap();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for name in ["a", "b", "manifest.json"] {
        fs::File::options()
            .write(true)
            .open(out.path().join(name))
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
    }
    let time = |name: &str| fs::metadata(out.path().join(name)).unwrap().modified().unwrap();
    let again = publish(out.path(), &[("a", "1"), ("b", "1")], Coverage::Whole).unwrap();
    assert_eq!(again, Published { written: 0, removed: 0 });
    assert_eq!(time("manifest.json"), long_ago);
    let changed = publish(out.path(), &[("a", "1"), ("b", "2")], Coverage::Whole).unwrap();
    assert_eq!(changed, Published { written: 1, removed: 0 });
    assert_eq!(time("a"), long_ago);
    assert_ne!(time("b"), long_ago);
}

#[test]
fn stale_files_go_and_foreign_ones_stay() {
    let out = tempfile::tempdir().unwrap();
    publish(
        out.path(),
        &[("kits/a.zip", "1"), ("kits/deep/b.zip", "1"), ("c", "1")],
        Coverage::Whole,
    )
    .unwrap();
    fs::write(out.path().join("kits/mine.txt"), "mine").unwrap();
    fs::create_dir(out.path().join("empty")).unwrap();
    let done = publish(out.path(), &[("c", "1")], Coverage::Whole).unwrap();
    assert_eq!(done, Published { written: 0, removed: 2 });
    assert_eq!(tree(out.path()), files(&[("c", "1"), ("kits/mine.txt", "mine")]));
    assert!(!out.path().join("kits/deep").exists());
    assert!(out.path().join("empty").is_dir());
    assert!(!out.path().join(".promokit").exists());
}

#[test]
fn a_stale_file_that_is_gone_already_is_no_fault() {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &[("a/b", "1"), ("c", "1")], Coverage::Whole).unwrap();
    fs::remove_dir_all(out.path().join("a")).unwrap();
    assert_eq!(publish(out.path(), &[("c", "1")], Coverage::Whole).unwrap().removed, 0);
}

#[test]
fn foreign_files_are_not_overwritten() {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &[("a", "1")], Coverage::Whole).unwrap();
    fs::write(out.path().join("b"), "mine").unwrap();
    fs::write(out.path().join("c"), "mine").unwrap();
    let messages =
        refusals(publish(out.path(), &[("a", "2"), ("b", "2"), ("c", "2")], Coverage::Whole));
    assert_eq!(messages.len(), 2);
    assert!(messages[0].contains("`b`") && messages[1].contains("`c`"), "{messages:?}");
    assert_eq!(tree(out.path()), files(&[("a", "1"), ("b", "mine"), ("c", "mine")]));
}

#[test]
fn a_foreign_file_with_the_same_bytes_is_adopted() {
    let out = tempfile::tempdir().unwrap();
    fs::write(out.path().join("a"), "1").unwrap();
    assert_eq!(publish(out.path(), &[("a", "1")], Coverage::Whole).unwrap().written, 0);
    assert_eq!(publish(out.path(), &[("a", "2")], Coverage::Whole).unwrap().written, 1);
}

#[test]
fn files_become_folders_and_folders_files() {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &[("a", "file"), ("b/c/d", "deep"), ("b/e", "e")], Coverage::Whole)
        .unwrap();
    publish(out.path(), &[("a/b", "below"), ("b", "file")], Coverage::Whole).unwrap();
    assert_eq!(tree(out.path()), files(&[("a/b", "below"), ("b", "file")]));
}

#[test]
fn a_folder_with_foreign_files_does_not_become_a_file() {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &[("b/c", "1")], Coverage::Whole).unwrap();
    fs::write(out.path().join("b/mine"), "mine").unwrap();
    let messages = refusals(publish(out.path(), &[("b", "file")], Coverage::Whole));
    assert!(messages[0].contains("`b/mine`"), "{messages:?}");
    assert_eq!(tree(out.path()), files(&[("b/c", "1"), ("b/mine", "mine")]));
}

#[test]
fn a_foreign_file_does_not_become_a_folder() {
    let out = tempfile::tempdir().unwrap();
    fs::write(out.path().join("sites"), "mine").unwrap();
    let messages = refusals(publish(
        out.path(),
        &[("sites/a/index.html", "1"), ("sites/b", "1")],
        Coverage::Whole,
    ));
    assert_eq!(messages.len(), 1, "said once: {messages:?}");
    assert_eq!(tree(out.path()), files(&[("sites", "mine")]));
}

#[test]
fn one_path_cannot_be_file_and_folder_in_one_build() {
    let out = tempfile::tempdir().unwrap();
    let messages =
        refusals(publish(out.path(), &[("a", "1"), ("a-b", "1"), ("a/c", "1")], Coverage::Whole));
    assert!(messages[0].contains("`a`"), "{messages:?}");
    assert!(tree(out.path()).is_empty());
}

#[test]
fn the_same_path_twice_is_refused() {
    let out = tempfile::tempdir().unwrap();
    let stage = Stage::open(out.path()).unwrap();
    stage.put(&path("a"), b"1").unwrap();
    assert!(matches!(stage.put(&path("a"), b"1"), Err(OutputFault::Refused(_))));
}

#[test]
fn a_part_removes_nothing_and_joins_the_manifest() {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &[("a", "1"), ("b", "1")], Coverage::Whole).unwrap();
    let done = publish(out.path(), &[("b", "2"), ("c", "2")], Coverage::Part).unwrap();
    assert_eq!(done, Published { written: 2, removed: 0 });
    assert_eq!(tree(out.path()), files(&[("a", "1"), ("b", "2"), ("c", "2")]));
    let Previous::Known(manifest) = Previous::read(&out.path().join("manifest.json")).unwrap()
    else {
        panic!("no manifest")
    };
    let listed: Vec<_> =
        manifest.artifacts().iter().map(|entry| (entry.path.as_str(), entry.blake3)).collect();
    assert_eq!(
        listed,
        [("a", blake3::hash(b"1")), ("b", blake3::hash(b"2")), ("c", blake3::hash(b"2"))]
    );
}

#[test]
fn a_damaged_manifest_removes_nothing() {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &[("a", "1"), ("b", "1")], Coverage::Whole).unwrap();
    fs::write(out.path().join("manifest.json"), "{\"version\":1,").unwrap();
    assert_eq!(
        publish(out.path(), &[("a", "1")], Coverage::Whole).unwrap(),
        Published { written: 0, removed: 0 }
    );
    assert_eq!(tree(out.path()), files(&[("a", "1"), ("b", "1")]));
}

#[test]
fn an_unpublished_stage_leaves_no_trace() {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &[("a", "1")], Coverage::Whole).unwrap();
    let stage = Stage::open(out.path()).unwrap();
    stage.put(&path("a"), b"2").unwrap();
    stage.put(&path("b"), b"2").unwrap();
    drop(stage);
    assert_eq!(tree(out.path()), files(&[("a", "1")]));
}

/// A folder in place of the manifest makes the very last step fail.
#[test]
fn a_failing_last_step_takes_all_others_back() {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &[("a", "1"), ("b/c", "1"), ("d", "1")], Coverage::Whole).unwrap();
    let before = tree(out.path());
    let stage = Stage::open(out.path()).unwrap();
    for (name, content) in [("a", "2"), ("b", "now a file"), ("new/deep", "2")] {
        stage.put(&path(name), content.as_bytes()).unwrap();
    }
    let entries = ["a", "b", "new/deep"].map(|name| Entry {
        path: path(name),
        kind: Kind::Page,
        partner: None,
        blake3: blake3::hash(b""),
        bytes: 0,
    });
    fs::remove_file(out.path().join("manifest.json")).unwrap();
    fs::create_dir_all(out.path().join("manifest.json/blocked")).unwrap();
    let result = stage
        .publish(Manifest::new("0.1.0".to_owned(), today(), entries.to_vec()), Coverage::Whole);
    assert!(matches!(result, Err(OutputFault::Machine(_))), "{result:?}");
    fs::remove_dir_all(out.path().join("manifest.json")).unwrap();
    assert_eq!(tree(out.path()), before);
    assert!(!out.path().join("new").exists());
    assert!(!out.path().join(".promokit").exists());
}

#[test]
fn what_an_interrupted_publication_wrote_is_known_as_our_own() {
    let out = tempfile::tempdir().unwrap();
    publish(out.path(), &[("a", "1")], Coverage::Whole).unwrap();
    // As if the process had died between the files and the manifest.
    let entry = |name: &str| Entry {
        path: path(name),
        kind: Kind::Page,
        partner: None,
        blake3: blake3::hash(b"x"),
        bytes: 1,
    };
    let unfinished = Manifest::new("0.1.0".to_owned(), today(), vec![entry("b"), entry("c")]);
    fs::create_dir(out.path().join(".promokit")).unwrap();
    fs::write(out.path().join(".promokit/unfinished.json"), unfinished.text()).unwrap();
    fs::write(out.path().join("b"), "x").unwrap();
    fs::write(out.path().join("c"), "x").unwrap();
    let done = publish(out.path(), &[("a", "1"), ("b", "2")], Coverage::Whole).unwrap();
    assert_eq!(done, Published { written: 1, removed: 1 });
    assert_eq!(tree(out.path()), files(&[("a", "1"), ("b", "2")]));
}

#[test]
fn large_files_are_written_bit_by_bit() {
    let out = tempfile::tempdir().unwrap();
    let write = |stage: &Stage| {
        stage
            .put_streamed(&path("kits/a.zip"), |file| -> Result<(), OutputFault> {
                (0..1000).for_each(|number| writeln!(file, "{number}").unwrap());
                Ok(())
            })
            .unwrap()
    };
    let stage = Stage::open(out.path()).unwrap();
    let stored = write(&stage);
    let bytes = stage.read(&path("kits/a.zip")).unwrap().unwrap();
    assert_eq!((stored.blake3, stored.bytes), (blake3::hash(&bytes), bytes.len() as u64));
    assert_eq!(stage.size(&path("kits/a.zip")), Some(stored.bytes));
    stage.publish(Manifest::new("0.1.0".to_owned(), today(), Vec::new()), Coverage::Whole).unwrap();
    let stage = Stage::open(out.path()).unwrap();
    assert!(!write(&stage).changed);
    assert_eq!(stage.read(&path("kits/a.zip")).unwrap().unwrap(), bytes);
    let failed = stage.put_streamed(&path("x"), |_| {
        Err(stage.unwritten(&path("x"), std::io::ErrorKind::StorageFull.into()))
    });
    let Err(OutputFault::Machine(fault)) = failed else { panic!("{failed:?}") };
    assert!(fault.to_string().ends_with("x: the disk is full"), "{fault}");
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn nothing_is_written_or_removed_through_a_linked_folder() {
        let elsewhere = tempfile::tempdir().unwrap();
        let out = tempfile::tempdir().unwrap();
        publish(out.path(), &[("sites/a", "1"), ("b", "1")], Coverage::Whole).unwrap();
        fs::rename(out.path().join("sites"), elsewhere.path().join("sites")).unwrap();
        symlink(elsewhere.path().join("sites"), out.path().join("sites")).unwrap();
        let messages =
            refusals(publish(out.path(), &[("sites/a", "2"), ("b", "1")], Coverage::Whole));
        assert!(messages[0].contains("symbolic link"), "{messages:?}");
        assert_eq!(publish(out.path(), &[("b", "1")], Coverage::Whole).unwrap().removed, 0);
        assert_eq!(tree(elsewhere.path()), files(&[("sites/a", "1")]));
    }

    #[test]
    fn a_link_in_place_of_our_file_is_replaced_not_followed() {
        let elsewhere = tempfile::tempdir().unwrap();
        let target = elsewhere.path().join("precious");
        fs::write(&target, "precious").unwrap();
        let out = tempfile::tempdir().unwrap();
        publish(out.path(), &[("a", "1"), ("b", "1")], Coverage::Whole).unwrap();
        for name in ["a", "b"] {
            fs::remove_file(out.path().join(name)).unwrap();
            symlink(&target, out.path().join(name)).unwrap();
        }
        publish(out.path(), &[("a", "2")], Coverage::Whole).unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "precious");
        assert_eq!(tree(out.path()), files(&[("a", "2")]));
    }
}
