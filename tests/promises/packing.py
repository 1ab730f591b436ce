"""Writes a pack in a process of its own, at a given moment, and tells its peak of memory."""

from __future__ import annotations

import resource
import sys
from datetime import datetime
from pathlib import Path

import time_machine

from app.cli import main


def peak_mb() -> int:
    """Return the peak resident size of this process and that of its largest child, together, in MB."""
    # Not ``ru_maxrss``: that one starts at the size of the process that started this one.
    said = Path("/proc/self/status").read_text(encoding="ascii")
    own = int(said.split("VmHWM:")[1].split()[0])
    return (own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024


if __name__ == "__main__":
    code, year, out, moment = sys.argv[1:]
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        main(["pack", "--council", code, "--year", year, "--out", out], standalone_mode=False)
    print(peak_mb())
