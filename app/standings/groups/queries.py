"""Statements on groups, their members and kept cards."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.core.db.base import AnyRow
from app.council.models import DutyYear, Member, Placement, Unit
from app.council.queries import holds_on, is_member_on
from app.facts.contributions.models import Contribution
from app.facts.models import Claim
from app.ledger.models import DutyRecord
from app.schemes.models import SchemeDocument
from app.standings.assemble import COLUMNS, COUNTING
from app.standings.groups.models import GroupResult, GroupScorecard
from app.standings.models import Run

_rows = (
    select(DutyRecord.unit_id, DutyRecord.claim_id, *COLUMNS)
    .where(COUNTING, DutyRecord.unit_id.is_not(None))
    .order_by(DutyRecord.unit_id, DutyRecord.seq)
)


def groups_of(session: Session, year: DutyYear, kinds: Collection[str]) -> list[AnyRow]:
    """Return id, kind and name of the groups of some kinds that were there in the year."""
    statement = (
        select(Unit.id, Unit.kind, Unit.name)
        .where(
            Unit.council_id == year.council_id,
            Unit.kind.in_(kinds),
            or_(Unit.opened_on.is_(None), Unit.opened_on <= year.ends_on),
            or_(Unit.closed_on.is_(None), Unit.closed_on >= year.starts_on),
        )
        .order_by(Unit.kind, Unit.sort, Unit.name)
    )
    return list(session.execute(statement))


def placed_on(session: Session, council_id: str, day: date, kinds: Collection[str]) -> dict[str, list[str]]:
    """Return unit id → the members who have a place in it on a day and are members then."""
    statement = (
        select(Placement.unit_id, Placement.member_id)
        .join(Member, and_(Member.council_id == Placement.council_id, Member.id == Placement.member_id))
        .where(
            Placement.council_id == council_id,
            Placement.unit_kind.in_(kinds),
            holds_on(Placement, day),
            is_member_on(council_id, day),
        )
        .distinct()
        .order_by(Placement.unit_id, Placement.member_id)
    )
    found: dict[str, list[str]] = {}
    for row in session.execute(statement):
        found.setdefault(row.unit_id, []).append(row.member_id)
    return found


def rows_by_unit(
    session: Session, council_id: str, year: int, until: int, unit_id: str | None = None
) -> Iterator[tuple[str, list[Any]]]:
    """Yield (unit id, its counting rows: claim, then what scoring reads) of a year up to a cut-off."""
    given = {"council": council_id, "year": year, "until": until}
    statement = _rows if unit_id is None else _rows.where(DutyRecord.unit_id == unit_id)
    rows = session.connection().execute(statement, given)
    for unit, some in groupby(rows, key=lambda row: str(row[0])):
        yield unit, [row[1:] for row in some]


def result_of(session: Session, council_id: str, run_id: str) -> GroupResult | None:
    """Return what a run keeps of the groups together."""
    statement = select(GroupResult).where(GroupResult.council_id == council_id, GroupResult.run_id == run_id)
    return session.scalars(statement).first()


def in_force(session: Session, council_id: str, year: int) -> AnyRow | None:
    """Return the groups' part of the run in force: run, cut-off, day and scheme, if it has one."""
    statement = (
        select(
            Run.id.label("run_id"),
            Run.ledger_seq,
            GroupResult.day,
            SchemeDocument.title,
            SchemeDocument.digest,
            SchemeDocument.text,
        )
        .join(GroupResult, and_(GroupResult.council_id == Run.council_id, GroupResult.run_id == Run.id))
        .join(
            SchemeDocument,
            and_(
                SchemeDocument.council_id == GroupResult.council_id,
                SchemeDocument.id == GroupResult.scheme_id,
            ),
        )
        .where(Run.council_id == council_id, Run.year == year, Run.state == "in_force")
    )
    return session.execute(statement).first()


def cards(session: Session, council_id: str, run_id: str) -> list[AnyRow]:
    """Return the kept cards of a run: group, kind, name, members, points, grade, place."""
    statement = (
        select(
            GroupScorecard.unit_id,
            Unit.kind,
            Unit.name,
            GroupScorecard.members,
            GroupScorecard.points,
            GroupScorecard.grade,
            GroupScorecard.place,
        )
        .join(Unit, and_(Unit.council_id == GroupScorecard.council_id, Unit.id == GroupScorecard.unit_id))
        .where(GroupScorecard.council_id == council_id, GroupScorecard.run_id == run_id)
        .order_by(Unit.kind, GroupScorecard.place, Unit.sort, Unit.name)
    )
    return list(session.execute(statement))


def card(session: Session, council_id: str, run_id: str, unit_id: str) -> AnyRow | None:
    """Return one kept card: group, kind, name, members, trace."""
    statement = (
        select(GroupScorecard.unit_id, Unit.kind, Unit.name, GroupScorecard.members, GroupScorecard.trace)
        .join(Unit, and_(Unit.council_id == GroupScorecard.council_id, Unit.id == GroupScorecard.unit_id))
        .where(
            GroupScorecard.council_id == council_id,
            GroupScorecard.run_id == run_id,
            GroupScorecard.unit_id == unit_id,
        )
    )
    return session.execute(statement).first()


def traces(session: Session, council_id: str, run_id: str) -> list[AnyRow]:
    """Return group, name and trace of every kept card of a run."""
    statement = (
        select(GroupScorecard.unit_id, Unit.name, GroupScorecard.trace)
        .join(Unit, and_(Unit.council_id == GroupScorecard.council_id, Unit.id == GroupScorecard.unit_id))
        .where(GroupScorecard.council_id == council_id, GroupScorecard.run_id == run_id)
    )
    return list(session.execute(statement))


def ticked(session: Session, year: DutyYear, unit_id: str) -> list[AnyRow]:
    """Return what was entered for a unit's checklist in a year, the newest first."""
    statement = (
        select(Claim.id, Claim.state, Claim.occurred_on, Contribution.data)
        .join(Contribution, and_(Contribution.council_id == Claim.council_id, Contribution.id == Claim.id))
        .where(
            Claim.council_id == year.council_id,
            Claim.kind == "contribution",
            Claim.type == "checklist",
            Claim.unit_id == unit_id,
            Claim.occurred_on.between(year.starts_on, year.ends_on),
        )
        .order_by(Claim.id.desc())
    )
    return list(session.execute(statement))


def behind(session: Session, council_id: str, record_ids: Sequence[str]) -> list[AnyRow]:
    """Return records with the titles of their claims, the newest first."""
    statement = (
        select(DutyRecord.id, DutyRecord.claim_id, Claim.title, DutyRecord.occurred_on)
        .join(Claim, and_(Claim.council_id == DutyRecord.council_id, Claim.id == DutyRecord.claim_id))
        .where(DutyRecord.council_id == council_id, DutyRecord.id.in_(record_ids))
        .order_by(DutyRecord.occurred_on.desc(), DutyRecord.seq.desc())
    )
    return list(session.execute(statement)) if record_ids else []
