"""A sitting's roll as its shape."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.db.base import AnyRow
from app.core.errors import NotFound
from app.facts.activities import queries as activities
from app.facts.activities.models import Sitting
from app.facts.activities.service import find
from app.facts.attendance import queries
from app.facts.attendance.leave.on_roll import LeaveLine, on_roll
from app.facts.attendance.models import ATTENDED, NOT_DUE
from app.facts.attendance.rules.presence import Told
from app.facts.attendance.rules.told import told
from app.facts.attendance.schemas import STATUS_LABELS, RollEntry, RollOut
from app.facts.attendance.signing import queries as signing
from app.facts.attendance.signing.code import shown_at
from app.facts.attendance.verdict import verdict


class Line(NamedTuple):
    """A due member: name and number, the mark that holds, the sign-in that counts, leave, verdict and why."""

    who: AnyRow
    mark: AnyRow | None
    came: AnyRow | None
    leave: LeaveLine | None
    status: Any
    reason: str


def lines(session: Session, council_id: str, sitting: Sitting, kind: str) -> list[Line]:
    """Return every due member in the order of the roll, with what holds of marks, sign-ins and leave."""
    marks = {row.member_id: row for row in queries.newest_marks(session, council_id, [sitting.id])}
    signed = {row.member_id: row for row in signing.presence(session, council_id, [sitting.id])}
    leave = on_roll(session, council_id, sitting.id)
    closed = sitting.roll_state == "closed"
    # A closed roll says what held when it was closed, whatever the rules are now.
    said = {} if closed or not signed else told(session, sitting, kind, signed)
    found = []
    for who in activities.invitations(session, council_id, sitting.activity_id):
        mark, came = marks.get(who.member_id), signed.get(who.member_id)
        away = leave.get(who.member_id)
        granted = away.verdict if away and away.state == "approved" else ""
        # Who was put on the list after closing has no mark there.
        came_as = said.get(who.member_id) or (Told("present") if came else None)
        says = verdict(mark, came=came_as, leave=granted, closed=closed)
        status = says.status if says else None
        if mark and mark.method == "closing" and not closed and mark.status != status:
            mark = None
        found.append(Line(who, mark, came, away, status, says.reason if says else ""))
    return found


def show(session: Session, actor: Actor, sitting_id: str) -> RollOut:
    """Return the roll of a sitting of a visible activity; a member sees only their own line.

    Raises:
        NotFound: missing, foreign, or none of the actor's business.
    """
    sitting = queries.sitting(session, actor.council_id, sitting_id)
    if sitting is None:
        raise NotFound()
    claim, activity = find(session, actor, sitting.activity_id)
    due = lines(session, actor.council_id, sitting, activity.kind)
    counts = Counter(str(line.status or "unmarked") for line in due)
    staff = actor.may("attendance:keep") or bool(
        actor.roles & {"chair", "auditor", "verifier", "council_admin"}
    )
    entries = []
    for row, mark, came, away, status, reason in due:
        if not staff and row.member_id != actor.member_id:
            continue
        entries.append(
            RollEntry(
                member_id=row.member_id,
                name=row.name,
                number=row.number,
                initials=row.initials,
                status=status,
                status_label=STATUS_LABELS[status] if status else "未登记",
                method=mark.method if mark else "sign_in" if came else "leave" if status else "",
                note=mark.note if mark else "",
                reason=reason,
                marked_at=mark.marked_at if mark else shown_at(came.step) if came else None,
                signed_in_at=shown_at(came.step) if came else None,
                late_recorded=bool(came and came.late_recorded),
                leave=away.state if away else None,
            )
        )
    return RollOut(
        sitting_id=sitting.id,
        activity_id=sitting.activity_id,
        title=claim.title,
        name=sitting.name,
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        state=sitting.roll_state,  # type: ignore[arg-type]
        claim_id=sitting.claim_id,
        due=len(due),
        counts=dict(counts),
        rate=rate(counts),
        entries=entries,
        version=sitting.version,
    )


def rate(counts: Counter[str]) -> str:
    """Return present (late and left early included) over due less excused-not-counted, one decimal.

    >>> rate(Counter(present=2, absent=1))
    '66.7%'
    """
    attended = sum(counts[word] for word in ATTENDED)
    counted = sum(counts.values()) - counts[NOT_DUE]
    if counted == 0:
        return "—"
    tenths = (attended * 2000 + counted) // (2 * counted)
    return f"{tenths // 10}.{tenths % 10}%"
