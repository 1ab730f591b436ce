"""Data of service to people, contacts, study, and assessed points."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.core.ids import Id
from app.facts.contributions.schemas.base import Data, Fen, Level, Long, Name, Rank, Short, Year


class MemberAward(Data):
    """委员个人获奖."""

    by: Annotated[Name, Field(description="授予单位。")]
    level: Level
    year: Year
    rank: Rank = "other"


class VenueNote(Data):
    """联络室、会客厅、委员之家的工作记事."""

    text: Long = ""
    visitors: Annotated[int, Field(ge=0, le=1_000_000, description="接待人次。")] = 0


class Contact(Data):
    """党派团体联系、党外人士走访."""

    counterpart: Annotated[Name, Field(description="联系对象。", examples=["民建平湖市基层委"])]
    form: Annotated[
        Literal["meeting", "visit", "talk", "letter"],
        Field(description="meeting 座谈，visit 走访，talk 谈心，letter 函询。", examples=["visit"]),
    ]


class PartyLink(Data):
    """党员委员联系党外委员."""

    linked_member_id: Annotated[Id, Field(description="所联系的委员编号。")]
    form: Annotated[Literal["meeting", "visit", "talk", "letter"], Field(examples=["talk"])] = "talk"


class Charity(Data):
    """公益服务."""

    form: Annotated[
        Literal["donation", "volunteering", "assistance", "employment", "other"],
        Field(description="donation 捐赠，volunteering 志愿服务，assistance 结对帮扶，employment 吸纳就业。"),
    ]
    joint: Annotated[bool, Field(description="是否与其他委员一起。")] = False
    amount_fen: Fen = 0
    people: Annotated[int, Field(ge=0, le=10_000_000, description="受益人次。")] = 0


class SpecialTask(Data):
    """急难任务中的担当."""

    task: Annotated[
        Literal["epidemic", "resumption", "flood", "typhoon", "rescue", "central_task", "other"],
        Field(
            description="epidemic 防疫，resumption 复工复产，flood 防汛，typhoon 抗台，"
            "central_task 中心工作。"
        ),
    ]
    level: Level = "county"
    text: Long = ""


class TrainingRecord(Data):
    """在本会以外参加的培训."""

    completeness: Annotated[
        Literal["full", "partial"], Field(description="full 全程，partial 部分。", examples=["full"])
    ]
    organiser: Annotated[Short, Field(description="主办单位。")] = ""
    level: Level = "county"
    offsite: bool = False
    half_days: Annotated[int, Field(ge=1, le=60, description="半天数。", examples=[2])] = 1


class Assessed(Data):
    """评定分: points a body decided on; only the secretariat enters them."""

    item: Annotated[
        str,
        Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="办法中的评定项。", examples=["own_job"]),
    ]
    points: Annotated[
        str,
        Field(
            pattern=r"^-?(0|[1-9][0-9]{0,5})(\.[0-9]{1,4})?$",
            description="分值，十进制文本。",
            examples=["7.5"],
        ),
    ]
    basis: Annotated[Short, Field(description="依据。")] = ""


class Checklist(Data):
    """达标台账: which requirements of its rule book a group meets; only the secretariat enters them."""

    met: Annotated[
        list[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]],
        Field(min_length=1, max_length=60, description="办法中已达标的条目。", examples=[["l1", "l3"]]),
    ]
    basis: Annotated[Short, Field(description="依据。")] = ""
