"""Terms and duty years."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.core.errors import Conflict, FieldError, Invalid, NotFound
from app.core.ids import new_id
from app.council import queries
from app.council.dated import refuse_overlap
from app.council.models import DutyYear, Term
from app.council.schemas import DutyYearNew, DutyYearOut, TermNew, TermOut

T = TypeVar("T", bound=TermNew)


def list_terms(session: Session, actor: Actor) -> list[TermOut]:
    """Return the terms, newest first."""
    return [term_out(term) for term in queries.terms(session, actor.council_id)]


def add_term(session: Session, actor: Actor, new: TermNew) -> str:
    """Add a term; it may share its first day with the last day of the one before.

    Raises:
        Invalid: the dates are in the wrong order.
        Conflict: ``taken`` number, ``overlap`` of more than that one day.
    """
    refuse_term([term_out(term) for term in queries.terms(session, actor.council_id)], new)
    term = Term(council_id=actor.council_id, id=new_id(), **new.model_dump())
    session.add(term)
    session.flush()
    audit.record(session, "term:create", "term", term.id, after=new.model_dump(mode="json"))
    return term.id


def refuse_term(known: Iterable[TermOut], new: TermNew) -> None:
    """Refuse a term that does not fit beside the known ones.

    Raises:
        As ``add_term``.
    """
    _check_order(new)
    terms = list(known)
    if any(term.number == new.number for term in terms):
        raise Conflict(f"第 {new.number} 届已经存在。", word="taken")
    for term in terms:
        if term.starts_on < new.ends_on and new.starts_on < term.ends_on:
            raise Conflict(f"与第 {term.number} 届的时间重叠。", word="overlap")


def show_term(session: Session, actor: Actor, term_id: str) -> TermOut:
    """Return one term."""
    term = session.get(Term, (actor.council_id, term_id))
    if term is None:
        raise NotFound()
    return term_out(term)


def list_years(session: Session, actor: Actor) -> list[DutyYearOut]:
    """Return the duty years, newest first."""
    terms = {term.id: term.number for term in queries.terms(session, actor.council_id)}
    return [year_out(year, terms[year.term_id]) for year in queries.duty_years(session, actor.council_id)]


def add_year(session: Session, actor: Actor, new: DutyYearNew) -> str:
    """Add a duty year inside one term.

    Raises:
        Invalid: the dates are in the wrong order.
        Conflict: ``taken`` year, ``overlap`` with another, ``outside_term``.
    """
    terms = [term_out(term) for term in queries.terms(session, actor.council_id)]
    around = refuse_year(queries.duty_years(session, actor.council_id), terms, new)
    year = DutyYear(council_id=actor.council_id, id=new_id(), term_id=around.id, **new.model_dump())
    session.add(year)
    session.flush()
    audit.record(session, "duty_year:create", "duty_year", year.id, after=new.model_dump(mode="json"))
    return year.id


def refuse_year(known: Iterable[DutyYear | DutyYearOut], terms: Iterable[T], new: DutyYearNew) -> T:
    """Refuse a duty year that does not fit beside the known ones; return the term around it.

    Raises:
        As ``add_year``.
    """
    _check_order(new)
    years = list(known)
    if any(year.year == new.year for year in years):
        raise Conflict(f"{new.year} 履职年度已经存在。", word="taken")
    refuse_overlap(years, new.starts_on, new.ends_on, "履职年度")
    for term in terms:
        if term.starts_on <= new.starts_on and new.ends_on <= term.ends_on:
            return term
    raise Conflict("履职年度应完全落在某一届之内。", word="outside_term")


def show_year(session: Session, actor: Actor, year_id: str) -> DutyYearOut:
    """Return one duty year."""
    year = session.get(DutyYear, (actor.council_id, year_id))
    if year is None:
        raise NotFound()
    term = session.get_one(Term, (actor.council_id, year.term_id))
    return year_out(year, term.number)


def _check_order(new: TermNew | DutyYearNew) -> None:
    if new.ends_on <= new.starts_on:
        raise Invalid(errors=[FieldError("ends_on", "ends_before_start", "结束日期应晚于开始日期。")])


def term_out(term: Term) -> TermOut:
    """Turn a term into its shape."""
    return TermOut(id=term.id, number=term.number, starts_on=term.starts_on, ends_on=term.ends_on)


def year_out(year: DutyYear, term: int) -> DutyYearOut:
    """Turn a duty year of the term numbered ``term`` into its shape."""
    return DutyYearOut(
        id=year.id,
        year=year.year,
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        term=term,
        state=year.state,
    )
