"""Objections as their shapes."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.permissions import allows
from app.core import clock
from app.core.db.base import AnyRow
from app.core.errors import NotFound
from app.core.http.paging import Page, read_cursor, write_cursor
from app.standings import queries as runs
from app.standings.objections import policy, queries
from app.standings.objections.models import Objection
from app.standings.objections.schemas import Change, ObjectionFull, ObjectionOut
from app.standings.schemas import ReceiptLine

OFFICE = "办公室"


def page(
    session: Session, actor: Actor, state: str | None, limit: int, cursor: str | None
) -> Page[ObjectionOut]:
    """Return a page of the objections that an actor may see, the newest first."""
    rows = queries.listed(session, actor, state, read_cursor(cursor), limit + 1)
    return _page(actor, rows, limit)


def own(session: Session, actor: Actor, limit: int, cursor: str | None) -> Page[ObjectionOut]:
    """Return a page of a member's own objections."""
    return _page(actor, queries.own(session, actor, read_cursor(cursor), limit + 1), limit)


def _page(actor: Actor, rows: list[AnyRow], limit: int) -> Page[ObjectionOut]:
    items = [ObjectionOut(**_said(actor, row)) for row in rows[:limit]]
    return Page(items=items, next=write_cursor((items[-1].id,)) if len(rows) > limit else None)


def show(session: Session, actor: Actor, objection_id: str) -> ObjectionFull:
    """Return an objection with its line then and now, and what changed in between.

    Raises:
        NotFound: no such objection, or it is not for this actor.
    """
    row = queries.one(session, actor, objection_id)
    if row is None:
        raise NotFound()
    doubted: Objection = row.Objection
    before = runs.run(session, actor.council_id, doubted.run_id)
    now = runs.in_force(session, actor.council_id, doubted.year)
    assert before is not None
    card: dict[str, Any] = json.loads(row.trace)
    later, changes = None, []
    if now is not None and now.id != before.id:
        text = queries.card(session, actor.council_id, now.id, doubted.member_id)
        later = None if text is None else json.loads(text)
        changes = queries.between(session, before, now, doubted.member_id)
    return ObjectionFull(
        **_said(actor, row),
        record_id=doubted.record_id,
        run_id=doubted.run_id,
        line=_line(card, doubted.item),  # type: ignore[arg-type]
        total=card["total"],
        run_now=None if now is None else now.id,
        line_now=None if later is None else _line(later, doubted.item),
        total_now=None if later is None else later["total"],
        changes=[
            Change(
                record_id=one.reverses_id or one.id,
                fact=one.fact,
                occurred_on=one.occurred_on,
                reversal=one.reverses_id is not None,
                reason=one.reason,
                claim_id=one.claim_id,
            )
            for one in changes
        ],
    )


def _line(card: dict[str, Any], item: str) -> ReceiptLine | None:
    return next((ReceiptLine(**_fields(line)) for line in card["lines"] if line["id"] == item), None)


def title_on(trace: str, item: str) -> str:
    """Return what a card calls one of its lines."""
    line = _line(json.loads(trace), item)
    return item if line is None else line.title


def _fields(line: dict[str, Any]) -> dict[str, Any]:
    return {name: line.get(name) for name in ReceiptLine.model_fields}


def _said(actor: Actor, row: AnyRow) -> dict[str, Any]:
    one: Objection = row.Objection
    refusal = policy.why_not(actor, one, row.verified_by)
    may = one.state == "open" and refusal is None and allows(actor.roles, "objection:decide")
    return {
        **{name: getattr(one, name) for name in _PLAIN},
        "name": row.name,
        "number": row.number,
        "title": title_on(row.trace, one.item),
        "overdue": one.state == "open" and one.due_on < clock.today(),
        "section": row.section or OFFICE,
        "mine": one.member_id == actor.member_id,
        "may_decide": may,
        "why_not": refusal[1] if one.state == "open" and refusal is not None else "",
    }


_PLAIN = (
    "id", "member_id", "year", "item", "state", "reason", "decision", "opened_at", "due_on", "decided_at",
    "section_id", "version",
)  # fmt: skip
