"""Identifiers made by the app: ordered for rows, random for secrets."""

from __future__ import annotations

import os
import secrets
import uuid
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema

from app.core import clock


def new_id() -> str:
    """Return a UUID version 7 (RFC 9562): 48 bits of milliseconds, 74 random bits."""
    stamp = clock.milliseconds()
    value = (stamp & ((1 << 48) - 1)) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return str(uuid.UUID(int=value))


def random_id() -> str:
    """Return a UUID version 4, for matter whose order must not show."""
    return str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))


def _canonical(value: str) -> str:
    return str(uuid.UUID(value))


#: An identifier as it crosses the edge: 36 characters, lower case.
Id = Annotated[
    str,
    StringConstraints(
        pattern=r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
    ),
    AfterValidator(_canonical),
    WithJsonSchema({"type": "string", "format": "uuid"}),
]
