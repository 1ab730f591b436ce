"""Which rule fits, and whether it is in time; no database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.access.actor import Actor
from app.core.clock import beijing_date
from app.facts.attendance.leave.models import LeaveRequest
from app.facts.attendance.leave.rulebook import SPANS, LeaveRule, LeaveRulesIn, Span

CHAIR_GROUP = {"chair", "vice_chair", "secretary_general"}


@dataclass(frozen=True, slots=True)
class Timing:
    """Whether a request is in time; ``refusal`` says in words why it is not taken."""

    retrospective: bool = False
    short_notice: bool = False
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Hats:
    """In whose place somebody may decide today."""

    member_id: str | None
    #: Approvers who named the actor as deputy for today.
    stands_for: frozenset[str]
    section_id: str | None
    secretariat: bool

    @property
    def members(self) -> list[str]:
        """Return the members in whose place the actor decides, the actor first."""
        own = [self.member_id] if self.member_id else []
        return [*own, *sorted(self.stands_for)]


def span_of(half_days: int, *, whole: bool) -> Span:
    """Return how long somebody would be away.

    >>> span_of(1, whole=False), span_of(1, whole=True), span_of(2, whole=False)
    ('half_day', 'whole', 'one_day')
    """
    if whole or half_days > 2:
        return "whole"
    return "half_day" if half_days == 1 else "one_day"


def post_word(posts: Collection[str]) -> str:
    """Return as what a member asks.

    >>> post_word(["standing_member", "vice_chair"]), post_word([])
    ('chair_group', 'member')
    """
    if CHAIR_GROUP.intersection(posts):
        return "chair_group"
    return "standing_member" if "standing_member" in posts else "member"


def fitting(rules: Sequence[LeaveRule], kind: str, post: str, span: Span) -> tuple[int, LeaveRule]:
    """Return the first row that fits, with its place; the last row fits everything."""
    for place, rule in enumerate(rules):
        if (
            (not rule.kinds or kind in rule.kinds)
            and (not rule.posts or post in rule.posts)
            and SPANS.index(span) <= SPANS.index(rule.span)
        ):
            return place, rule
    raise AssertionError("the last row of the rules fits everything")


def closes_the_table(document: LeaveRulesIn) -> bool:
    """Tell whether the last row fits every member, kind and span."""
    last = document.rules[-1]
    return not last.kinds and not last.posts and last.span == "whole"


def timing(rule: LeaveRule, now: datetime, starts: Iterable[datetime]) -> Timing:
    """Judge when somebody asks, against the sittings' beginnings.

    Days are days of the Beijing calendar: two days' notice of a Friday is given on Wednesday.
    """
    moments, today = sorted(starts), beijing_date(now)
    if now >= moments[0]:
        since = (today - beijing_date(moments[-1])).days
        if rule.late_days == 0:
            return Timing(True, refusal="会议已经开始，按规定不得补假。")
        if since > rule.late_days:
            return Timing(True, refusal=f"补假应在会后 {rule.late_days} 天内提出，现已过期。")
        return Timing(True)
    short = (beijing_date(moments[0]) - today).days < rule.notice_days
    if short and rule.notice == "refuse":
        return Timing(refusal=f"请假应提前 {rule.notice_days} 天提出，现已不足，请直接联系办公室。")
    return Timing(short_notice=short)


def slip_due(rule: LeaveRule, starts: Iterable[datetime]) -> date:
    """Return the last day for the slip of an oral request."""
    return beijing_date(max(starts)) + timedelta(days=rule.slip_days)


def state_on(request: LeaveRequest, today: date) -> str:
    """Return the state as it reads today: an oral request without a slip lapses by the calendar."""
    due = request.slip_due_on
    lapsed = request.state == "pending_slip" and due is not None and today > due
    return "lapsed" if lapsed else request.state


def is_office(actor: Actor, section_id: str) -> bool:
    """Tell whether the actor keeps the activity's roll: its section, or the secretariat."""
    return "secretariat" in actor.roles or (
        actor.section_id == section_id and bool(actor.roles & {"section_clerk", "convener"})
    )
