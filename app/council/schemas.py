"""Shapes of councils, calendar, units, pairings, partners, coverage."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Slip, Strict
from app.core.ids import Id
from app.council.members.schemas import UnitKind

Level = Literal["county", "prefecture", "province", "national", "system"]
CouncilName = Annotated[str, Field(min_length=2, max_length=100, examples=["政协平湖市委员会"])]
ShortName = Annotated[str, Field(min_length=1, max_length=40, examples=["平湖政协"])]
Text = Annotated[str, Field(max_length=100)]
Note = Annotated[str, Field(max_length=2000)]


#: Meetings for which a council may set how many have to be there.
QuorumKind = Literal[
    "plenary", "plenary_group", "standing_committee", "chairpersons_council", "special_committee", "sector",
    "district_liaison", "congress", "other_meeting",
]  # fmt: skip


class CouncilSettings(Strict):
    """What the office lets members know about itself, and the council's own rules of meeting."""

    office_phone: Annotated[str, Field(max_length=40, examples=["0573-85000000"])] = ""
    office_address: Annotated[str, Field(max_length=200, examples=["平湖市当湖街道"])] = ""
    quorum: dict[QuorumKind, Literal["half", "two_thirds", "none"]] = Field(
        default_factory=dict,
        description="各类会议的法定人数：过半数、三分之二、不作规定；没有写的会议按过半数。",
        examples=[{"plenary": "half"}],
    )
    remind_days: Annotated[int, Field(ge=0, le=30, examples=[3])] = Field(
        0, description="首场会议前几天自动提醒尚未答复的委员；0 为不自动提醒。"
    )
    retention_years: Annotated[int, Field(ge=1, le=50, examples=[10])] = Field(
        10, description="委员离任后个人信息保存几年；期满可以注销。"
    )


class CouncilNew(Strict):
    """A council to open, and its first administrator."""

    code: Annotated[str, Field(min_length=2, max_length=20, pattern=r"^[a-z][a-z0-9]*$", examples=["pinghu"])]
    name: CouncilName
    short_name: ShortName
    level: Literal["county", "prefecture", "province", "national"] = "county"
    admin_name: Annotated[str, Field(min_length=1, max_length=100, examples=["王管理"])]
    admin_username: Annotated[
        str, Field(min_length=3, max_length=40, pattern=r"^[a-z0-9][a-z0-9._-]*$", examples=["pinghu-admin"])
    ]


class CouncilEdit(Strict):
    """What may change of a council; a field left out stays."""

    name: CouncilName | None = None
    short_name: ShortName | None = None
    settings: CouncilSettings | None = None


class CouncilOut(BaseModel):
    """A council."""

    id: Id
    code: str
    name: str
    short_name: str
    level: Level
    settings: CouncilSettings
    version: int


class CouncilOpened(BaseModel):
    """A council just opened; the slip is shown once, a repeated request has none."""

    council: CouncilOut
    slip: Slip | None


class TermNew(Strict):
    """A term."""

    number: Annotated[int, Field(ge=1, le=100, description="第几届。", examples=[14])]
    starts_on: date
    ends_on: date


class TermOut(TermNew):
    """A term of the council."""

    id: Id


class DutyYearNew(Strict):
    """A duty year: the Beijing dates that count into one evaluation."""

    year: Annotated[int, Field(ge=1950, le=2200, examples=[2024])]
    starts_on: date
    ends_on: date


class DutyYearOut(DutyYearNew):
    """A duty year of the council."""

    id: Id
    term: int = Field(description="所属届次。", examples=[14])
    state: Literal["open", "closed", "sealed"]


class UnitNew(Strict):
    """A sector, special committee, group, branch, section or venue."""

    kind: UnitKind
    name: Annotated[str, Field(min_length=1, max_length=100, examples=["经济界"])]
    sort: Annotated[int, Field(ge=0, le=100000, description="办公室习惯的次序。")] = 0
    opened_on: date | None = None
    closed_on: date | None = None
    note: Note = ""


class UnitEdit(Strict):
    """What may change of a unit; a field left out stays."""

    name: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    sort: Annotated[int, Field(ge=0, le=100000)] | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    note: Note | None = None


class UnitOut(BaseModel):
    """A unit of the council."""

    id: Id
    kind: UnitKind
    kind_label: str = Field(examples=["界别"])
    name: str
    sort: int
    opened_on: date | None
    closed_on: date | None
    note: str
    version: int


class PairingNew(Strict):
    """An activity group paired with an area group (组团履职)."""

    activity_group_id: Id
    area_group_id: Id
    starts_on: date
    ends_on: date | None = None


class PairingEnd(Strict):
    """The last day of a pairing."""

    ends_on: date


class PairingOut(BaseModel):
    """A pairing with its dates."""

    id: Id
    activity_group_id: Id
    activity_group: str
    area_group_id: Id
    area_group: str
    starts_on: date
    ends_on: date | None


class PartnerNew(Strict):
    """Another council that shares activities."""

    name: Annotated[str, Field(min_length=1, max_length=100, examples=["上海市金山区政协"])]
    region: Text = ""
    since: date | None = None
    council_code: Annotated[
        str | None, Field(max_length=40, description="对方在本系统内时，填其代码。", examples=["jinshan"])
    ] = None


class PartnerEdit(Strict):
    """What may change of a partner; a field left out stays."""

    name: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    region: Text | None = None
    since: date | None = None


class PartnerOut(BaseModel):
    """A partner council."""

    id: Id
    name: str
    region: str
    since: date | None
    in_system: bool = Field(description="对方是否也在本系统内。")
    version: int


class Missing(BaseModel):
    """A member whom some kind of unit does not reach."""

    id: Id
    name: str
    number: str


class Gap(BaseModel):
    """How far one kind of unit reaches, and whom it does not."""

    kind: UnitKind
    label: str = Field(examples=["专委会"])
    of: int = Field(description="应覆盖人数。")
    covered: int = Field(description="已覆盖人数。")
    missing: list[Missing]


class Coverage(BaseModel):
    """Who is in no special committee, group or branch on a day."""

    on: date
    members: int
    gaps: list[Gap]
