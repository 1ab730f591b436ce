"""Shapes of polls, sheets, paper and results."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, model_validator

from app.access.schemas import Strict
from app.core.http.paging import Count
from app.core.ids import Id
from app.facts.activities.schemas import DueRule
from app.facts.ballots.rules import OF_ROLLS
from app.facts.ballots.urn import ABSTAIN, TEXT_LETTERS

PollState = Literal["draft", "open", "closed", "counted", "void"]
Quorum = Literal["half", "two_thirds", "none"]
Mark = Annotated[str, Field(min_length=1, max_length=32, examples=["excellent"])]
Receipt = Annotated[
    str,
    Field(
        pattern=r"^[0-9a-f]{32}$",
        description="由手机生成的随机回执编号（32 位十六进制）；没收到答复时带同一编号重投，只计一次。",
        examples=["9f2c61d0a7b34e5f8c1d2e3f4a5b6c7d"],
    ),
]
Marks = Annotated[dict[Id, Mark], Field(max_length=200, description="委员 → 等次；不评价的填 `abstain`。")]


class BallotGradeIn(Strict):
    """One grade of the sheet."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,23}$", examples=["excellent"])]
    label: Annotated[str, Field(min_length=1, max_length=12, examples=["优秀"])]
    weight: Annotated[int, Field(ge=0, le=1000)] | None = Field(
        None, description="折算分值；要么全部填写，要么都不填。", examples=[100]
    )


class PollIn(Strict):
    """A 民主测评 to be drafted."""

    title: Annotated[str, Field(min_length=2, max_length=120, examples=["2026 年度常委述职测评"])]
    year: Annotated[int, Field(ge=1949, le=2200, examples=[2026])]
    statement_round_id: Id | None = Field(None, description="所属的述职，可不填。")
    grade_set: Literal["four", "three", "own"] = Field(
        "four", description="four 优秀/称职/基本称职/不称职；three 满意/基本满意/不满意；own 自定。"
    )
    grades: Annotated[list[BallotGradeIn], Field(max_length=10)] = Field(
        [], description="自定等次，或为所选等次另填分值。"
    )
    rated: Annotated[
        list[Id], Field(min_length=1, max_length=200, description="被测评的委员，按测评表次序。")
    ]
    entitled: DueRule = Field(description="谁参加测评，制定时即固定。", examples=[{"rule": "standing"}])
    texts_allowed: bool = Field(False, description="是否收文字意见（至多 200 字，打乱后单独列出）。")
    quorum: Quorum = Field("half", description="收回多少票才有效：过半数、三分之二、不作规定。")

    @model_validator(mode="after")
    def _grades_fit(self) -> PollIn:
        keys, labels = [one.key for one in self.grades], [one.label for one in self.grades]
        if self.grade_set == "own" and len(keys) < 2:
            raise ValueError("自定等次至少要有两个。")
        if len(set(keys)) < len(keys) or len(set(labels)) < len(labels) or ABSTAIN in keys:
            raise ValueError("等次不能重复，弃权不必列入。")
        if OF_ROLLS & set(keys):
            raise ValueError("等次的代号不能用签到表上的词（如 present、late），请换一个。")
        if len({one.weight is None for one in self.grades}) > 1:
            raise ValueError("分值要么全部填写，要么都不填。")
        return self


class Person(BaseModel):
    """A rated member."""

    member_id: Id
    name: str = Field(examples=["王小明"])


class Entitled(Person):
    """An entitled member; whether he or she has voted is not told."""

    holds: Literal["", "slip", "paper"] = Field(description="领取了测评码或纸质票，不再用手机投票。")


class BallotGrade(BaseModel):
    """One grade of the sheet."""

    key: str = Field(examples=["excellent"])
    label: str = Field(examples=["优秀"])
    weight: int | None


class PollRow(BaseModel):
    """A poll in a list."""

    id: Id
    title: str
    year: int
    state: PollState
    rated: Count
    entitled: Count
    created_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None


class PollOut(BaseModel):
    """A poll as the desk sees it: never a count before the end."""

    id: Id
    title: str
    year: int
    statement_round_id: Id | None
    state: PollState
    grades: list[BallotGrade]
    rated: list[Person]
    entitled: list[Entitled]
    texts_allowed: bool
    quorum: Quorum
    needed: Count = Field(description="至少要收回多少票。")
    returned: Count | None = Field(description="投票中和结束后：手机和自助机已收多少票；不含纸质票。")
    slips_left: Count | None = Field(description="还没有用的测评码。")
    void_reason: str
    void_sentence: str
    void_note: str
    repeats_id: Id | None
    repeated_by: Id | None
    opened_at: datetime | None
    closed_at: datetime | None
    ended_at: datetime | None
    filed_at: datetime | None = Field(description="结果计入台账的时间；没有计入为空。")
    key_destroyed_at: datetime | None = Field(description="测评密钥销毁的时间：此后任何人不能再打开票箱。")


