"""The matrix: every route, every actor, own and foreign things."""

from __future__ import annotations

import pytest

from tests.access.matrix import ACTORS, BadMatrix, Expected, Judge, Matrix, compare, load, routes_of
from tests.access.planted import planted
from tests.access.world import Rehearsal
from tests.clients import CheckedClient
from tests.promises.stage import stage

FEW = ("anonymous", "member", "section_clerk", "secretariat", "council_admin")


def test_every_route_has_a_row_and_every_row_a_route(client: CheckedClient) -> None:
    compare(client.app, load())  # type: ignore[arg-type]


def test_a_route_without_a_row_is_named_with_what_to_do(client: CheckedClient) -> None:
    matrix = load()
    fewer = Matrix(
        {name: row for name, row in matrix.rows.items() if name != "GET /me"}, matrix.objects, matrix.values
    )
    with pytest.raises(BadMatrix, match=r"(?s)Say who may call each.*GET /me"):
        compare(client.app, fewer)  # type: ignore[arg-type]


def test_every_row_says_who_may_or_that_all_may() -> None:
    bare = [row.route for row in load().rows.values() if not row.may and not row.public]
    assert bare == []


def test_an_expectation_reads_status_and_word() -> None:
    assert Expected.of("ok") == Expected()
    assert Expected.of("403 not_organiser") == Expected(403, "not_organiser")
    assert Expected.of(404) == Expected(404)


@pytest.mark.slow
def test_nobody_sees_or_does_what_is_not_theirs(backend: str) -> None:
    # The promise P3 judges every actor on both; here the second database gets the five that differ most.
    actors = ACTORS if backend == "sqlite" else FEW
    with stage(backend, database=Rehearsal) as made:
        verdict = Judge(made).judge(actors=actors)
        assert verdict.deviations == []
        assert verdict.routes == len(routes_of(made.app))
        assert verdict.judged > 2 * len(actors) * verdict.routes


@pytest.mark.slow
def test_planted_defects_of_authorisation_are_caught() -> None:
    with stage("sqlite", database=Rehearsal) as made:
        caught = planted(Judge(made))
    assert all(caught.values()), caught
