"""Write a checked roster in a handful of statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.ids import new_id
from app.council.imports.kind import CHANGED, NEW, Verdict
from app.council.imports.roster_changes import changed_facts, changed_units, moved_start, new_post
from app.council.imports.roster_check import Plan
from app.council.imports.roster_columns import NO_POST
from app.council.members.bulk import (
    NewMember,
    NewPlace,
    NewPost,
    NewTenure,
    add_many,
    mobile_columns,
    name_columns,
    term_of,
)
from app.council.models import Member, Placement, Post, Tenure


def commit(session: Session, actor: Actor, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Add the new and change the changed; return ids and column names for the audit."""
    added = add_many(
        session, actor, [_new_member(verdict.work) for verdict in verdicts if verdict.verdict == NEW]
    )
    changed: dict[str, list[str]] = {}
    for verdict in verdicts:
        if verdict.verdict == CHANGED:
            plan: Plan = verdict.work
            assert plan.member is not None
            _apply(session, plan, plan.member)
            changed[plan.member.id] = [change.column for change in verdict.changes]
    # One flush writes all of them, grouped by table and by the columns that changed.
    session.flush()
    return {"added": added, "changed": changed}


def _new_member(plan: Plan) -> NewMember:
    assert plan.joined_on is not None
    day = plan.joined_on
    posts = [NewPost(plan.post, day)] if plan.post and plan.post != NO_POST else []
    return NewMember(
        **plan.facts,
        tenures=[NewTenure(day)],
        posts=posts,
        places=[NewPlace(unit.id, day) for unit in plan.units.values()],
    )


def _apply(session: Session, plan: Plan, member: Member) -> None:
    facts = changed_facts(plan)
    if "name" in facts or "pinyin_override" in facts:
        override = facts.pop("pinyin_override", member.pinyin_override)
        facts |= name_columns(facts.pop("name", member.name), override)
    if "mobile" in facts:
        facts |= mobile_columns(session, member.council_id, member.id, facts.pop("mobile"))
    for key, value in facts.items():
        setattr(member, key, value)
    member.version += 1
    base = {"council_id": member.council_id, "member_id": member.id}
    day = _tenure(session, plan, member, base)
    held = plan.state.places.get(member.id, {})
    for kind, unit in changed_units(plan).items():
        starts_on = _succeed(held.get(kind), day)
        if starts_on is None:
            held[kind].unit_id = unit.id
        else:
            session.add(Placement(id=new_id(), unit_id=unit.id, unit_kind=kind, starts_on=starts_on, **base))
    post = new_post(plan)
    if post is not None:
        _take(session, plan, post, day, base)


def _tenure(session: Session, plan: Plan, member: Member, base: dict[str, Any]) -> date:
    """Begin or correct the tenure; return the day from which new places and posts hold."""
    today = plan.state.today
    if plan.tenure is None:
        assert plan.joined_on is not None
        begins = plan.joined_on
        for earlier in plan.state.tenures.get(member.id, []):
            if earlier.ends_on is None:
                earlier.ends_on, earlier.state = begins - timedelta(days=1), "term_ended"
        term = term_of(plan.state.terms, begins)
        session.add(Tenure(id=new_id(), term_id=term.id, starts_on=begins, **base))
        return begins
    moved = moved_start(plan)
    if moved is not None:
        was = plan.tenure.starts_on
        # What began with the tenure keeps beginning with it.
        rows: list[Any] = [*plan.state.places.get(member.id, {}).values(), *plan.posts]
        for row in rows:
            if row.starts_on == was or row.starts_on < moved:
                row.starts_on = moved
        plan.tenure.starts_on = moved
    return max(today, plan.tenure.starts_on)


def _succeed(held: Placement | None, day: date) -> date | None:
    """End the earlier place before ``day``; None when it begins that day and is corrected instead."""
    if held is None:
        return day
    if held.starts_on >= day:
        return None
    held.ends_on = day - timedelta(days=1)
    return day


def _take(session: Session, plan: Plan, post: str, day: date, base: dict[str, Any]) -> None:
    for row in plan.posts:
        row.ends_on = max(row.starts_on, day - timedelta(days=1))
    if post != NO_POST:
        session.add(Post(id=new_id(), post=post, starts_on=day, **base))
