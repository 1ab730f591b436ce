"""G1-G4 and G12: hot reads of the product against raw limits."""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.access.tokens import Tokens
from benchmarks import machine
from benchmarks.client import Load, press, request
from benchmarks.places import SECRET, Place
from benchmarks.seed import SEATS, Door
from benchmarks.servers import Server

API = "/api/v1"


@dataclass
class Read:
    """One kind of request to one server, and what its visits saw."""

    id: str
    server: Server
    make: Callable[[], list[bytes]]
    status: int = 200
    cpu: list[float] = field(default_factory=list)
    voluntary: list[float] = field(default_factory=list)
    forced: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)
    resident: float = 0.0

    def visit(self, seconds: float) -> Load:
        """Press once and note what it cost.

        Raises:
            RuntimeError: an answer had another status than the one that is measured.
        """
        requests = self.make()
        pids = self.server.pids()
        own = machine.tree(self.server.process.pid)
        before, switched = machine.cpu(pids), machine.switches(own)
        load = asyncio.run(press(self.server.port, requests, seconds, self.status))
        if load.wrong or not load.done:
            raise RuntimeError(f"{self.server.name} {self.id}: {load.done} done, others {load.wrong}")
        after = self.server.pids()
        voluntary, forced = machine.switches(own)
        self.cpu.append(machine.spent(before, machine.cpu(after)) / load.done)
        self.voluntary.append((voluntary - switched[0]) / load.done)
        self.forced.append((forced - switched[1]) / load.done)
        self.p99.append(load.p99_ms())
        self.per_second.append(load.done / load.seconds)
        self.resident = machine.resident_mb(machine.tree(self.server.process.pid))
        return load

    def summary(self) -> dict[str, Any]:
        """Return medians and spread."""
        median = statistics.median
        return {
            "server": self.server.name,
            "read": self.id,
            "cpu_us": round(median(self.cpu), 1),
            "cpu_us_min": round(min(self.cpu), 1),
            "cpu_us_max": round(max(self.cpu), 1),
            "p99_ms": round(median(self.p99), 2),
            "per_second": round(median(self.per_second)),
            "voluntary_switches": round(median(self.voluntary), 2),
            "forced_switches": round(median(self.forced), 2),
            "resident_mb": round(self.resident, 1),
        }


class Requests:
    """Makes requests to a seeded place; tokens are fresh, since they live for minutes only."""

    def __init__(self, place: Place) -> None:
        self.seeded = place.seeded
        self.members = place.seeded.members
        self.plain = place.kind == "sqlite"
        self._tokens = Tokens(SECRET)

    def headers(self, door: Door, tag: str | None = None) -> dict[str, str]:
        """Return the headers of one seat's request."""
        token = self._tokens.issue(door.account_id, door.session_id, self.seeded.council_id, door.seat_id)
        return {"Authorization": f"Bearer {token}", **({"If-None-Match": tag} if tag else {})}

    def limit_dossiers(self, year: int) -> list[bytes]:
        """Return one dossier request per connection, without any authentication."""
        ids = [str(door.member_id) for door in self.members]
        if self.plain:
            ids = [id.replace("-", "") for id in ids]
        return [request(f"/dossier?member={id}&year={year}") for id in ids]

    def limit_standings(self) -> list[bytes]:
        """Return one request for the table per connection."""
        return [request(f"/standings?year={self.seeded.year}")] * SEATS

    def dossiers(self, year: int) -> list[bytes]:
        """Return one dossier request per connection, each by another member."""
        return [request(f"{API}/me/dossier?year={year}", self.headers(door)) for door in self.members]

    def unchanged(self, port: int, year: int) -> list[bytes]:
        """Return dossier requests that carry the tag of the present version."""
        path = f"{API}/me/dossier?year={year}"
        tags = [fetch(port, path, self.headers(door))[1] for door in self.members]
        return [request(path, self.headers(door, tag)) for door, tag in zip(self.members, tags, strict=True)]

    def standings(self, tag: str | None = None) -> list[bytes]:
        """Return one request for the table per connection, by the office."""
        path = f"{API}/standings?year={self.seeded.year}"
        return [request(path, self.headers(self.seeded.office, tag)) for _ in range(SEATS)]


def fetch(port: int, path: str, headers: dict[str, str] | None = None) -> tuple[Any, str]:
    """Return the JSON and the tag of one answer."""
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers or {})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return json.loads(answer.read()), answer.headers.get("ETag", "")


def check_equal(limit: Server, product: Server) -> int:
    """Compare bodies of limit and product; return how many were equal.

    Raises:
        AssertionError: two bodies differ.
    """
    make, seeded = Requests(limit.place), limit.place.seeded
    pairs = [("/dossier", query, f"{API}/me/dossier", door) for query, door in _asked(make)]
    pairs.append(("/standings", f"year={seeded.year}", f"{API}/standings", seeded.office))
    for plain, query, path, door in pairs:
        expected = fetch(limit.port, f"{plain}?{query}")[0]
        found = fetch(product.port, f"{path}?year={seeded.year}", make.headers(door))[0]
        assert found == expected, f"{path}: {_difference(expected, found)}"
    return len(pairs)


def _asked(make: Requests) -> list[tuple[str, Door]]:
    found = []
    for door in make.members:
        id = str(door.member_id)
        found.append((f"member={id.replace('-', '') if make.plain else id}&year={make.seeded.year}", door))
    return found


def _difference(one: Any, other: Any, at: str = "") -> str:
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return next((d for key in one if (d := _difference(one[key], other[key], f"{at}.{key}"))), "")
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return next((d for i, pair in pairs if (d := _difference(*pair, f"{at}[{i}]"))), "")
    return "" if one == other else f"{at}: {str(one)[:200]} != {str(other)[:200]}"


def reads_of(limit: Server, product: Server, cold: Server) -> list[Read]:
    """Return every read that one place is measured by."""
    make, seeded = Requests(limit.place), limit.place.seeded
    tag = fetch(product.port, f"{API}/standings?year={seeded.year}", make.headers(seeded.office))[1]
    return [
        Read("limit dossier", limit, lambda: make.limit_dossiers(seeded.year)),
        Read("limit standings", limit, make.limit_standings),
        Read("dossier", product, lambda: make.dossiers(seeded.year)),
        Read("dossier unchanged", product, lambda: make.unchanged(product.port, seeded.year), 304),
        Read("dossier provisional", product, lambda: make.dossiers(seeded.open_year)),
        Read("standings cold", cold, make.standings),
        Read("standings cached", product, make.standings),
        Read("standings unchanged", product, lambda: make.standings(tag), 304),
    ]


def rival_read(limit: Server, rival: Server) -> Read:
    """Return the rival's dossier after comparing its bodies with the limit's."""
    make, year = Requests(limit.place), limit.place.seeded.year
    for query, door in _asked(make):
        expected = fetch(limit.port, f"/dossier?{query}")[0]
        found = fetch(rival.port, f"{API}/me/dossier?year={year}", make.headers(door))[0]
        assert found == expected, f"{rival.name}: {_difference(expected, found)}"
    return Read("rival dossier", rival, lambda: make.dossiers(year))


def measure(reads: list[Read], rounds: int, seconds: float, warm_up: float) -> None:
    """Visit every read in every round, each round in another order."""
    for read in reads:
        read.visit(warm_up)
        for noted in (read.cpu, read.voluntary, read.forced, read.p99, read.per_second):
            noted.clear()
    draw = random.Random(1)
    for _ in range(rounds):
        order = list(reads)
        draw.shuffle(order)
        for read in order:
            read.visit(seconds)
