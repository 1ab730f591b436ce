"""Shapes of dry runs and of a changed figure."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id


class LineDelta(BaseModel):
    """One line of the receipt that comes out differently."""

    item: str = Field(examples=["proposal"])
    title: str = Field(examples=["提案立案"])
    article: str | None = Field(description="办法条款。", examples=["第八条"])
    before: str | None = Field(description="精确得分；空：原来没有这一项。", examples=["10"])
    after: str | None = Field(description="精确得分；空：不再有这一项。", examples=["15"])
    change: str = Field(description="变化，带正负号。", examples=["+5"])
    sentence: str = Field(examples=["“提案立案”〔第八条〕由 10 分变为 15 分（+5）。"])


class MemberShift(BaseModel):
    """One member before and after."""

    member_id: Id
    number: str = Field(examples=["140001"])
    name: str = Field(examples=["王小明"])
    sector: str = Field(description="界别；没有时为空。", examples=["民建"])
    points_before: str | None = Field(description="精确得分：小数或分数。", examples=["85"])
    points_after: str = Field(examples=["90"])
    change: str = Field(description="得分变化，带正负号。", examples=["+5"])
    grade_before: str | None = Field(examples=["良好"])
    grade_after: str = Field(examples=["优秀"])
    place_before: int | None = Field(description="原名次，同分同名次。", examples=[12])
    place_after: int = Field(examples=[7])
    moved: bool = Field(description="得分或等次有变化。")
    items: list[LineDelta] = Field(description="变化最大的几项，最大的在前。")
    rest: str = Field(description="其余各项合计的变化，带正负号。", examples=["+0"])


class SectorShift(BaseModel):
    """How one sector fares."""

    sector: str = Field(description="界别；没有界别的委员合为一行，名称为空。", examples=["民建"])
    members: int
    mean_before: str | None = Field(description="平均分，四舍五入到两位小数。", examples=["82.5"])
    mean_after: str = Field(description="同一些人的新平均分。", examples=["84.25"])
    mean_shift: str | None = Field(description="平均分变化，带正负号。", examples=["+1.75"])
    up: int = Field(description="得分提高的人数。")
    down: int = Field(description="得分降低的人数。")
    same: int
    added: int = Field(description="原来没有得分的人数：平均分和升降都不含他们。")


class GradeShift(BaseModel):
    """How many have a grade before and after."""

    grade: str = Field(description="等次；没有等次的为空。", examples=["优秀"])
    before: int | None = Field(description="空：原办法没有这一等次，或没有可比的结果。")
    after: int | None = Field(description="空：新办法没有这一等次。")


class Beside(BaseModel):
    """What a dry run is compared with."""

    kind: Literal["run_in_force", "adopted_scheme", "same_scheme", "nothing"] = Field(
        description="run_in_force 已生效的结果，adopted_scheme 按已采用的办法即时计算，"
        "same_scheme 同一办法改动之前，nothing 没有可比的。"
    )
    run_id: Id | None
    scheme: str = Field(description="办法名称。")
    digest: str


class DryRunOut(BaseModel):
    """A year's ledger under a scheme that is not (or not yet) the year's own; nothing is kept."""

    scheme_id: Id
    title: str
    digest: str
    year: int
    ledger_seq: int = Field(description="所据台账的截止行号：有已生效的结果时与其相同。")
    beside: Beside
    members: list[MemberShift] = Field(description="按新名次排列。")
    sectors: list[SectorShift]
    whole: SectorShift = Field(description="全体委员。")
    grades: list[GradeShift]
    new_grades: list[str] = Field(description="新办法才有的等次。")
    missing_grades: list[str] = Field(description="新办法不再有的等次。")
    sentences: list[str] = Field(description="像一封信那样读：总的变化、等次、变化最大的界别。")


class FigureIn(Strict):
    """One place of a document and what would stand there instead."""

    year: Annotated[int, Field(ge=1949, le=2200, description="以哪个年度的台账试算。", examples=[2026])]
    path: Annotated[
        str,
        Field(
            min_length=1,
            max_length=200,
            description="办法原文中的位置，见比较结果和错误提示中的 `path`。",
            examples=["items[3].award.each"],
        ),
    ]
    value: Annotated[
        str,
        Field(
            min_length=1,
            max_length=60,
            pattern=r"^[^\r\n#{}\[\]&*!|>'\"%@`,]+$",
            description="改成什么，照 YAML 里的写法：`6`、`7.5`、`25/2`、`true`。",
            examples=["6"],
        ),
    ]


class FigureOut(DryRunOut):
    """Who moves when one figure is changed; ``members`` holds only those."""

    path: str
    before: str | None = Field(description="原来的值；空：原来没有写。", examples=["5"])
    after: str = Field(examples=["6"])
    differences: list[str] = Field(description="改动本身，用文字说明。")
