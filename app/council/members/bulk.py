"""Add many members with tenures, posts and places at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.crypto import blind, seal
from app.core.db.hops import SECRET
from app.core.errors import Conflict, FieldError, Invalid, NotFound
from app.core.ids import new_id
from app.council import queries as council
from app.council.dated import check_order, refuse_overlap
from app.council.labels import POST, UNIT_KIND
from app.council.members import queries
from app.council.models import Member, Placement, Post, Tenure, Term, Unit
from app.council.names import clean_name, pinyin_keys, stroke_key


@dataclass(slots=True)
class NewTenure:
    """A tenure to add; its term is the one running on its first day."""

    starts_on: date
    ends_on: date | None = None
    state: str = "active"
    ground: str = ""


@dataclass(slots=True)
class NewPost:
    """A post to add."""

    post: str
    starts_on: date
    ends_on: date | None = None


@dataclass(slots=True)
class NewPlace:
    """A place in a unit to add; its kind is the unit's."""

    unit_id: str
    starts_on: date
    ends_on: date | None = None
    role: str = "member"


@dataclass(slots=True)
class NewMember:
    """A member to add, with the whole history known so far.

    Args:
        tenures: At least one; the places and posts stand on their own dates.
        id: Given by the caller when other rows already point to the member.
    """

    number: str
    name: str
    tenures: Sequence[NewTenure]
    mobile: str | None = None
    sex: str = "0"
    ethnic_group: str = ""
    party: str = ""
    birth_date: date | None = None
    education: str = ""
    employer: str = ""
    title: str = ""
    speciality: str = ""
    pinyin_override: str = ""
    posts: Sequence[NewPost] = ()
    places: Sequence[NewPlace] = ()
    id: str = field(default_factory=new_id)


def name_columns(name: str, override: str) -> dict[str, str]:
    """Return the columns that follow from a name: sort key and what finds it.

    Raises:
        Invalid: the name or the reading cannot be one; the place is named.
    """
    try:
        kept = clean_name(name)
    except Invalid as problem:
        raise Invalid(errors=[FieldError("name", problem.word, problem.sentence)]) from None
    try:
        keys = pinyin_keys(kept, override)
    except Invalid as problem:
        raise Invalid(errors=[FieldError("pinyin_override", problem.word, problem.sentence)]) from None
    return {
        "name": kept,
        "stroke_key": stroke_key(kept),
        "pinyin": keys.search[:1500],
        "initials": keys.initials[:300],
        "pinyin_override": override.strip(),
    }


def mobile_columns(session: Session, council_id: str, member_id: str, mobile: str | None) -> dict[str, Any]:
    """Return the sealed mobile and its blind index; nothing for none."""
    if not mobile:
        return {"mobile_sealed": None, "mobile_index": None}
    secret = session.info[SECRET]
    return {
        "mobile_sealed": seal(secret, f"{council_id}|members|mobile|{member_id}", mobile),
        "mobile_index": blind(secret, "mobile", mobile),
    }


def add_many(session: Session, actor: Actor, new: Sequence[NewMember]) -> list[str]:
    """Add members in a handful of statements, however many they are; return their ids.

    Raises:
        Invalid: a number or mobile is taken, or a name cannot be one; all are listed.
        NotFound: a unit is not this council's.
        Conflict: ``overlap`` in a history, ``no_term`` on the first day of a tenure.
    """
    if not new:
        return []
    council_id, now = actor.council_id, clock.now()
    members = [_member_row(session, council_id, item, now) for item in new]
    _refuse_taken(session, council_id, members)
    terms = council.terms(session, council_id)
    kinds = {unit.id: unit for unit in council.units(session, council_id)}
    tenures: list[dict[str, Any]] = []
    posts: list[dict[str, Any]] = []
    places: list[dict[str, Any]] = []
    for item in new:
        base = {"council_id": council_id, "member_id": item.id}
        tenures += [{**base, "id": new_id(), **row} for row in _tenures(item, terms)]
        posts += [{**base, "id": new_id(), **row} for row in _posts(item)]
        places += [{**base, "id": new_id(), **row} for row in _places(item, kinds)]
    for table, rows in ((Member, members), (Tenure, tenures), (Post, posts), (Placement, places)):
        if rows:
            # The table, not the class: the ORM would cut the rows wherever an end is missing.
            session.execute(insert(table.__table__), rows)  # type: ignore[arg-type]
    if len(new) == 1:
        number = blind(session.info[SECRET], "number", new[0].number)
        audit.record(session, "member:create", "member", new[0].id, after={"number": number})
    else:
        audit.record(session, "member:create_many", "member", None, after={"ids": [item.id for item in new]})
    return [item.id for item in new]


