//! Edits of texts, settings and themes, and of the files themselves.

use std::fs;

use super::chance::Chance;
use super::ground::{Ground, Manner, odd_time, set_time};

/// What a file of its own may be written beside it.
const LITTER: [&str; 4] = [
    "content/landings/.home.md.swp",
    "content/texts/short.md~",
    "content/notes.txt",
    "themes/.DS_Store",
];
/// Lines that most files cannot have.
const FAULTS: [&str; 4] = ["colour: [", "no-such-key: 1", "{{ nobody }}", "product: nothing"];

pub fn edit(ground: &mut Ground, chance: &mut Chance) {
    let files = ground.files("");
    let Some(path) = chance.pick(&files).cloned() else { return };
    match chance.below(16) {
        0..9 => change(ground, chance, &path),
        9 => copy(ground, chance, &path),
        10 => {
            ground.remove(&path);
            ground.edited(format!("{path}: removed"));
        }
        11 => rename(ground, chance, &path),
        12 => swap(ground, chance, &path),
        13 => {
            set_time(&ground.path(&path), odd_time(chance));
            ground.edited(format!("{path}: of another time"));
        }
        14 => link(ground, &path),
        _ => {
            let litter = LITTER[chance.below(LITTER.len())];
            ground.write(litter, &[chance.byte()], Manner::InPlace);
            ground.edited(format!("{litter}: written"));
        }
    }
}

/// Another word, colour, date or number somewhere: no fault, as a rule.
pub fn reword(ground: &mut Ground, chance: &mut Chance) {
    let files = ground.files("");
    if let Some(path) = chance.pick(&files) {
        change(ground, chance, path);
    }
}

/// Adds a line that is likely to be a fault.
pub fn damage(ground: &mut Ground, chance: &mut Chance) {
    let files: Vec<String> =
        ground.files("").into_iter().filter(|path| !path.ends_with(".png")).collect();
    let Some(path) = chance.pick(&files) else { return };
    let line = FAULTS[chance.below(FAULTS.len())];
    let bytes = [&ground.read(path)[..], line.as_bytes(), b"\n"].concat();
    ground.write(path, &bytes, Manner::any(chance));
    ground.edited(format!("{path}: with a line {line:?}"));
}

/// Gives a file, even a removed one, what it held at an earlier time.
pub fn revert(ground: &mut Ground, chance: &mut Chance) {
    let Some((path, bytes)) = chance.pick(&ground.past).cloned() else { return };
    let manner = Manner::any(chance);
    ground.write(&path, &bytes, manner);
    ground.edited(format!("{path}: as it was, {manner:?}"));
}

/// Another word, colour, date or number in place of one that is there.
fn change(ground: &mut Ground, chance: &mut Chance, path: &str) {
    let Some(text) = ground.text(path) else { return };
    let places = places(&text);
    let Some((at, old)) = chance.pick(&places).cloned() else { return };
    let new = other(&old, chance);
    let text = format!("{}{new}{}", &text[..at], &text[at + old.len()..]);
    let manner = Manner::any(chance);
    ground.write(path, text.as_bytes(), manner);
    ground.edited(format!("{path}: {old} is {new}, {manner:?}"));
}

/// Where something stands that may be something else: `w1041`, `#3A5F2B`, `2026-12-01`, `12 %`, `12.00 EUR`, `days: 30`.
fn places(text: &str) -> Vec<(usize, String)> {
    let starts = text.char_indices().filter(|(at, _)| {
        !text[..*at].ends_with(|before: char| before.is_alphanumeric() || before == '.')
    });
    let place = |at: usize| {
        let rest = &text[at..];
        let digits = |from: usize, to: usize| {
            rest.get(from..to).is_some_and(|part| part.bytes().all(|it| it.is_ascii_digit()))
        };
        let hex = |part: &str| part.bytes().all(|it| it.is_ascii_hexdigit());
        let length = if rest.starts_with('w') && digits(1, 5) {
            5
        } else if rest.starts_with('#') && rest.get(1..7).is_some_and(hex) {
            7
        } else if rest.starts_with("2026-") && digits(5, 7) && digits(8, 10) {
            10
        } else if digits(0, 2) && rest[2..].starts_with(" %") {
            4
        } else if digits(0, 2) && rest[2..].starts_with(".00 EUR") {
            9
        } else if rest.starts_with("days: ") && digits(6, 8) {
            8
        } else {
            return None;
        };
        Some((at, rest[..length].to_owned()))
    };
    starts.filter_map(|(at, _)| place(at)).collect()
}

/// Mostly as long as the old one.
fn other(old: &str, chance: &mut Chance) -> String {
    let number = chance.below(90) + 10;
    match old.as_bytes()[0] {
        b'w' if chance.one_in(5) => format!("w{} w{}", 1000 + chance.below(9000), 1000 + number),
        b'w' => format!("w{}", 1000 + chance.below(9000)),
        b'#' => format!("#{:02X}{:02X}{:02X}", chance.byte(), chance.byte(), chance.byte()),
        b'd' => format!("days: {number}"),
        _ if old.ends_with('%') => format!("{number} %"),
        _ if old.ends_with("EUR") => format!("{number}.00 EUR"),
        _ => format!("2026-{:02}-{:02}", chance.between(1, 12), chance.between(1, 28)),
    }
}

/// `content/texts/short.de.md` under another id, in the same folder.
fn renamed(path: &str, chance: &mut Chance) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("content", path));
    let ending = name.split_once('.').map_or("", |(_, ending)| ending);
    format!("{folder}/n{}.{ending}", chance.below(100))
}

fn copy(ground: &mut Ground, chance: &mut Chance, path: &str) {
    let to = renamed(path, chance);
    let bytes = ground.read(path);
    ground.write(&to, &bytes, Manner::any(chance));
    ground.edited(format!("{path}: copied to {to}"));
}

fn rename(ground: &mut Ground, chance: &mut Chance, path: &str) {
    let to = renamed(path, chance);
    fs::rename(ground.path(path), ground.path(&to)).expect("renamed");
    ground.edited(format!("{path}: now {to}"));
}

/// Two files of a folder change places, as a rename of each would do.
fn swap(ground: &mut Ground, chance: &mut Chance, path: &str) {
    let (folder, _) = path.rsplit_once('/').unwrap_or(("content", path));
    let files = ground.files(&format!("{folder}/"));
    let Some(other) = chance.pick(&files).filter(|other| *other != path) else { return };
    let aside = ground.path("aside");
    fs::rename(ground.path(path), &aside).expect("renamed");
    fs::rename(ground.path(other), ground.path(path)).expect("renamed");
    fs::rename(&aside, ground.path(other)).expect("renamed");
    ground.edited(format!("{path}: in the place of {other}, and the other way round"));
}

/// The file moves elsewhere and leaves a symbolic link; edits of it go on there.
fn link(ground: &mut Ground, path: &str) {
    let elsewhere = ground.path("elsewhere").join(path.replace('/', "-"));
    fs::create_dir_all(elsewhere.parent().expect("a folder")).expect("a folder");
    let target = ground.path(path);
    if target.is_symlink() {
        return;
    }
    fs::rename(&target, &elsewhere).expect("renamed");
    std::os::unix::fs::symlink(&elsewhere, &target).expect("linked");
    ground.edited(format!("{path}: a symbolic link now"));
}
