"""Sums over the records that count, and the records behind one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from app.core.db.base import AnyRow
from app.core.db.prepared import Prepared
from app.council.models import DutyYear, Term
from app.facts.models import Claim
from app.ledger.models import DutyRecord
from app.ledger.queries import standing_records
from app.views.term_review.figures import BY_KEY, Condition, Figure

#: Every figure.
ALL_KEYS = tuple(BY_KEY)
#: Ends the name of the sum that a rate is a part of.
AMONG = "_among"


@cache
def _sums(keys: tuple[str, ...]) -> Prepared:
    """Return the statement that sums the figures of these keys; built once for each choice."""
    columns = []
    council: Any = bindparam("council")
    facts = sorted({BY_KEY[key].fact for key in keys})
    for figure in (BY_KEY[key] for key in keys):
        columns.append(_sum(figure, figure.where).label(figure.key))
        if figure.among is not None:
            columns.append(_sum(figure, figure.among).label(f"{figure.key}{AMONG}"))
    years = (
        select(DutyYear.year)
        .join(Term, and_(Term.council_id == DutyYear.council_id, Term.id == DutyYear.term_id))
        .where(DutyYear.council_id == council, Term.number == bindparam("term"))
    )
    return Prepared(
        standing_records(council)
        .where(DutyRecord.year.in_(years), or_(*(DutyRecord.fact == fact for fact in facts)))
        .with_only_columns(DutyRecord.fact, *columns)
        .group_by(DutyRecord.fact)
    )


def sums(session: Session, council_id: str, term: int, keys: tuple[str, ...] = ALL_KEYS) -> dict[str, Any]:
    """Return per fact one row with the sums of the figures, named by key (and ``key_among``).

    One statement reads the term's records once, whatever the number of figures. A fact without a
    row has no record in these years.
    """
    rows = _sums(keys).all(session.connection(), {"council": council_id, "term": term})
    return {row.fact: row for row in rows}


def _sum(figure: Figure, where: Condition) -> ColumnElement[int]:
    counted = case((and_(DutyRecord.fact == figure.fact, where), figure.amount), else_=0)
    return func.coalesce(func.sum(counted), 0)


def award_years(session: Session, council_id: str, figure: Figure) -> list[int]:
    """Return the years for which the award was won, in any term."""
    year = DutyRecord.attrs["year"].as_integer()
    statement = standing_records(council_id).where(DutyRecord.fact == figure.fact, figure.where)
    return sorted(set(session.scalars(statement.with_only_columns(year))))


def records(
    session: Session,
    council_id: str,
    figure: Figure,
    years: Sequence[int],
    *,
    award_years: Sequence[int] | None,
    after: tuple[object, ...] | None,
    limit: int,
) -> list[AnyRow]:
    """Return the records behind a figure with their claims' titles, newest posting first.

    Args:
        years: Duty years of the term.
        award_years: For the streak, the years of the awards instead, whenever they were posted.
        after: Sequence number of the last record of the page before.
    """
    wanted = figure.where if figure.among is None else figure.among
    statement = (
        standing_records(council_id)
        .join(Claim, and_(Claim.council_id == DutyRecord.council_id, Claim.id == DutyRecord.claim_id))
        .where(DutyRecord.fact == figure.fact, wanted)
        .with_only_columns(
            DutyRecord.id,
            DutyRecord.seq,
            DutyRecord.claim_id,
            DutyRecord.occurred_on,
            DutyRecord.type,
            DutyRecord.level,
            DutyRecord.status,
            Claim.title,
            figure.amount.label("amount"),
            case((figure.where, 1), else_=0).label("counts"),
        )
    )
    if award_years is None:
        statement = statement.where(DutyRecord.year.in_(years))
    else:
        statement = statement.where(DutyRecord.attrs["year"].as_integer().in_(award_years))
    if after:
        statement = statement.where(DutyRecord.seq < after[0])
    return list(session.execute(statement.order_by(DutyRecord.seq.desc()).limit(limit)).all())
