"""Routes of councils, calendar, partners and coverage."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query, Response

from app.access.door import In, InToCreate
from app.access.passwords import slip_password
from app.core import clock
from app.core.db import Database
from app.core.http.etags import IfMatch, version_of
from app.core.ids import Id
from app.council import calendar, councils, coverage, partners
from app.council.imports.routes import router as imports
from app.council.members.routes import router as members
from app.council.schemas import (
    CouncilEdit,
    CouncilNew,
    CouncilOpened,
    CouncilOut,
    Coverage,
    DutyYearNew,
    DutyYearOut,
    PartnerEdit,
    PartnerNew,
    PartnerOut,
    TermNew,
    TermOut,
)
from app.council.units.routes import router as units

T = TypeVar("T", CouncilOut, PartnerOut)

router = APIRouter()
own = APIRouter(tags=["本会"])
system = APIRouter(tags=["系统"])


@system.post("/councils", status_code=201, summary="开设政协")
async def open_council(door: InToCreate, response: Response, body: CouncilNew) -> CouncilOpened:
    """Open a council and its first administrator's account; system administrators only.

    Safe to repeat: a council that was opened without its administrator is taken up again.
    """
    password, password_hash = await slip_password()
    council = await door.create("system:manage", councils.open_council, councils.show_any, body)
    # The administrator's seat is a row of the new council, so it is written under its binding.
    db: Database = door.request.app.state.db
    slip = await db.write(
        councils.seat_first_admin,
        door.claims.account_id,
        council.id,
        body,
        password,
        password_hash,
        council=council.id,
    )
    response.headers["Cache-Control"] = "no-store"
    return CouncilOpened(council=council, slip=slip)


@system.get("/councils", summary="各级政协")
async def list_councils(door: In) -> list[CouncilOut]:
    """List the councils of this installation; system administrators only."""
    return await door.read("system:manage", councils.list_all)


@own.get("/council", summary="本会")
async def get_council(door: In, response: Response) -> CouncilOut:
    """Return the caller's council; ``ETag`` for ``PATCH``."""
    return _tag(response, await door.read("council:view", councils.show_own))


@own.patch("/council", summary="修改本会")
async def edit_council(
    door: In, response: Response, body: CouncilEdit, if_match: IfMatch = None
) -> CouncilOut:
    """Change name or settings."""
    return _tag(response, await door.write("council:edit", councils.edit_own, body, version_of(if_match)))


@own.get("/terms", summary="届次")
async def list_terms(door: In) -> list[TermOut]:
    """List the terms, newest first."""
    return await door.read("council:view", calendar.list_terms)


@own.post("/terms", status_code=201, summary="新增届次")
async def create_term(door: InToCreate, body: TermNew) -> TermOut:
    """Add a term; it may share one day with its neighbour."""
    return await door.create("council:edit", calendar.add_term, calendar.show_term, body)


@own.get("/duty-years", summary="履职年度")
async def list_duty_years(door: In) -> list[DutyYearOut]:
    """List the duty years, newest first; their days are Beijing dates."""
    return await door.read("council:view", calendar.list_years)


@own.post("/duty-years", status_code=201, summary="新增履职年度")
async def create_duty_year(door: InToCreate, body: DutyYearNew) -> DutyYearOut:
    """Add a duty year inside one term."""
    return await door.create("council:edit", calendar.add_year, calendar.show_year, body)


@own.get("/partners", summary="联动单位")
async def list_partners(door: In) -> list[PartnerOut]:
    """List the councils that share activities."""
    return await door.read("unit:view", partners.list_all)


@own.post("/partners", status_code=201, summary="新增联动单位")
async def create_partner(door: InToCreate, response: Response, body: PartnerNew) -> PartnerOut:
    """Add a partner council; with a code when it lives in this installation."""
    return _tag(response, await door.create("unit:edit", partners.add, partners.show, body))


@own.get("/partners/{partner_id}", summary="联动单位详情")
async def get_partner(door: In, response: Response, partner_id: Id) -> PartnerOut:
    """Return one partner; ``ETag`` for ``PATCH``."""
    return _tag(response, await door.read("unit:view", partners.show, partner_id))


@own.patch("/partners/{partner_id}", summary="修改联动单位")
async def edit_partner(
    door: In, response: Response, partner_id: Id, body: PartnerEdit, if_match: IfMatch = None
) -> PartnerOut:
    """Change what is given."""
    return _tag(
        response,
        await door.write("unit:edit", partners.edit, partner_id, body, version_of(if_match)),
    )


@own.get("/coverage", summary="覆盖情况")
async def get_coverage(
    door: In,
    on: Annotated[date | None, Query(description="按哪一天的情况；不填为今天。")] = None,
) -> Coverage:
    """Say who is in no special committee, activity group, area group or party branch."""
    return await door.read("coverage:view", coverage.report, on or clock.today())


def _tag(response: Response, thing: T) -> T:
    response.headers["ETag"] = f'"{thing.version}"'
    return thing


router.include_router(system)  # /councils
router.include_router(own)  # /council, /terms, /duty-years, /partners, /coverage
router.include_router(members)  # /members
router.include_router(units)  # /units, /pairings
router.include_router(imports)  # /imports
