"""Routes of a change of term."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from app.access.door import In, InToCreate
from app.core.ids import Id
from app.standings.term_change import views
from app.standings.term_change.carry import carry
from app.standings.term_change.schemas import TermChangeGo, TermChangeIn, TermChangeOut, TermChangePreview

router = APIRouter(tags=["换届"])
_FORBIDS: dict[int | str, dict[str, Any]] = {409: {"description": "还有事项未解决，或预览之后名册有变动。"}}


@router.post("/term-changes/preview", summary="换届预览")
async def preview_term_change(door: In, body: TermChangeIn) -> TermChangePreview:
    """Return who and what would go on into a new term, what would not, and what stands in the way.

    Nothing is written. ``digest`` goes into ``POST /term-changes``, which does exactly this.
    """
    return await door.read("term:change", views.preview, body)


@router.post("/term-changes", status_code=201, summary="开启新一届", responses=_FORBIDS)
async def change_term(door: InToCreate, body: TermChangeGo) -> TermChangeOut:
    """Open a term with the members, places and drafts of the preview, all at once.

    Repeated, it changes nothing. Rows of the old term only get their last day; nothing is deleted.
    """
    return await door.create("term:change", carry, views.show, body)


@router.get("/term-changes/{term_id}", summary="换届结果")
async def get_term_change(door: In, term_id: Id) -> TermChangeOut:
    """Return who went on into a term, who ended with the one before, who is new, and its duty years."""
    return await door.read("term:change", views.show, term_id)
