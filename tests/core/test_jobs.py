"""Work for later runs at least once, and repeats are harmless."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.core import clock, jobs
from app.core.db import Database
from app.core.ids import new_id
from app.core.jobs import ATTEMPTS, Worker, enqueue
from app.core.records import Job
from app.council.models import Unit
from app.facts.activities import joint
from app.facts.activities.models import Activity
from app.main import HANDLERS
from tests.factories.house import House
from tests.flow.test_roll_to_dossier import convene


def ask(house: House, kind: str, target: House, name: str) -> str:
    payload = {"target": target.council_id, "copy": {"name": name}}
    return str(house.write(lambda session: enqueue(session, kind, payload, created_by=None)))


def job(house: House, job_id: str) -> Job:
    return house.read(lambda session: session.get_one(Job, (house.council_id, job_id)))  # type: ignore[no-any-return]


def add_unit(session: Session, council: str, copy: dict[str, Any]) -> None:
    session.add(Unit(council_id=council, id=new_id(), kind="venue", name=copy["name"]))


def units(house: House, name: str) -> int:
    counted = select(func.count()).where(Unit.council_id == house.council_id, Unit.name == name)
    return int(house.read(lambda session: session.scalar(counted)))


def drain(database: Database, **handlers: Any) -> int:
    return asyncio.run(Worker(database, handlers).drain())


def test_a_job_runs_in_its_target_and_is_done(quiet: Database) -> None:
    origin, target = House(quiet, None), House(quiet, None)
    made = ask(origin, "venue", target, "会客厅")
    assert drain(quiet, venue=add_unit) == 1
    assert job(origin, made).state == "done"
    assert (units(target, "会客厅"), units(origin, "会客厅")) == (1, 0)
    assert drain(quiet, venue=add_unit) == 0


def test_a_job_of_a_rolled_back_act_never_runs(quiet: Database) -> None:
    origin = House(quiet, None)

    def act(session: Session) -> None:
        enqueue(session, "venue", {"target": origin.council_id, "copy": {"name": "无"}}, created_by=None)
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        origin.write(act)
    assert drain(quiet, venue=add_unit) == 0


def test_a_failing_job_backs_off_and_writes_nothing(quiet: Database) -> None:
    origin, target = House(quiet, None), House(quiet, None)

    def fail(session: Session, council: str, copy: dict[str, Any]) -> None:
        add_unit(session, council, copy)
        session.flush()
        raise LookupError("secret details")

    made = ask(origin, "venue", target, "半途")
    before = clock.now()
    assert drain(quiet, venue=fail) == 0
    failed = job(origin, made)
    assert (failed.state, failed.attempts, failed.error) == ("waiting", 1, "LookupError")
    assert failed.run_at >= before + timedelta(seconds=2)
    assert units(target, "半途") == 0
    # It waits: a good handler does not get it before its time.
    assert drain(quiet, venue=add_unit) == 0
    _due_now(origin, made)
    assert drain(quiet, venue=add_unit) == 1
    assert job(origin, made).state == "done"


def _due_now(house: House, job_id: str) -> None:
    mine = (Job.council_id == house.council_id, Job.id == job_id)
    house.write(lambda session: session.execute(update(Job).where(*mine).values(run_at=clock.now())))


def test_waiting_doubles_until_the_job_is_given_up(quiet: Database) -> None:
    origin = House(quiet, None)
    made = ask(origin, "unknown", origin, "x")
    waits = []
    for _ in range(ATTEMPTS):
        _due_now(origin, made)
        before = clock.now()
        drain(quiet)
        waits.append((job(origin, made).run_at - before).total_seconds())
    assert [round(wait) for wait in waits] == [2**n for n in range(1, ATTEMPTS + 1)]
    assert job(origin, made).state == "failed"
    assert job(origin, made).error == "KeyError"


def test_one_failing_job_does_not_hold_up_the_others(quiet: Database) -> None:
    origin = House(quiet, None)
    ask(origin, "unknown", origin, "x")
    good = ask(origin, "venue", origin, "照常")
    assert drain(quiet, venue=add_unit) == 1
    assert job(origin, good).state == "done"


def test_a_worker_that_dies_after_the_work_does_it_again(
    quiet: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin, seen = House(quiet, None), []

    def note(session: Session, council: str, copy: dict[str, Any]) -> None:
        seen.append(copy["name"])

    def die(session: Session, job_id: str) -> None:
        raise SystemExit

    made = ask(origin, "venue", origin, "一")
    with monkeypatch.context() as killed:
        killed.setattr(jobs, "_done", die)
        with pytest.raises(SystemExit):
            drain(quiet, venue=note)
    assert job(origin, made).state == "waiting"
    drain(quiet, venue=note)
    assert seen == ["一", "一"]


def joint_pair(house: House) -> tuple[House, str, str]:
    """Share a joint activity with a neighbour; return the neighbour and the activity's ids there and here."""
    neighbour = House(house.db, house.client)
    partner = (
        house.as_("council_admin")
        .post("/partners", json={"name": "邻会", "council_code": neighbour.code})
        .json()
    )
    activity = convene(house, [str(house.as_("member").member_id)])
    answer = house.as_("section_clerk").post(
        f"/activities/{activity['id']}/share", json={"partner_ids": [partner["id"]]}
    )
    assert answer.status_code == 202, answer.text
    asyncio.run(Worker(house.db, HANDLERS).drain())
    [copy] = neighbour.as_("section_clerk").get("/activities").json()["items"]
    return neighbour, copy["id"], activity["id"]


def test_a_joint_activity_arrives_in_the_partner_council_only(house: House) -> None:
    bystander = House(house.db, house.client)
    neighbour, copy, original = joint_pair(house)
    assert copy != original
    assert bystander.as_("section_clerk").get("/activities").json()["items"] == []
    assert neighbour.as_("section_clerk").get(f"/activities/{original}").status_code == 404
    assert house.as_("section_clerk").get(f"/activities/{copy}").status_code == 404


def test_the_roll_of_a_joint_activity_is_each_councils_own(house: House) -> None:
    neighbour, copy, original = joint_pair(house)
    there, here = neighbour.as_("section_clerk"), house.as_("section_clerk")
    theirs = there.get(f"/activities/{copy}").json()["sittings"][0]["id"]
    ours = here.get(f"/activities/{original}").json()["sittings"][0]["id"]
    assert theirs != ours
    assert there.get(f"/sittings/{theirs}/roll").json()["entries"] == []
    assert len(here.get(f"/sittings/{ours}/roll").json()["entries"]) == 1
    assert there.get(f"/sittings/{ours}/roll").status_code == 404
    line = {"member_id": str(house.as_("member").member_id), "status": "present"}
    foreign = there.put(f"/sittings/{theirs}/roll", json={"lines": [line]})
    assert foreign.status_code in {404, 422}


def test_a_copy_that_arrives_twice_or_at_once_is_there_once(house: House) -> None:
    neighbour, copy, _ = joint_pair(house)
    mine = (Job.council_id == house.council_id, Job.kind == joint.JOB)
    payload = house.read(lambda session: session.scalar(select(Job.payload).where(*mine)))
    second = {**payload["copy"], "origin_id": new_id()}

    def receive(what: dict[str, Any]) -> None:
        house.db.write_now(
            jobs._alone, joint.receive, joint.JOB, neighbour.council_id, what, council=neighbour.council_id
        )

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(receive, [payload["copy"], second, second, payload["copy"], second, second]))
    held = select(Activity.id).where(Activity.council_id == neighbour.council_id)
    found = neighbour.read(lambda session: session.scalars(held).all())
    assert len(found) == 2
    assert copy in found
