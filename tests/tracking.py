#!/usr/bin/env python3
"""Follows the sample's links in Chromium to a shop on this machine, and compares what arrives with `links.csv`.

Every host of every link is this one server, by a resolver rule of the browser; nothing in the build is changed. It serves the built sites
under their own names, what partners would publish (snippets, letters) under one of its own, and for every other host it is the shop: it
notes the address that was asked for. Needs openssl for its certificate.
"""

import base64
import csv
import hashlib
import http.server
import io
import json
import os
import pathlib
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import zipfile

import sample
from webdriver import Browser

PUBLISHED = "published.example"
# On every host: a page that the sites' own pages are shown in. Theirs would not let a frame leave the site.
FRAME = "/frame-of-the-test"
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript"}


class Shop(http.server.ThreadingHTTPServer):
    """The built sites, what partners publish, and the shop."""

    daemon_threads = True

    def __init__(self, sites, folder, answer=None):
        self.sites, self.published, self.asked = sites, {}, []
        super().__init__(("127.0.0.1", 0), answer or Answer)
        key, certificate = folder / "key.pem", folder / "certificate.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                        "-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.pin = pin(certificate)
        # The handshake is left to each connection's own thread: browsers open connections that they do not use.
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request, client_address):
        pass  # A browser that leaves a page breaks off what it was loading.


def pin(certificate):
    """The hash of the certificate's key, by which a browser trusts it: resources of sites it does not trust are never cached."""
    key = subprocess.run(["openssl", "x509", "-in", str(certificate), "-noout", "-pubkey"], check=True, capture_output=True).stdout
    der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "der"], input=key, check=True, capture_output=True).stdout
    return base64.b64encode(hashlib.sha256(der).digest()).decode()


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        host, path = self.headers["Host"].split(":")[0], self.path.split("?")[0]
        if host == PUBLISHED:
            return self.give(self.server.published.get(path), "text/html; charset=utf-8")
        site = self.server.sites / host
        if path == FRAME:
            return self.give(b"<!DOCTYPE html><title>Frame</title>", TYPES[".html"])
        if site.is_dir():
            file = site / urllib.parse.unquote(path).lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            # Nobody looks: styles and pictures would only take time.
            is_there = file.is_file() and file.suffix in TYPES
            return self.give(file.read_bytes() if is_there else None, TYPES.get(file.suffix, "text/plain"))
        # Where there is a form the browser asks its maker what to fill in.
        if not host.endswith((".googleapis.com", ".google.com")):
            self.server.asked.append(f"https://{host}{self.path}")
        # The browser stays on the page that led here.
        return self.give(b"", TYPES[".html"], 204)

    def give(self, body, kind, status=200):
        self.send_response(404 if body is None else status)
        body = body or b""
        self.send_header("Content-Type", kind)
        if not kind.startswith("text/html"):
            self.send_header("Cache-Control", "max-age=3600")
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


# Loads a page as a visitor who comes by this address does, in a frame of a page of the same site (far quicker than
# a page each), and clicks the first link that leads where it is wanted. Gives nothing, or the links that there are instead.
CLICK = """
const [address, wanted, done] = arguments;
const click = frame => {
  const links = [...frame.contentDocument.querySelectorAll("a[href]")];
  const link = links.find(link => link.getAttribute("href") === wanted);
  if (link) link.click();
  done(link ? null : links.map(link => link.getAttribute("href")).filter(href => href.includes("?")));
};
const before = document.querySelector("iframe");
if (before && before.dataset.address === address) return click(before);
if (before) before.remove();
const frame = document.createElement("iframe");
frame.hidden = true;
frame.dataset.address = address;
frame.onload = () => { frame.onload = null; click(frame); };
frame.src = address;
document.body.append(frame);
"""


