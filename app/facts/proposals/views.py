"""Proposals as their shapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.http.paging import Page, write_cursor
from app.facts import claim as claims
from app.facts import queries, views
from app.facts.proposals.models import Proposal
from app.facts.proposals.schemas import FILING_LABELS, ProposalOut, ProposalRow
from app.facts.proposals.service import of

_ROW = (
    "number",
    "form",
    "category",
    "livelihood",
    "plenary",
    "filing",
    "outcomes",
    "process_satisfaction",
    "result_satisfaction",
)
_REST = ("body", "filing_reason", "handling_unit")


def show(session: Session, actor: Actor, proposal_id: str) -> ProposalOut:
    """Return one proposal the actor may see, in full."""
    claim = claims.get(session, actor, proposal_id, kind="proposal")
    row = of(session, claim)
    shape = views.shapes(session, actor, [claim])[0].model_dump()
    return ProposalOut(**shape, **_said(row, (*_ROW, *_REST)))


def page(session: Session, actor: Actor, limit: int, **filters: Any) -> Page[ProposalRow]:
    """Return a page of visible proposals, newest first."""
    found = queries.page_with(session, actor, Proposal, limit=limit + 1, **filters)
    shown = found[:limit]
    shapes = views.shapes(session, actor, [claim for claim, _ in shown])
    items = [
        ProposalRow(**shape.model_dump(), **_said(row, _ROW))
        for shape, (_, row) in zip(shapes, shown, strict=True)
    ]
    return Page(items=items, next=write_cursor((items[-1].id,)) if len(found) > limit else None)


def _said(row: Proposal, names: Sequence[str]) -> dict[str, Any]:
    return {"filing_label": FILING_LABELS[row.filing], **{name: getattr(row, name) for name in names}}
