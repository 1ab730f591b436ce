"""`lvzhi scheme`: check, test, score and diff, with the exit codes that scripts read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.schemes.cli import scores
from app.schemes.document import library
from app.scoring import case, example
from app.scoring.card import Scorecard
from app.scoring.engine import Compiled, score
from app.scoring.entry import Entry, Subject

KENLI = str(library()["shandong-kenli"])
CASES = """\
cases:
  - id: 张三
    years: {2024: 55, 2025: 50}
  - id: 全体
    cohort: {甲: 90, 乙: {facts: [{manual: duties, points: 95}]}}
"""


def lvzhi(*words: str) -> Result:
    return CliRunner().invoke(main, ["scheme", *words])


def test_test_without_files_runs_the_whole_library() -> None:
    done = lvzhi("test")
    assert done.exit_code == 0, done.output
    count = len(library())
    assert done.output.startswith(f"{count} 份办法，") and "全部相符" in done.output


def test_a_wrong_figure_is_found_with_its_file_and_line(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(Path(KENLI).read_text().replace("[K1, K2, K3, K4]", "[K1, K2, K3]"))
    for command in ("test", "check"):
        done = lvzhi(command, KENLI, str(wrong))
        assert done.exit_code == 1
        assert command == "check" or ("2 份办法，" in done.output and "1 处不符或有误。" in done.output)
        assert "wrong.yaml 第" in done.output and "K1、K2、K3，按办法算得 K1、K2、K3、K4" in done.output
    assert lvzhi("check").exit_code == 2
    missing = lvzhi("test", str(tmp_path / "none.yaml"))
    assert missing.exit_code == 2 and "没有这个文件：" in missing.output
    assert "是目录，不是文件" in lvzhi("check", str(tmp_path)).output


def test_score_gives_places_and_measures_with_their_reasons(tmp_path: Path) -> None:
    cases = tmp_path / "cases.yaml"
    cases.write_text(CASES)
    said = lvzhi("score", KENLI, "--cases", str(cases))
    assert said.exit_code == 0, said.output
    assert (
        "本届内两次（2024 年 55 分、2025 年 50 分）等次为不称职 → 责令辞去委员〔结果运用〕。" in said.output
    )
    first = lvzhi("score", KENLI, "--cases", str(cases), "--json").output
    assert first == lvzhi("score", KENLI, "--cases", str(cases), "--json").output
    places = {one["subject"]: one["place"] for one in json.loads(first)[1]["places"]}
    assert places == {"乙": 1, "甲": 2}


def test_everybody_of_a_case_gets_points_a_grade_and_a_receipt(tmp_path: Path) -> None:
    book, cases = tmp_path / "book.yaml", tmp_path / "cases.yaml"
    book.write_text(Path(KENLI).read_text().replace("\nstructure:", "\neffective: 2026-01-01\nstructure:", 1))
    cases.write_text(CASES)
    said = lvzhi("score", str(book), "--cases", str(cases)).output
    assert "张三（2025 年）：算例写明总分 50 分，等次不称职。" in said
    assert "甲（2026 年）：算例写明总分 90 分" in said and "乙（2026 年）：\n  " in said
    _, many = json.loads(lvzhi("score", str(book), "--cases", str(cases), "--json").output)
    assert [(one["subject"], one["year"], one["total"]) for one in many["people"]] == [
        ("乙", 2026, "95"), ("甲", 2026, "90"),
    ]  # fmt: skip
    assert many["people"][0]["receipt"]["total"] == "95" and {one["year"] for one in many["places"]} == {2026}


def test_the_year_of_a_case_is_that_of_its_days(tmp_path: Path) -> None:
    cases = tmp_path / "cases.yaml"
    cases.write_text("cases: [{id: 李四, facts: [{manual: duties, points: 61, on: 2025-03-01}]}]")
    (scored,) = json.loads(lvzhi("score", KENLI, "--cases", str(cases), "--json").output)
    assert {one["year"] for one in scored["places"]} == {2025}


def test_score_gives_a_receipt_that_sums_to_its_total(tmp_path: Path) -> None:
    cases = tmp_path / "cases.yaml"
    cases.write_text("cases: [{id: 李四, facts: [{manual: duties, points: 61.5}]}]")
    (scored,) = json.loads(lvzhi("score", KENLI, "--cases", str(cases), "--json").output)
    assert scored["receipt"]["total"] == "61.5" == scored["receipt"]["lines"][0]["points"]
    assert scored["sentences"][-1].startswith("合计 61.5 分")


def test_cases_that_cannot_be_read_are_told_all_at_once(tmp_path: Path) -> None:
    cases = tmp_path / "cases.yaml"
    cases.write_text("cases: [{id: 一, fact: []}, {id: 二, years: {2024: 高}}]")
    done = lvzhi("score", KENLI, "--cases", str(cases))
    assert done.exit_code == 1 and "第 1 行" in done.output
    assert "“fact”，是否为“facts”" in done.output and "写的是“高”" in done.output
    cases.write_text("case: 1")
    assert lvzhi("score", KENLI, "--cases", str(cases)).exit_code == 1


def test_diff_says_what_changed(tmp_path: Path) -> None:
    new = tmp_path / "new.yaml"
    new.write_text(Path(KENLI).read_text().replace("value: 30", "value: 25"))
    done = lvzhi("diff", KENLI, str(new))
    assert done.exit_code == 0 and "30" in done.output and "25" in done.output
    assert lvzhi("diff", KENLI, KENLI).output == "两份办法没有不同。\n"


def test_every_sheet_of_a_case_is_scored_once(monkeypatch: pytest.MonkeyPatch) -> None:
    scored: list[str] = []

    def counting(compiled: Compiled, subject: Subject, entries: Iterable[Entry]) -> Scorecard:
        scored.append(subject.id)
        return score(compiled, subject, entries)

    for module in (case, example):
        monkeypatch.setattr(module, "score", counting)
    cases = """\
cases:
  - {id: one, facts: [{meeting: plenary}], expect: {snapshots: {half: 5}, low_snapshots: 0}}
  - {id: years, years: {2024: {facts: [{meeting: plenary}]}, 2025: 4}}
  - id: many
    cohort: {a: {facts: [{meeting: plenary}]}, b: {years: {2024: 5, 2025: {facts: []}}}}
"""
    found = scores(PARTED.encode(), cases)
    assert [one["differences"] for one in found] == [[], [], []]
    assert scored == ["one", "years", "a", "b"]


PARTED = """\
format: 1
id: parted
title: 例
structure: {kind: accumulate_from_zero}
items: [{id: m, title: 会, select: {fact: meeting}, award: {each: 5}}]
snapshots: [{id: half, title: 上半年, until: 06-30, low: 5}]
"""
