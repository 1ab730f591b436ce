"""What a well-formed document may still have wrong: rules that contradict themselves."""

from __future__ import annotations

import pytest

from app.schemes.document import check, read

GOOD = """\
format: 1
id: town
title: 某镇委员履职办法
structure: {kind: hundred_points}
sections:
  - {id: base, title: 基础分, cap: 60, floor: 0}
items:
  - {id: key, title: 重点, section: base, select: {fact: proposal, where: {outcomes: key}}, award: {each: 5}}
  - {id: good, title: 优秀, select: {fact: proposal, where: {outcomes: good}}, award: {each: 3}}
  - id: acts
    title: 活动
    select: {fact: activity}
    measure: {distinct: activity}
    award: {lump: 30, at_least: 2}
  - {id: work, title: 评定, award: {assessed: true}}
within_fact:
  - {id: higher, title: 取高者, items: [key, good]}
gates:
  - id: g
    title: 提案
    any_of: {select: {fact: proposal}, at_least: 1}
    force_grade: 其他
bands:
  - {name: 优秀, min: 90}
  - {name: 其他, below: 90}
examples:
  - {id: M1, facts: [{manual: work, points: 9}], expect: {total: 9, grade: 其他, gates_missed: [g]}}
"""

MISTAKES = [
    ("cap: 60, floor: 0", "cap: 6, floor: 9", "cap_below_floor", 6, "低于下限"),
    ("items: [key, good]", "items: [key, goood]", "unknown_word", 17, "是否为“good”"),
    ("items: [key, good]", "items: [key, acts]", "not_per_piece", 17, "只适用于按件计分"),
    ("force_grade: 其他", "force_grade: 差", "unknown_word", 22, "等次"),
    ("{name: 优秀, min: 90}", "{name: 其他, min: 90}", "duplicate", 23, "重复"),
    ("{name: 优秀, min: 90}", "{name: 优秀, min: 90, below: 95}", "bands_gap", 24, "不写"),
    ("award: {each: 5}", "award: {each: 5}, parts: [{award: {each: 1}}]", "award_missing", 8, "取一"),
    ("award: {assessed: true}", "select: {fact: opinion}, award: {assessed: true}", "not_needed", 15, "不"),
    ("{lump: 30, at_least: 2}", "{each: 3, at_least: 2}", "not_together", 14, "lump"),
    ("{lump: 30, at_least: 2}", "{lump: 30, first_n: 2}", "not_together", 14, "first_n"),
    ("{distinct: activity}", "{distinct: activity, sum: half_days}", "not_together", 13, "sum"),
    ("{distinct: activity}", "{part: {status: late}}", "not_together", 13, "whole"),
    ("{distinct: activity}", "{distinct: actvity}", "unknown_word", 13, "是否为“activity”"),
    ("{fact: activity}", "{fact: activity, rest_of: key}", "not_together", 12, "rest_of"),
    ("{fact: proposal}, at_least: 1", "{fact: proposal, rest_of: key}", "not_together", 21, "最低要求"),
    ("select: {fact: proposal}, at_least: 1", "select: {fact: steps}", "refused_measure", 21, "不得以"),
    ("gates_missed: [g]", "gates_missed: [h]", "unknown_word", 27, "最低要求"),
    ("hundred_points", "100", "unknown_word", 4, "可写"),
    ("id: work", "id: [work]", "wrong_type", 15, "应为文字"),
]  # fmt: skip

DIFFERENCES = [
    ("total: 9", "total: 8", "总分应为 8，按办法算得 9"),
    ("grade: 其他, g", "grade: 优秀, g", "等次应为 优秀，按办法算得 其他"),
    ("gates_missed: [g]", "gates_missed: []", "未达到的最低要求应为 无，按办法算得 g"),
    ("total: 9", "breakdown: {work: 9, base: 1/3}", "base应为 1/3，按办法算得 0"),
]


def test_the_good_document_holds() -> None:
    assert [str(one) for one in check(read(GOOD))] == []


@pytest.mark.parametrize(("old", "new", "word", "line", "part"), MISTAKES)
def test_a_contradiction_is_named_with_its_line(old: str, new: str, word: str, line: int, part: str) -> None:
    assert old in GOOD
    found = check(read(GOOD.replace(old, new, 1)))
    assert (word, line) in [(one.word, one.line) for one in found], [str(one) for one in found]
    assert part in "".join(one.sentence for one in found)


@pytest.mark.parametrize(("old", "new", "sentence"), DIFFERENCES)
def test_an_example_that_differs_says_both_figures(old: str, new: str, sentence: str) -> None:
    assert old in GOOD
    found = check(read(GOOD.replace(old, new, 1)))
    assert [one.word for one in found] == ["example_differs"]
    assert sentence in str(found[0])
