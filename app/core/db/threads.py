"""Threads for hops; answers go back to the loop in batches."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
_Answer = tuple[asyncio.Future[Any], Any, BaseException | None]


class Threads:
    """Like a thread pool, at a third of its price per call.

    A pool wakes the event loop once per answer and guards each with locks of its own. Here one
    call wakes the loop for all answers that are ready, which is what many small reads need.
    """

    def __init__(self, count: int, name: str) -> None:
        self._calls: SimpleQueue[tuple[_Letters, asyncio.Future[Any], Callable[[], Any]] | None] = (
            SimpleQueue()
        )
        self._letters: _Letters | None = None
        self._threads = [Thread(target=self._work, name=f"{name}-{i}", daemon=True) for i in range(count)]
        self._started = False

    async def run(self, call: Callable[[], T]) -> T:
        """Return what ``call`` returns or raises, after a thread has run it."""
        loop = asyncio.get_running_loop()
        letters = self._letters
        if letters is None or letters.loop is not loop:
            letters = self._letters = _Letters(loop)
            self._start()
        future: asyncio.Future[T] = loop.create_future()
        self._calls.put((letters, future, call))
        return await future

    def close(self) -> None:
        """Finish what was asked for and end the threads."""
        for _ in self._threads:
            self._calls.put(None)
        if self._started:
            for thread in self._threads:
                thread.join()

    def _start(self) -> None:
        if not self._started:
            self._started = True
            for thread in self._threads:
                thread.start()

    def _work(self) -> None:
        while (asked := self._calls.get()) is not None:
            letters, future, call = asked
            if future.cancelled():
                continue
            try:
                letters.send((future, call(), None))
            except BaseException as fault:  # noqa: BLE001
                letters.send((future, None, fault))
            # An idle thread must not keep the last request's objects alive.
            del asked, letters, future, call


class _Letters:
    """Answers on their way to one event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.waiting: deque[_Answer] = deque()
        self.called = False

    def send(self, answer: _Answer) -> None:
        """Leave an answer, and wake the loop unless it was called already."""
        self.waiting.append(answer)
        if not self.called:
            self.called = True
            try:
                self.loop.call_soon_threadsafe(self.deliver)
            except RuntimeError:
                # The loop has closed: nobody waits any more.
                self.waiting.clear()

    def deliver(self) -> None:
        """Hand every waiting answer over (on the loop)."""
        # Before looking: whoever leaves an answer from now on calls again.
        self.called = False
        while self.waiting:
            future, result, fault = self.waiting.popleft()
            if future.done():
                continue
            if fault is None:
                future.set_result(result)
            else:
                future.set_exception(fault)
