#!/usr/bin/env bash
# Runs every test. Installs what the tests need on a Debian machine; a tool that cannot be had is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

tests/install.sh
cargo test --locked --quiet
# The program that the tests ran: building it apart would compile much again, with other features.
tests/end_to_end.sh "${CARGO_TARGET_DIR:-target}/debug/promokit"
