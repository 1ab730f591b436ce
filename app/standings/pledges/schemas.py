"""Shapes of progress, overview and verdict."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id
from app.facts.pledges.schemas import Audience, PledgePaper, PledgeState

ItemState = Literal[
    "done", "on_track", "slipping", "impossible", "waiting", "confirmed", "returned", "nothing"
]
Verdict = Literal["fulfilled", "partly", "unfulfilled", "waived"]


class PledgeTurn(BaseModel):
    """A day on which an item became impossible, or possible again."""

    on: date
    impossible: bool
    sentence: str = Field(examples=["5月20日起已不可能达成：已完成 1 次，可参加的还有 0 次。"])


class PledgeRecord(BaseModel):
    """A verified record that an item looked at."""

    id: Id
    claim_id: Id
    title: str
    occurred_on: date


class PledgeProgress(BaseModel):
    """How one item stands."""

    id: str
    heading: str
    text: str
    measured: bool
    unit: str
    full_target: int | None = Field(description="全年目标。")
    target: int | None = Field(description="按任职月数折算后的目标。")
    count: int | None = Field(description="已核实的数。")
    percent: int | None = Field(description="完成百分比，超额时大于 100。", examples=[150])
    state: ItemState
    sentence: str = Field(description="进度，成句。", examples=["按现在进度 11 月完成。"])
    turns: list[PledgeTurn] = Field(description="何日起已不可能达成、何日起又有可能；逐次列出。")
    records: list[PledgeRecord] = Field(description="计入的记录，新的在前。")


class PledgeVerdictOut(BaseModel):
    """A verdict that the section confirmed."""

    verdict: Verdict
    label: str = Field(examples=["已履行"])
    proposed: Verdict
    reason: str
    decided_at: datetime


class PledgeProposal(BaseModel):
    """What the rules say the verdict should be; a person confirms."""

    verdict: Verdict
    label: str
    sentence: str = Field(examples=["5 项中 4 项完成。"])


class PledgeOut(PledgePaper):
    """A pledge with its progress, read from verified records at this moment."""

    months: int | None = Field(description="本年度任职整月数；小组为空。")
    of_months: int = Field(description="履职年度的整月数。")
    until: date = Field(description="计到哪一天：收件截止日，或离任之日。")
    items: list[PledgeProgress]
    done: int = Field(description="已完成的事项数。")
    proposal: PledgeProposal | None = Field(description="待认定时，由规则提出的认定建议。")
    verdict: PledgeVerdictOut | None
    may: list[str] = Field(description="您现在可以办理的事：adapt、sign、amend、evidence、countersign…")


class PledgeLine(BaseModel):
    """One pledge in the overview."""

    id: Id
    template_id: Id
    audience: Audience
    member_id: Id | None
    unit_id: Id | None
    subject: str
    sector: str
    groups: list[str]
    state: PledgeState
    state_label: str
    late: bool
    items: int
    done: int
    slipping: list[str] = Field(description="进度落后的事项。")
    impossible: list[str] = Field(description="已不可能达成的事项。")
    waiting: list[str] = Field(description="佐证待确认的定性事项。")
    proposed: Verdict | None


class PledgeBlock(BaseModel):
    """A sector or a group in numbers."""

    kind: Literal["sector", "activity_group", "area_group"]
    unit_id: Id
    name: str
    pledges: int
    unsigned: int
    items: int
    done: int
    slipping: int
    impossible: int


class PledgeOverview(BaseModel):
    """Who has not signed, what slips, what waits; by sector and group."""

    year: int
    as_of: date
    pledges: int
    unsigned: int
    items: int
    done: int
    slipping: int
    impossible: int
    waiting: int
    lines: list[PledgeLine]
    blocks: list[PledgeBlock]


class PledgeVerdictIn(Strict):
    """What the section confirms; a reason is needed where it differs from the proposal."""

    verdict: Verdict
    reason: Annotated[str, Field(max_length=200, examples=["全年病假，经主席会议同意"])] = ""
