"""Routes of the dossier."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from app.access.door import In
from app.core import clock
from app.core.http.etags import IfNoneMatch, versioned
from app.core.http.quick import QuickRoute
from app.core.ids import Id
from app.views.dossier import as_of as on_day
from app.views.dossier import queries, service
from app.views.dossier import term as whole
from app.views.dossier.schemas import Dossier, TermDossier

router = APIRouter(tags=["履职档案"], route_class=QuickRoute)
terms = APIRouter(tags=["履职档案"])
Day = Annotated[
    date | None,
    Query(description="按这一天（北京时间）结束时的情况查看；默认为现在。", examples=["2026-06-30"]),
]
TermNumber = Annotated[int | None, Query(ge=1, le=99, description="届次，默认本届。", examples=[15])]
Year = Annotated[int | None, Query(ge=1949, le=2200, description="履职年度，默认当前年度。")]


@router.get("/me/dossier", summary="我的履职档案")
async def my_dossier(
    door: In, year: Year = None, as_of: Day = None, if_none_match: IfNoneMatch = None
) -> Dossier:
    """Return the own dossier of a duty year: base facts, attendance, records, score.

    With ``as_of``: as it stood at the end of that day; ``as_of.gaps`` says what cannot be known any more.
    """
    if as_of is not None:
        found = await door.read("dossier:view_own", on_day.own, as_of, year, if_none_match)
        return versioned(*found)  # type: ignore[return-value]
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
    door: In, member_id: Id, year: Year = None, as_of: Day = None, if_none_match: IfNoneMatch = None
) -> Dossier:
    """Return a member's dossier of a duty year, for office, chair and auditor; ``as_of`` as of one's own."""
    if as_of is not None:
        found = await door.read("dossier:view_any", on_day.of, member_id, as_of, year, if_none_match)
        return versioned(*found)  # type: ignore[return-value]
    found = await door.read("dossier:view_any", service.of, member_id, year, if_none_match)
    return versioned(*found)  # type: ignore[return-value]


@terms.get("/me/dossier/term", summary="我的一届履职档案")
async def my_term(door: In, term: TermNumber = None) -> TermDossier:
    """Return one's own years of a term side by side: result, attendance, pledge, honours, sheet."""
    return await door.read("dossier:view_own", whole.own, term)


@terms.get("/members/{member_id}/dossier/term", summary="委员的一届履职档案")
async def member_term(door: In, member_id: Id, term: TermNumber = None) -> TermDossier:
    """Return a member's years of a term, likewise, for office, chair and auditor."""
    return await door.read("dossier:view_any", whole.of, member_id, term)
