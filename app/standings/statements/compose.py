"""Sentences from records: every number with the records that it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.facts.attendance.models import ATTENDED
from app.facts.statements.schemas import StatementOutline
from app.scoring.entry import Attr, attributes
from app.standings.assemble import entries_of
from app.standings.statements.schemas import StatementNumber, StatementSentence

#: What makes somebody due, as the dossier counts it: leave that takes a sitting off counts nowhere.
DUE = (*ATTENDED, "excused", "absent")
Attrs = dict[str, Attr]


class Asked(NamedTuple):
    """One number: what it is called, and which records it counts."""

    key: str
    label: str
    unit: str
    counts: Callable[[str, Attrs], bool]


def _fact(*facts: str) -> Callable[[str, Attrs], bool]:
    return lambda fact, attrs: fact in facts


def _sat(facts: Iterable[str], statuses: Sequence[str]) -> Callable[[str, Attrs], bool]:
    wanted = set(facts)
    return lambda fact, attrs: fact in wanted and attrs.get("status") in statuses


#: Part → its numbers, in the order of the sentence.
PARTS: dict[str, tuple[Asked, ...]] = {
    "meetings": (
        Asked("meetings_due", "应到会议", "场", _sat(("meeting",), DUE)),
        Asked("meetings_attended", "实到会议", "场", _sat(("meeting",), ATTENDED)),
        Asked("activities", "参加视察调研等活动", "场", _sat(("activity",), ATTENDED)),
        Asked("training", "参加学习培训", "场", _sat(("training",), ATTENDED)),
    ),
    "proposals": (
        Asked("proposals", "提交或参与提案", "件", _fact("proposal")),
        Asked("proposals_filed", "其中立案", "件", lambda f, a: f == "proposal" and a.get("filed") is True),
        Asked("opinions", "反映社情民意信息", "篇", _fact("opinion")),
        Asked("opinions_adopted", "其中被采用", "篇", lambda f, a: f == "opinion" and bool(a.get("adopted"))),
        Asked("speeches", "大会发言", "篇", _fact("speech")),
        Asked("reports", "调研报告", "篇", _fact("research_report")),
    ),
    "contacts": (
        Asked("charity", "公益服务", "次", _fact("charity")),
        Asked("contributions", "联系界别群众等", "次", _fact("contribution")),
        Asked("history", "文史稿件", "篇", _fact("history_article")),
        Asked("notes", "学习心得", "篇", _fact("study_note")),
    ),
}  # fmt: skip


def numbers_of(rows: Sequence[Any], about: str) -> list[StatementNumber]:
    """Return the numbers of one part, those of nothing left out.

    Args:
        rows: A member's ledger rows of the year, as scoring reads them.
    """
    read = [(str(row[0]), row[3], attributes(tuple(row[-6:]))) for row in rows]
    found = []
    for asked in PARTS[about]:
        ids = sorted(id_ for id_, fact, attrs in read if asked.counts(fact, attrs))
        if ids:
            found.append(
                StatementNumber(
                    key=asked.key, label=asked.label, value=len(ids), unit=asked.unit, record_ids=ids
                )
            )
    return found


def sentence(numbers: Sequence[StatementNumber]) -> str:
    """Return the numbers as a sentence.

    >>> one = StatementNumber(key="a", label="提交提案", value=2, unit="件", record_ids=[])
    >>> sentence([one])
    '一年来，提交提案 2 件。'
    """
    if not numbers:
        return ""
    return "一年来，" + "，".join(f"{one.label} {one.value} {one.unit}" for one in numbers) + "。"


def sentences(
    session: Session, council_id: str, member_id: str, year: int, outline: StatementOutline
) -> list[StatementSentence]:
    """Return what a member's records of a year write, under the headings of the round."""
    rows = entries_of(session, council_id, member_id, year)
    found = []
    for heading in outline.headings:
        for about in heading.about:
            numbers = numbers_of(rows, about)
            found.append(
                StatementSentence(heading=heading.id, about=about, text=sentence(numbers), numbers=numbers)
            )
    return found
