"""The route of the search."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from app.access.door import In
from app.views.search import service
from app.views.search.schemas import SearchOut

router = APIRouter(tags=["查找"])

Typed = Annotated[
    str,
    Query(
        min_length=2,
        max_length=100,
        description="至少两个字：姓名、拼音或首字母、委员编号、提案编号、题目或机构名称；空格隔开的词须同时出现。",
        examples=["停车"],
    ),
]


@router.get("/search", summary="查找")
async def search(door: In, q: Typed) -> SearchOut:
    """Find members, records, activities and units, the first five of each.

    Whatever the caller's own lists do not show is not found here either.
    """
    return await door.read("search:use", service.find, q)
