#!/usr/bin/env bash
# The long runs, with the release build: every page of every theme by the checkers of pages, 2,000 random edits and 200 killed builds. Other
# numbers by EDITS, KILLS; another course of events by PROMOKIT_SEED (a failure prints the one to repeat).
set -euo pipefail
cd "$(dirname "$0")/.."

tests/install.sh
cargo build --locked --release --quiet
export PROMOKIT_PROGRAM="${CARGO_TARGET_DIR:-$PWD/target}/release/promokit"
export PROMOKIT_SEED="${PROMOKIT_SEED:-$RANDOM}"
python3 tests/pages.py "$PROMOKIT_PROGRAM" --all
export PROMOKIT_EDITS="${EDITS:-2000}" PROMOKIT_KILLS="${KILLS:-200}"
cargo test --locked --test suite -- --test-threads 1 random_edits killing
