#!/usr/bin/env python3
"""Banners of all layouts in all sizes of advertising, in a language of each direction: the HTML5 bundles keep the networks' contracts, and look in
Chromium as the pictures that were drawn.

The contracts are those of support.google.com/admanager/answer/7046799, support.google.com/google-ads/answer/1722096 and of Yandex Direct's
requirements for HTML5 banners.
"""

import html
import io
import json
import pathlib
import re
import shutil
import sys
import tempfile
import zipfile

from PIL import Image, ImageChops, ImageFilter, ImageStat

import sample
from webdriver import Browser

PROJECT = sample.ROOT / "tests" / "projects" / "layouts"
PICTURES = ("coffee.jpg", "espresso.svg")
LAYOUTS = ("number", "photo", "product", "quote", "split", "type")
#: It has frames, as a GIF; who wants no motion sees the last of them.
FRAMED = "turn"
#: Of the default sizes all but the one that is for social networks.
SIZES = 11
#: What the mean of a channel may differ by: over the banner, and in the worst square of it. A line that breaks elsewhere differs by 90.
MEAN, SQUARE_MEAN, SQUARE = 3, 80, 24
#: For pictures that were too heavy in all their colours.
FEW_COLOURS_MEAN = 5
TYPES = {"html", "css", "js", "gif", "png", "jpg", "jpeg", "svg"}


def build(program, here):
    root = here / "project"
    shutil.copytree(PROJECT, root)
    for name in PICTURES:
        shutil.copy(sample.ROOT / "content" / "images" / name, root / "content" / "images" / name)
    out = here / "output"
    sample.build(program, out, root=root)
    return out


def bundles(kit):
    """Network, name and archive of each bundle."""
    for name in kit.namelist():
        if found := re.fullmatch(r"html5/(\w+)/(.+\.zip)", name):
            yield found[1], found[2], zipfile.ZipFile(io.BytesIO(kit.read(name)))


def contract_faults(network, name, size, bundle, link):
    """What a network would refuse."""
    names = bundle.namelist()
    most_files, most_bytes, most_page = {"google": (40, 600_000, 600_000), "yandex": (20, 512_000, 150_000)}[network]
    if "index.html" not in names:
        yield "no index.html"
        return
    page = bundle.read("index.html").decode()
    total = sum(info.file_size for info in bundle.infolist())
    head = page.split("</head>")[0]
    width, height = size
    if len(name) > 50:
        yield "its name is too long"
    if len(names) > most_files or total > most_bytes or len(page.encode()) > most_page:
        yield f"{len(names)} files, {total} bytes, {len(page.encode())} in index.html"
    if bad := [it for it in names if not re.fullmatch(r"[A-Za-z0-9._~-]+", it) or it.rsplit(".", 1)[-1] not in TYPES]:
        yield f"files {bad}"
    if f'<meta name="ad.size" content="width={width},height={height}">' not in head:
        yield "no ad.size"
    own = re.sub(r"data:font/woff2;base64,[A-Za-z0-9+/=]+", "", page)
    outside = set(re.findall(r"""(?:https?:)?//[^\s"'()]+""", own))
    if network == "google":
        literal = f"<script>var clickTag = {json.dumps(link)};</script>"
        if literal not in head:
            yield f"no {literal}"
        if "window.open(clickTag)" not in page:
            yield "clickTag is not opened"
        outside = {it for it in outside if it not in link}
    else:
        if 'id="click_area"' not in page or "yandexHTML5BannerApi.getClickURLNum(1)" not in page:
            yield "no click area"
    if outside:
        yield f"it reaches out to {sorted(outside)}"
    used = set(re.findall(r"""src="([^"]+)\"""", own))
    if used != set(names) - {"index.html"}:
        yield f"uses {sorted(used)} of {names}"
    if "infinite" in own or "prefers-reduced-motion" not in own:
        yield "motion without an end or a way out"
    seconds = [float(it) for it in re.findall(r"animation(?:-delay)?:[^;}]*?([\d.]+)s", own)]
    if not seconds or max(seconds) * 2 > 15:
        yield f"motion of {seconds} seconds"
    if "localStorage" in own:
        yield "it stores something"


