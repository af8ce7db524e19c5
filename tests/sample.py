"""The sample programme, built and served on this machine."""

import functools
import http.server
import json
import pathlib
import subprocess
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent
AS_OF = "2026-11-23"


class Server(http.server.ThreadingHTTPServer):
    """Serves a folder on loopback and remembers what was not there."""

    daemon_threads = True

    def __init__(self, folder, handler=None):
        self.missing = []
        super().__init__(("127.0.0.1", 0), functools.partial(handler or Handler, directory=str(folder)))
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request, client_address):
        pass  # A browser that leaves a page breaks off what it was loading.


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def send_error(self, code, message=None, explain=None):
        self.server.missing.append(f"{code} {self.path}")
        super().send_error(code, message, explain)


def build(program, out, base=None, root=ROOT):
    """Builds a project, the sample if none is named, to be looked at below `base`; any finding is a failure."""
    command = [program, "--as-of", AS_OF, "--root", str(root), "build", "--out", str(out), "--quiet"]
    command += ["--base-url", base] if base else []
    ended = subprocess.run(command, capture_output=True, text=True)
    if ended.returncode != 0 or ended.stderr:
        raise SystemExit(f"{root.name} does not build cleanly ({ended.returncode}):\n{ended.stderr}{ended.stdout}")


def portal_page(out, partner):
    """The file of a partner's page on the portal, below `out`: the portal's addresses cannot be guessed."""
    manifest = json.loads((out / "manifest.json").read_text())
    own = [entry["path"] for entry in manifest["artifacts"] if entry["partner"] == partner and entry["kind"] == "page"]
    own = [path for path in own if path.startswith("sites/kaiholm-partners.example/p/") and path.endswith("/index.html")]
    return min(own, key=len)
