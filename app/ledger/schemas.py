"""Shapes of the ledger's lines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from app.core.ids import Id


class DutyRecordOut(BaseModel):
    """One line of the ledger as it was written."""

    id: Id
    seq: int
    year: int
    occurred_on: date
    fact: str
    type: str
    status: str
    role: str
    level: str
    quantity: int
    attrs: dict[str, Any]
    member_id: Id | None
    unit_id: Id | None
    claim_id: Id
    section_id: Id
    posted_at: datetime
    reverses_id: Id | None = Field(description="非空表示这一行冲销了哪一行。")
    reason: str
