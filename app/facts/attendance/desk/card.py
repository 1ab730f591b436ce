"""Codes that a desk reads: own codes and rows of paper."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from app.core.crypto import derive
from app.facts.attendance.signing.code import device_key

#: Seconds that one own code is shown, and by which a phone's clock may be wrong.
STEP = MARGIN = 60
_OWN, _PAPER = "1", "2"
_OWN_SAID, _OWN_SIGNATURE = 36, 10
_PAPER_SAID, _PAPER_SIGNATURE = 32, 12


class Own(NamedTuple):
    """Whose code it is, of which phone, and in which minute it was shown."""

    member_id: str
    device: str
    step: int

    def is_fresh(self, now: datetime) -> bool:
        """Tell whether the code was shown just now, by a clock that is a minute off at most."""
        shown = datetime.fromtimestamp(self.step * STEP, UTC)
        margin = timedelta(seconds=MARGIN)
        return shown - margin <= now < shown + timedelta(seconds=STEP) + margin


class Paper(NamedTuple):
    """Of which sitting's printed roll it is, and whose row."""

    sitting_id: str
    member_id: str


def own(key: bytes, member_id: str, device: str, step: int) -> str:
    """Return a member's own code; the phone computes the same from its key, off line.

    Digits only: a reader that types like a keyboard types into whatever input method is on, and
    letters would come out as Chinese.

    >>> len(own(b"k" * 32, "0" * 32, "f" * 32, 29_000_000))
    112
    """
    said = UUID(member_id).bytes + UUID(device).bytes + step.to_bytes(4, "big")
    return _OWN + _digits(said + _own_signature(key, said))


def paper(secret: str, council_id: str, sitting_id: str, member_id: str) -> str:
    """Return the code of one row of a printed roll."""
    said = UUID(sitting_id).bytes + UUID(member_id).bytes
    return _PAPER + _digits(said + _paper_signature(secret, council_id, said))


def read(secret: str, council_id: str, text: str) -> Own | Paper | None:
    """Return what a code says; None when it is altered, invented or another council's."""
    raw = _bytes(text, _OWN, _OWN_SAID + _OWN_SIGNATURE)
    if raw is not None:
        said, signature = raw[:_OWN_SAID], raw[_OWN_SAID:]
        member, device = str(UUID(bytes=said[:16])), str(UUID(bytes=said[16:32]))
        key = device_key(secret, council_id, member, device)
        if hmac.compare_digest(signature, _own_signature(key, said)):
            return Own(member, device, int.from_bytes(said[32:], "big"))
    raw = _bytes(text, _PAPER, _PAPER_SAID + _PAPER_SIGNATURE)
    if raw is not None:
        said, signature = raw[:_PAPER_SAID], raw[_PAPER_SAID:]
        if hmac.compare_digest(signature, _paper_signature(secret, council_id, said)):
            return Paper(str(UUID(bytes=said[:16])), str(UUID(bytes=said[16:])))
    return None


def _own_signature(key: bytes, said: bytes) -> bytes:
    return hmac.new(key, b"own|" + said, hashlib.sha256).digest()[:_OWN_SIGNATURE]


def _paper_signature(secret: str, council_id: str, said: bytes) -> bytes:
    whole = council_id.encode() + b"|" + said
    return hmac.new(derive(secret, "paper-roll"), whole, hashlib.sha256).digest()[:_PAPER_SIGNATURE]


def _digits(raw: bytes) -> str:
    return str(int.from_bytes(raw, "big")).zfill(_width(len(raw)))


def _bytes(text: str, kind: str, size: int) -> bytes | None:
    if len(text) != 1 + _width(size) or text[0] != kind or not (text.isascii() and text.isdigit()):
        return None
    number = int(text[1:])
    return number.to_bytes(size, "big") if number < 1 << 8 * size else None


def _width(size: int) -> int:
    return len(str((1 << 8 * size) - 1))
