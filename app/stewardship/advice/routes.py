"""Route of advice."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.access.door import In
from app.stewardship.advice import service
from app.stewardship.advice.schemas import AdviceList

router = APIRouter(tags=["提醒与处理"])


@router.get("/sanction-advice", summary="处理建议")
async def list_advice(
    door: In,
    response: Response,
    year: Annotated[int | None, Query(ge=1949, le=2200, description="履职年度，默认本年度。")] = None,
) -> AdviceList:
    """List what thresholds and the rule book propose, each with grounds and records; nothing follows."""
    response.headers["Cache-Control"] = "no-store"
    return await door.read("sanction:advise", service.show, year)
