//! Rebuilds when a file of the default theme or of the presets comes or goes: they are embedded.

fn main() {
    println!("cargo:rerun-if-changed=themes/default");
    println!("cargo:rerun-if-changed=src/load/presets");
}
