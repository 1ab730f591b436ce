"""G8 and G9: scoring against the reading of its records.

Prints one JSON line for each goal. Every measurement runs in a fresh process, taking turns with
its floor; the figure is CPU time, the median of the runs; memory is the peak of the whole process.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

MEMBERS, RECORDS, COUNCIL = 30_000, 120, 300
#: The largest one for members, the largest of all, and two of other shapes.
SCHEMES = ("shanghai-minhang", "anhui-minge-branch", "anhui-chaohu", "anhui-hefei")
COLUMNS = "id, occurred_on, quantity, member_id, fact, type, status, role, level, attrs"
ONE = f"SELECT {COLUMNS} FROM duty_records WHERE member_id = ?"
ALL = f"SELECT {COLUMNS} FROM duty_records WHERE member_id BETWEEN ? AND ? ORDER BY member_id"
KINDS = {
    "meeting": ("plenary", "plenary_group", "standing", "consultation", "committee", "sector"),
    "activity": ("survey", "inspection", "visit", "study", "oversight", "salon"),
    "training": ("course",),
}
STATUSES = ("present",) * 16 + ("late", "left_early", "excused", "absent")


def build(path: Path, members: int) -> None:
    """Write the ledger of many councils, clustered by member: the cheapest file to read."""
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA journal_mode=OFF")
        db.execute(
            "CREATE TABLE duty_records (member_id TEXT, id TEXT, fact TEXT, occurred_on TEXT, type TEXT,"
            " status TEXT, role TEXT, level TEXT, attrs TEXT, quantity INTEGER,"
            " PRIMARY KEY (member_id, id)) WITHOUT ROWID"
        )
        db.executemany(f"INSERT INTO duty_records VALUES ({','.join('?' * 10)})", ledger(members))
    db.close()


def ledger(members: int) -> Iterator[tuple[Any, ...]]:
    """Yield rows: 100 sittings of the council's activities, 9 proposals, 11 opinions a member."""
    draw = random.Random(2026)
    sittings: list[tuple[Any, ...]] = []
    for place in range(members):
        member = named(place)
        if place % COUNCIL == 0:
            sittings = [sitting(draw) for _ in range(RECORDS)]
        for number in range(RECORDS):
            id = str(uuid.UUID(int=(place << 80) | (number << 64) | draw.getrandbits(64)))
            if number < 100:
                fact, day, type, attrs = sittings[number]
                yield (member, id, fact, day, type, draw.choice(STATUSES), "", "", attrs, 1)
            else:
                fact, role, attrs = written(draw, number)
                yield (member, id, fact, f"2026-{draw.randint(1, 12):02}-15", "", "", role, "", attrs, 1)


def sitting(draw: random.Random) -> tuple[str, str, str, str]:
    """Return one sitting of the council's year."""
    fact = draw.choice(("meeting",) * 11 + ("activity",) * 8 + ("training",))
    activity = uuid.UUID(int=draw.getrandbits(128))
    attrs = json.dumps({"activity": str(activity), "half_days": 1}, separators=(",", ":"))
    return fact, f"2026-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}", draw.choice(KINDS[fact]), attrs


def written(draw: random.Random, number: int) -> tuple[str, str, str]:
    """Return one proposal or opinion."""
    if number < 109:
        outcomes = draw.choice(([], [], [], ["key"], ["excellent"], ["key", "excellent"]))
        kind = draw.choice(("personal", "joint", "collective"))
        attrs: dict[str, Any] = {"type": kind, "filed": draw.random() < 0.7, "outcomes": outcomes}
        role = "proposer" if kind == "personal" else draw.choice(("proposer", "participant"))
        return "proposal", role, json.dumps(attrs, separators=(",", ":"))
    adopted = draw.choice(([], [], ["county"], ["county", "prefecture"], ["province"]))
    return "opinion", "author", json.dumps({"adopted": adopted}, separators=(",", ":"))


