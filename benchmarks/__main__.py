"""`python -m benchmarks`: every figure in one run, into var/bench.json."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks import goals, machine, pack, reads, scoring, sign_ins, statements
from benchmarks.places import Place, postgres_answers, postgres_place, sqlite_place
from benchmarks.servers import Servers

VAR = Path("var")
RIVALS = bool(os.environ.get("RIVALS"))
QUICK = bool(os.environ.get("QUICK"))


def main() -> None:
    """Measure, print, write."""
    only = set(sys.argv[1:]) or {"reads", "sign-ins", "scoring", "pack"}
    found: list[dict[str, Any]] = []
    details: dict[str, Any] = {"versions": machine.versions(), "quick": QUICK, "load": [machine.load()]}
    say("versions: " + " ".join(f"{name}={value}" for name, value in details["versions"].items()))
    say(f"load average: {details['load'][0]}")
    with tempfile.TemporaryDirectory(prefix="lvzhi-bench-") as folder, ExitStack() as stack:
        places = seeded(Path(folder), stack) if only & {"reads", "sign-ins"} else []
        if "reads" in only:
            found += of_reads(Path(folder), stack, places, details)
        if "sign-ins" in only:
            found += of_sign_ins(Path(folder), stack, places, details)
        if "scoring" in only:
            say("scoring: building the ledger of 100 councils …")
            path = Path(folder) / "ledger.sqlite"
            members = 3_000 if QUICK else scoring.MEMBERS
            scoring.build(path, members)
            found += scoring.measure(str(path), members, 1 if QUICK else 3)
        if "pack" in only:
            say("pack: workbook, PDF and Word, each beside its library …")
            found += pack.measure(10 if QUICK else 1, 1 if QUICK else 3)
    details["load"].append(machine.load())
    say(f"load average: {details['load'][-1]}")
    failed = goals.failed(found, earlier())
    write(found, details)
    if failed:
        say(f"beyond noise in two runs: {', '.join(failed)}")
        raise SystemExit(1)


def seeded(folder: Path, stack: ExitStack) -> list[Place]:
    """Return a place on each database that is there."""
    say("seeding SQLite …")
    places: list[Place] = [sqlite_place(folder)]
    if postgres_answers():
        say("seeding PostgreSQL …")
        places.append(stack.enter_context(postgres_place()))
    else:
        say("PostgreSQL does not answer on 127.0.0.1:5432: G3 and its like are left out.")
    return places


def of_sign_ins(
    folder: Path, stack: ExitStack, places: list[Place], details: dict[str, Any]
) -> list[dict[str, Any]]:
    """Measure sign-ins beside their limits, in bursts and on a slow disk; return the goals."""
    servers = stack.enter_context(Servers(folder))
    asked: dict[str, list[reads.Read]] = {}
    rival: list[reads.Read] = []
    for place in places:
        limit, product = servers.limit(place, "sign_ins"), servers.product(place)
        others = [product]
        asked[place.kind] = sign_ins.reads_of(place, limit, product)
        if RIVALS and place.kind == "sqlite":
            others.append(servers.rival(place))
            make = sign_ins.Hall(place)
            press = lambda make=make: make.sign_ins(sign_ins.LINES)  # noqa: E731
            rival.append(reads.Read("rival sign-in", others[-1], press))
        say(f"{place.kind}: {sign_ins.check_equal(place, limit, *others)} verdicts are equal")
    rounds, seconds = (3, 0.7) if QUICK else (9, 2.0)
    everything = [*(read for some in asked.values() for read in some), *rival]
    reads.measure(everything, rounds, seconds, 0.5 if QUICK else 1.0)
    details["sign-ins"] = told(everything)
    found = []
    for place in places:
        some = asked[place.kind]
        found += sign_ins.of_sign_ins(place, some, rival if place.kind == "sqlite" else [])
        found += sign_ins.at_once(place, servers, some[1].summary()["cpu_us"])
    slow = sign_ins.slow_library(folder)
    if slow is None:
        say("there is no compiler here: G6 is left out.")
    else:
        found.append(sign_ins.on_a_slow_disk(places[0], servers, slow, rounds, seconds))
    return found


def told(everything: list[reads.Read]) -> list[dict[str, Any]]:
    """Print a line for each and return what it says."""
    lines = [read.summary() for read in everything]
    for line in lines:
        say(
            f"  {line['server']:24}{line['read']:22}{line['cpu_us']:8.0f} µs "
            f"({line['cpu_us_min']:.0f}-{line['cpu_us_max']:.0f}) {line['per_second']:6}/s "
            f"p99 {line['p99_ms']:6.1f} ms  switches {line['voluntary_switches']:5.1f}  "
            f"{line['resident_mb']:.0f} MB"
        )
    return lines


def of_reads(
    folder: Path, stack: ExitStack, places: list[Place], details: dict[str, Any]
) -> list[dict[str, Any]]:
    """Start everything, measure in interleaved rounds; return the goals."""
    servers = stack.enter_context(Servers(folder))
    asked: dict[str, list[reads.Read]] = {}
    for place in places:
        limit = servers.limit(place)
        product, cold = servers.product(place), servers.product(place, cold=True)
        equal = reads.check_equal(limit, product) + reads.check_equal(limit, cold)
        say(f"{place.kind}: {equal} bodies of limit and product are equal")
        asked[place.kind] = reads.reads_of(limit, product, cold)
        if RIVALS and place.kind == "sqlite":
            asked[place.kind].append(reads.rival_read(limit, servers.rival(place)))
    rounds, seconds = (3, 0.7) if QUICK else (9, 2.0)
    everything = [read for some in asked.values() for read in some]
    say(f"{len(everything)} reads, {rounds} rounds of {seconds} s …")
    began = time.monotonic()
    reads.measure(everything, rounds, seconds, 0.5 if QUICK else 1.0)
    say(f"measured for {time.monotonic() - began:.0f} s")
    details["reads"] = told(everything)
    found = [line for kind, some in asked.items() for line in goals.of_reads(kind, some)]
    details["statements"] = statements.counted(places[0], folder)
    most = max(details["statements"].values())
    said = f"statements per hot read beside scope and actor (the most of {len(details['statements'])} reads)"
    return [*found, goals.judged("G12-statements", said, most, 2)]


def earlier() -> list[dict[str, Any]]:
    """Return the figures of the run before, if there was one."""
    path = VAR / "bench.json"
    return list(json.loads(path.read_text())) if path.exists() else []


def write(found: list[dict[str, Any]], details: dict[str, Any]) -> None:
    """Print the goals and leave both files."""
    VAR.mkdir(exist_ok=True)
    for line in found:
        verdict = {True: "met", False: "MISSED", None: "told"}[line["met"]]
        goal = "-" if line["goal"] is None else line["goal"]
        say(f"{line['id']:22}{line['ratio']:8} goal {goal:<6} {verdict:7}{line['what']}")
    (VAR / "bench.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    (VAR / "bench-details.json").write_text(json.dumps(details, ensure_ascii=False, indent=1) + "\n")
    say(f"written: {VAR / 'bench.json'}")


def say(text: str) -> None:
    """Print at once, so that a long run shows where it is."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
