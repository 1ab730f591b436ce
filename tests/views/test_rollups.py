"""A superior council sees aggregates by grant, of nobody alone, and nothing after it is revoked."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from app.core import clock
from app.core.db import Database
from app.core.jobs import Worker
from app.core.records import Job
from app.council.rollups import service as rollups
from app.council.rollups.models import RollupReceipt
from app.main import DUTIES, HANDLERS
from app.views.rollups.compose import SMALLEST, folded
from tests.access.world import raise_level
from tests.clients import CheckedClient
from tests.factories.house import House
from tests.facts.pieces import opinion, refused, verify, wrong
from tests.statements import statements
from tests.views.chairs_year import YEAR, ChairsYear, live, settle

BASIS = "主席会议 2026-11-20 同意"
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Pair:
    """A county council and a prefecture above it, in one installation."""

    def __init__(self, db: Database, client: CheckedClient) -> None:
        self.db = db
        self.below, self.above = House(db, client), House(db, client)
        raise_level(self.above)
        self.partner = self.known(self.above)

    def known(self, house: House) -> str:
        body = {"name": f"政协{house.code}", "council_code": house.code}
        answer = self.below.as_("council_admin").post("/partners", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def grant(self) -> Any:
        body = {"partner_id": self.partner, "basis": BASIS}
        return self.below.as_("secretariat").post("/rollup-grants", json=body)

    def deliver(self) -> None:
        """Let the worker empty the outbox of the council below."""
        asyncio.run(Worker(self.db, HANDLERS)._of(self.below.council_id))

    def seen(self, role: str = "chair") -> list[dict[str, Any]]:
        answer = self.above.as_(role).get("/rollups")
        assert answer.status_code == 200, answer.text
        return answer.json()["items"]  # type: ignore[no-any-return]


def outbox(house: House) -> list[dict[str, Any]]:
    """Return what a council has sent, or is about to."""
    mine = (Job.council_id == house.council_id, Job.kind == rollups.JOB)
    return house.read(lambda session: list(session.scalars(select(Job.payload).where(*mine))))  # type: ignore[no-any-return]


@pytest.fixture
def pair(db: Database, client: CheckedClient) -> Pair:
    return Pair(db, client)


def test_nothing_is_seen_before_a_grant_and_the_same_numbers_after(pair: Pair) -> None:
    for _ in range(6):
        verify(
            pair.below, opinion(pair.below, pair.below.as_("member"), occurred_on=str(clock.today()))["id"]
        )
    pair.deliver()
    assert pair.seen() == []
    made = pair.grant()
    assert made.status_code == 201, made.text
    pair.deliver()
    (found,) = pair.seen()
    shown = pair.below.as_("secretariat").get("/rollup-grants").json()
    assert found["body"] == shown["shown"] and found["origin"].startswith("政协")
    families = {one["family"]: one["total"] for one in found["body"]["contributions"]}
    assert families == {"proposals": 0, "opinions": 6, "events": 0}
    assert (shown["grants"][0]["basis"], shown["grants"][0]["sent_on"]) == (BASIS, str(clock.today()))


def test_what_travels_names_nobody(db: Database, client: CheckedClient) -> None:
    pair = Pair(db, client)
    year = settle(pair.below)
    live(year)
    assert pair.grant().status_code == 201

    (payload,) = outbox(pair.below)
    text = json.dumps(payload["copy"]["body"], ensure_ascii=False)
    assert ID.findall(text) == []
    assert not any(name in text for name in ("甲", "乙", "丙", "丁", "经济", "久等的提案"))
    body = payload["copy"]["body"]
    page = ChairsYear(pair.below).page(YEAR)
    # Four members, eighteen absences or fewer: what is small is not told.
    assert body["members"] is None or body["members"] >= SMALLEST
    numbers = [body["due"], body["attended"], *(one["due"] for one in body["kinds"])]
    numbers += [one["total"] for one in body["contributions"]] + [one["value"] for one in body["review"]]
    assert all(one is None or one == 0 or one >= SMALLEST for one in numbers)
    assert body["due"] == page["attendance"]["all"]["due"]
    whole = sum(one["due"] or 0 for one in body["kinds"])
    assert whole == body["due"]


@pytest.mark.parametrize(
    "due", [{"a": 4, "b": 9, "c": 30}, {"a": 1}, {"a": 5, "b": 1}, {"other": 2, "a": 7, "b": 8}, {}], ids=str
)
def test_no_small_number_can_be_had_back_by_subtraction(due: dict[str, int]) -> None:
    shown, whole = folded(due), sum(due.values())
    known = [count for count in shown.values() if count is not None]
    hidden = whole - sum(known)
    assert all(count >= SMALLEST for count in known)
    # Either everything is told in numbers that are not small, or the whole itself is small.
    assert hidden == 0 or whole < SMALLEST


def test_a_grant_is_taken_back_and_what_was_sent_is_blanked(pair: Pair) -> None:
    grant = pair.grant().json()["id"]
    pair.deliver()
    assert len(pair.seen()) == 1
    office = pair.below.as_("secretariat")
    assert office.post(f"/rollup-grants/{grant}/revoke").status_code == 200
    pair.deliver()
    assert pair.seen() == []
    mine = RollupReceipt.council_id == pair.above.council_id
    kept = pair.above.read(lambda session: list(session.scalars(select(RollupReceipt.body).where(mine))))
    assert kept == [{}]
    for act in ("revoke", "send"):
        refused(office.post(f"/rollup-grants/{grant}/{act}"), 409, "illegal_transition")
    assert pair.grant().status_code == 201
    pair.deliver()
    assert len(pair.seen()) == 1
    for house, acts in ((pair.below, {"rollup:grant", "rollup:revoke"}), (pair.above, {"rollup:receive"})):
        said = {one["action"] for one in house.as_("auditor").get("/audit").json()["items"]}
        assert acts <= said


def test_a_document_that_comes_late_brings_nothing_back(pair: Pair) -> None:
    grant = pair.grant().json()["id"]
    first = outbox(pair.below)[0]
    pair.below.as_("secretariat").post(f"/rollup-grants/{grant}/revoke")
    pair.deliver()
    pair.above.write(rollups.receive, pair.above.council_id, first["copy"])
    assert pair.seen() == []


def test_only_a_superior_of_this_installation_is_granted_and_once(pair: Pair, client: CheckedClient) -> None:
    office = pair.below.as_("secretariat")
    beside = pair.known(House(pair.db, client))
    outside = pair.below.as_("council_admin").post("/partners", json={"name": "外地政协"}).json()["id"]
    for partner in (beside, outside, pair.above.council_id):
        answer = office.post("/rollup-grants", json={"partner_id": partner, "basis": BASIS})
        assert wrong(answer) == [("partner_id", "no_superior")]
    assert pair.grant().status_code == 201
    refused(pair.grant(), 409, "granted_already")


def test_the_clock_sends_once_a_day_until_it_is_revoked(pair: Pair) -> None:
    pair.grant()
    duties = [duty for duty in DUTIES if duty.look is rollups.due]
    assert len(duties) == 1

    def round_() -> int:
        due = pair.db.read_now(rollups.due, council=pair.below.council_id)
        for each in due:
            pair.db.write_now(duties[0].do, each, council=pair.below.council_id)
        return len(due)

    assert round_() == 0
    with time_machine.travel(clock.now() + timedelta(days=1), tick=True):
        assert (round_(), round_()) == (1, 0)
        pair.deliver()
        assert date.fromisoformat(pair.seen()[0]["body"]["day"]) == clock.today()


def test_a_page_of_receipts_takes_two_statements(pair: Pair) -> None:
    pair.grant()
    pair.deliver()
    chair = pair.above.as_("chair")
    with statements(pair.above) as seen:
        assert chair.get("/rollups").status_code == 200
    assert len([one for one in seen if "set_config" not in one]) == 2
