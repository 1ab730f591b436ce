"""Statements on scheme documents and adoptions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from app.core.db.base import AnyRow
from app.schemes.models import SchemeAdoption, SchemeDocument

_adopted = (
    select(
        SchemeDocument.id,
        SchemeDocument.code,
        SchemeDocument.title,
        SchemeDocument.digest,
        SchemeDocument.text,
    )
    .join(
        SchemeAdoption,
        and_(
            SchemeAdoption.council_id == SchemeDocument.council_id,
            SchemeAdoption.scheme_id == SchemeDocument.id,
        ),
    )
    .where(
        SchemeDocument.council_id == bindparam("council"),
        SchemeAdoption.year == bindparam("year"),
        SchemeAdoption.subject == bindparam("subject"),
    )
)
_adopted_digest = _adopted.with_only_columns(
    SchemeDocument.id, SchemeDocument.code, SchemeDocument.title, SchemeDocument.digest
)


def adopted(session: Session, council_id: str, year: int, subject: str = "member") -> AnyRow | None:
    """Return the scheme in force for a year and a kind of subject, with its text."""
    given = {"council": council_id, "year": year, "subject": subject}
    return session.connection().execute(_adopted, given).first()


def adopted_digest(session: Session, council_id: str, year: int) -> AnyRow | None:
    """Return the members' scheme in force for a year without its text."""
    given = {"council": council_id, "year": year, "subject": "member"}
    return session.connection().execute(_adopted_digest, given).first()


def adoption(session: Session, council_id: str, year: int, subject: str) -> SchemeAdoption | None:
    """Return the adoption for a year and a kind of subject."""
    statement = select(SchemeAdoption).where(
        SchemeAdoption.council_id == council_id,
        SchemeAdoption.year == year,
        SchemeAdoption.subject == subject,
    )
    return session.scalars(statement).first()


def adoptions_before(session: Session, council_id: str, year: int) -> list[AnyRow]:
    """Return (id, title, subject, year) of what the years before ``year`` adopted, the newest first."""
    statement = (
        select(SchemeDocument.id, SchemeDocument.title, SchemeAdoption.subject, SchemeAdoption.year)
        .join(
            SchemeAdoption,
            and_(
                SchemeAdoption.council_id == SchemeDocument.council_id,
                SchemeAdoption.scheme_id == SchemeDocument.id,
            ),
        )
        .where(SchemeDocument.council_id == council_id, SchemeAdoption.year < year)
        .order_by(SchemeAdoption.year.desc(), SchemeAdoption.subject)
    )
    return list(session.execute(statement).all())


def document(
    session: Session, council_id: str, scheme_id: str, *, lock: bool = False
) -> SchemeDocument | None:
    """Return one document."""
    statement = select(SchemeDocument).where(
        SchemeDocument.council_id == council_id, SchemeDocument.id == scheme_id
    )
    return session.scalars(statement.with_for_update() if lock else statement).first()


def by_digest(session: Session, council_id: str, digest: str) -> SchemeDocument | None:
    """Return the council's document with exactly this text."""
    return session.scalars(
        select(SchemeDocument).where(SchemeDocument.council_id == council_id, SchemeDocument.digest == digest)
    ).first()


def documents(
    session: Session, council_id: str, after: tuple[Any, ...] | None, limit: int
) -> list[SchemeDocument]:
    """Return documents, newest first."""
    statement = select(SchemeDocument).where(SchemeDocument.council_id == council_id)
    if after:
        statement = statement.where(SchemeDocument.id < after[0])
    return list(session.scalars(statement.order_by(SchemeDocument.id.desc()).limit(limit)))


def years_of(session: Session, council_id: str, scheme_ids: list[str]) -> dict[str, list[tuple[int, str]]]:
    """Return the years that adopted each document, and for which kind of subject."""
    found: dict[str, list[tuple[int, str]]] = {}
    statement = (
        select(SchemeAdoption.scheme_id, SchemeAdoption.year, SchemeAdoption.subject)
        .where(SchemeAdoption.council_id == council_id, SchemeAdoption.scheme_id.in_(scheme_ids))
        .order_by(SchemeAdoption.year)
    )
    for row in session.execute(statement):
        found.setdefault(row.scheme_id, []).append((row.year, row.subject))
    return found
