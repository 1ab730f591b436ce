"""Statements on an evaluation year's own tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.standings.erasures.models import Erasure
from app.standings.evaluation_year.models import (
    EvaluationAct,
    EvaluationYear,
    GradeProposal,
    LetterRead,
    ListConfirmation,
    SealedSheet,
    SheetSignature,
    YearSeal,
)


def year(session: Session, council_id: str, number: int) -> EvaluationYear | None:
    """Return the evaluation of a duty year, if it was opened."""
    statement = select(EvaluationYear).where(
        EvaluationYear.council_id == council_id, EvaluationYear.year == number
    )
    return session.scalars(statement).first()


def years(session: Session, council_id: str) -> list[EvaluationYear]:
    """Return every evaluation, the newest year first."""
    statement = select(EvaluationYear).where(EvaluationYear.council_id == council_id)
    return list(session.scalars(statement.order_by(EvaluationYear.year.desc())))


def acts(session: Session, council_id: str, number: int | None = None) -> list[EvaluationAct]:
    """Return what was done with the steps of a year (or of all), in order."""
    statement = select(EvaluationAct).where(EvaluationAct.council_id == council_id)
    if number is not None:
        statement = statement.where(EvaluationAct.year == number)
    return list(session.scalars(statement.order_by(EvaluationAct.year, EvaluationAct.turn)))


def confirmations(session: Session, council_id: str, number: int, round_: int) -> dict[str, ListConfirmation]:
    """Return unit → its confirmation in a round."""
    statement = select(ListConfirmation).where(
        ListConfirmation.council_id == council_id,
        ListConfirmation.year == number,
        ListConfirmation.round == round_,
    )
    return {row.unit_id: row for row in session.scalars(statement)}


def signatures(
    session: Session, council_id: str, number: int, member_id: str | None = None
) -> dict[str, SheetSignature]:
    """Return member → the newest signature of a year."""
    statement = select(SheetSignature).where(
        SheetSignature.council_id == council_id, SheetSignature.year == number
    )
    if member_id is not None:
        statement = statement.where(SheetSignature.member_id == member_id)
    return {row.member_id: row for row in session.scalars(statement.order_by(SheetSignature.number))}


def proposal(session: Session, council_id: str, number: int) -> GradeProposal | None:
    """Return the newest proposal of grades of a year."""
    statement = (
        select(GradeProposal)
        .where(GradeProposal.council_id == council_id, GradeProposal.year == number)
        .order_by(GradeProposal.number.desc())
        .limit(1)
    )
    return session.scalars(statement).first()


def reads(session: Session, council_id: str, number: int, proposal_number: int) -> dict[str, LetterRead]:
    """Return member → when the letter of a proposal was read."""
    statement = select(LetterRead).where(
        LetterRead.council_id == council_id,
        LetterRead.year == number,
        LetterRead.number == proposal_number,
    )
    return {row.member_id: row for row in session.scalars(statement)}


def own_marks(session: Session, council_id: str, member_id: str) -> tuple[set[int], set[tuple[int, int]]]:
    """Return the years that a member has signed, and (year, proposal) of the letters that were read."""
    signed = select(SheetSignature.year).where(
        SheetSignature.council_id == council_id, SheetSignature.member_id == member_id
    )
    read = select(LetterRead.year, LetterRead.number).where(
        LetterRead.council_id == council_id, LetterRead.member_id == member_id
    )
    return set(session.scalars(signed)), {(row.year, row.number) for row in session.execute(read)}


def seal(session: Session, council_id: str, number: int) -> YearSeal | None:
    """Return the seal of a year."""
    statement = select(YearSeal).where(YearSeal.council_id == council_id, YearSeal.year == number)
    return session.scalars(statement).first()


def seals(session: Session, council_id: str) -> list[YearSeal]:
    """Return every seal, the oldest year first."""
    statement = select(YearSeal).where(YearSeal.council_id == council_id).order_by(YearSeal.year)
    return list(session.scalars(statement))


def sheets(session: Session, council_id: str, number: int, member_id: str | None = None) -> list[SealedSheet]:
    """Return every version of the sheets of a year, by member and version."""
    statement = select(SealedSheet).where(SealedSheet.council_id == council_id, SealedSheet.year == number)
    if member_id is not None:
        statement = statement.where(SealedSheet.member_id == member_id)
    return list(session.scalars(statement.order_by(SealedSheet.member_id, SealedSheet.version)))


_later: Any = aliased(SealedSheet, name="later")
_superseded = (
    select(_later.id)
    .where(
        _later.council_id == SealedSheet.council_id,
        _later.year == SealedSheet.year,
        _later.member_id == SealedSheet.member_id,
        _later.version > SealedSheet.version,
    )
    .exists()
)


def newest_sheets(
    session: Session, council_id: str, number: int, member_id: str | None = None
) -> list[SealedSheet]:
    """Return the newest version of each member's sheet of a year, by member."""
    statement = select(SealedSheet).where(
        SealedSheet.council_id == council_id, SealedSheet.year == number, ~_superseded
    )
    if member_id is not None:
        statement = statement.where(SealedSheet.member_id == member_id)
    return list(session.scalars(statement.order_by(SealedSheet.member_id)))


def is_newest(session: Session, council_id: str, code: str) -> bool | None:
    """Tell whether a code stands on the newest version of some sheet; None when on none."""
    statement = select(~_superseded).where(SealedSheet.council_id == council_id, SealedSheet.code == code)
    found = session.scalar(statement)
    return None if found is None else bool(found)


def own_sheets(session: Session, council_id: str, member_id: str) -> list[SealedSheet]:
    """Return the newest sheets of a member, the newest year first."""
    statement = select(SealedSheet).where(
        SealedSheet.council_id == council_id, SealedSheet.member_id == member_id, ~_superseded
    )
    return list(session.scalars(statement.order_by(SealedSheet.year.desc())))


def blanked(session: Session, council_id: str) -> set[str]:
    """Return the ids of the sheets whose bodies were ordered to be erased."""
    statement = select(Erasure.object_id).where(
        Erasure.council_id == council_id, Erasure.what == "sealed_body"
    )
    return set(session.scalars(statement))
