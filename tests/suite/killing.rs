//! Builds that are killed at any moment leave an output that is whole, and nothing behind that the
//! next build could take for something else or that grows for ever.
//!
//! `PROMOKIT_KILLS` says how many (a long run is in `tests/full.sh`), `PROMOKIT_SEED` which.

use std::fs;
use std::process::Child;
use std::time::{Duration, Instant};

use walkdir::WalkDir;

use crate::editing::{Chance, Ground, content, number, pictures};
use crate::published::Published;

/// Enough for the suite; `tests/full.sh` makes hundreds.
const KILLS: u64 = 20;
const SEED: u64 = 1;
/// Left by builds that nobody could clean up after yet.
const MOST_LEFT: usize = 3;

#[test]
fn whenever_a_build_is_killed_the_output_is_whole_and_the_next_build_as_a_clean_one() {
    let kills = number("PROMOKIT_KILLS", KILLS);
    let seed = number("PROMOKIT_SEED", SEED);
    let mut ground = Ground::new(seed);
    let mut chance = Chance::new(seed);
    let start = Instant::now();
    ground.agrees(&mut chance);
    // Two builds from nothing: one alone takes half of it.
    let life = start.elapsed() / 2;
    let mut killed = 0;
    while killed < kills {
        let before = ground.state();
        for _ in 0..chance.between(3, 9) {
            change(&mut ground, &mut chance);
            killed += u64::from(kill(&mut ground, &mut chance, life));
        }
        if !ground.agrees(&mut chance) {
            ground.restore(&before);
            assert!(ground.agrees(&mut chance), "sound content is refused");
        }
        nothing_is_left(&ground);
    }
}

/// Edits, now and then down to a cold start.
fn change(ground: &mut Ground, chance: &mut Chance) {
    for _ in 0..chance.below(4) {
        content::reword(ground, chance);
    }
    match chance.below(6) {
        0 => pictures::edit(ground, chance),
        1 => ground.forget("output"),
        2 => ground.forget(".promokit"),
        _ => {}
    }
}

/// Kills a build at a random moment of `life`, or two that share a cache; whether one died of it.
fn kill(ground: &mut Ground, chance: &mut Chance, life: Duration) -> bool {
    let before = Published::read(&ground.path("output"));
    let mut build = ground.start_build_into("output");
    let other = chance.one_in(4).then(|| ground.start_build_into("other"));
    std::thread::sleep(moment(chance, life));
    let died = put_to_death(&mut build);
    ground.say(if died { "it was killed" } else { "it had ended" });
    if let Some(mut other) = other {
        // Sometimes the other one lives on, with what the first left in the cache.
        if chance.one_in(2) {
            put_to_death(&mut other);
        }
        other.wait().expect("it ends");
        Published::read(&ground.path("other")).is_whole(&Published::default());
    }
    Published::read(&ground.path("output")).is_whole(&before);
    died
}

/// Builds on top of others are short: early moments are the more likely ones.
fn moment(chance: &mut Chance, life: Duration) -> Duration {
    let part = chance.below(1000) as f64 / 1000.0;
    life.mul_f64(part * part)
}

fn put_to_death(build: &mut Child) -> bool {
    let _ = build.kill();
    build.wait().expect("it ends").code().is_none()
}

/// After a build that came to its end there is nothing half-done.
fn nothing_is_left(ground: &Ground) {
    let workshop = ground.path("output/.promokit");
    let left: Vec<_> = fs::read_dir(&workshop).into_iter().flatten().flatten().collect();
    assert!(left.is_empty(), "left in the output: {left:?}");
    let walk = WalkDir::new(ground.path(".promokit")).into_iter().flatten();
    let half = walk.filter(|entry| entry.file_name().to_string_lossy().starts_with(".tmp"));
    let left: Vec<_> = half.map(|entry| entry.path().to_owned()).collect();
    assert!(left.len() <= MOST_LEFT, "left in the memory: {left:#?}");
}
