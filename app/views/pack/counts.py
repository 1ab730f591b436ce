"""What is counted of a member's records, and under which headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

#: Heading → kinds of activity; what stands nowhere here comes under the last one.
MEETINGS: dict[str, tuple[str, ...]] = {
    "全体会议": ("plenary", "plenary_group"),
    "常委会会议": ("standing_committee",),
    "主席会议": ("chairpersons_council",),
    "专委会、界别会议": ("special_committee", "sector", "district_liaison"),
    "协商活动": ("consultation", "livelihood_hall", "face_to_face"),
    "民主监督": ("oversight",),
    "调研视察": ("survey", "inspection"),
    "学习培训": ("study", "training"),
    "其他会议活动": (),
}
_HEADING = {kind: heading for heading, kinds in MEETINGS.items() for kind in kinds}

Row = Any
Test = Callable[[Row], bool]


def heading_of(kind: str) -> str:
    """Return the heading under which a kind of activity is counted.

    >>> heading_of("plenary_group"), heading_of("salon")
    ('全体会议', '其他会议活动')
    """
    return _HEADING.get(kind, "其他会议活动")


def _of(*facts: str) -> Test:
    return lambda row: row.fact in facts


def _proposal(role: bool | None = None, **wanted: Any) -> Test:
    def test(row: Row) -> bool:
        if row.fact != "proposal" or (role is not None and (row.role != "participant") is not role):
            return False
        outcome = wanted.get("outcome")
        if outcome is not None and outcome not in row.attrs.get("outcomes", ()):
            return False
        return "filed" not in wanted or bool(row.attrs.get("filed"))

    return test


#: Indicator → which records count; one record may count under several.
INDICATORS: dict[str, Test] = {
    "提案领衔": _proposal(True),
    "提案附议": _proposal(False),
    "提案立案": _proposal(filed=True),
    "重点提案": _proposal(outcome="key"),
    "优秀提案": _proposal(outcome="excellent"),
    "社情民意报送": _of("opinion"),
    "社情民意采用": lambda row: row.fact == "opinion" and bool(row.attrs.get("adopted")),
    "社情民意批示": lambda row: row.fact == "opinion" and bool(row.attrs.get("instructed")),
    "大会发言": _of("speech"),
    "调研报告": _of("research_report"),
    "协商建议": _of("suggestion"),
    "文史资料": _of("history_article"),
    "学习心得": _of("study_note"),
    "宣传稿件": _of("publicity"),
    "公益慈善": _of("charity"),
    "专项任务": _of("special_task"),
    "荣誉奖项": _of("award"),
}


def counted(rows: Iterable[Row]) -> dict[str, int]:
    """Return indicator → how many of a member's records."""
    found = dict.fromkeys(INDICATORS, 0)
    for row in rows:
        for name, test in INDICATORS.items():
            if test(row):
                found[name] += 1
    return found
