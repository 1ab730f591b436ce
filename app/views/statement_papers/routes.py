"""Routes of the printed statement."""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import APIRouter, Response

from app.access.door import In
from app.core.http.headers import NO_STORE
from app.core.ids import Id
from app.core.storage import content_disposition
from app.views.statement_papers import compose

router = APIRouter(tags=["述职"])


def _answers(what: str, media_type: str) -> dict[int | str, dict[str, Any]]:
    return {
        200: {
            "description": what,
            "content": {media_type: {"schema": {"type": "string", "format": "binary"}}},
        }
    }


@router.get(
    "/statements/{statement_id}/paper.docx",
    summary="述职报告（Word）",
    response_class=Response,
    responses=_answers("Word 文件。", compose.MEDIA_TYPE),
)
async def get_statement_paper(door: In, statement_id: Id) -> Response:
    """Return a statement in official layout, with the numbers that the page shows."""
    return _file(compose.MEDIA_TYPE, *await door.read("statement:view", compose.statement, statement_id))


@router.get(
    "/statements/{statement_id}/paper.pdf",
    summary="述职报告（PDF）",
    response_class=Response,
    responses=_answers("PDF 文件（PDF/A）。", compose.PDF),
)
async def get_statement_pdf(door: In, statement_id: Id) -> Response:
    """Return the same paper for the archive; refused when no font draws one of its characters."""
    found = await door.read("statement:view", partial(compose.statement, pdf=True), statement_id)
    return _file(compose.PDF, *found)


def _file(media_type: str, name: str, content: bytes) -> Response:
    headers = {**NO_STORE, "Content-Disposition": content_disposition(name)}
    return Response(content, headers=headers, media_type=media_type)
