#!/usr/bin/env python3
"""From the write of one file to the changed page: median of 50, for a project of any size.

    serve_latency.py PROGRAM [--partners 10000] [--turns 50]

Writes the name of a product, then the row of a partner; asks for one partner's landing at once after each
write, and fails if the answer is older than the write.
"""

import argparse
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def ask(port, host, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def edits(root):
    """What is edited: its name, and what writes a new value into it."""
    product = root / "content/products/walnut.yaml"
    table = root / "content/partners.csv"
    before = product.read_text()
    rows = table.read_text()
    line = next(line for line in before.splitlines() if line.startswith("name:"))
    row = next(row for row in rows.splitlines() if row.startswith("p00042,"))
    name = row.split(",")[1]
    return [
        ("a product", lambda word: product.write_text(before.replace(line, f"name: {word}", 1))),
        ("a partner's row", lambda word: table.write_text(rows.replace(row, row.replace(name, word, 1), 1))),
    ]


def measure(port, host, path, write, turns):
    times = []
    for turn in range(turns):
        word = f"Turn{turn}x{time.monotonic_ns() % 1_000_000}"
        start = time.perf_counter()
        write(word)
        status, text = ask(port, host, path)
        times.append((time.perf_counter() - start) * 1000)
        if status != 200 or word not in text:
            raise SystemExit(f"turn {turn}: the answer ({status}) is older than the file")
        time.sleep(0.05)
    return times


def processor_time(process):
    """In milliseconds; 0 where the system does not tell."""
    file = Path(f"/proc/{process}/stat")
    if not file.exists():
        return 0
    user, system = file.read_text().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) * 1000 / os.sysconf("SC_CLK_TCK")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--partners", type=int, default=10000)
    parser.add_argument("--turns", type=int, default=50)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        subprocess.run([sys.executable, HERE / "generate.py", root, "--partners", str(arguments.partners)], check=True)
        begun = time.perf_counter()
        command = [Path(arguments.program).resolve(), "--as-of", "2026-11-23", "serve", "--port", "0"]
        server = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            port = int(server.stdout.readline().strip().rstrip("/").rsplit(":", 1)[1])
            host, path = "handmade-bows.example", "/p00042/"
            status, _ = ask(port, host, path)
            print(f"start to the first page ({status}): {(time.perf_counter() - begun) * 1000:.0f} ms")
            for name, write in edits(root):
                before = processor_time(server.pid)
                times = measure(port, host, path, write, arguments.turns)
                work = (processor_time(server.pid) - before) / arguments.turns
                print(f"{name}: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms, {arguments.partners} partners; "
                      f"{work:.0f} ms of processor time each, what goes on behind it included")
            status_file = Path(f"/proc/{server.pid}/status")
            if status_file.exists():
                peak = next(line for line in status_file.read_text().splitlines() if line.startswith("VmHWM"))
                print(f"memory at its peak: {int(peak.split()[1]) / 1000:.0f} MB")
        finally:
            server.kill()
            server.wait()


if __name__ == "__main__":
    main()
