"""A change of term as people read it: before, and afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import NotFound
from app.council import queries as council
from app.council.calendar import term_out, year_out
from app.council.labels import POST, TENURE_STATE, UNIT_KIND
from app.council.queries import AnyRow
from app.facts.pledges.schemas import AUDIENCE_LABELS
from app.facts.pledges.succeeding import title_in
from app.schemes import queries as schemes
from app.standings.term_change import queries
from app.standings.term_change.blockers import blockers, warnings
from app.standings.term_change.plan import Plan, plan
from app.standings.term_change.schemas import (
    PLACE_KINDS,
    ChangeLeaver,
    ChangePerson,
    ChangePostLine,
    ChangeSchemeLine,
    ChangeTemplateLine,
    ChangeUnitLine,
    TermChangeIn,
    TermChangeOut,
    TermChangePreview,
)


def preview(session: Session, actor: Actor, asked: TermChangeIn) -> TermChangePreview:
    """Return everything that a change of term would do, and what stands in the way; writes nothing.

    Raises:
        NotFound: somebody to be left out is not a member of this council.
    """
    made = plan(session, actor, asked)
    sectors = council.sectors_on(session, actor.council_id, made.last)
    last_year = made.own_years[0].year if made.own_years else asked.starts_on.year
    adopted = schemes.adoptions_before(session, actor.council_id, last_year + 1)
    newest = {row.subject: row for row in reversed(adopted)}
    gone = [row.member_id for row in made.ended]
    return TermChangePreview(
        **asked.model_dump(include={"number", "starts_on", "ends_on"}),
        previous=next((one for one in made.terms if made.previous and one.id == made.previous.id), None),
        last_day=made.last,
        carried=_persons(made.carried, sectors),
        present=_persons(made.present, sectors),
        ended=_persons(made.ended, sectors),
        left_before=[
            ChangeLeaver(
                **_person(row, sectors),
                state=row.state,
                state_label=TENURE_STATE[row.state],
                on=row.ends_on,
                ground=row.ground,
            )
            for row in made.left
        ],
        units=_units(made),
        posts=_posts(made),
        places_kept=len(made.kept) + len(made.renewed),
        places_ended=len(made.dropped),
        first_year=asked.first_year,
        templates=[
            ChangeTemplateLine(
                id=row.id,
                year=row.year,
                audience_label=AUDIENCE_LABELS[row.audience],
                title=title_in(row, asked.first_year.year) if asked.first_year else row.title,
            )
            for row in made.templates
        ],
        schemes=[
            ChangeSchemeLine(id=row.id, title=row.title, subject=row.subject, year=row.year)
            for row in newest.values()
        ],
        seats=queries.seats(session, actor.council_id, gone),
        blockers=blockers(made),
        warnings=warnings(made),
        digest=made.digest(),
    )


def _person(row: AnyRow, sectors: dict[str, str]) -> dict[str, str]:
    who, sector = row.member_id, sectors.get(row.member_id, "")
    return {"id": who, "name": row.name, "number": row.number, "sector": sector}


def _persons(rows: Iterable[AnyRow], sectors: dict[str, str]) -> list[ChangePerson]:
    return [ChangePerson(**_person(row, sectors)) for row in rows]


def _units(made: Plan) -> list[ChangeUnitLine]:
    going = {row.member_id for row in made.carried}
    held: defaultdict[str, list[AnyRow]] = defaultdict(list)
    for place in made.places:
        if place.member_id in going:
            held[place.unit_id].append(place)
    lines = []
    for rows in held.values():
        place = rows[0]
        why = "机构已撤销" if made.closed(place) else ""
        if place.unit_kind not in made.asked.carry_kinds:
            why = "重新编入"
        line = ChangeUnitLine(
            id=place.unit_id,
            kind=place.unit_kind,
            kind_label=UNIT_KIND[place.unit_kind],
            name=place.unit,
            members=len(rows),
            carried=not why,
            why=why,
        )
        lines.append((PLACE_KINDS.index(place.unit_kind), place.sort, place.unit, line))
    return [line for *_, line in sorted(lines, key=lambda one: one[:3])]


def _posts(made: Plan) -> list[ChangePostLine]:
    names = {row.member_id: row.name for row in (*made.carried, *made.ended)}
    over = {post.id for post in made.over}
    goes_on = [post for post in made.posts if post.ends_on is None or post.ends_on > made.last]
    return [
        ChangePostLine(
            member_id=post.member_id,
            name=names[post.member_id],
            post_label=POST[post.post],
            carried=post.id not in over,
        )
        for post in sorted(goes_on, key=lambda one: (list(POST).index(one.post), one.starts_on, one.id))
    ]


def show(session: Session, actor: Actor, term_id: str) -> TermChangeOut:
    """Return a term and what it took over, read from the roster; three lists of members.

    Raises:
        NotFound: not there, or another council's.
    """
    known = council.terms(session, actor.council_id)
    term = next((one for one in known if one.id == term_id), None)
    if term is None:
        raise NotFound()
    previous = next((one for one in known if one.number < term.number), None)
    ids = [one.id for one in (term, previous) if one is not None]
    rows = queries.roster(session, actor.council_id, ids)
    sectors = council.sectors_on(session, actor.council_id, term.starts_on)
    here = {row.member_id: row for row in rows if row.term_id == term.id}
    there = {row.member_id: row for row in rows if row.term_id != term.id}
    gone = [row for who, row in there.items() if who not in here and row.state == "term_ended"]
    years = council.duty_years(session, actor.council_id)
    return TermChangeOut(
        term=term_out(term),
        previous=term_out(previous) if previous else None,
        carried=_persons((row for who, row in here.items() if who in there), sectors),
        ended=_persons(gone, sectors),
        joined=_persons((row for who, row in here.items() if who not in there), sectors),
        years=[year_out(year, term.number) for year in years if year.term_id == term.id],
    )
