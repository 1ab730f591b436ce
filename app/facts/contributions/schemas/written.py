"""Data of pieces that somebody wrote, took or spoke."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.core.ids import Id
from app.facts.contributions.schemas.base import Data, Level, Long, Many, Name, Short


class PlenarySpeech(Data):
    """大会发言材料."""

    form: Annotated[
        Literal["oral", "written"], Field(description="oral 口头发言，written 书面发言。", examples=["oral"])
    ]
    listed: Annotated[bool, Field(description="是否列入大会发言。")] = True


class ResearchReport(Data):
    """调研报告."""

    adopted_by: list[Level] = Field(
        default_factory=list, max_length=4, description="被哪些层级采用。", examples=[["county"]]
    )
    from_activity: Annotated[Id | None, Field(description="来自哪次调研活动（活动编号）。")] = None


class HistoryPiece(Data):
    """文史稿件; the author may be somebody who is no member."""

    characters: Annotated[Many, Field(description="字数。", examples=[3500])]
    outside_author: Annotated[Short, Field(description="作者不是委员时填写姓名。")] = ""
    published_in: Annotated[Short, Field(description="刊登的书刊。", examples=["平湖文史资料"])] = ""


class HistoryPhotos(Data):
    """文史照片."""

    count: Annotated[Many, Field(description="张数。", examples=[12])]
    source: Short = ""


class MediaItem(Data):
    """宣传稿件."""

    outlet: Annotated[Name, Field(description="媒体名称。", examples=["人民政协报"])]
    level: Level


class StudyNote(Data):
    """学习心得: that one was written, never how long somebody was on line."""

    form: Annotated[
        Literal["note", "essay", "talk"],
        Field(description="note 读书笔记，essay 心得文章，talk 委员广播室主讲。", examples=["essay"]),
    ]
    topic: Short = ""


class Suggestion(Data):
    """A suggestion made at a consultation, and what became of it."""

    from_activity: Annotated[Id, Field(description="在哪次活动上提出（活动编号）。")]
    text: Annotated[str, Field(min_length=1, max_length=4000, description="建议内容。")]
    to_unit: Annotated[Short, Field(description="交办单位。", examples=["市住建局"])] = ""
    state: Annotated[
        Literal["issued", "accepted", "done", "not_accepted"],
        Field(description="issued 已交办，accepted 已采纳，done 已落实，not_accepted 未采纳。"),
    ] = "issued"
    reply: Long = ""
