"""Ballots: what each step takes, refuses and leaves behind."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import pytest

from app.core.settings import Settings
from tests.factories.house import Caller, House


class Poll:
    """A poll on two members by seven, drafted by the office."""

    def __init__(self, house: House, voters: int = 7, **more: Any) -> None:
        self.house, self.office = house, house.as_("secretariat")
        self.rated = [house.member("王小明"), house.member("陈思源")]
        members = [house.member(f"委员{n}") for n in range(voters)]
        self.voters = [house.seat("member", member_id=one) for one in members]
        body = {
            "title": "2026 年度常委述职测评",
            "year": 2026,
            "rated": self.rated,
            "entitled": {"rule": "members", "member_ids": members},
            **more,
        }
        made = self.office.post("/ballots", json=body)
        assert made.status_code == 201, made.text
        self.id = made.json()["id"]
        self.path = f"/ballots/{self.id}"

    def do(self, verb: str, **body: Any) -> Any:
        return self.office.post(f"{self.path}/{verb}", json=body or None)

    def opened(self) -> Poll:
        assert self.do("open").status_code == 200
        return self

    def marks(self, mark: str = "excellent") -> dict[str, str]:
        return dict.fromkeys(self.rated, mark)

    def vote(self, voter: Caller, mark: str = "excellent", receipt: str = "", **more: Any) -> Any:
        body = {"receipt": receipt or secrets.token_hex(16), "marks": self.marks(mark), **more}
        return voter.post(f"/me{self.path}/vote", json=body)

    def slip(self, code: str, receipt: str = "") -> Any:
        body = {"receipt": receipt or secrets.token_hex(16), "marks": self.marks("competent"), "slip": code}
        return self.office.post(f"{self.path}/kiosk-votes", json=body)

    def paper(self, by: Caller, returned: int, invalid: int = 0, **more: int) -> Any:
        marks = dict.fromkeys(("excellent", "competent", "basically_competent", "incompetent", "abstain"), 0)
        marks |= {"excellent": returned - invalid, **more}
        body = {"returned": returned, "invalid": invalid, "counts": dict.fromkeys(self.rated, marks)}
        return by.post(f"{self.path}/paper", json=body)

    def counted(self) -> Any:
        assert self.do("close").status_code == 200
        return self.do("count")


def refused(answer: Any, status: int, word: str) -> None:
    assert (answer.status_code, answer.json()["word"]) == (status, word), answer.text


def words(answer: Any) -> set[str]:
    assert answer.status_code == 422, answer.text
    return {one["word"] for one in answer.json()["errors"]}


@pytest.fixture
def poll(house: House) -> Poll:
    return Poll(house)


def test_five_sheets_are_counted_with_their_denominators_and_the_key_is_gone(
    poll: Poll, settings: Settings
) -> None:
    poll.opened()
    keys = Path(str(settings.ballot_key_folder))
    key = keys / f"{poll.house.council_id}.{poll.id}.key"
    assert (key.stat().st_mode & 0o777, keys.stat().st_mode & 0o777) == (0o600, 0o700)
    receipts = [secrets.token_hex(16) for _ in range(5)]
    for voter, receipt, mark in zip(poll.voters, receipts, ["excellent"] * 4 + ["abstain"], strict=False):
        assert poll.vote(voter, mark, receipt).status_code == 200
    assert poll.office.get(poll.path).json()["returned"] == 5
    refused(poll.office.get(f"{poll.path}/result"), 409, "not_counted")
    shown = poll.counted()
    assert (shown.json()["state"], key.exists()) == ("counted", False)
    assert shown.json()["key_destroyed_at"] is not None
    result = poll.office.get(f"{poll.path}/result")
    assert result.headers["cache-control"] == "no-store"
    said = result.json()
    assert (said["entitled"], said["returned"], said["receipts"]) == (7, 5, sorted(receipts))
    shares = {one["key"]: (one["count"], one["of"], one["percent"]) for one in said["lines"][0]["shares"]}
    assert shares["excellent"] == (4, 5, "80.00") and shares["abstain"] == (1, 5, "20.00")
    mine = poll.voters[0].get(f"/me{poll.path}/receipts").json()
    assert mine["receipts"] == sorted(receipts) and "lines" not in mine


def test_a_vote_that_is_sent_again_counts_once_whatever_it_says_now(poll: Poll) -> None:
    poll.opened()
    receipt = secrets.token_hex(16)
    first = poll.vote(poll.voters[0], "excellent", receipt)
    again = poll.vote(poll.voters[0], "incompetent", receipt)
    assert (first.status_code, again.status_code, first.json()) == (200, 200, again.json())
    refused(poll.vote(poll.voters[0]), 409, "already_voted")
    refused(poll.vote(poll.voters[1], receipt=receipt), 409, "receipt_taken")
    for voter in poll.voters[1:5]:
        poll.vote(voter)
    poll.do("close")
    assert poll.vote(poll.voters[0], receipt=receipt).status_code == 200
    refused(poll.vote(poll.voters[6]), 409, "closed")
    poll.do("count")
    assert poll.vote(poll.voters[0], receipt=receipt).status_code == 200
    refused(poll.vote(poll.voters[6]), 409, "closed")
    line = poll.office.get(f"{poll.path}/result").json()["lines"][0]
    assert line["shares"][0]["count"] == 5


def test_a_wrong_sheet_names_every_wrong_place_and_is_not_in_the_urn(poll: Poll) -> None:
    poll.opened()
    stranger = poll.house.member("路人")
    marks = {poll.rated[0]: "splendid", stranger: "excellent"}
    body = {"receipt": secrets.token_hex(16), "marks": marks, "text": "好"}
    answer = poll.voters[0].post(f"/me{poll.path}/vote", json=body)
    assert words(answer) == {"unknown", "missing", "bad_mark", "not_allowed"}
    assert poll.office.get(poll.path).json()["returned"] == 0
    assert poll.vote(poll.voters[0], receipt="1234").status_code == 422


def test_who_may_vote_and_when(poll: Poll) -> None:
    outsider = poll.house.as_("member")
    assert poll.vote(poll.voters[0]).status_code == 404
    poll.opened()
    refused(poll.vote(outsider), 403, "not_entitled")
    refused(outsider.get(f"/me{poll.path}"), 403, "not_entitled")
    assert outsider.get("/me/ballots").json() == []
    assert poll.voters[0].get("/me/ballots").json()[0]["mine"] == ""
    poll.vote(poll.voters[0])
    assert poll.voters[0].get(f"/me{poll.path}").json()["mine"] == "voted"
    assert poll.voters[1].get(f"/me{poll.path}").json()["mine"] == ""
    refused(poll.voters[0].get(f"/me{poll.path}/receipts"), 409, "not_counted")
    refused(poll.do("open"), 409, "already_open")
    refused(poll.do("count"), 409, "still_open")
    poll.do("close")
    refused(poll.do("close"), 409, "not_open")
    refused(poll.do("open"), 409, "already_open")


@pytest.mark.parametrize(("votes", "quorum", "reason"), [(4, "none", "too_few"), (3, "half", "no_quorum")])
def test_too_few_sheets_make_a_poll_void_and_nobody_learns_what_they_said(
    house: House, votes: int, quorum: str, reason: str
) -> None:
    poll = Poll(house, quorum=quorum).opened()
    for voter in poll.voters[:votes]:
        poll.vote(voter)
    said = poll.counted().json()
    assert (said["state"], said["void_reason"], said["returned"]) == ("void", reason, None)
    refused(poll.office.get(f"{poll.path}/result"), 409, "void")
    refused(poll.vote(poll.voters[6]), 409, "void")
    again = poll.do("repeat")
    assert (again.status_code, again.json()["repeats_id"], again.json()["state"]) == (201, poll.id, "draft")
    refused(poll.do("repeat"), 409, "already_repeated")
    assert {one["member_id"] for one in again.json()["entitled"]} == {one.member_id for one in poll.voters}


def test_a_slip_is_good_for_one_sheet_and_its_holder_cannot_vote_twice(poll: Poll) -> None:
    poll.opened()
    codes = poll.do("slips", count=3).json()["codes"]
    holder = poll.voters[0]
    refused(poll.slip(codes[0]), 409, "slips_used_up")
    assert poll.do("hand-outs", what="slip", member_ids=[holder.member_id]).status_code == 200
    refused(poll.vote(holder), 409, "holds_slip")
    receipt = secrets.token_hex(16)
    assert poll.slip(codes[0].lower().replace("-", ""), receipt).status_code == 200
    assert poll.slip(codes[0], receipt).status_code == 200
    refused(poll.slip(codes[0]), 409, "slip_useless")
    refused(poll.slip(codes[1], receipt), 409, "receipt_taken")
    refused(poll.slip("0000-0000-0000-0000"), 409, "slip_useless")
    refused(poll.slip(codes[1]), 409, "slips_used_up")
    refused(poll.do("hand-outs", what="none", member_ids=[holder.member_id]), 409, "slips_used_up")
    poll.vote(poll.voters[1])
    again = poll.do("hand-outs", what="paper", member_ids=[poll.voters[1].member_id, poll.rated[0]])
    assert words(again) == {"not_free", "not_entitled"}
    for voter in poll.voters[2:5]:
        poll.vote(voter)
    poll.counted()
    assert poll.slip(codes[0], receipt).status_code == 200
    said = poll.office.get(f"{poll.path}/result").json()
    assert (said["returned"], said["by_slip"], said["by_phone"]) == (5, 1, 4)


def test_paper_counts_when_two_people_entered_the_same(house: House) -> None:
    poll = Poll(house, voters=12).opened()
    holders = [one.member_id for one in poll.voters[:6]]
    poll.do("hand-outs", what="paper", member_ids=holders)
    for voter in poll.voters[6:]:
        poll.vote(voter, "competent")
    first, second = poll.office, house.as_("section_clerk")
    refused(poll.paper(first, 6), 409, "still_open")
    poll.do("close")
    refused(poll.do("count"), 409, "paper_missing")
    assert words(poll.paper(first, 6, excellent=5)) == {"wrong_sum"}
    assert poll.paper(first, 6, invalid=1).json()["confirmed"] is False
    assert poll.paper(first, 6, invalid=1).json()["confirmed"] is False
    refused(poll.do("count"), 409, "paper_unconfirmed")
    differs = poll.paper(second, 6)
    refused(differs, 409, "paper_differs")
    assert {one["where"] for one in differs.json()["errors"]} >= {"invalid", f"counts.{poll.rated[0]}"}
    assert poll.paper(second, 6, invalid=1).json()["confirmed"] is True
    assert poll.do("count").json()["state"] == "counted"
    said = poll.office.get(f"{poll.path}/result").json()
    counts = {one["key"]: one["count"] for one in said["lines"][0]["shares"]}
    assert (counts["excellent"], counts["competent"]) == (5, 6)
    assert (said["returned"], said["invalid"], said["by_paper"]) == (12, 1, 6)


def test_more_paper_than_was_handed_out_makes_the_poll_void(house: House) -> None:
    poll = Poll(house).opened()
    poll.do("hand-outs", what="paper", member_ids=[poll.voters[0].member_id])
    for voter in poll.voters[1:]:
        poll.vote(voter)
    poll.do("close")
    for by in (poll.office, house.as_("section_clerk")):
        poll.paper(by, 2)
    assert poll.do("count").json()["void_reason"] == "too_many_returned"


def test_paper_is_not_counted_when_a_subtraction_would_tell_the_rest(house: House) -> None:
    poll = Poll(house, voters=10, quorum="none").opened()
    poll.do("hand-outs", what="paper", member_ids=[one.member_id for one in poll.voters[:6]])
    poll.vote(poll.voters[6])
    poll.do("close")
    for by in (poll.office, house.as_("section_clerk")):
        poll.paper(by, 6)
    assert poll.do("count").json()["void_reason"] == "too_few"


@pytest.mark.parametrize(("damage", "word"), [("lost", "key_lost"), ("other", "urn_broken")])
def test_without_its_key_a_poll_can_only_be_void_and_repeated(
    poll: Poll, settings: Settings, damage: str, word: str
) -> None:
    poll.opened()
    poll.vote(poll.voters[0])
    key = Path(str(settings.ballot_key_folder)) / f"{poll.house.council_id}.{poll.id}.key"
    if damage == "lost":
        key.unlink()
    else:
        key.write_bytes(secrets.token_bytes(32))
    refused(poll.vote(poll.voters[1]), 409, word)
    assert poll.do("close").status_code == 200
    refused(poll.do("count"), 409, word)
    said = poll.do("void", note="密钥坏了").json()
    assert (said["state"], said["void_reason"]) == ("void", word)
    refused(poll.do("void", note="再来一次"), 409, "already_ended")
    assert poll.do("repeat").status_code == 201


def test_texts_come_out_apart_from_the_sheets(house: House) -> None:
    poll = Poll(house, texts_allowed=True).opened()
    said = [f"意见{n}𠮷\n" * 20 for n in range(5)]
    for voter, text in zip(poll.voters, said, strict=False):
        assert poll.vote(voter, text=text).status_code == 200
    assert poll.vote(poll.voters[5]).status_code == 200
    poll.counted()
    found = poll.office.get(f"{poll.path}/result").json()["texts"]
    assert sorted(found) == sorted(text.strip() for text in said)


def test_a_draft_with_mistakes_names_them_all(house: House) -> None:
    office, member = house.as_("secretariat"), house.member("王小明")
    unknown = "01900000-0000-7000-8000-000000000001"
    body = {
        "title": "测评",
        "year": 2199,
        "rated": [member, unknown],
        "entitled": {"rule": "members", "member_ids": [unknown]},
    }
    assert words(office.post("/ballots", json=body)) == {"unknown"}
    wheres = {one["where"] for one in office.post("/ballots", json=body).json()["errors"]}
    assert wheres == {"year", "rated[1]", "entitled.member_ids[0]"}
    few = body | {"year": 2026, "rated": [member], "entitled": {"rule": "members", "member_ids": [member]}}
    assert words(office.post("/ballots", json=few)) == {"too_few"}
    half = few | {"grades": [{"key": "a", "label": "甲", "weight": 100}, {"key": "b", "label": "乙"}]}
    assert office.post("/ballots", json=half | {"grade_set": "own"}).status_code == 422


def test_weights_give_a_mean_over_those_who_gave_a_grade(house: House) -> None:
    grades = [{"key": "good", "label": "好", "weight": 100}, {"key": "fair", "label": "一般", "weight": 70}]
    poll = Poll(house, grade_set="own", grades=grades).opened()
    for voter, mark in zip(poll.voters, ["good", "good", "fair", "abstain", "abstain"], strict=False):
        poll.vote(voter, mark)
    poll.counted()
    assert poll.office.get(f"{poll.path}/result").json()["lines"][0]["score"] == "90.00"
