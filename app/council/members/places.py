"""Places and posts of one member: begin, end, correct."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.core.errors import Conflict, NotFound
from app.core.ids import new_id
from app.council import queries as council
from app.council.dated import check_order, close_before, meet, refuse_overlap
from app.council.labels import POST, UNIT_KIND
from app.council.members import queries
from app.council.members.edit import owned
from app.council.members.schemas import MemberOut, PlaceEdit, PlaceNew, PostEdit, PostNew
from app.council.members.show import show
from app.council.models import Member, Placement, Post, Unit


def join(session: Session, actor: Actor, member_id: str, new: PlaceNew) -> str:
    """Give the member a place in a unit; an open place of that kind ends the day before.

    Raises:
        NotFound: member or unit is not there.
        Conflict: ``overlap``, ``not_a_member`` on that day, ``unit_closed``.
        Invalid: the end lies before the beginning.
    """
    member = owned(session, actor, member_id)
    check_order(new.starts_on, new.ends_on)
    unit = _unit(session, actor, new.unit_id, new.starts_on)
    _must_be_member(session, member, new.starts_on)
    mine = [row[0] for row in queries.places_of(session, actor.council_id, (member_id,))]
    same = [place for place in mine if place.unit_kind == unit.kind]
    closed = close_before(same, new.starts_on)
    refuse_overlap(same, new.starts_on, new.ends_on, UNIT_KIND[unit.kind])
    place = Placement(
        council_id=actor.council_id,
        id=new_id(),
        member_id=member_id,
        unit_id=unit.id,
        unit_kind=unit.kind,
        role=new.role,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
    )
    session.add(place)
    member.version += 1
    session.flush()
    audit.record(
        session,
        "placement:create",
        "placement",
        place.id,
        before={"closed": [row.id for row in closed]},
        after={"member": member_id, "unit": unit.id, **_dates(place), "role": place.role},
    )
    return member_id


def correct_place(
    session: Session, actor: Actor, member_id: str, place_id: str, changes: PlaceEdit, version: int
) -> MemberOut:
    """End or correct a place; the member's version guards its dated rows too.

    Raises:
        NotFound, Stale, Conflict, Invalid: as in ``join``.
    """
    member = owned(session, actor, member_id, version)
    mine = [row[0] for row in queries.places_of(session, actor.council_id, (member_id,))]
    place = next((row for row in mine if row.id == place_id), None)
    if place is None:
        raise NotFound()
    before = {"unit": place.unit_id, **_dates(place), "role": place.role}
    said = changes.model_dump(exclude_unset=True)
    starts_on, ends_on = _span(place, said)
    check_order(starts_on, ends_on)
    unit = _unit(session, actor, said.get("unit_id") or place.unit_id, starts_on)
    if unit.kind != place.unit_kind:
        raise Conflict("不能改为另一类机构，请结束此项后另行添加。", word="other_kind")
    same = [row for row in mine if row.unit_kind == unit.kind]
    refuse_overlap(same, starts_on, ends_on, UNIT_KIND[unit.kind], but=place)
    _must_be_member(session, member, starts_on)
    place.unit_id, place.starts_on, place.ends_on = unit.id, starts_on, ends_on
    place.role = said.get("role") or place.role
    member.version += 1
    session.flush()
    after = {"unit": place.unit_id, **_dates(place), "role": place.role}
    audit.record(session, "placement:edit", "placement", place.id, before=before, after=after)
    return show(session, actor, member_id)


def take_post(session: Session, actor: Actor, member_id: str, new: PostNew) -> str:
    """Give the member a leading post from a day on.

    Raises:
        NotFound: the member is not there.
        Conflict: ``overlap`` with the same post, ``not_a_member`` on that day.
        Invalid: the end lies before the beginning.
    """
    member = owned(session, actor, member_id)
    check_order(new.starts_on, new.ends_on)
    _must_be_member(session, member, new.starts_on)
    held = queries.posts_of(session, actor.council_id, (member_id,))
    same = [post for post in held if post.post == new.post]
    refuse_overlap(same, new.starts_on, new.ends_on, f"“{POST[new.post]}”职务")
    post = Post(
        council_id=actor.council_id,
        id=new_id(),
        member_id=member_id,
        post=new.post,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
    )
    session.add(post)
    member.version += 1
    session.flush()
    after = {"member": member_id, "post": post.post, **_dates(post)}
    audit.record(session, "post:create", "post", post.id, after=after)
    return member_id


def correct_post(
    session: Session, actor: Actor, member_id: str, post_id: str, changes: PostEdit, version: int
) -> MemberOut:
    """End or correct the dates of a post.

    Raises:
        NotFound, Stale, Conflict, Invalid: as in ``take_post``.
    """
    member = owned(session, actor, member_id, version)
    held = queries.posts_of(session, actor.council_id, (member_id,))
    post = next((row for row in held if row.id == post_id), None)
    if post is None:
        raise NotFound()
    before = _dates(post)
    starts_on, ends_on = _span(post, changes.model_dump(exclude_unset=True))
    check_order(starts_on, ends_on)
    _must_be_member(session, member, starts_on)
    same = [row for row in held if row.post == post.post]
    refuse_overlap(same, starts_on, ends_on, f"“{POST[post.post]}”职务", but=post)
    post.starts_on, post.ends_on = starts_on, ends_on
    member.version += 1
    session.flush()
    audit.record(session, "post:edit", "post", post.id, before=before, after=_dates(post))
    return show(session, actor, member_id)


def _span(row: Placement | Post, said: dict[str, Any]) -> tuple[date, date | None]:
    starts_on = said.get("starts_on") or row.starts_on
    return starts_on, said.get("ends_on", row.ends_on)


def _dates(row: Placement | Post) -> dict[str, str | None]:
    return {"from": row.starts_on.isoformat(), "to": row.ends_on.isoformat() if row.ends_on else None}


def _unit(session: Session, actor: Actor, unit_id: str, day: date) -> Unit:
    unit = council.unit(session, actor.council_id, unit_id)
    if unit is None:
        raise NotFound("没有找到所填的机构（界别、专委会、活动组等）。", word="unit_not_found")
    if unit.closed_on is not None and unit.closed_on < day:
        raise Conflict(f"“{unit.name}”已于 {unit.closed_on.isoformat()} 撤销。", word="unit_closed")
    return unit


def _must_be_member(session: Session, member: Member, day: date) -> None:
    if not any(
        meet(tenure, day, day) for tenure in council.tenures(session, member.council_id, (member.id,))
    ):
        raise Conflict(f"{day.isoformat()} 不在该委员的任期内。", word="not_a_member")
