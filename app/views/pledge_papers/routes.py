"""Routes of the printed pledge."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.access.door import In
from app.core.http.papers import PDF_FILE, WORD_FILE, archive, word
from app.core.ids import Id
from app.views.pledge_papers import compose

router = APIRouter(tags=["履职承诺"])


@router.get(
    "/pledges/{pledge_id}/paper.docx",
    summary="承诺书（Word）",
    response_class=Response,
    responses=WORD_FILE,
)
async def get_pledge_paper(door: In, pledge_id: Id) -> Response:
    """Return the pledge in official form, two copies on pages of their own."""
    return await word(await door.read("pledge:view", compose.pledge, pledge_id))


@router.get(
    "/pledges/{pledge_id}/paper.pdf", summary="承诺书（PDF）", response_class=Response, responses=PDF_FILE
)
async def get_pledge_archive(door: In, pledge_id: Id) -> Response:
    """Return the same pledge for the archive."""
    return await archive(await door.read("pledge:view", compose.pledge, pledge_id))


@router.get(
    "/pledges/{pledge_id}/kept.docx",
    summary="践诺情况表（Word）",
    response_class=Response,
    responses=WORD_FILE,
)
async def get_pledge_table(door: In, pledge_id: Id) -> Response:
    """Return the table of how the pledge was kept, with its verdict."""
    return await word(await door.read("pledge:view", compose.table, pledge_id))


@router.get(
    "/pledges/{pledge_id}/kept.pdf",
    summary="践诺情况表（PDF）",
    response_class=Response,
    responses=PDF_FILE,
)
async def get_pledge_table_archive(door: In, pledge_id: Id) -> Response:
    """Return the same table for the archive."""
    return await archive(await door.read("pledge:view", compose.table, pledge_id))
