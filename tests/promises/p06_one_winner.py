"""P6: one sign-in, one closing, one leave, however many ask at once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import func, insert, select

from app.core.db import Database
from app.core.ids import new_id
from app.core.records import Job
from app.facts.attendance.leave import queries as leaves
from app.ledger.models import DutyRecord
from app.main import create_app
from tests.core.db.pieces import job
from tests.factories.house import House
from tests.promises.served import Gathering
from tests.promises.stage import Stage, backends, stage

CROWD, ROUNDS, WORKERS, MEMBERS = 50, 30, 4, 3


def run(rounds: int = ROUNDS, crowd: int = CROWD) -> dict[str, Any]:
    """Let ``crowd`` ask at once of several workers, ``rounds`` times, on every database.

    Negative controls: who looks in the reader and writes later, without a unique key, is doubled; on
    PostgreSQL a leave whose row nobody locks is decided twice (SQLite has one writer).
    """
    bad, figures = Counter[str](), []
    for backend in backends():
        with stage(backend) as made, workers(made) as apps:
            found = [_sign_in(made, apps, rounds, crowd), _two_phones(made, apps, rounds)]
            found += [_close(made, apps, rounds, crowd), _leave(made, apps, rounds, crowd)]
            doubled = _control(made, rounds)
            if backend == "postgres":
                with unlocked():
                    twice = sum(_leave(made, apps, min(rounds, 5), crowd).values())
                bad["不锁请假的对照未被发现"] += twice == 0
                figures.append(f"不锁请假的对照查出 {twice} 处")
        for one in found:
            bad += one
        bad[f"{backend} 对照未见重复"] += doubled == 0
        figures.append(
            f"{backend} 偏差 {sum(sum(one.values()) for one in found)}，对照 {doubled}/{rounds} 轮重复"
        )
    return {
        "id": "P6",
        "what": f"同一签到、编号、确认、请假、审批、销假由 {crowd} 个请求同时提交：每轮恰有一个生效",
        "judged": len(backends()) * rounds * (5 * crowd + 2),
        "failed": sum(bad.values()),
        "figure": f"每库 {rounds} 轮 × {crowd} 并发、{WORKERS} 个进程外壳；" + "；".join(figures),
        "failures": dict(+bad),
    }


@contextmanager
def workers(made: Stage, count: int = WORKERS) -> Iterator[list[FastAPI]]:
    """Serve one database by several applications, each with threads and connections of its own."""
    with ExitStack() as stack:
        apps = []
        for _ in range(count):
            db = Database(made.settings.database, pool_size=3, secret=made.settings.secret)
            stack.callback(db.close)
            apps.append(create_app(made.settings, db=db))
        yield apps


def at_once(apps: list[FastAPI], asked: list[tuple[str, str, Any]]) -> list[Any]:
    """Return the answers to every (token, path, body), all under way together, worker by worker."""

    async def all_of_them() -> list[Any]:
        async with _Clients(apps) as clients:

            async def one(nth: int, token: str, path: str, body: Any) -> Any:
                headers = {"Authorization": f"Bearer {token}"}
                client = clients[nth % len(clients)]
                return await client.post(f"/api/v1{path}", json=body, headers=headers)

            return await asyncio.gather(*(one(nth, *each) for nth, each in enumerate(asked)))

    return asyncio.run(all_of_them())


class _Clients:
    """A client for each application."""

    def __init__(self, apps: list[FastAPI]) -> None:
        self.clients = [AsyncClient(transport=ASGITransport(one), base_url="http://test") for one in apps]

    async def __aenter__(self) -> list[AsyncClient]:
        return self.clients

    async def __aexit__(self, *told: object) -> None:
        for client in self.clients:
            await client.aclose()


def _sign_in(made: Stage, apps: list[FastAPI], rounds: int, crowd: int) -> Counter[str]:
    """One phone sends one number over many lines at once: one row, the same answer to all."""
    bad, gathering = Counter[str](), Gathering(made.house(), 1)
    for _ in range(rounds):
        number = new_id()
        body, token = gathering.body(number), gathering.seats[0].token
        answers = at_once(apps, [(token, "/me/sign-ins", body)] * crowd)
        said = Counter(_verdict(one) for one in answers)
        bad["签到答复不一"] += said != Counter({"accepted": crowd})
        bad["签到不是一行"] += len(gathering.on_disk().get(number, [])) != 1
    return +bad


def _two_phones(made: Stage, apps: list[FastAPI], rounds: int) -> Counter[str]:
    """Two members send one number at once: one is accepted, the other refused."""
    bad, gathering = Counter[str](), Gathering(made.house(), 2)
    for _ in range(rounds):
        number = new_id()
        body = gathering.body(number)
        answers = at_once(apps, [(seat.token, "/me/sign-ins", body) for seat in gathering.seats])
        said = Counter(_verdict(one) for one in answers)
        bad["同一编号两人"] += said != Counter({"accepted": 1, "reused": 1})
        rows = Counter(verdict for _, verdict in gathering.on_disk()[number])
        bad["同一编号两人的记录"] += rows != said
    return +bad


def _close(made: Stage, apps: list[FastAPI], rounds: int, crowd: int) -> Counter[str]:
    """Many close one roll at once: one closes it, the records are posted once."""
    bad, gathering = Counter[str](), Gathering(made.house(), MEMBERS)
    house, token = gathering.house, gathering.house.as_("section_clerk").token
    before = _records(house)
    for _ in range(rounds):
        sitting = gathering.convene()
        answers = at_once(apps, [(token, f"/sittings/{sitting}/close", None)] * crowd)
        said = Counter(one.status_code for one in answers)
        bad["确认的赢家不是一个"] += said[200] != 1 or said[200] + said[409] != crowd
        after = _records(house)
        bad["台账多记或少记"] += after - before != MEMBERS
        before = after
    return +bad


def _leave(made: Stage, apps: list[FastAPI], rounds: int, crowd: int) -> Counter[str]:
    """Many ask for one leave at once; then some approve, some refuse, some withdraw; then many cancel.

    Of each kind one is done, the others are told 409; the roll then says what the winner said.
    """
    bad, gathering = Counter[str](), Gathering(made.house(), 1)
    house, seat = gathering.house, gathering.seats[0]
    office, clerk = house.as_("secretariat"), house.as_("section_clerk")
    for _ in range(rounds):
        sitting = gathering.convene()
        body = {
            "activity_id": gathering.activities[sitting],
            "sitting_ids": [sitting],
            "reason": "sickness",
        }
        asked = at_once(apps, [(seat.token, "/me/leaves", body)] * crowd)
        bad["请假的赢家不是一个"] += _winners(asked, 201) != (1, crowd - 1)
        leave = next(one.json() for one in asked if one.status_code == 201)
        path, seen = f"/leaves/{leave['id']}", {"round": leave["round"], "step": leave["step"]}
        acts: list[tuple[str, str, Any]] = [
            (office.token, f"{path}/decide", {"decision": "approved", **seen}),
            (office.token, f"{path}/decide", {"decision": "rejected", "comment": "须到会", **seen}),
            (seat.token, f"{path}/withdraw", {}),
        ]
        decided = at_once(apps, [acts[nth % len(acts)] for nth in range(crowd)])
        bad["审批的赢家不是一个"] += _winners(decided) != (1, crowd - 1)
        state = next((one.json()["state"] for one in decided if one.status_code == 200), "")
        shown = seat.get(path).json()
        said = [step["state"] for step in shown["steps"] if step["decided_by"]]
        bad["审批与所答不同"] += shown["state"] != state or said != [state] * (state != "withdrawn")
        cancelled = at_once(apps, [(seat.token, f"{path}/cancel", {})] * crowd)
        bad["销假的赢家不是一个"] += _winners(cancelled) != (
            (1, crowd - 1) if state == "approved" else (0, crowd)
        )
        bad["销假后仍算请假"] += (
            clerk.get(f"/sittings/{sitting}/roll").json()["entries"][0]["leave"] is not None
        )
    return +bad


@contextmanager
def unlocked() -> Iterator[None]:
    """Read leave without holding it."""
    module: Any = leaves
    real = module.request
    module.request = lambda session, council, id_, *, lock=False: real(session, council, id_)
    # The unique key then speaks up for most of them; that need not be read.
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
        module.request = real


def _winners(answers: list[Any], good: int = 200) -> tuple[int, int]:
    """Return how many were done, and how many were told that they came too late."""
    said = Counter(one.status_code for one in answers)
    return said[good], said[409]


def _verdict(answer: Any) -> str:
    return answer.json()["verdicts"][0]["verdict"] if answer.status_code == 200 else str(answer.status_code)


def _records(house: House) -> int:
    asked = select(func.count()).where(DutyRecord.council_id == house.council_id)
    return int(house.read(lambda session: session.scalar(asked)))


def _control(made: Stage, rounds: int) -> int:
    """Return in how many rounds eight who look first and write later, without a key, leave more than one."""
    house, doubled = made.house(), 0
    db = Database(made.settings.database, pool_size=8, secret=made.settings.secret)

    def naive(kind: str) -> None:
        mine = select(func.count()).where(Job.council_id == house.council_id, Job.kind == kind)
        if db.read_now(lambda session: session.scalar(mine), council=house.council_id):
            return
        time.sleep(0.002)
        row = job(house.council_id, kind=kind)
        db.write_now(lambda session: session.execute(insert(Job).values(**row)), council=house.council_id)

    with ThreadPoolExecutor(8) as pool:
        for nth in range(rounds):
            kind = f"control{nth}"
            list(pool.map(naive, [kind] * 8))
            mine = select(func.count()).where(Job.council_id == house.council_id, Job.kind == kind)
            doubled += house.read(lambda session, mine=mine: session.scalar(mine)) > 1
    db.close()
    return doubled
