"""Shapes of dry runs that a worker carries out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id


class DryRunIn(Strict):
    """Which document is tried on which year."""

    scheme_id: Id
    year: Annotated[int, Field(ge=1949, le=2200, description="以哪个年度的台账试算。", examples=[2026])]


class DryRunProgress(BaseModel):
    """How far a dry run is."""

    id: Id
    scheme_id: Id
    year: int
    state: Literal["running", "complete", "failed"]
    subjects: int = Field(description="要试算的委员人数。")
    done: int = Field(description="已试算的人数。")
    started_at: datetime
    finished_at: datetime | None
