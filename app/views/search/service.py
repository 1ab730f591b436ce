"""Finds members, records, activities and units by a few letters."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.errors import Invalid
from app.council import labels
from app.council.members import queries as member_queries
from app.council.policy import sees_particulars
from app.facts.policy import STATE_LABELS
from app.views.search import queries
from app.views.search.schemas import FoundActivity, FoundMember, FoundRecord, FoundUnit, Hits, SearchOut

T = TypeVar("T")
#: Hits shown of each family; one more is read to know whether there are more.
SHOWN = 5
SHORTEST = 2


def find(session: Session, actor: Actor, typed: str) -> SearchOut:
    """Return the first hits of every family; 4 statements, one more when members were found.

    Each family is scoped as its own list is: members of today, records and activities the actor
    may see, units of the council.

    Args:
        typed: At least two characters; words between spaces must all be there.

    Raises:
        Invalid: fewer than two characters (``search_too_short``).
    """
    if sum(map(len, typed.split())) < SHORTEST:
        raise Invalid("请至少输入两个字。", word="search_too_short")
    found = queries.records(session, actor, typed, SHOWN + 1)
    kinds = {
        kind: [
            FoundRecord(
                id=row.id,
                title=row.title,
                type=row.type if kind == "contribution" else "",
                number=row.number,
                state=row.state,
                state_label=STATE_LABELS[row.state],
                occurred_on=row.occurred_on,
            )
            for row in found
            if row.kind == kind
        ]
        for kind in queries.RECORDS
    }
    held = [
        FoundActivity(id=row.id, title=row.title, kind=row.kind, occurred_on=row.occurred_on)
        for row in queries.activities(session, actor, typed, SHOWN + 1)
    ]
    units = [
        FoundUnit(id=unit.id, name=unit.name, kind=unit.kind, kind_label=labels.UNIT_KIND[unit.kind])  # type: ignore[arg-type]
        for unit in queries.units(session, actor.council_id, typed, SHOWN + 1)
    ]
    return SearchOut(
        members=_first(_members(session, actor, typed.strip())),
        proposals=_first(kinds["proposal"]),
        opinions=_first(kinds["opinion"]),
        contributions=_first(kinds["contribution"]),
        activities=_first(held),
        units=_first(units),
    )


def _members(session: Session, actor: Actor, typed: str) -> list[FoundMember]:
    # What somebody may not see, he or she may not search by either.
    open_to_actor = sees_particulars(actor)
    today = clock.today()
    rows, _ = member_queries.page(
        session, actor.council_id, today, search=typed, by_number=open_to_actor, limit=SHOWN + 1
    )
    ids = [row.id for row in rows]
    places = member_queries.places_of(session, actor.council_id, ids, today) if ids else []
    sectors = {row[0].member_id: row.unit for row in places if row[0].unit_kind == "sector"}
    return [
        FoundMember(
            id=row.id,
            name=row.name,
            number=row.number if open_to_actor else None,
            sector=sectors.get(row.id, ""),
        )
        for row in rows
    ]


def _first(found: list[T]) -> Hits[T]:
    return Hits(items=found[:SHOWN], more=len(found) > SHOWN)
