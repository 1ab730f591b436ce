"""Shapes of places in the hall and of guests."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id

Group = Annotated[str, Field(max_length=40, examples=["第三小组"])]
Seat = Annotated[str, Field(max_length=20, examples=["5 排 12 座"])]


class HallPlace(Strict):
    """One member's group and seat; an empty one takes it away."""

    member_id: Id
    session_group: Group = ""
    hall_seat: Seat = ""


class HallPlacesIn(Strict):
    """Places of many members; who is left out keeps theirs."""

    places: Annotated[list[HallPlace], Field(min_length=1, max_length=2000)]


class GuestIn(Strict):
    """Somebody who is not due: attends without a vote (列席), or is invited (来宾)."""

    name: Annotated[str, Field(min_length=1, max_length=60, examples=["陈建国"])]
    title: Annotated[str, Field(max_length=100, examples=["市住建局局长"])] = ""
    role: Literal["observer", "guest"] = Field("observer", description="observer 列席、guest 来宾。")
    came: bool = Field(False, description="已到会。")


class GuestsIn(Strict):
    """The whole list of a sitting, in its order."""

    guests: Annotated[list[GuestIn], Field(max_length=300)]


class GuestOut(BaseModel):
    """One guest of a sitting; counted in no quorum and no rate."""

    id: Id
    name: str
    title: str
    role: Literal["observer", "guest"]
    came: bool
