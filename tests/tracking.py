#!/usr/bin/env python3
"""Follows the sample's links in Chromium to a shop on this machine, and compares what arrives with `links.csv`.

Every host of every link is this one server, by a resolver rule of the browser; nothing in the build is changed. It serves the built sites
under their own names, what partners would publish (snippets, letters) under one of its own, and for every other host it is the shop: it
notes the address that was asked for. Needs openssl for its certificate.
"""

import csv
import html.parser
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

import browser as tools

PUBLISHED = "published.example"
DESKTOP = {"width": 1280, "height": 900, "pixelRatio": 1}
TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
         ".png": "image/png", ".webp": "image/webp", ".jpg": "image/jpeg", ".woff2": "font/woff2"}


class Shop(http.server.ThreadingHTTPServer):
    """The built sites, what partners publish, and the shop."""

    daemon_threads = True

    def __init__(self, sites, folder):
        self.sites, self.published, self.asked = sites, {}, []
        super().__init__(("127.0.0.1", 0), Answer)
        key, certificate = folder / "key.pem", folder / "certificate.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                        "-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request, client_address):
        pass  # A browser that leaves a page breaks off what it was loading.


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        host, path = self.headers["Host"].split(":")[0], self.path.split("?")[0]
        if host == PUBLISHED:
            return self.give(self.server.published.get(path), "text/html; charset=utf-8")
        site = self.server.sites / host
        if site.is_dir():
            file = site / urllib.parse.unquote(path).lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            return self.give(file.read_bytes() if file.is_file() else None, TYPES.get(file.suffix, "application/octet-stream"))
        if path != "/favicon.ico":
            self.server.asked.append(f"https://{host}{self.path}")
        return self.give(b"<!DOCTYPE html><title>shop</title>", TYPES[".html"])

    def give(self, body, kind):
        self.send_response(404 if body is None else 200)
        body = body or b""
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Visitor(tools.Browser):
    """A browser for which every host is the one server; with scripts or without."""

    def __init__(self, port, scripts):
        self.extra = [f"--host-resolver-rules=MAP *:443 127.0.0.1:{port}", "--ignore-certificate-errors"]
        self.preferences = {} if scripts else {"profile.managed_default_content_settings.javascript": 2}
        super().__init__(DESKTOP)

    def call(self, method, path, body=None):
        if path == "/session" and method == "POST":
            options = body["capabilities"]["alwaysMatch"]["goog:chromeOptions"]
            options["args"] = options["args"] + self.extra
            options["prefs"] = self.preferences
            del options["mobileEmulation"]
        return super().call(method, path, body)

    def open(self, address):
        self.on_page("/url", {"url": address})

    def click(self, selector):
        found = self.on_page("/element", {"using": "css selector", "value": selector})
        element = next(iter(found.values()))
        self.on_page(f"/element/{element}/click")

    def hrefs(self):
        script = "return [...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))"
        return self.on_page("/execute/sync", {"script": script, "args": []})

    def follow(self, href):
        """Clicks the first link with this address, wherever it stands."""
        script = "const link = [...document.querySelectorAll('a[href]')].find(link => link.getAttribute('href') === arguments[0]);" \
                 "if (link) link.click(); return Boolean(link)"
        return self.on_page("/execute/sync", {"script": script, "args": [href]})


class Links(html.parser.HTMLParser):
    def __init__(self, text):
        self.found = []
        super().__init__()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.found += [value for name, value in attributes if name == "href"]


def links(text):
    return Links(text).found


def shown(shop, kits, row, roots):
    """Where a visitor begins who comes by the material of a row: an address, and the link on it to follow, if it is a page of others."""
    partner, placement, locale = row["partner"], row["placement"], row["locale"]
    kind, _, name = placement.partition("-")
    kit = kits[partner]
    hands_on = lambda address: f"={row['sub_id']}" in address
    if kind == "landing":
        return roots[partner, locale, name.rpartition("-")[0]], None
    if kind == "banner":
        text = kit.read(f"snippets/{name.rpartition('-')[0]}.{locale}.html").decode()
    elif kind == "email":
        text = (shop.sites.parent / "mails" / partner / f"{name}.{locale}.html").read_text()
    elif kind == "qr":
        files = [file for file in kit.namelist() if file.startswith("qr/") and file.endswith(".png")]
        read = [decoded(kit.read(file)) for file in files]
        return next(address for address in read if hands_on(address)), None
    elif kind in ("text", "go"):
        return roots[partner, locale, f"go/{name}"], None
    path = f"/{partner}/{placement}.{locale}.html"
    shop.published[path] = text.encode()
    return f"https://{PUBLISHED}{path}", next(address for address in links(text) if hands_on(address))


CODES = {}


