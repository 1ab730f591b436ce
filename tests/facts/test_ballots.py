"""Ballots: what each step takes, refuses and leaves behind."""

from __future__ import annotations

import logging
import secrets
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.core.db import Base, Database
from app.core.http.logs import ACCESS
from app.core.settings import Settings
from app.facts.ballots.models import BallotUrn
from app.facts.ballots.results import outcomes
from tests.clients import CheckedClient
from tests.factories.ballots import Poll
from tests.factories.house import House
from tests.postgres import PostgresTests
from tests.promises.p06_one_winner import workers
from tests.promises.p08_secret_ballots import attacked
from tests.promises.p26_ballots_at_once import explore, races
from tests.promises.stage import Stage


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
    found = house.read(outcomes, house.council_id, 2026)
    assert [(one.member_id, one.base, one.score) for one in found] == [
        (member, 5, Fraction(90)) for member in sorted(poll.rated)
    ]
    assert found[0].counts == (("good", "好", 2), ("fair", "一般", 1), ("abstain", "弃权", 2))
    assert house.read(outcomes, house.council_id, 2025) == []


def everything(house: House) -> dict[str, set[tuple[Any, ...]]]:
    """Return every row of every table, as the database's owner sees them."""
    found, why = {}, "a test that looks at every table"
    with house.db.transaction(house.council_id, write=False, unscoped=why) as session:
        for name, table in Base.metadata.tables.items():
            found[name] = {tuple(map(str, row)) for row in session.connection().execute(select(table))}
    return found


class Heard(logging.Handler):
    """Keeps every line that anything logs."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name} {record.getMessage()} {getattr(record, 'fields', '')}")


def metered(client: CheckedClient) -> set[str]:
    """Return the routes that the meters know."""
    layer: Any = client.app.middleware_stack  # type: ignore[attr-defined]
    while not hasattr(layer, "metrics"):
        layer = layer.app
    return {route for _, route, _ in layer.metrics._children}


def test_a_vote_changes_the_urn_and_leaves_no_line_anywhere(poll: Poll, client: CheckedClient) -> None:
    codes = poll.opened().do("slips", count=1).json()["codes"]
    poll.do("hand-outs", what="slip", member_ids=[poll.voters[1].member_id])
    heard, root = Heard(), logging.getLogger()
    root.addHandler(heard)
    level = ACCESS.level
    ACCESS.setLevel(logging.INFO)
    try:
        poll.voters[0].get(f"/me{poll.path}")
        assert any("/me/ballots/{ballot_id}" in line for line in heard.lines), "the log was not heard"
        heard.lines.clear()
        before, meters = everything(poll.house), metered(client)
        assert any("/me/ballots/{ballot_id}" in one for one in meters), "the meters were not read"
        heard.lines.clear()
        assert poll.vote(poll.voters[0]).status_code == 200
        assert poll.slip(codes[0]).status_code == 200
        refused(poll.vote(poll.voters[0]), 409, "already_voted")
        # The HTTP client of the test itself is not part of the product.
        assert [line for line in heard.lines if not line.startswith("httpx")] == []
    finally:
        root.removeHandler(heard)
        ACCESS.setLevel(level)
    after = everything(poll.house)
    assert {name for name, rows in after.items() if rows != before[name]} == {"ballot_urns"}
    assert len(after["ballot_urns"]) == len(before["ballot_urns"])
    assert not any("vote" in one for one in metered(client))


def test_the_urn_keeps_its_length_and_every_id_of_a_ballot_is_random(house: House) -> None:
    poll = Poll(house, texts_allowed=True).opened()

    def urns() -> list[Any]:
        return house.read(
            lambda session: session.scalars(
                select(BallotUrn).where(BallotUrn.council_id == house.council_id)
            ).all()
        )

    lengths, seals = {len(urns()[0].sealed)}, {urns()[0].sealed}
    for nth, voter in enumerate(poll.voters):
        poll.vote(voter, text="很好" * 50 if nth % 2 else "")
        lengths.add(len(urns()[0].sealed))
        seals.add(urns()[0].sealed)
    assert len(lengths) == 1 and len(seals) == len(poll.voters) + 1
    rows = everything(house)
    tables = [Base.metadata.tables[name] for name in rows if name.startswith("ballot_")]
    places = {table.name: list(table.columns.keys()).index("id") for table in tables}
    ids = [row[place] for name, place in places.items() for row in rows[name]]
    assert len(ids) > 10 and {UUID(one).version for one in ids} == {4}


def test_an_onlooker_of_every_row_byte_and_moment_finds_no_voter(
    backend: str, worker: str, settings: Settings, db: Database, client: CheckedClient
) -> None:
    server = PostgresTests(worker) if backend == "postgres" else None
    made = Stage(backend, settings, db, client.app, client, server)  # type: ignore[arg-type]
    found = attacked(made, voters=12, polls=1, permutations=20)
    assert +found.bad == {} and found.ways > 100
    # Ten of twelve by chance, whatever way is tried: once in twenty thousand runs.
    assert found.hits < 10 <= 12 * min(found.naive, found.clear)


def test_what_was_accepted_while_many_closed_is_what_is_published(
    backend: str, worker: str, settings: Settings, db: Database, client: CheckedClient
) -> None:
    made = Stage(backend, settings, db, client.app, client, None)  # type: ignore[arg-type]
    with workers(made, 1) as apps:
        bad, asked = races(made, apps, voters=9, closings=4, rounds=1)
    assert (bad, asked) == ({}, 6 + 6 + 3 + 3 + 4)


@pytest.mark.one_backend  # The rules do not depend on the database; P26 runs both.
def test_every_action_in_every_state_is_right_or_refused_without_a_change(house: House) -> None:
    judged, deviation = explore(house, runs=3, steps=12)
    assert (judged > 30, deviation) == (True, "")
