"""Routes of the term review."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.access.door import In
from app.core.http.etags import IfNoneMatch, tagged
from app.core.http.paging import Cursor, Limit, Page
from app.views.term_review import service
from app.views.term_review.schemas import Behind, TermReview

router = APIRouter(tags=["“数说”一届"])
TermNumber = Annotated[int, Query(ge=1, le=100, description="届次。", examples=[13])]
Key = Annotated[
    str, Path(pattern=r"^[a-z][a-z_]{0,60}$", description="数字的代码。", examples=["proposals_filed"])
]


@router.get("/term-review", summary="“数说”一届")
async def term_review(door: In, term: TermNumber, if_none_match: IfNoneMatch = None) -> TermReview:
    """Return the fourteen lines of a term, every figure computed from verified records.

    A figure whose kind has no record yet has the value null and says so. The ``ETag`` changes
    with the figures, so a wall display may poll.
    """
    found = await door.read("term_review:view", service.review, term)
    return tagged(found.model_dump_json().encode(), if_none_match)  # type: ignore[return-value]


@router.get("/term-review/{key}", summary="一项数字背后的记录")
async def records_behind(
    door: In, key: Key, term: TermNumber, limit: Limit = 50, cursor: Annotated[Cursor, Query()] = None
) -> Page[Behind]:
    """List the records that a figure was computed from, newest posting first; for staff only."""
    return await door.read("term_review:open", service.behind, term, key, cursor, limit)
