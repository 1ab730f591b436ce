"""Shapes of care."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, model_validator

from app.access.schemas import Strict
from app.core.ids import Id

Kind = Literal["visit", "sick", "hardship", "birthday", "congratulation", "talk"]
Note = Annotated[str, Field(max_length=2000, description="只有办公室、走访人和登记人可看。")]


class LinkIn(Strict):
    """A leader keeps contact with a member from a day on."""

    leader_id: Annotated[Id, Field(description="联系人（如主席、副主席、党员委员）。")]
    member_id: Annotated[Id, Field(description="所联系的委员。")]
    starts_on: date


class LinkEnd(Strict):
    """The last day of a contact."""

    on: date


class VisitIn(Strict):
    """A visit that took place."""

    member_id: Id
    kind: Kind
    on: Annotated[date, Field(description="日期，不晚于今天。")]
    visitor_id: Annotated[Id | None, Field(description="走访人是委员时填写。")] = None
    visitor: Annotated[str, Field(max_length=100, examples=["办公室主任"])] = ""
    note: Note = ""
    follow_up: Annotated[str, Field(max_length=1000, description="要跟进的事。")] = ""
    follow_up_on: Annotated[date | None, Field(description="哪一天以前跟进。")] = None

    @model_validator(mode="after")
    def _whole(self) -> VisitIn:
        if self.visitor_id is None and not self.visitor:
            raise ValueError("请填写走访人")
        if bool(self.follow_up) != (self.follow_up_on is not None):
            raise ValueError("要跟进的事和日期应一起填写")
        return self


class VisitOut(BaseModel):
    """A visit as the reader may see it."""

    id: Id
    member_id: Id
    name: str
    number: str
    kind: Kind = Field(description="探望、慰问对无权查看的人显示为走访。")
    on: date
    visitor_id: Id | None
    visitor: str
    note: str
    follow_up: str
    hidden: bool = Field(description="true：备注不向您公开。")
    blanked: bool = Field(description="true：备注已过保存期，已清除。")
    follow_up_on: date | None
    followed_up_at: datetime | None
    overdue: bool
    struck: bool
    version: int


class LinkOut(BaseModel):
    """Who keeps contact with whom."""

    id: Id
    leader_id: Id
    leader: str
    member_id: Id
    name: str
    starts_on: date
    ends_on: date | None
    visits: int = Field(description="本年度这位联系人走访的次数。")


class Birthday(BaseModel):
    """A birthday: month and day only."""

    member_id: Id
    name: str
    number: str
    month: int
    day: int
    remembered: bool = Field(description="今年已登记生日关怀。")


class Birthdays(BaseModel):
    """The birthdays of a month, in order of days."""

    year: int
    month: int
    items: list[Birthday]


class Unvisited(BaseModel):
    """A member nobody visited yet this year."""

    member_id: Id
    name: str
    number: str
    contacts: list[str] = Field(description="联系人。")
    last: date | None = Field(description="最近一次走访，哪一年的都算。")


class UnvisitedList(BaseModel):
    """Who was not visited in a duty year, and of how many."""

    year: int
    members: int
    visited: int
    items: list[Unvisited]
