"""Guard the body: size, pace, kind, strict JSON, harmless address."""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.errors import Invalid, NotFound, Problem, TooLarge, UnsupportedMedia
from app.core.http.bodies import check_json, malformed
from app.core.http.problems import AddressTooLong, SlowBody, response_of

ADDRESS_LIMIT = 8192
DRAINED = 64 * 1024 * 1024
DRAIN_SECONDS = 5.0
#: Bytes of an upload that earn it another second: the poorest line we wait for.
PACE = 8 * 1024
_METHODS = frozenset(("POST", "PUT", "PATCH", "DELETE"))
_KINDS = "只接受 JSON、表单或文件上传。"


class Bodies:
    """Refuse bodies that no route should ever see.

    JSON and urlencoded forms are read whole (within ``body_limit``), checked and replayed;
    multipart streams through under ``upload_limit``, chunked or not.

    Args:
        app: The next ASGI application.
        body_limit: Bytes of a JSON or form body.
        upload_limit: Bytes of a multipart body.
        patience: Seconds a whole JSON body may take. An upload gets up to four times as long while
            it comes at a pace.
    """

    def __init__(self, app: ASGIApp, body_limit: int, upload_limit: int, patience: float = 20) -> None:
        self.app = app
        self.body_limit = body_limit
        self.upload_limit = upload_limit
        self.patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] == "http":
            try:
                check_address(scope)
                receive = await self.guarded(scope, receive)
            except Problem as problem:
                # The unread rest of the body must not be taken for the next request.
                answer = response_of(problem, scope, {"Connection": "close"})
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)

    async def guarded(self, scope: Scope, receive: Receive) -> Receive:
        """Return the ``receive`` that the application may use.

        Raises:
            Problem: 408, 413, 415 or 422, before anything below has run.
        """
        if scope["method"] not in _METHODS:
            return receive
        kind, charset, length, chunked, encoded = describe_body(scope)
        if not length and not chunked:
            return receive
        multipart = kind == "multipart/form-data"
        limit = self.upload_limit if multipart else self.body_limit
        if length is not None and length > limit:
            await drained(receive)
            raise too_large(limit)
        json = kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))
        if not (json or multipart or kind == "application/x-www-form-urlencoded"):
            raise UnsupportedMedia(_KINDS)
        if encoded or charset not in ("", "utf-8", "utf8"):
            raise UnsupportedMedia("内容必须是未压缩的 UTF-8。", word="unsupported_encoding")
        if multipart:
            return limited(receive, limit, self.patience)
        body = await self.read(receive, limit)
        if json:
            if body:
                check_json(body)
        elif b"\x00" in body or b"%00" in body:
            raise malformed("表单含有空字符（NUL）。", "nul_character")
        return replayed(body, receive)

    async def read(self, receive: Receive, limit: int) -> bytes:
        """Return the whole body, or raise ``TooLarge``, ``SlowBody`` or 422 for one cut off."""
        deadline = asyncio.get_running_loop().time() + self.patience
        chunks: list[bytes] = []
        size, more = 0, True
        while more:
            message = await received(receive, deadline)
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
            more = message.get("more_body", False)
            if size > limit:
                if more:
                    await drained(receive)
                raise too_large(limit)
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)


async def received(receive: Receive, deadline: float) -> Message:
    """Return the next message of a body, or raise when it is late or the caller has gone."""
    try:
        async with asyncio.timeout_at(deadline):
            message = await receive()
    except TimeoutError:
        raise SlowBody() from None
    if message["type"] == "http.disconnect":
        raise malformed("内容没有传完，连接已断开。", "cut_off")
    return message


async def drained(receive: Receive) -> None:
    """Throw away the rest of a body that is too large, within reason.

    Closing on a caller who still sends resets the connection, and the phone would show a network
    error instead of our sentence.
    """
    left = DRAINED
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            while left > 0:
                message = await receive()
                left -= len(message.get("body", b""))
                if not message.get("more_body", False):
                    return
    except TimeoutError:
        return


def limited(receive: Receive, limit: int, patience: float) -> Receive:
    """Return a ``receive`` that raises once more than ``limit`` bytes came, or too little in time.

    Every ``PACE`` bytes earn a second, up to four times ``patience``: a byte now and then earns none.
    It raises HTTPException because form parsing turns every other class into a vague 400.
    """
    size, complete = 0, False
    began = asyncio.get_running_loop().time()

    async def receive_within() -> Message:
        nonlocal size, complete
        if complete:
            return await receive()
        try:
            async with asyncio.timeout_at(began + min(patience + size / PACE, patience * 4)):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408, headers={"Connection": "close"}) from None
        complete = not message.get("more_body", False)
        size += len(message.get("body", b""))
        if size > limit:
            if not complete:
                await drained(receive)
            raise HTTPException(413, headers={"Connection": "close"})
        return message

    return receive_within


def replayed(body: bytes, receive: Receive) -> Receive:
    """Return a ``receive`` that gives ``body`` once, then what the server still has to say."""
    given = False

    async def receive_again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


def check_address(scope: Scope) -> None:
    """Refuse a path or a query that no route could mean.

    Raises:
        NotFound: a control character or half a character in the path.
        Invalid: the same in the query.
        AddressTooLong: both together pass ``ADDRESS_LIMIT``.
    """
    path, query = scope["path"], scope["query_string"]
    if len(path) + len(query) > ADDRESS_LIMIT:
        raise AddressTooLong()
    if not path.isprintable():
        # Printable is stricter than needed (it refuses U+00A0 too); no address of ours needs more.
        raise NotFound()
    if b"%00" in query or b"\x00" in query:
        raise Invalid("网址参数含有空字符（NUL）。", word="nul_character")


def describe_body(scope: Scope) -> tuple[str, str, int | None, bool, bool]:
    """Return kind, charset, declared length, whether chunked, whether compressed."""
    kind = charset = ""
    length: int | None = None
    chunked = encoded = False
    for name, value in scope["headers"]:
        if name == b"content-type" and not kind:
            kind, _, rest = value.decode("latin-1").lower().partition(";")
            charset = _charset(rest) if rest else ""
        elif name == b"content-length":
            length = int(value) if value.isdigit() and len(value) < 16 else 2**62
        elif name == b"transfer-encoding":
            chunked = True
        elif name == b"content-encoding":
            encoded = value.strip().lower() not in (b"", b"identity")
    return kind.strip(), charset, length, chunked, encoded


def _charset(options: str) -> str:
    # Two settings, or the split form charset*0, are joined and so match nothing we accept.
    pairs = (option.partition("=") for option in options.split(";"))
    return ",".join(value.strip().strip('"') for key, _, value in pairs if key.strip().startswith("charset"))


def too_large(limit: int) -> TooLarge:
    """Return the refusal that names the limit in words a person knows."""
    size = f"{limit // 1048576} MB" if limit >= 1048576 else f"{max(limit // 1024, 1)} KB"
    return TooLarge(f"提交的内容过大，最多 {size}。")
