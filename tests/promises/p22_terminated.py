"""P22: a server that is told to stop finishes what it took."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import time
from threading import Event, Thread
from typing import Any

from app.core.ids import new_id
from tests.factories.house import Caller
from tests.promises.served import Gathering, Served, fresh, served
from tests.promises.stage import Stage, backends, stage

ROUNDS, LINES, EXIT_WITHIN = 20, 8, 10.0
WHAT = f"负载中 SIGTERM × {ROUNDS}：已答复的不丢，停止前发出的请求都有答复，{EXIT_WITHIN:.0f} 秒内退出"


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """Stop the server in the middle of a storm of sign-ins, again and again.

    Planted defects: a server that ends at once, and one that answers before COMMIT.
    """
    figures, judged, failed = [], 0, 0
    for backend in backends():
        with stage(backend) as made:
            found = storms(made, rounds)
            judged += found.sent
            failed += found.faults()
            figures.append(f"{backend}：{found.told()}")
    with stage("sqlite") as made:
        hard = storms(made, 3, how=signal.SIGKILL)
    failed += hard.unanswered == 0
    figures.append(f"对照 SIGKILL 未答复 {hard.unanswered}")
    return {"id": "P22", "what": WHAT, "judged": judged, "failed": failed, "figure": "；".join(figures)}


class Storms:
    """What came of the rounds."""

    def __init__(self) -> None:
        self.sent = self.answered = self.unanswered = self.lost = self.doubled = 0
        self.slowest = 0.0
        self.odd: list[str] = []

    def faults(self) -> int:
        """Return how many deviations there were."""
        late = self.slowest > EXIT_WITHIN
        return self.unanswered + self.lost + self.doubled + len(self.odd) + late + (self.answered < 50)

    def told(self) -> str:
        """Say it in one line."""
        told = (
            f"停止前发出 {self.sent}，未答复 {self.unanswered}，已答复而丢失 {self.lost}，重复 {self.doubled}"
        )
        return f"{told}，其他 {len(self.odd)} {self.odd[:2] or ''}，最慢 {self.slowest:.1f} 秒退出"


class Line(Thread):
    """Sends sign-ins, each over a connection of its own, and notes when it was sent and what came."""

    def __init__(self, gathering: Gathering, seat: Caller, server: Served, over: Event) -> None:
        super().__init__(daemon=True)
        self.gathering, self.seat, self.server, self.over = gathering, fresh(gathering, seat), server, over
        #: number, moment at which the whole request was handed to the kernel, verdict, fault.
        self.said: list[tuple[str, float, str | None, str]] = []

    def run(self) -> None:
        """Send until it is over or nobody listens."""
        while not self.over.is_set():
            number = new_id()
            line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
            try:
                line.connect()
            except OSError:
                return
            sent, verdict, fault = float("inf"), None, ""
            try:
                headers = {"Authorization": f"Bearer {self.seat.token}", "Content-Type": "application/json"}
                body = json.dumps(self.gathering.body(number))
                line.request("POST", "/api/v1/me/sign-ins", body, {**headers, "Connection": "close"})
                sent = time.monotonic()
                answer = line.getresponse()
                found = json.loads(answer.read())
                if answer.status == 200:
                    verdict = str(found["verdicts"][0]["verdict"])
                else:
                    fault = f"{answer.status}"
            except (OSError, http.client.HTTPException, ValueError) as broken:
                fault = type(broken).__name__
            finally:
                line.close()
            self.said.append((number, sent, verdict, fault))


def storms(made: Stage, rounds: int, how: int = signal.SIGTERM) -> Storms:
    """Make the rounds over one database; return what came of them."""
    found = Storms()
    gathering = Gathering(made.house(), LINES)
    answered: dict[str, str] = {}
    with served(made) as server:
        for turn in range(rounds):
            server.start()
            over = Event()
            lines = [Line(gathering, seat, server, over) for seat in gathering.seats]
            for line in lines:
                line.start()
            time.sleep(0.25 + 0.013 * turn)
            moment = time.monotonic()
            found.slowest = max(found.slowest, stopped(server, how))
            over.set()
            for line in lines:
                line.join()
            for number, sent, verdict, fault in (one for line in lines for one in line.said):
                if verdict is not None:
                    answered[number] = verdict
                if sent < moment:
                    found.sent += 1
                    found.unanswered += verdict is None and not fault.isdigit()
                if fault.isdigit() and fault != "503":
                    found.odd.append(fault)
    kept = gathering.on_disk()
    found.answered = len(answered)
    found.lost = sum(number not in kept for number in answered)
    found.doubled = sum(len(rows) > 1 for rows in kept.values())
    return found


def stopped(server: Served, how: int) -> float:
    """Send a signal; return after how many seconds the process was gone."""
    began = time.monotonic()
    os.kill(server.pid, how)
    while time.monotonic() < began + 30:
        try:
            os.kill(server.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.01)
    took = time.monotonic() - began
    server.kill()
    with socket.socket() as line:
        assert line.connect_ex(("127.0.0.1", server.port)) != 0, "it still listens"
    return took
