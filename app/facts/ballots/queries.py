"""Statements on polls, the rated, the entitled, urns and results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from app.core.db.base import AnyRow
from app.facts.ballots.models import BallotPoll, BallotRated, BallotResult, BallotUrn, BallotVoter

_of_poll = and_(BallotResult.council_id == BallotPoll.council_id, BallotResult.poll_id == BallotPoll.id)


def poll(session: Session, council_id: str, poll_id: str, *, lock: bool = False) -> BallotPoll | None:
    """Return one poll; locked, all that happens to it waits in one line."""
    statement = select(BallotPoll).where(BallotPoll.council_id == council_id, BallotPoll.id == poll_id)
    return session.scalars(statement.with_for_update() if lock else statement).first()


def page(
    session: Session, council_id: str, *, year: int | None, after: tuple[Any, ...] | None, limit: int
) -> list[AnyRow]:
    """Return (poll, how many are rated, how many are entitled), newest first."""
    statement = select(BallotPoll, *_sizes()).where(BallotPoll.council_id == council_id)
    if year is not None:
        statement = statement.where(BallotPoll.year == year)
    if after:
        at, id_ = after
        earlier = and_(BallotPoll.created_at == at, BallotPoll.id < id_)
        statement = statement.where(or_(BallotPoll.created_at < at, earlier))
    ordered = statement.order_by(BallotPoll.created_at.desc(), BallotPoll.id.desc())
    return list(session.execute(ordered.limit(limit)).all())


def _sizes() -> list[Any]:
    sizes = []
    for table, name in ((BallotRated, "rated"), (BallotVoter, "entitled")):
        mine = and_(table.council_id == BallotPoll.council_id, table.poll_id == BallotPoll.id)
        sizes.append(select(func.count()).where(mine).correlate(BallotPoll).scalar_subquery().label(name))
    return sizes


def of_voter(session: Session, council_id: str, member_id: str, limit: int) -> list[AnyRow]:
    """Return (poll, place, participation, rated, entitled, returned) where the member is entitled."""
    statement = _of_voter(council_id, member_id).where(BallotPoll.state != "draft")
    ordered = statement.order_by(BallotPoll.opened_at.desc(), BallotPoll.id)
    return list(session.execute(ordered.limit(limit)).all())


def voter_row(session: Session, council_id: str, member_id: str, poll_id: str) -> AnyRow | None:
    """Return the same of one poll, None when the member is not entitled."""
    return session.execute(_of_voter(council_id, member_id).where(BallotPoll.id == poll_id)).first()


def _of_voter(council_id: str, member_id: str) -> Any:
    return (
        select(
            BallotPoll,
            BallotVoter.place,
            BallotUrn.participation,
            *_sizes(),
            BallotResult.returned.label("returned"),
        )
        .join(
            BallotVoter,
            and_(BallotVoter.council_id == BallotPoll.council_id, BallotVoter.poll_id == BallotPoll.id),
        )
        .outerjoin(
            BallotUrn, and_(BallotUrn.council_id == BallotPoll.council_id, BallotUrn.poll_id == BallotPoll.id)
        )
        .outerjoin(BallotResult, _of_poll)
        .where(BallotPoll.council_id == council_id, BallotVoter.member_id == member_id)
    )


def rated(session: Session, council_id: str, poll_id: str) -> list[str]:
    """Return the rated members in the order of the sheet."""
    statement = select(BallotRated.member_id).where(
        BallotRated.council_id == council_id, BallotRated.poll_id == poll_id
    )
    return list(session.scalars(statement.order_by(BallotRated.place)))


def voters(session: Session, council_id: str, poll_id: str) -> dict[str, int]:
    """Return entitled member → place, in an order that says nothing."""
    statement = select(BallotVoter.member_id, BallotVoter.place).where(
        BallotVoter.council_id == council_id, BallotVoter.poll_id == poll_id
    )
    found = session.execute(statement.order_by(BallotVoter.member_id))
    return {row.member_id: row.place for row in found}


def place(session: Session, council_id: str, poll_id: str, member_id: str) -> int | None:
    """Return the place of an entitled member, None for anybody else."""
    return session.scalar(
        select(BallotVoter.place).where(
            BallotVoter.council_id == council_id,
            BallotVoter.poll_id == poll_id,
            BallotVoter.member_id == member_id,
        )
    )


def urn(session: Session, council_id: str, poll_id: str) -> AnyRow | None:
    """Return (participation, slips, slips_used, sealed) of a poll that has begun and not ended."""
    statement = select(BallotUrn.participation, BallotUrn.slips, BallotUrn.slips_used, BallotUrn.sealed)
    mine = (BallotUrn.council_id == council_id, BallotUrn.poll_id == poll_id)
    return session.execute(statement.where(*mine)).first()


def write_urn(session: Session, council_id: str, poll_id: str, values: dict[str, Any]) -> None:
    """Rewrite the one row of an urn."""
    mine = (BallotUrn.council_id == council_id, BallotUrn.poll_id == poll_id)
    session.execute(update(BallotUrn).where(*mine).values(**values))


def remove_urn(session: Session, council_id: str, poll_id: str) -> None:
    """Forget who has voted and what was in the urn."""
    mine = (BallotUrn.council_id == council_id, BallotUrn.poll_id == poll_id)
    session.execute(delete(BallotUrn).where(*mine))


def add(session: Session, model: Any, rows: list[dict[str, Any]]) -> None:
    """Insert rows in the order given; a random id of each is its caller's business."""
    session.execute(insert(model), rows)


