"""A slip is told with its place, what was found and what belongs there; nothing is told twice."""

# Changes to a document stand on one line each.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from app.schemes.document import check, read
from tests.schemes.test_document import GOOD

#: (what is replaced, by what, parts of the only sentence)
SLIPS = [
    ("status: present", "status: prsent", "没有“prsent”这个值，是否为“present”；可写：present、late"),
    ("by: role, table: {participant", "by: role, table: {proposer", "可写：author、participant"),
    ("status: present", "offsite: yes", "没有“yes”这个值；可写：true、false"),
    ("status: present", "half_days: two", "“half_days”是整数，写的是“two”"),
    ("status: present", "status: {at_least: 2}", "“status”不是数目"),
    ("fact: meeting", "fact: meetng", "可写：meeting、activity、training、proposal"),
    ("award: {each: 5}", "award: {each: 5}\n    cap: 3", "“cap”不写在这里，应写在 limit 里面"),
    ("award: {each: 5}", "award: {each: 5, cap: 3}", "应写在 limit 里面（与 award 并列）"),
    ("award: {each: 5}", "award: {each: 5, limit: {cap: 3}}", "应写在外面，与 award 并列"),
    ("bands:", "outcomes: [{id: o, do: 谈话, years: 2, when: {grade: 优秀}}]\nbands:", "应写在 when 里面"),
    ("bands:", "quota: {n: 3}\nbands:", "应写在 selections 里面"),
    ("status: present", "status: present，late", "“present，late”里有全角逗号，请改用半角逗号"),
    ("status: present", "status: present、late", "“present、late”里有顿号，请改用半角逗号"),
    ("fact: opinion", "fact: opinion，proposal", "里有全角逗号"),
    ("award: {each: 5}", "award: {each：5}", "“each：5”里有全角冒号，请改用半角冒号，后面空一格"),
    ("{meeting: plenary, n: 2}", "{meeting: plenary，committee, n: 2}", "里有全角逗号"),
    ("fact: opinion", "fact: 社情民意", "事实“社情民意”写 opinion"),
    ("{meeting: plenary, n: 2}", "{会议: plenary, n: 2}", "事实“会议”写 meeting"),
    ("{meeting: plenary, n: 2}", "{meeting: plenary, 次数: 2}", "属性“次数”写 n"),
    ("{meeting: plenary, n: 2}", "{meeting: plenary, n: 2, 到会情况: late}", "属性“到会情况”写 status"),
    ("status: present", "类型: plenary", "属性“类型”写 type"),
    ("award: {each: 5}", "applies_if: {界别: 教育}\n    award: {each: 5}", "属性“界别”写 sector"),
    ("award: {each: 5}", "award: 5", "每次 5 分写 award: {each: 5}"),
    ("award: {each: 5}", "award: assessed", "应写成“名称、半角冒号、空格、内容”"),
    ("award: {each: 5}", "award: {each: 5}\n    points:", "分值写在 award 里：award: {each: …}"),
    ("\nitems:", "\ntotal: {最高: 60}\nitems:", "总分封顶写 structure: {cap: …}"),
    ("award: {each: 5}", "award: {each: 5}\n    points: 5", "分值写在 award 里：award: {each: 5}"),
    ("\nitems:", "\ntotal: 60\nitems:", "总分封顶写 structure: {cap: 60}"),
    ("award: {each: 5}", "award: {each: 5}\n    total: 30", "封顶写 limit: {cap: 30}"),
    ("min: 90}", "min: 90, max: 100}", "上界写 below：不含本数"),
    ("award: {each: 5}", "award: {each: 5}\n    requires: 条件", "编号以小写英文字母开头"),
    ("{meeting: plenary, n: 2}", "{meeting: plenary, n: 2}, {meetng: x}", "可写：meeting、activity、training"),
]  # fmt: skip

