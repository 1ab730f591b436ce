"""A sitting's roll as its shape."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.db.base import AnyRow
from app.core.errors import NotFound
from app.facts.activities import queries as activities
from app.facts.activities.service import find
from app.facts.attendance import queries
from app.facts.attendance.leave.on_roll import LeaveLine, on_roll
from app.facts.attendance.models import ATTENDED, NOT_DUE
from app.facts.attendance.schemas import STATUS_LABELS, RollEntry, RollOut
from app.facts.attendance.signing import queries as signing
from app.facts.attendance.signing.code import shown_at
from app.facts.attendance.verdict import verdict


def show(session: Session, actor: Actor, sitting_id: str) -> RollOut:
    """Return the roll of a sitting of a visible activity; a member sees only their own line.

    Raises:
        NotFound: missing, foreign, or none of the actor's business.
    """
    sitting = queries.sitting(session, actor.council_id, sitting_id)
    if sitting is None:
        raise NotFound()
    claim, _ = find(session, actor, sitting.activity_id)
    marks = {row.member_id: row for row in queries.newest_marks(session, actor.council_id, [sitting.id])}
    signed = {row.member_id: row for row in signing.presence(session, actor.council_id, [sitting.id])}
    due = activities.invitations(session, actor.council_id, sitting.activity_id)
    leave = on_roll(session, actor.council_id, sitting.id)
    closed = sitting.roll_state == "closed"
    said = {row.member_id: _status(row.member_id, marks, signed, leave, closed) for row in due}
    counts = Counter(status or "unmarked" for status in said.values())
    staff = actor.may("attendance:keep") or bool(
        actor.roles & {"chair", "auditor", "verifier", "council_admin"}
    )
    entries = []
    for row in due:
        if not staff and row.member_id != actor.member_id:
            continue
        mark, status = marks.get(row.member_id), said[row.member_id]
        came, away = signed.get(row.member_id), leave.get(row.member_id)
        if mark and mark.method == "closing" and not closed:
            mark = mark if mark.status == status else None
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
                marked_at=mark.marked_at if mark else shown_at(came.step) if came else None,
                signed_in_at=shown_at(came.step) if came else None,
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


def _status(
    member_id: str,
    marks: dict[str, AnyRow],
    signed: dict[str, AnyRow],
    leave: dict[str, LeaveLine],
    closed: bool,
) -> Any:
    away = leave.get(member_id)
    granted = away.verdict if away and away.state == "approved" else ""
    return verdict(marks.get(member_id), signed=member_id in signed, leave=granted, closed=closed)


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
