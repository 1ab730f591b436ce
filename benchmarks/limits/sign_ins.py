"""What a limit makes of a sign-in's request and answer: no duty is kept, no signature looked at."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from app.core.ids import new_id

STEP = 30


class Asked(NamedTuple):
    """One attempt: the sitting and step its code names, and what is stored of it."""

    nonce: str
    sitting: str
    step: int
    device: str
    seen_at: datetime
    id: str


async def read(receive: Any) -> Asked:
    """Return the one attempt of a body."""
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    said = orjson.loads(body)
    one = said["attempts"][0]
    raw = base64.urlsafe_b64decode(one["code"])
    seen = datetime.fromisoformat(one["seen_at"])
    step = int.from_bytes(raw[16:20], "big")
    return Asked(one["nonce"], str(UUID(bytes=raw[:16])), step, said["device"], seen, new_id())


def told(asked: Asked, title: str, name: str) -> bytes:
    """Return the product's answer to a sign-in that counts."""
    shown = datetime.fromtimestamp(asked.step * STEP, UTC)
    verdict = {
        "nonce": asked.nonce, "verdict": "accepted", "sentence": "签到成功。", "sitting_id": asked.sitting,
        "title": f"{title} {name}".strip(), "counted_at": shown,
    }  # fmt: skip
    return orjson.dumps({"verdicts": [verdict]}, option=orjson.OPT_UTC_Z)
