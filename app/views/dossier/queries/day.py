"""What a dossier needs to say how things stood on a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.core.db.base import AnyRow
from app.core.records import AuditEntry
from app.council.models import DutyYear, Member, Placement, Post, Unit
from app.council.queries import holds_on, is_member_on
from app.facts.ballots import queries as ballots
from app.facts.models import Claim
from app.ledger.models import DutyRecord
from app.standings.evaluation_year.models import SealedSheet
from app.standings.models import Run, ScorecardRow
from app.stewardship.sanctions.models import Sanction, SanctionEvent

_reversal = aliased(DutyRecord, name="reversal")


def member(session: Session, council_id: str, member_id: str) -> Member | None:
    """Return the member's row."""
    return session.get(Member, (council_id, member_id))


def years(session: Session, council_id: str) -> list[DutyYear]:
    """Return every duty year, the newest first."""
    statement = select(DutyYear).where(DutyYear.council_id == council_id)
    return list(session.scalars(statement.order_by(DutyYear.year.desc())))


def edits(session: Session, council_id: str, member_id: str, since: datetime) -> list[AuditEntry]:
    """Return how base facts were changed from a moment on, the earliest first."""
    statement = select(AuditEntry).where(
        AuditEntry.council_id == council_id,
        AuditEntry.object_id == member_id,
        AuditEntry.action == "member:edit",
        AuditEntry.at >= since,
    )
    return list(session.scalars(statement.order_by(AuditEntry.seq)))


def first_sheets(session: Session, council_id: str, member_id: str) -> list[str]:
    """Return the texts of the sheets as the years were sealed; each has the base facts of its day."""
    statement = select(SealedSheet.text).where(
        SealedSheet.council_id == council_id, SealedSheet.member_id == member_id, SealedSheet.version == 1
    )
    return [text for text in session.scalars(statement) if text]


def held(session: Session, council_id: str, member_id: str, day: date) -> list[AnyRow]:
    """Return (kind, name, role, first day, last day) of the posts and places of a day, posts first."""
    posts = select(Post.post, Post.starts_on, Post.ends_on).where(
        Post.council_id == council_id, Post.member_id == member_id, holds_on(Post, day)
    )
    places = (
        select(Placement.unit_kind, Unit.name, Placement.role, Placement.starts_on, Placement.ends_on)
        .join(Unit, and_(Unit.council_id == Placement.council_id, Unit.id == Placement.unit_id))
        .where(Placement.council_id == council_id, Placement.member_id == member_id, holds_on(Placement, day))
    )
    found: list[Any] = [
        ("post", row.post, "", row.starts_on, row.ends_on)
        for row in session.execute(posts.order_by(Post.starts_on))
    ]
    rows = session.execute(places.order_by(Placement.unit_kind, Placement.starts_on))
    return found + [tuple(row) for row in rows]


def is_member(session: Session, council_id: str, member_id: str, day: date) -> bool:
    """Tell whether a tenure runs on a day."""
    statement = select(Member.id).where(
        Member.council_id == council_id, Member.id == member_id, is_member_on(council_id, day)
    )
    return session.scalar(statement) is not None


def later_dates(session: Session, council_id: str, member_id: str, since: datetime) -> list[AuditEntry]:
    """Return how the dates of posts and places were entered or corrected from a moment on."""
    mine = [
        select(table.id).where(table.council_id == council_id, table.member_id == member_id)
        for table in (Placement, Post)
    ]
    statement = select(AuditEntry).where(
        AuditEntry.council_id == council_id,
        AuditEntry.object_kind.in_(("placement", "post")),
        or_(*(AuditEntry.object_id.in_(ids) for ids in mine)),
        AuditEntry.at >= since,
    )
    return list(session.scalars(statement.order_by(AuditEntry.seq)))


def records(
    session: Session, council_id: str, member_id: str, until: datetime, year: int | None, fact: str = ""
) -> list[AnyRow]:
    """Return the records that stood in the ledger before a moment, the newest first.

    Args:
        year: Of one duty year; None for all. fact: Of one kind only.
    """
    statement = (
        select(
            DutyRecord.id, DutyRecord.claim_id, Claim.title, DutyRecord.occurred_on, DutyRecord.fact,
            DutyRecord.type, DutyRecord.status, DutyRecord.role, DutyRecord.level, DutyRecord.quantity,
        )
        .join(Claim, and_(Claim.council_id == DutyRecord.council_id, Claim.id == DutyRecord.claim_id))
        .where(
            DutyRecord.council_id == council_id,
            DutyRecord.member_id == member_id,
            DutyRecord.posted_at < until,
            DutyRecord.reverses_id.is_(None),
            ~exists().where(
                _reversal.council_id == DutyRecord.council_id,
                _reversal.reverses_id == DutyRecord.id,
                _reversal.posted_at < until,
            ),
        )
        .order_by(DutyRecord.occurred_on.desc(), DutyRecord.seq.desc())
    )  # fmt: skip
    if year is not None:
        statement = statement.where(DutyRecord.year == year)
    if fact:
        statement = statement.where(DutyRecord.fact == fact)
    return list(session.execute(statement).all())


def head(session: Session, council_id: str, until: datetime) -> int:
    """Return the ledger's newest number before a moment."""
    statement = select(func.max(DutyRecord.seq)).where(
        DutyRecord.council_id == council_id, DutyRecord.posted_at < until
    )
    return session.scalar(statement) or 0


def ratings(session: Session, council_id: str, member_id: str, year: int, until: datetime) -> list[AnyRow]:
    """Return what polls that were counted before a moment said of the member."""
    rows = session.execute(ballots.rating(member_id, year), {"council": council_id}).all()
    return [row for row in rows if row.ended_at < until]


def sheet(
    session: Session, council_id: str, member_id: str, year: int, until: datetime
) -> SealedSheet | None:
    """Return the sealed sheet of a year in the version that was the newest before a moment."""
    statement = select(SealedSheet).where(
        SealedSheet.council_id == council_id,
        SealedSheet.member_id == member_id,
        SealedSheet.year == year,
        SealedSheet.kept_at < until,
    )
    return session.scalars(statement.order_by(SealedSheet.version.desc()).limit(1)).first()


def trace(session: Session, council_id: str, member_id: str, year: int, until: datetime) -> AnyRow | None:
    """Return (when, trace) of the run that was put in force last before a moment."""
    statement = (
        select(AuditEntry.at, ScorecardRow.trace)
        .join(Run, and_(Run.council_id == AuditEntry.council_id, Run.id == AuditEntry.object_id))
        .outerjoin(
            ScorecardRow,
            and_(
                ScorecardRow.council_id == Run.council_id,
                ScorecardRow.run_id == Run.id,
                ScorecardRow.member_id == member_id,
            ),
        )
        .where(
            AuditEntry.council_id == council_id,
            AuditEntry.action == "run:put_in_force",
            AuditEntry.at < until,
            Run.council_id == council_id,
            Run.year == year,
        )
    )
    return session.execute(statement.order_by(AuditEntry.seq.desc()).limit(1)).first()


def sanctions(session: Session, council_id: str, member_id: str, until: datetime) -> list[AnyRow]:
    """Return sanction and step of what had been done before a moment, in order."""
    statement = (
        select(Sanction, SanctionEvent)
        .join(
            SanctionEvent,
            and_(SanctionEvent.council_id == Sanction.council_id, SanctionEvent.sanction_id == Sanction.id),
        )
        .where(Sanction.council_id == council_id, Sanction.member_id == member_id, SanctionEvent.at < until)
        .order_by(Sanction.id, SanctionEvent.number)
    )
    return list(session.execute(statement).all())
