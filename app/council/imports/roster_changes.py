"""Say what a roster row would change of a member."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from app.council.imports.kind import Change
from app.council.imports.roster_columns import NO_POST, TITLES
from app.council.imports.roster_state import State
from app.council.labels import POST, SEX
from app.council.models import Member, Post, Tenure, Unit


class RowPlan(Protocol):
    """What a row wants of a member the system knows."""

    state: State
    member: Member | None
    tenure: Tenure | None
    facts: dict[str, Any]
    units: dict[str, Unit]
    post: str | None
    joined_on: date | None
    posts: list[Post]


def changed_facts(plan: RowPlan) -> dict[str, Any]:
    """Return the facts that differ from what is stored; a mobile is compared by its index."""
    member = plan.member
    assert member is not None
    found = {}
    for key, value in plan.facts.items():
        if key == "mobile":
            if plan.state.index(value) != member.mobile_index:
                found[key] = value
        elif value != getattr(member, key):
            found[key] = value
    return found


def changed_units(plan: RowPlan) -> dict[str, Unit]:
    """Return kind → unit where the member's running place is another or none."""
    assert plan.member is not None
    held = plan.state.places.get(plan.member.id, {})
    return {
        kind: unit for kind, unit in plan.units.items() if kind not in held or held[kind].unit_id != unit.id
    }


def new_post(plan: RowPlan) -> str | None:
    """Return the post to take, ``NO_POST`` to give up all, None when nothing changes."""
    held = {post.post for post in plan.posts}
    if plan.post is None or plan.post in held or (plan.post == NO_POST and not held):
        return None
    return plan.post


def moved_start(plan: RowPlan) -> date | None:
    """Return the corrected first day of the running tenure, None when it stays."""
    if plan.tenure is None or plan.joined_on is None or plan.joined_on == plan.tenure.starts_on:
        return None
    return plan.joined_on


def changes_of(plan: RowPlan) -> list[Change]:
    """Return every change in words; personal values are masked, for the preview is stored."""
    member = plan.member
    assert member is not None
    found = [
        Change(TITLES[key], _shown(key, getattr(member, key, None)), _shown(key, value))
        for key, value in changed_facts(plan).items()
    ]
    held = plan.state.places.get(member.id, {})
    for kind, unit in changed_units(plan).items():
        before = plan.state.unit_names[held[kind].unit_id] if kind in held else ""
        found.append(Change(TITLES[kind], before, unit.name))
    post = new_post(plan)
    if post is not None:
        before = "、".join(POST[row.post] for row in plan.posts)
        found.append(Change(TITLES["post"], before, POST.get(post, "委员")))
    if plan.tenure is None and plan.joined_on is not None:
        found.append(Change(TITLES["joined_on"], "", plan.joined_on.isoformat()))
    moved = moved_start(plan)
    if moved is not None and plan.tenure is not None:
        found.append(Change(TITLES["joined_on"], plan.tenure.starts_on.isoformat(), moved.isoformat()))
    return found


def _shown(key: str, value: Any) -> str:
    if key == "mobile":
        return f"{value[:3]}****{value[-4:]}" if value else "（原号码）"
    if key == "birth_date":
        return f"{value.year}-**-**" if value else ""
    if key == "sex":
        return SEX.get(value, "")
    return str(value or "")
