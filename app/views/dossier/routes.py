"""Routes of the dossier."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from app.access.door import In
from app.core import clock
from app.core.http.etags import IfNoneMatch, versioned
from app.core.http.quick import QuickRoute
from app.core.ids import Id
from app.views.dossier import queries, service
from app.views.dossier.schemas import Dossier

router = APIRouter(tags=["履职档案"], route_class=QuickRoute)
Year = Annotated[int | None, Query(ge=1949, le=2200, description="履职年度，默认当前年度。")]


@router.get("/me/dossier", summary="我的履职档案")
async def my_dossier(door: In, year: Year = None, if_none_match: IfNoneMatch = None) -> Dossier:
    """Return the own dossier of a duty year: base facts, attendance, records, score."""
    if if_none_match is not None:
        known = door.glance("dossier:view_own", service.own_unchanged, year, if_none_match)
        if known is not None:
            return versioned(known, None)  # type: ignore[return-value]
        found = await door.read("dossier:view_own", service.own, year, if_none_match)
    else:
        today = clock.today()
        found = await door.read_along(
            "dossier:view_own", *queries.own(year, today), service.own_read, year, today
        )
    return versioned(*found)  # type: ignore[return-value]


@router.get("/members/{member_id}/dossier", summary="委员履职档案")
async def member_dossier(
    door: In, member_id: Id, year: Year = None, if_none_match: IfNoneMatch = None
) -> Dossier:
    """Return a member's dossier of a duty year, for office, chair and auditor."""
    found = await door.read("dossier:view_any", service.of, member_id, year, if_none_match)
    return versioned(*found)  # type: ignore[return-value]
