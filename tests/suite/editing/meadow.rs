//! The project that is edited: `tests/projects/meadow` and its pictures.

use crate::support::TestProject;

use super::pictures::picture;

/// Names and sizes of the pictures, below `content/images/`.
const PICTURES: [(&str, u32, u32); 4] = [
    ("hero.png", 320, 200),
    ("honey.png", 160, 120),
    ("icon.png", 64, 64),
    ("ready.png", 300, 250),
];

pub fn project() -> TestProject {
    let copy = TestProject::from("meadow").copy("tests/projects/meadow/themes", "themes");
    PICTURES.into_iter().fold(copy, |project, (name, width, height)| {
        project.file(&format!("content/images/{name}"), picture(width, height, 7))
    })
}
