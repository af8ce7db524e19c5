#!/usr/bin/env python3
"""Serves `tests/projects/forward` by nginx and by Caddy, with the files that are written for them, and asks for stub pages, short
addresses, a domain that only leads on, and paths that nobody knows.

Of the written files only the folder of the sites and nginx's port are changed, so that they run beside other servers.
"""

import csv
import html
import http.client
import io
import os
import pathlib
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time

import sample

PROJECT = pathlib.Path("tests/projects/forward")
LANDINGS, OWN, FORWARD = "linden-friends.example", "bert-tea.example", "linden.example"

NGINX = """
{user} worker_processes 1; pid {here}/nginx.pid; error_log {here}/error.log;
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types; access_log off;
    client_body_temp_path {here}/a; proxy_temp_path {here}/b; fastcgi_temp_path {here}/c; uwsgi_temp_path {here}/d; scgi_temp_path {here}/e;
    include {here}/hosts/*.conf;
}}
"""
CADDY = """
{{
    admin off
    auto_https disable_redirects
    local_certs
    skip_install_trust
    http_port {other}
    https_port {port}
}}
import {here}/hosts/*.conf
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One of the two, with the project built for it."""

    def __init__(self, kind, program, here):
        self.kind, self.here, self.port = kind, here, free_port()
        project = here / "project"
        shutil.copytree(PROJECT, project)
        company = project / "content" / "company.yaml"
        company.write_text(company.read_text().replace("hosting: nginx", f"hosting: {kind}"))
        subprocess.run([program, "--as-of", sample.AS_OF, "--root", str(project), "build", "--quiet"], check=True)
        self.output = project / "output"
        (here / "hosts").mkdir()
        for file in (self.output / "hosts" / kind).iterdir():
            text = file.read_text().replace("/var/www/", f"{self.output}/sites/").replace("listen 80;", f"listen 127.0.0.1:{self.port};")
            (here / "hosts" / file.name).write_text(text)
        self.rows = {(row["partner"], row["placement"]): row["url"] for row in csv.DictReader(io.StringIO((self.output / "links.csv").read_text()))}

    def __enter__(self):
        config = self.here / "config"
        environment = {**os.environ, "XDG_DATA_HOME": str(self.here), "XDG_CONFIG_HOME": str(self.here), "HOME": str(self.here)}
        if self.kind == "nginx":
            # Its workers would else be somebody who may not read a temporary folder.
            user = "user root;" if os.geteuid() == 0 else ""
            config.write_text(NGINX.format(here=self.here, user=user))
            command = [shutil.which("nginx") or "/usr/sbin/nginx", "-p", str(self.here), "-c", str(config), "-e", str(self.here / "error.log"), "-g", "daemon off;"]
        else:
            config.write_text(CADDY.format(here=self.here, port=self.port, other=free_port()))
            command = ["caddy", "run", "--config", str(config), "--adapter", "caddyfile"]
        self.log = open(self.here / "log", "w+")
        self.process = subprocess.Popen(command, env=environment, stdout=self.log, stderr=self.log)
        until = time.monotonic() + 20
        while True:
            try:
                self.get(LANDINGS, "/")
                return self
            except OSError:
                if self.process.poll() is not None or time.monotonic() > until:
                    self.__exit__()
                    raise SystemExit(f"{self.kind} does not start:\n{(self.here / 'log').read_text()[-3000:]}")
                time.sleep(0.1)

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.log.close()

    def get(self, host, path):
        """Status, where it leads on, and the text."""
        status, headers, text = self.ask(host, path)
        return status, headers.get("Location"), text

    def ask(self, host, path):
        """Status, headers and text."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        if self.kind == "caddy":
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            connection = context.wrap_socket(connection, server_hostname=host)
        client = http.client.HTTPConnection(host)
        client.sock = connection
        client.request("GET", path, headers={"Host": host})
        answer = client.getresponse()
        text = answer.read().decode()
        client.close()
        return answer.status, answer.headers, text


def looked_at(server):
    """What there is to ask for: an address, and what must be true of status, target and text."""
    landing = next((server.output / "sites" / OWN).glob("*/index.html")).parent.name
    says_nothing = lambda text: '<meta name="robots" content="noindex' in text and not any(
        word in text for word in ("?ref=", "Anna", "anna", "Bert", "Linden tea"))
    is_missing = lambda text: "<h1" in text and "?ref=" not in text
    is_offer = lambda text: "Linden tea" in text and "?ref=" in text
    for host in (LANDINGS, OWN, FORWARD):
        yield host, "/", 200, None, says_nothing
        yield host, "/?ref=evil", 200, None, says_nothing
        for path in ("/nobody/", "/nobody", "/go/", "/radio/x", "/index.php", "/assets/"):
            yield host, path, 404, None, is_missing
    yield LANDINGS, "/anna/", 200, None, is_offer
    yield LANDINGS, "/anna/go/", 404, None, is_missing
    yield OWN, f"/{landing}/", 200, None, is_offer
    for host, path, partner, placement in (
        (LANDINGS, "/anna/go/podcast/", "anna", "go-podcast"),
        (OWN, "/go/podcast/", "bert", "go-podcast"),
        (FORWARD, "/radio/", "anna", "go-radio"),
        (FORWARD, "/flyer/", "bert", "go-flyer"),
    ):
        target = server.rows[partner, placement]
        yield host, path, 302, target, lambda text: True
        yield host, f"{path}?ref=evil", 302, target, lambda text: True
        yield host, path.rstrip("/"), {301, 308}, path, lambda text: True
    # Who is gone gets no credit, and the address stays alive.
    yield FORWARD, "/old/", 200, None, lambda text: "?ref=" not in text and "lindenhof.example" in text and "noindex" in text


def faults(server):
    for host, path, status, target, is_right in looked_at(server):
        found, location, text = server.get(host, path)
        statuses = status if isinstance(status, set) else {status}
        if found not in statuses or location != target or not is_right(text):
            yield f"{server.kind}: {host}{path} is {found} to {location}, not {status} to {target}, or says the wrong things:\n{text[-600:]}"
    yield from caching_faults(server)
    # Hosts without rules of their own have the pages.
    for path, row in ((f"{FORWARD}/radio", ("anna", "go-radio")), (f"{LANDINGS}/anna/go/podcast", ("anna", "go-podcast"))):
        page = (server.output / "sites" / path / "index.html").read_text()
        link = html.escape(server.rows[row])
        for part in (f'http-equiv="refresh" content="0; url={link}"', f'href="{link}"', 'content="noindex"'):
            if part not in page:
                yield f"the page {path} has no {part}"


def caching_faults(server):
    """Files with a hash in their names are kept for good, all else is asked for again: what is missing, too."""
    site = server.output / "sites" / LANDINGS
    style = next(site.glob("assets/*/theme.css")).relative_to(site)
    for path, is_long in ((f"/{style}", True), ("/anna/", False), ("/nobody/", False), (f"/{style.parent}/nothing.css", False)):
        _, headers, _ = server.ask(LANDINGS, path)
        caching = headers.get_all("Cache-Control") or []
        if len(caching) != 1 or ("immutable" in caching[0]) != is_long or ("must-revalidate" in caching[0]) == is_long:
            yield f"{server.kind}: {path} is cached as {caching}"
        if headers.get("X-Content-Type-Options") != "nosniff":
            yield f"{server.kind}: {path} lacks the headers that all answers have"
        if headers.get("Content-Security-Policy") != "frame-ancestors 'self'":
            yield f"{server.kind}: {path} may be framed by anybody"


def main(program):
    bad, count = [], 0
    for kind in ("nginx", "caddy"):
        with tempfile.TemporaryDirectory() as here:
            with Server(kind, os.path.abspath(program), pathlib.Path(here).resolve()) as server:
                bad += faults(server)
                count += sum(1 for _ in looked_at(server))
    if bad:
        raise SystemExit("\n".join(bad))
    print(f"servers: {count} answers of nginx and Caddy are fine")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: tests/servers.py PROGRAM")
    main(sys.argv[1])
