"""Callers who drip, say nothing, do not read, or send too much."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.core.ids import new_id

DRIP = 3.0
WAYS = ("head", "json", "chunked", "upload", "silent", "deaf")
END = b"\r\n\r\n"


async def lasts(way: str, port: int, token: str, seconds: float) -> tuple[str, float]:
    """Hold a line in one way; return the way and after how long the server closed it."""
    began = time.monotonic()
    try:
        async with asyncio.timeout(seconds), line(port, deaf=way == "deaf") as (reader, writer):
            writer.write(OPENINGS[way](token))
            if way == "deaf":
                await _cut(port, writer)
                return way, time.monotonic() - began
            listening = asyncio.create_task(reader.read())
            while not listening.done():
                await asyncio.wait([listening], timeout=DRIP)
                if way != "silent" and not listening.done():
                    writer.write(b"1\r\n \r\n" if way == "chunked" else b"a" if way == "head" else b" ")
            listening.exception()
    except (OSError, TimeoutError):
        pass
    return way, time.monotonic() - began


async def _cut(port: int, writer: asyncio.StreamWriter) -> None:
    """Return when the server's machine knows nothing of a line any more; who does not read never hears."""
    mine = writer.get_extra_info("sockname")[1]
    # What was looked up a moment ago does not know of this line yet.
    await asyncio.sleep(2)
    while mine in _callers(port, int(time.monotonic())):  # noqa: ASYNC110
        await asyncio.sleep(1)


@lru_cache(1)
def _callers(port: int, second: int) -> frozenset[int]:
    """Return the ports that have a line to ``port``, looked up once a second."""
    rows = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    ends = ([int(end[9:], 16) for end in row.split()[1:3]] for row in rows)
    return frozenset(theirs for ours, theirs in ends if ours == port)


def head(path: str, token: str, *more: str) -> bytes:
    """Return the head of a POST to the application, JSON unless ``more`` says otherwise."""
    lines = [
        f"POST /api/v1{path} HTTP/1.1", "Host: x", f"Authorization: Bearer {token}",
        *([] if any(one.startswith("Content-Type") for one in more) else ["Content-Type: application/json"]),
        *more,
    ]  # fmt: skip
    return "\r\n".join(lines).encode() + END


FILES = f"/claims/{new_id()}/attachments"
FORM = "Content-Type: multipart/form-data; boundary=b"
PART = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
_GET = (b"POST", b"GET")
#: How each slow caller begins; then it drips, or says nothing, or listens to nothing.
OPENINGS: dict[str, Callable[[str], bytes]] = {
    "head": lambda token: head("/me/sign-ins", token)[:-2] + b"X-Slow: ",
    "json": lambda token: head("/me/sign-ins", token, "Content-Length: 5000") + b"{",
    "chunked": lambda token: head("/me/sign-ins", token, "Transfer-Encoding: chunked"),
    "upload": lambda token: head(FILES, token, FORM, "Content-Length: 90000") + PART,
    "silent": lambda token: b"",
    # A page of many bytes, asked for again and again on one line, and none of them read.
    "deaf": lambda token: head("/schemes/schema", token).replace(*_GET) * 60,
}


@asynccontextmanager
async def line(port: int, *, deaf: bool = False) -> AsyncIterator[tuple[Any, Any]]:
    """Give a connection; it is cut at the end, whatever is under way."""
    made = socket.socket()
    made.setblocking(False)
    if deaf:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    await asyncio.get_running_loop().sock_connect(made, ("127.0.0.1", port))
    # So little is read ahead that a caller who does not read is felt by the server soon.
    reader, writer = await asyncio.open_connection(sock=made, limit=1024)
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


async def poured(port: int, head: bytes, size: int, chunked: bool) -> int:
    """Send a body as fast as it is taken; return the status, 0 without an answer."""
    some = b" " * 65536
    piece = chunk(some) if chunked else some
    try:
        async with asyncio.timeout(60), line(port) as (reader, writer):
            writer.write(head)
            for _ in range(size // len(some)):
                writer.write(piece)
                await writer.drain()
            writer.write(b"0\r\n\r\n" if chunked else b" " * (size % len(some)))
            return int((await reader.readline()).split()[1])
    except (OSError, TimeoutError, IndexError):
        return 0


def chunk(data: bytes) -> bytes:
    """Return a chunk of a body."""
    return b"%x\r\n%b\r\n" % (len(data), data)
