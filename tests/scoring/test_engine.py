"""What the engine promises beyond the figures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from app.schemes.document import library, read
from app.scoring import plan
from app.scoring.engine import compile, score
from app.scoring.entry import Entry, Subject
from app.scoring.example import expand
from app.scoring.scheme import Scheme
from app.scoring.trace import canonical, sentences
from app.scoring.words import written
from tests.scoring.test_oracle import LIBRARY, agree

DAY = date(2024, 3, 1)


def minhang_entries() -> list[Entry]:
    return [
        entry
        for example in LIBRARY["shanghai-minhang"].scheme.examples[:1]
        for entry in expand(example.facts)
    ]


def test_one_record_may_count_in_two_items_and_each_line_names_it() -> None:
    card = score(LIBRARY["shanghai-minhang"], Subject("m"), minhang_entries())
    assert card.line("proposal_basic").counted == ("f06",)
    assert card.line("proposal_basic").not_counted == (("f07", "not_highest"),)
    assert card.line("proposal_key").counted == ("f06",)


def test_several_sittings_of_one_activity_are_one_occurrence_with_all_as_evidence() -> None:
    attrs: dict[str, str | int] = {"type": "survey", "status": "present", "activity": "a1", "half_days": 1}
    entries = [Entry("r1", "activity", DAY, attrs), Entry("r2", "activity", DAY, dict(attrs))]
    line = score(LIBRARY["shanghai-minhang"], Subject("m"), entries).line("meetings_activities")
    assert (line.points, line.measured, line.counted) == (5, 1, ("r1", "r2"))


def test_the_receipt_is_the_same_bytes_from_a_fresh_and_from_a_used_compilation() -> None:
    fresh = compile(read(library()["shanghai-minhang"].read_bytes()).require())
    entries = minhang_entries()
    assert canonical(score(fresh, Subject("m"), entries)) == canonical(
        score(LIBRARY["shanghai-minhang"], Subject("m"), entries[::-1])
    )


def test_one_subject_never_changes_another() -> None:
    compiled = LIBRARY["shanghai-minhang"]
    before = canonical(score(compiled, Subject("a"), minhang_entries()))
    score(compiled, Subject("b"), minhang_entries() * 3)
    assert canonical(score(compiled, Subject("a"), minhang_entries())) == before


def test_threads_share_one_compilation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.scoring.sheet.SHAPES", 3)  # so that the memory is replaced all the time
    compiled = compile(read(library()["shanghai-minhang"].read_bytes()).require())
    wanted = canonical(score(compiled, Subject("m"), minhang_entries()))
    with ThreadPoolExecutor(4) as pool:
        cards = pool.map(lambda _: canonical(score(compiled, Subject("m"), minhang_entries())), range(200))
        assert set(cards) == {wanted}
    assert plan.SHAPES == 16_384


def test_thirds_stay_exact_and_are_written_as_quotients() -> None:
    entries = [Entry(f"r{n}", "assessed", DAY, {"item": "rest", "points": "1/3"}) for n in range(2)]
    card = score(LIBRARY["anhui-anqing"], Subject("m"), entries)
    assert card.total == 50 + Fraction(2, 3)
    assert written(card.total) == "152/3"


@pytest.mark.parametrize(
    ("points", "text"),
    [
        ("107", "107"),
        ("25/2", "12.5"),
        ("-1/8", "-0.125"),
        ("1/3", "1/3"),
        ("0", "0"),
        ("1/1000", "0.001"),
        ("150", "150"),
    ],
)
def test_points_are_written_exactly(points: str, text: str) -> None:
    assert written(Fraction(points)) == text


def test_the_sentences_say_item_article_windows_caps_and_total() -> None:
    example = LIBRARY["anhui-hefei"].scheme.examples[1]
    said = sentences(score(LIBRARY["anhui-hefei"], Subject("m"), expand(example.facts)))
    assert said[2] == (
        "第一件立案提案〔基础分·提案〕：前 1 件计 1 件、每件 +15，+15；未计：超过计分件数 5 条；本项得 15。"
    )
    assert said[4] == (
        "第二件起的立案提案〔加分·提案（每件 5 分，封顶 20 分）〕：第 2 件起计 5 件、每件 +5，+25；"
        "封顶 20（调整 -5）；未计：前几件另行计分 1 条；本项得 20。"
    )
    assert said[-1] == "合计 95 分。"


def test_a_missed_gate_is_said_in_words() -> None:
    said = sentences(score(LIBRARY["shanghai-minhang"], Subject("m"), []))
    assert "最低要求“全年提交提案不少于 1 件”未达到：已有 0，应有 1。" in said


def test_a_planted_defect_is_caught_by_the_oracle() -> None:
    compiled = compile(read(library()["anhui-anqing"].read_bytes()).require())
    entries = expand(compiled.scheme.examples[2].facts)
    agree(compiled, "member", entries, entries)
    compiled.limits = ((*compiled.limits[0][:2], None), *compiled.limits[1:])
    with pytest.raises(AssertionError):
        agree(compiled, "member", entries, entries)


def test_whole_and_a_lump_go_together() -> None:
    items = [
        {
            "id": "courses",
            "title": "培训",
            "select": {"fact": "training"},
            "measure": {"distinct": "activity", "whole": {"status": "present"}, "part": {"status": "late"}},
            "award": {"lump": 8, "at_least": 2, "all": {"status": "present"}},
        }
    ]
    document = {"format": 1, "id": "x", "title": "例", "items": items}
    compiled = compile(Scheme.model_validate({**document, "structure": {"kind": "accumulate_from_zero"}}))
    cases: list[tuple[list[dict[str, Any]], int]] = [
        ([{"training": "full", "n": 2}], 8),
        ([{"training": "full"}], 0),
        ([{"training": "full", "n": 2}, {"training": "full", "status": "late"}], 0),
    ]
    for facts, points in cases:
        entries = expand(facts)
        assert score(compiled, Subject("m"), entries).total == points
        agree(compiled, "member", entries, entries[::-1])


def test_a_line_is_found_by_its_id_or_not_at_all() -> None:
    card = score(LIBRARY["anhui-anqing"], Subject("m"), [])
    with pytest.raises(KeyError):
        card.line("nowhere")
