"""Shapes of erasures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id

Ground = Literal["retention", "written_request"]


class ErasureNew(Strict):
    """An order to erase a member who left; it cannot be taken back."""

    ground: Ground = Field(description="retention 保存期已满、written_request 本人书面申请。")
    reason: Annotated[str, Field(min_length=2, max_length=500)] = Field(
        description="理由；不要写姓名。", examples=["离任已满十年，按规定清理。"]
    )
    document: Annotated[str, Field(max_length=200)] = Field(
        "", description="书面申请的存档编号；按书面申请注销时必填。", examples=["委工委收文〔2026〕12号"]
    )
    confirm: Annotated[str, Field(min_length=1, max_length=60)] = Field(
        description="再写一遍委员姓名，以示确认。", examples=["王小明"]
    )


class ErasureDone(BaseModel):
    """An erasure that was carried out."""

    id: Id
    ground: Ground
    reason: str
    document: str
    erased_at: datetime
    erased_by: str = Field(description="经办人姓名。")


class ErasureState(BaseModel):
    """Whether a member may be erased, since when, and whether that was done."""

    member_id: Id
    left_on: date | None = Field(description="最后一段任期的最后一天；仍在任时为空。")
    retained_until: date | None = Field(description="保存期到哪一天为止；次日起可按保存期注销。")
    may_by_retention: bool
    may_by_request: bool
    done: ErasureDone | None
