"""Why something follows, in words; and what of a year, a term and a part of a year counts."""

# Tables stand on one line each.
# ruff: noqa: E501

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from app.scoring.across import When, YearTest
from app.scoring.chain import Fired, fired, true_of
from app.scoring.engine import compile, score
from app.scoring.entry import Subject
from app.scoring.example import expand
from app.scoring.history import History, Place, YearFigures, inside, term_of, years_of
from app.scoring.outcomes import due
from app.scoring.periods import low
from app.scoring.scheme import Scheme
from app.scoring.why import because, condition, counted, shown

DOCUMENT: dict[str, Any] = {
    "format": 1,
    "id": "w",
    "title": "办法",
    "structure": {"kind": "accumulate_from_zero"},
    "sections": [{"id": "base", "title": "基础分"}],
    "items": [
        {"id": "talk", "title": "发言", "section": "base", "select": {"fact": "speech"}, "award": {"each": 5}}
    ],
    "figures": [{"id": "missed", "title": "缺席", "select": {"fact": "meeting"}}],
    "gates": [{"id": "g", "title": "提案一件", "any_of": {"select": {"fact": "proposal"}}}],
    "thresholds": [{"id": "line", "title": "及格线", "below": 60}],
    "vetoes": [{"id": "v", "title": "违纪", "any_of": {"select": {"fact": "conduct"}}}],
    "bands": [{"name": "优秀", "min": 90}, {"name": "其他"}],
    "states": {"ill": "因病", "abroad": "出国"},
    "rankings": [{"id": "all", "title": "总排名"}],
    "selections": [
        {"id": "best", "title": "先进", "ranking": "all", "quota": {"n": 1}, "tied": "include"},
        {"id": "first", "title": "标兵", "ranking": "all", "quota": {"n": 1}, "tied": "include"},
    ],
    "cut_off": "11-30",
    "snapshots": [
        {"id": "half", "title": "上半年", "until": "06-30", "low": 10},
        {"id": "rest", "title": "下半年", "since": "07-01", "until": "12-31"},
    ],
}
RULES = Scheme.model_validate(DOCUMENT)
YEAR = YearFigures(
    2025,
    total=Fraction(111, 2),
    grade="其他",
    worth={"talk": Fraction(5), "missed": Fraction(0)},
    missed=frozenset({"g"}),
    below=frozenset({"line"}),
    vetoes=frozenset({"v"}),
    states={"ill": True, "abroad": False},
    low=2,
    places={"all": Place(3, 1, 3, Fraction(111, 2))},
    chosen=frozenset({"best"}),
)

ASKED: list[tuple[dict[str, Any], str, str, bool]] = [
    ({"grade": ["其他", "优秀"]}, "等次为其他或优秀", "55.5 分", True),
    ({"grade": "优秀"}, "等次为优秀", "55.5 分", False),
    ({"total": {"below": 60, "above": 50}}, "总分超过 50 分、不到 60 分", "55.5 分", True),
    ({"total": {"at_least": "55.5", "at_most": "55.5"}}, "总分不少于 55.5 分、不多于 55.5 分", "55.5 分", True),
    ({"total": {"above": "55.5"}}, "总分超过 55.5 分", "55.5 分", False),
    ({"total": {"below": "55.5"}}, "总分不到 55.5 分", "55.5 分", False),
    ({"total": {"at_least": 56}}, "总分不少于 56 分", "55.5 分", False),
    ({"total": {"at_most": 55}}, "总分不多于 55 分", "55.5 分", False),
    ({"figures": {"missed": {"at_most": 0}, "talk": {"at_most": 5}}}, "没有缺席且发言不多于 5", "缺席 0，发言 5", True),
    ({"figures": {"talk": {"at_most": 1}}}, "发言不多于 1", "发言 5", False),
    ({"figures": {"total": {"above": 50}}}, "总分超过 50", "总分 55.5", True),
    ({"figures": {"base": {"above": 50}}}, "基础分超过 50", "", False),
    ({"figures": {"other": {"above": 50}}}, "other超过 50", "", False),
    ({"grade": "其他", "figures": {"talk": {"above": 1}}}, "等次为其他且发言超过 1", "发言 5", True),
    ({"missed": ["g", "h"]}, "未达到最低要求“提案一件”", "", True),
    ({"missed": "h"}, "未达到最低要求“h”", "", False),
    ({"below": ["line", "other"]}, "及格线或other", "55.5 分", True),
    ({"below": "other"}, "other", "55.5 分", False),
    ({"vetoes": ["v", "w"]}, "违纪或w", "", True),
    ({"vetoes": "w"}, "w", "", False),
    ({"state": ["abroad", "ill", "x"]}, "出国或因病或x", "", True),
    ({"state": ["abroad", "x"]}, "出国或x", "", False),
    ({"chosen": ["best", "first", "x"]}, "入选先进或标兵或x", "", True),
    ({"chosen": "first"}, "入选标兵", "", False),
    ({"low_snapshots": {"at_least": 2}}, "低分通报次数不少于 2 次", "低分 2 次", True),
    ({"low_snapshots": {"above": 2}}, "低分通报次数超过 2 次", "低分 2 次", False),
    ({"place": {"ranking": "all", "top": 3}}, "总排名前 3 名", "第 3 名，共 3 名", True),
    ({"place": {"ranking": "all", "top": 2}}, "总排名前 2 名", "第 3 名，共 3 名", False),
    ({"place": {"ranking": "all", "bottom": 1}}, "总排名后 1 名", "第 3 名，共 3 名", True),
    ({"place": {"ranking": "all", "top": 3, "bottom": "1/2"}}, "总排名前 3 名且总排名后 0.5 名", "第 3 名，共 3 名", False),
    ({"place": {"ranking": "x", "top": 3}}, "x前 3 名", "", False),
    ({"total": {"above": 1}, "state": "ill"}, "总分超过 1 分且因病", "55.5 分", True),
]  # fmt: skip