#: (what is replaced, by what, word, part of the sentence)
DOUBTS = [
    ("type: plenary", "type: plenray", "unknown_value", "是否为“plenary”"),
    ("title: 信息", "title: 信息\n    applies_to: [standng]", "unknown_value", "是否为“standing”"),
    ("fact: opinion", "fact: opinion, where: {submitted: true}", "not_recorded", "属性 submitted"),
    ("fact: opinion", "fact: opinion, where: {adopted: own}", "not_recorded", "adopted 的值 own"),
    ("status: present", "status: [present, unexcused]", "not_recorded", "status 的值 unexcused。"),
    ("fact: opinion", "fact: article", "not_recorded", "事实 article"),
    ("fact: meeting", "fact: [meeting, conduct]", "not_recorded", "when: {state: …}"),
    ("n: 2}]", "n: 2}, {meeting: plenary, status: prsent}]", "unknown_value", "是否为“present”"),
    ("n: 2}]", "n: 2, on: 2024-02-01}, {opinion: a, on: 2025-02-01}]", "other_year", "2024、2025"),
    ("facts: [{meeting", "years: {2025: {facts: [{meeting: plenary, on: 2024-05-01}]}}, facts: [{meeting", "not_read", "与 years 并列的 facts"),
    ("facts: [{meeting", "years: {2025: {facts: [{meeting: plenary, on: 2024-05-01}]}}, facts: [{meeting", "other_year", "不在所写的 2025 年"),
    ("facts: [{meeting", "cohort: {K: {years: {2025: 3}, total: 3}}, facts: [{meeting", "not_read", "与 years 并列的 total"),
    ("facts: [{meeting", "cohort: {K: {years: {2025: {total: 3, states: {x: true}}}}}, facts: [{meeting", "undeclared", "“x”没有在 states 里写明"),
    ("facts: [{meeting", "cohort: {K: {total: 9, facts: [{meeting: plenary}]}}, facts: [{meeting", "total_differs", "写的总分是 9，而所列的履职算得 5"),
]  # fmt: skip
GOOD = GOOD.replace("    title: 会议\n", "    title: 会议\n    article: 一\n")
GOOD = GOOD.replace("    title: 信息\n", "    title: 信息\n    article: 二\n")


@pytest.mark.parametrize(("old", "new", "part"), SLIPS, ids=[one[1][:30] for one in SLIPS])
def test_a_slip_says_what_belongs_there(old: str, new: str, part: str) -> None:
    assert old in GOOD
    found = check(read(GOOD.replace(old, new, 1)))
    assert len(found) == 1 and part in found[0].sentence, [str(one) for one in found]
    assert found[0].path and found[0].line > 1


@pytest.mark.parametrize(("old", "new", "word", "part"), DOUBTS, ids=[one[2] + one[3] for one in DOUBTS])
def test_what_passes_and_can_hardly_be_meant_is_a_warning(old: str, new: str, word: str, part: str) -> None:
    assert old in GOOD and read(GOOD).warnings == ()
    found = read(GOOD.replace(old, new, 1))
    assert found.errors == ()
    assert any(one.word == word and part in one.sentence for one in found.warnings), found.warnings


def test_a_day_that_is_none_is_told_once_where_the_years_are_written() -> None:
    text = GOOD.replace("\nitems:", "\nyears: {first: 2024}\nitems:").replace("n: 2}]", "n: 2, on: 明天到}]")
    document = read(text)
    (only,) = check(document)
    assert only.word == "example_unreadable" and "“明天到”不是日期，应为 年-月-日" in only.sentence
    assert document.warnings == ()


BROKEN = [
    ("status: present", "status: present，type: plenary", "第 12 行有全角标点，用来分隔的须是半角：“，”改为“,”"),
    ("\nitems:", "\nitems：", "“：”改为“:”"),
    ("    title: 信息", "\ttitle: 信息", "制表符（Tab）"),
    ("award: {each: 5}", "award: {each: 5", "成对"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "part"), BROKEN, ids=[one[2][:12] for one in BROKEN])
def test_text_that_is_no_yaml_says_what_is_plain_to_see(old: str, new: str, part: str) -> None:
    (only,) = check(read(GOOD.replace(old, new, 1)))
    assert only.word == "bad_yaml" and part in only.sentence and str(only).startswith(f"第 {only.line} 行：")


def test_one_unknown_parameter_is_told_once_and_nothing_follows_from_it() -> None:
    text = GOOD.replace("each: 5}", "each: $x}\n    limit: {cap: 3}").replace(
        "participant: 3", "participant: $x"
    )
    text = text.replace("min: 90", "min: $x")
    (only,) = check(read(text))
    assert "参数（params）“x”不存在" in only.sentence and "共 3 处：第 13、19、21 行" in only.sentence


def test_keys_in_the_wrong_place_hide_no_other_mistake() -> None:
    text = GOOD.replace("each: 5", "eech: 5").replace("fact: opinion", "fact: opnion, limit: 3")
    found = [(one.line, one.word) for one in check(read(text))]
    assert found == [(13, "unknown_key"), (17, "unknown_word"), (17, "unknown_key")]


def test_what_is_said_of_several_items_is_one_line() -> None:
    text = GOOD.replace("    article: 一\n", "").replace("    article: 二\n", "")
    (only,) = read(text).warnings
    assert only.word == "article_missing" and only.sentence.endswith("（共 2 处：第 8、13 行）")
