"""A keep-alive load client: 16 connections, one request each in flight."""

from __future__ import annotations

import asyncio
import itertools
import re
from dataclasses import dataclass, field
from time import perf_counter

#: Stands in a request for a number that no other request has.
NUMBER = b"0" * 24
_numbers = itertools.count(1)
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass
class Load:
    """What one visit saw."""

    seconds: float = 0.0
    done: int = 0
    wrong: dict[int, int] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)

    def p99_ms(self) -> float:
        """Return the time in ms that 99 of 100 answers kept."""
        return sorted(self.times)[int(len(self.times) * 0.99)] * 1000 if self.times else 0.0


class _Caller(asyncio.Protocol):
    """Sends its request again and again until the time is over."""

    def __init__(self, port: int, request: bytes, status: int, until: float, load: Load) -> None:
        self.port, self.closing = port, False
        self.request, self.status, self.until, self.load = request, status, until, load
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.buffer = bytearray()
        self.left = -1
        self.began = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.left = -1
        self.send()

    def send(self) -> None:
        """Send the request once."""
        request = self.request
        if NUMBER in request:
            request = request.replace(NUMBER, b"%024d" % next(_numbers))
        self.began = perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Count body bytes; read the head once per answer."""
        if self.left < 0:
            self.buffer += data
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self.buffer[: end + 2])
            length = _LENGTH.search(head)
            self.left = (int(length[1]) if length else 0) - (len(self.buffer) - end - 4)
            self.seen = int(head[9:12])
            self.closing = b"connection: close" in head.lower()
            self.buffer.clear()
        else:
            self.left -= len(data)
        if self.left <= 0:
            self.left = -1
            self.answered()

    def answered(self) -> None:
        """Count one answer and send again while there is time."""
        now = perf_counter()
        if self.seen == self.status:
            self.load.done += 1
            self.load.times.append(now - self.began)
        else:
            self.load.wrong[self.seen] = self.load.wrong.get(self.seen, 0) + 1
        if now < self.until and not self.closing:
            self.send()
        else:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Call again when the server keeps no connection and there is time, else end."""
        if self.closing and perf_counter() < self.until:
            self.again = asyncio.ensure_future(self.connect())
        elif not self.ended.done():
            self.ended.set_result(None)

    async def connect(self) -> None:
        """Open a connection; ``connection_made`` sends."""
        await asyncio.get_running_loop().create_connection(lambda: self, "127.0.0.1", self.port)


async def press(port: int, requests: list[bytes], seconds: float, status: int = 200) -> Load:
    """Send each request over its own connection, repeatedly, for ``seconds``."""
    load = Load()
    began = perf_counter()
    callers = [_Caller(port, request, status, began + seconds, load) for request in requests]
    await asyncio.gather(*(caller.connect() for caller in callers))
    await asyncio.gather(*(caller.ended for caller in callers))
    load.seconds = perf_counter() - began
    return load


def post(path: str, body: bytes, headers: dict[str, str] | None = None) -> bytes:
    """Return a POST of JSON as bytes."""
    more = {"Content-Type": "application/json", "Content-Length": str(len(body)), **(headers or {})}
    return request(path, more).replace(b"GET", b"POST", 1) + body


def request(path: str, headers: dict[str, str] | None = None) -> bytes:
    """Return a GET as bytes."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{k}: {v}" for k, v in (headers or {}).items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
