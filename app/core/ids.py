"""Identifiers made by the app: ordered for rows, random for secrets."""

from __future__ import annotations

import secrets
import threading
import uuid
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema

from app.core import clock

_turn = threading.Lock()
_last = (0, 0)


def new_id() -> str:
    """Return a UUID version 7 (RFC 9562): milliseconds, a counter within them, 62 random bits.

    Ids of one process made in one millisecond ascend too, so that "newest first" holds.
    """
    stamp = clock.milliseconds() & ((1 << 48) - 1)
    value = stamp << 80 | 0x7 << 76 | _counter(stamp) << 64 | 0x2 << 62 | secrets.randbits(62)
    return spelt(f"{value:032x}")


def spelt(digits: str) -> str:
    """Return an id of 32 hex digits with its hyphens: a fifth of what a UUID object costs.

    >>> spelt("0123456789abcdef0123456789abcdef")
    '01234567-89ab-cdef-0123-456789abcdef'
    """
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _counter(stamp: int) -> int:
    """Return 12 bits: random in a new millisecond, one more than before in the same one."""
    global _last
    with _turn:
        before, count = _last
        count = min(count + 1, 0xFFF) if before == stamp else secrets.randbits(11)
        _last = (stamp, count)
        return count


def random_id() -> str:
    """Return a UUID version 4, for matter whose order must not show."""
    return str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))


def _canonical(value: str) -> str:
    # The pattern has let hex digits and hyphens in their places through.
    return value.lower()


#: An identifier as it crosses the edge: 36 characters, lower case.
Id = Annotated[
    str,
    StringConstraints(
        pattern=r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
    ),
    AfterValidator(_canonical),
    WithJsonSchema({"type": "string", "format": "uuid"}),
]