@pytest.mark.parametrize(("test", "asked", "had", "holds"), ASKED, ids=[one[1] for one in ASKED])
def test_a_test_says_what_it_asks_and_what_the_year_had(
    test: dict[str, Any], asked: str, had: str, holds: bool
) -> None:
    read = YearTest.model_validate(test)
    assert condition(RULES, read) == asked
    assert shown(RULES, read, YEAR) == had
    assert true_of(read, YEAR) is holds


def test_a_year_without_a_total_shows_its_grade() -> None:
    test = YearTest.model_validate(
        {"grade": "其他", "total": {"below": 60}, "low_snapshots": {"at_least": 0}}
    )
    year = YearFigures(2025, grade="其他")
    assert shown(RULES, test, year) == "其他" and not true_of(test, year)
    assert shown(RULES, YearTest.model_validate({"total": {"below": 60}}), year) == ""
    assert shown(RULES, YearTest.model_validate({"grade": "其他"}), YearFigures(2025)) == ""
    assert not true_of(YearTest.model_validate({"low_snapshots": {"at_least": 0}}), year)


@pytest.mark.parametrize(
    ("when", "why", "sentence"),
    [
        ({"state": "ill"}, Fired((2025,)), "2025 年因病"),
        ({"total": {"below": 60}}, Fired((2025,)), "2025 年总分不到 60 分（55.5 分）"),
        ({"state": "ill", "years": 2}, Fired((2024, 2025)), "连续两年（2024 年、2025 年）因病"),
        ({"state": "ill", "times": 1, "over": "term"}, Fired((2025,)), "本届内一次（2025 年）因病"),
        (
            {"figures": {"talk": {"at_least": 5}, "x": {"at_most": 1}}, "over": "term"},
            Fired((2024, 2025), (("talk", Fraction(5)), ("x", Fraction(1, 2)))),
            "2025 年止本届累计发言 5、x 0.5（2024 年、2025 年 发言 5）",
        ),
        (
            {"figures": {"talk": {"at_most": 0}}, "over": "term"},
            Fired((), (("talk", Fraction(0)),)),
            "2025 年止本届累计发言 0",
        ),
    ],
)
def test_the_reason_names_years_figures_and_sums(when: dict[str, Any], why: Fired, sentence: str) -> None:
    history = {2024: YearFigures(2024), 2025: YEAR}
    assert because(RULES, When.model_validate(when), history, 2025, why) == sentence


def test_small_numbers_are_written_in_words() -> None:
    assert [counted(number) for number in (0, 1, 2, 3, 9, 10, 11)] == [
        "零",
        "一",
        "两",
        "三",
        "九",
        "10",
        "11",
    ]


TERMS = ((2017, 2021), (2022, 2026))


def of(**worth: int) -> History:
    return {int(year[1:]): YearFigures(int(year[1:]), worth={"x": Fraction(n)}) for year, n in worth.items()}


@pytest.mark.parametrize(
    ("rule", "history", "year", "expected"),
    [
        ({"at_least": 3}, of(y2022=1, y2023=2), 2023, Fired((2022, 2023), (("x", Fraction(3)),))),
        ({"at_least": 3}, of(y2022=1, y2023=1), 2023, None),
        ({"at_least": 3}, of(y2021=9, y2022=1), 2022, None),
        ({"above": 2}, of(y2022=3, y2023=0), 2023, None),
        ({"above": 2}, of(y2022=3, y2023=1), 2023, Fired((2022, 2023), (("x", Fraction(4)),))),
        ({"at_most": 3}, of(y2022=3, y2023=0), 2023, Fired((2022,), (("x", Fraction(3)),))),
        ({"below": 1}, of(y2022=0, y2023=0), 2023, Fired((), (("x", Fraction(0)),))),
        ({"below": 1, "at_least": 0}, of(y2022=0, y2023=0), 2023, None),
        ({"at_least": 1}, of(y2023=1), 2024, None),
        ({"at_least": 1}, of(y2030=1), 2030, None),
    ],
)
def test_a_sum_is_of_the_term_and_fires_when_it_grows(
    rule: dict[str, int], history: History, year: int, expected: Fired | None
) -> None:
    when = When.model_validate({"figures": {"x": rule}, "over": "term"})
    assert fired(when, history, year, TERMS) == expected


