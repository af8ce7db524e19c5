#!/usr/bin/env bash
# The sample programme in a browser, built and served, on a phone and on a desktop, and the files that only outside tools can judge.
# Needs the program's path: tests/end_to_end.sh target/debug/promokit
set -euo pipefail
cd "$(dirname "$0")/.."

program=${1:?"usage: tests/end_to_end.sh PROGRAM"}
[ -x "$program" ] || { echo "$program is no program" >&2; exit 2; }

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
python3 tests/browser.py "$program" "$out"
python3 tests/serve_browser.py "$program"
tracked=$(mktemp -d)
trap 'rm -rf "$out" "$tracked"' EXIT
python3 tests/tracking.py "$program" "$tracked"
python3 tests/servers.py "$program"
python3 tests/forms.py "$program"
python3 tests/pages.py "$program"
python3 tests/banners.py "$program"

find "$out/sites" -name sitemap.xml -exec xmllint --noout --nonet {} +
find "$out" -name '*.svg' -exec xmllint --noout --nonet {} +
find "$out" -name '*.png' -print0 | xargs -0 pngcheck -q >/dev/null
python3 -m json.tool "$out/links.json" >/dev/null
python3 -m json.tool "$out/terms.json" >/dev/null
echo "end to end: fine"
