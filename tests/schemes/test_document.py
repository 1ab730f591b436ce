"""A scheme document is read strictly; every mistake is named with its line."""

from __future__ import annotations

import hashlib

import pytest

from app.core.errors import Invalid
from app.schemes.document import check, library, read

GOOD = """\
format: 1
id: town
title: 某镇委员履职办法
structure: {kind: accumulate_from_zero}
sections:
  - {id: base, title: 基础分}
items:
  - id: meetings
    title: 会议
    section: base
    select: {fact: meeting, where: {type: plenary, status: present}}
    award: {each: 5}
  - id: opinions
    title: 信息
    select: {fact: opinion}
    award: {tiers: {by: role, table: {participant: 3}, otherwise: 0}}
bands:
  - {name: 优秀, min: 90}
  - {name: 其他, below: 90}
examples:
  - {id: M1, facts: [{meeting: plenary, n: 2}], expect: {breakdown: {meetings: 10}, total: 10, grade: 其他}}
"""

#: (what is replaced, by what, word, line, part of the sentence)
MISTAKES = [
    ("each: 5", "eech: 5", "unknown_key", 12, "是否为“each”"),
    ("format: 1\n", "", "missing", 1, "缺少“format”"),
    ("accumulate_from_zero", "acumulate_from_zero", "unknown_word", 4, "是否为“accumulate_from_zero”"),
    ("fact: meeting", "fact: meetng", "unknown_word", 11, "是否为“meeting”"),
    ("type: plenary", "typ: plenary", "unknown_word", 11, "是否为“type”"),
    ("section: base", "section: bass", "unknown_word", 10, "是否为“base”"),
    ("each: 5", "each: five", "wrong_value", 12, "应为确切的分值"),
    ("each: 5", "each: .nan", "wrong_value", 12, "应为确切的分值"),
    ("each: 5", "each: 1e400", "wrong_value", 12, "应为确切的分值"),
    ("each: 5", "each: 5, lump: 3", "award_kind", 12, "只写一种"),
    ("id: opinions", "id: meetings", "duplicate", 13, "重复"),
    ("id: opinions", "id: 信息", "wrong_type", 13, "以小写英文字母开头"),
    ("title: 会议", "title: 会议\n    title: 会", "duplicate_key", 10, "写了两遍"),
    ("title: 会议", "title: [会议]", "wrong_type", 9, "应为文字"),
    ("below: 90", "below: 89", "bands_gap", 19, "89.5"),
    ("below: 90", "min: 80", "bands_gap", 17, "最低一档"),
    ("select: {fact: opinion}", "select: {fact: like}", "refused_measure", 15, "点赞"),
    ("select: {fact: opinion}", "select: {fact: login}", "refused_measure", 15, "登录次数"),
    ("fact: opinion}", "fact: proposal}\n    measure: {sum: minutes}", "refused_measure", 16, "学习时长"),
    ("{participant: 3}", "{participant: {a: 3}}", "tiers_depth", 16, "应有 1 层"),
    ("{participant: 3}", "{}", "wrong_value", 16, "对照表"),
    ("    select: {fact: opinion}\n", "", "select_missing", 13, "缺少 select"),
    ("award: {each: 5}", "award: {each: 5}\n    limit: {cap: 6, floor: 7}", "cap_below_floor", 13, "下限"),
    ("status: present", "status: {any: present}", "unknown_key", 11, "any_of"),
    ("{fact: opinion}", "{fact: opinion, rest_of: later}", "unknown_word", 15, "在前的条目"),
    ("{fact: opinion}", "{fact: opinion, period: {start: 02-30, end: 06-30}}", "no_such_day", 15, "不是日期"),
    ("breakdown: {meetings", "breakdown: {meeting", "unknown_word", 21, "是否为“meetings”"),
    ("grade: 其他", "grade: 及格", "unknown_word", 21, "等次"),
]  # fmt: skip


def test_a_good_document_is_read_whole() -> None:
    document = read(GOOD)
    assert check(document) == []
    assert document.require().title == "某镇委员履职办法"


