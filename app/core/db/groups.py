"""Calls that wait at the writer share one transaction; answered after COMMIT."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Lock
from typing import Any, NamedTuple, Protocol

from sqlalchemy.exc import IntegrityError

from app.core.db.threads import Letters, Threads
from app.core.errors import Unavailable

#: Most calls of one transaction: so long does nobody else write.
MOST = 256
#: So many may wait; who comes then is told to come again.
LIMIT = 4096
#: A group begins after so many turns of the loop that brought nobody.
IDLE = 2

#: ``fn(session, given)`` answers each of ``given``; an answer that is an exception is raised.
Together = Callable[[Any, list[Any]], list[Any]]


class Hop(Protocol):
    """The transaction that a group shares."""

    @property
    def session(self) -> Any:
        """Return what ``fn`` works with."""

    def commit(self) -> None:
        """Write and commit."""

    def end(self) -> None:
        """Give the connection back; without a commit, nothing stays."""


class _Waiting(NamedTuple):
    letters: Letters
    future: asyncio.Future[Any]
    given: Any


class Groups:
    """Waiting calls by function and council; one transaction of each runs at a time.

    A group is who came while the one before was being written, and who is just being read. Calls
    of two councils never share a transaction, which is bound to one (row security, guard).
    """

    def __init__(self, threads: Threads, begin: Callable[[str | None], Hop]) -> None:
        self._threads, self._begin = threads, begin
        self._lock = Lock()
        self._waiting: dict[tuple[Together, str | None], deque[_Waiting]] = {}

    async def ask(self, fn: Together, given: Any, council: str | None) -> Any:
        """Return the answer to ``given`` after the transaction it was part of is on disk.

        Raises:
            Unavailable: too many wait already.
        """
        letters = self._threads.letters()
        one = _Waiting(letters, letters.loop.create_future(), given)
        key = (fn, council)
        with self._lock:
            waiting = self._waiting.get(key)
            if waiting is None:
                self._waiting[key] = deque([one])
            elif len(waiting) < LIMIT:
                waiting.append(one)
            else:
                raise Unavailable(headers={"Retry-After": "2"})
        if waiting is None:
            self._gather(key, letters, 0, 0)
        return await one.future

    def _gather(self, key: tuple[Together, str | None], letters: Letters, seen: int, idle: int) -> None:
        """Let a group begin when two turns of the loop brought nobody more (on the loop).

        What the loop still has to read and check needs the interpreter, and so does who writes: side
        by side both only wait for one another. Who is being read now comes along instead.
        """
        there = len(self._waiting[key])
        idle = 0 if there > seen else idle + 1
        if idle < IDLE and there < MOST:
            letters.loop.call_soon(self._gather, key, letters, there, idle)
        else:
            letters.post(None, partial(self._turn, key))

    def _turn(self, key: tuple[Together, str | None]) -> None:
        """Write one group (in a thread); if others came meanwhile, queue up for them once more."""
        fn, council = key
        with self._lock:
            waiting = self._waiting[key]
            batch = [waiting.popleft() for _ in range(min(MOST, len(waiting)))]
        there = [one for one in batch if not one.future.cancelled()]
        try:
            self._together(fn, council, there)
        except _NotBegun as fault:
            _tell(there, fault.__cause__)
        finally:
            with self._lock:
                more = bool(waiting)
                if not more:
                    del self._waiting[key]
            if more:
                self._go_on(key, waiting[0].letters)

    def _go_on(self, key: tuple[Together, str | None], letters: Letters) -> None:
        """Let those who came meanwhile be the next group, with who comes on these answers (in a thread)."""
        with suppress(RuntimeError):  # The loop has closed: nobody else comes.
            if len(self._waiting[key]) < MOST:
                letters.loop.call_soon_threadsafe(self._gather, key, letters, 0, 0)
                return
        # At the end of the queue: other writers wait there too.
        self._threads.again(partial(self._turn, key))

    def _together(self, fn: Together, council: str | None, batch: list[_Waiting]) -> None:
        """Write ``batch`` in one transaction, or each in its own when that fails; answer each."""
        if not batch:
            return
        written = False
        try:
            hop = self._begin(council)
        except BaseException as fault:
            # Nothing can be written now; trying for each would keep the last waiting for minutes.
            raise _NotBegun from fault
        try:
            try:
                answers = fn(hop.session, [one.given for one in batch])
                if len(answers) != len(batch):
                    raise AssertionError(f"{len(answers)} answers to {len(batch)} calls")
                hop.session.finish()
                written = True
                hop.commit()
            finally:
                hop.end()
        except BaseException as fault:  # noqa: BLE001
            # A COMMIT that broke off may have happened: doing all of it again is not ours to decide.
            if len(batch) == 1 or (written and not isinstance(fault, IntegrityError)):
                _tell(batch, fault)
            else:
                # Nothing of it stays. Each alone, so that one bad row fails nobody else.
                self._one_by_one(fn, council, batch)
            return
        for one, answer in zip(batch, answers, strict=True):
            refused = isinstance(answer, BaseException)
            one.letters.send((one.future, None, answer) if refused else (one.future, answer, None))

    def _one_by_one(self, fn: Together, council: str | None, batch: list[_Waiting]) -> None:
        for place, one in enumerate(batch):
            try:
                self._together(fn, council, [one])
            except _NotBegun as fault:
                _tell(batch[place:], fault.__cause__)
                return


class _NotBegun(Exception):
    """There is no transaction to be had; the cause says why."""


def _tell(batch: list[_Waiting], fault: BaseException | None) -> None:
    """Raise ``fault`` to everybody of ``batch``."""
    for one in batch:
        one.letters.send((one.future, None, fault))
