#!/usr/bin/env python3
"""Checks the pages of the sample in every theme, by what others wrote for it:

- W3C's checker (vnu) and html-validate: no error and no warning, in the themes' styles neither;
- axe in Chromium, on a desktop in the light and on a small phone in the dark: no violation; nothing is wider than the screen;
- in the same visit: no request leaves the page's own site, no cookie is set, nothing is missing, and the console is silent;
- Lighthouse: accessibility and best practices are 100, and SEO where a page may be indexed.

    tests/pages.py PROGRAM [--all] [--theme NAME]…

One page of each kind is looked at; `--all` takes every page, and the desktop in the dark and the phone in the light too. A page that is
broken on purpose is always among them: a checker that finds nothing in it fails.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import tempfile
import time
import urllib.parse
import zipfile

import checkers
from sample import ROOT, Server, build, portal_page
from webdriver import Browser

# Of what a company hosts for partners' pages elsewhere, its portal shows pictures.
MEDIA = {"kaiholm-partners.example": "kaiholm-media.example", "partners.lindenhof.example": "media.linden-friends.example"}
# Width and scheme. The first two show each of them once.
VIEWS = [(1280, "light"), (320, "dark"), (1280, "dark"), (320, "light")]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Gives what axe finds: the rule, how often, and its first place.
LOOK = r"""
const [tags, width, done] = arguments;
const place = node => `${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ")}`;
const told = rule => `axe: ${rule.id}: ${rule.nodes.length} ×, first ${place(rule.nodes[0])}`;
axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }).then(result => {
  const found = result.violations.map(told), wide = document.scrollingElement.scrollWidth;
  done(wide > width ? [...found, `reflow: ${wide} px wide`] : found);
}, error => done([`axe: did not run: ${error}`]));
"""

# Everything here is wrong, some of it only in the dark or on a phone; SAID_OF_BROKEN is what must be said of it.
BROKEN = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="script-src 'self'">
<title>Broken</title>
<style>
@media (prefers-color-scheme: dark) { .dim { color: #555; background: #333 } }
@media (max-width: 400px) { .wide { width: 500px; height: 10px } a { display: inline-block; width: 9px; height: 9px; overflow: hidden } }
</style>
<link rel="stylesheet" href="missing.css">
</head>
<body>
<center id="twice"></center><div id="twice"></div>
<img src="http://stranger.example/pixel.gif">
<p><a href="#a">a</a><a href="#b">b</a></p>
<p class="wide"></p>
<p class="dim">Dim</p>
<script src="cookie.js"></script>
<script>document.title = "Not by this policy";</script>
</body>
</html>
"""
BROKEN_SCRIPT = 'document.cookie = "seen=1; max-age=600";\n'
BROKEN_STYLE = "p { colour: red }\n"
SAID_OF_BROKEN = [
    r"index\.html:\d+: vnu: The “center” element",
    r"style\.css:\d+: vnu: .*colour",
    r"index\.html:\d+: html-validate: no-dup-id",
    r"1280 px, light: axe: image-alt",
    r"320 px, dark: axe: color-contrast",
    r"320 px, dark: axe: target-size",
    r"320 px, dark: reflow",
    r"asks http://stranger\.example/pixel\.gif",
    r"cookie.*seen",
    r"console: .*missing\.css",
    r"console: .*Content Security Policy",
]
SAID_BY_LIGHTHOUSE = [r"Lighthouse: accessibility", r"Lighthouse: best-practices", r"Lighthouse: seo"]


class Page:
    """A file that was built, and where browsers find it."""

    def __init__(self, file, root, server):
        self.file, self.theme, self.name = file, file.relative_to(root).parts[0], "/".join(file.relative_to(root).parts[1:])

        def address(path):
            """The pages of a kit are opened from the disk."""
            return path.as_uri() if "kits" in file.parts else f"{server.address}/{urllib.parse.quote(str(path.relative_to(root)))}"

        site = next(folder for folder in file.parents if folder.parent.name in ("sites", "kits"))
        self.address = address(still(file))
        self.own = tuple(f"{address(site.with_name(name))}/" for name in (site.name, MEDIA.get(site.name)) if name)

    def __str__(self):
        return f"{self.theme}: {self.name}"

    @property
    def may_be_indexed(self):
        return not re.search(r'<meta name="robots" content="noindex', self.file.read_text())


