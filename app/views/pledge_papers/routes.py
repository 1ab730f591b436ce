"""Routes of the printed pledge."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from app.access.door import In
from app.core.http.headers import NO_STORE
from app.core.ids import Id
from app.core.storage import content_disposition
from app.views.pledge_papers import compose

router = APIRouter(tags=["履职承诺"])
_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Word 文件。",
        "content": {compose.MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get(
    "/pledges/{pledge_id}/paper.docx", summary="承诺书（Word）", response_class=Response, responses=_FILE
)
async def get_pledge_paper(door: In, pledge_id: Id) -> Response:
    """Return the pledge in official form, two copies on pages of their own."""
    return _file(*await door.read("pledge:view", compose.pledge, pledge_id))


@router.get(
    "/pledges/{pledge_id}/kept.docx", summary="践诺情况表（Word）", response_class=Response, responses=_FILE
)
async def get_pledge_table(door: In, pledge_id: Id) -> Response:
    """Return the table of how the pledge was kept, with its verdict."""
    return _file(*await door.read("pledge:view", compose.table, pledge_id))


def _file(name: str, content: bytes) -> Response:
    headers = {**NO_STORE, "Content-Disposition": content_disposition(name)}
    return Response(content, headers=headers, media_type=compose.MEDIA_TYPE)
