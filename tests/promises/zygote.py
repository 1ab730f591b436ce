"""Loads the application once and forks a server for each line that asks for one.

A line is JSON: ``port`` and ``plant``, the name of a defect of ``PLANTS`` or nothing. Each is
answered by the server's process id. Killing it by -9 costs a fork to begin anew, not a start.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import event

import app.main  # noqa: F401
from app import serving
from app.core.db import engine, groups
from app.core.http import limits, patience
from app.core.settings import Settings


def no_waiting_for_the_disk() -> None:
    """Let SQLite answer before the disk has anything."""
    real = engine._sqlite

    def careless(url: Any, options: dict[str, Any]) -> Any:
        made = real(url, options)
        event.listen(made, "connect", lambda connection, record: connection.execute("PRAGMA synchronous=OFF"))
        return made

    engine._sqlite = careless


def no_waiting_for_the_log() -> None:
    """Let PostgreSQL answer COMMIT before its log is on disk."""
    real = engine._postgresql

    def careless(url: Any, options: dict[str, Any]) -> Any:
        made = real(url, options)
        hasten = "SET synchronous_commit = off"
        event.listen(made, "connect", lambda connection, record: connection.execute(hasten, prepare=False))
        return made

    engine._postgresql = careless


def answer_first() -> None:
    """Answer a group, then commit."""

    def hasty(self: Any, fn: Any, council: str | None, batch: list[Any]) -> None:
        hop = self._begin(council)
        try:
            answers = fn(hop.session, [one.given for one in batch])
            for one, answer in zip(batch, answers, strict=True):
                one.letters.send((one.future, answer, None))
            time.sleep(0.005)
            hop.commit()
        finally:
            hop.end()

    groups.Groups._together = hasty  # type: ignore[method-assign]


def no_deadline() -> None:
    """Wait for ever: for heads, for bodies, for who does not read."""
    patience.HEAD = 3600.0
    patience.DEAF = 0.0
    limits.Bodies.__init__.__defaults__ = (3600.0,)


def few_files() -> None:
    """Make do with the descriptors that the system gave."""
    serving.more_files = lambda: None


def full_is_fine() -> None:
    """Say that a record was made where there was no room for it."""
    from app.core.http.problems import NoSpace

    NoSpace.status = 201


def down_is_our_fault() -> None:
    """Say 500 where the database is away."""
    from app.core.errors import Unavailable

    Unavailable.status = 500


PLANTS: dict[str, Callable[[], None]] = {
    "": lambda: None,
    "synchronous=OFF": no_waiting_for_the_disk,
    "synchronous_commit=off": no_waiting_for_the_log,
    "answer first": answer_first,
    "no deadline": no_deadline,
    "full is fine": full_is_fine,
    "down is our fault": down_is_our_fault,
    "few files": few_files,
}


def main() -> None:
    """Fork until there are no more lines."""
    # Children are reaped by themselves; what they share with this process is not copied by the collector.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    gc.freeze()
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setsid()
            # Its log may not get among the process ids.
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.dup2(nowhere, 0)
            os.dup2(nowhere, 1)
            PLANTS[asked["plant"]]()
            serving.serve(Settings(), "127.0.0.1", asked["port"])
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    main()