class Visitor(Browser):
    """A browser for which every host is the one server; with scripts or without."""

    def __init__(self, shop, scripts):
        extra = [f"--host-resolver-rules=MAP *:443 127.0.0.1:{shop.server_address[1]}",
                      f"--ignore-certificate-errors-spki-list={shop.pin}", "--window-size=200,200", "--blink-settings=imagesEnabled=false",
                      # One process for all sites: starting one for each of a thousand pages would take most of the time.
                      "--disable-site-isolation-trials", "--renderer-process-limit=1",
                      "--disable-features=SitePerProcess,ProactivelySwapBrowsingInstance,BackForwardCache,RenderDocument"]
        self.site = None
        super().__init__(arguments=extra, strategy="eager")
        if not scripts:
            self.devtools("Emulation.setScriptExecutionDisabled", value=True)

    def open(self, address):
        self.site = None
        super().open(address)

    def come_by(self, address, wanted):
        """What stands against clicking the wanted link on this page."""
        site = address.split("/")[2]
        if site != self.site:
            self.open(f"https://{site}{FRAME}")
        self.site = site
        return self.run_async(CLICK, address, wanted)

    def hrefs(self):
        return self.run("return [...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))")

    def follow(self, href):
        """Clicks the first link with this address, wherever it stands."""
        self.run("[...document.querySelectorAll('a[href]')].find(link => link.getAttribute('href') === arguments[0]).click()", href)


def carries(address, sub_id):
    values = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query).values()
    return any(sub_id in given for given in values)


class Materials:
    """What partners hand out: where each leads a visitor first."""

    def __init__(self, shop, visitor, kits, roots):
        self.shop, self.visitor, self.kits, self.roots, self.read = shop, visitor, kits, roots, {}

    def first_address(self, row):
        partner, placement, locale = row["partner"], row["placement"], row["locale"]
        kind, _, name = placement.partition("-")
        if kind == "landing":
            return self.roots[partner, locale, name.rpartition("-")[0]]
        if kind in ("text", "go"):
            return self.roots[partner, locale, f"go/{name}"]
        if kind == "qr":
            shown = self.once(partner, self.codes)
        elif kind == "banner":
            file = f"snippets/{name.rpartition('-')[0]}.{locale}.html"
            shown = self.once(f"/{partner}/{file}", lambda path: self.page(path, self.kits[partner].read(file)))
        else:
            letter = self.shop.sites.parent / "mails" / partner / f"{name}.{locale}.html"
            shown = self.once(f"/{partner}/{letter.name}", lambda path: self.page(path, letter.read_bytes()))
        return next((address for address in shown if carries(address, row["sub_id"])), None)

    def once(self, key, read):
        if key not in self.read:
            self.read[key] = read(key)
        return self.read[key]

    def page(self, path, text):
        """Where the links of a page lead, as the browser reads it."""
        self.shop.published[path] = text
        self.visitor.open(f"https://{PUBLISHED}{path}")
        return self.visitor.run("return [...document.querySelectorAll('a[href]')].map(link => link.href)")

    def codes(self, partner):
        kit = self.kits[partner]
        return [decoded(kit.read(file)) for file in kit.namelist() if file.startswith("qr/") and file.endswith(".png")]


def decoded(picture):
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        file.write(picture)
        file.flush()
        return subprocess.run(["zbarimg", "-q", "--raw", file.name], check=True, capture_output=True, text=True).stdout.strip()


def addresses(out, partners):
    """The partners' landings and short links, by what they are for."""
    found = {}
    for partner, row in partners.items():
        domain = row["domain"]
        root = f"goodcup.example/{partner}" if not domain else domain.encode("idna").decode()
        for index, locale in enumerate(locale.strip() for locale in row["locales"].split(",")):
            front = f"https://{root}/" if index == 0 else f"https://{root}/{locale}/"
            for landing in ("home", "course"):
                path = front if landing == "home" else f"{front}{landing}/"
                found[partner, locale, landing] = path
            folder = out / "sites" / root / "go"
            for name in (entry.name for entry in folder.iterdir()):
                bare = name if index == 0 else name.removesuffix(f"-{locale}")
                if index == 0 or bare != name:
                    found[partner, locale, f"go/{bare}"] = f"https://{root}/go/{name}/"
    return found