def opened(path: str) -> sqlite3.Connection:
    """Open the file for reading, without a memory map."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.execute("PRAGMA mmap_size=0")
    return db


def compiled(name: str) -> Any:
    """Compile a scheme of the library."""
    from app.schemes.document import library, read
    from app.scoring.engine import compile

    return compile(read(library()[name].read_bytes()).require())


def stream(db: sqlite3.Connection, council: int) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """Yield each member of a council with the rows of the year, one member in memory at a time."""
    ends = (named(council * COUNCIL), named(council * COUNCIL + COUNCIL - 1))
    for member, held in groupby(db.execute(ALL, ends), key=itemgetter(3)):
        yield member, list(held)


def named(place: int) -> str:
    """Return the id of the nth member."""
    return f"{place:08x}-0000-7000-8000-000000000000"


def engine(path: str, scheme: str, members: str) -> dict[str, Any]:
    """Score everybody with evidence, council by council, each beside the mere reading of its rows.

    The two take turns within one process, so that whatever else the machine does weighs on both.
    Importing the engine and compiling the scheme count as scoring.
    """
    start = time.process_time_ns()
    from app.scoring.engine import score_rows
    from app.scoring.entry import Subject

    ready, db = compiled(scheme), opened(path)
    scoring, reading, seen = time.process_time_ns() - start, 0, 0
    total: Any = 0
    for council in range(int(members) // COUNCIL):
        for turn in (council % 2, 1 - council % 2):
            start = time.process_time_ns()
            if turn:
                for member, held in stream(db, council):
                    total += score_rows(ready, Subject(member), held).units
                    seen += 1
                scoring += time.process_time_ns() - start
            else:
                for _held in stream(db, council):
                    pass
                reading += time.process_time_ns() - start
    return {"ratio": scoring / reading, "members": seen, "units": str(total), "mb": peak_mb()}


def peak_mb() -> int:
    """Return the peak resident size of this process in MB."""
    # Not ``ru_maxrss``: that one starts at the size of the process that started this one.
    said = Path("/proc/self/status").read_text(encoding="ascii")
    return int(said.split("VmHWM:")[1].split()[0]) // 1024


def one(path: str, scheme: str) -> dict[str, Any]:
    """Re-score members one by one, against the query alone."""
    from app.scoring.engine import score_rows
    from app.scoring.entry import Subject

    ready, db = compiled(scheme), opened(path)
    members = [named(place) for place in range(COUNCIL)]
    ratios = []
    for _ in range(9):
        query = scoring = 0
        for member in members:
            start = time.process_time_ns()
            db.execute(ONE, (member,)).fetchall()
            middle = time.process_time_ns()
            score_rows(ready, Subject(member), db.execute(ONE, (member,)).fetchall())
            scoring += time.process_time_ns() - middle
            query += middle - start
        ratios.append(scoring / query)
    return {"ratio": statistics.median(ratios)}


def oracle(path: str, scheme: str) -> dict[str, Any]:
    """Score a council's members with the naive oracle and compare every line with the engine."""
    from datetime import date

    from app.scoring.engine import score_rows
    from app.scoring.entry import Entry, Subject, attributes
    from tests.scoring.oracle import evaluate

    ready, db = compiled(scheme), opened(path)
    naive, differing = 0, 0
    members = 0
    for member, held in stream(db, 0):
        start = time.process_time_ns()
        entries = [
            Entry(row[0], row[4], date.fromisoformat(row[1]), attributes(row[-6:]), row[2]) for row in held
        ]
        sheet = evaluate(ready.scheme, Subject(member), entries)
        naive += time.process_time_ns() - start
        card = score_rows(ready, Subject(member), held)
        items = [line for line in card.lines if line.kind == "item"]
        same = card.total == sheet.total and all(
            line.points == sheet.points[line.id]
            and line.counted == sheet.counted[line.id]
            and line.not_counted == sheet.left[line.id]
            for line in items
        )
        differing += not same
        members += 1
    council = list(stream(db, 0))
    taken = []
    for _ in range(5):
        start = time.process_time_ns()
        for member, held in council:
            score_rows(ready, Subject(member), held)
        taken.append(time.process_time_ns() - start)
    return {"oracle": naive, "engine": statistics.median(taken), "differing": differing, "members": members}


MODES: dict[str, Callable[..., dict[str, Any]]] = {
    "engine": engine,
    "one": one,
    "oracle": oracle,
}


def fresh(mode: str, *arguments: str) -> dict[str, Any]:
    """Run one measurement in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.scoring", "--mode", mode, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def measure(path: str, members: int, rounds: int) -> list[dict[str, Any]]:
    """Measure both goals for every scheme; the worst scheme counts."""
    runs: dict[str, list[Any]] = {name: [] for name in SCHEMES}
    for _ in range(rounds):
        for name in SCHEMES:
            runs[name].append(fresh("engine", path, name, str(members)))
    ratios = {name: statistics.median([run["ratio"] for run in found]) for name, found in runs.items()}
    memory = max(run["mb"] for found in runs.values() for run in found)
    checks = {name: fresh("oracle", path, name) for name in SCHEMES}
    singles = {name: fresh("one", path, name) for name in SCHEMES}
    differing = sum(found["differing"] for found in checks.values())
    compared = sum(found["members"] for found in checks.values())
    single = max(found["ratio"] for found in singles.values())
    against = max(found["engine"] / found["oracle"] for found in checks.values())
    worst = max(ratios, key=lambda name: ratios[name])
    return [
        line(
            "G8",
            f"{members} members with evidence ÷ reading their records (worst: {worst})",
            ratios[worst],
            2,
        ),
        line("G8-memory", "peak MB of the whole scoring process", memory, 64),
        line("G8-oracle", f"members that differ from the oracle, of {compared} compared", differing, 0),
        line("G9", "one member re-scored ÷ the query alone (worst scheme)", single, 2),
        line("G9-oracle", f"{COUNCIL} members at hand ÷ the naive oracle (worst scheme)", against, 0.125),
    ]


def line(id: str, what: str, ratio: Any, goal: Any) -> dict[str, Any]:
    """Return one figure with its goal."""
    return {"id": id, "what": what, "ratio": round(ratio, 3), "goal": goal, "met": ratio <= goal}


def main() -> None:
    """Build the file, measure, print JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mode", choices=["all", *MODES], default="all")
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("rest", nargs="*")
    given = parser.parse_args()
    if given.mode != "all":
        print(json.dumps(MODES[given.mode](*given.rest)))
        return
    with tempfile.TemporaryDirectory(prefix="lvzhi-bench-") as folder:
        path = Path(folder) / "ledger.sqlite"
        build(path, given.members)
        for found in measure(str(path), given.members, given.rounds):
            print(json.dumps(found, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
