"""Whom special committees, groups and branches do not reach."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.council import queries
from app.council.labels import CPC, UNIT_KIND
from app.council.schemas import Coverage, Gap, Missing

#: Kind of unit → whether only members of the Communist Party belong into one.
_KINDS = {
    "special_committee": False,
    "activity_group": False,
    "area_group": False,
    "party_branch": True,
}


def report(session: Session, actor: Actor, day: date) -> Coverage:
    """Return, kind by kind, how many are in a unit on ``day`` and who is not; two statements."""
    members = queries.roster_on(session, actor.council_id, day)
    placed: defaultdict[str, set[str]] = defaultdict(set)
    for place in queries.places_on(session, actor.council_id, day):
        placed[place.unit_kind].add(place.member_id)
    gaps = []
    for kind, party_only in _KINDS.items():
        due = [row for row in members if not party_only or row.party in CPC]
        missing = [row for row in due if row.id not in placed[kind]]
        gaps.append(
            Gap(
                kind=kind,
                label=UNIT_KIND[kind],
                of=len(due),
                covered=len(due) - len(missing),
                missing=[Missing(id=row.id, name=row.name, number=row.number) for row in missing],
            )
        )
    return Coverage(on=day, members=len(members), gaps=gaps)
