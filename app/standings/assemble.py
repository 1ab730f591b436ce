"""Duty records to scoring entries: the rows that count, by cut-off."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text, and_, bindparam, cast, exists, select
from sqlalchemy.orm import Session, aliased

from app.core.db.prepared import Prepared
from app.ledger.models import DutyRecord

_reversal = aliased(DutyRecord, name="reversal")
#: ``app.scoring``'s stored row: id, day, quantity, then the six columns of a record's shape.
COLUMNS = (
    DutyRecord.id,
    cast(DutyRecord.occurred_on, Text).label("day"),
    DutyRecord.quantity,
    DutyRecord.fact,
    DutyRecord.type,
    DutyRecord.status,
    DutyRecord.role,
    DutyRecord.level,
    cast(DutyRecord.attrs, Text).label("attrs"),
)
_stands = and_(
    DutyRecord.council_id == bindparam("council"),
    DutyRecord.reverses_id.is_(None),
    # As a sum it cannot lead SQLite to the index of numbers, which would read the whole ledger.
    DutyRecord.seq + 0 <= bindparam("until"),
    ~exists().where(
        _reversal.council_id == DutyRecord.council_id,
        _reversal.reverses_id == DutyRecord.id,
        _reversal.seq <= bindparam("until"),
    ),
)
#: The condition that a record counts at a cut-off: binds council, year and until.
COUNTING = and_(DutyRecord.year == bindparam("year"), _stands)
_one = Prepared(select(*COLUMNS).where(COUNTING, DutyRecord.member_id == bindparam("member")))
_some = (
    select(DutyRecord.member_id, *COLUMNS)
    .where(COUNTING, DutyRecord.member_id.in_(bindparam("members", expanding=True)))
    .order_by(DutyRecord.member_id)
)
_recorded = (
    select(DutyRecord.member_id)
    # Here the year is the sum: the index of members gives them in order, so that few are read.
    .where(_stands, DutyRecord.year + 0 == bindparam("year"), DutyRecord.member_id > bindparam("after"))
    .group_by(DutyRecord.member_id)
    .order_by(DutyRecord.member_id)
)
NEWEST = 2**62


def entries_of(
    session: Session, council_id: str, member_id: str, year: int, until: int = NEWEST
) -> list[Any]:
    """Return one member's entries of a year as rows the engine reads directly."""
    given = {"council": council_id, "year": year, "until": until, "member": member_id}
    return _one.all(session.connection(), given)


def entries_of_some(
    session: Session, council_id: str, year: int, until: int, members: list[str]
) -> dict[str, list[Any]]:
    """Return the entries of some members of a year; who has none is absent."""
    given = {"council": council_id, "year": year, "until": until, "members": members}
    found: dict[str, list[Any]] = {}
    for row in session.connection().execute(_some, given):
        found.setdefault(str(row[0]), []).append(row[1:])
    return found


def recorded_after(
    session: Session, council_id: str, year: int, until: int, after: str, limit: int
) -> list[str]:
    """Return who has entries in a year, by id, from behind an id."""
    given = {"council": council_id, "year": year, "until": until, "after": after}
    return [str(row[0]) for row in session.connection().execute(_recorded.limit(limit), given)]
