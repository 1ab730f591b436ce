"""Grade sets, quorum, and when a count may be told."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from app.facts.ballots.urn import ABSTAIN

#: Below so many sheets a number tells of a person.
FLOOR = 5
#: Words of rolls: a record that says one is an attendance, so that no grade may.
OF_ROLLS = frozenset({"present", "late", "left_early", "excused", "excused_not_counted", "absent"})
#: Presets; weights are the council's own business and start empty.
GRADE_SETS: dict[str, list[dict[str, Any]]] = {
    "four": [
        {"key": "excellent", "label": "优秀", "weight": None},
        {"key": "competent", "label": "称职", "weight": None},
        {"key": "basically_competent", "label": "基本称职", "weight": None},
        {"key": "incompetent", "label": "不称职", "weight": None},
    ],
    "three": [
        {"key": "satisfied", "label": "满意", "weight": None},
        {"key": "basically_satisfied", "label": "基本满意", "weight": None},
        {"key": "dissatisfied", "label": "不满意", "weight": None},
    ],
}
#: Why a poll came to nothing, and what follows.
VOID_SENTENCES = {
    "decided": "办公室宣布作废。",
    "no_quorum": "收回的票没有达到规定人数，本次测评无效，请重新组织。",
    "too_many_returned": "收回的票多于发出的票，本次测评无效，请重新组织。",
    "too_few": "有效票不足 {floor} 张（或手机和自助机的票不足 {floor} 张而另有纸质票），"
    "公布会使人推知是谁投的，本次测评不计票，请扩大参加范围后重新组织。",
    "key_lost": "测评密钥缺失，票箱无法打开，本次测评无效，请重新组织。",
    "urn_broken": "测评密钥与票箱不符，票箱无法打开，本次测评无效，请重新组织。",
}


def void_sentence(reason: str | None) -> str:
    """Return why a poll is void and what to do next; empty for one that is not."""
    return VOID_SENTENCES.get(reason or "", "").format(floor=FLOOR)


def marks_of(grades: list[Any]) -> list[str]:
    """Return what may stand in a cell of the sheet.

    >>> marks_of(GRADE_SETS["three"])
    ['satisfied', 'basically_satisfied', 'dissatisfied', 'abstain']
    """
    return [str(grade["key"]) for grade in grades] + [ABSTAIN]


def needed(quorum: str, issued: int) -> int:
    """Return how many sheets have to come back.

    >>> [needed("half", n) for n in (10, 11)], needed("two_thirds", 10), needed("none", 10)
    ([6, 6], 7, 0)
    """
    if quorum == "none":
        return 0
    return issued // 2 + 1 if quorum == "half" else -(-2 * issued // 3)


def verdict(
    quorum: str, issued: int, digital: int, returned_paper: int, valid_paper: int, handed: int
) -> str:
    """Return why a poll may not be counted, empty when it may.

    >>> verdict("half", 10, 6, 0, 0, 0), verdict("half", 10, 5, 0, 0, 0), verdict("none", 9, 4, 0, 0, 0)
    ('', 'no_quorum', 'too_few')
    >>> verdict("half", 10, 4, 3, 3, 2), verdict("half", 10, 4, 3, 3, 3), verdict("half", 10, 0, 6, 6, 6)
    ('too_many_returned', 'too_few', '')
    """
    if returned_paper > handed or digital + returned_paper > issued:
        return "too_many_returned"
    if digital + returned_paper < needed(quorum, issued):
        return "no_quorum"
    # Who counted the paper knows its figures: the rest must not be told by a subtraction.
    if digital + valid_paper < FLOOR or (valid_paper and 0 < digital < FLOOR):
        return "too_few"
    return ""


def score(grades: list[Any], counts: dict[str, int]) -> Fraction | None:
    """Return the weighted mean over those who gave a grade; None without weights or grades.

    >>> weighted = [{"key": "a", "weight": 100}, {"key": "b", "weight": 60}]
    >>> score(weighted, {"a": 3, "b": 1, "abstain": 2}), score(weighted, {"a": 0, "b": 0, "abstain": 1})
    (Fraction(90, 1), None)
    """
    given = sum(counts[grade["key"]] for grade in grades)
    if not given or any(grade["weight"] is None for grade in grades):
        return None
    return Fraction(sum(grade["weight"] * counts[grade["key"]] for grade in grades), given)


def two_places(value: Fraction) -> str:
    """Return a number with two places, 四舍五入.

    >>> two_places(Fraction(200, 3)), two_places(Fraction(5, 1000)), two_places(Fraction(90))
    ('66.67', '0.01', '90.00')
    """
    hundredths = (value * 200 + 1) // 2
    return f"{hundredths // 100}.{hundredths % 100:02d}"
