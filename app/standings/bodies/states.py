"""States that somebody records of a member in a duty year."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Invalid
from app.core.ids import new_id
from app.council import queries as council
from app.schemes import queries as schemes
from app.schemes.service import compiled
from app.standings import queries
from app.standings.bodies.schemas import StateIn, StateOut, StatesOut, StateWord
from app.standings.models import MemberState
from app.standings.year import scheme_of, the_year


def record(session: Session, actor: Actor, member_id: str, asked: StateIn) -> str:
    """Record a state of a member; the next run of the year reads it. Return the member's id.

    Raises:
        NotFound: no such member or year.
        Conflict: no scheme adopted (``no_scheme``), or the year is sealed.
        Invalid: the year's scheme asks for no such state.
    """
    council.require_member(session, actor.council_id, member_id)
    if the_year(session, actor.council_id, asked.year).state == "sealed":
        raise Conflict(f"{asked.year} 年度已封存。", word="year_sealed")
    _, scheme = scheme_of(session, actor.council_id, asked.year)
    if asked.state not in scheme.scheme.states:
        sentence = f"{asked.year} 年度的办法没有“{asked.state}”这种情况。"
        raise Invalid(errors=[FieldError("state", "unknown", sentence)])
    row = MemberState(
        council_id=actor.council_id,
        id=new_id(),
        member_id=member_id,
        year=asked.year,
        state=asked.state,
        holds=asked.holds,
        reason=asked.reason,
        recorded_by=actor.account_id,
        recorded_at=clock.now(),
    )
    session.add(row)
    session.flush()
    after = {"year": asked.year, "state": asked.state, "holds": asked.holds, "reason": asked.reason}
    audit.record(session, "member:record_state", "member", member_id, after=after)
    return member_id


def of_year(session: Session, actor: Actor, year: int) -> StatesOut:
    """Return which states the year's scheme asks for, and what is recorded.

    Raises:
        NotFound: no such year.
    """
    the_year(session, actor.council_id, year)
    row = schemes.adopted(session, actor.council_id, year)
    words = compiled(row.digest, row.text).scheme.states if row is not None else {}
    rows = queries.states(session, actor.council_id, year, year)
    names = council.briefs(session, actor.council_id, [one.member_id for one in rows])
    return StatesOut(
        year=year,
        known=[StateWord(state=state, title=title) for state, title in words.items()],
        recorded=[
            StateOut(
                id=one.id,
                member_id=one.member_id,
                number=names[one.member_id].number,
                name=names[one.member_id].name,
                year=one.year,
                state=one.state,
                title=words.get(one.state, one.state),
                holds=one.holds,
                reason=one.reason,
                recorded_at=one.recorded_at,
            )
            for one in rows
        ],
    )
