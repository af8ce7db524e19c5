"""Runs a command and says what it took."""

import os
import subprocess
import time
from dataclasses import dataclass


@dataclass
class Cost:
    wall: float
    #: Seconds of all processors together, of the command and what it started.
    cpu: float
    #: Megabytes, of the largest process.
    memory: float


def run(command, folder):
    """The cost of one run; its failure ends everything."""
    started = time.monotonic()
    process = subprocess.Popen([str(part) for part in command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{command} in {folder}:\n{said.decode(errors='replace')}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)


def best(costs):
    """The cheapest of several runs: what else the machine did only ever adds."""
    return min(costs, key=lambda cost: cost.cpu)
