"""G5-G7: signing in, beside raw limits, on a slow disk, and three hundred at once."""

from __future__ import annotations

import asyncio
import json
import shutil
import statistics
import subprocess
import urllib.request
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from app.core import clock
from app.core.db import Database
from app.facts.attendance.signing import code as codes
from app.facts.attendance.signing.models import SignInAttempt
from benchmarks.client import NUMBER, Load, post, press
from benchmarks.goals import judged
from benchmarks.places import SECRET, Place
from benchmarks.reads import API, Read, Requests
from benchmarks.seed import Door
from benchmarks.servers import Server, Servers

LINES, SLOW_LINES, CROWD, BURSTS = 32, 64, 300, 5
ON = {"sqlite": ("SQLite", 1.6, ""), "postgresql": ("PostgreSQL", 1.4, "-postgresql")}


class Hall(Requests):
    """Sign-ins at a place's sitting; each sent is a new one of its member."""

    def body(self, number: bytes = NUMBER) -> bytes:
        """Return what a phone sends that has seen the screen just now."""
        now = clock.now()
        code = codes.written(SECRET, self.seeded.council_id, self.seeded.sitting_id, codes.step_of(now))
        one = {"nonce": number.decode(), "code": code, "seen_at": (now - timedelta(seconds=1)).isoformat()}
        said = {"device": "phone-of-a-member", "sent_at": now.isoformat(), "attempts": [one]}
        return json.dumps(said).encode()

    def sign_ins(self, count: int) -> list[bytes]:
        """Return one request per connection, each by another member."""
        body = self.body()
        return [post(f"{API}/me/sign-ins", body, self.headers(door)) for door in self.seeded.crowd[:count]]

    def limit_sign_ins(self, count: int) -> list[bytes]:
        """Return the same for a limit, which is told whose it is."""
        body = self.body()
        return [post(f"/?member={self.id(door)}", body) for door in self.seeded.crowd[:count]]

    def id(self, door: Door) -> str:
        """Return a member's id as the raw driver wants it."""
        return str(door.member_id).replace("-", "") if self.plain else str(door.member_id)


def check_equal(place: Place, limit: Server, *others: Server) -> int:
    """Compare one verdict of each server, all but its number; return how many were equal.

    Raises:
        AssertionError: two differ.
    """
    make, door = Hall(place), place.seeded.crowd[0]
    asked = [(limit, f"/?member={make.id(door)}"), *((other, f"{API}/me/sign-ins") for other in others)]
    found = []
    body = make.body(b"$" * len(NUMBER))
    for nth, (server, path) in enumerate(asked):
        named = body.replace(b"$" * len(NUMBER), b"%024d" % (10**20 + nth))
        headers = {"Content-Type": "application/json", **make.headers(door)}
        request = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", named, headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            verdict = json.loads(answer.read())["verdicts"][0]
        del verdict["nonce"]
        found.append(verdict)
    for other in found[1:]:
        assert other == found[0], f"{found[0]} != {other}"
    return len(found)


def reads_of(place: Place, limit: Server, product: Server) -> list[Read]:
    """Return what G5 compares at one place."""
    make = Hall(place)
    return [
        Read("limit sign-in", limit, lambda: make.limit_sign_ins(LINES)),
        Read("sign-in", product, lambda: make.sign_ins(LINES)),
    ]


def rows(place: Place) -> int:
    """Return how many attempts are on disk."""
    council = place.seeded.council_id
    db = Database(place.url, pool_size=1, secret=SECRET)
    try:
        asked = select(func.count()).where(SignInAttempt.council_id == council)
        return int(db.read_now(lambda session: session.scalar(asked), council=council) or 0)
    finally:
        db.close()


def of_sign_ins(place: Place, some: list[Read], rival: list[Read]) -> list[dict[str, Any]]:
    """Return G5 and, where a rival was asked, its share of G11."""
    cost = {read.id: read.summary()["cpu_us"] for read in [*some, *rival]}
    on, goal, tail = ON[place.kind]
    said = f"sign-in on {on}, all checks, {LINES} lines ÷ raw limit of one transaction each"
    found = [judged(f"G5{tail}", said, cost["sign-in"] / cost["limit sign-in"], goal)]
    if rival:
        said = "sign-in: Django REST framework (gunicorn sync) ÷ ours (at least)"
        found.append(judged("G11-sign-in", said, cost["rival sign-in"] / cost["sign-in"], 5, least=True))
    return found


def slow_library(folder: Path) -> Path | None:
    """Return a library that makes the disk take 2 ms, None without a compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    made = folder / "slow_disk.so"
    source = str(Path(__file__).parent / "slow_disk.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", str(made), source, "-ldl"], check=True)
    return made


def on_a_slow_disk(place: Place, servers: Servers, slow: Path, rounds: int, seconds: float) -> dict[str, Any]:
    """Return G6: answers per second in groups ÷ one COMMIT each, both of the product.

    Raises:
        RuntimeError: more was acknowledged than is on disk, or an answer was another.
    """
    make, before, acknowledged = Hall(place), rows(place), 0
    product, alone = (servers.product(place, slow=slow, alone=alone) for alone in (False, True))
    rate: dict[str, list[float]] = {product.name: [], alone.name: []}
    for nth in range(rounds + 1):
        for server in (product, alone) if nth % 2 else (alone, product):
            load = _pressed(server, make.sign_ins(SLOW_LINES), seconds)
            acknowledged += load.done
            if nth:
                rate[server.name].append(load.done / load.seconds)
    if rows(place) - before < acknowledged:
        raise RuntimeError(f"{acknowledged} acknowledged, {rows(place) - before} on disk")
    ratio = statistics.median(rate[product.name]) / statistics.median(rate[alone.name])
    said = (
        f"sign-ins per second on a disk that takes 2 ms, {SLOW_LINES} lines: in groups ÷ one COMMIT each "
        f"(at least; {acknowledged} acknowledged, none missing)"
    )
    return judged("G6", said, ratio, 8, least=True)


def at_once(place: Place, servers: Servers, each_us: float) -> list[dict[str, Any]]:
    """Return G7: three hundred phones at once on a pool of two."""
    make, server = Hall(place), servers.product(place, pool=2)
    on, _, tail = ON[place.kind]
    times, answered = [], []
    for _ in range(BURSTS):
        load = _pressed(server, make.sign_ins(CROWD), 0)
        times.append(load.p99_ms())
        answered.append(load.done)
    share = statistics.median(times) / (CROWD * each_us / 1000)
    said = f"{CROWD} sign-ins at once on {on}, pool of 2: p99 ÷ {CROWD} × the CPU of one"
    ours = [judged(f"G7{tail}", said, share, 1.5)]
    said = f"fewest of {CROWD} at once that were answered 200 on {on} (at least; {BURSTS} times)"
    return [*ours, judged(f"G7{tail}-answered", said, min(answered), CROWD, least=True)]


def _pressed(server: Server, requests: list[bytes], seconds: float) -> Load:
    load = asyncio.run(press(server.port, requests, seconds))
    if load.wrong:
        raise RuntimeError(f"{server.name}: {load.done} done, others {load.wrong}")
    return load
