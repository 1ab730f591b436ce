"""Statements on rounds, statements and texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, exists, func, select, update
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.db.base import AnyRow
from app.council.models import Member
from app.facts.statements.models import UNDONE, Statement, StatementRound, StatementText

#: Roles that read every statement of their council.
STAFF = frozenset({"section_clerk", "secretariat", "chair", "auditor"})


def round_(session: Session, council_id: str, round_id: str, *, lock: bool = False) -> StatementRound | None:
    """Return a round, locked for change if asked."""
    statement = select(StatementRound).where(
        StatementRound.council_id == council_id, StatementRound.id == round_id
    )
    return session.scalars(statement.with_for_update() if lock else statement).first()


def rounds(session: Session, council_id: str, round_id: str | None = None) -> list[StatementRound]:
    """Return the rounds, the newest year first."""
    statement = select(StatementRound).where(StatementRound.council_id == council_id)
    if round_id is not None:
        statement = statement.where(StatementRound.id == round_id)
    return list(session.scalars(statement.order_by(StatementRound.year.desc())))


def states(session: Session, council_id: str, round_ids: Sequence[str]) -> list[AnyRow]:
    """Return (round, state, how many)."""
    statement = (
        select(Statement.round_id, Statement.state, func.count().label("number"))
        .where(Statement.council_id == council_id, Statement.round_id.in_(round_ids))
        .group_by(Statement.round_id, Statement.state)
    )
    return list(session.execute(statement).all())


def _rows() -> Any:
    return (
        select(Statement, StatementRound, Member.name)
        .join(
            StatementRound,
            and_(StatementRound.council_id == Statement.council_id, StatementRound.id == Statement.round_id),
        )
        .join(Member, and_(Member.council_id == Statement.council_id, Member.id == Statement.member_id))
    )


def one(
    session: Session, actor: Actor, statement_id: str, *, own: bool = False, lock: bool = False
) -> AnyRow | None:
    """Return (statement, round, name) the actor may see, or only write; locked if asked."""
    statement = _rows().where(Statement.council_id == actor.council_id, Statement.id == statement_id)
    if own or not actor.roles & STAFF:
        statement = statement.where(Statement.member_id == (actor.member_id or actor.seat_id))
    found: AnyRow | None = session.execute(
        statement.with_for_update(of=Statement) if lock else statement
    ).first()
    return found


def listed(
    session: Session, council_id: str, *, round_id: str | None = None, member_id: str | None = None
) -> list[AnyRow]:
    """Return (statement, round, name) of a round or a member."""
    statement = _rows().where(Statement.council_id == council_id)
    if round_id is not None:
        statement = statement.where(Statement.round_id == round_id)
    if member_id is not None:
        statement = statement.where(Statement.member_id == member_id)
    ordered = statement.order_by(StatementRound.year.desc(), Member.stroke_key, Member.id)
    return list(session.execute(ordered).all())


def texts(session: Session, council_id: str, statement_id: str) -> list[StatementText]:
    """Return every version of a text, the newest first."""
    statement = (
        select(StatementText)
        .where(StatementText.council_id == council_id, StatementText.statement_id == statement_id)
        .order_by(StatementText.number.desc())
    )
    return list(session.scalars(statement))


def text(session: Session, council_id: str, statement_id: str, number: int) -> StatementText | None:
    """Return one version of a text."""
    statement = select(StatementText).where(
        StatementText.council_id == council_id,
        StatementText.statement_id == statement_id,
        StatementText.number == number,
    )
    return session.scalars(statement).first()


def of_claims(session: Session, council_id: str, claim_ids: Sequence[str]) -> dict[str, AnyRow]:
    """Return claim id → (statement, year of its round)."""
    statement = (
        select(Statement, StatementRound.year)
        .join(
            StatementRound,
            and_(StatementRound.council_id == Statement.council_id, StatementRound.id == Statement.round_id),
        )
        .where(Statement.council_id == council_id, Statement.claim_id.in_(claim_ids))
    )
    return {str(row[0].claim_id): row for row in session.execute(statement)}


def _lacking() -> Any:
    return and_(Statement.state.in_(UNDONE), Statement.excuse == "")


def remind(session: Session, council_id: str, round_id: str, now: datetime) -> int:
    """Note on every statement that is neither handed in nor excused that it was reminded; return how many."""
    statement = update(Statement).where(Statement.council_id == council_id, Statement.round_id == round_id)
    reminded = session.execute(statement.where(_lacking()).values(reminded_at=now).returning(Statement.id))
    return len(reminded.all())


def to_remind(session: Session, council_id: str, today: date, until: date) -> list[str]:
    """Return open rounds due soon, some statement lacking, that no clock reminded of."""
    lacks = exists().where(
        Statement.council_id == StatementRound.council_id,
        Statement.round_id == StatementRound.id,
        _lacking(),
    )
    statement: Any = select(StatementRound.id).where(
        StatementRound.council_id == council_id,
        StatementRound.state == "open",
        StatementRound.auto_reminded_at.is_(None),
        StatementRound.due_on.between(today, until),
        lacks,
    )
    return list(session.scalars(statement.order_by(StatementRound.id)))


def take_turn(session: Session, council_id: str, round_id: str, now: datetime) -> bool:
    """Note that the clock reminds of a round; False when it did so already, in any process."""
    taken = session.execute(
        update(StatementRound)
        .where(
            StatementRound.council_id == council_id,
            StatementRound.id == round_id,
            StatementRound.auto_reminded_at.is_(None),
        )
        .values(auto_reminded_at=now, reminded_at=now)
        .returning(StatementRound.id)
    )
    return taken.first() is not None
