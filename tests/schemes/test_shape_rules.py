"""What documents of the rarer shapes may have wrong, and what they had better say."""

# Documents and their changes stand on one line each.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from app.schemes.document import check, library, read

GOOD = """\
format: 1
id: town
title: 某镇委员履职办法
years: {first: 2024, last: 2026}
structure: {kind: hundred_points, reference: 120, prorate: {by: months}, rescale: {to: 100}, rounding: {scale: 1}}
params:
  absence: {title: 缺席扣分, value: 5, by: committee, table: {economy: 3}}
sections:
  - {id: base, title: 基础分, weight: 70%}
  - {id: bonus, title: 加分, kind: bonus}
conditions:
  - {id: met, title: 开会两次, any_of: {select: {fact: meeting}, at_least: 2}}
items:
  - {id: prop, title: 提案, article: 一, section: base, select: {fact: proposal}, award: {each: 5}, limit: {cap: 30}}
  - id: info
    title: 信息
    article: 二
    requires: met
    select: {fact: opinion, rest_of: prop, via: linked}
    award: {each: 3, adders: [{where: {adopted: county}, points: 2}]}
  - {id: acts, title: 出勤, article: 三, select: {fact: activity}, award: {rate: {attained: {status: present}, steps: [{min: 90%, points: 9}, {points: 0}]}}}
  - {id: talk, title: 发言, article: 四, select: {fact: speech}, award: {each: -$absence}}
  - {id: work, title: 评定, article: 五, award: {assessed: true, stages: [self, panel]}}
exemptions:
  - {id: sick, title: 因病, applies_if: {joined: true}, items: prop, gates: g}
gates:
  - {id: g, title: 每季一件, any_of: {select: {fact: proposal}, per: quarter, prorate: true}, force_grade: 其他}
vetoes:
  - {id: v, title: 违纪, any_of: {select: {fact: award, where: {status: other}}}, effect: grade, force_grade: 其他}
bands:
  - {name: 优秀, min: 90, requires: met}
  - {name: 其他, below: 90}
sums:
  - {id: both, title: 小计, items: [prop, info], sections: base}
figures:
  - {id: rate, title: 采用率, select: {fact: opinion}, over: {select: {fact: opinion}}}
ledgers:
  - {id: unit, title: 单位账, holder: unit, items: prop}
examples:
  - {id: M1, params: {absence: 4}, facts: [{speech: x}], expect: {total: -3.3}}
"""

MISTAKES = [
    ("-$absence", "-$absenc", "unknown_word", "是否为“absence”"),
    ("by: committee, table", "table", "not_together", "一起写"),
    ("params: {absence: 4}", "params: {absense: 4}", "unknown_word", "是否为“absence”"),
    ("requires: met\n", "requires: mat\n", "unknown_word", "是否为“met”"),
    ("min: 90, requires: met", "min: 90, requires: mat", "unknown_word", "条件"),
    ("{name: 其他, below: 90}", "{name: 其他, below: 90, requires: met}", "bands_gap", "最低一档不能"),
    ("items: prop, gates: g", "items: prp, gates: g", "unknown_word", "条目"),
    ("items: prop, gates: g", "items: prop, gates: h", "unknown_word", "最低要求"),
    ("sections: base}", "sections: bass}", "unknown_word", "是否为“base”"),
    ("id: both", "id: base", "duplicate", "与条目或部分重复"),
    ("holder: unit, items: prop", "holder: unit, items: pro", "unknown_word", "是否为“prop”"),
    ("effect: grade, force_grade: 其他", "effect: grade", "missing", "force_grade"),
    ("effect: grade, force_grade: 其他", "effect: grade, force_grade: 差", "unknown_word", "等次"),
    ("per: quarter", "per: quarter, at_least: 0", "wrong_type", "数值过小"),
    ("{fact: proposal}, per", "{fact: proposal, period: {start: 01-01, end: 02-01}}, per", "not_together", "period"),
    ("prorate: {by: months}, ", "", "missing", "structure.prorate"),
    ("reference: 120, ", "", "missing", "原来的满分"),
    ("last: 2026", "last: 2020", "wrong_value", "早于首年"),
    ("rest_of: prop, via", "via", "not_together", "via 与 rest_of"),
    ("limit: {cap: 30}", "limit: {cap: 3}", "cap_below_award", "封顶低于一次的分值"),
    ("award: {each: 5}", "award: {each: 5, from_nth: 2}", "not_together", "写法矛盾"),
    ("select: {fact: speech}", "select: {fact: speech, where: {level: {any_of: [a], none_of: [a]}}}", "unreachable", "没有记录"),
    ("select: {fact: speech}", "select: {fact: speech, where: {pieces: {at_least: 3, at_most: 2}}}", "unreachable", "没有记录"),
    ("{adopted: county}", "{adopted: {any_of: []}}", "unreachable", "没有记录"),
    ("assessed: true, stages", "each: 1, stages", "not_together", "stages"),
    ("each: 3, adders", "lump: 3, adders", "not_together", "adders"),
    ("assessed: true,", "assessed: true, share: {table: {a: 1/2}},", "not_together", "share"),
    ("assessed: true,", "assessed: true, none: 3,", "not_together", "none"),
    ("select: {fact: activity}, award: {rate", "select: {fact: activity}, limit: {best_of: true}, award: {rate", "not_together", "rate"),
    (", {points: 0}]", "]", "bands_gap", "有的比率没有分"),
    (", {points: 0}]", ", {points: 0}, {min: 0.9, points: 1}]", "bands_overlap", "重叠"),
    ("min: 90%", "min: 90", "wrong_value", "0 与 1"),
    ("steps: [{min: 90%, points: 9}, {points: 0}]", "least: 2", "award_kind", "只写一种"),
    ("weight: 70%}", "weight: 70%}\n  - {id: more, title: 再加, kind: bonus, weight: 50%}", "", ""),
    ("    award: {each: 3, a", "    award: {a", "", ""),
    ("over: {select: {fact: opinion}}", "over: {select: {fact: opnion}}", "unknown_word", "是否为“opinion”"),
    ("any_of: {select: {fact: award, where: {status: other}}}", "any_of: {select: {fact: login}}", "refused_measure", "不得以"),
    ("reference: 120", "bonus_cap: 9, reference: 120", "", ""),
]  # fmt: skip