class VoidIn(Strict):
    """Why a poll is given up."""

    note: Annotated[str, Field(min_length=2, max_length=200, examples=["参加人员名单有误。"])]


class FileIn(Strict):
    """Who puts a result on file."""

    section_id: Id | None = Field(None, description="由哪个部门计入；不填为您的部门。")


class HandOutIn(Strict):
    """Who was handed a slip or paper."""

    what: Literal["slip", "paper", "none"] = Field(description="测评码、纸质票；none 为收回登记。")
    member_ids: Annotated[list[Id], Field(min_length=1, max_length=2000)]


class SlipsIn(Strict):
    """How many slips to print."""

    count: Annotated[int, Field(ge=1, le=500, examples=[20])]


class SlipsOut(BaseModel):
    """Codes to be printed now; they are shown only once."""

    codes: list[str] = Field(examples=[["7K3M-9QWX-2B5N-T8HC"]])


class SheetIn(Strict):
    """One whole sheet."""

    receipt: Receipt
    marks: Marks
    text: Annotated[str, Field(max_length=TEXT_LETTERS)] = Field("", examples=["希望多到基层联络室走访。"])


class SlipSheetIn(SheetIn):
    """One whole sheet at the kiosk, with its slip."""

    slip: Annotated[str, Field(min_length=16, max_length=24, examples=["7K3M-9QWX-2B5N-T8HC"])]


class AcceptedOut(BaseModel):
    """The sheet is in the urn; what it said is not kept with the receipt."""

    receipt: str = Field(examples=["9f2c61d0a7b34e5f8c1d2e3f4a5b6c7d"])
    sentence: str


class MyPollRow(BaseModel):
    """A poll in which the caller may take part."""

    id: Id
    title: str
    year: int
    state: PollState
    rated: Count
    mine: Literal["", "voted", "slip", "paper"] = Field(
        description="自己投过票、领取了测评码或纸质票；计票后不再保存，为空。"
    )
    entitled: Count
    returned: Count | None = Field(description="计票后：共收回多少票。")
    void_sentence: str
    opened_at: datetime | None
    closed_at: datetime | None


class MyPollOut(MyPollRow):
    """The sheet to be filled in."""

    grades: list[BallotGrade]
    people: list[Person]
    texts_allowed: bool


class ReceiptsOut(BaseModel):
    """Receipts of all sheets that were accepted on phones and kiosks, sorted, each once."""

    entitled: Count
    returned: Count
    invalid: Count
    by_phone: Count
    by_slip: Count
    by_paper: Count
    receipts: list[str] = Field(examples=[["9f2c61d0a7b34e5f8c1d2e3f4a5b6c7d"]])


class PaperCountIn(Strict):
    """Counted paper."""

    returned: Annotated[int, Field(ge=0, le=10000, description="收回的纸质票。", examples=[6])]
    invalid: Annotated[int, Field(ge=0, le=10000, description="其中的废票。", examples=[0])]
    counts: Annotated[
        dict[Id, dict[Mark, Annotated[int, Field(ge=0, le=10000)]]],
        Field(max_length=200, description="委员 → 等次（含 `abstain` 弃权）→ 票数。"),
    ]


class PaperCountOut(BaseModel):
    """Whether a second person has confirmed the figures."""

    confirmed: bool
    sentence: str = Field(examples=["两人录入一致，可以计票。"])


class Share(BaseModel):
    """How many gave one grade, of how many."""

    key: str
    label: str = Field(examples=["优秀"])
    count: Count
    of: Count = Field(description="有效票数，即比率的分母。")
    percent: str = Field(examples=["66.67"])


class Rating(BaseModel):
    """What a counted poll says of one member."""

    shares: list[Share]
    score: str | None = Field(
        description="按分值折算的平均分（不计弃权）；没有分值时为空。", examples=["91.50"]
    )


class OwnRating(Rating):
    """A counted poll's line in the member's dossier: nobody else's numbers."""

    title: str = Field(examples=["2026 年度常委述职测评"])
    ended_at: datetime
    entitled: Count
    returned: Count
    invalid: Count


class ResultLine(Person, Rating):
    """One member's line of the 汇总表."""


class ResultOut(ReceiptsOut):
    """述职测评汇总表."""

    id: Id
    title: str
    year: int
    quorum: Quorum
    lines: list[ResultLine]
    texts: list[str] = Field(description="文字意见，次序已打乱，与票没有联系。")
    ended_at: datetime | None


def grades_out(grades: list[Any]) -> list[BallotGrade]:
    """Return the grades of a sheet in their order."""
    return [BallotGrade(**grade) for grade in grades]
