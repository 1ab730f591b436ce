"""The port that messages leave by, and its two group robots."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import http.client
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote_plus, urlsplit

from app.core import clock

#: Seconds for the whole exchange, however slowly the other side talks.
PATIENCE = 6.0
_LONGEST_ANSWER = 64 * 1024


class NotSent(Exception):
    """A message did not arrive; ``word`` says why in one stable word."""

    def __init__(self, word: str) -> None:
        self.word = word
        super().__init__(word)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message with where it goes, opened for the moment of sending."""

    id: str
    text: str
    robot: str
    address: str
    secret: str


class MessageSender(Protocol):
    """Takes one message out of the house."""

    async def send(self, message: Outgoing) -> None:
        """Deliver ``message`` or raise ``NotSent``; the same message may be asked for again."""
        ...


class RobotSender:
    """Posts to a group robot of 钉钉 or 企业微信: a JSON text, answered with ``errcode``."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self.patience = patience

    async def send(self, message: Outgoing) -> None:
        """Post the text.

        Raises:
            NotSent: ``timeout``, ``unreachable``, ``http_<status>``, ``robot_<errcode>``.
        """
        # A thread, since sockets of http.client wait; the deadline holds for one that talks on and on.
        call = asyncio.to_thread(_post, address_of(message), body_of(message), self.patience)
        try:
            await asyncio.wait_for(call, self.patience + 1)
        except TimeoutError:
            raise NotSent("timeout") from None
        except (OSError, http.client.HTTPException):
            raise NotSent("unreachable") from None


def address_of(message: Outgoing) -> str:
    """Return where to post: 钉钉 wants moment and signature in the query, when a secret is set."""
    if message.robot != "dingtalk" or not message.secret:
        return message.address
    moment = clock.milliseconds()
    return f"{message.address}&timestamp={moment}&sign={signature(message.secret, moment)}"


def signature(secret: str, moment: int) -> str:
    """Return 钉钉's signature of a moment: HMAC-SHA256 over moment and secret, base64, for a query."""
    digest = hmac.new(secret.encode(), f"{moment}\n{secret}".encode(), hashlib.sha256).digest()
    return quote_plus(base64.b64encode(digest))


def body_of(message: Outgoing) -> bytes:
    """Return the JSON of a text message; the id lets a reader know a repeat as one."""
    text = f"{message.text}\n（编号 {message.id[-8:]}）"
    return json.dumps({"msgtype": "text", "text": {"content": text}}, ensure_ascii=False).encode()


def _post(address: str, body: bytes, patience: float) -> None:
    parts = urlsplit(address)
    kind: Callable[..., http.client.HTTPConnection] = (
        http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    )
    connection = kind(parts.hostname or "", parts.port, timeout=patience)
    try:
        where = f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"
        connection.request("POST", where, body, {"Content-Type": "application/json; charset=utf-8"})
        # A redirect is a refusal: it could lead into the house's own network.
        answer = connection.getresponse()
        if answer.status != 200:
            raise NotSent(f"http_{answer.status}")
        _judge(answer.read(_LONGEST_ANSWER))
    finally:
        connection.close()


def _judge(said: bytes) -> None:
    try:
        code = int(json.loads(said)["errcode"])
    except (ValueError, KeyError, TypeError):
        raise NotSent("robot_unclear") from None
    if code != 0:
        raise NotSent(f"robot_{code}")