def still(file):
    """A short address leads on at once: it is looked at without that."""
    text = file.read_text()
    without = re.sub(r'<meta http-equiv="refresh"[^>]*>', "", text)
    if without == text:
        return file
    copy = file.with_name("still.html")
    copy.write_text(without)
    return copy


class Theme:
    """The sample in one theme, and a small project for the page that the sample has not."""

    def __init__(self, name, program, root, server):
        self.name, self.out = name, root / name
        for content, out in ((ROOT / "content", self.out), (ROOT / "tests/projects/forward/content", self.out / "stub")):
            project = self.copy(content, root / "projects" / content.parent.name)
            build(program, out, f"{server.address}/{out.relative_to(root)}/sites", project)
        for kit in sorted((self.out / "kits").glob("*.zip")):
            with zipfile.ZipFile(kit) as opened:
                opened.extractall(kit.with_suffix(""))

    def copy(self, content, project):
        """The same project for all themes: pictures that they share are drawn once."""
        shutil.copytree(content, project / "content", dirs_exist_ok=True)
        shutil.copytree(ROOT / "themes", project / "themes", dirs_exist_ok=True)
        with (project / "content/company.yaml").open("a") as company:
            company.write(f"\ntheme: {self.name}\n")
        return project

    @property
    def styles(self):
        return sorted((ROOT / "themes" / self.name / "static").glob("*.css"))

    def all_files(self):
        """Letters are not among them: they keep to what mail programs understand, which no checker of pages likes."""
        pages = [file for folder in ("sites", "stub/sites") for file in sorted((self.out / folder).rglob("*.html")) if file.parent.name != "mails"]
        return pages + sorted((self.out / "kits").glob("*/README.html")) + sorted((self.out / "kits").glob("*/documents/*.html"))

    def one_of_each_kind(self):
        portal = {partner: portal_page(self.out, partner) for partner in ("morning-notes", "atelier-creme", "hafenkontor", "slow-sundays")}
        document = next((self.out / portal["atelier-creme"]).parent.glob("*-agreement/index.html"))
        return [self.out / path for path in (
            # The largest first, so that no processor is left with one of them at the end.
            "kits/bayt-al-qahwa/README.html",
            portal["morning-notes"],
            "sites/goodcup.example/morning-notes/index.html",
            "sites/goodcup.example/atelier-creme/index.html",
            "sites/xn--kaffee-fr-alle-nsb.example/index.html",
            "sites/good-gahwa.example/index.html",
            "sites/goodcup.example/index.html",
            "sites/goodcup.example/404.html",
            "sites/goodcup.example/slow-sundays/index.html",
            "sites/goodcup.example/hafenkontor/index.html",
            "sites/goodcup.example/morning-notes/go/short/index.html",
            "stub/sites/linden-friends.example/index.html",
            "sites/kaiholm-partners.example/index.html",
            "sites/kaiholm-partners.example/de/index.html",
            "sites/kaiholm-partners.example/ar/reseller/index.html",
            "sites/kaiholm-partners.example/404.html",
            portal["hafenkontor"],
            portal["slow-sundays"],
            document.relative_to(self.out),
            "kits/morning-notes/documents/referral-agreement.html",
        )]

    def for_lighthouse(self, every):
        """A page takes it seconds: a landing and the programme, which may be indexed, or one of each kind but kits, which no server sends."""
        if not every:
            return [self.out / "sites/goodcup.example/atelier-creme/index.html", self.out / "sites/kaiholm-partners.example/index.html"]
        return [file for file in self.one_of_each_kind() if "kits" not in file.parts]


def static_faults(pages, styles):
    """Of the files themselves."""
    names = {page.file: str(page) for page in pages} | {style: f"{style.parent.parent.name}: {style.name}" for style in styles}
    found = checkers.html_validate([page.file for page in pages]) + checkers.vnu(names, "--also-check-css")
    return [f"{names[file]}:{line}: {what}" for file, line, what in found]


def visits(waiting, views):
    """Of pages in a browser, until none waits."""
    # No name is looked up: what a page asks of strangers is seen in the log, and nobody is asked.
    arguments = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    script, bad = checkers.axe(), []
    with Browser(arguments=arguments, logs=("browser", "performance")) as browser:
        while waiting:
            bad += visit(browser, script, waiting.popleft(), views)
    return bad