WARNINGS = [
    ("article: 四, ", "", "article_missing", "没有写出处"),
    ("{fact: speech}, award: {each: -", "{fact: opinion}, award: {each: ", "counted_twice", "together_with: [info]"),
    (", rounding: {scale: 1}", "", "no_rounding", "structure.rounding"),
    ("-$absence", "-3", "unused", "没有用到"),
    ("min: 90, requires: met", "min: 90", "", ""),
    ("award: {each: 5}", "award: {tiers: {by: role, table: {proposer: 40, participant: 1}}}", "cap_below_award", "最高一档"),
]  # fmt: skip


def test_the_good_document_holds_and_leaves_nothing_open() -> None:
    assert [str(one) for one in check(read(GOOD))] == []
    # ``via`` and ``stages`` rest on what no record of the ledger holds.
    assert [one.word for one in read(GOOD).warnings] == ["not_recorded", "not_recorded"]


@pytest.mark.parametrize(("old", "new", "word", "part"), MISTAKES, ids=[one[1][:30] for one in MISTAKES])
def test_a_contradiction_is_named(old: str, new: str, word: str, part: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    if word == "not_together" and "from_nth" in new:
        text = text.replace("limit: {cap: 30}", "limit: {once_per_year: true}", 1)
    found = read(text).errors
    if not word:
        assert [str(one) for one in found] == []
        return
    assert word in [one.word for one in found], [str(one) for one in found]
    named = next(one for one in found if one.word == word and part in one.sentence)
    assert named.line > 1


@pytest.mark.parametrize(("old", "new", "word", "part"), WARNINGS, ids=[one[1][:30] for one in WARNINGS])
def test_what_is_left_open_is_a_warning_and_no_mistake(old: str, new: str, word: str, part: str) -> None:
    assert old in GOOD
    found = read(GOOD.replace(old, new, 1))
    assert found.errors == ()
    said = {one.word for one in found.warnings if part in one.sentence} - {"not_recorded"}
    assert sorted(said) == ([word] if word else [])


def test_a_weight_and_the_cap_on_all_bonus_do_not_go_together() -> None:
    text = GOOD.replace("reference: 120", "bonus_cap: 9, reference: 120")
    text = text.replace("kind: bonus}", "kind: bonus, weight: 50%}", 1)
    assert [one.word for one in read(text).errors] == ["not_together"]


def test_ten_thousand_items_are_refused() -> None:
    item = "  - {id: i%d, title: 条, select: {fact: meeting}, award: {each: 1}}\n"
    text = "format: 1\nid: big\ntitle: 大\nstructure: {kind: hundred_points}\nitems:\n"
    found = read(text + "".join(item % number for number in range(10_000))).errors
    assert [one.word for one in found] in (["too_large"], ["wrong_type"])


def test_the_library_leaves_open_only_what_the_ledger_never_holds() -> None:
    loose = {
        name: [str(one) for one in read(path.read_bytes()).warnings if one.word != "not_recorded"]
        for name, path in library().items()
    }
    assert {name: found for name, found in loose.items() if found} == {}
