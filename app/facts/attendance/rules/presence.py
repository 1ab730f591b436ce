"""Judge coming, leaving and staying by a kind's rule; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from app.core.clock import BEIJING
from app.facts.attendance.rules.schemas import AttendanceRule

_MINUTE = timedelta(minutes=1)


class Told(NamedTuple):
    """A status, and why, in words that a member understands."""

    status: str
    reason: str = ""


class Move(NamedTuple):
    """Somebody came (``in``) or left (``out``)."""

    act: str
    at: datetime


def judged(rule: AttendanceRule, starts: datetime, ends: datetime, moves: Sequence[Move]) -> Told:
    """Return what one member's comings and goings make of a sitting; the first of them is a coming.

    Whole minutes count, in the member's favour: whoever came within the minute came in time.

    >>> from datetime import UTC
    >>> nine = datetime(2026, 6, 1, 1, tzinfo=UTC)
    >>> came = [Move("in", nine + 17 * _MINUTE)]
    >>> judged(AttendanceRule(late_after=10), nine, nine + 120 * _MINUTE, came)
    Told(status='late', reason='9:00 开始，9:17 签到，迟到 17 分钟')
    >>> judged(AttendanceRule(), nine, nine + 120 * _MINUTE, came)
    Told(status='present', reason='')
    """
    came = _minute(min(move.at for move in moves if move.act == "in"))
    late, said = (came - starts) // _MINUTE, f"{_clock(starts)} 开始，{_clock(came)} 签到"
    if rule.absent_after is not None and late > rule.absent_after:
        return Told("absent", f"{said}，迟到 {late} 分钟，超过 {rule.absent_after} 分钟按缺席")
    if rule.least is not None:
        here, whole = stayed(starts, ends, moves), ends - starts
        if here < Fraction(rule.least) * Fraction(whole // _MINUTE):
            return Told("absent", f"在场 {here} 分钟，会期 {whole // _MINUTE} 分钟，不足 {rule.least} 按缺席")
    reasons = []
    if rule.late_after is not None and late > rule.late_after:
        reasons.append(f"{said}，迟到 {late} 分钟")
    early = _left_early(rule, ends, moves)
    if reasons:
        return Told("late", "；".join((*reasons, *filter(None, (early,)))))
    return Told("left_early", early) if early else Told("present")


def stayed(starts: datetime, ends: datetime, moves: Sequence[Move]) -> int:
    """Return the whole minutes between comings and goings; who never signed out stayed to the end.

    >>> from datetime import UTC
    >>> nine = datetime(2026, 6, 1, 1, tzinfo=UTC)
    >>> gone = [Move("in", nine), Move("out", nine + 30 * _MINUTE), Move("in", nine + 50 * _MINUTE)]
    >>> stayed(nine, nine + 60 * _MINUTE, gone)
    40
    """
    total, since = timedelta(0), None
    for move in sorted(moves, key=lambda one: one.at):
        at = min(max(_minute(move.at), starts), ends)
        if move.act == "in":
            since = at if since is None else since
        elif since is not None:
            total, since = total + (at - since), None
    if since is not None:
        total += ends - since
    return total // _MINUTE


def _left_early(rule: AttendanceRule, ends: datetime, moves: Sequence[Move]) -> str:
    """Return why it counts as leaving early, or nothing; only a leaving that is the last move counts."""
    if not rule.sign_out:
        return ""
    last = max(moves, key=lambda one: (one.at, one.act == "out"))
    if last.act == "in":
        return f"{_clock(ends)} 结束，没有签退，按早退" if rule.no_sign_out == "left_early" else ""
    left = _minute(last.at)
    early = (ends - left) // _MINUTE
    if rule.early_before is None or early <= rule.early_before:
        return ""
    return f"{_clock(ends)} 结束，{_clock(left)} 签退，早退 {early} 分钟"


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _clock(moment: datetime) -> str:
    here = moment.astimezone(BEIJING)
    return f"{here.hour}:{here.minute:02}"