def test_the_text_is_kept_verbatim_with_its_hash() -> None:
    text = GOOD.replace("title: 某", "title:   某") + "# 末尾的注释\r\n"
    document = read(text.encode())
    assert document.text == text
    assert document.digest == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("old", "new", "word", "line", "part"), MISTAKES, ids=[f"{m[1][:28]}" for m in MISTAKES]
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, word: str, line: int, part: str) -> None:
    assert GOOD.count(old) >= 1
    found = read(GOOD.replace(old, new, 1)).errors
    assert [(one.word, one.line) for one in found] == [(word, line)], [str(one) for one in found]
    assert part in found[0].sentence


def test_all_mistakes_are_reported_at_once() -> None:
    text = GOOD.replace("each: 5", "eech: 5").replace("id: town", "id: 镇").replace("by: role", "bye: role")
    document = read(text)
    assert [one.line for one in document.errors] == [2, 12, 16, 16]
    with pytest.raises(Invalid) as caught:
        document.require()
    assert len(caught.value.errors) == 4
    assert caught.value.errors[0].sentence.startswith("第 2 行：")


@pytest.mark.parametrize(
    ("text", "word", "line"),
    [
        ("a: [1", "bad_yaml", 1),
        ("a: 1\n b: 2", "bad_yaml", 2),
        ("- a", "not_a_mapping", 1),
        ("", "not_a_mapping", 1),
        ("a: 1\nb: &x 1", "anchor", 2),
        ("a: &x [1]\nb: *x", "anchor", 1),
        ("a: !!python/object:os.system x", "tag", 1),
        ("a: 1\n---\nb: 2", "several_documents", 2),
        ("a: " + "[" * 50 + "]" * 50, "too_large", 1),
        ("a: [" + "1," * 100_001 + "1]", "too_large", 1),
        ("a: " + "x" * 1_000_001, "too_large", 1),
        ("a: \x00", "bad_yaml", 1),
        ("[a]: 1", "bad_key", 1),
    ],
    ids=[
        "open",
        "indent",
        "list",
        "empty",
        "anchor",
        "alias",
        "tag",
        "two",
        "deep",
        "wide",
        "long",
        "nul",
        "key",
    ],
)
def test_what_is_not_a_document_is_refused(text: str, word: str, line: int) -> None:
    found = read(text).errors
    assert [(one.word, one.line) for one in found] == [(word, line)], found


def test_a_file_of_another_encoding_is_refused() -> None:
    found = read("format: 1\ntitle: 办法".encode("gbk")).errors
    assert [(one.word, one.line) for one in found] == [("not_utf8", 2)]


def test_an_unreadable_example_fact_is_reported() -> None:
    for old, new, part in [
        ("{meeting: plenary, n: 2}", "{meetin: plenary}", "是否为“meeting”"),
        ("{meeting: plenary, n: 2}", "{meeting: plenary, stat: x}", "是否为“status”"),
        ("{meeting: plenary, n: 2}", "{meeting: plenary, n: -1}", "n 应为"),
        ("{meeting: plenary, n: 2}", "{manual: meetings, points: 3}", "没有评定分条目"),
        ("{meeting: plenary, n: 2}", "{meeting: plenary, on: 2024-13-01}", "不是日期"),
        ("{meeting: plenary, n: 2}", "{meeting: plenary, quantity: x}", "quantity"),
        ("{meeting: plenary, n: 2}", "{}", "空的"),
    ]:
        found = check(read(GOOD.replace(old, new)))
        assert any(one.word == "example_unreadable" and part in one.sentence for one in found), (new, found)


def test_an_assessed_example_needs_exact_points() -> None:
    text = GOOD.replace("award: {each: 5}", "award: {assessed: true}").replace(
        "    select: {fact: meeting, where: {type: plenary, status: present}}\n", ""
    )
    found = check(read(text.replace("{meeting: plenary, n: 2}", "{manual: meetings, points: lots}")))
    assert [(one.word, one.line) for one in found] == [("example_unreadable", 20)]
    assert check(read(text.replace("{meeting: plenary, n: 2}", "{manual: meetings, points: 10}"))) == []


def test_the_library_lists_its_documents() -> None:
    assert {"shanghai-minhang", "anhui-anqing", "anhui-chaohu", "anhui-hefei"} <= set(library())
