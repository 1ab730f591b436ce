"""The application in processes of its own, to be killed; and phones that keep a history."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

from sqlalchemy import select

from app.core import clock
from app.core.ids import new_id
from app.facts.attendance.signing import code as codes
from app.facts.attendance.signing.models import SignInAttempt
from tests.factories.house import Caller, House
from tests.promises.stage import Stage

PATIENCE = 60.0
#: What went over the line: the number, the verdict or None when no answer came.
Said = tuple[str, str | None]


class Served:
    """A server over a stage's database, started by a fork and stopped by -9."""

    def __init__(self, made: Stage, plant: str = "", wrap: tuple[str, ...] = ()) -> None:
        self.plant, self.pid = plant, 0
        self.port = free_port()
        given = {
            "LVZHI_ENV": "test", "LVZHI_SECRET": made.settings.secret, "LVZHI_VAR": str(made.settings.var),
            "LVZHI_DATABASE_URL": made.settings.database, "LVZHI_LOG_LEVEL": "error",
            "LVZHI_LOGIN_ADDRESS_PER_MINUTE": str(made.settings.login_address_per_minute),
        }  # fmt: skip
        kept = {key: value for key, value in os.environ.items() if not key.startswith("LVZHI_")}
        self.zygote = subprocess.Popen(
            [*wrap, sys.executable, "-m", "tests.promises.zygote"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**kept, **given}, cwd=Path(__file__).parents[2],
        )  # fmt: skip

    def start(self) -> None:
        """Fork a server and wait until it takes connections."""
        assert self.zygote.stdin is not None and self.zygote.stdout is not None
        self.zygote.stdin.write(json.dumps({"port": self.port, "plant": self.plant}) + "\n")
        self.zygote.stdin.flush()
        self.pid = int(self.zygote.stdout.readline())
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            os.kill(self.pid, 0)
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError("the server does not answer")

    def kill(self) -> None:
        """End the server at once, in the middle of whatever it does; it is gone when this returns."""
        until = time.monotonic() + PATIENCE
        with contextlib.suppress(ProcessLookupError):
            while self.pid and time.monotonic() < until:
                os.kill(self.pid, signal.SIGKILL)
                time.sleep(0.005)
        self.pid = 0

    def close(self) -> None:
        """End everything."""
        self.kill()
        assert self.zygote.stdin is not None
        self.zygote.stdin.close()
        self.zygote.wait(PATIENCE)


@contextmanager
def served(made: Stage, plant: str = "", wrap: tuple[str, ...] = ()) -> Iterator[Served]:
    """Serve a stage's database until the end of the block."""
    server = Served(made, plant, wrap)
    try:
        yield server
    finally:
        server.close()


class Gathering:
    """A sitting under way, members who are due, and what their phones send."""

    def __init__(self, house: House, count: int) -> None:
        self.house = house
        self.seats: list[Caller] = []
        for number in range(count):
            member = house.member(f"委员{number}")
            self.seats.append(house.seat("member", member_id=member))
        #: Sitting → the activity it belongs to.
        self.activities: dict[str, str] = {}
        self.sitting = self.convene()

    def convene(self, hours: float = 0.5) -> str:
        """Open a sitting at which all of them are due; return its id."""
        start = clock.now() - timedelta(hours=hours)
        times = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=12)).isoformat()}
        due = {"rule": "members", "member_ids": [str(seat.member_id) for seat in self.seats]}
        body = {"title": "全体会议", "kind": "plenary", "sittings": [times], "due": due}
        answer = self.house.as_("section_clerk").post("/activities", json=body)
        assert answer.status_code == 201, answer.text
        made = answer.json()
        sitting = str(made["sittings"][0]["id"])
        self.activities[sitting] = str(made["id"])
        return sitting

    def body(self, *numbers: str, step: int | None = None) -> dict[str, Any]:
        """Return what a phone sends that has just seen the screen."""
        now = clock.now()
        council, secret = self.house.council_id, self.house.db.secret
        code = codes.written(secret, council, self.sitting, codes.step_of(now) if step is None else step)
        attempts = [{"nonce": one, "code": code, "seen_at": now.isoformat()} for one in numbers]
        return {"device": "phone-of-a-member", "sent_at": now.isoformat(), "attempts": attempts}

    def on_disk(self, only: list[str] | None = None) -> dict[str, list[tuple[str, str]]]:
        """Return member and verdict of every row, by number; of some numbers only."""
        council = self.house.council_id
        asked = select(SignInAttempt.nonce, SignInAttempt.member_id, SignInAttempt.verdict)
        asked = asked.where(SignInAttempt.council_id == council)
        if only is not None:
            asked = asked.where(SignInAttempt.nonce.in_(only))
        found: dict[str, list[tuple[str, str]]] = {}
        for nonce, member, verdict in self.house.read(lambda session: session.execute(asked).all()):
            found.setdefault(nonce, []).append((member, verdict))
        return found


class Phone(Thread):
    """One member's phone: signs in again and again until the line is dead or it is told to stop."""

    def __init__(self, gathering: Gathering, seat: Caller, port: int, over: Event, seed: int) -> None:
        super().__init__(daemon=True)
        self.gathering, self.seat, self.port, self.over = gathering, seat, port, over
        self.history: list[Said] = []
        self.draw = random.Random(seed)
        self.faults: list[str] = []

    def run(self) -> None:
        """Send numbers one after another, some of them twice."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        number = new_id()
        try:
            while not self.over.is_set():
                if self.draw.random() < 0.8:
                    number = new_id()
                self.history.append((number, None))
                verdict = self.send(line, number)
                if verdict is None:
                    return
                self.history[-1] = (number, verdict)
        finally:
            line.close()

    def send(self, line: http.client.HTTPConnection, number: str) -> str | None:
        """Return the verdict on one number; None when no answer came or the server could not say."""
        body = json.dumps(self.gathering.body(number))
        headers = {"Authorization": f"Bearer {self.seat.token}", "Content-Type": "application/json"}
        try:
            line.request("POST", "/api/v1/me/sign-ins", body, headers)
            answer = line.getresponse()
            said = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return None
        if answer.status == 503:
            return None
        if answer.status != 200:
            self.faults.append(f"{answer.status} {said}")
            return None
        return str(said["verdicts"][0]["verdict"])

    def retry(self, number: str) -> str | None:
        """Send a number once more over a line of its own."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            return self.send(line, number)
        finally:
            line.close()


def fresh(gathering: Gathering, seat: Caller) -> Caller:
    """Give a seat a new token, since they live for minutes only."""
    house = gathering.house
    seat.token = house.tokens.issue(seat.account_id, seat.session_id, house.council_id, seat.seat_id)  # type: ignore[attr-defined]
    return seat


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])
