"""Show members: lists of a day, one with history, unmasking."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.core.crypto import unseal
from app.core.db.hops import SECRET
from app.core.errors import NotFound
from app.core.http.paging import read_cursor, write_cursor
from app.council import labels
from app.council.members import queries
from app.council.members.schemas import (
    HeldPost,
    HeldTenure,
    MemberOut,
    MemberPage,
    MemberRow,
    Particulars,
    Place,
    Unmasked,
)
from app.council.models import Member, Post
from app.council.policy import masked_mobile, sees_particulars
from app.council.queries import AnyRow


def mobile_place(member: Member) -> str:
    """Return the place to which the sealed mobile is bound."""
    return f"{member.council_id}|members|mobile|{member.id}"


def clear_mobile(session: Session, member: Member) -> str | None:
    """Return the mobile in clear, for code that masks it or may show it."""
    if member.mobile_sealed is None:
        return None
    return unseal(session.info[SECRET], mobile_place(member), member.mobile_sealed)


def list_page(
    session: Session,
    actor: Actor,
    day: date,
    *,
    units: list[str],
    posts: list[str],
    search: str,
    cursor: str | None,
    limit: int,
) -> MemberPage:
    """Return a page of the members of ``day`` in stroke order; 3 statements, whatever its length."""
    rows, total = queries.page(
        session,
        actor.council_id,
        day,
        units=units,
        posts=posts,
        search=search.strip(),
        # What somebody may not see, he or she may not search by either.
        by_number=sees_particulars(actor),
        after=read_cursor(cursor, (str, UUID)),
        limit=limit + 1,
    )
    members = rows[:limit]
    ids = [member.id for member in members]
    places: defaultdict[str, list[Place]] = defaultdict(list)
    held: defaultdict[str, list[HeldPost]] = defaultdict(list)
    if ids:
        for row in queries.places_of(session, actor.council_id, ids, day):
            places[row[0].member_id].append(_place(row))
        for post in queries.posts_of(session, actor.council_id, ids, day):
            held[post.member_id].append(_post(post))
    last = members[-1] if len(rows) > limit else None
    return MemberPage(
        total=total,
        items=[
            MemberRow(**_face(session, actor, member), places=places[member.id], posts=held[member.id])
            for member in members
        ],
        next=write_cursor((last.stroke_key, last.id)) if last else None,
    )


def show(session: Session, actor: Actor, member_id: str) -> MemberOut:
    """Return one member with every tenure, post and place.

    Raises:
        NotFound: not there, or another council's.
    """
    member = queries.member(session, actor.council_id, member_id)
    if member is None:
        raise NotFound()
    history = queries.tenures_of(session, actor.council_id, member_id)
    if not sees_particulars(actor, member_id):
        # Why somebody left is between him or her and the office.
        grounds = dict.fromkeys((row[0].id for row in history), "")
    else:
        grounds = {row[0].id: row[0].ground for row in history}
    return MemberOut(
        **_face(session, actor, member),
        places=[_place(row) for row in queries.places_of(session, actor.council_id, (member_id,))],
        posts=[_post(post) for post in queries.posts_of(session, actor.council_id, (member_id,))],
        tenures=[
            HeldTenure(
                id=tenure.id,
                term=number,
                starts_on=tenure.starts_on,
                ends_on=tenure.ends_on,
                state=tenure.state,
                ground=grounds[tenure.id],
            )
            for tenure, number in history
        ],
        erased_at=member.erased_at,
        version=member.version,
    )


def unmask(session: Session, actor: Actor, member_id: str) -> Unmasked:
    """Return the mobile in clear and write down who looked.

    Raises:
        NotFound: not there, or another council's.
    """
    member = queries.member(session, actor.council_id, member_id)
    if member is None:
        raise NotFound()
    audit.record(session, "member:unmask", "member", member.id, after={"field": "mobile"})
    return Unmasked(mobile=clear_mobile(session, member))


def _face(session: Session, actor: Actor, member: Member) -> dict[str, Any]:
    open_to_actor = sees_particulars(actor, member.id)
    return {
        "id": member.id,
        "name": member.name,
        "number": member.number if open_to_actor else None,
        "particulars": _particulars(session, member) if open_to_actor else None,
    }


def _particulars(session: Session, member: Member) -> Particulars:
    mobile = clear_mobile(session, member)
    return Particulars(
        sex=member.sex,
        ethnic_group=member.ethnic_group,
        party=member.party,
        birth_date=member.birth_date,
        education=member.education,
        employer=member.employer,
        title=member.title,
        speciality=member.speciality,
        pinyin_override=member.pinyin_override,
        mobile=masked_mobile(mobile) if mobile else None,
    )


def _place(row: AnyRow) -> Place:
    place = row[0]
    return Place(
        id=place.id,
        unit_id=place.unit_id,
        kind=place.unit_kind,
        unit=row.unit,
        role=place.role,
        starts_on=place.starts_on,
        ends_on=place.ends_on,
    )


def _post(post: Post) -> HeldPost:
    return HeldPost(
        id=post.id,
        post=post.post,
        label=labels.POST[post.post],
        starts_on=post.starts_on,
        ends_on=post.ends_on,
    )
