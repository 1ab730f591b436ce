"""Threads for hops; calls and answers travel in batches."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
#: Without a future, nobody waits for what the call returns: it gives its answers itself.
_Call = tuple["Letters | None", "asyncio.Future[Any] | None", Callable[[], Any]]
_Answer = tuple["asyncio.Future[Any]", Any, "BaseException | None"]


class Threads:
    """Like a thread pool, at a fraction of its price per call.

    A pool wakes a thread for each call and the loop for each answer, and both then fight for the
    interpreter lock. Here the calls of one turn of the loop leave together, and one call wakes the
    loop for all answers that are ready by then; none waits for a slower one.
    """

    def __init__(self, count: int, name: str) -> None:
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._letters: Letters | None = None
        self._threads = [Thread(target=self._work, name=f"{name}-{i}", daemon=True) for i in range(count)]
        self._started = False

    async def run(self, call: Callable[[], T]) -> T:
        """Return what ``call`` returns or raises, after a thread has run it."""
        letters = self.letters()
        future: asyncio.Future[T] = letters.loop.create_future()
        letters.post(future, call)
        return await future

    def letters(self) -> Letters:
        """Return the post between the running loop and the threads."""
        loop = asyncio.get_running_loop()
        letters = self._letters
        if letters is None or letters.loop is not loop:
            letters = self._letters = Letters(loop, self._calls)
            self._start()
        return letters

    def again(self, call: Callable[[], None]) -> None:
        """Put ``call`` behind those that wait already (in a thread)."""
        self._calls.put((None, None, call))

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
            if future is None or letters is None:
                call()
            elif not future.cancelled():
                try:
                    letters.send((future, call(), None))
                except BaseException as fault:  # noqa: BLE001
                    letters.send((future, None, fault))
            # An idle thread must not keep the last request's objects alive.
            del asked, letters, future, call


class Letters:
    """Calls and answers between one event loop and the threads."""

    def __init__(self, loop: asyncio.AbstractEventLoop, calls: SimpleQueue[Any]) -> None:
        self.loop = loop
        self.calls = calls
        self.outgoing: list[_Call] = []
        self.answers: deque[_Answer] = deque()
        self.called = False

    def post(self, future: asyncio.Future[Any] | None, call: Callable[[], Any]) -> None:
        """Ask for a call; it leaves when the loop has run what is ready now."""
        if not self.outgoing:
            self.loop.call_soon(self.leave)
        self.outgoing.append((self, future, call))

    def leave(self) -> None:
        """Hand the calls of this turn over (on the loop)."""
        for asked in self.outgoing:
            self.calls.put(asked)
        self.outgoing.clear()

    def send(self, answer: _Answer) -> None:
        """Leave an answer and call the loop, unless it was called already (in a thread)."""
        self.answers.append(answer)
        if not self.called:
            self.called = True
            try:
                self.loop.call_soon_threadsafe(self.deliver)
            except RuntimeError:
                # The loop has closed: nobody waits any more.
                self.answers.clear()

    def deliver(self) -> None:
        """Give every answer to who waits for it (on the loop)."""
        # Before looking: whoever leaves an answer from now on calls again.
        self.called = False
        while self.answers:
            future, result, fault = self.answers.popleft()
            if future.done():
                continue
            if fault is None:
                future.set_result(result)
            else:
                future.set_exception(fault)
