"""Statements on attempts to sign in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from app.core.db.base import AnyRow
from app.council.models import Member
from app.facts.activities.models import Activity, Invitation, Sitting
from app.facts.attendance.signing.models import SignInAttempt, SignInDecision
from app.facts.models import Claim


def sittings(session: Session, council_id: str, member_id: str, sitting_ids: Sequence[str]) -> list[AnyRow]:
    """Return sittings with title, state of their activity, and whether the member is due.

    Each stays locked against closing until the transaction ends, not against other sign-ins.
    """
    due = exists().where(
        Invitation.council_id == council_id,
        Invitation.activity_id == Sitting.activity_id,
        Invitation.member_id == member_id,
    )
    statement = (
        select(
            Sitting.id, Sitting.starts_at, Sitting.ends_at, Sitting.roll_state, Sitting.name,
            Activity.state, Claim.title, due.label("due"),
        )
        .join(Activity, and_(Activity.council_id == Sitting.council_id, Activity.id == Sitting.activity_id))
        .join(Claim, and_(Claim.council_id == Sitting.council_id, Claim.id == Sitting.activity_id))
        .where(Sitting.council_id == council_id, Sitting.id.in_(sitting_ids))
        .with_for_update(read=True, of=Sitting)
    )  # fmt: skip
    return list(session.execute(statement).all())


def mine(
    session: Session, council_id: str, member_id: str, nonces: Sequence[str]
) -> dict[str, SignInAttempt]:
    """Return the member's attempts of these numbers."""
    statement = select(SignInAttempt).where(
        SignInAttempt.council_id == council_id,
        SignInAttempt.member_id == member_id,
        SignInAttempt.nonce.in_(nonces),
    )
    return {row.nonce: row for row in session.scalars(statement)}


def taken(session: Session, council_id: str, member_id: str, nonces: Sequence[str]) -> set[str]:
    """Return the numbers that another member's phone has sent."""
    statement = select(SignInAttempt.nonce).where(
        SignInAttempt.council_id == council_id,
        SignInAttempt.member_id != member_id,
        SignInAttempt.nonce.in_(nonces),
    )
    return set(session.scalars(statement))


def wrong_digits(
    session: Session, council_id: str, member_id: str, sitting_ids: Sequence[str]
) -> dict[str, int]:
    """Return how often the member typed wrong digits, by sitting."""
    statement = (
        select(SignInAttempt.sitting_id, func.count())
        .where(
            SignInAttempt.council_id == council_id,
            SignInAttempt.member_id == member_id,
            SignInAttempt.sitting_id.in_(sitting_ids),
            SignInAttempt.verdict == "wrong_digits",
        )
        .group_by(SignInAttempt.sitting_id)
    )
    return {str(sitting): int(count) for sitting, count in session.execute(statement)}


def hold(session: Session, council_id: str, member_id: str, sitting_ids: Sequence[str]) -> None:
    """Let one request after another guess a member's digits; side by side they would not be counted."""
    statement = (
        select(Invitation.id)
        .join(
            Sitting,
            and_(Sitting.council_id == Invitation.council_id, Sitting.activity_id == Invitation.activity_id),
        )
        .where(
            Invitation.council_id == council_id,
            Invitation.member_id == member_id,
            Sitting.id.in_(sitting_ids),
        )
        .order_by(Invitation.id)
        .with_for_update(of=Invitation)
    )
    session.execute(statement)


def add(session: Session, rows: list[dict[str, Any]]) -> None:
    """Insert attempts; one that another request of the same phone brought meanwhile stays as it is."""
    postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(SignInAttempt) if postgres else sqlite.insert(SignInAttempt)
    session.execute(insert.on_conflict_do_nothing(), rows)


_newest = aliased(SignInDecision)
_decision = (
    select(SignInDecision.decision)
    .where(
        SignInDecision.council_id == SignInAttempt.council_id,
        SignInDecision.attempt_id == SignInAttempt.id,
        ~exists().where(
            _newest.council_id == SignInDecision.council_id,
            _newest.attempt_id == SignInDecision.attempt_id,
            _newest.turn > SignInDecision.turn,
        ),
    )
    .scalar_subquery()
)
_counts = or_(
    and_(SignInAttempt.verdict == "accepted", func.coalesce(_decision, "") != "annulled"),
    and_(SignInAttempt.verdict == "queued", _decision == "confirmed"),
)
#: The earliest attempt that counts: the same whatever arrived first.
_presence = (
    select(SignInAttempt.sitting_id, SignInAttempt.member_id, func.min(SignInAttempt.step).label("step"))
    .where(
        SignInAttempt.council_id == bindparam("council"),
        SignInAttempt.sitting_id.in_(bindparam("sittings", expanding=True)),
        _counts,
    )
    .group_by(SignInAttempt.sitting_id, SignInAttempt.member_id)
)


