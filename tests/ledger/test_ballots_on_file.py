"""A counted ballot: the own line in the dossier, records for rule books, out by reversal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from app.access.permissions import PERMISSIONS
from app.core import clock
from app.council.models import DutyYear
from app.facts.attendance.models import STATUSES
from app.facts.ballots.results import outcomes
from app.facts.ballots.rules import OF_ROLLS
from app.schemes.reading import compose
from app.scoring.engine import compile, score_rows
from app.scoring.entry import Subject
from app.scoring.scheme import Scheme
from app.standings.assemble import entries_of
from tests.factories.ballots import Poll
from tests.factories.house import Caller, House

VECTOR = Path(__file__).parents[1] / "scoring" / "vectors" / "ballot_rates.yaml"
MARKS = ["excellent", "excellent", "competent", "abstain", "excellent"]


def refused(answer: Any, status: int, word: str) -> None:
    assert (answer.status_code, answer.json()["word"]) == (status, word), answer.text


def rated(house: House) -> tuple[Caller, Poll]:
    """Return a member with a seat who was rated by five, together with another one."""
    member = house.as_("member")
    poll = Poll(house, 5, [str(member.member_id), house.member("陈思源")]).opened()
    for voter, mark in zip(poll.voters, MARKS, strict=True):
        assert poll.vote(voter, mark).status_code == 200
    return member, poll


def lines(house: House, poll: Poll) -> list[tuple[Any, ...]]:
    found = poll.office.get("/ledger", params={"fact": "ballot"}).json()["items"]
    return sorted((one["member_id"], one["type"], one["status"], one["quantity"]) for one in found)


def test_the_own_line_stands_in_the_dossier_after_the_count_and_nobody_elses(house: House) -> None:
    member, poll = rated(house)
    assert member.get("/me/dossier").json()["ballots"] == []
    poll.counted()
    shown = member.get("/me/dossier", params={"year": 2026}).json()["ballots"]
    assert [(one["title"], one["entitled"], one["returned"]) for one in shown] == [
        ("2026 年度常委述职测评", 5, 5)
    ]
    shares = {one["label"]: (one["count"], one["of"], one["percent"]) for one in shown[0]["shares"]}
    assert shares["优秀"] == (3, 5, "60.00") and shares["弃权"] == (1, 5, "20.00")
    line = next(
        one
        for one in poll.office.get(f"{poll.path}/result").json()["lines"]
        if one["member_id"] == member.member_id
    )
    assert (shown[0]["shares"], shown[0]["score"]) == (line["shares"], line["score"])
    assert set(shown[0]) == {"title", "ended_at", "entitled", "returned", "invalid", "shares", "score"}
    assert member.get("/me/dossier", params={"year": 2025}).json()["ballots"] == []
    others = poll.office.get(f"/members/{poll.rated[1]}/dossier", params={"year": 2026}).json()
    assert len(others["ballots"]) == 1
    told = [one for one in member.get("/me/notices").json()["items"] if one["object_kind"] == "ballot"]
    assert [(one["kind"], one["year"], one["title"]) for one in told] == [
        ("ballot_counted", 2026, "2026 年度常委述职测评")
    ]
    voter = poll.voters[0].get("/me/dossier", params={"year": 2026}).json()
    assert voter["ballots"] == []


def test_a_void_ballot_says_nothing_of_anybody(house: House) -> None:
    member = house.as_("member")
    poll = Poll(house, 5, [str(member.member_id)], quorum="none").opened()
    for voter in poll.voters[:4]:
        poll.vote(voter)
    assert poll.counted().json()["void_reason"] == "too_few"
    assert member.get("/me/dossier", params={"year": 2026}).json()["ballots"] == []
    refused(poll.office.post(f"{poll.path}/file", json={}), 409, "not_counted")
    assert [one for one in member.get("/me/notices").json()["items"] if one["object_kind"] == "ballot"] == []


def test_a_result_is_filed_once_and_taken_out_by_reversal(house: House) -> None:
    member, poll = rated(house)
    refused(poll.office.post(f"{poll.path}/file", json={}), 409, "not_counted")
    poll.counted()
    filed = poll.office.post(f"{poll.path}/file", json={})
    assert filed.status_code == 200 and filed.json()["filed_at"], filed.text
    assert filed.headers["cache-control"] == "no-store"
    refused(poll.office.post(f"{poll.path}/file", json={}), 409, "already_filed")
    told = [
        (one.member_id, "other", mark, sheets)
        for one in house.read(outcomes, house.council_id, 2026)
        for mark, _, sheets in one.counts
        if sheets
    ]
    assert lines(house, poll) == sorted(told) and len(told) == 6
    records = member.get("/me/dossier", params={"year": 2026}).json()["records"]
    assert sum(one["quantity"] for one in records if one["fact"] == "ballot") == 5
    claim = {one["claim_id"] for one in records}.pop()
    refused(poll.office.post(f"/claims/{claim}/take-back", json={}), 409, "ballot_is_filed")
    assert (
        len([one for one in member.get("/me/notices").json()["items"] if one["title"] == poll_title()]) == 1
    )
    back = poll.office.post(f"{poll.path}/unfile", json={"reason": "另行研究"})
    assert (back.status_code, back.json()["filed_at"]) == (200, None)
    refused(poll.office.post(f"{poll.path}/unfile", json={"reason": "另行研究"}), 409, "not_filed")
    assert house.read(entries_of, house.council_id, str(member.member_id), 2026) == []
    assert poll.office.post(f"{poll.path}/file", json={}).status_code == 200
    assert len(house.read(entries_of, house.council_id, str(member.member_id), 2026)) == 3
    shown = poll.office.get(f"{poll.path}/result").json()["lines"][0]
    assert shown["shares"][0]["count"] == 3


def poll_title() -> str:
    return "2026 年度常委述职测评"


def test_rule_books_count_a_filed_ballot_by_its_rates(house: House) -> None:
    member, poll = rated(house)
    poll.counted()
    poll.office.post(f"{poll.path}/file", json={})
    text = VECTOR.read_text().replace("type: statement", "type: other")
    parts = {name: part for name, part in compose(text)[0].items() if name == "items"}
    structure = {"kind": "accumulate_from_zero"}
    scheme = Scheme.model_validate({"format": 1, "id": "v", "title": "例", "structure": structure, **parts})
    rows = house.read(entries_of, house.council_id, str(member.member_id), 2026)
    card = score_rows(compile(scheme), Subject("m"), rows)
    # Three of five are excellent; of the four who gave a grade, three are and one is competent.
    assert {name: str(card.line(name).points) for name in ("good", "bad", "mean")} == {
        "good": "5",
        "bad": "0",
        "mean": "19/2",
    }


def test_who_may_not_see_results_does_not_see_them_in_the_ledger(house: House) -> None:
    _, poll = rated(house)
    poll.counted()
    poll.office.post(f"{poll.path}/file", json={})
    clerk = house.as_("section_clerk")
    assert clerk.get("/ledger", params={"member_id": poll.rated[0]}).json()["items"] == []
    assert clerk.get("/ledger", params={"fact": "ballot"}).json()["items"] == []
    assert len(lines(house, poll)) == 6
    assert PERMISSIONS["dossier:view_any"] <= PERMISSIONS["ballot:view_result"]


def test_who_was_rated_does_not_put_the_result_on_file(house: House) -> None:
    _, poll = rated(house)
    poll.counted()
    both = house.seat("secretariat", "member", member_id=poll.rated[1], section_id=house.section_id)
    refused(both.post(f"{poll.path}/file", json={}), 403, "own_claim")


def test_a_sealed_year_takes_no_result(house: House) -> None:
    _, poll = rated(house)
    poll.counted()
    sealed = update(DutyYear).where(DutyYear.council_id == house.council_id, DutyYear.year == 2026)
    house.write(lambda session: session.execute(sealed.values(state="sealed")))
    refused(poll.office.post(f"{poll.path}/file", json={}), 409, "year_sealed")
    assert poll.office.get(poll.path).json()["filed_at"] is None


@pytest.mark.parametrize("word", sorted(OF_ROLLS))
def test_a_grade_is_not_called_like_a_mark_of_a_roll(house: House, word: str) -> None:
    grades = [{"key": "good", "label": "好"}, {"key": word, "label": "不好"}]
    body = {
        "title": "测评", "year": clock.today().year, "rated": [house.member("王小明")],
        "entitled": {"rule": "standing"}, "grade_set": "own", "grades": grades,
    }  # fmt: skip
    assert house.as_("secretariat").post("/ballots", json=body).status_code == 422
    assert set(STATUSES) == OF_ROLLS
