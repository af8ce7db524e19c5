#!/usr/bin/env python3
"""Lighthouse's performance of the sample's pages, as a Markdown table: median of 3, on the phone that it imitates (slow 4G, a
processor slowed down fourfold), pages served from this machine and packed by gzip, as every host packs them.

    lighthouse.py PROGRAM [--runs 3] [--page PATH]…

A PATH is below `sites/`. Needs what tests/install.sh installs.
"""

import argparse
import gzip
import os
import pathlib
import statistics
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import checkers
from sample import Handler, Server, build, portal_page

MEASURED = {
    "largest-contentful-paint": "Largest paint, s",
    "total-blocking-time": "Blocked, ms",
    "cumulative-layout-shift": "Layout shift",
    "total-byte-weight": "KB",
}
SCALE = {"largest-contentful-paint": 0.001, "total-byte-weight": 1 / 1024}


class Packing(Handler):
    """Packs what gets smaller by it."""

    def do_GET(self):
        path = pathlib.Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        kind = self.guess_type(path)
        if not path.is_file() or not kind.startswith(("text/", "application/javascript", "image/svg")):
            return super().do_GET()
        packed = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        self.wfile.write(packed)


def chosen(out):
    partner = portal_page(out, "morning-notes").removeprefix("sites/").removesuffix("index.html")
    return ["goodcup.example/morning-notes/", "good-gahwa.example/", "goodcup.example/", "kaiholm-partners.example/", partner]


def row(page, reports):
    def middle(values):
        return f"{statistics.median(values):.4g}"

    score = middle(report["categories"]["performance"]["score"] * 100 for report in reports)
    values = [middle(round(report["audits"][name]["numericValue"] * SCALE.get(name, 1), 2) for report in reports) for name in MEASURED]
    return f"| `{page}` | {score} | {' | '.join(values)} |"


def main():
    parser = argparse.ArgumentParser(usage="lighthouse.py PROGRAM [--runs 3] [--page PATH]…")
    parser.add_argument("program", type=os.path.abspath)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--page", action="append", dest="pages")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder)
        (out / "sites").mkdir()
        server = Server(out / "sites", Packing)
        build(given.program, out, server.address)
        pages = given.pages or chosen(out)
        reports = checkers.lighthouse([(f"{server.address}/{page}", ["performance"]) for page in pages for _ in range(given.runs)])
        server.shutdown()
    print(f"| Page | Performance | {' | '.join(MEASURED.values())} |")
    print("|---|--:" + "|--:" * len(MEASURED) + "|")
    for at, page in enumerate(pages):
        print(row(page, reports[at * given.runs:(at + 1) * given.runs]))


if __name__ == "__main__":
    main()
