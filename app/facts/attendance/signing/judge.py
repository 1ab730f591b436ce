"""Judge one attempt by clocks, code and due list; nothing else."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import NamedTuple

from app.core.db.base import AnyRow
from app.facts.attendance.signing import code as codes
from app.facts.attendance.signing.schemas import SignInEntry

#: Before a sitting begins, its code may be read for this long.
OPENS = timedelta(minutes=60)
#: What a phone kept without a line still counts for this long.
KEPT = timedelta(hours=72)
#: Sent within this time of being seen: the line was there.
LIVE = timedelta(seconds=60)
TRIES = 5
_MARGIN = timedelta(seconds=codes.MARGIN)
_SHOWN = timedelta(seconds=codes.STEP)


class Judged(NamedTuple):
    """A verdict, why somebody has to look, and the step of the code."""

    verdict: str
    doubts: tuple[str, ...] = ()
    step: int | None = None


class Moment(NamedTuple):
    """When a batch arrived, what the phone's clock said then, and the phone's key."""

    now: datetime
    sent_at: datetime
    key: bytes

    def is_live(self, attempt: SignInEntry) -> bool:
        """Tell whether the phone sent this at once; both times are of its own clock."""
        return timedelta(0) <= self.sent_at - attempt.seen_at <= LIVE


def scanned(moment: Moment, attempt: SignInEntry, seen: codes.Seen, sitting: AnyRow, is_due: bool) -> Judged:
    """Judge a genuine hall code.

    A phone's clock may be wrong by days: what it says is only ever compared with itself, so
    what is left is how long ago, in true time, the code was seen.
    """
    step, shown = seen.step, codes.shown_at(seen.step)
    if refusal := _refused(sitting, is_due):
        return Judged(refusal, (), step)
    opens = sitting.starts_at - OPENS
    if shown > moment.now + _MARGIN or moment.now < opens:
        return Judged("early", (), step)
    if not opens - _SHOWN <= shown <= sitting.ends_at:
        return Judged("expired", (), step)
    if moment.now > shown + KEPT:
        return Judged("too_late", (), step)
    closed = ("closed",) if sitting.roll_state == "closed" else ()
    # How long after it came on the screen the code was seen, in true time.
    after = (moment.now - shown) - (moment.sent_at - attempt.seen_at)
    in_time = -_MARGIN <= after <= _SHOWN + _MARGIN
    if moment.is_live(attempt):
        if not in_time:
            return Judged("expired", (), step)
        return Judged("queued" if closed else "accepted", closed, step)
    doubts = closed if in_time else (*closed, "clock")
    if not _is_tagged(moment.key, attempt):
        doubts += ("untagged",)
    return Judged("queued" if doubts else "accepted", doubts, step)


def typed(
    moment: Moment,
    attempt: SignInEntry,
    secret: str,
    council_id: str,
    sitting: AnyRow,
    is_due: bool,
    wrong: int,
) -> Judged:
    """Judge six digits, which count on line only.

    Args:
        wrong: How often this member typed wrong digits at this sitting.
    """
    now = moment.now
    if refusal := _refused(sitting, is_due):
        return Judged(refusal)
    if wrong >= TRIES:
        return Judged("too_many_tries")
    if now < sitting.starts_at - OPENS:
        return Judged("early")
    if now > sitting.ends_at or not moment.is_live(attempt):
        return Judged("expired")
    for step in sorted({codes.step_of(now - _MARGIN), codes.step_of(now)}, reverse=True):
        wanted = codes.digits(secret, council_id, str(sitting.id), step)
        if hmac.compare_digest(wanted, str(attempt.digits)):
            closed = ("closed",) if sitting.roll_state == "closed" else ()
            return Judged("queued" if closed else "accepted", closed, step)
    return Judged("wrong_digits")


def _refused(sitting: AnyRow, is_due: bool) -> str:
    if sitting.state == "cancelled":
        return "cancelled"
    return "" if is_due else "not_due"


def _is_tagged(key: bytes, attempt: SignInEntry) -> bool:
    wanted = codes.tag(key, attempt.nonce, attempt.code or "", attempt.seen_at)
    return attempt.tag is not None and hmac.compare_digest(wanted, attempt.tag)