def visit(browser, script, page, views):
    # The page before may ask for its pictures of the other scheme until it is left.
    browser.open("about:blank")
    browser.log("performance")
    browser.devtools("Network.clearBrowserCookies")
    show(browser, *views[0])
    browser.open(page.address)
    browser.run(script)
    bad = []
    for width, scheme in views:
        show(browser, width, scheme)
        bad += [f"{page} at {width} px, {scheme}: {fault}" for fault in browser.run_async(LOOK, TAGS, width)]
    bad += [f"{page}: asks {address}" for address in requests(browser) if not address.startswith(page.own)]
    bad += [f"{page}: sets the cookie {cookie['name']}" for cookie in browser.devtools("Network.getAllCookies")["cookies"]]
    return bad + [f"{page}: console: {complaint}" for complaint in browser.complaints()]


def show(browser, width, scheme):
    browser.devtools("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600)
    # Colours that still change would be judged half way.
    features = [{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]
    browser.devtools("Emulation.setEmulatedMedia", features=features)


def requests(browser):
    """What was asked for since the last page."""
    events = [json.loads(entry["message"])["message"] for entry in browser.log("performance")]
    addresses = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    return sorted({address for address in addresses if not address.startswith(("data:", "blob:"))})


def lighthouse_faults(pages):
    wanted = [(page.address, ["accessibility", "best-practices"] + (["seo"] if page.may_be_indexed else [])) for page in pages]
    bad = []
    for page, report in zip(pages, checkers.lighthouse(wanted), strict=True):
        for name, category in report["categories"].items():
            lost = [audit["id"] for audit in category["auditRefs"] if audit["weight"] and report["audits"][audit["id"]]["score"] not in (1, None)]
            if category["score"] != 1:
                bad.append(f"{page}: Lighthouse: {name} is {category['score']}: {', '.join(lost)}")
    return bad


def check(pages, styles, measured, views):
    """Everything at once, as far as there are processors."""
    waiting = collections.deque(pages)
    processors = os.cpu_count() or 1
    with concurrent.futures.ThreadPoolExecutor(processors + 2) as pool:
        running = [pool.submit(static_faults, pages, styles), pool.submit(lighthouse_faults, measured)]
        running += [pool.submit(visits, waiting, views) for _ in range(processors)]
        return [fault for done in running for fault in done.result()]


def write_broken(root):
    folder = root / "broken"
    (folder / "sites/broken.example").mkdir(parents=True)
    (folder / "static").mkdir()
    page, style = folder / "sites/broken.example/index.html", folder / "static/style.css"
    page.write_text(BROKEN)
    page.with_name("cookie.js").write_text(BROKEN_SCRIPT)
    style.write_text(BROKEN_STYLE)
    return page, style


def main():
    parser = argparse.ArgumentParser(usage="tests/pages.py PROGRAM [--all] [--theme NAME]…")
    parser.add_argument("program", type=os.path.abspath)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--theme", action="append", dest="themes")
    given = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve()
        server = Server(root)
        names = given.themes or sorted(file.parent.name for file in (ROOT / "themes").glob("*/theme.yaml"))
        themes = [Theme(name, given.program, root, server) for name in names]
        broken, broken_style = write_broken(root)
        files = [file for theme in themes for file in (theme.all_files() if given.all else theme.one_of_each_kind())]
        measured = [file for theme in themes for file in theme.for_lighthouse(given.all)] + [broken] * given.all
        styles = [style for theme in themes for style in theme.styles]
        pages = {file: Page(file, root, server) for file in [broken, *files]}
        found = check(list(pages.values()), [broken_style, *styles], [pages[file] for file in measured], VIEWS if given.all else VIEWS[:2])
        server.shutdown()
    of_broken = [fault for fault in found if fault.startswith("broken: ")]
    bad = [fault for fault in found if fault not in of_broken]
    wanted = SAID_OF_BROKEN + (SAID_BY_LIGHTHOUSE if given.all else [])
    bad += [f"nothing found in the broken page: {said}" for said in wanted if not any(re.search(said, fault) for fault in of_broken)]
    if bad:
        raise SystemExit("\n".join(bad))
    print(f"pages: {len(files)} in {len(themes)} themes are fine ({time.monotonic() - start:.0f} s)")


if __name__ == "__main__":
    main()