def presence(session: Session, council_id: str, sitting_ids: Sequence[str]) -> list[AnyRow]:
    """Return sitting, member and step of the earliest attempt that counts."""
    given = {"council": council_id, "sittings": list(sitting_ids)}
    return list(session.connection().execute(_presence, given).all())


def present(session: Session, council_id: str, sitting_id: str) -> int:
    """Return how many of those who are due have signed in."""
    due = exists().where(
        Sitting.council_id == SignInAttempt.council_id,
        Sitting.id == SignInAttempt.sitting_id,
        Invitation.council_id == Sitting.council_id,
        Invitation.activity_id == Sitting.activity_id,
        Invitation.member_id == SignInAttempt.member_id,
    )
    statement = select(func.count(func.distinct(SignInAttempt.member_id))).where(
        SignInAttempt.council_id == council_id, SignInAttempt.sitting_id == sitting_id, _counts, due
    )
    return int(session.scalar(statement) or 0)


def any_of(session: Session, council_id: str, sitting_ids: Sequence[str]) -> bool:
    """Tell whether anybody tried to sign in at any of the sittings."""
    statement = select(SignInAttempt.id).where(
        SignInAttempt.council_id == council_id, SignInAttempt.sitting_id.in_(sitting_ids)
    )
    return session.execute(statement.limit(1)).first() is not None


def attempt(session: Session, council_id: str, attempt_id: str) -> SignInAttempt | None:
    """Return one attempt."""
    return session.get(SignInAttempt, (council_id, attempt_id))


def same(session: Session, given: SignInAttempt) -> list[AnyRow]:
    """Return ids of the member's attempts at the same sitting that were accepted or queued, with turns."""
    turns = (
        select(func.coalesce(func.max(SignInDecision.turn), 0))
        .where(
            SignInDecision.council_id == SignInAttempt.council_id,
            SignInDecision.attempt_id == SignInAttempt.id,
        )
        .scalar_subquery()
    )
    statement = select(SignInAttempt.id, turns.label("turn")).where(
        SignInAttempt.council_id == given.council_id,
        SignInAttempt.sitting_id == given.sitting_id,
        SignInAttempt.member_id == given.member_id,
        SignInAttempt.verdict.in_(("accepted", "queued")),
    )
    return list(session.execute(statement).all())


def log(session: Session, council_id: str, sitting_id: str) -> list[AnyRow]:
    """Return every attempt at a sitting, newest first, with decision and what is odd beside others."""
    one = SignInAttempt
    other, elsewhere, there = aliased(SignInAttempt), aliased(SignInAttempt), aliased(Sitting)
    came = ("accepted", "queued")
    shared = exists().where(
        other.council_id == one.council_id,
        other.sitting_id == one.sitting_id,
        other.device == one.device,
        other.member_id != one.member_id,
        other.verdict.in_(came),
    )
    overlap = exists().where(
        elsewhere.council_id == one.council_id,
        elsewhere.member_id == one.member_id,
        elsewhere.sitting_id != one.sitting_id,
        elsewhere.verdict.in_(came),
        there.council_id == elsewhere.council_id,
        there.id == elsewhere.sitting_id,
        there.starts_at < Sitting.ends_at,
        there.ends_at > Sitting.starts_at,
        there.activity_id != Sitting.activity_id,
    )
    reason = (
        select(SignInDecision.reason)
        .where(
            SignInDecision.council_id == one.council_id,
            SignInDecision.attempt_id == one.id,
        )
        .order_by(SignInDecision.turn.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(
            one, Member.name, Member.number, _decision.label("decision"), reason.label("reason"),
            case((_counts, True), else_=False).label("counts"),
            and_(one.verdict.in_(came), shared).label("shared"),
            and_(one.verdict.in_(came), overlap).label("overlap"),
        )
        .join(Member, and_(Member.council_id == one.council_id, Member.id == one.member_id))
        .join(Sitting, and_(Sitting.council_id == one.council_id, Sitting.id == one.sitting_id))
        .where(one.council_id == council_id, one.sitting_id == sitting_id)
        .order_by(one.id.desc())
    )  # fmt: skip
    return list(session.execute(statement).all())
