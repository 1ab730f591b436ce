"""Bounds log-ins: per client address, and per name that nobody has."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from datetime import datetime, timedelta

from app.core import clock
from app.core.errors import TooManyRequests

LONGEST_WAIT = timedelta(minutes=5)
REMEMBERED = 10_000


def wait(failures: int, failed_at: datetime | None, allowed: int) -> int:
    """Return the seconds a name must still wait after ``failures`` wrong passwords in a row."""
    over = failures - allowed
    if over < 0 or failed_at is None:
        return 0
    # It grows and ends by itself: a lasting lock-out would be a weapon in strangers' hands.
    pause = min(timedelta(seconds=2 ** min(over + 1, 10)), LONGEST_WAIT)
    left = failed_at + pause - clock.now()
    return max(0, int(left.total_seconds() + 0.999))


class LoginThrottle:
    """Log-ins per address and minute; wrong ones per unknown name.

    The address limit is generous, since a hall is one address. Unknown names wait like accounts
    do: a refusal that only accounts meet would tell which names exist. Both live in the process on
    purpose: they bound its hashing load; what protects an account is counted in its row.
    """

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._seen: OrderedDict[tuple[str, int], int] = OrderedDict()
        self._strangers: OrderedDict[bytes, tuple[int, datetime]] = OrderedDict()

    def pass_or_refuse(self, address: str) -> None:
        """Count one log-in of ``address``.

        Raises:
            TooManyRequests: when the minute is used up.
        """
        minute = int(clock.now().timestamp()) // 60
        key = (address, minute)
        self._seen[key] = self._seen.get(key, 0) + 1
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        if self._seen[key] > self.per_minute:
            raise TooManyRequests(headers={"Retry-After": "60"})

    def stranger_wait(self, name: str, allowed: int) -> int:
        """Return the seconds an unknown ``name`` must still wait."""
        failures, failed_at = self._strangers.get(_digest(name), (0, None))
        return wait(failures, failed_at, allowed)

    def stranger_failed(self, name: str) -> None:
        """Count a wrong log-in of an unknown ``name``."""
        key = _digest(name)
        failures, _ = self._strangers.get(key, (0, None))
        self._strangers[key] = (min(failures + 1, 1000), clock.now())
        self._strangers.move_to_end(key)
        while len(self._strangers) > REMEMBERED:
            self._strangers.popitem(last=False)


def _digest(name: str) -> bytes:
    return hashlib.sha256(name.strip().lower().encode(errors="replace")).digest()
