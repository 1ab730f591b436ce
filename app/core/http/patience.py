"""Closes a line whose head does not come, or that nobody reads."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: Seconds from the first moment of a request to the end of its headers. Bodies have their own limit.
HEAD = 15.0
#: Seconds for which what was answered may lie untaken; then the line is cut.
DEAF = 20.0
#: Seconds until the loop has looked once more at what lies in the kernel; it looks twice before it ends.
TURN, TURNS = 0.02, 2


class Unhurried(uvicorn.Server):
    """uvicorn's server that takes up every line that was there before it was told to stop."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take up what waits to be accepted, then stop as usual: who waits there would get no answer."""
        for _ in range(TURNS):
            await asyncio.sleep(TURN)
        await super().shutdown(sockets)


class Patient(HttpToolsProtocol):
    """uvicorn's protocol with an end to its patience; alone it keeps who sends one byte a minute."""

    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Expect a head, and somebody who reads."""
        super().connection_made(transport)
        line = transport.get_extra_info("socket")
        # The kernel alone knows what was taken: a slow reader is no deaf one. Elsewhere it waits on.
        with suppress(AttributeError, OSError):
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(DEAF * 1000))
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Read on; what does not end a head only has the time that is left."""
        super().data_received(data)
        idle = self.cycle is None or self.cycle.response_complete
        if self._due is None and idle and self.timeout_keep_alive_task is None:
            self._expect()

    def on_headers_complete(self) -> None:
        """The head is there: what follows is the application's."""
        self._forget()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing any more."""
        self._forget()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Answer what was sent before the server was told to stop, then hang up."""
        self._hang_up(TURNS)

    def _hang_up(self, turns: int) -> None:
        idle = self.cycle is None or self.cycle.response_complete
        if idle and turns:
            # A request may lie in the kernel, sent and not yet read.
            self.loop.call_later(TURN, self._hang_up, turns - 1)
        else:
            super().shutdown()

    def _expect(self) -> None:
        self._due = self.loop.call_later(HEAD, self.transport.close)

    def _forget(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
