"""P3: nobody sees or does what is not theirs."""

from __future__ import annotations

from typing import Any

from tests.access.matrix import BadMatrix, Judge, compare, load
from tests.access.planted import planted
from tests.access.world import Rehearsal
from tests.promises.stage import backends, stage


def run() -> dict[str, Any]:
    """Judge every cell of the matrix on every database, then the planted defects."""
    judged, routes, deviations, missed = 0, 0, [], []
    caught = 0
    for backend in backends():
        with stage(backend, database=Rehearsal) as made:
            try:
                compare(made.app, load())
            except BadMatrix as refusal:
                deviations.append(str(refusal))
            judge = Judge(made)
            verdict = judge.judge()
            judged += verdict.judged
            routes = verdict.routes
            deviations += [f"{backend}: {deviation}" for deviation in verdict.deviations]
            defects = planted(judge)
            caught += sum(defects.values())
            missed += [f"{backend}: {defect}" for defect, seen in defects.items() if not seen]
    return {
        "id": "P3",
        "what": f"{routes} 个接口 × 12 种身份 × 本会与他会 × 自己与他人：无人看到或做到不属于自己的事",
        "judged": judged,
        "failed": len(deviations) + len(missed),
        "figure": f"{' 与 '.join(backends())} 共 {judged:,} 格，偏差 {len(deviations)}；"
        f"预埋缺陷查出 {caught} 个，漏过 {len(missed)} 个",
        "deviations": deviations[:40],
        "missed": missed,
    }
