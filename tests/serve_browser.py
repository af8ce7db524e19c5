#!/usr/bin/env python3
"""Serving in a browser: what is edited shows in the open page, and faults come over it and go.

    tests/serve_browser.py PROGRAM

Works on a copy of the sample programme. SCREENSHOTS=DIR keeps pictures of the dashboard and of the overlay.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from browser import look
from sample import AS_OF, ROOT
from webdriver import DESKTOP, PHONE, Browser

PATIENCE = 20
PARTNER = "morning-notes"
LANDING = f"goodcup.example.localhost/{PARTNER}/"

# What stands in the overlay; nothing if there is none.
OVERLAY = "const at = document.querySelector('promokit-overlay'); return at ? at.shadowRoot.textContent : '';"
# The first picture as it is seen.
PIXELS = """const [image] = document.images;
const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth, height: image.naturalHeight });
canvas.getContext('2d').drawImage(image, 0, 0);
return canvas.toDataURL();"""
# A page that was loaded anew does not know the mark.
MARK = "window.mark = arguments[0]; scrollTo({ top: 700, behavior: 'instant' }); return scrollY;"


# Typefaces that arrive late move the page; browsers then keep the passage in view, not the number.
KEPT = "return Math.abs(scrollY - 700) < 60"


class Page:
    """A page that stays open while files are edited."""

    def __init__(self, browser, address):
        self.browser = browser
        browser.open(address)

    def waits(self, what, script, *arguments):
        end = time.monotonic() + PATIENCE
        while not self.browser.run(script, *arguments):
            if time.monotonic() > end:
                raise SystemExit(f"never happened: {what}\n{self.browser.run('return document.body.innerText')[:2000]}")
            time.sleep(0.02)

    def shows(self, text):
        self.waits(f"the page shows {text!r}", "return document.documentElement.innerText.includes(arguments[0])", text)


def edit(path, old, new):
    text = path.read_text()
    assert old in text, f"{path} has no {old!r}"
    saved = path.with_name(path.name + ".tmp")
    saved.write_text(text.replace(old, new, 1))
    saved.replace(path)


def follow_edits(root, page, keep):
    page.browser.run(MARK, 1)
    edit(root / "content/partners.csv", "Morning Notes", "Evening Notes")
    page.shows("Evening Notes")
    page.waits("the page is loaded anew", "return window.mark === undefined")
    page.waits("the place in the page is kept", KEPT)

    home = root / "content/landings/home.md"
    old = next(line for line in home.read_text().splitlines() if line.strip().startswith("headline:"))
    edit(home, old, old.split("headline:")[0] + "headline: Edited while you look")
    page.shows("Edited while you look")

    own = root / "themes/own"
    (own / "templates/landing").mkdir(parents=True)
    (own / "theme.yaml").write_text("extends: default\n")
    template = (ROOT / "themes/default/templates/landing/page.html").read_text()
    (own / "templates/landing/page.html").write_text(template)
    with (root / "content/company.yaml").open("a") as company:
        company.write("theme: own\n")
    time.sleep(0.3)
    edit(own / "templates/landing/page.html", "</main>", "<p>From my own theme</p></main>")
    page.shows("From my own theme")

    page.browser.run(MARK, 2)
    style = (ROOT / "themes/default/static/theme.css").read_text()
    (own / "static").mkdir()
    (own / "static/theme.css").write_text(style + "\nbody { outline: 3px solid rgb(1, 2, 3) }\n")
    page.waits("the style is exchanged", "return getComputedStyle(document.body).outlineColor === 'rgb(1, 2, 3)'")
    page.waits("the page stays for a style", "return window.mark === 2")

    edit(root / "content/company.yaml", "theme: own", "theme: own\ncolour: red")
    page.waits("the overlay comes", OVERLAY)
    said = page.browser.run(OVERLAY)
    for part in ("colour", "content/company.yaml:", "1 error"):
        if part not in said:
            raise SystemExit(f"the overlay does not say {part!r}:\n{said}")
    keep("overlay")
    page.shows("From my own theme")
    edit(root / "content/company.yaml", "\ncolour: red", "")
    page.waits("the overlay goes", "return !document.querySelector('promokit-overlay')")


def follow_banner(root, port, browser):
    page = Page(browser, f"http://localhost:{port}/banners/winter")
    drawn = "return document.images.length > 3 && document.images[0].complete && document.images[0].naturalWidth > 0"
    page.waits("the banners are drawn", drawn)
    before = page.browser.run(PIXELS)
    edit(root / "content/creatives/winter.yaml", "Short days", "Dark days")
    page.waits("the new banner is drawn", f"if (!(() => {{ {drawn} }})()) return false; const now = (() => {{ {PIXELS} }})(); return now !== arguments[0]",
               before)


def follow_to_portal(port, browser):
    """Pictures from another site are seen, whatever the page's policy says of the sites' own names."""
    Page(browser, f"http://localhost:{port}/partners/{PARTNER}")
    address = browser.run("return [...document.links].map(it => it.href).find(it => /\\/p\\/\\w+\\/$/.test(it))")
    page = Page(browser, address)
    page.waits("a banner on the portal", """
        const banner = document.querySelector(".banner__stage img");
        banner.scrollIntoView();
        return banner.complete && banner.naturalWidth > 0
    """)


def look_around(port, browser, keep, kind):
    for path in ("", "partners", f"partners/{PARTNER}", "banners", "banners/winter", "mails", "links", "findings"):
        seen = look(browser, f"http://localhost:{port}/{path}", browser.width)
        if seen["console"] or seen["broken"] or seen["width"] > browser.width:
            raise SystemExit(f"/{path} on a {kind}: {seen['console']} {seen['broken']} {seen['width']}")
        keep(f"dashboard-{path.replace('/', '-') or 'overview'}-{kind}")


def main(program):
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for part in ("content", "themes"):
            shutil.copytree(ROOT / part, root / part)
        command = [os.path.abspath(program), "--as-of", AS_OF, "serve", "--port", "0"]
        server = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            port = int(server.stdout.readline().strip().rstrip("/").rsplit(":", 1)[1])
            for kind, screen in (("phone", PHONE), ("desktop", DESKTOP)):
                with Browser(screen) as browser:
                    browser.width = screen["width"]
                    keep = keeper(browser)
                    look_around(port, browser, keep, kind)
                    if kind == "desktop":
                        address = LANDING.replace("localhost/", f"localhost:{port}/")
                        follow_edits(root, Page(browser, f"http://{address}"), keep)
                        follow_banner(root, port, browser)
                        follow_to_portal(port, browser)
        finally:
            server.kill()
            server.wait()
    print(f"serving in a browser: fine ({time.monotonic() - start:.0f} s)")


def keeper(browser):
    shots = os.environ.get("SCREENSHOTS")

    def keep(name):
        if shots:
            (pathlib.Path(shots) / f"{name}.png").write_bytes(browser.picture())

    return keep


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: tests/serve_browser.py PROGRAM")
    main(sys.argv[1])
