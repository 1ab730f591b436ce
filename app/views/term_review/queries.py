"""Sums over the records that count, and the records behind one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, case, func
from sqlalchemy.orm import Session

from app.core.db.base import AnyRow
from app.facts.models import Claim
from app.ledger.models import DutyRecord
from app.ledger.queries import standing_records
from app.views.term_review.figures import FIGURES, Condition, Figure

#: Two sums per figure: what counts, and of a rate what it is a part of.
_FACTS = sorted({figure.fact for figure in FIGURES})


def sums(session: Session, council_id: str, years: Sequence[int]) -> dict[str, AnyRow]:
    """Return per fact one row with the sums of all figures, named by key (and ``key:among``).

    One statement reads the term's records once, whatever the number of figures. A fact without a
    row has no record in these years.
    """
    columns = []
    for figure in FIGURES:
        columns.append(_sum(figure, figure.where).label(figure.key))
        if figure.among is not None:
            columns.append(_sum(figure, figure.among).label(f"{figure.key}:among"))
    statement = (
        standing_records(council_id)
        .where(DutyRecord.year.in_(years), DutyRecord.fact.in_(_FACTS))
        .with_only_columns(DutyRecord.fact, *columns)
        .group_by(DutyRecord.fact)
    )
    return {row.fact: row for row in session.execute(statement)}


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
