"""The checkers of pages that others wrote, as tests/install.sh installs them, and what of their findings is a fault."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile

from sample import ROOT

TOOLS = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "tools" / "node_modules"
VNU = "vnu-jar/build/dist/vnu.jar"
# It runs for a few seconds: to compile it well would take longer. Its grammar needs a deep stack.
JAVA = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m"]


def tool(path):
    file = TOOLS / path
    if not file.is_file():
        raise SystemExit(f"{file} is not there: tests/install.sh installs it")
    return str(file)


def run(command, statuses, given=None):
    """What a checker printed; any other status than these means that it did not check."""
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    # Into a file: a program of Node's that ends itself loses what a pipe has not taken yet.
    with tempfile.TemporaryFile("w+") as printed:
        ended = subprocess.run(command, input=given, stdout=printed, stderr=subprocess.PIPE, text=True, env=environment)
        printed.seek(0)
        text = printed.read()
    if ended.returncode not in statuses:
        raise SystemExit(f"{command[:3]} ended with {ended.returncode}:\n{ended.stderr[-2000:]}{text[-2000:]}")
    return text


def is_noise(message):
    """The checker does not know that policies are not asked of data (JSON), nor that they allow a script by its hash. Browsers do, and
    complain of a script that is blocked: those complaints are faults. Nor does it know where a file will be served, and that its
    neighbours are the policy's `'self'`."""
    return message["message"].startswith(("Inline script violates Content Security Policy", "Resource violates Content Security Policy"))


def vnu(files, *options):
    """(file, line, what is wrong) by W3C's checker, warnings too."""
    text = run(["java", *JAVA, "-jar", tool(VNU), "--format", "json", "--stdout", "--Werror", *options, *map(str, files)], (0, 1))
    return [(pathlib.Path(message["url"].removeprefix("file:")), message.get("lastLine"), f"vnu: {message['message']}")
            for message in json.loads(text)["messages"] if not is_noise(message)]


def html_validate(files):
    """(file, line, what is wrong) by html-validate."""
    config = str(ROOT / "tests" / "htmlvalidate.json")
    text = run(["node", tool("html-validate/bin/html-validate.mjs"), "--config", config, "--formatter", "json", *map(str, files)], (0, 1))
    return [(pathlib.Path(result["filePath"]), message["line"], f"html-validate: {message['ruleId']}: {message['message']}")
            for result in json.loads(text) for message in result["messages"]]


def axe():
    """The script to run in a page."""
    return pathlib.Path(tool("axe-core/axe.min.js")).read_text()


def lighthouse(wanted):
    """Lighthouse's reports of pages, each an address and the categories to be judged by, one after the other."""
    asked = json.dumps([{"address": address, "categories": categories} for address, categories in wanted])
    return json.loads(run(["node", str(ROOT / "tests/tools/lighthouse.mjs"), str(TOOLS)], (0,), asked))
