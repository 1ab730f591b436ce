"""P5: no 5xx on any input; hostile corpus and generated cases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel

from tests.hostile import HOSTILE_BODIES
from tests.hostile_check import JsonRoute, Verdict, check, check_addresses, json_routes
from tests.promises import schema_cases

#: Generated cases per operation; the ordinary suite sends six.
CASES = 100


class Note(BaseModel):
    """What the planted application takes."""

    a: float
    note: str = ""


def run(client: Any, routes: Iterable[JsonRoute] | None = None, cases: int = CASES) -> dict[str, Any]:
    """Judge every hostile body and address; show first that the harness sees a planted defect.

    Args:
        client: A TestClient with the headers of a person who may do much.
        routes: Where to; by default every operation that takes JSON.
        cases: Generated cases per operation.

    Returns:
        One entry of ``var/promises.json``; ``failures`` names up to 20 deviations.
    """
    document = client.app.openapi()
    targets = list(routes) if routes is not None else json_routes(document)
    bodies = check(client, targets)
    addresses = check_addresses(client, document)
    defect = planted()
    generated = schema_cases.fire(cases)
    blind = not schema_cases.planted().failures
    failed = [*bodies.failed, *addresses.failed, *generated.failures]
    caught = _fives(defect)
    return {
        "id": "P5",
        "what": f"{len(HOSTILE_BODIES)} 份恶意请求体 × {len(targets)} 个 JSON 接口，另加恶意网址参数："
        f"没有 5xx，没有复述输入；按接口文档生成每个接口 {cases} 例",
        "judged": bodies.judged + addresses.judged + generated.judged,
        "failed": len(failed) + (0 if caught and targets else 1) + blind,
        "figure": f"5xx {_fives(bodies) + _fives(addresses)} 次；生成 {generated.judged} 例，"
        f"不符 {len(generated.failures)} 例；对照（框架自带处理）查出 {caught} 次",
        # Answers by status: a run in which nothing was accepted has not got past the door.
        "statuses": {status: bodies.statuses[status] for status in sorted(bodies.statuses)},
        "failures": failed[:20],
    }


def planted() -> Verdict:
    """Return what the harness says of the framework's own handlers: 5xx, echoes, UTF-16 accepted."""
    app = FastAPI()

    @app.post("/notes")
    async def note(body: Note) -> Note:
        return body

    return check(app, [JsonRoute("POST", "/notes", {"a": 1.5, "note": "x"})])


def _fives(verdict: Verdict) -> int:
    return sum(count for status, count in verdict.statuses.items() if status >= 500)
