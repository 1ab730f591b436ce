"""Keeping a sitting's roll; closing it is the ledger's verb."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.clock import beijing_date
from app.core.errors import Conflict, FieldError, Forbidden, Invalid, NotFound, Stale
from app.core.ids import new_id
from app.facts import policy
from app.facts.activities.models import Sitting
from app.facts.activities.service import find
from app.facts.attendance import queries
from app.facts.attendance.models import AttendanceMark
from app.facts.attendance.schemas import RollLine
from app.facts.claim import NewClaim, open_claims
from app.facts.models import Claim


def open_sitting(
    session: Session, actor: Actor, sitting_id: str, version: int | None = None
) -> tuple[Sitting, Claim]:
    """Return a sitting whose roll the actor may keep, locked, with its activity's claim.

    Raises:
        NotFound: missing, another council's, or of an activity the actor does not see.
        Forbidden: another section organised it.
        Conflict: the activity was cancelled.
        Stale: the roll was kept by somebody else meanwhile.
    """
    sitting = queries.sitting(session, actor.council_id, sitting_id, lock=True)
    if sitting is None:
        raise NotFound()
    claim, activity = find(session, actor, sitting.activity_id)
    policy.organises(actor, claim.section_id)
    if activity.state == "cancelled":
        raise Conflict("活动已取消，不能登记出席。", word="cancelled")
    if version is not None and sitting.version != version:
        raise Stale()
    return sitting, claim


def keep(
    session: Session,
    actor: Actor,
    sitting_id: str,
    lines: Sequence[RollLine],
    *,
    version: int | None = None,
    method: str = "clerk",
) -> Sitting:
    """Note many members' attendance at once; what was noted before stays as history.

    Raises:
        Invalid: members who are not due or named twice, all at once.
        Forbidden: a line about oneself (``own_line``).
        Conflict: the roll is closed.
    """
    sitting, claim = open_sitting(session, actor, sitting_id, version)
    if sitting.roll_state == "closed":
        raise Conflict("本次出席已确认，如需更正请先重新打开。", word="roll_closed")
    _check(session, actor, sitting, lines)
    sitting.version += 1
    if sitting.claim_id is None:
        new = NewClaim(
            kind="attendance",
            type="roll",
            title=f"{claim.title} {sitting.name}".strip()[:200],
            section_id=claim.section_id,
            occurred_on=beijing_date(sitting.starts_at),
        )
        sitting.claim_id = open_claims(session, actor, [new])[0]
    session.flush()
    add_marks(
        session,
        actor,
        sitting,
        [(line.member_id, line.status, line.note) for line in lines],
        method,
    )
    after = {"lines": len(lines), "method": method, "turn": sitting.version}
    audit.record(session, "roll:keep", "sitting", sitting.id, after=after)
    return sitting


def add_marks(
    session: Session,
    actor: Actor,
    sitting: Sitting,
    marks: Sequence[tuple[str, str, str]],
    method: str,
) -> None:
    """Insert marks (member id, status, note) of the sitting's present turn in one statement."""
    now = clock.now()
    if marks:
        session.execute(
            insert(AttendanceMark),
            [
                {
                    "council_id": actor.council_id,
                    "id": new_id(),
                    "sitting_id": sitting.id,
                    "member_id": member_id,
                    "turn": sitting.version,
                    "status": status,
                    "method": method,
                    "note": note,
                    "marked_by": actor.account_id,
                    "marked_at": now,
                }
                for member_id, status, note in marks
            ],
        )


def _check(session: Session, actor: Actor, sitting: Sitting, lines: Sequence[RollLine]) -> None:
    due = set(queries.due_members(session, actor.council_id, sitting.activity_id))
    errors: list[FieldError] = []
    seen: set[str] = set()
    for index, line in enumerate(lines):
        where = f"lines[{index}].member_id"
        if line.member_id in seen:
            errors.append(FieldError(where, "twice", "同一位委员出现了两次。"))
        elif line.member_id not in due:
            errors.append(FieldError(where, "not_due", "这位委员不在本次应到名单中。"))
        seen.add(line.member_id)
    if errors:
        raise Invalid(errors=errors)
    if actor.member_id in seen:
        raise Forbidden("不能登记自己的出席，请由其他工作人员登记。", word="own_line")
