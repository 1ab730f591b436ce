"""Statements that gather a duty year for its pack."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app.access.models import Account, Seat
from app.core.db.base import AnyRow
from app.council.models import Member, Placement, Post, Unit
from app.facts.models import Claim
from app.facts.pledges.models import Pledge
from app.facts.pledges.queries import with_verdict
from app.facts.statements.models import Statement, StatementRound
from app.ledger.models import DutyRecord
from app.standings.evaluation_year.models import EvaluationYear
from app.standings.models import ScorecardRow
from app.views.pack.models import Pack

_reversal = aliased(DutyRecord, name="reversal")


def people(session: Session, council_id: str, run_id: str, only: str | None = None) -> list[AnyRow]:
    """Return (member, card) of everybody in a run, or of one member, in the order of the roster."""
    statement = (
        select(Member, ScorecardRow)
        .join(
            ScorecardRow,
            and_(ScorecardRow.council_id == Member.council_id, ScorecardRow.member_id == Member.id),
        )
        .where(Member.council_id == council_id, ScorecardRow.run_id == run_id)
        .order_by(Member.stroke_key, Member.id)
    )
    if only is not None:
        statement = statement.where(Member.id == only)
    return list(session.execute(statement).all())


def placed(session: Session, council_id: str, day: date) -> list[AnyRow]:
    """Return (member id, unit kind, unit) of everybody's places on a day."""
    statement = (
        select(Placement.member_id, Placement.unit_kind, Unit.name)
        .join(Unit, and_(Unit.council_id == Placement.council_id, Unit.id == Placement.unit_id))
        .where(
            Placement.council_id == council_id,
            Placement.starts_on <= day,
            or_(Placement.ends_on.is_(None), Placement.ends_on >= day),
        )
        .order_by(Placement.member_id, Placement.unit_kind, Unit.sort, Unit.name)
    )
    return list(session.execute(statement).all())


def posts(session: Session, council_id: str, day: date) -> list[AnyRow]:
    """Return (member id, post) of everybody who holds one on a day."""
    statement = (
        select(Post.member_id, Post.post)
        .where(
            Post.council_id == council_id,
            Post.starts_on <= day,
            or_(Post.ends_on.is_(None), Post.ends_on >= day),
        )
        .order_by(Post.member_id, Post.starts_on, Post.id)
    )
    return list(session.execute(statement).all())


def records(
    session: Session, council_id: str, year: int, until: int, only: str | None = None
) -> Iterator[AnyRow]:
    """Yield the lines of the ledger about members in a year, as they held at a cut-off.

    Args:
        until: The run's cut-off; a reversal behind it takes nothing back.
        only: The one member that is meant.
    """
    statement = (
        select(
            DutyRecord.id,
            DutyRecord.seq,
            DutyRecord.member_id,
            DutyRecord.occurred_on,
            DutyRecord.fact,
            DutyRecord.type,
            DutyRecord.status,
            DutyRecord.role,
            DutyRecord.level,
            DutyRecord.quantity,
            DutyRecord.attrs,
            Claim.title,
        )
        .join(Claim, and_(Claim.council_id == DutyRecord.council_id, Claim.id == DutyRecord.claim_id))
        .where(
            DutyRecord.council_id == council_id,
            DutyRecord.year == year,
            DutyRecord.seq <= until,
            DutyRecord.member_id.is_not(None),
            DutyRecord.reverses_id.is_(None),
            ~exists().where(
                _reversal.council_id == DutyRecord.council_id,
                _reversal.reverses_id == DutyRecord.id,
                _reversal.seq <= until,
            ),
        )
        .order_by(DutyRecord.occurred_on, DutyRecord.seq)
    )
    if only is not None:
        statement = statement.where(DutyRecord.member_id == only)
    yield from session.connection().execute(statement, execution_options={"yield_per": 1000})


def pledges(session: Session, council_id: str, year: int) -> list[AnyRow]:
    """Return (pledge, the verdict that holds or None) of every member's pledge of a year."""
    statement = (
        with_verdict(council_id).where(Pledge.year == year, Pledge.member_id.is_not(None)).order_by(Pledge.id)
    )
    return list(session.execute(statement).all())


def statements(session: Session, council_id: str, year: int) -> dict[str, str]:
    """Return member id → state of the statement of a year."""
    statement = (
        select(Statement.member_id, Statement.state)
        .join(
            StatementRound,
            and_(StatementRound.council_id == Statement.council_id, StatementRound.id == Statement.round_id),
        )
        .where(Statement.council_id == council_id, StatementRound.year == year)
    )
    return {row.member_id: row.state for row in session.execute(statement)}


def publicity(session: Session, council_id: str, year: int) -> str | None:
    """Return what the evaluation of a year makes known; None when it was not begun."""
    statement = select(EvaluationYear.publicity).where(
        EvaluationYear.council_id == council_id, EvaluationYear.year == year
    )
    return session.scalar(statement)


def account_name(session: Session, account_id: str) -> str:
    """Return the name of an account; empty for the shell."""
    return session.scalar(select(Account.display_name).where(Account.id == account_id)) or ""


def roles_of(session: Session, council_id: str, seat_id: str) -> frozenset[str]:
    """Return the roles that a seat has now; none when it or its account is closed."""
    statement = (
        select(Seat.roles)
        .join(Account, Account.id == Seat.account_id)
        .where(Seat.council_id == council_id, Seat.id == seat_id)
        .where(Seat.active.is_(True), Account.disabled.is_(False))
    )
    return frozenset(session.scalar(statement) or ())


def pack(session: Session, council_id: str, pack_id: str, *, lock: bool = False) -> Pack | None:
    """Return one pack."""
    statement = select(Pack).where(Pack.council_id == council_id, Pack.id == pack_id)
    return session.scalars(statement.with_for_update() if lock else statement).first()


def packs(session: Session, council_id: str, year: int | None = None) -> list[AnyRow]:
    """Return (pack, name of who began it), newest first."""
    statement = (
        select(Pack, Account.display_name)
        .outerjoin(Account, Account.id == Pack.started_by)
        .where(Pack.council_id == council_id)
    )
    if year is not None:
        statement = statement.where(Pack.year == year)
    return list(session.execute(statement.order_by(Pack.id.desc()).limit(100)).all())


def shown(session: Session, council_id: str, pack_id: str) -> AnyRow | None:
    """Return (pack, name of who began it) of one pack."""
    statement = (
        select(Pack, Account.display_name)
        .outerjoin(Account, Account.id == Pack.started_by)
        .where(Pack.council_id == council_id, Pack.id == pack_id)
    )
    return session.execute(statement).first()


def linked(session: Session, council_id: str, digest: str) -> Pack | None:
    """Return the pack that a download address leads to."""
    statement = select(Pack).where(Pack.council_id == council_id, Pack.link_digest == digest)
    return session.scalars(statement.with_for_update()).first()
