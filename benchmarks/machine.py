"""Reads /proc: CPU, memory and context switches of process trees."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

PROC = Path("/proc")
TICK = 1_000_000 / os.sysconf("SC_CLK_TCK")
_SWITCHES = re.compile(r"^(non)?voluntary_ctxt_switches:\s+(\d+)$", re.MULTILINE)
_RESIDENT = re.compile(r"^VmRSS:\s+(\d+) kB$", re.MULTILINE)


def tree(root: int) -> list[int]:
    """Return ``root`` and every living descendant."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            fields = _stat(int(entry.name))
            if fields:
                children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, todo = list[int](), [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo.extend(children.get(pid, ()))
    return found


def cpu(pids: list[int]) -> dict[int, float]:
    """Return user plus system time in µs by process, children that ended included."""
    return {pid: sum(map(int, fields[11:15])) * TICK for pid in pids if (fields := _stat(pid))}


def spent(before: dict[int, float], after: dict[int, float]) -> float:
    """Return the µs between two readings; a process that was born between counts whole."""
    return sum(after[pid] - before.get(pid, 0.0) for pid in after)


def switches(pids: list[int]) -> tuple[int, int]:
    """Return voluntary and forced context switches of all threads."""
    voluntary = forced = 0
    for pid in pids:
        for task in (PROC / str(pid) / "task").iterdir():
            for non, number in _SWITCHES.findall(_read(task / "status")):
                if non:
                    forced += int(number)
                else:
                    voluntary += int(number)
    return voluntary, forced


def resident_mb(pids: list[int]) -> float:
    """Return resident memory in MB, shared pages counted once per process."""
    return sum(int(kb) for pid in pids for kb in _RESIDENT.findall(_read(PROC / str(pid) / "status"))) / 1024


def load() -> list[float]:
    """Return the load averages of 1, 5 and 15 minutes."""
    return [round(value, 2) for value in os.getloadavg()]


def versions() -> dict[str, str]:
    """Return what the figures were taken with."""
    from app.core.db.engine import sqlite_module

    packages = (
        "fastapi", "starlette", "pydantic", "sqlalchemy", "uvicorn", "uvloop", "httptools",
        "psycopg", "orjson", "python-jose",
    )  # fmt: skip
    return {
        "python": platform.python_version(),
        "kernel": platform.release(),
        "cpus": str(os.cpu_count()),
        "sqlite": sqlite_module().sqlite_version,
        **{name: version(name) for name in packages},
    }


def _stat(pid: int) -> list[str]:
    """Return the fields after the command's name: state, parent, …; empty when it has ended."""
    text = _read(PROC / str(pid) / "stat")
    return text.rpartition(")")[2].split()


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
