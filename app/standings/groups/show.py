"""Shows the groups: the result in force, else computed now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.errors import Conflict, NotFound
from app.council import queries as council
from app.ledger.queries import head
from app.schemes.service import compiled
from app.scoring import trace
from app.scoring.engine import Compiled
from app.scoring.words import written
from app.standings.cards import Basis, everybody
from app.standings.dry_run import INTERACTIVE
from app.standings.groups import keep, queries
from app.standings.groups.cards import (
    Group,
    GroupCard,
    Share,
    card_of,
    is_record,
    placed,
)
from app.standings.groups.schemas import Brought, GroupRecord, GroupScore, GroupStanding, GroupStandings
from app.standings.score import receipt
from app.standings.year import role_day, scheme_of, the_year

#: How many computed years a process keeps.
KEPT = 16


@dataclass(frozen=True, slots=True)
class Pinned:
    """By what the groups of a year are scored: the scheme and the ledger's cut-off."""

    year: int
    title: str
    digest: str
    scheme: Compiled
    until: int
    run_id: str | None = None

    def said(self) -> dict[str, Any]:
        """Return what tables and receipts say of it."""
        return {
            "year": self.year,
            "provisional": self.run_id is None,
            "scheme": self.title,
            "scheme_digest": self.digest,
            "ledger_seq": self.until,
            "run_id": self.run_id,
        }


#: Council, year and day → number of the council's acts, and what was computed then.
_kept: dict[tuple[str, int, str], tuple[int, Pinned, list[GroupCard]]] = {}


def table(session: Session, actor: Actor, year: int) -> GroupStandings:
    """Return how the groups of a year stand: final when a run in force scored them, provisional until then.

    Raises:
        NotFound: no such year. Conflict: no groups' scheme adopted (``no_group_scheme``), or none for
            the members whose figures it needs (``no_scheme``), or too many of them to wait for.
    """
    pinned = _in_force(session, actor.council_id, year)
    if pinned is not None:
        assert pinned.run_id is not None
        rows = queries.cards(session, actor.council_id, pinned.run_id)
        groups = [GroupStanding.model_validate(row, from_attributes=True) for row in rows]
        return GroupStandings(**pinned.said(), groups=groups)
    pinned, cards = _now(session, actor, year)
    return GroupStandings(
        **pinned.said(),
        groups=[
            GroupStanding(
                place=place,
                unit_id=one.group.id,
                kind=one.group.kind,  # type: ignore[arg-type]
                name=one.group.name,
                members=len(one.group.members),
                points=written(one.card.total),
                grade=one.card.grade or "",
            )
            for place, one in placed(cards)
        ],
    )


def of_unit(session: Session, actor: Actor, unit_id: str, year: int) -> GroupScore:
    """Return a group's receipt: which records counted, which member brought how much.

    Raises:
        NotFound: no such year, or the scheme is not about this unit. Conflict: as for the table.
    """
    if council.unit(session, actor.council_id, unit_id) is None:
        raise NotFound()
    pinned = _in_force(session, actor.council_id, year)
    if pinned is not None:
        found = _kept_card(session, actor.council_id, pinned, unit_id)
    else:
        pinned, cards = _now(session, actor, year)
        found = next((one for one in cards if one.group.id == unit_id), None)
    if found is None:
        raise NotFound()
    return _score(session, actor.council_id, pinned, found)


def _in_force(session: Session, council_id: str, year: int) -> Pinned | None:
    row = queries.in_force(session, council_id, year)
    if row is None:
        return None
    scheme = compiled(row.digest, row.text)
    return Pinned(year, row.title, row.digest, scheme, row.ledger_seq, row.run_id)


def _now(session: Session, actor: Actor, number: int) -> tuple[Pinned, list[GroupCard]]:
    """Return the groups' cards of today; while nobody wrote anything, those computed before."""
    key = (actor.council_id, number, clock.today().isoformat())
    acts, pinned, cards = _kept.get(key, (-1, None, []))
    if pinned is None or acts != actor.acts:
        pinned, cards = _compute(session, actor.council_id, number)
        _kept[key] = (actor.acts, pinned, cards)
        while len(_kept) > KEPT:
            _kept.pop(next(iter(_kept)), None)
    return pinned, cards


def _compute(session: Session, council_id: str, number: int) -> tuple[Pinned, list[GroupCard]]:
    year = the_year(session, council_id, number)
    groups = keep.adopted(session, year)
    if groups is None:
        raise Conflict(f"{number} 年度尚未采用小组办法。", word="no_group_scheme")
    until, day = head(session, council_id), role_day(year.starts_on, year.ends_on)
    if groups.names:
        many = len(council.member_ids_between(session, council_id, year.starts_on, year.ends_on))
        if many > INTERACTIVE:
            raise Conflict(f"全体 {many} 名委员，请先运行年度计分，再看小组考评。", word="too_many_members")
        basis = Basis(year, scheme_of(session, council_id, number)[1], until, day)
        for one in everybody(session, council_id, basis):
            groups.take(one.member_id, one.trace)
    title = groups.scheme.scheme.title
    return Pinned(number, title, groups.digest, groups.scheme, until), groups.cards(session, until, day)


def _kept_card(session: Session, council_id: str, pinned: Pinned, unit_id: str) -> GroupCard | None:
    """Return a kept card; its lines are computed from the records and shares that it was made of."""
    assert pinned.run_id is not None
    row = queries.card(session, council_id, pinned.run_id, unit_id)
    if row is None:
        return None
    said = json.loads(row.trace)
    shares = tuple(Share(*one) for one in said["shares"])
    year = the_year(session, council_id, pinned.year)
    rows = dict(queries.rows_by_unit(session, council_id, pinned.year, pinned.until, unit_id))
    group = Group(row.unit_id, row.kind, row.name, tuple(said["members"]))
    return GroupCard(
        group, card_of(pinned.scheme, group, rows.get(unit_id, ()), shares, year.ends_on), shares
    )


def _score(session: Session, council_id: str, pinned: Pinned, found: GroupCard) -> GroupScore:
    said = receipt(trace.tree(found.card))
    for line in said["lines"]:
        line["counted"] = [id for id in line["counted"] if is_record(id)]
        line["not_counted"] = [one for one in line["not_counted"] if is_record(one["record"])]
    named = {id for line in said["lines"] for id in line["counted"]}
    named |= {one["record"] for line in said["lines"] for one in line["not_counted"]}
    names = council.briefs(session, council_id, [one.member_id for one in found.shares])
    return GroupScore(
        **pinned.said(),
        **said,
        sentences=trace.sentences(found.card),
        section_titles={section.id: section.title for section in pinned.scheme.scheme.sections},
        unit_id=found.group.id,
        kind=found.group.kind,  # type: ignore[arg-type]
        name=found.group.name,
        members=len(found.group.members),
        brought=[
            Brought(item=one.item, member_id=one.member_id, name=names[one.member_id].name, points=one.points)
            for one in found.shares
        ],
        records=[
            GroupRecord.model_validate(row, from_attributes=True)
            for row in queries.behind(session, council_id, sorted(named))
        ],
    )
