"""Routes of the printed statement."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.access.door import In
from app.core.http.headers import NO_STORE
from app.core.ids import Id
from app.core.storage import content_disposition
from app.views.statement_papers import compose

router = APIRouter(tags=["述职"])


@router.get(
    "/statements/{statement_id}/paper.docx",
    summary="述职报告（Word）",
    response_class=Response,
    responses={
        200: {
            "description": "Word 文件。",
            "content": {compose.MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def get_statement_paper(door: In, statement_id: Id) -> Response:
    """Return a statement in official layout, with the numbers that the page shows."""
    name, content = await door.read("statement:view", compose.statement, statement_id)
    headers = {**NO_STORE, "Content-Disposition": content_disposition(name)}
    return Response(content, headers=headers, media_type=compose.MEDIA_TYPE)
