"""A dry run scores a year under another scheme beside what stands; one figure may be changed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.records import Job
from app.schemes.document import library
from app.standings import trial_report
from app.standings.cli import shell_actor
from app.standings.dry_runs import job
from app.standings.dry_runs.schemas import DryRunIn
from tests.factories.house import House
from tests.performance.year import Year, lived
from tests.runs import finished
from tests.statements import statements

TEXT = library()["shanghai-minhang"].read_text(encoding="utf-8")
MEETINGS = "items[1].award.each"


def draft(house: House, text: str) -> str:
    made = house.as_("scheme_author").post("/schemes", json={"text": text})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def tried(year: Year, scheme_id: str, query: str = "") -> dict[str, Any]:
    answer = year.house.as_("secretariat").get(f"/schemes/{scheme_id}/dry-run?year={year.number}{query}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def other(house: House) -> str:
    """A draft in which a meeting is worth eight points and not five."""
    return draft(house, TEXT.replace("award: {each: 5}", "award: {each: 8}"))


def test_the_year_is_scored_beside_the_run_in_force_with_the_reason(house: House) -> None:
    year = lived(house)
    run = year.put_in_force()
    found = tried(year, other(house))
    assert (found["beside"]["kind"], found["beside"]["run_id"]) == ("run_in_force", run)
    (mover,) = [one for one in found["members"] if one["moved"]]
    assert mover["member_id"] == year.member.member_id
    assert (mover["points_before"], mover["points_after"], mover["change"]) == ("5", "8", "+3")
    assert (mover["place_before"], mover["place_after"]) == (1, 1)
    (line,) = mover["items"]
    assert line["sentence"].endswith("由 5 分变为 8 分（+3）。") and line["article"] in line["sentence"]
    assert (found["whole"]["up"], found["whole"]["down"]) == (1, 0)
    assert [one["member_id"] for one in tried(year, other(house), "&moved=true")["members"]] == [
        mover["member_id"]
    ]


def test_who_came_after_the_run_in_force_is_told_apart_and_hides_no_comparison(house: House) -> None:
    year = lived(house)
    year.put_in_force()
    before = tried(year, other(house))["whole"]
    house.member("孙后来")
    found = tried(year, other(house))
    assert {**found["whole"], "members": before["members"], "added": 0} == before
    assert (found["whole"]["added"], found["whole"]["mean_before"]) == (1, before["mean_before"])
    assert "另有 1 名委员原来没有得分" in found["sentences"][2]


def test_a_dry_run_in_steps_finds_what_the_one_at_once_does(house: House) -> None:
    year = lived(house)
    year.put_in_force()
    house.member("孙后来")
    scheme = draft(house, library()["anhui-anqing"].read_text(encoding="utf-8"))
    office = house.as_("secretariat")

    def begun() -> str:
        made = office.post("/dry-runs", json={"scheme_id": scheme, "year": year.number})
        assert made.status_code == 202, made.text
        return str(made.json()["id"])

    first = begun()
    assert finished(office, first, "dry-runs")["state"] == "complete"
    assert begun() == first, "the same text on the same ledger is computed once"
    whole = tried(year, scheme)
    assert office.get(f"/dry-runs/{first}/result").json() == whole
    moved = office.get(f"/dry-runs/{first}/result?moved=true").json()
    assert moved == {**whole, "members": [one for one in whole["members"] if one["moved"]]}
    year.put_in_force()
    second = str(house.write(pinned_to_now(house, scheme, year.number)))
    unfinished = office.get(f"/dry-runs/{second}/result").json()["word"]
    steps = 1
    while house.write(job.step, house.council_id, second, 1):
        steps += 1
    assert (unfinished, office.get(f"/dry-runs/{first}").status_code) == ("dry_run_unfinished", 404)
    assert steps == len(whole["members"]) + 1
    found = office.get(f"/dry-runs/{second}/result").json()
    assert found["whole"]["members"] == len(whole["members"]) and found["whole"]["added"] == 0


def pinned_to_now(house: House, scheme: str, year: int) -> Any:
    """Begin a dry run without a job, so that the test takes its steps."""
    asked = DryRunIn(scheme_id=scheme, year=year)

    def work(session: Session) -> str:
        made = job.start(session, shell_actor(house.council_id), asked)
        session.execute(delete(Job).where(Job.council_id == house.council_id, Job.kind == job.JOB))
        return made

    return work


def test_a_dry_run_of_a_text_that_is_changed_meanwhile_says_nothing(house: House) -> None:
    year = lived(house)
    scheme, office, author = other(house), house.as_("secretariat"), house.as_("scheme_author")
    going = str(house.write(pinned_to_now(house, scheme, year.number)))
    house.write(job.step, house.council_id, going, 1)
    text = TEXT.replace("award: {each: 5}", "award: {each: 9}")
    changed = author.put(f"/schemes/{scheme}", json={"text": text}, headers={"If-Match": '"1"'})
    assert changed.status_code == 200, changed.text
    assert house.write(job.step, house.council_id, going, 1) is False
    assert office.get(f"/dry-runs/{going}").json()["state"] == "failed"
    made = office.post("/dry-runs", json={"scheme_id": scheme, "year": year.number}).json()["id"]
    assert finished(office, made, "dry-runs")["state"] == "complete"
    back = author.put(f"/schemes/{scheme}", json={"text": text + "# 又改\n"}, headers={"If-Match": '"2"'})
    assert back.status_code == 200, back.text
    assert office.get(f"/dry-runs/{made}/result").json()["word"] == "dry_run_outdated"


def test_what_came_later_than_the_run_in_force_is_not_counted(house: House) -> None:
    year = lived(house)
    year.put_in_force()
    same = draft(house, TEXT + "# 另一份\n")
    clerk = house.as_("section_clerk")
    assert clerk.post(f"/sittings/{year.sitting_id}/reopen", json={"reason": "补记到会"}).status_code == 200
    line = {"member_id": year.member.member_id, "status": "absent"}
    assert clerk.put(f"/sittings/{year.sitting_id}/roll", json={"lines": [line]}).status_code == 200
    assert clerk.post(f"/sittings/{year.sitting_id}/close").status_code == 200
    assert not [one for one in tried(year, same)["members"] if one["moved"]]


def test_without_a_run_the_adopted_scheme_is_computed_now(house: House) -> None:
    year = lived(house)
    found = tried(year, other(house))
    assert (found["beside"]["kind"], found["whole"]["up"]) == ("adopted_scheme", 1)
    earlier = house.as_("secretariat").get(f"/schemes/{other(house)}/dry-run?year={year.number - 1}").json()
    assert earlier["beside"]["kind"] == "nothing"
    assert {one["points_before"] for one in earlier["members"]} == {None}
    assert "平均" in earlier["sentences"][0]


def test_the_lines_that_differ_sum_to_the_change_and_grades_that_come_and_go_are_named(house: House) -> None:
    year = lived(house)
    year.put_in_force()
    found = tried(year, draft(house, library()["anhui-anqing"].read_text(encoding="utf-8")))
    for one in found["members"]:
        parts = sum((Fraction(line["change"]) for line in one["items"]), Fraction(one["rest"]))
        assert (
            parts == Fraction(one["change"]) == Fraction(one["points_after"]) - Fraction(one["points_before"])
        )
    assert found["new_grades"] or found["missing_grades"]
    assert sum(one["after"] or 0 for one in found["grades"]) == len(found["members"])
    assert sum(one["members"] for one in found["sectors"]) == found["whole"]["members"]


def test_one_changed_figure_shows_who_moves_and_changes_nothing(house: House) -> None:
    year = lived(house)
    scheme = other(house)
    author = house.as_("scheme_author")
    asked = {"year": year.number, "path": MEETINGS, "value": "6.5"}
    found = author.post(f"/schemes/{scheme}/what-if", json=asked).json()
    assert (found["before"], found["after"], found["beside"]["kind"]) == ("8", "6.5", "same_scheme")
    assert [(one["points_before"], one["points_after"]) for one in found["members"]] == [("8", "6.5")]
    assert len(found["differences"]) == 1 and "6.5 分" in found["differences"][0]
    assert author.get(f"/schemes/{scheme}").json()["version"] == 1


def test_a_place_that_is_none_and_a_value_that_breaks_the_scheme_are_refused(house: House) -> None:
    year = lived(house)
    scheme, author = other(house), house.as_("scheme_author")

    def asked(path: str, value: str) -> Any:
        said = {"year": year.number, "path": path, "value": value}
        return author.post(f"/schemes/{scheme}/what-if", json=said)

    for path in (
        "items[999].award.each",
        "items",
        "nothing.there",
        "items[1].award",
        "items[1].award.each.x",
    ):
        refused = asked(path, "6")
        assert (refused.status_code, refused.json()["errors"][0]["word"]) == (422, "unknown_place"), path
    assert asked(MEETINGS, "许多").json()["word"] == "scheme_invalid"
    assert asked(MEETINGS, "{a: 1}").status_code == 422


def test_the_command_tells_the_same_as_the_page_member_by_member(house: House) -> None:
    year = lived(house)
    year.put_in_force()
    ticks: list[tuple[int, int]] = []
    text = TEXT.split("\nexamples:")[0].replace("award: {each: 5}", "award: {each: 8}") + "\n"
    report = trial_report.dry_run(
        house.db,
        house.code,
        year.number,
        text.encode(),
        lambda done, total, what: ticks.append((done, total)),
    )
    found = tried(year, draft(house, text))
    assert report.splitlines()[: len(found["sentences"])] == found["sentences"]
    mover = next(one for one in found["members"] if one["moved"])
    told = (
        f"{mover['name']}（{mover['number']}）：5 → 8 分（+3），名次 1 → 1。{mover['items'][0]['sentence']}"
    )
    assert report.splitlines()[-1].strip() == told
    assert ticks == [(done, len(found["members"])) for done in range(1, len(found["members"]) + 1)]
    with pytest.raises(Invalid):
        trial_report.dry_run(house.db, house.code, year.number, "format: 1\n", lambda *step: None)


def test_a_dry_run_sends_as_many_statements_for_many_members_as_for_few(house: House) -> None:
    year = lived(house)
    year.put_in_force()
    scheme = other(house)
    with statements(house) as few:
        tried(year, scheme)
    for name in ("丁一", "王二", "李三"):
        house.member(name)
    with statements(house) as many:
        tried(year, scheme)
    assert len(many) == len(few) <= 14
