"""Routes of the groups' standings and receipts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.access.door import In
from app.core.ids import Id
from app.standings.groups import checklist, show
from app.standings.groups.schemas import GroupChecklist, GroupScore, GroupStandings

router = APIRouter(prefix="/group-standings", tags=["考核"])
_NONE: dict[int | str, dict[str, Any]] = {409: {"description": "年度尚未采用小组办法，或缺委员办法。"}}
Year = Annotated[int, Query(ge=1949, le=2200, description="履职年度。")]


@router.get("", summary="小组考评", responses=_NONE)
async def list_group_standings(door: In, year: Year) -> GroupStandings:
    """Return how the groups of a year stand, best first within each kind.

    The run in force when it scored groups; else computed now from the ledger and the members'
    provisional figures.
    """
    return await door.read("standings:view", show.table, year)


@router.get("/{unit_id}", summary="小组得分与依据", responses=_NONE)
async def get_group_score(door: In, unit_id: Id, year: Year) -> GroupScore:
    """Return a group's receipt: articles, the records that counted, what each member brought."""
    return await door.read("standings:view", show.of_unit, unit_id, year)


@router.get("/{unit_id}/checklist", summary="小组达标台账", responses=_NONE)
async def get_group_checklist(door: In, unit_id: Id, year: Year) -> GroupChecklist:
    """Return the requirements that people tick for a group, and every entry with its state.

    Entries are contributions of the kind ``checklist``: entered, verified by a second person,
    corrected and taken back like any other.
    """
    return await door.read("standings:view", checklist.of_unit, unit_id, year)
