"""Shapes of activities, sittings, due lists and answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id

ActivityKind = Literal[
    "plenary",
    "plenary_group",
    "standing_committee",
    "chairpersons_council",
    "special_committee",
    "sector",
    "district_liaison",
    "congress",
    "other_meeting",
    "consultation",
    "livelihood_hall",
    "face_to_face",
    "oversight",
    "survey",
    "inspection",
    "study",
    "training",
    "visit",
    "salon",
    "contact",
    "charity",
    "seminar",
    "other_activity",
]
SeriesWord = Literal[
    "come_and_consult",
    "livelihood_hall",
    "livelihood_contact",
    "major_consultation",
    "special_oversight",
    "cross_region",
]
Title = Annotated[str, Field(min_length=1, max_length=200, examples=["十四届七次常委会会议"])]


def _of_our_time(moment: datetime) -> datetime:
    """Refuse moments that no calendar of ours reaches: their Beijing date may not even exist."""
    if not 1949 <= moment.year <= 2200:
        raise ValueError("时间应在 1949 年至 2200 年之间。")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_of_our_time)]


def _day_of_our_time(day: date) -> date:
    """Refuse days likewise."""
    if not 1949 <= day.year < 2200:
        raise ValueError("日期应在 1949 年至 2199 年之间。")
    return day


CalendarDay = Annotated[date, AfterValidator(_day_of_our_time)]


class SittingIn(Strict):
    """A half-day or group part of an activity."""

    name: Annotated[str, Field(max_length=100, examples=["上午"])] = ""
    place: Annotated[str, Field(max_length=200)] = ""
    starts_at: Moment
    ends_at: Moment
    half_days: Annotated[int, Field(ge=1, le=2)] = 1


class DuePart(Strict):
    """Members by one rule: all, the standing ones, those placed in a unit, or hand-picked."""

    rule: Literal["all", "standing", "unit", "members"]
    unit_id: Id | None = Field(None, description="`rule` 为 `unit` 时：哪个单位的全体委员。")
    member_ids: Annotated[list[Id], Field(max_length=2000)] = Field(
        [], description="`rule` 为 `members` 时：点名的委员。"
    )


class DueRule(DuePart):
    """Who is due, as of a day: one rule, or several together, each member once."""

    also: Annotated[list[DuePart], Field(max_length=20)] = Field(
        [], description="另外还有哪些范围，合在一起，每人只算一次。"
    )
    on: date | None = Field(None, description="以哪一天在册为准，默认首场会议当天。")


class ActivityCopyIn(Strict):
    """Where a copy of an activity goes, and who is due there."""

    day: CalendarDay = Field(description="新活动首场的日期，各场按相差的天数顺移。", examples=["2027-01-05"])
    due: DueRule | None = Field(None, description="应到范围；不填则仍请原来的人，届时已不在册的除外。")


class DueIn(Strict):
    """A due list to be looked at before anything is sent."""

    due: DueRule
    on: date = Field(description="首场会议的日期。")


class DueMember(BaseModel):
    """One member who would be due."""

    id: Id
    name: str
    number: str


class DueOut(BaseModel):
    """Who would be due."""

    count: int = Field(description="应到人数。", examples=[42])
    members: list[DueMember] = Field(description="按姓氏笔画。")


class Fence(Strict):
    """A circle on the ground that is a venue, in the coordinates that phones give (WGS 84)."""

    name: Annotated[str, Field(min_length=1, max_length=40, examples=["市民中心"])]
    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False, examples=[30.6781])]
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False, examples=[121.0152])]
    radius: Annotated[int, Field(ge=20, le=5000, description="半径，米。", examples=[200])]


Fences = Annotated[
    list[Fence],
    Field(max_length=10, description="会场在地图上的范围，可有几处；只供核对参考，不拒绝任何签到。"),
]


class ActivityIn(Strict):
    """An activity to be convened."""

    title: Title
    kind: ActivityKind
    section_id: Id | None = Field(None, description="组织部门，默认本部门。")
    unit_id: Id | None = Field(None, description="活动归属的活动组或委员小组；空为本会。")
    place: Annotated[str, Field(max_length=200)] = ""
    topic: Annotated[str, Field(max_length=2000)] = ""
    series: Annotated[list[SeriesWord], Field(max_length=6)] = Field([])
    consultation: bool = Field(False, description="是否属于协商（“其中协商”）。")
    fences: Fences = Field([])
    sittings: Annotated[list[SittingIn], Field(min_length=1, max_length=40)]
    due: DueRule


class ActivityEdit(Strict):
    """What may change before an activity is concluded; a field left out stays."""

    title: Title | None = None
    place: Annotated[str, Field(max_length=200)] | None = None
    topic: Annotated[str, Field(max_length=2000)] | None = None
    series: Annotated[list[SeriesWord], Field(max_length=6)] | None = None
    consultation: bool | None = None
    fences: Fences | None = None


class ConcludeIn(Strict):
    """What the organiser counted when it was over."""

    participants: Annotated[int, Field(ge=0, le=10_000_000)] = Field(
        0, description="会外参与人次（群众、部门、专家）。", examples=[120]
    )
    leader_attended: bool = Field(False, description="党委、政府主要领导是否出席。")
    live_views: Annotated[int, Field(ge=0, le=10_000_000_000)] = Field(0, description="线上直播访问人次。")


class ReasonIn(Strict):
    """Why something is undone or cancelled."""

    reason: Annotated[str, Field(min_length=2, max_length=200, examples=["名单登记有误"])]


class ResponseIn(Strict):
    """A member's answer to an invitation."""

    accept: bool = Field(description="是否参加。", examples=[True])
    note: Annotated[str, Field(max_length=200, examples=["出差在外，请假"])] = ""


class ShareIn(Strict):
    """Partner councils that take part in a joint activity."""

    partner_ids: Annotated[list[Id], Field(min_length=1, max_length=20)]


class SittingOut(BaseModel):
    """A sitting as shown beside its activity."""

    id: Id
    name: str
    place: str
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    half_days: int
    roll_state: Literal["open", "closed"]
    version: int


class ActivityOut(BaseModel):
    """An activity with its sittings; ``my_response`` is empty when the caller is not due."""

    id: Id
    title: str
    kind: ActivityKind
    state: Literal["planned", "held", "cancelled"]
    claim_state: str
    section_id: Id
    unit_id: Id | None
    occurred_on: date
    place: str
    topic: str
    series: list[SeriesWord]
    consultation: bool
    leader_attended: bool
    participants: int
    live_views: int
    fences: list[Fence] = Field(description="会场范围；没有设为空。")
    reason: str = Field(description="取消的原因。")
    host_name: str = Field(description="联合活动的主办政协；本会主办时为空。")
    due: int
    accepted: int
    declined: int
    reminded_at: AwareDatetime | None = Field(description="最近一次提醒未答复委员的时间。")
    my_response: Literal["pending", "accepted", "declined"] | None
    my_group: str = Field(description="本人在会上的小组；没有编组为空。")
    my_seat: str = Field(description="本人的座位；没有排座为空。")
    sittings: list[SittingOut]
    version: int


class InvitationOut(BaseModel):
    """A due member and the answer."""

    member_id: Id
    name: str
    number: str
    response: Literal["pending", "accepted", "declined"]
    note: str
    session_group: str = Field(description="会上的小组。")
    hall_seat: str = Field(description="座位。", examples=["5 排 12 座"])
