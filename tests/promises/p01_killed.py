"""P1: nothing acknowledged is lost or doubled when processes are killed."""

from __future__ import annotations

import logging
import random
import time
from collections import Counter
from threading import Event
from typing import Any

from tests.promises.cluster import Cluster, cluster, has_binaries
from tests.promises.served import Gathering, Phone, Served, served
from tests.promises.stage import Stage, stage

KILLS, LINES = 100, 8


def run(kills: int = KILLS) -> dict[str, Any]:
    """Kill the server (and PostgreSQL, every other time) in a storm; compare history and disk.

    Planted defect: rows that a crash might have taken are taken off the disk; each must be missed.
    """
    judged, bad, figures = 0, Counter[str](), []
    with stage("sqlite") as made:
        told = storm(made, kills, None)
        figures.append(f"SQLite {told['figure']}")
        judged += told["judged"]
        bad += told["bad"]
    if has_binaries():
        # The stage's own worker complains each time that its database is away.
        logging.disable(logging.CRITICAL)
        try:
            with cluster() as own, stage("postgres", address=own.address) as made:
                told = storm(made, kills, own)
        finally:
            logging.disable(logging.NOTSET)
        figures.append(f"PostgreSQL {told['figure']}")
        judged += told["judged"]
        bad += told["bad"]
    else:
        figures.append("这里没有 PostgreSQL 的程序，未检 PostgreSQL")
    return {
        "id": "P1",
        "what": "签到高峰中反复 kill -9（PostgreSQL 另加 immediate 停库）：已答复的不丢、不重",
        "judged": judged,
        "failed": sum(bad.values()),
        "figure": "；".join(figures),
        "failures": dict(bad),
    }


def storm(made: Stage, kills: int, own: Cluster | None) -> dict[str, Any]:
    """Return what ``kills`` rounds of storm and kill left."""
    draw, gathering = random.Random(1), Gathering(made.house(), LINES)
    acknowledged: dict[str, tuple[str, str]] = {}
    open_ones: list[tuple[Phone, str]] = []
    bad, stops, arrived = Counter[str](), Counter[str](), 0
    with served(made) as server:
        for nth in range(kills):
            server.start()
            arrived += _asked_again(gathering, open_ones, acknowledged, bad, server.port)
            over = Event()
            phones = [
                Phone(gathering, _fresh(gathering, seat), server.port, over, nth * LINES + place)
                for place, seat in enumerate(gathering.seats)
            ]
            for phone in phones:
                phone.start()
            _let_run(phones, draw.uniform(0.01, 0.15))
            _stop(server, own if nth % 2 else None, stops)
            over.set()
            for phone in phones:
                phone.join()
                _keep(phone, acknowledged, open_ones, bad)
            server.kill()
        server.start()
        arrived += _asked_again(gathering, open_ones, acknowledged, bad, server.port)
    bad += compare(acknowledged, gathering.on_disk())
    if made.backend == "sqlite":
        with made.db.transaction(write=False) as session:
            whole = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar_one()
        bad["integrity_check"] += whole != "ok"
    planted = _planted(acknowledged, gathering)
    bad["预设缺陷未查出"] += planted == 0
    bad["没有已答复的"] += len(acknowledged) < kills
    figure = (
        f"停 {dict(stops)}，已答复 {len(acknowledged)}，未答复而再问 {arrived}，"
        f"丢 {bad['丢']}，重 {bad['重']}，预设缺陷查出 {planted}"
    )
    return {"judged": len(acknowledged) + arrived, "bad": +bad, "figure": figure}


def compare(said: dict[str, tuple[str, str]], disk: dict[str, list[tuple[str, str]]]) -> Counter[str]:
    """Return how the disk differs from what was answered: number → member and verdict."""
    bad = Counter[str]()
    for number, answer in said.items():
        rows = disk.get(number, [])
        bad["丢"] += not rows
        bad["重"] += len(rows) > 1
        bad["答非所存"] += len(rows) == 1 and rows[0] != answer
    bad["重"] += sum(len(rows) > 1 for number, rows in disk.items() if number not in said)
    return +bad


def _fresh(gathering: Gathering, seat: Any) -> Any:
    """Give a seat a new token, since they live for minutes only."""
    house = gathering.house
    seat.token = house.tokens.issue(seat.account_id, seat.session_id, house.council_id, seat.seat_id)
    return seat


def _let_run(phones: list[Phone], seconds: float) -> None:
    """Wait for a first answer, then a little longer."""
    until = time.monotonic() + 20
    while time.monotonic() < until and not any(
        said for phone in phones for _, said in phone.history[:1] if said
    ):
        time.sleep(0.002)
    time.sleep(seconds)


def _stop(server: Served, own: Cluster | None, stops: Counter[str]) -> None:
    if own is None:
        server.kill()
        stops["kill -9"] += 1
        return
    own.stop_immediately()
    own.start()
    stops["immediate"] += 1


def _keep(
    phone: Phone, acknowledged: dict[str, tuple[str, str]], open_ones: list[tuple[Phone, str]], bad: Any
) -> None:
    bad["错误答复"] += len(phone.faults)
    for number, verdict in phone.history:
        if verdict is None:
            open_ones.append((phone, number))
        else:
            acknowledged[number] = (str(phone.seat.member_id), verdict)


def _asked_again(
    gathering: Gathering,
    open_ones: list[tuple[Phone, str]],
    acknowledged: dict[str, tuple[str, str]],
    bad: Any,
    port: int,
) -> int:
    """Send once more what had no answer; return how many there were."""
    count = len(open_ones)
    for phone, number in open_ones:
        phone.port = port
        _fresh(gathering, phone.seat)
        verdict = phone.retry(number)
        bad["再问无答复"] += verdict is None
        if verdict is not None:
            acknowledged[number] = (str(phone.seat.member_id), verdict)
    open_ones.clear()
    return count


def _planted(acknowledged: dict[str, tuple[str, str]], gathering: Gathering) -> int:
    """Return how many of five rows that are lost, and five that are doubled, are noticed."""
    disk = gathering.on_disk()
    some = list(acknowledged)[:10]
    for number in some[:5]:
        del disk[number]
    for number in some[5:]:
        disk[number] = disk[number] * 2
    found = compare(acknowledged, disk)
    return found["丢"] + found["重"] if found["丢"] == 5 and found["重"] == 5 else 0
