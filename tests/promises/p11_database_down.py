"""P11: without its database every route says so, and goes on once it is back."""

from __future__ import annotations

import http.client
import json
import re
import time
from threading import Event
from typing import Any

from app.core.ids import new_id
from tests.factories.house import Caller
from tests.promises.cluster import Cluster, cluster, has_binaries
from tests.promises.p10_disk_full import Writer, _titles
from tests.promises.served import Gathering, Served, fresh, served
from tests.promises.stage import Stage, stage

STOPS, LINES, ANSWER_WITHIN, BACK_WITHIN = 20, 4, 3.0, 5.0
WHAT = "数据库停掉：每个接口 3 秒内答 503 和 Retry-After，/healthz 照常；恢复后 5 秒内继续，写入没有半截的"
#: What is answered without asking the database.
ALIVE = {"/healthz", "/docs", "/openapi.json", "/metrics", "/api/v1/auth/identities"}
#: What may be said before the database is asked: the input is wrong, or there is no such page.
BEFORE = {404, 405, 411, 415, 422}


def run(stops: int = STOPS) -> dict[str, Any]:
    """Stop the database under writers, call every route, start it, and stop it again many times.

    Planted defect: a server that says 500 where its database is away.
    """
    if not has_binaries():
        return _told(0, 1, "这里没有 PostgreSQL 的程序，无法检验")
    import logging

    logging.disable(logging.CRITICAL)
    try:
        with cluster() as own, stage("postgres", address=own.address) as made:
            found = _judged(made, own, stops)
            planted = _judged(made, own, 1, "down is our fault")
    finally:
        logging.disable(logging.NOTSET)
    caught = planted["odd"] > 0
    found["failed"] += not caught
    found["figure"] += f"；对照（答 500）{'被发现' if caught else '没有被发现'}"
    return found


def _judged(made: Stage, own: Cluster, stops: int, plant: str = "") -> dict[str, Any]:
    with served(made, plant) as server:
        gathering = Gathering(made.house(), LINES)
        server.start()
        over = Event()
        writers = [Writer(gathering, seat, server, over) for seat in gathering.seats]
        seat = fresh(gathering, gathering.seats[0])
        for writer in writers:
            writer.start()
        time.sleep(0.5)
        own.stop_immediately()
        answers = _every(made, server, seat)
        own.start()
        slowest_back = _back(server, seat)
        for _ in range(stops - 1):
            time.sleep(0.2)
            own.stop_immediately()
            own.start()
            slowest_back = max(slowest_back, _back(server, seat))
        over.set()
        for writer in writers:
            writer.join()
        kept = {title for one in writers for title in one.kept}
        there = _titles(server, gathering)
    odd = [one for one in answers if not one.right()]
    writers_odd = [fault for one in writers for fault in one.odd if not fault.startswith("0 ")]
    lost, twice = len(kept - set(there)), len(there) - len(set(there))
    down = sum(one.status == 503 for one in answers)
    failed = len(odd) + len(writers_odd) + lost + twice + (slowest_back > BACK_WITHIN) + (down < 50)
    figure = f"{len(answers)} 个接口：503 {down} 个，其余为输入检查，不合 {len(odd)}，"
    figure += f"最慢 {max(one.seconds for one in answers):.2f} 秒；"
    figure += f"停启 {stops} 次，最慢 {slowest_back:.2f} 秒恢复；"
    figure += f"写入并答复 {len(kept)}，丢失 {lost}，重复 {twice}，写入的其他答复 {len(writers_odd)}"
    told = _told(len(answers) + len(kept) + stops, failed, figure)
    return {**told, "odd": len(odd) + len(writers_odd), "said": [*map(str, odd[:5]), *writers_odd[:3]]}


class Answer:
    """What one route said while the database was away."""

    def __init__(self, method: str, path: str, status: int, retry: str | None, seconds: float) -> None:
        self.method, self.path, self.status, self.retry, self.seconds = method, path, status, retry, seconds

    def right(self) -> bool:
        """Tell whether it may be said, in time."""
        if self.seconds > ANSWER_WITHIN:
            return False
        if self.path == "/readyz":
            return self.status == 503
        if self.path in ALIVE:
            return self.status in (200, 404)
        return self.status in BEFORE or (self.status == 503 and bool(self.retry))

    def __str__(self) -> str:
        return f"{self.method} {self.path}: {self.status} after {self.seconds:.2f} s"


def _every(made: Stage, server: Served, seat: Caller) -> list[Answer]:
    """Call every route of the document once."""
    found = []
    for path, methods in made.app.openapi()["paths"].items():
        for method in methods:
            if path.endswith("/auth/token"):
                continue  # A form; it is called by its own test.
            filled = re.sub(r"\{(year)\}", "2026", path)
            filled = re.sub(r"\{\w+\}", lambda found: new_id(), filled)
            found.append(_call(server, seat, method.upper(), path, filled))
    found += [_call(server, seat, "GET", path, path) for path in ("/healthz", "/readyz")]
    return found


def _call(server: Served, seat: Caller, method: str, path: str, filled: str) -> Answer:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    began = time.monotonic()
    try:
        body = None if method == "GET" else json.dumps({})
        headers = {"Authorization": f"Bearer {seat.token}", "Content-Type": "application/json"}
        # Whoever changes something says which version was seen: that is looked at first.
        line.request(method, filled, body, {**headers, "If-Match": '"1"'})
        answer = line.getresponse()
        answer.read()
        retry = answer.getheader("Retry-After")
        return Answer(method, path, answer.status, retry, time.monotonic() - began)
    except (OSError, http.client.HTTPException):
        return Answer(method, path, 0, None, time.monotonic() - began)
    finally:
        line.close()


def _back(server: Served, seat: Caller) -> float:
    """Return after how many seconds a read is answered again."""
    began = time.monotonic()
    while time.monotonic() < began + 30:
        if _call(server, seat, "GET", "/me", "/api/v1/me").status == 200:
            break
        time.sleep(0.02)
    return time.monotonic() - began


def _told(judged: int, failed: int, figure: str) -> dict[str, Any]:
    return {"id": "P11", "what": WHAT, "judged": judged, "failed": int(failed), "figure": figure}
