"""Create one member, change base facts."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.core.crypto import blind
from app.core.db.hops import SECRET
from app.core.errors import Conflict, FieldError, Invalid, NotFound, Stale
from app.council.members import queries
from app.council.members.bulk import (
    NewMember,
    NewPlace,
    NewPost,
    NewTenure,
    add_many,
    mobile_columns,
    mobile_taken,
    name_columns,
    number_taken,
)
from app.council.members.follow import follow
from app.council.members.schemas import MemberEdit, MemberNew, MemberOut
from app.council.members.show import clear_mobile, show
from app.council.models import Member

#: Facts that go into the audit chain as digests only.
_PERSONAL = ("number", "name", "mobile", "birth_date", "employer", "title", "pinyin_override")


def create(session: Session, actor: Actor, new: MemberNew) -> str:
    """Add a member who joins on a day, with the places and posts of that day; return the id."""
    said = new.model_dump(exclude={"joined_on", "places", "posts"})
    return add_many(
        session,
        actor,
        [
            NewMember(
                **said,
                tenures=[NewTenure(new.joined_on)],
                posts=[NewPost(post, new.joined_on) for post in new.posts],
                places=[NewPlace(unit_id, new.joined_on) for unit_id in new.places],
            )
        ],
    )[0]


def owned(session: Session, actor: Actor, member_id: str, version: int | None = None) -> Member:
    """Return the member, locked for a change.

    Args:
        version: The version the author of the change saw; None when the act needs none.

    Raises:
        NotFound: not there, or another council's.
        Stale: changed since.
        Conflict: ``erased``; such a row names nobody and stays as it is.
    """
    member = queries.member(session, actor.council_id, member_id, lock=True)
    if member is None:
        raise NotFound()
    if member.erased_at is not None:
        raise Conflict("该委员的信息已注销，不能再修改。", word="erased")
    if version is not None and member.version != version:
        raise Stale()
    return member


def edit(session: Session, actor: Actor, member_id: str, changes: MemberEdit, version: int) -> MemberOut:
    """Overwrite the facts that were given.

    Raises:
        NotFound, Stale: see ``owned``.
        Invalid: number or mobile belongs to somebody else, or the name cannot be one.
    """
    member = owned(session, actor, member_id, version)
    said = {
        key: value
        for key, value in changes.model_dump(exclude_unset=True).items()
        if value is not None or key == "birth_date"
    }
    change(session, member, said)
    return show(session, actor, member_id)


def change(session: Session, member: Member, said: dict[str, Any]) -> list[str]:
    """Apply checked facts to a member and record them; return the names of what changed."""
    current = {key: getattr(member, key) for key in said if key != "mobile"}
    if "mobile" in said:
        current["mobile"] = clear_mobile(session, member) or ""
        said = {**said, "mobile": said["mobile"] or ""}
    changed = [key for key in said if said[key] != current[key]]
    if not changed:
        return []
    before = member.name, member.number, member.mobile_index
    _refuse_taken(session, member, {key: said[key] for key in changed})
    if "name" in changed or "pinyin_override" in changed:
        name, override = said.get("name", member.name), said.get("pinyin_override", member.pinyin_override)
        _set(member, name_columns(name, override))
    if "mobile" in changed:
        _set(member, mobile_columns(session, member.council_id, member.id, said["mobile"]))
    plain = {"name", "pinyin_override", "mobile"}
    _set(member, {key: said[key] for key in changed if key not in plain})
    member.version += 1
    session.flush()
    if {"name", "number", "mobile"}.intersection(changed):
        follow(session, member, *before)
    secret = session.info[SECRET]
    audit.record(
        session,
        "member:edit",
        "member",
        member.id,
        before={key: _guarded(secret, key, current[key]) for key in changed},
        after={key: _guarded(secret, key, said[key]) for key in changed},
    )
    return changed


def _set(member: Member, values: dict[str, Any]) -> None:
    for key, value in values.items():
        setattr(member, key, value)


def _guarded(secret: str, key: str, value: Any) -> Any:
    if key in _PERSONAL:
        return blind(secret, key, str(value)) if value else ""
    return value


def _refuse_taken(session: Session, member: Member, said: dict[str, Any]) -> None:
    numbers = [said["number"]] if "number" in said else []
    index = blind(session.info[SECRET], "mobile", said["mobile"]) if said.get("mobile") else None
    if not numbers and index is None:
        return
    others = queries.taken(session, member.council_id, numbers, [index] if index else [])
    errors: list[FieldError] = []
    for other in others:
        if other.id == member.id:
            continue
        if other.number in numbers:
            errors.append(number_taken())
        if index is not None and other.mobile_index == index:
            errors.append(mobile_taken())
    if errors:
        raise Invalid(errors=errors)
