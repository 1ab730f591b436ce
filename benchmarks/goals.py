"""Turns figures into goals: ratio, goal, met or not."""

from __future__ import annotations

from typing import Any

from benchmarks.reads import Read

DOSSIER = {"sqlite": ("G1", 2.2), "postgresql": ("G3", 1.7)}


def judged(id: str, what: str, ratio: float, goal: float | None, *, least: bool = False) -> dict[str, Any]:
    """Return one figure; without a goal it is told, not judged; ``least`` wants at least the goal."""
    return {
        "id": id,
        "what": what,
        "ratio": round(ratio, 3),
        "goal": goal,
        "met": None if goal is None else (ratio >= goal if least else ratio <= goal),
    }


#: How far beyond its goal a figure may be by the noise of a shared machine.
NOISE = 0.15


def far_off(line: dict[str, Any]) -> bool:
    """Tell whether a figure misses its goal by more than noise explains."""
    if line["met"] is not False or not line["goal"]:
        return line["met"] is False
    ratio, goal = line["ratio"], line["goal"]
    beyond = ratio / goal if ratio > goal else goal / ratio
    return bool(beyond > 1 + NOISE)


def failed(found: list[dict[str, Any]], before: list[dict[str, Any]]) -> list[str]:
    """Return the figures that are far off in this run and were in the one before."""
    then = {line["id"] for line in before if far_off(line)}
    return [line["id"] for line in found if far_off(line) and line["id"] in then]


def of_reads(kind: str, reads: list[Read]) -> list[dict[str, Any]]:
    """Return the goals that the reads of one place answer."""
    cost = {read.id: read.summary()["cpu_us"] for read in reads}
    switches = {read.id: read.summary()["voluntary_switches"] for read in reads}
    dossier, table = cost["limit dossier"], cost["limit standings"]
    id, goal = DOSSIER[kind]
    also = kind == "sqlite"
    on = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[kind]
    tail = "" if also else "-postgresql"
    beside = []
    if "rival dossier" in cost:
        said = "dossier: Django REST framework (gunicorn sync) ÷ ours (at least)"
        beside.append(judged("G11", said, cost["rival dossier"] / cost["dossier"], 8, least=True))
    hot = max(switches[name] for name in ("dossier", "dossier unchanged", "standings cached"))
    return [
        judged(id, f"dossier on {on}, cold ÷ raw limit", cost["dossier"] / dossier, goal),
        judged(
            f"{id}-provisional",
            f"dossier on {on} of a year without a run ÷ raw limit of a year with one",
            cost["dossier provisional"] / dossier,
            None,
        ),
        judged(
            f"G2{tail}",
            f"dossier on {on}, unchanged (304) ÷ the same limit",
            cost["dossier unchanged"] / dossier,
            0.55 if also else None,
        ),
        judged(
            f"G4{tail}",
            f"standings on {on}, cold ÷ raw limit",
            cost["standings cold"] / table,
            1.5 if also else None,
        ),
        judged(
            f"G4{tail}-cache",
            f"standings on {on}, from cache ÷ the same limit",
            cost["standings cached"] / table,
            # On PostgreSQL the one round trip that asks who is there costs more than this alone.
            0.25 if also else None,
        ),
        judged(
            f"G12{tail}",
            f"voluntary context switches per hot read on {on} (the worst)",
            hot,
            # The convoy that the goal guards against is SQLite's. Waiting for a server is a switch each
            # time, and an idle core makes more of them.
            8 if also else None,
        ),
        *beside,
    ]
