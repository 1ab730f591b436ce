"""A run goes in steps: the same bytes whatever their size, shown only when it is whole."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.db import Database
from app.core.jobs import Worker, enqueue
from app.main import HANDLERS
from app.standings import cli, queries, run
from app.standings.cli import shell_actor
from app.standings.models import ScorecardRow
from app.standings.place import places
from tests.factories.house import House
from tests.performance.year import Year, lived
from tests.runs import evaluated, finished


def peopled(house: House) -> Year:
    """A year of two who did something and three who were silent."""
    for name in ("丁一", "王二", "李三"):
        house.member(name)
    return lived(house)


def begun(year: Year) -> str:
    """Begin a run that no worker knows of."""
    actor = shell_actor(year.house.council_id)
    return str(year.house.write(lambda session: run.begin(session, actor, year.number).id))


def walked(year: Year, size: int) -> tuple[str, list[int | None]]:
    """Carry a run out in steps of ``size``; return its id and how far it was after each."""
    house, run_id, seen = year.house, begun(year), []
    while house.write(run.step, house.council_id, run_id, size):
        seen.append(house.read(queries.run, house.council_id, run_id).done)
    return run_id, seen


def cards(house: House, run_id: str) -> list[Any]:
    mine = (ScorecardRow.council_id == house.council_id, ScorecardRow.run_id == run_id)
    columns = (ScorecardRow.member_id, ScorecardRow.points, ScorecardRow.place, ScorecardRow.trace)
    statement = select(*columns).where(*mine).order_by(ScorecardRow.member_id)
    return [tuple(row) for row in house.read(lambda session: session.execute(statement).all())]


def test_the_bytes_are_the_same_whatever_the_size_of_the_steps(house: House) -> None:
    year = peopled(house)
    (one, seen), (many, _) = walked(year, 1), walked(year, 100)
    assert seen == [1, 2, 3, 4, 5]
    assert cards(house, one) == cards(house, many)
    rows = [house.read(queries.run, house.council_id, each) for each in (one, many)]
    assert rows[0].result_digest == rows[1].result_digest and rows[0].subjects == rows[1].subjects == 5
    whole = hashlib.sha256("".join(trace for *_, trace in cards(house, one)).encode()).hexdigest()
    assert whole == rows[0].result_digest
    assert sorted(place for _, _, place, _ in cards(house, one)) == [1, 2, 2, 2, 2]
    assert all(house.read(run.replay, house.council_id, each) for each in (one, many))


def test_a_killed_run_is_no_result_goes_on_where_it_stood_and_another_may_be_started(house: House) -> None:
    year = peopled(house)
    killed = begun(year)
    assert house.write(run.step, house.council_id, killed, 2) is True
    office = house.as_("secretariat")
    shown = office.get(f"/runs/{killed}").json()
    assert (shown["state"], shown["done"], shown["subjects"]) == ("running", 2, 5)
    member = cards(house, killed)[0][0]
    for path in ("scorecards", "comparison", f"scorecards/{member}"):
        refused = office.get(f"/runs/{killed}/{path}")
        assert (refused.status_code, refused.json()["word"]) == (409, "run_unfinished"), path
    assert office.post(f"/runs/{killed}/put-in-force").json()["word"] == "illegal_transition"
    again = evaluated(house, year.number)
    assert (again["state"], again["done"]) == ("complete", 5)
    while house.write(run.step, house.council_id, killed, 2):
        pass
    assert cards(house, killed) == cards(house, again["id"])
    assert house.write(run.step, house.council_id, killed) is False


def test_a_run_whose_shell_was_killed_is_carried_on_by_a_worker(db: Database, house: House) -> None:
    year = peopled(house)

    def killed(done: int, total: int, what: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cli.evaluate(db, house.code, year.number, False, killed)
    office = house.as_("secretariat")
    (shown,) = office.get("/runs").json()["items"]
    assert shown["state"] == "running"
    asyncio.run(Worker(db, HANDLERS).drain())
    assert office.get(f"/runs/{shown['id']}").json()["state"] == "complete"
    told = cli.evaluate(db, house.code, year.number, True, lambda *_: None)
    assert "已生效" in told


def test_of_two_runs_put_in_force_at_once_one_is_in_force(db: Database, house: House) -> None:
    year = peopled(house)
    actor = cli.shell_actor(house.council_id)
    first, second = (walked(year, 100)[0] for _ in range(2))
    later = threading.Thread(target=house.write, args=(run.put_in_force, actor, second))

    def work(session: Session) -> None:
        run.put_in_force(session, actor, first)
        later.start()
        # What the other one must not do meanwhile is read that nothing is in force.
        later.join(0.3)

    house.write(work)
    later.join()
    office = house.as_("secretariat")
    states = {one["id"]: one["state"] for one in office.get("/runs").json()["items"]}
    assert states == {first: "superseded", second: "in_force"}


def test_a_run_that_fails_for_good_is_marked_and_never_in_force(house: House) -> None:
    year = peopled(house)
    failed = begun(year)
    house.write(run.step, house.council_id, failed, 2)
    house.write(run.give_up, house.council_id, {"run": failed})
    office = house.as_("secretariat")
    assert office.get(f"/runs/{failed}").json()["state"] == "failed"
    assert office.post(f"/runs/{failed}/put-in-force").status_code == 409
    assert house.write(run.step, house.council_id, failed) is False
    house.write(run.give_up, house.council_id, {"run": evaluated(house, year.number)["id"]})
    assert {one["state"] for one in office.get("/runs").json()["items"]} == {"failed", "complete"}


def test_a_place_is_set_once_and_nothing_else_of_a_card_changes(house: House) -> None:
    year = peopled(house)
    made = evaluated(house, year.number)["id"]
    member, *_ = cards(house, made)[0]
    with pytest.raises(Exception, match="append-only"):
        house.write(queries.set_places, house.council_id, made, [(member, 9)])
    fresh = begun(year)
    house.write(run.step, house.council_id, fresh, 1)

    def forge(session: Session) -> None:
        table = ScorecardRow.__table__
        mine = (table.c.council_id == house.council_id, table.c.run_id == fresh)
        session.connection().execute(table.update().where(*mine).values(place=1, points="99"))  # type: ignore[attr-defined]

    with pytest.raises(Exception, match=r"append-only|permission denied"):
        house.write(forge)


def test_places_are_by_exact_points(house: House) -> None:
    thirds = [("a", Fraction(1, 3)), ("b", Fraction(33333, 100000)), ("c", Fraction(2, 6))]
    assert dict(places(thirds)) == {"a": 1, "c": 1, "b": 3}


def test_a_repeated_request_begins_one_run(house: House) -> None:
    year = lived(house)
    office = house.as_("secretariat")
    asked = {"json": {"year": year.number}, "headers": {"Idempotency-Key": "one-run-only"}}
    first, second = (office.post("/runs", **asked) for _ in range(2))
    assert first.json()["id"] == second.json()["id"]
    assert finished(office, first.json()["id"])["state"] == "complete"
    assert len(office.get("/runs").json()["items"]) == 1


def test_a_job_of_several_steps_is_done_when_the_last_one_is(db: Database, house: House) -> None:
    left = [3]

    def work(session: Session, council: str, asked: dict[str, Any]) -> bool:
        left[0] -= 1
        return left[0] > 0

    # Under a kind of its own: the running application's worker has no handler for it.
    worker = Worker(db, {"steps": work})
    assert asyncio.run(worker._one(house.council_id, _asked(house), "steps", payload(house))) == 1
    assert left == [0]


def payload(house: House) -> dict[str, Any]:
    return {"target": house.council_id, "copy": {}}


def _asked(house: House) -> str:
    return str(house.write(lambda session: enqueue(session, "steps", payload(house), created_by=None)))
