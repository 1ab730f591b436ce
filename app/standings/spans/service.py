"""Set the days of a term or a duty year right."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.core.errors import Conflict, NotFound
from app.council import calendar
from app.council import queries as council
from app.council.models import Term
from app.council.schemas import DutyYearNew, DutyYearOut, TermNew, TermOut
from app.standings import queries as standings
from app.standings.spans import queries
from app.standings.spans.schemas import SpanIn
from app.standings.year import the_year


def move_year(session: Session, actor: Actor, number: int, asked: SpanIn) -> DutyYearOut:
    """Give a duty year other days; the same again changes nothing.

    Raises:
        NotFound: no such year. Invalid: the days are in the wrong order.
        Conflict: ``year_closed`` (intake is over), ``run_in_force``, ``overlap`` with another year,
            ``outside_term``, or ``records_outside``: records of the year would belong to none.
    """
    standings.lock_year(session, actor.council_id, number)
    year = the_year(session, actor.council_id, number)
    session.refresh(year)
    if year.state != "open":
        raise Conflict(f"{number} 年度已截止或封存，起止日期不能再改。", word="year_closed")
    if standings.in_force(session, actor.council_id, number) is not None:
        raise Conflict(f"{number} 年度已有生效的考核结果，起止日期不能再改。", word="run_in_force")
    years = council.duty_years(session, actor.council_id)
    terms = [calendar.term_out(term) for term in council.terms(session, actor.council_id)]
    new = DutyYearNew(year=number, starts_on=asked.starts_on, ends_on=asked.ends_on)
    around = calendar.refuse_year([one for one in years if one.id != year.id], terms, new)
    before = (year.starts_on, year.ends_on)
    left = queries.claims_left_out(session, actor.council_id, before, (asked.starts_on, asked.ends_on))
    if left[0]:
        raise Conflict(
            f"{number} 年度有 {left[0]} 条记录不在新的起止之内（{left[1]} 至 {left[2]}），请先更正。",
            word="records_outside",
            count=left[0],
        )
    if before != (asked.starts_on, asked.ends_on):
        year.starts_on, year.ends_on, year.term_id = asked.starts_on, asked.ends_on, around.id
        session.flush()
        _record(session, "duty_year", year.id, before, asked)
    return calendar.year_out(year, around.number)


def move_term(session: Session, actor: Actor, term_id: str, asked: SpanIn) -> TermOut:
    """Give a term other days; its duty years and tenures have to lie within them.

    Raises:
        NotFound: no such term. Invalid: the days are in the wrong order.
        Conflict: ``overlap`` with another term, ``years_outside``, ``tenures_outside``.
    """
    term = session.get(Term, (actor.council_id, term_id), with_for_update=True)
    if term is None:
        raise NotFound()
    others = [calendar.term_out(one) for one in council.terms(session, actor.council_id) if one.id != term_id]
    new = TermNew(number=term.number, starts_on=asked.starts_on, ends_on=asked.ends_on)
    calendar.refuse_term(others, new)
    years = [
        str(one.year)
        for one in council.duty_years(session, actor.council_id)
        if one.term_id == term_id and not asked.starts_on <= one.starts_on <= one.ends_on <= asked.ends_on
    ]
    if years:
        raise Conflict(
            f"履职年度 {'、'.join(sorted(years))} 不在新的起止之内，请先改这些年度。", word="years_outside"
        )
    left = queries.tenures_left_out(session, actor.council_id, term_id, (asked.starts_on, asked.ends_on))
    if left:
        raise Conflict(
            f"有 {left} 名委员的任期不在新的起止之内，请先在名册中更正。", word="tenures_outside", count=left
        )
    before = (term.starts_on, term.ends_on)
    if before != (asked.starts_on, asked.ends_on):
        term.starts_on, term.ends_on = asked.starts_on, asked.ends_on
        session.flush()
        _record(session, "term", term.id, before, asked)
    return calendar.term_out(term)


def _record(session: Session, kind: str, id: str, before: queries.Span, asked: SpanIn) -> None:
    was = {"starts_on": before[0].isoformat(), "ends_on": before[1].isoformat()}
    audit.record(session, f"{kind}:edit", kind, id, before=was, after=asked.model_dump(mode="json"))
