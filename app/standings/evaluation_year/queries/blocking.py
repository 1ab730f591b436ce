"""Statements on what a step waits for."""

from __future__ import annotations

from sqlalchemy import case, exists, func, select
from sqlalchemy.orm import Session

from app.council.models import DutyYear, Unit
from app.facts.ballots.models import BallotPoll
from app.facts.models import Claim
from app.facts.pledges.models import PledgeTemplate
from app.facts.statements.models import StatementRound
from app.ledger.models import DutyRecord
from app.standings.models import Run
from app.standings.objections.models import Objection

#: Offices that organise and verify; others count when they kept something of the year.
OFFICES = ("section", "liaison_office")


def waiting_claims(session: Session, year: DutyYear) -> dict[str, int]:
    """Return section → claims of a year that wait for it."""
    statement = (
        select(Claim.section_id, func.count())
        .where(
            Claim.council_id == year.council_id,
            Claim.state == "submitted",
            Claim.occurred_on.between(year.starts_on, year.ends_on),
        )
        .group_by(Claim.section_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def records_kept(session: Session, year: DutyYear) -> dict[str, int]:
    """Return section → how many records of a year it has kept, corrections aside."""
    sign = func.sum(case((DutyRecord.reverses_id.is_(None), 1), else_=-1))
    statement = (
        select(DutyRecord.section_id, sign)
        .where(DutyRecord.council_id == year.council_id, DutyRecord.year == year.year)
        .group_by(DutyRecord.section_id)
    )
    return {section: int(number) for section, number in session.execute(statement)}


def sections(session: Session, year: DutyYear, keeping: set[str]) -> list[Unit]:
    """Return who confirms a list: every office of the year, and whoever else kept something."""
    open_ = (Unit.closed_on.is_(None) | (Unit.closed_on >= year.starts_on)) & (
        Unit.opened_on.is_(None) | (Unit.opened_on <= year.ends_on)
    )
    statement = (
        select(Unit)
        .where(Unit.council_id == year.council_id, (Unit.kind.in_(OFFICES) & open_) | Unit.id.in_(keeping))
        .order_by(Unit.kind, Unit.sort, Unit.name, Unit.id)
    )
    return list(session.scalars(statement))


def open_rounds(session: Session, year: DutyYear) -> list[str]:
    """Return the titles of the rounds of statements that are not over."""
    statement = select(StatementRound.title).where(
        StatementRound.council_id == year.council_id,
        StatementRound.year == year.year,
        StatementRound.state == "open",
    )
    return list(session.scalars(statement))


def running_polls(session: Session, year: DutyYear) -> list[str]:
    """Return the titles of the ballots that are neither counted nor void."""
    statement = select(BallotPoll.title).where(
        BallotPoll.council_id == year.council_id,
        BallotPoll.year == year.year,
        BallotPoll.state.in_(("draft", "open", "closed")),
    )
    return list(session.scalars(statement.order_by(BallotPoll.id)))


def issued_templates(session: Session, year: DutyYear) -> list[str]:
    """Return the titles of pledges of a year that can still be signed or amended."""
    statement = select(PledgeTemplate.title).where(
        PledgeTemplate.council_id == year.council_id,
        PledgeTemplate.year == year.year,
        PledgeTemplate.state == "issued",
    )
    return list(session.scalars(statement.order_by(PledgeTemplate.id)))


def moved_since(session: Session, year: DutyYear, seq: int) -> int:
    """Return how many lines of a year the ledger has beyond a cut-off."""
    statement = select(func.count()).where(
        DutyRecord.council_id == year.council_id, DutyRecord.year == year.year, DutyRecord.seq > seq
    )
    return int(session.scalar(statement) or 0)


def open_objections(session: Session, year: DutyYear) -> int:
    """Return how many objections of a year wait for an answer."""
    statement = select(func.count()).where(
        Objection.council_id == year.council_id, Objection.year == year.year, Objection.state == "open"
    )
    return int(session.scalar(statement) or 0)


def is_running(session: Session, year: DutyYear) -> bool:
    """Tell whether a run of a year is under way."""
    running = exists().where(Run.council_id == year.council_id, Run.year == year.year, Run.state == "running")
    return bool(session.scalar(select(running)))
