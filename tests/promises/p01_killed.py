"""P1: nothing acknowledged is lost or doubled when processes are killed."""

from __future__ import annotations

import logging
import random
import time
from collections import Counter
from threading import Event
from typing import Any

from sqlalchemy import select

from app.facts.attendance.signing import queries
from app.ledger.models import DutyRecord
from tests.promises.cluster import Cluster, cluster, has_binaries
from tests.promises.served import Gathering, Phone, Served, fresh, served
from tests.promises.stage import Stage, stage

KILLS, CONTROL, LINES = 100, 12, 8
#: What a round does to the processes: on PostgreSQL one after another, on SQLite the first only.
WAYS = ("kill -9", "immediate", "kill -9 + immediate")
#: Member and verdict, as told to the member's phone.
Told = tuple[str, str]


def run(kills: int = KILLS, control: int = CONTROL) -> dict[str, Any]:
    """Kill the server (on PostgreSQL its database too) in a storm; compare history and disk.

    Planted defects: an answer that leaves before COMMIT; a database that answers COMMIT before its
    log is on disk. Both are served, killed and must be caught.
    """
    judged, bad, figures = 0, Counter[str](), []
    with stage("sqlite") as made:
        storm = Storm(made).blow(kills)
        lost = Storm(made, plant="answer first").blow(control).bad["丢"]
    figures.append(f"SQLite：{storm.figure()}；对照“先答复后提交”{control} 次查出丢 {lost}")
    judged += storm.judged()
    bad += storm.bad
    bad["SQLite 对照未查出"] += lost == 0
    if has_binaries():
        # The stage's own worker complains each time that its database is away.
        logging.disable(logging.CRITICAL)
        try:
            with cluster() as own, stage("postgres", address=own.address) as made:
                storm = Storm(made, own).blow(kills)
                late = Storm(made, own, "synchronous_commit=off").blow(control).bad["丢"]
        finally:
            logging.disable(logging.NOTSET)
        figures.append(f"PostgreSQL：{storm.figure()}；对照“提交不等落盘”{control} 次查出丢 {late}")
        judged += storm.judged()
        bad += storm.bad
        bad["PostgreSQL 对照未查出"] += late == 0
    else:
        figures.append("这里没有 PostgreSQL 的程序，未检 PostgreSQL")
    return {
        "id": "P1",
        "what": "签到高峰中反复 kill -9（PostgreSQL 另加 immediate 停库）：已答复的不丢、不重，出席只记一次",
        "judged": judged,
        "failed": sum(bad.values()),
        "figure": "；".join(figures),
        "failures": dict(+bad),
    }


