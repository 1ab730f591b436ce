"""Sections confirm that their records of a year are complete."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, Forbidden, NotFound
from app.core.ids import new_id
from app.council import queries as council
from app.council.models import DutyYear, Unit
from app.standings.evaluation_year import begun, queries
from app.standings.evaluation_year.course import Course
from app.standings.evaluation_year.models import ListConfirmation
from app.standings.evaluation_year.queries import blocking

_KEEPERS = frozenset({"section_clerk", "verifier", "convener"})


@dataclass(frozen=True, slots=True)
class SectionList:
    """One section's list: how many records it kept, how many claims wait, and its confirmation."""

    unit: Unit
    records: int
    waiting: int
    confirmation: ListConfirmation | None


def lists(session: Session, year: DutyYear, course: Course) -> list[SectionList]:
    """Return the lists of all who have to confirm one."""
    kept = blocking.records_kept(session, year)
    waiting = blocking.waiting_claims(session, year)
    known = queries.confirmations(session, year.council_id, year.year, course.round)
    return [
        SectionList(unit, kept.get(unit.id, 0), waiting.get(unit.id, 0), known.get(unit.id))
        for unit in blocking.sections(session, year, {*kept, *waiting})
    ]


def may_confirm(actor: Actor, unit_id: str) -> bool:
    """Tell whether an actor speaks for a section: its own people, or the office."""
    return "secretariat" in actor.roles or (actor.section_id == unit_id and bool(actor.roles & _KEEPERS))


def confirm(session: Session, actor: Actor, number: int, unit_id: str) -> int:
    """Record that a section's list is complete; return the year.

    Raises:
        NotFound. Forbidden: another section's. Conflict: not the time for it (``not_now``), confirmed
            already, or claims wait for the section (``claims_wait``).
    """
    if council.unit(session, actor.council_id, unit_id) is None:
        raise NotFound()
    if not may_confirm(actor, unit_id):
        raise Forbidden("谁组织谁记录：清单由本部门确认。", word="not_organiser")
    year, _, course = begun.locked(session, actor.council_id, number)
    begun.must_be_at(course, "lists")
    one = next((each for each in lists(session, year, course) if each.unit.id == unit_id), None)
    if one is None:
        raise Conflict("这个单位本年度没有要确认的清单。", word="no_list")
    if one.confirmation is not None:
        raise Conflict(f"{one.unit.name}的清单已经确认。", word="confirmed_already")
    if one.waiting:
        raise Conflict(f"还有 {one.waiting} 条待核实，请先核实或退回再确认。", word="claims_wait")
    row = ListConfirmation(
        council_id=actor.council_id, id=new_id(), year=number, unit_id=unit_id, round=course.round,
        records=one.records, confirmed_by=actor.account_id, confirmed_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    after = {"year": number, "records": one.records}
    audit.record(session, "evaluation:confirm_list", "unit", unit_id, after=after)
    return number
