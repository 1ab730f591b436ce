"""Statements on sanctions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, delete, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.access.models import Account
from app.core.db.base import AnyRow
from app.council.models import Member
from app.facts.models import Claim
from app.ledger.models import DutyRecord
from app.standings.models import Run, ScorecardRow
from app.stewardship.sanctions.models import Sanction, SanctionEvent, SanctionEvidence, SanctionGround
from app.stewardship.sanctions.policy import ENDS, STANDING

MOST = 500


def _shown(council_id: str) -> Any:
    heard = exists().where(
        SanctionEvent.council_id == Sanction.council_id,
        SanctionEvent.sanction_id == Sanction.id,
        SanctionEvent.act == "state",
    )
    return (
        select(Sanction, Member.name, Member.number, heard.label("heard"))
        .join(Member, and_(Member.council_id == Sanction.council_id, Member.id == Sanction.member_id))
        .where(Sanction.council_id == council_id)
    )


def page(
    session: Session, council_id: str, state: str | None, year: int | None, after: Any, limit: int
) -> list[AnyRow]:
    """Return sanction, name, number and whether the member was heard, the newest first."""
    statement = _shown(council_id)
    if state is not None:
        statement = statement.where(Sanction.state == state)
    if year is not None:
        statement = statement.where(Sanction.year == year)
    if after:
        statement = statement.where(Sanction.id < after[0])
    return list(session.execute(statement.order_by(Sanction.id.desc()).limit(limit)))


def own(session: Session, council_id: str, member_id: str) -> list[AnyRow]:
    """Return what a member has been told of, the newest first."""
    statement = _shown(council_id).where(Sanction.member_id == member_id, Sanction.hear_by.is_not(None))
    return list(session.execute(statement.order_by(Sanction.id.desc()).limit(MOST)))


def one(session: Session, council_id: str, sanction_id: str) -> AnyRow | None:
    """Return one sanction with name, number and whether the member was heard."""
    return session.execute(_shown(council_id).where(Sanction.id == sanction_id)).first()


def lock(session: Session, council_id: str, sanction_id: str) -> Sanction | None:
    """Return one sanction to be changed."""
    statement = select(Sanction).where(Sanction.council_id == council_id, Sanction.id == sanction_id)
    return session.scalars(statement.with_for_update().execution_options(populate_existing=True)).first()


def grounds(session: Session, council_id: str, ids: Sequence[str]) -> list[SanctionGround]:
    """Return the grounds of some sanctions in their order."""
    statement = select(SanctionGround).where(
        SanctionGround.council_id == council_id, SanctionGround.sanction_id.in_(ids)
    )
    return list(session.scalars(statement.order_by(SanctionGround.sanction_id, SanctionGround.place)))


def evidence(session: Session, council_id: str, sanction_id: str) -> list[AnyRow]:
    """Return evidence, its record's claim, day and title, and the trace of the card it names."""
    record = aliased(DutyRecord)
    statement = (
        select(
            SanctionEvidence,
            record.claim_id,
            record.occurred_on,
            Claim.title,
            ScorecardRow.trace,
            Run.year.label("run_year"),
        )
        .join(
            SanctionGround,
            and_(
                SanctionGround.council_id == SanctionEvidence.council_id,
                SanctionGround.id == SanctionEvidence.ground_id,
            ),
        )
        .join(
            Sanction,
            and_(Sanction.council_id == council_id, Sanction.id == SanctionGround.sanction_id),
        )
        .outerjoin(record, and_(record.council_id == council_id, record.id == SanctionEvidence.record_id))
        .outerjoin(Claim, and_(Claim.council_id == council_id, Claim.id == record.claim_id))
        .outerjoin(Run, and_(Run.council_id == council_id, Run.id == SanctionEvidence.run_id))
        .outerjoin(
            ScorecardRow,
            and_(
                ScorecardRow.council_id == council_id,
                ScorecardRow.run_id == SanctionEvidence.run_id,
                ScorecardRow.member_id == Sanction.member_id,
            ),
        )
        .where(SanctionEvidence.council_id == council_id, SanctionGround.sanction_id == sanction_id)
        .order_by(SanctionGround.place, SanctionEvidence.place)
    )
    return list(session.execute(statement).all())