class Storm:
    """Phones that sign in while processes die, and what each of them was told."""

    def __init__(self, made: Stage, own: Cluster | None = None, plant: str = "") -> None:
        self.made, self.own, self.plant = made, own, plant
        self.gathering = Gathering(made.house(), LINES)
        self.told: dict[str, Told] = {}
        self.unanswered: list[tuple[Phone, str]] = []
        self.bad, self.stops = Counter[str](), Counter[str]()
        self.settled = self.written = 0

    def blow(self, kills: int) -> Storm:
        """Let phones press and processes die so many times, then look at what is left."""
        draw = random.Random(1)
        with served(self.made, self.plant) as server:
            for nth in range(kills):
                if not server.pid:
                    server.start()
                self._settle(server.port)
                self._round(server, nth, draw.uniform(0.01, 0.15))
            if not server.pid:
                server.start()
            self._settle(server.port)
        self.bad += compare(self.told, self.gathering.on_disk())
        self.bad += self._derived()
        self.bad["没有已答复的"] += len(self.told) < kills
        return self

    def judged(self) -> int:
        """Return how many sign-ins were compared."""
        return len(self.told)

    def figure(self) -> str:
        """Return the counts in words."""
        stops = "、".join(f"{way} {count} 次" for way, count in self.stops.items())
        return (
            f"{stops}，已答复 {len(self.told) - self.settled}，丢 {self.bad['丢']}，重 {self.bad['重']}；"
            f"未答复 {self.settled}（其中已入库 {self.written}），重发后各一条"
        )

    def _round(self, server: Served, nth: int, seconds: float) -> None:
        over = Event()
        phones = [
            Phone(self.gathering, fresh(self.gathering, seat), server.port, over, nth * LINES + place)
            for place, seat in enumerate(self.gathering.seats)
        ]
        for phone in phones:
            phone.start()
        _let_run(phones, seconds)
        way = WAYS[nth % len(WAYS)] if self.own else WAYS[0]
        self.stops[way] += 1
        if "kill" in way:
            server.kill()
        if self.own and "immediate" in way:
            self.own.stop_immediately()
            self.own.start()
        over.set()
        for phone in phones:
            phone.join()
            self.bad["错误答复"] += len(phone.faults)
            for number, verdict in phone.history:
                # A number sent twice was answered the first time: that answer binds.
                if verdict is None and number not in self.told:
                    self.unanswered.append((phone, number))
                elif verdict is not None:
                    self.told[number] = (str(phone.seat.member_id), verdict)

    def _settle(self, port: int) -> None:
        """Send once more what had no answer."""
        disk = self.gathering.on_disk([number for _, number in self.unanswered])
        for phone, number in self.unanswered:
            phone.port = port
            fresh(self.gathering, phone.seat)
            verdict = _answered(phone, number)
            self.bad["重发无答复"] += verdict is None
            if verdict is not None:
                self.told[number] = (str(phone.seat.member_id), verdict)
                self.settled += 1
                self.written += number in disk
        self.unanswered.clear()

    def _derived(self) -> Counter[str]:
        """Close the roll: everybody is present once, on the roll and in the ledger."""
        bad, house, sitting = Counter[str](), self.gathering.house, self.gathering.sitting
        members = sorted(str(seat.member_id) for seat in self.gathering.seats)
        came = house.read(queries.presence, house.council_id, [sitting])
        bad["到会人次"] += sorted(row.member_id for row in came) != members
        closed = house.as_("section_clerk").post(f"/sittings/{sitting}/close")
        bad["确认出席"] += closed.status_code != 200
        asked = select(DutyRecord.member_id, DutyRecord.status, DutyRecord.quantity).where(
            DutyRecord.council_id == house.council_id
        )
        records = house.read(lambda session: session.execute(asked).all())
        wanted = [(member, "present", 1) for member in members]
        bad["台账不是每人一条"] += sorted(map(tuple, records)) != wanted
        if self.made.backend == "sqlite":
            with self.made.db.transaction(write=False) as session:
                whole = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar_one()
            bad["integrity_check"] += whole != "ok"
        return +bad


def compare(said: dict[str, Told], disk: dict[str, list[Told]]) -> Counter[str]:
    """Return how the disk differs from what was answered: number → member and verdict."""
    bad = Counter[str]()
    for number, answer in said.items():
        rows = disk.get(number, [])
        bad["丢"] += not rows
        bad["重"] += len(rows) > 1
        bad["答非所存"] += len(rows) == 1 and rows[0] != answer
    bad["无人发过"] += len(disk.keys() - said.keys())
    return +bad


def _answered(phone: Phone, number: str) -> str | None:
    """Send a number until it is answered: a database that just came back may first be asked for."""
    until = time.monotonic() + 15
    while (verdict := phone.retry(number)) is None and time.monotonic() < until:
        time.sleep(0.1)
    return verdict


def _let_run(phones: list[Phone], seconds: float) -> None:
    """Wait for a first answer, then a little longer."""
    until = time.monotonic() + 20
    while time.monotonic() < until and not any(
        said for phone in phones for _, said in phone.history[:1] if said
    ):
        time.sleep(0.002)
    time.sleep(seconds)
