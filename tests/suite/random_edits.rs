//! Builds that make use of earlier ones never lie: after any edits, in any order, the output is that
//! of a clean build, byte for byte, and files that did not change were not touched.
//!
//! `PROMOKIT_EDITS` says how many edits (a long run is in `tests/full.sh`), `PROMOKIT_SEED` which.
//! A failure prints both, with every edit so far; the same numbers repeat it.

use crate::editing::{Chance, Ground, content, number, pictures, table, tampering};

/// Enough for the suite; `tests/full.sh` makes thousands.
const EDITS: u64 = 28;
const SEED: u64 = 1;

#[test]
fn whatever_is_edited_the_output_is_that_of_a_clean_build() {
    let edits = number("PROMOKIT_EDITS", EDITS);
    let seed = number("PROMOKIT_SEED", SEED);
    let mut ground = Ground::new(seed);
    let mut chance = Chance::new(seed);
    ground.agrees(&mut chance);
    while ground.edits() < edits {
        batch(&mut ground, &mut chance);
    }
}

/// A few edits, perhaps a build of a part or one that is surprised by an edit, then the proof.
fn batch(ground: &mut Ground, chance: &mut Chance) {
    let before = ground.state();
    for _ in 0..chance.between(1, 5) {
        edit(ground, chance);
    }
    match chance.below(8) {
        0 => ground.build_part(chance),
        1 => {
            let build = ground.start_build();
            std::thread::sleep(chance.milliseconds(300));
            edit(ground, chance);
            ground.finish(build);
        }
        _ => {}
    }
    if !ground.agrees(chance) {
        ground.restore(&before);
        assert!(ground.agrees(chance), "content that was sound before is refused now");
    }
}

fn edit(ground: &mut Ground, chance: &mut Chance) {
    match chance.below(20) {
        0..9 => content::edit(ground, chance),
        9..12 => table::edit(ground, chance),
        12..14 => pictures::edit(ground, chance),
        14..16 => tampering::edit(ground, chance),
        16 => ground.move_day(chance),
        17 => ground.change_arguments(chance),
        18 => content::damage(ground, chance),
        _ => content::revert(ground, chance),
    }
}