def test_a_sum_also_asks_the_other_tests_of_its_last_year() -> None:
    when = When.model_validate({"figures": {"x": {"at_least": 1}}, "grade": "其他", "over": "term"})
    history = {2022: YearFigures(2022, grade="其他", worth={"x": Fraction(1)}), 2023: YearFigures(2023)}
    assert fired(when, history, 2022, TERMS) == Fired((2022,), (("x", Fraction(1)),))
    assert fired(when, history, 2023, TERMS) is None


def test_figures_of_several_years_running_are_a_chain_and_no_sum() -> None:
    when = When.model_validate({"figures": {"x": {"at_least": 1}}, "over": "term", "years": 2})
    assert fired(when, of(y2022=1, y2023=1), 2023, TERMS) == Fired((2022, 2023))
    assert fired(when, of(y2022=1, y2023=0), 2023, TERMS) is None
    assert fired(when, of(y2021=1, y2022=1), 2022, TERMS) is None
    assert fired(when, of(y2029=1, y2030=1), 2030, TERMS) is None


def test_terms_hold_their_first_and_last_year() -> None:
    assert [term_of(year, TERMS) for year in (2016, 2017, 2021, 2022, 2026, 2027)] == [
        None, TERMS[0], TERMS[0], TERMS[1], TERMS[1], None,
    ]  # fmt: skip
    assert term_of(5, ()) == (1, 9999)
    history = of(y2016=1, y2017=1, y2019=1, y2021=1, y2022=1)
    assert years_of(history, TERMS[0], 2030) == [2017, 2019, 2021]
    assert years_of(history, TERMS[0], 2019) == [2017, 2019]
    assert years_of(history, None, 2030) == []


def test_the_ends_of_a_range_are_in_or_out_as_they_are_named() -> None:
    from app.scoring.across import Range

    one = Fraction(1)
    assert [inside(one, Range(**{end: one})) for end in ("at_least", "at_most", "above", "below")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert inside(one, Range()) and not inside(one, Range(at_least=Fraction(2)))


def test_the_cut_off_day_itself_still_counts() -> None:
    facts = [{"speech": "a", "on": f"2024-{day}"} for day in ("01-01", "11-30", "12-01", "12-31")]
    parts = score(compile(RULES), Subject("m"), expand(facts)).parts
    assert parts is not None and (parts.cut_off, parts.late) == (RULES.cut_off, ("f03", "f04"))
    open_ = score(compile(RULES.model_copy(update={"cut_off": None})), Subject("m"), expand(facts))
    assert open_.parts is not None and open_.parts.late == ()


def test_snapshots_score_their_days_and_only_those_with_a_line_can_be_low() -> None:
    facts = [{"speech": "a", "on": f"2024-{day}"} for day in ("06-30", "07-01", "11-30")]
    card = score(compile(RULES), Subject("m"), expand(facts))
    taken = card.parts.snapshots if card.parts else ()
    assert {one.id: (one.points, one.low) for one in taken} == {"half": (5, True), "rest": (10, False)}
    assert low(card) == 1
    level = RULES.snapshots[0].model_copy(update={"low": Fraction(5)})
    level_only = RULES.model_copy(update={"snapshots": (level, *RULES.snapshots[1:])})
    assert low(score(compile(level_only), Subject("m"), expand(facts))) == 0


def test_what_follows_skips_other_roles_and_answers_that_differ() -> None:
    outcomes = [
        {"id": "a", "do": "甲", "when": {"state": "ill"}, "applies_to": "chair"},
        {"id": "b", "do": "乙", "when": {"state": "ill"}, "known": {"abroad": True}},
        {"id": "c", "do": "丙", "when": {"state": "ill"}, "after": "b"},
        {"id": "d", "do": "丁", "by": "主席会议", "article": "九", "when": {"state": "ill"}, "known": {"x": True, "abroad": False}},
    ]  # fmt: skip
    rules = Scheme.model_validate({**DOCUMENT, "outcomes": outcomes})
    (only,) = due(rules, {2025: YEAR})
    assert (only.do, only.pending, only.waits_for, only.kind) == ("丁", True, ("x",), "measure")
    assert only.why == "2025 年因病 → 由主席会议丁〔九〕（待定：须先登记是否x）。"
