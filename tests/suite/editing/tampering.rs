//! What people, tools and disks do to what promokit wrote: its output and its memory.

use std::fs;

use super::chance::Chance;
use super::ground::{Ground, odd_time, set_time};
use super::tree::tree;

const MEMORY: &str = ".promokit";

pub fn edit(ground: &mut Ground, chance: &mut Chance) {
    match chance.below(10) {
        0..7 => tamper(ground, chance, "output"),
        7..9 => tamper(ground, chance, MEMORY),
        _ => ground.forget(if chance.one_in(2) { "output" } else { MEMORY }),
    }
}

/// Changes or removes one file.
fn tamper(ground: &mut Ground, chance: &mut Chance, folder: &str) {
    let files: Vec<String> = tree(&ground.path(folder)).into_keys().collect();
    // Without it nobody knows whose the other files are: then a build refuses.
    let files: Vec<String> = files.into_iter().filter(|path| path != "manifest.json").collect();
    let Some(name) = chance.pick(&files) else { return };
    let path = ground.path(folder).join(name);
    let bytes = fs::read(&path).expect("readable");
    let time = fs::metadata(&path).and_then(|there| there.modified()).expect("a time");
    let what = match chance.below(6) {
        0 => {
            fs::remove_file(&path).expect("removed");
            "removed"
        }
        1 if !bytes.is_empty() => {
            let mut bytes = bytes;
            let at = chance.below(bytes.len());
            bytes[at] ^= 1;
            fs::write(&path, bytes).expect("written");
            set_time(&path, time);
            "one bit turned over, with the old time"
        }
        2 => {
            fs::write(&path, &bytes[..bytes.len() / 2]).expect("written");
            "cut"
        }
        3 => {
            fs::write(&path, [&bytes[..], b"more"].concat()).expect("written");
            "made longer"
        }
        4 => {
            set_time(&path, odd_time(chance));
            "of another time"
        }
        _ => {
            fs::remove_file(&path).expect("removed");
            fs::write(&path, bytes).expect("written");
            "put back from a copy"
        }
    };
    ground.edited(format!("{folder}/{name}: {what}"));
}
