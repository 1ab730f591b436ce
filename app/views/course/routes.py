"""Routes of a claim's course."""

from __future__ import annotations

from fastapi import APIRouter

from app.access.door import In
from app.core.ids import Id
from app.views.course import service
from app.views.course.schemas import StepOut

router = APIRouter(tags=["履职记录"])


@router.get("/claims/{claim_id}/course", summary="经过")
async def get_course(door: In, claim_id: Id) -> list[StepOut]:
    """Return what happened to a claim, oldest first: entered, handed in, returned, verified, corrected."""
    return await door.read("claim:view", service.course, claim_id)