def decoded(picture):
    if picture not in CODES:
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            file.write(picture)
            file.flush()
            read = subprocess.run(["zbarimg", "-q", "--raw", file.name], check=True, capture_output=True, text=True)
        CODES[picture] = read.stdout.strip()
    return CODES[picture]


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


def arrived(shop, wanted):
    """What the shop was asked for next; a fragment never leaves the browser."""
    until = time.monotonic() + 10
    while not shop.asked and time.monotonic() < until:
        time.sleep(0.005)
    return shop.asked.pop(0) if shop.asked else "nothing"


def follow_all(shop, visitor, rows, kits, roots):
    bad = []
    for row in rows:
        place = f"{row['partner']} {row['placement']} {row['locale']}"
        address, link = shown(shop, kits, row, roots)
        shop.asked.clear()
        visitor.open(address)
        if link and not visitor.follow(link):
            bad.append(f"{place}: no link {link}")
            continue
        wanted = row["url"].split("#")[0]
        if not row["placement"].startswith(("text-", "go-")):
            until = time.monotonic() + 10
            while wanted not in (hrefs := visitor.hrefs()) and time.monotonic() < until:
                time.sleep(0.01)
            if not visitor.follow(wanted):
                bad.append(f"{place}: no button leads to {wanted}\n  but {[href for href in hrefs if 'http' in href][:4]}")
                continue
        if (found := arrived(shop, wanted)) != wanted:
            bad.append(f"{place}: {found} arrived, not {wanted}")
    return bad


def without_scripts(shop, visitor, rows, kits, roots, references):
    """One banner of each partner: the partner arrives by the plain button."""
    bad = []
    for partner, reference in references.items():
        row = next(row for row in rows if row["partner"] == partner and row["placement"].startswith("banner-"))
        address, _ = shown(shop, kits, row, roots)
        shop.asked.clear()
        visitor.open(address)
        visitor.click("a")
        time.sleep(0.3)
        visitor.click("a.button--large")
        found = arrived(shop, reference)
        if reference not in found:
            bad.append(f"{partner} without scripts: {found} arrived, without {reference}")
    return bad


def forms(shop, visitor, out):
    """A form that a theme could have, put into a landing."""
    page = out / "sites" / "goodcup.example" / "morning-notes" / "index.html"
    text = page.read_text()
    form = '<form data-forward action="https://kaiholm.example/order"><input type="hidden" name="ref" value="1041"><button id="order">' \
           "</button></form><script type=\"application/json\" id=\"forward\">"
    page.write_text(text.replace('<script type="application/json" id="forward">', form))
    shop.asked.clear()
    visitor.open("https://goodcup.example/morning-notes/?sub=banner-x-300x250&evil=1&ref=999")
    visitor.on_page("/execute/sync", {"script": "document.getElementById('order').click()", "args": []})
    found = arrived(shop, "a form")
    page.write_text(text)
    wanted = "https://kaiholm.example/order?ref=1041&sub=banner-x-300x250"
    return [] if found.startswith(wanted) and "evil" not in found and "999" not in found else [f"the form sent {found}"]


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
    ended = subprocess.run([os.path.abspath(program), "--as-of", tools.AS_OF, "build", "--out", str(out), "--quiet"], capture_output=True, text=True)
    if ended.returncode:
        raise SystemExit(ended.stderr)
    rows = list(csv.DictReader(io.StringIO((out / "links.csv").read_text())))
    partners = {row["id"]: row for row in csv.DictReader(open("content/partners.csv", newline="", encoding="utf-8"))
                if row["status"] == "active"}
    kits = {partner: zipfile.ZipFile(out / "kits" / f"{partner}.zip") for partner in partners}
    references = {"morning-notes": "ref=1041", "kaffee-fuer-alle": "ref=1042", "atelier-creme": "a_aid=5f3a9c41", "bayt-al-qahwa": "a_aid=b81d07e2"}
    shop = Shop(out / "sites", out)
    threading.Thread(target=shop.serve_forever, daemon=True).start()
    roots = addresses(out, partners)
    start = time.monotonic()
    with Visitor(shop.server_address[1], scripts=True) as visitor:
        bad = follow_all(shop, visitor, rows, kits, roots)
        bad += forms(shop, visitor, out)
        bad += hostile(shop, visitor)
        logs = visitor.on_page("/se/log", {"type": "browser"})
        bad += [log["message"] for log in logs if "Content Security Policy" in log["message"]]
    with Visitor(shop.server_address[1], scripts=False) as visitor:
        bad += without_scripts(shop, visitor, rows, kits, roots, references)
    shop.shutdown()
    if bad:
        raise SystemExit(f"{len(bad)} of {len(rows)} links are wrong:\n" + "\n".join(bad[:20]))
    print(f"tracking: {len(rows)} links arrive as links.csv says ({time.monotonic() - start:.0f} s)")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("usage: tests/tracking.py PROGRAM OUT")
    main(*sys.argv[1:])