def events(session: Session, council_id: str, sanction_id: str) -> list[AnyRow]:
    """Return every step and who took it, in order."""
    statement = (
        select(SanctionEvent, Account.display_name.label("clerk"))
        .outerjoin(Account, Account.id == SanctionEvent.by)
        .where(SanctionEvent.council_id == council_id, SanctionEvent.sanction_id == sanction_id)
        .order_by(SanctionEvent.number)
    )
    return list(session.execute(statement).all())


def newest(session: Session, council_id: str, sanction_id: str, act: str) -> SanctionEvent | None:
    """Return the newest step of a kind."""
    statement = select(SanctionEvent).where(
        SanctionEvent.council_id == council_id,
        SanctionEvent.sanction_id == sanction_id,
        SanctionEvent.act == act,
    )
    return session.scalars(statement.order_by(SanctionEvent.number.desc()).limit(1)).first()


def count(session: Session, council_id: str, sanction_id: str) -> int:
    """Return how many steps were taken."""
    statement = select(func.count()).where(
        SanctionEvent.council_id == council_id, SanctionEvent.sanction_id == sanction_id
    )
    return session.scalars(statement).one()


def clear(session: Session, council_id: str, sanction_id: str) -> None:
    """Remove the grounds of a draft, to be written anew."""
    mine = select(SanctionGround.id).where(
        SanctionGround.council_id == council_id, SanctionGround.sanction_id == sanction_id
    )
    session.execute(
        delete(SanctionEvidence).where(
            SanctionEvidence.council_id == council_id, SanctionEvidence.ground_id.in_(mine)
        )
    )
    session.execute(
        delete(SanctionGround).where(
            SanctionGround.council_id == council_id, SanctionGround.sanction_id == sanction_id
        )
    )


def known_records(session: Session, council_id: str, member_id: str, ids: Sequence[str]) -> set[str]:
    """Return which of the ids are records of the member."""
    statement = select(DutyRecord.id).where(
        DutyRecord.council_id == council_id, DutyRecord.member_id == member_id, DutyRecord.id.in_(ids)
    )
    return set(session.scalars(statement))


def cards(session: Session, council_id: str, member_id: str, ids: Sequence[str]) -> dict[str, str]:
    """Return run → trace of the member's cards in some runs."""
    statement = select(ScorecardRow.run_id, ScorecardRow.trace).where(
        ScorecardRow.council_id == council_id,
        ScorecardRow.member_id == member_id,
        ScorecardRow.run_id.in_(ids),
    )
    return {row.run_id: row.trace for row in session.execute(statement)}


def sanctioned(session: Session, council_id: str, first: date, last: date) -> set[str]:
    """Return who has a standing sanction that was decided from ``first`` to ``last``."""
    statement = select(Sanction.member_id).where(
        Sanction.council_id == council_id,
        Sanction.state.in_(STANDING),
        Sanction.kind != "resignation",
        Sanction.decided_on >= first,
        Sanction.decided_on <= last,
    )
    return set(session.scalars(statement))


def of_year(session: Session, council_id: str, year: int) -> list[Sanction]:
    """Return the sanctions of a year, the newest first."""
    statement = select(Sanction).where(Sanction.council_id == council_id, Sanction.year == year)
    return list(session.scalars(statement.order_by(Sanction.id.desc())))


def to_end(session: Session, council_id: str, today: date) -> list[str]:
    """Return the sanctions whose day has come and whose member still has rights."""
    statement = select(Sanction.id).where(
        Sanction.council_id == council_id,
        Sanction.kind.in_(tuple(ENDS)),
        Sanction.state.in_(STANDING),
        Sanction.effect_on <= today,
        Sanction.rights_ended_at.is_(None),
    )
    return list(session.scalars(statement.order_by(Sanction.id)))


def is_visible(row: Sanction) -> bool:
    """Tell whether the member has been told of it."""
    return row.hear_by is not None
