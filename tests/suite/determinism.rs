//! The same content gives the same bytes: in any folder, on one thread or many.

use crate::support::{sample, sample_project, snapshot};

#[test]
fn another_folder_and_one_thread_give_the_same_bytes() {
    let project = sample_project();
    project.build_with(&["--jobs", "1"]).succeeds();
    let other = snapshot(&project.path("output"));
    let first = &sample().files;
    let names: Vec<&String> = first.keys().collect();
    assert_eq!(other.keys().collect::<Vec<_>>(), names);
    let differ: Vec<&String> = first.keys().filter(|path| first[*path] != other[*path]).collect();
    assert!(differ.is_empty(), "differ: {differ:?}");
    assert!(names.len() > 500, "{}", names.len());
}
