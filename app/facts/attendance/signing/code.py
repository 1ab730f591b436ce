"""The rotating hall code: a signed text for cameras, digits for hands."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from app.core.crypto import derive
from app.core.ids import spelt

#: Seconds that one code is shown.
STEP = 30
#: Seconds before and after its time within which a code still counts: hands and lines are slow.
MARGIN = 15
_PLACE, _TIME, _SIGNATURE = 16, 4, 16
#: 36 bytes in base64url fill 48 letters without a spare bit, so that a code has one spelling only.
LENGTH = 48


class Seen(NamedTuple):
    """What a genuine code says: of which sitting it is, and in which step it was shown."""

    sitting_id: str
    step: int


def step_of(moment: datetime) -> int:
    """Return the number of the step that a moment lies in."""
    return int(moment.timestamp()) // STEP


def shown_at(step: int) -> datetime:
    """Return when a step's code came on the screen."""
    return datetime.fromtimestamp(step * STEP, UTC)


def written(secret: str, council_id: str, sitting_id: str, step: int) -> str:
    """Return the code of a step: 48 letters fit for an address, 128 bits of them a signature."""
    said = UUID(sitting_id).bytes + step.to_bytes(_TIME, "big")
    return base64.urlsafe_b64encode(said + _signature(secret, council_id, said)).decode()


@lru_cache(1024)
def read(secret: str, council_id: str, text: str) -> Seen | None:
    """Return what a code says; None when it is altered, invented or another council's.

    Kept, since a whole hall reads one screen.
    """
    if len(text) != LENGTH or not text.isascii():
        return None
    try:
        raw = base64.b64decode(text, altchars=b"-_", validate=True)
    except ValueError:
        return None
    said, signature = raw[: _PLACE + _TIME], raw[_PLACE + _TIME :]
    if not hmac.compare_digest(signature, _signature(secret, council_id, said)):
        return None
    return Seen(spelt(said[:_PLACE].hex()), int.from_bytes(said[_PLACE:], "big"))


def digits(secret: str, council_id: str, sitting_id: str, step: int) -> str:
    """Return the six digits of a step, for those who type."""
    said = f"{council_id}|{sitting_id}|{step}".encode()
    found = hmac.new(derive(secret, "hall-digits"), said, hashlib.sha256).digest()
    return f"{int.from_bytes(found[:8], 'big') % 1_000_000:06}"


def device_key(secret: str, council_id: str, member_id: str, device: str) -> bytes:
    """Return the key by which a phone marks what it keeps, so that a changed entry shows."""
    said = f"{council_id}|{member_id}|{device}".encode()
    return hmac.new(derive(secret, "sign-in-device"), said, hashlib.sha256).digest()


def tag(key: bytes, nonce: str, code: str, seen_at: datetime, act: str = "in") -> str:
    """Return the mark of one kept entry as 64 hex digits; the phone computes the same.

    Over number, code and the milliseconds of 1970 on the phone's clock, with bars between; a
    leaving says so behind them.
    """
    milliseconds = (seen_at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    said = f"{nonce}|{code}|{milliseconds}" + ("|out" if act == "out" else "")
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()


def _signature(secret: str, council_id: str, said: bytes) -> bytes:
    whole = council_id.encode() + b"|" + said
    return hmac.new(derive(secret, "hall-code"), whole, hashlib.sha256).digest()[:_SIGNATURE]
