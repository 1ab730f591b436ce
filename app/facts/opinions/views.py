"""Opinions as their shapes; instructions only for whoever may read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.http.paging import Page, write_cursor
from app.facts import claim as claims
from app.facts import queries, views
from app.facts.models import Claim
from app.facts.opinions.models import Adoption, Opinion, OpinionInstruction
from app.facts.opinions.postings import in_order
from app.facts.opinions.schemas import OpinionAdoptionOut, OpinionInstructionOut, OpinionOut, OpinionRow
from app.facts.opinions.service import of


def show(session: Session, actor: Actor, opinion_id: str) -> OpinionOut:
    """Return one opinion the actor may see, in full."""
    claim = claims.get(session, actor, opinion_id, kind="opinion")
    row = of(session, claim)
    adoptions, instructions = _followed(session, actor, [opinion_id])
    shape = _rows(session, actor, [(claim, row)], adoptions, instructions)[0]
    readable = actor.may("instruction:view")
    return OpinionOut(
        **shape.model_dump(),
        body=row.body,
        adoptions=[OpinionAdoptionOut.model_validate(one, from_attributes=True) for one in adoptions],
        instructions=[
            OpinionInstructionOut(
                id=one.id,
                level=one.level,
                instructed_on=one.instructed_on,
                text=one.text if readable else None,
            )
            for one in instructions
        ],
    )


def page(session: Session, actor: Actor, limit: int, **filters: Any) -> Page[OpinionRow]:
    """Return a page of visible opinions, newest first."""
    found = queries.page_with(session, actor, Opinion, limit=limit + 1, **filters)
    shown = found[:limit]
    adoptions, instructions = _followed(session, actor, [claim.id for claim, _ in shown])
    items = _rows(session, actor, shown, adoptions, instructions)
    return Page(items=items, next=write_cursor((items[-1].id,)) if len(found) > limit else None)


def _followed(
    session: Session, actor: Actor, ids: Sequence[str]
) -> tuple[list[Adoption], list[OpinionInstruction]]:
    council_id = actor.council_id
    return (
        queries.grouped(session, Adoption, council_id, Adoption.opinion_id, ids),
        queries.grouped(session, OpinionInstruction, council_id, OpinionInstruction.opinion_id, ids),
    )


def _rows(
    session: Session,
    actor: Actor,
    shown: Sequence[tuple[Claim, Opinion]],
    adoptions: Sequence[Adoption],
    instructions: Sequence[OpinionInstruction],
) -> list[OpinionRow]:
    adopted = _levels(adoptions)
    instructed = _levels(instructions)
    shapes = views.shapes(session, actor, [claim for claim, _ in shown])
    return [
        OpinionRow(
            **shape.model_dump(),
            topic=row.topic,
            urgent=row.urgent,
            adopted=in_order(adopted.get(row.id, ())),
            instructed=in_order(instructed.get(row.id, ())),
        )
        for shape, (_, row) in zip(shapes, shown, strict=True)
    ]


def _levels(rows: Sequence[Adoption] | Sequence[OpinionInstruction]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.opinion_id, set()).add(row.level)
    return found
