"""The requirements that people tick for a group, and what was ticked."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import Conflict, NotFound
from app.council import queries as council
from app.facts.policy import STATE_LABELS
from app.schemes import queries as schemes
from app.schemes.service import compiled
from app.scoring.groups import kinds_of
from app.scoring.scheme import Item, Scheme
from app.standings.groups import queries
from app.standings.groups.schemas import GroupChecklist, Requirement, Ticked
from app.standings.year import the_year


def of_unit(session: Session, actor: Actor, unit_id: str, number: int) -> GroupChecklist:
    """Return what the year's rule book lets people tick for a group, and all that was entered.

    Raises:
        NotFound: no such year, or the scheme is not about this unit.
        Conflict: no groups' scheme adopted (``no_group_scheme``).
    """
    year = the_year(session, actor.council_id, number)
    unit = council.unit(session, actor.council_id, unit_id)
    if unit is None:
        raise NotFound()
    row = schemes.adopted(session, actor.council_id, number, "group")
    if row is None:
        raise Conflict(f"{number} 年度尚未采用小组办法。", word="no_group_scheme")
    scheme = compiled(row.digest, row.text).scheme
    if unit.kind not in kinds_of(scheme):
        raise NotFound()
    ticked = queries.ticked(session, year, unit_id)
    held = {word for one in ticked if one.state == "verified" for word in one.data["met"]}
    return GroupChecklist(
        requirements=[
            Requirement(word=word, title=item.title, article=item.article, met=word in held)
            for word, item in requirements(scheme)
        ],
        recorded=[
            Ticked(
                claim_id=one.id,
                state=one.state,
                state_label=STATE_LABELS[one.state],
                occurred_on=one.occurred_on,
                met=one.data["met"],
                basis=one.data.get("basis", ""),
            )
            for one in ticked
        ],
    )


def requirements(scheme: Scheme) -> Iterator[tuple[str, Item]]:
    """Yield each word that items ask of a group's checklist, in the order of the document."""
    seen: set[str] = set()
    for item in scheme.items:
        for chain in item.chains():
            select = chain.select
            if select is None or "group_fact" not in select.fact:
                continue
            for clause in select.where:
                for word in clause["met"].any_of or () if "met" in clause else ():
                    if str(word) not in seen:
                        seen.add(str(word))
                        yield str(word), item