def arrived(shop):
    """What the shop was asked for next; a fragment never leaves the browser."""
    until = time.monotonic() + 10
    while not shop.asked and time.monotonic() < until:
        time.sleep(0.005)
    return shop.asked.pop(0) if shop.asked else "nothing"


def follow_all(shop, visitor, rows, materials):
    bad = []
    for row in rows:
        if len(bad) == 20:
            break
        place = f"{row['partner']} {row['placement']} {row['locale']}"
        address, wanted = materials.first_address(row), row["url"].split("#")[0]
        shop.asked.clear()
        if address is None:
            bad.append(f"{place}: no link of it says {row['sub_id']}")
            continue
        if row["placement"].startswith(("text-", "go-")):
            visitor.open(address)
        elif others := visitor.come_by(address, wanted):
            bad.append(f"{place}: no button leads to {wanted}\n  but to {others[:4]}")
            continue
        if (found := arrived(shop)) != wanted:
            bad.append(f"{place}: {found} arrived, not {wanted}")
    return bad


def without_scripts(shop, visitor, rows, materials, references):
    """One banner of each partner: the partner arrives by the plain button."""
    bad = []
    for partner, reference in references.items():
        row = next(row for row in rows if row["partner"] == partner and row["placement"].startswith("banner-"))
        shop.asked.clear()
        visitor.open(materials.first_address(row))
        button = next((href for href in visitor.hrefs() if reference in href), None)
        if button is None:
            bad.append(f"{partner} without scripts: no button has {reference}")
            continue
        visitor.follow(button)
        if reference not in (found := arrived(shop)):
            bad.append(f"{partner} without scripts: {found} arrived, without {reference}")
    return bad


def hostile(shop, visitor):
    """What strangers put into a landing's address reaches no other parameter, and nothing that is not on the list does."""
    bad = []
    for query in ("sub=x%26ref%3D999", "sub=..", "sub=a%22onclick=x", "ref=999&evil=1", "sub=" + "a" * 5000, "utm_content=%0d%0aX:1"):
        shop.asked.clear()
        visitor.open(f"https://goodcup.example/morning-notes/?{query}")
        own = [href for href in visitor.hrefs() if "kaiholm.example" in href and "ref=" in href]
        if not own or any("ref=1041" not in href or "999" in href or "evil" in href or ".." in href or '"' in href or len(href) > 600
                          for href in own):
            bad.append(f"?{query[:40]}: {own[:2]}")
    return bad


def main(program, out):
    out = pathlib.Path(out).resolve()
    sample.build(os.path.abspath(program), out)
    rows = list(csv.DictReader(io.StringIO((out / "links.csv").read_text())))
    partners = {row["id"]: row for row in csv.DictReader(open("content/partners.csv", newline="", encoding="utf-8"))
                if row["status"] == "active"}
    kits = {partner: zipfile.ZipFile(out / "kits" / f"{partner}.zip") for partner in partners}
    references = {"morning-notes": "ref=1041", "kaffee-fuer-alle": "ref=1042", "atelier-creme": "a_aid=5f3a9c41", "bayt-al-qahwa": "a_aid=b81d07e2"}
    shop = Shop(out / "sites", out)
    threading.Thread(target=shop.serve_forever, daemon=True).start()
    roots = addresses(out, partners)
    start = time.monotonic()
    with Visitor(shop, scripts=True) as visitor:
        bad = follow_all(shop, visitor, rows, Materials(shop, visitor, kits, roots))
        bad += hostile(shop, visitor)
        bad += [log["message"] for log in visitor.log("browser") if "Content Security Policy" in log["message"]]
    with Visitor(shop, scripts=False) as visitor:
        bad += without_scripts(shop, visitor, rows, Materials(shop, visitor, kits, roots), references)
    shop.shutdown()
    if bad:
        raise SystemExit("links that are wrong:\n" + "\n".join(bad))
    print(f"tracking: {len(rows)} links arrive as links.csv says ({time.monotonic() - start:.0f} s)")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("usage: tests/tracking.py PROGRAM OUT")
    main(*sys.argv[1:])
