"""The hostile harness works: it passes the edge and catches the framework's own handlers."""

from __future__ import annotations

from tests.core.http.front_door import caller, front_door
from tests.hostile import HOSTILE_BODIES, mutations
from tests.hostile_check import check, check_addresses, json_routes, unbounded_integers
from tests.promises.p05_hostile import planted, run


def test_the_corpus_is_large_and_every_body_has_its_own_name() -> None:
    assert len(HOSTILE_BODIES) >= 300
    assert len({body.name for body in HOSTILE_BODIES}) == len(HOSTILE_BODIES)


def test_mutations_reach_every_leaf() -> None:
    names = {body.name for body in mutations({"a": 1, "b": {"c": ["x", None]}})}
    assert {"NaN at a", "NaN at b.c.0", "2^63 at b.c.1", "without b", "with role"} <= names


def test_the_edge_survives_the_whole_corpus() -> None:
    app = front_door()
    verdict = check(app, json_routes(app.openapi()))
    assert verdict.failed == []
    assert verdict.judged > 700
    assert verdict.statuses[200] > 20, "the sound sample was never accepted, so nothing was mutated"


def test_the_edge_survives_hostile_addresses() -> None:
    app = front_door()
    verdict = check_addresses(app, app.openapi())
    assert verdict.failed == []
    assert verdict.judged > 100


def test_the_harness_catches_the_frameworks_own_handlers() -> None:
    verdict = planted()
    assert verdict.statuses[500] > 20
    assert any("accepted what must be refused" in reason for reason in verdict.failed)


def test_the_promise_reports_what_it_judged() -> None:
    app = front_door()
    with caller(app) as client:
        report = run(client, list(json_routes(app.openapi()))[:1], cases=1)
    assert (report["id"], report["failed"]) == ("P5", 0)
    assert report["judged"] > 600


def test_an_integer_without_bounds_is_found() -> None:
    app = front_door()
    assert unbounded_integers(app.openapi()) == []

    @app.get("/loose/{number}")
    async def loose(number: int, page: int | None = None) -> int:
        return number

    app.openapi_schema = None
    assert unbounded_integers(app.openapi()) == [
        "GET /loose/{number} path.number",
        "GET /loose/{number} query.page",
    ]
