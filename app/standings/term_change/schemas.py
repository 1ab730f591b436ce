"""Shapes of a change of term: what is asked, foreseen, done."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id
from app.council.members.schemas import TenureState
from app.council.schemas import DutyYearNew, DutyYearOut, TermNew, TermOut

#: Kinds of unit that members have a place in.
PlaceKind = Literal["sector", "special_committee", "activity_group", "area_group", "party_branch"]
PLACE_KINDS: tuple[PlaceKind, ...] = (
    "sector", "special_committee", "activity_group", "area_group", "party_branch",
)  # fmt: skip


class TermChangeIn(TermNew):
    """A new term, and who and what goes on into it."""

    previous_ends_on: date | None = Field(
        None, description="上一届实际结束之日；不填则不改。", examples=["2027-02-19"]
    )
    first_year: DutyYearNew | None = Field(None, description="新一届的首个履职年度；不填则以后再设。")
    leave_out: Annotated[list[Id], Field(default_factory=list, max_length=3000, description="不连任的委员。")]
    carry_kinds: Annotated[
        list[PlaceKind],
        Field(
            default_factory=lambda: list(PLACE_KINDS),
            max_length=5,
            description="哪几类编入延续；其余的随上一届结束，重新编入。",
        ),
    ]
    carry_posts: bool = Field(
        False, description="职务是否延续；主席、副主席、秘书长、常委一般由新一届会议选举，默认不延续。"
    )


class TermChangeGo(TermChangeIn):
    """The same, with the preview that was read."""

    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="所看预览的摘要。")]


class ChangeFinding(Strict):
    """What stands in the way, or deserves a look."""

    word: str
    sentence: str


class ChangePerson(BaseModel):
    """A member in a list."""

    id: Id
    name: str
    number: str
    sector: str = Field(description="所在界别；没有时为空文本。", examples=["经济界"])


class ChangeLeaver(ChangePerson):
    """Somebody who left in the course of the old term."""

    state: TenureState
    state_label: str = Field(examples=["辞去委员"])
    on: date | None = Field(description="任期的最后一天。")
    ground: str


class ChangeUnitLine(BaseModel):
    """A unit, and how many of those who stay keep their place in it."""

    id: Id
    kind: PlaceKind
    kind_label: str
    name: str
    members: int
    carried: bool = Field(description="编入是否延续。")
    why: str = Field(description="不延续的原因；延续时为空文本。")


class ChangePostLine(BaseModel):
    """A post that a member holds on the old term's last day."""

    member_id: Id
    name: str
    post_label: str = Field(examples=["常委"])
    carried: bool


class ChangeTemplateLine(BaseModel):
    """A pledge template that the first duty year gets a draft of."""

    id: Id
    year: int
    audience_label: str
    title: str = Field(description="新模板的名称。")


class ChangeSchemeLine(BaseModel):
    """A scheme that the old term was evaluated by last; a body has to adopt one for the new year."""

    id: Id
    title: str
    subject: Literal["member", "group", "council"]
    year: int


class TermChangePreview(BaseModel):
    """What a change of term would do; nothing is written."""

    number: int
    starts_on: date
    ends_on: date
    previous: TermOut | None
    last_day: date = Field(description="上一届任期的最后一天。")
    carried: list[ChangePerson]
    present: list[ChangePerson] = Field(description="已在新一届名册上的；只结束上一届任期。")
    ended: list[ChangePerson] = Field(description="不连任，任期届满的。")
    left_before: list[ChangeLeaver] = Field(description="届中已经离任的；不延续。")
    units: list[ChangeUnitLine]
    posts: list[ChangePostLine]
    places_kept: int = Field(description="延续的编入。")
    places_ended: int = Field(description="结束的编入。")
    first_year: DutyYearNew | None
    templates: list[ChangeTemplateLine]
    schemes: list[ChangeSchemeLine]
    seats: int = Field(description="不连任委员名下仍在使用的席位。")
    blockers: list[ChangeFinding] = Field(description="必须先解决的。")
    warnings: list[ChangeFinding] = Field(description="可以先办换届、另行处理的。")
    digest: str = Field(description="办理时带回，名册变动后会被拒绝。")


class TermChangeOut(BaseModel):
    """A term and what it took over from the one before."""

    term: TermOut
    previous: TermOut | None
    carried: list[ChangePerson]
    ended: list[ChangePerson]
    joined: list[ChangePerson] = Field(description="上一届不在任、本届新任的。")
    years: list[DutyYearOut]
