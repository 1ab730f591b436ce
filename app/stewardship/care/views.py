"""Contacts, visits and birthdays as their shapes, masked for the reader."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.crypto import unseal
from app.core.db.base import AnyRow
from app.core.db.hops import SECRET
from app.core.errors import NotFound
from app.core.http.paging import Page, read_cursor, write_cursor
from app.council import queries as council
from app.stewardship.care import policy, queries
from app.stewardship.care.models import CareVisit
from app.stewardship.care.schemas import (
    Birthday,
    Birthdays,
    LinkOut,
    Unvisited,
    UnvisitedList,
    VisitOut,
)
from app.stewardship.care.service import place


def page(
    session: Session, actor: Actor, member_id: str | None, limit: int, cursor: str | None
) -> Page[VisitOut]:
    """Return a page of visits, the newest day first."""
    after = read_cursor(cursor, (date, str))
    rows = queries.page(session, actor.council_id, member_id, after, limit + 1)
    items = [_visit(session, actor, row) for row in rows[:limit]]
    more = len(rows) > limit
    return Page(items=items, next=write_cursor((items[-1].on, items[-1].id)) if more else None)


def show(session: Session, actor: Actor, visit_id: str) -> VisitOut:
    """Return one visit as the actor may see it.

    Raises:
        NotFound: no such visit.
    """
    row = queries.one(session, actor.council_id, visit_id)
    if row is None:
        raise NotFound()
    return _visit(session, actor, row)


def due(session: Session, actor: Actor) -> Page[VisitOut]:
    """Return what is still to be followed up, the earliest day first."""
    rows = queries.due(session, actor.council_id)
    return Page(items=[_visit(session, actor, row) for row in rows], next=None)


def _visit(session: Session, actor: Actor, row: AnyRow) -> VisitOut:
    one: CareVisit = row.CareVisit
    readable = policy.reads(actor, one)
    written = one.note_sealed is not None or one.follow_up_sealed is not None
    return VisitOut(
        id=one.id,
        member_id=one.member_id,
        name=row.name,
        number=row.number,
        kind=policy.shown_kind(one.kind, readable),  # type: ignore[arg-type]
        on=one.on_day,
        visitor_id=one.visitor_id,
        visitor=row.leader or one.visitor,
        note=_clear(session, one, "note", one.note_sealed) if readable else "",
        follow_up=_clear(session, one, "follow_up", one.follow_up_sealed) if readable else "",
        hidden=written and not readable,
        blanked=one.blanked_at is not None,
        follow_up_on=one.follow_up_on,
        followed_up_at=one.followed_up_at,
        overdue=_open(one) and one.follow_up_on is not None and one.follow_up_on < clock.today(),
        struck=one.struck_at is not None,
        version=one.version,
    )


def _open(one: CareVisit) -> bool:
    return one.followed_up_at is None and one.struck_at is None


def _clear(session: Session, one: CareVisit, column: str, sealed: bytes | None) -> str:
    return unseal(session.info[SECRET], place(one, column), sealed) if sealed is not None else ""


def links(session: Session, actor: Actor) -> Page[LinkOut]:
    """Return every contact of today with how often the leader came this year."""
    return Page(items=_links(session, actor, None), next=None)


def own_links(session: Session, actor: Actor) -> Page[LinkOut]:
    """Return whom the actor keeps contact with."""
    return Page(items=_links(session, actor, str(actor.member_id)), next=None)


def _links(session: Session, actor: Actor, leader_id: str | None) -> list[LinkOut]:
    today = clock.today()
    first, last = _days(session, actor.council_id, today.year)
    rows = queries.links(session, actor.council_id, today, first, last, leader_id)
    return [
        LinkOut(
            id=row.CareLink.id,
            leader_id=row.CareLink.leader_id,
            leader=row.leader,
            member_id=row.CareLink.member_id,
            name=row.name,
            starts_on=row.CareLink.starts_on,
            ends_on=row.CareLink.ends_on,
            visits=row.visits,
        )
        for row in rows
    ]


def birthdays(session: Session, actor: Actor, month: int | None) -> Birthdays:
    """Return the birthdays of a month of this year: month and day, never the year of birth."""
    today = clock.today()
    asked = month or today.month
    done = queries.remembered(session, actor.council_id, date(today.year, 1, 1), date(today.year, 12, 31))
    return Birthdays(
        year=today.year,
        month=asked,
        items=[
            Birthday(
                member_id=row.id,
                name=row.name,
                number=row.number,
                month=asked,
                day=int(row.day),
                remembered=row.id in done,
            )
            for row in queries.birthdays(session, actor.council_id, today, asked)
        ],
    )


def unvisited(session: Session, actor: Actor, year: int | None) -> UnvisitedList:
    """Return who was not visited in a duty year, with who keeps contact with them."""
    today = clock.today()
    asked = year or today.year
    first, last = _days(session, actor.council_id, asked)
    seen = queries.visited(session, actor.council_id, first, last)
    newest = queries.newest(session, actor.council_id)
    contacts: dict[str, list[str]] = {}
    for row in queries.links(session, actor.council_id, today, first, last):
        contacts.setdefault(row.CareLink.member_id, []).append(row.leader)
    members = council.members_on(session, actor.council_id, min(today, last))
    return UnvisitedList(
        year=asked,
        members=len(members),
        visited=sum(1 for one in members if one.id in seen),
        items=[
            Unvisited(
                member_id=one.id,
                name=one.name,
                number=one.number,
                contacts=contacts.get(one.id, []),
                last=newest.get(one.id),
            )
            for one in members
            if one.id not in seen
        ],
    )


def _days(session: Session, council_id: str, year: int) -> tuple[date, date]:
    found = council.duty_year(session, council_id, year)
    return (date(year, 1, 1), date(year, 12, 31)) if found is None else (found.starts_on, found.ends_on)
