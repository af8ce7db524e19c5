#!/usr/bin/env python3
"""Builds the sample for a server on this machine and looks at its pages in Chromium.

Fails on console errors, on addresses that are not there, on pictures that do not load, on pages wider than their screen, and on a
calculator that says otherwise than the tables.
"""

import json
import os
import pathlib
import subprocess
import sys
import time

from sample import Server, build, portal_page
from webdriver import DESKTOP, PHONE, Browser

# Waits for every picture, lazy ones too, then tells what is wrong with the page.
LOOK = r"""
const done = arguments[arguments.length - 1], width = arguments[0];
const load = image => { image.loading = "eager"; return image.decode().then(() => null, () => image.currentSrc || image.src); };
const name = element => element.tagName.toLowerCase() + (element.className && element.className.baseVal === undefined ? "." + element.className : "");
const isClipped = element => {
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
    if (getComputedStyle(at).overflowX !== "visible") return true;
  return false;
};
Promise.all([...document.images].filter(image => image.getClientRects().length).map(load)).then(async broken => {
  await document.fonts.ready;
  const wide = [...document.body.querySelectorAll("*")].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width && (box.right > width + 1 || box.left < -1) && getComputedStyle(element).position !== "fixed" && !isClipped(element);
  });
  const small = [...document.querySelectorAll("a[href], button")].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && element.classList.contains("button") && box.height < 40;
  });
  const root = document.scrollingElement;
  done({
    broken: broken.filter(Boolean), width: root.scrollWidth, height: root.scrollHeight, wide: wide.slice(0, 5).map(name), small: small.map(name),
    title: document.title, headline: (document.querySelector("h1") || {}).innerText || "", lang: document.documentElement.lang,
    dir: getComputedStyle(document.documentElement).direction, pictures: document.images.length,
    fonts: [...document.fonts].filter(font => font.status === "error").map(font => font.family),
  });
});
"""


# Asks the first calculator of the page for so many sales of each product.
CALCULATE = r"""
const calculator = document.querySelector("[data-calculator]"), [count] = arguments;
const [product, number] = calculator.querySelectorAll("select, input");
number.value = count;
return [...product.options].map((_, index) => {
  product.selectedIndex = index;
  product.dispatchEvent(new Event("input", { bubbles: true }));
  return calculator.hidden ? "hidden" : calculator.querySelector("output").textContent;
});
"""


def calculated(browser, address, out):
    """What the calculator of the default program's page says otherwise than `terms.json`."""
    browser.open(address)
    program = next(row for row in json.loads((out / "terms.json").read_text())["programs"] if row["market"] == "eu")
    for count in (0, 1, 7, 250):
        said = browser.run(CALCULATE, count)
        for product, text in zip(program["products"], said, strict=True):
            start, total, each = next(row for row in reversed(product["sales"]) if row[0] <= count)
            earned = f"€{(total + (count - start) * each) / 10 ** program['digits']:,.2f}"
            if text != earned:
                yield f"{count} × {product['product']}: the calculator says {text}, not {earned}"


def look(browser, address, width):
    browser.open(address)
    return browser.run_async(LOOK, width) | {"console": browser.complaints()}


def pages(out):
    """What is looked at: address below `sites/`, language, direction."""
    def partner_page(partner):
        return portal_page(out, partner).removeprefix("sites/").removesuffix("index.html")

    return [
        ("goodcup.example/morning-notes/", "en"),
        ("goodcup.example/morning-notes/course/", "en"),
        ("good-gahwa.example/", "ar"),
        ("goodcup.example/atelier-creme/", "fr"),
        ("xn--kaffee-fr-alle-nsb.example/", "de"),
        ("goodcup.example/slow-sundays/", "en"),
        ("goodcup.example/", "en"),
        ("kaiholm-partners.example/", "en"),
        ("kaiholm-partners.example/ar/reseller/", "ar"),
        (partner_page("morning-notes"), "en"),
        (partner_page("bayt-al-qahwa"), "ar"),
    ]


def some(things):
    return things if len(things) < 4 else f"{things[:3]} and {len(things) - 3} more"


def faults(seen, language, width):
    if seen["console"]:
        yield f"console: {some(seen['console'])}"
    if seen["broken"]:
        yield f"pictures that do not load: {some(seen['broken'])}"
    if seen["fonts"]:
        yield f"fonts that do not load: {seen['fonts']}"
    if seen["width"] > width or seen["wide"]:
        yield f"wider than the screen: {seen['width']} instead of {width}, {seen['wide']}"
    if seen["small"]:
        yield f"buttons too small for a thumb: {seen['small']}"
    if seen["lang"] != language:
        yield f"language {seen['lang']} instead of {language}"
    if seen["dir"] != ("rtl" if language == "ar" else "ltr"):
        yield f"direction {seen['dir']}"
    if not seen["headline"].strip() or not seen["title"].strip():
        yield "no headline or no title"


def main(program, out):
    out = pathlib.Path(out)
    (out / "sites").mkdir(parents=True, exist_ok=True)
    server = Server(out / "sites")
    build(os.path.abspath(program), out, server.address)
    shots = os.environ.get("SCREENSHOTS")
    bad = []
    start = time.monotonic()
    count = 0
    for kind, screen in (("phone", PHONE), ("desktop", DESKTOP)):
        with Browser(screen) as browser:
            for path, language in pages(out):
                seen = look(browser, f"{server.address}/{path}", screen["width"])
                count += 1
                bad += [f"{path} on a {kind}: {fault}" for fault in faults(seen, language, screen["width"])]
                if shots:
                    name = path.strip("/").replace("/", "_")
                    (pathlib.Path(shots) / f"{name}.{kind}.png").write_bytes(browser.picture())
            bad += calculated(browser, f"{server.address}/kaiholm-partners.example/", out)
            readme = next((out / "kits").glob("morning-notes.zip"))
            folder = out / f"kit-{kind}"
            subprocess.run(["unzip", "-q", str(readme), "-d", str(folder)], check=True)
            seen = look(browser, (folder / "README.html").as_uri(), screen["width"])
            count += 1
            bad += [f"the kit's README on a {kind}: {fault}" for fault in faults(seen, "en", screen["width"])]
    bad += [f"not there: {missing}" for missing in sorted(set(server.missing))]
    server.shutdown()
    if bad:
        raise SystemExit("\n".join(bad))
    print(f"browser: {count} pages are fine ({time.monotonic() - start:.0f} s)")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("usage: tests/browser.py PROGRAM OUT")
    main(*sys.argv[1:])