def difference(drawn, shown):
    """The mean of the channels' differences, and that of the worst square. Each engine smooths the edges of letters in its own way."""
    apart = ImageChops.difference(*(it.filter(ImageFilter.BoxBlur(1)) for it in (drawn, shown)))
    mean = sum(ImageStat.Stat(apart).mean) / 3
    small = apart.convert("L").resize((max(1, apart.width // SQUARE), max(1, apart.height // SQUARE)), Image.Resampling.BOX)
    return mean, small.getextrema()[1]


def shown(browser, page, size):
    width, height = size
    browser.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
    browser.open(page.as_uri())
    browser.run_async("document.fonts.ready.then(() => Promise.all([...document.images].map(it => it.decode().catch(() => 0)))).then(arguments[0])")
    return Image.open(io.BytesIO(browser.picture())).convert("RGB").crop((0, 0, width, height))


def frames_at(browser, page):
    """How opaque each frame is while the first, the second and the last one stands."""
    browser.open(page.as_uri())
    return browser.run("""
        const at = time => {
            for (const motion of document.getAnimations()) { motion.pause(); motion.currentTime = time; }
            return [...document.querySelectorAll(".frame")].map(it => Number(getComputedStyle(it).opacity));
        };
        return [2000, 4500, 7500].map(at);
    """)


def main(program):
    bad, looked = [], 0
    with tempfile.TemporaryDirectory() as folder:
        here = pathlib.Path(folder)
        out = build(program, here)
        media = next((out / "sites").glob("media.*"))
        with Browser(arguments=["--force-prefers-reduced-motion", "--font-render-hinting=none"]) as browser, zipfile.ZipFile(out / "kits" / "anna.zip") as kit:
            for network, name, bundle in bundles(kit):
                creative, locale, size = re.fullmatch(r"(\w+)\.(\w+)-(\d+x\d+)\.zip", name).groups()
                pixels = tuple(map(int, size.split("x")))
                code = kit.read(f"snippets/{creative}.{locale}.html").decode()
                link = html.unescape(re.search(rf'<!-- {size} -->\s*<a href="([^"]+)"', code)[1])
                bad += [f"{network}/{name}: {fault}" for fault in contract_faults(network, name, pixels, bundle, link)]
                if network != "google":
                    continue
                unpacked = here / "bundle"
                shutil.rmtree(unpacked, ignore_errors=True)
                bundle.extractall(unpacked)
                drawn = Image.open(next((media / "b" / creative / locale).glob(f"{size}.*")))
                most = FEW_COLOURS_MEAN if drawn.mode == "P" else MEAN
                if creative == FRAMED:
                    drawn.seek(drawn.n_frames - 1)
                mean, worst = difference(drawn.convert("RGB"), shown(browser, unpacked / "index.html", pixels))
                looked += 1
                if mean > most or worst > SQUARE_MEAN:
                    bad.append(f"{name}: Chromium differs by {mean:.1f}, in one square by {worst}")
                bad += [f"{name}: {complaint}" for complaint in browser.complaints()]
                if name == f"{FRAMED}.en-300x250.zip":
                    shutil.copytree(unpacked, here / "framed")
        with Browser() as moving:
            opaque = frames_at(moving, here / "framed" / "index.html")
            if opaque != [[1, 0, 0], [1, 1, 0], [1, 1, 1]]:
                bad.append(f"frames do not follow each other: {opaque}")
    if looked != (len(LAYOUTS) + 1) * SIZES * 2:
        bad.append(f"{looked} bundles were looked at")
    print(*bad, sep="\n")
    print(f"{looked} banners in Chromium: {len(bad)} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