def _member_row(session: Session, council_id: str, new: NewMember, now: Any) -> dict[str, Any]:
    return {
        "council_id": council_id,
        "id": new.id,
        "number": new.number,
        **name_columns(new.name, new.pinyin_override),
        **mobile_columns(session, council_id, new.id, new.mobile),
        "sex": new.sex,
        "ethnic_group": new.ethnic_group,
        "party": new.party,
        "birth_date": new.birth_date,
        "education": new.education,
        "employer": new.employer,
        "title": new.title,
        "speciality": new.speciality,
        "created_at": now,
        "version": 1,
    }


def _refuse_taken(session: Session, council_id: str, rows: Sequence[dict[str, Any]]) -> None:
    numbers = [row["number"] for row in rows]
    mobiles = [row["mobile_index"] for row in rows if row["mobile_index"]]
    found = queries.taken(session, council_id, numbers, mobiles)
    errors = []
    if len(set(numbers)) < len(numbers) or any(member.number in numbers for member in found):
        errors.append(number_taken())
    if len(set(mobiles)) < len(mobiles) or any(member.mobile_index in mobiles for member in found):
        errors.append(mobile_taken())
    if errors:
        raise Invalid(errors=errors)


def number_taken() -> FieldError:
    """Return the error of a number that another member has."""
    return FieldError("number", "taken", "这个委员编号已有人使用。")


def mobile_taken() -> FieldError:
    """Return the error of a mobile that another member has."""
    return FieldError("mobile", "taken", "这个手机号已登记在另一名委员名下。")


def _tenures(new: NewMember, terms: Sequence[Term]) -> list[dict[str, Any]]:
    rows = []
    for index, tenure in enumerate(new.tenures):
        check_order(tenure.starts_on, tenure.ends_on)
        refuse_overlap(new.tenures[:index], tenure.starts_on, tenure.ends_on, "任期")
        rows.append(
            {
                "term_id": term_of(terms, tenure.starts_on).id,
                "starts_on": tenure.starts_on,
                "ends_on": tenure.ends_on,
                "state": tenure.state,
                "ground": tenure.ground,
            }
        )
    return rows


def term_of(terms: Sequence[Term], day: date) -> Term:
    """Return the term running on ``day``, the newer of two that share it.

    Raises:
        Conflict: ``no_term``.
    """
    running = [term for term in terms if term.starts_on <= day <= term.ends_on]
    if not running:
        raise Conflict(f"{day.isoformat()} 不在任何一届之内，请先设置届次。", word="no_term")
    return max(running, key=lambda term: term.number)


def _posts(new: NewMember) -> list[dict[str, Any]]:
    rows = []
    for index, post in enumerate(new.posts):
        check_order(post.starts_on, post.ends_on)
        same = [other for other in new.posts[:index] if other.post == post.post]
        refuse_overlap(same, post.starts_on, post.ends_on, f"“{POST[post.post]}”职务")
        rows.append({"post": post.post, "starts_on": post.starts_on, "ends_on": post.ends_on})
    return rows


def _places(new: NewMember, units: dict[str, Unit]) -> list[dict[str, Any]]:
    rows = []
    for index, place in enumerate(new.places):
        unit = units.get(place.unit_id)
        if unit is None:
            raise NotFound("没有找到所填的机构（界别、专委会、活动组等）。", word="unit_not_found")
        check_order(place.starts_on, place.ends_on)
        same = [
            other
            for other in new.places[:index]
            if other.unit_id in units and units[other.unit_id].kind == unit.kind
        ]
        refuse_overlap(same, place.starts_on, place.ends_on, UNIT_KIND[unit.kind])
        rows.append(
            {
                "unit_id": unit.id,
                "unit_kind": unit.kind,
                "role": place.role,
                "starts_on": place.starts_on,
                "ends_on": place.ends_on,
            }
        )
    return rows
