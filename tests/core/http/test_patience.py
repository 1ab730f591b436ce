"""A head that does not come ends the line; one that comes does not."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest
import uvicorn

from app.core.http import patience
from app.core.http.patience import Patient, Unhurried

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def answer(scope: Any, receive: Any, send: Any) -> None:
    await asyncio.sleep(0.3)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


async def stopped_with(kind: type[uvicorn.Server], *, accepted: bool) -> bytes:
    """Send a request and tell the server to stop before its loop turns again; return what came back."""
    config = uvicorn.Config(answer, port=0, http=Patient, lifespan="off", log_level="error")
    config.load()
    server = kind(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    with socket.create_connection(server.servers[0].sockets[0].getsockname()) as line:
        if accepted:
            await asyncio.sleep(0.05)
        line.sendall(GET)
        await server.shutdown()
        line.settimeout(2)
        try:
            return b"".join(iter(lambda: line.recv(4096), b""))
        except ConnectionResetError:
            return b"reset"


async def lines(*sent: bytes) -> list[bytes]:
    """Send each over a line of its own; return what came back until the server hung up."""
    config = uvicorn.Config(answer, port=0, http=Patient, lifespan="off", log_level="error")
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    serving = asyncio.create_task(server.main_loop())
    port = server.servers[0].sockets[0].getsockname()[1]

    async def one(text: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(text)
        try:
            return await asyncio.wait_for(reader.read(), 2)
        except TimeoutError:
            return b"still open"
        finally:
            writer.close()

    found = await asyncio.gather(*(one(text) for text in sent))
    server.should_exit = True
    await serving
    await server.shutdown()
    return list(found)


def test_a_line_without_a_whole_head_is_closed_and_a_slow_answer_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patience, "HEAD", 0.2)
    silent, dripping, begun, plain, blank = asyncio.run(
        lines(b"", GET[:10], GET[:-2], GET.replace(b"Host", b"Connection: close\r\nHost"), GET + b"\r\n")
    )
    assert (silent, dripping, begun) == (b"", b"", b"")
    assert plain.endswith(b"ok") and blank != b""


def test_what_nobody_takes_is_given_up_by_the_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    told = list[int]()

    class Watched(Patient):
        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            line = transport.get_extra_info("socket")
            told.append(line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT))

    monkeypatch.setattr(f"{__name__}.Patient", Watched)
    asyncio.run(lines(GET.replace(b"Host", b"Connection: close\r\nHost")))
    assert told == [int(patience.DEAF * 1000)] and patience.DEAF <= 30


@pytest.mark.parametrize("accepted", [True, False])
def test_what_was_sent_before_the_end_is_answered(accepted: bool) -> None:
    assert asyncio.run(stopped_with(Unhurried, accepted=accepted)).endswith(b"ok")


def test_a_hurried_end_answers_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asyncio.run(stopped_with(uvicorn.Server, accepted=False)) in (b"", b"reset")
    monkeypatch.setattr(patience, "TURNS", 0)
    assert asyncio.run(stopped_with(Unhurried, accepted=True)) in (b"", b"reset")
