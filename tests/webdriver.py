"""Chromium behind chromedriver, spoken to in plain HTTP: no package but chromedriver is needed."""

import base64
import json
import re
import subprocess
import time
import urllib.error
import urllib.request

PHONE = {"width": 390, "height": 844, "pixelRatio": 2}
DESKTOP = {"width": 1280, "height": 900, "pixelRatio": 1}
ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage",
             "--disable-background-networking", "--disable-component-update", "--disable-sync"]


class Browser:
    """One window; as a screen of one size, if one is given."""

    def __init__(self, screen=None, arguments=(), logs=("browser",), strategy="normal"):
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.driver.stdout:
            if found := re.search(r"on port (\d+)\.", line):
                break
        else:
            raise SystemExit("chromedriver did not start")
        self.base = f"http://127.0.0.1:{found[1]}"
        options = {"args": [*ARGUMENTS, *arguments]}
        if screen:
            options["mobileEmulation"] = {"deviceMetrics": screen}
        wanted = {"browserName": "chrome", "pageLoadStrategy": strategy, "goog:chromeOptions": options,
                  "goog:loggingPrefs": {kind: "ALL" for kind in logs}}
        try:
            session = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        except BaseException:
            self.driver.kill()
            raise
        self.session = f"/session/{session['sessionId']}"

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise SystemExit(f"chromedriver: {json.load(error)['value']['message']}")

    def open(self, address):
        self.call("POST", f"{self.session}/url", {"url": address})

    def wait_for(self, address):
        """Until the page at this address is shown."""
        for _ in range(100):
            if self.call("GET", f"{self.session}/url") == address:
                return
            time.sleep(0.1)
        raise SystemExit(f"{self.call('GET', f'{self.session}/url')} is shown in place of {address}")

    def run(self, script, *arguments):
        return self.call("POST", f"{self.session}/execute/sync", {"script": script, "args": arguments})

    def run_async(self, script, *arguments):
        """Of a script that calls its last argument with what it gives."""
        return self.call("POST", f"{self.session}/execute/async", {"script": script, "args": arguments})

    def devtools(self, command, **parameters):
        return self.call("POST", f"{self.session}/goog/cdp/execute", {"cmd": command, "params": parameters})

    def log(self, kind):
        """What was logged since it was last asked for."""
        return self.call("POST", f"{self.session}/se/log", {"type": kind})

    def complaints(self):
        """What the console says of the page."""
        return [entry["message"] for entry in self.log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def picture(self):
        return base64.b64decode(self.call("GET", f"{self.session}/screenshot"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("DELETE", self.session)
        finally:
            self.driver.terminate()
            self.driver.wait()
