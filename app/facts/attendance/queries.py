"""Statements on rolls and marks."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, delete, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.core.db.base import AnyRow
from app.facts.activities.models import Invitation, Sitting
from app.facts.attendance.models import AttendanceMark
from app.facts.attendance.signing.models import SignInAttempt, SignInDecision
from app.facts.models import Claim


def sittings_of_rolls(session: Session, council_id: str, claim_ids: Sequence[str]) -> dict[str, Sitting]:
    """Return the sitting of each roll claim."""
    statement = select(Sitting).where(Sitting.council_id == council_id, Sitting.claim_id.in_(claim_ids))
    return {str(row.claim_id): row for row in session.scalars(statement)}


def sitting(session: Session, council_id: str, sitting_id: str, *, lock: bool = False) -> Sitting | None:
    """Return one sitting, locked for change if asked."""
    statement = select(Sitting).where(Sitting.council_id == council_id, Sitting.id == sitting_id)
    return session.scalars(statement.with_for_update() if lock else statement).first()


_turns = (
    select(
        AttendanceMark.council_id,
        AttendanceMark.sitting_id,
        AttendanceMark.member_id,
        func.max(AttendanceMark.turn).label("turn"),
    )
    .where(
        AttendanceMark.council_id == bindparam("council"),
        AttendanceMark.sitting_id.in_(bindparam("sittings", expanding=True)),
    )
    .group_by(AttendanceMark.council_id, AttendanceMark.sitting_id, AttendanceMark.member_id)
    .subquery()
)
#: Built once: every closing of a roll runs it twice.
_newest = (
    select(
        AttendanceMark.sitting_id,
        AttendanceMark.member_id,
        AttendanceMark.status,
        AttendanceMark.method,
        AttendanceMark.note,
        AttendanceMark.marked_by,
        AttendanceMark.marked_at,
    )
    .join(
        _turns,
        and_(
            AttendanceMark.council_id == _turns.c.council_id,
            AttendanceMark.sitting_id == _turns.c.sitting_id,
            AttendanceMark.member_id == _turns.c.member_id,
            AttendanceMark.turn == _turns.c.turn,
        ),
    )
    # The sittings stand here too: SQLite would otherwise walk all marks of the council.
    .where(
        AttendanceMark.council_id == bindparam("council"),
        AttendanceMark.sitting_id.in_(bindparam("sittings", expanding=True)),
    )
    .order_by(AttendanceMark.sitting_id, AttendanceMark.member_id)
)


def newest_marks(session: Session, council_id: str, sitting_ids: Sequence[str]) -> list[AnyRow]:
    """Return the mark that counts of every marked member: the one of the greatest turn."""
    given = {"council": council_id, "sittings": list(sitting_ids)}
    return list(session.connection().execute(_newest, given).all())


def due_members(session: Session, council_id: str, activity_id: str) -> list[str]:
    """Return the ids of the members due at an activity."""
    statement = select(Invitation.member_id).where(
        Invitation.council_id == council_id, Invitation.activity_id == activity_id
    )
    return list(session.scalars(statement))


def drop_marks(
    session: Session, council_id: str, sitting_ids: Sequence[str], member_id: str | None = None
) -> None:
    """Delete what open rolls of the sittings noted, about one member or about all."""
    statement = delete(AttendanceMark).where(
        AttendanceMark.council_id == council_id, AttendanceMark.sitting_id.in_(sitting_ids)
    )
    if member_id is not None:
        statement = statement.where(AttendanceMark.member_id == member_id)
    session.execute(statement)


def attempts_of(session: Session, council_id: str, member_id: str, most: int) -> list[AnyRow]:
    """Return (title, sitting, attempt, decision that holds) of a member's attempts, oldest first."""
    later = aliased(SignInDecision)
    newer = exists().where(
        later.council_id == SignInDecision.council_id,
        later.attempt_id == SignInDecision.attempt_id,
        later.turn > SignInDecision.turn,
    )
    statement = (
        select(Claim.title, Sitting.name, SignInAttempt, SignInDecision.decision)
        .outerjoin(
            Sitting,
            and_(Sitting.council_id == SignInAttempt.council_id, Sitting.id == SignInAttempt.sitting_id),
        )
        .outerjoin(Claim, and_(Claim.council_id == Sitting.council_id, Claim.id == Sitting.activity_id))
        .outerjoin(
            SignInDecision,
            and_(
                SignInDecision.council_id == SignInAttempt.council_id,
                SignInDecision.attempt_id == SignInAttempt.id,
                ~newer,
            ),
        )
        .where(SignInAttempt.council_id == council_id, SignInAttempt.member_id == member_id)
        .order_by(SignInAttempt.id)
        .limit(most)
    )
    return list(session.execute(statement).all())