def result(session: Session, council_id: str, poll_id: str) -> BallotResult | None:
    """Return what a counted poll left."""
    mine = (BallotResult.council_id == council_id, BallotResult.poll_id == poll_id)
    return session.scalars(select(BallotResult).where(*mine)).first()


def results(session: Session, council_id: str, year: int) -> list[AnyRow]:
    """Return (poll, result) of every counted poll of a year, in the order they were counted."""
    return list(
        session.execute(
            select(BallotPoll, BallotResult)
            .join(BallotResult, _of_poll)
            .where(BallotPoll.council_id == council_id, BallotPoll.year == year)
            .order_by(BallotPoll.ended_at, BallotPoll.id)
        ).all()
    )


def of_claims(session: Session, council_id: str, claim_ids: Sequence[str]) -> dict[str, AnyRow]:
    """Return claim id → (poll, result) of results that were filed."""
    statement = (
        select(BallotPoll, BallotResult)
        .join(BallotResult, _of_poll)
        .where(BallotResult.council_id == council_id, BallotResult.claim_id.in_(claim_ids))
    )
    return {str(row[1].claim_id): row for row in session.execute(statement)}


def rating(member: Any, year: Any) -> Select[*tuple[Any, ...]]:
    """Return the statement of what counted polls of a year said of a member, the earliest first.

    Args:
        member, year: Expressions, so that a page can read it along with the rest.
    """
    return (
        select(
            BallotPoll.title,
            BallotPoll.grades,
            BallotPoll.ended_at,
            BallotResult.entitled,
            BallotResult.returned,
            BallotResult.invalid,
            BallotResult.counts,
        )
        .join(BallotResult, _of_poll)
        .join(
            BallotRated,
            and_(BallotRated.council_id == BallotPoll.council_id, BallotRated.poll_id == BallotPoll.id),
        )
        .where(
            BallotRated.council_id == bindparam("council"),
            BallotRated.member_id == member,
            BallotPoll.year == year,
            BallotPoll.state == "counted",
        )
        .order_by(BallotPoll.ended_at, BallotPoll.id)
    )


def filed_at(session: Session, council_id: str, poll_id: str) -> datetime | None:
    """Return since when a result stands in the ledger."""
    mine = (BallotResult.council_id == council_id, BallotResult.poll_id == poll_id)
    return session.scalar(select(BallotResult.filed_at).where(*mine))


def repeated_by(session: Session, council_id: str, poll_id: str) -> str | None:
    """Return the poll that repeats a void one and is not void itself."""
    return session.scalar(
        select(BallotPoll.id).where(
            BallotPoll.council_id == council_id,
            BallotPoll.repeats_id == poll_id,
            BallotPoll.state != "void",
        )
    )


def with_useless_key(session: Session, council_id: str) -> list[str]:
    """Return polls that have ended and whose key is not known to be destroyed."""
    return list(
        session.scalars(
            select(BallotPoll.id).where(
                BallotPoll.council_id == council_id,
                BallotPoll.state.in_(("counted", "void")),
                BallotPoll.opened_at.is_not(None),
                BallotPoll.key_destroyed_at.is_(None),
            )
        )
    )


def note_key_destroyed(session: Session, council_id: str, poll_id: str, at: datetime) -> bool:
    """Note that a poll's key is gone; False when another process noted it before."""
    mine = (BallotPoll.council_id == council_id, BallotPoll.id == poll_id)
    outcome = session.connection().execute(
        update(BallotPoll).where(*mine, BallotPoll.key_destroyed_at.is_(None)).values(key_destroyed_at=at)
    )
    return outcome.rowcount == 1
