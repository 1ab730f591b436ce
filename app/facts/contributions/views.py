"""Contributions as their shapes; restricted data only for whoever may read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.http.paging import Page, write_cursor
from app.facts import claim as claims
from app.facts import queries, views
from app.facts.contributions.bodies import ContributionOut, KindOut
from app.facts.contributions.kinds import KINDS
from app.facts.contributions.models import Contribution
from app.facts.contributions.service import of
from app.facts.models import Claim


def kinds() -> list[KindOut]:
    """Return every kind with the JSON schema of its data."""
    return [
        KindOut(
            kind=word,
            label=kind.label,
            subjects=list(kind.subjects),  # type: ignore[arg-type]
            office_only=kind.office,
            data_schema=kind.schema.model_json_schema(),
        )
        for word, kind in KINDS.items()
    ]


def show(session: Session, actor: Actor, contribution_id: str) -> ContributionOut:
    """Return one contribution the actor may see."""
    claim = claims.get(session, actor, contribution_id, kind="contribution")
    return _shapes(session, actor, [(claim, of(session, claim))])[0]


def page(session: Session, actor: Actor, limit: int, **filters: Any) -> Page[ContributionOut]:
    """Return a page of visible contributions, newest first."""
    found = queries.page_with(session, actor, Contribution, limit=limit + 1, **filters)
    items = _shapes(session, actor, found[:limit])
    return Page(items=items, next=write_cursor((items[-1].id,)) if len(found) > limit else None)


def _shapes(
    session: Session, actor: Actor, shown: Sequence[tuple[Claim, Contribution]]
) -> list[ContributionOut]:
    readable = actor.may("instruction:view")
    shapes = views.shapes(session, actor, [claim for claim, _ in shown])
    found = []
    for shape, (_, row) in zip(shapes, shown, strict=True):
        kind, data = KINDS[row.kind], dict(row.data)
        if not readable:
            data |= {name: None for name in kind.restricted if name in data}
        found.append(ContributionOut(**shape.model_dump(), kind_label=kind.label, data=data))
    return found
