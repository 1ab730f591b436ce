"""Judge one attempt by clocks, code and due list; nothing else."""

from __future__ import annotations

import hmac
from collections.abc import Callable
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
#: After a sitting has ended, one may still sign out for this long.
LEAVES = timedelta(minutes=60)
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


def scanned(
    moment: Moment,
    attempt: SignInEntry,
    seen: codes.Seen,
    sitting: AnyRow,
    is_due: bool,
    delay: Callable[[], timedelta],
) -> Judged:
    """Judge a genuine hall code.

    A phone's clock may be wrong by days: what it says is only ever compared with itself, so
    what is left is how long ago, in true time, the code was seen. On a slow line that is longer
    than it was: then what the phone kept decides, as far as its clock can be believed.

    Args:
        delay: Returns how long a line may take by the council's rules; asked only when it matters.
    """
    step, shown = seen.step, codes.shown_at(seen.step)
    if refusal := _refused(sitting, is_due):
        return Judged(refusal, (), step)
    opens = sitting.starts_at - OPENS
    if shown > moment.now + _MARGIN or moment.now < opens:
        return Judged("early", (), step)
    if not opens - _SHOWN <= shown <= _closes(sitting, attempt):
        return Judged("expired", (), step)
    if moment.now > shown + KEPT:
        return Judged("too_late", (), step)
    closed = ("closed",) if sitting.roll_state == "closed" else ()
    # How long after it came on the screen the code was seen, in true time.
    after = (moment.now - shown) - (moment.sent_at - attempt.seen_at)
    in_time = -_MARGIN <= after <= _SHOWN + _MARGIN
    live, clock_is_off = moment.is_live(attempt), False
    if live and in_time:
        return Judged("queued" if closed else "accepted", closed, step)
    if after > _SHOWN + _MARGIN:
        in_time, clock_is_off = _was_in_time(moment, attempt, shown, delay())
    if live and not in_time and not clock_is_off:
        return Judged("expired", (), step)
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
    if now > _closes(sitting, attempt) or not moment.is_live(attempt):
        return Judged("expired")
    for step in sorted({codes.step_of(now - _MARGIN), codes.step_of(now)}, reverse=True):
        wanted = codes.digits(secret, council_id, str(sitting.id), step)
        if hmac.compare_digest(wanted, str(attempt.digits)):
            closed = ("closed",) if sitting.roll_state == "closed" else ()
            return Judged("queued" if closed else "accepted", closed, step)
    return Judged("wrong_digits")


def _was_in_time(
    moment: Moment, attempt: SignInEntry, shown: datetime, delay: timedelta
) -> tuple[bool, bool]:
    """Tell whether the phone saw a code in time that arrived late, and whether its clock is off.

    A clock that is right says so itself: what it sent has then been under way no longer than the
    council allows. One that is off can prove nothing, and somebody looks at a code of just now.
    """
    under_way = moment.now - moment.sent_at
    if -_MARGIN <= under_way <= delay:
        return -_MARGIN <= attempt.seen_at - shown <= _SHOWN + _MARGIN, False
    return False, moment.now - shown <= delay


def _closes(sitting: AnyRow, attempt: SignInEntry) -> datetime:
    """Return until when a code counts; leaving takes place after the end."""
    ends: datetime = sitting.ends_at
    return ends + LEAVES if attempt.act == "out" else ends


def _refused(sitting: AnyRow, is_due: bool) -> str:
    if sitting.state == "cancelled":
        return "cancelled"
    return "" if is_due else "not_due"


def _is_tagged(key: bytes, attempt: SignInEntry) -> bool:
    wanted = codes.tag(key, attempt.nonce, attempt.code or "", attempt.seen_at, attempt.act)
    return attempt.tag is not None and hmac.compare_digest(wanted, attempt.tag)
