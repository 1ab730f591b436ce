"""Shapes of members, their places, posts and tenures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.http.paging import Page
from app.core.ids import Id

UnitKind = Literal[
    "sector",
    "special_committee",
    "activity_group",
    "area_group",
    "party_branch",
    "section",
    "liaison_office",
    "venue",
]
PlaceRole = Literal["member", "convener", "deputy_convener", "secretary"]
PostWord = Literal["chair", "vice_chair", "secretary_general", "standing_member"]
TenureState = Literal["active", "resigned", "transferred", "revoked", "deceased", "term_ended"]
Number = Annotated[
    str, Field(min_length=1, max_length=32, pattern=r"^[0-9A-Za-z][0-9A-Za-z_-]*$", examples=["14-001"])
]
Name = Annotated[str, Field(min_length=1, max_length=60, examples=["王小明"])]
Mobile = Annotated[str, Field(pattern=r"^1[3-9][0-9]{9}$", examples=["13805731234"])]
Sex = Annotated[Literal["0", "1", "2", "9"], Field(description="GB/T 2261.1：1 男、2 女、0 未知、9 未说明。")]


def _text(most: int, example: str) -> object:
    return Field(max_length=most, examples=[example])


class Facts(Strict):
    """Base facts of a member that stay or are overwritten."""

    sex: Sex = "0"
    ethnic_group: Annotated[str, _text(20, "汉族")] = ""
    party: Annotated[str, _text(40, "中共党员")] = ""
    birth_date: Annotated[date | None, Field(examples=["1978-05-06"])] = None
    education: Annotated[str, _text(40, "本科")] = ""
    employer: Annotated[str, _text(200, "平湖市某某服饰有限公司")] = ""
    title: Annotated[str, _text(100, "总经理")] = ""
    speciality: Annotated[str, _text(200, "外贸、纺织")] = ""
    pinyin_override: Annotated[
        str, Field(max_length=200, description="本人读音，音节以空格隔开。", examples=["zeng xiao wei"])
    ] = ""


class PlaceNew(Strict):
    """A place in a unit from a day on; the earlier place of that kind ends the day before."""

    unit_id: Id
    starts_on: date
    ends_on: date | None = None
    role: PlaceRole = "member"


class PlaceEdit(Strict):
    """A correction of a place; a field left out stays."""

    unit_id: Id | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    role: PlaceRole | None = None


class PostNew(Strict):
    """A leading post from a day on."""

    post: PostWord
    starts_on: date
    ends_on: date | None = None


class PostEdit(Strict):
    """A correction of a post's dates; a field left out stays."""

    starts_on: date | None = None
    ends_on: date | None = None


class TenureNew(Strict):
    """The beginning of another tenure, after an earlier one ended or in a new term."""

    starts_on: date


class Leave(Strict):
    """The end of a tenure, with what decided it."""

    on: Annotated[date, Field(description="在任的最后一天。")]
    state: Literal["resigned", "transferred", "revoked", "deceased", "term_ended"]
    ground: Annotated[str, Field(max_length=200, examples=["工作调动，常委会会议决定"])] = ""


class MemberNew(Facts):
    """A new member, with the first places and posts."""

    number: Number
    name: Name
    mobile: Mobile | None = None
    joined_on: date
    places: Annotated[
        list[Id],
        Field(
            default_factory=list,
            max_length=8,
            description="加入之日起所在的界别、专委会、活动组等，每类一个。",
        ),
    ]
    posts: Annotated[list[PostWord], Field(default_factory=list, max_length=4)]


class MemberEdit(Strict):
    """Changed base facts; a field left out stays, an empty mobile is removed."""

    number: Number | None = None
    name: Name | None = None
    mobile: Mobile | Literal[""] | None = None
    sex: Sex | None = None
    ethnic_group: Annotated[str, _text(20, "汉族")] | None = None
    party: Annotated[str, _text(40, "中共党员")] | None = None
    birth_date: date | None = None
    education: Annotated[str, _text(40, "本科")] | None = None
    employer: Annotated[str, _text(200, "平湖市某某服饰有限公司")] | None = None
    title: Annotated[str, _text(100, "总经理")] | None = None
    speciality: Annotated[str, _text(200, "外贸、纺织")] | None = None
    pinyin_override: Annotated[str, _text(200, "zeng xiao wei")] | None = None


class Place(BaseModel):
    """A place in a unit."""

    id: Id
    unit_id: Id
    kind: UnitKind
    unit: str = Field(examples=["经济界"])
    role: PlaceRole
    starts_on: date
    ends_on: date | None


class HeldPost(BaseModel):
    """A leading post."""

    id: Id
    post: PostWord
    label: str = Field(examples=["常委"])
    starts_on: date
    ends_on: date | None


class HeldTenure(BaseModel):
    """A time of membership within a term."""

    id: Id
    term: int = Field(description="届次。", examples=[14])
    starts_on: date
    ends_on: date | None
    state: TenureState
    ground: str


class Particulars(BaseModel):
    """Base facts, for the office and the member; the mobile is masked."""

    sex: str
    ethnic_group: str
    party: str
    birth_date: date | None
    education: str
    employer: str
    title: str
    speciality: str
    pinyin_override: str
    mobile: str | None = Field(description="只显示前三位和后四位。", examples=["138****1234"])


class MemberRow(BaseModel):
    """A member in a list: who, where, with which posts on that day."""

    id: Id
    name: str
    number: str | None = Field(description="委员编号；仅办公室和本人可见。")
    places: list[Place]
    posts: list[HeldPost]
    particulars: Particulars | None = Field(description="仅办公室和本人可见。")


class MemberOut(MemberRow):
    """A member with the whole dated history."""

    tenures: list[HeldTenure]
    erased_at: datetime | None = Field(description="个人信息何时注销；没有注销时为空。")
    version: int


class MemberPage(Page[MemberRow]):
    """A page of members, the first with how many there are in all."""

    total: int | None = Field(description="一共多少人；只在第一页给出。", examples=[251])


class SeatsNew(Strict):
    """Members who are to get an account with a seat; up to 50 at a time."""

    member_ids: Annotated[list[Id], Field(min_length=1, max_length=50)]


class Unmasked(BaseModel):
    """A mobile in clear; every look at it is audited."""

    mobile: str | None = Field(examples=["13800001234"])
