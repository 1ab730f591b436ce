"""Writes a pack in a process of its own; tells its peak."""

from __future__ import annotations

import os
import sys
import threading
from datetime import datetime
from pathlib import Path

import time_machine

from app.cli import main

_PAGE = os.sysconf("SC_PAGESIZE")


class Peak:
    """Watches how much memory this process and the one it started have at once, mapped files and all."""

    def __init__(self) -> None:
        self.together = 0
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()

    def mb(self) -> int:
        """Stop watching; return the peak in MB: of the sum as seen, or of this process as the kernel says."""
        self._ended.set()
        self._watch.join()
        # Not ``ru_maxrss``: that one starts at the size of the process that started this one.
        said = Path("/proc/self/status").read_text(encoding="ascii")
        return max(self.together // 1024**2, int(said.split("VmHWM:")[1].split()[0]) // 1024)

    def _look(self) -> None:
        own = os.getpid()
        while not self._ended.wait(0.002):
            children = [
                child
                for task in Path(f"/proc/{own}/task").iterdir()
                for child in _said(task / "children").split()
            ]
            self.together = max(self.together, sum(_resident(one) for one in [str(own), *children]))


def _said(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _resident(pid: str) -> int:
    fields = _said(Path(f"/proc/{pid}/statm")).split()
    return int(fields[1]) * _PAGE if fields else 0


if __name__ == "__main__":
    code, year, out, moment = sys.argv[1:]
    peak = Peak()
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        main(["pack", "--council", code, "--year", year, "--out", out], standalone_mode=False)
    print(peak.mb())
