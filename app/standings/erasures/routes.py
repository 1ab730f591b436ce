"""Routes of erasures."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from app.access.door import In
from app.core.ids import Id
from app.standings.erasures import service
from app.standings.erasures.schemas import ErasureNew, ErasureState

router = APIRouter(tags=["注销"])
_NOT_YET: dict[int | str, dict[str, Any]] = {409: {"description": "仍在任，或保存期未满。"}}


@router.get("/members/{member_id}/erasure", summary="能否注销")
async def get_erasure(door: In, member_id: Id) -> ErasureState:
    """Tell whether a member who left may be erased, from when on, and whether that was done."""
    return await door.read("member:erase", service.state, member_id)


@router.post("/members/{member_id}/erasure", summary="注销离任委员的个人信息", responses=_NOT_YET)
async def erase_member(door: In, member_id: Id, body: ErasureNew) -> ErasureState:
    """Overwrite the personal facts of a member who left. Cannot be taken back; a repeat changes nothing.

    Records, sums and the audit chain stay: they hold ids, no names.
    """
    return await door.write("member:erase", service.erase, member_id, body)
