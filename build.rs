//! Tells the program what it is made of, so that what one version left in a cache never passes
//! for the work of another.

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    // Of all that files can depend on beside the content.
    hash_into("PROMOKIT_ENGINE", &["src", "themes", "Cargo.lock", "Cargo.toml"]);
    // Of all that pixels and picture files depend on beside what is drawn.
    hash_into("PROMOKIT_RASTER_ENGINE", &["src/raster", "Cargo.lock", "Cargo.toml"]);
}

fn hash_into(variable: &str, roots: &[&str]) {
    let mut hash = FNV_START;
    for root in roots {
        println!("cargo:rerun-if-changed={root}");
        for file in files(Path::new(root)) {
            let name = file.to_string_lossy().replace('\\', "/");
            // What cannot be read now fails to compile or to embed.
            let bytes = fs::read(&file).unwrap_or_default();
            hash = fnv(fnv(hash, name.as_bytes()), &bytes);
        }
    }
    println!("cargo:rustc-env={variable}={hash:016x}");
}

/// Every file at or below `root`, in the order of their paths.
fn files(root: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(root) else { return vec![root.to_owned()] };
    let mut below: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    below.sort();
    below.iter().flat_map(|path| files(path)).collect()
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, 64 bits: <http://www.isthe.com/chongo/tech/comp/fnv/>. A build script needs no more.
fn fnv(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
