"""Measures that pledges usually take, in the language of schemes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from app.facts.pledges.schemas import PledgeCounts, PledgeMeasureOut

_CAME = {"status": ["present", "late", "left_early"]}
_MINE = {"role": ["author"]}


class Usual(NamedTuple):
    """One measure: what it is called, what it selects, how it counts."""

    label: str
    unit: str
    fact: list[str]
    where: dict[str, Any]
    measure: Mapping[str, str] = MappingProxyType({})
    remainder: Literal["open", "scheduled"] = "open"


#: Word → measure. Meetings whose calendar is set for the year count what is scheduled.
USUAL: dict[str, Usual] = {
    "plenary": Usual(
        "出席全体会议", "场", ["meeting"], {"type": ["plenary"], **_CAME}, {"distinct": "sitting"},
        "scheduled",
    ),
    "standing": Usual(
        "出席常委会会议", "次", ["meeting"], {"type": ["standing"], **_CAME}, {"distinct": "activity"},
        "scheduled",
    ),
    "meetings": Usual("出席各类会议", "次", ["meeting"], _CAME, {"distinct": "activity"}),
    "activities": Usual("参加履职活动", "次", ["activity"], _CAME, {"distinct": "activity"}),
    "consultations": Usual(
        "参加协商议政", "次", ["meeting", "activity"], {"consultation": [True], **_CAME},
        {"distinct": "activity"},
    ),
    "study": Usual(
        "参加学习培训", "次", ["training", "activity"], {"type": ["full", "partial", "study"], **_CAME}
    ),
    "proposals": Usual("提交提案", "件", ["proposal"], {"role": ["proposer", "drafter"]}),
    "opinions": Usual("反映社情民意信息", "篇", ["opinion"], _MINE),
    "speeches": Usual("大会发言", "篇", ["speech"], _MINE),
    "reports": Usual("调研报告", "篇", ["research_report"], {}),
    "charity": Usual("公益服务", "次", ["charity"], {}),
    "contacts": Usual("联系界别群众", "次", ["activity"], {"type": ["contact"], **_CAME}),
    "history": Usual("文史稿件", "篇", ["history_article"], _MINE),
}  # fmt: skip


def counted(word: str) -> PledgeCounts:
    """Return what a usual measure counts."""
    usual = USUAL[word]
    select: dict[str, Any] = {"fact": usual.fact}
    if usual.where:
        select["where"] = [usual.where]
    return PledgeCounts.model_validate({"select": [select], "measure": dict(usual.measure)})


def listed() -> list[PledgeMeasureOut]:
    """Return the usual measures."""
    return [
        PledgeMeasureOut(
            word=word, label=usual.label, unit=usual.unit, counts=counted(word), remainder=usual.remainder
        )
        for word, usual in USUAL.items()
    ]
