"""Prepare a sanction: its kind and its grounds, each with evidence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import FieldError, Invalid, NotFound, Stale
from app.core.ids import new_id
from app.council import queries as council
from app.stewardship.sanctions import policy, queries
from app.stewardship.sanctions.models import Sanction, SanctionEvent, SanctionEvidence, SanctionGround
from app.stewardship.sanctions.schemas import DropIn, GroundIn, SanctionEdit, SanctionIn


def prepare(session: Session, actor: Actor, asked: SanctionIn) -> str:
    """Write a draft; return its id.

    Raises:
        NotFound: no such member. Invalid: evidence that is not the member's. Forbidden: one's own.
    """
    council.require_member(session, actor.council_id, asked.member_id)
    row = Sanction(
        council_id=actor.council_id,
        id=new_id(),
        member_id=asked.member_id,
        year=asked.year,
        kind=asked.kind,
        state="draft",
        created_by=actor.account_id,
        created_at=clock.now(),
    )
    policy.may_handle(actor, row)
    session.add(row)
    session.flush()
    _write(session, row, asked.grounds)
    note(session, row, "prepare", actor.account_id, data={"measure": row.kind})
    said = {"member": row.member_id, "measure": row.kind, "grounds": len(asked.grounds)}
    audit.record(session, "sanction:prepare", "sanction", row.id, after=said)
    return row.id


def edit(session: Session, actor: Actor, sanction_id: str, asked: SanctionEdit, version: int | None) -> str:
    """Change a draft.

    Raises:
        NotFound, Stale, Forbidden. Conflict: it is no draft any more. Invalid: likewise.
    """
    row = find(session, actor, sanction_id, version)
    policy.may_handle(actor, row)
    row.state = policy.step(row, "edit")
    if asked.kind is not None:
        row.kind = asked.kind
    if asked.grounds is not None:
        queries.clear(session, actor.council_id, row.id)
        _write(session, row, asked.grounds)
    moved(session, row, "edit", actor, data={"measure": row.kind})
    return row.id


def drop(session: Session, actor: Actor, sanction_id: str, asked: DropIn, version: int | None) -> str:
    """Let a proposal go before a body decided on it.

    Raises:
        NotFound, Stale, Forbidden. Conflict: it was decided.
    """
    row = find(session, actor, sanction_id, version)
    policy.may_handle(actor, row)
    row.state = policy.step(row, "drop")
    moved(session, row, "drop", actor, asked.reason)
    return row.id


def find(session: Session, actor: Actor, sanction_id: str, version: int | None) -> Sanction:
    """Return a sanction, locked for a change.

    Raises:
        NotFound, Stale.
    """
    row = queries.lock(session, actor.council_id, sanction_id)
    if row is None or not (actor.may("sanction:view") or _is_own(actor, row)):
        raise NotFound()
    if version is not None and row.version != version:
        raise Stale()
    return row


def _is_own(actor: Actor, row: Sanction) -> bool:
    return actor.member_id == row.member_id and queries.is_visible(row)


def moved(
    session: Session,
    row: Sanction,
    act: str,
    actor: Actor,
    text: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """Count the version up, write the step into the course and into the audit (without words)."""
    row.version += 1
    session.flush()
    note(session, row, act, actor.account_id, text, data)
    said = {"stage": row.state, **{name: one for name, one in (data or {}).items() if name != "form"}}
    audit.record(session, f"sanction:{act}", "sanction", row.id, after=said)


def note(
    session: Session,
    row: Sanction,
    act: str,
    by: str | None,
    text: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """Append one step to the course."""
    session.add(
        SanctionEvent(
            council_id=row.council_id,
            id=new_id(),
            sanction_id=row.id,
            number=queries.count(session, row.council_id, row.id) + 1,
            act=act,
            state=row.state,
            text=text,
            data=data or {},
            by=by,
            at=clock.now(),
        )
    )
    session.flush()


def _write(session: Session, row: Sanction, grounds: Sequence[GroundIn]) -> None:
    errors = _wrong(session, row, grounds)
    if errors:
        raise Invalid(errors=errors)
    written = [
        SanctionGround(
            council_id=row.council_id,
            id=new_id(),
            sanction_id=row.id,
            place=place,
            text=one.text,
            article=one.article,
        )
        for place, one in enumerate(grounds, start=1)
    ]
    session.add_all(written)
    session.flush()
    session.add_all(
        SanctionEvidence(
            council_id=row.council_id, id=new_id(), ground_id=ground.id, place=place, **one.model_dump()
        )
        for ground, said in zip(written, grounds, strict=True)
        for place, one in enumerate(said.evidence, start=1)
    )
    session.flush()


def _wrong(session: Session, row: Sanction, grounds: Sequence[GroundIn]) -> list[FieldError]:
    """Return each piece of evidence that is not this member's."""
    named = [
        (f"grounds[{i}].evidence[{j}]", one)
        for i, ground in enumerate(grounds)
        for j, one in enumerate(ground.evidence)
    ]
    records = queries.known_records(
        session, row.council_id, row.member_id, [one.record_id for _, one in named if one.record_id]
    )
    cards = queries.cards(
        session, row.council_id, row.member_id, [one.run_id for _, one in named if one.run_id]
    )
    lines = {run: {line["id"] for line in json.loads(text)["lines"]} for run, text in cards.items()}
    errors = []
    for where, one in named:
        if one.record_id is not None and one.record_id not in records:
            errors.append(FieldError(f"{where}.record_id", "unknown", "台账中没有该委员的这条记录。"))
        if one.run_id is not None and one.run_id not in cards:
            errors.append(FieldError(f"{where}.run_id", "unknown", "该委员没有这次计分的结果。"))
        elif one.run_id is not None and one.item and one.item not in lines[one.run_id]:
            errors.append(FieldError(f"{where}.item", "unknown", f"得分单上没有“{one.item}”这一项。"))
    return errors
