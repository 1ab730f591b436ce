"""Data of what the council itself issued, received or gave."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from app.core.ids import Id
from app.facts.contributions.schemas.base import (
    Data,
    Fen,
    Level,
    Long,
    Many,
    Name,
    Rank,
    Short,
    Year,
)

Area = Annotated[
    Literal[
        "overall",
        "proposal",
        "opinion",
        "consultation",
        "oversight",
        "history",
        "publicity",
        "salon",
        "other",
    ],
    Field(
        description="表彰哪项工作：overall 综合，opinion 社情民意，proposal 提案，其余类推。",
        examples=["opinion"],
    ),
]


class BooksGiven(Data):
    """赠书."""

    count: Annotated[Many, Field(description="册数。", examples=[500])]
    recipients: Annotated[Short, Field(description="赠予对象。")] = ""


class Bulletin(Data):
    """社情民意信息专报的一期."""

    number: Annotated[int, Field(ge=1, le=100_000, description="期号。", examples=[12])]


class Document(Data):
    """建议案、政协建议、专题报告、决议."""

    type: Annotated[
        Literal["formal_recommendation", "cppcc_suggestion", "special_report", "resolution"],
        Field(
            description="formal_recommendation 建议案，cppcc_suggestion 政协建议，"
            "special_report 专题报告，resolution 决议。"
        ),
    ]
    number: Annotated[Short, Field(description="文号。")] = ""
    from_activity: Annotated[Id | None, Field(description="由哪次会议形成（活动编号）。")] = None


class Instruction(Data):
    """领导批示; its text is for the secretariat and the chair only."""

    level: Level
    count: Annotated[Many, Field(description="件次。")] = 1
    matter: Annotated[Short, Field(description="所批示的材料。")] = ""
    text: Annotated[Long, Field(description="批示内容，仅办公室和主席会议成员可见。")] = ""


class Hearing(Data):
    """党委常委会听取政协党组汇报."""

    body: Annotated[Name, Field(description="听取汇报的会议。", examples=["市委常委会会议"])] = (
        "市委常委会会议"
    )


class OversightLetter(Data):
    """民主监督建议书."""

    number: Annotated[Name, Field(description="编号。", examples=["2021-08"])]
    to: Annotated[Name, Field(description="送交单位。", examples=["市综合执法局"])]


class SpecialOversight(Data):
    """专项集体民主监督."""

    topic: Annotated[Name, Field(description="监督专题。", examples=["垃圾分类"])]


class FaceToFaceViews(Data):
    """ "市长与政协委员面对面"直播访问人次; a figure from outside, never a duty score."""

    count: Annotated[Many, Field(description="人次。", examples=[71_600])]
    source: Annotated[Name, Field(description="数字来源。", examples=["平湖传媒中心"])]


class Grant(Data):
    """协进助学金."""

    person_times: Annotated[Many, Field(description="资助人次。", examples=[20])]
    amount_fen: Fen
    region: Annotated[Short, Field(description="受助地区。", examples=["青田"])] = ""


class Regulation(Data):
    """制度文件."""

    version: Annotated[Short, Field(description="版本或文号。", examples=["2021 年修订"])] = ""
    adopted_by: Annotated[Name, Field(description="通过的会议。", examples=["主席会议"])]
    effective_on: Annotated[date | None, Field(description="施行日期。")] = None


class Honour(Data):
    """本会获得的荣誉; it outlives the term in which it was won."""

    by: Annotated[Name, Field(description="授予单位。", examples=["嘉兴市政协"])]
    level: Level
    year: Year
    area: Area = "other"
    rank: Rank = "other"


class SalonRating(Data):
    """委员会客厅评星."""

    level: Level
    stars: Annotated[int, Field(ge=1, le=5, description="星级。", examples=[4])]
    year: Year
