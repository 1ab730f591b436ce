"""Does a change of term: once, in one transaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.core.errors import Conflict
from app.core.ids import new_id
from app.council import calendar
from app.council.models import Placement, Tenure
from app.council.schemas import TermNew
from app.facts.pledges import succeeding
from app.standings.term_change import queries
from app.standings.term_change.blockers import blockers
from app.standings.term_change.plan import Plan, plan
from app.standings.term_change.schemas import TermChangeGo


def carry(session: Session, actor: Actor, asked: TermChangeGo) -> str:
    """Open a term with everybody who goes on, as the preview said; return the term's id.

    What was done before is not done again: with nothing left to do it changes nothing.

    Raises:
        NotFound: somebody to be left out is not a member of this council.
        Conflict: something stands in the way (the blocker's word), or the roster has changed since
            the preview (``preview_stale``).
    """
    queries.lock(session, actor.council_id)
    made = plan(session, actor, asked)
    for found in blockers(made):
        raise Conflict(found.sentence, word=found.word)
    if made.term is not None and _nothing(made):
        return made.term.id
    if made.digest() != asked.digest:
        raise Conflict("预览之后名册、编入或职务有变动，请重新预览后再办理。", word="preview_stale")
    return _do(session, actor, made)


def _nothing(made: Plan) -> bool:
    first, known = made.asked.first_year, {year.year for year in made.years}
    year_there = first is None or first.year in known
    return year_there and not (made.carried or made.present or made.ended or made.templates)


def _do(session: Session, actor: Actor, made: Plan) -> str:
    asked, previous = made.asked, made.previous
    assert previous is not None
    was = previous.ends_on
    if asked.previous_ends_on is not None:
        for year in made.cut:
            year.ends_on = asked.previous_ends_on
        previous.ends_on = asked.previous_ends_on
        session.flush()
    term_id = made.term.id if made.term else calendar.add_term(session, actor, _new(made))
    if asked.first_year and asked.first_year.year not in {year.year for year in made.years}:
        calendar.add_year(session, actor, asked.first_year)
    drafts: list[str] = []
    if asked.first_year:
        drafts = succeeding.draft(session, actor, made.templates, asked.first_year)
    _end(session, actor.council_id, made)
    _begin(session, actor.council_id, made, term_id)
    who = [row.member_id for row in (*made.carried, *made.present, *made.ended)]
    queries.touch(session, actor.council_id, who)
    after = {
        "term": asked.number,
        "previous_ends_on": previous.ends_on.isoformat(),
        "to": made.last.isoformat(),
        "carried": [row.member_id for row in made.carried],
        "present": [row.member_id for row in made.present],
        "leaving": [row.member_id for row in made.ended],
        "places": [row.id for row in made.dropped],
        "posts": [post.id for post in made.over],
        "templates": drafts,
    }
    before = {"previous_ends_on": was.isoformat()}
    audit.record(session, "term:change", "term", term_id, before=before, after=after)
    return term_id


def _new(made: Plan) -> TermNew:
    asked = made.asked
    return TermNew(number=asked.number, starts_on=asked.starts_on, ends_on=asked.ends_on)


def _end(session: Session, council_id: str, made: Plan) -> None:
    over = [row.id for row in (*made.carried, *made.present, *made.ended)]
    queries.end_tenures(session, council_id, over, made.last)
    queries.end_places(session, council_id, [row.id for row in made.dropped], made.last)
    queries.end_posts(session, council_id, [post.id for post in made.over], made.last)


def _begin(session: Session, council_id: str, made: Plan, term_id: str) -> None:
    base: dict[str, Any] = {"council_id": council_id, "starts_on": made.asked.starts_on, "ends_on": None}
    tenures = [
        base
        | {"id": new_id(), "member_id": row.member_id, "term_id": term_id, "state": "active", "ground": ""}
        for row in made.carried
    ]
    places = [
        base
        | {
            "id": new_id(),
            "member_id": row.member_id,
            "unit_id": row.unit_id,
            "unit_kind": row.unit_kind,
            "role": row.role,
        }
        for row in made.renewed
    ]
    for table, rows in ((Tenure, tenures), (Placement, places)):
        if rows:
            # The table, not the class: the ORM would cut the rows wherever an end is missing.
            session.execute(insert(table.__table__), rows)  # type: ignore[arg-type]
