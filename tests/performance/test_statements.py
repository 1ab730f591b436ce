"""Hot reads: how many statements each may send, the one that finds the actor included."""

from __future__ import annotations

import pytest

from tests.factories.house import House
from tests.flow.test_roll_to_dossier import convene
from tests.performance.year import Year, lived
from tests.statements import statements

#: What a member opens while the year runs → its statements beside the one that finds the actor
#: (the own dossier's first statement finds the actor too).
HOT = {
    "/me": 1,
    "/me/dossier": 1,
    "/me/dossier?year={year}": 1,
    "/me/score": 2,
}


def count(year: Year, role: str, path: str) -> int:
    """Return the statements of one GET beside the actor's."""
    caller = year.house.as_(role)
    address = path.format(year=year.number, sitting=year.sitting_id)
    assert caller.get(address).status_code == 200, address
    with statements(year.house) as seen:
        assert caller.get(address).status_code == 200
    return len(seen) - 1


@pytest.fixture
def year(house: House) -> Year:
    return lived(house)


@pytest.mark.parametrize(("path", "most"), HOT.items())
def test_what_a_member_opens_every_day_takes_two_statements_at_most(year: Year, path: str, most: int) -> None:
    assert count(year, "member", path) == most


@pytest.mark.parametrize(
    ("path", "exactly"), [("/me/dossier", 0), ("/me/dossier?year={year}", 0), ("/me/score", 2)]
)
def test_with_a_run_in_force_the_own_dossier_comes_with_the_actor(
    year: Year, path: str, exactly: int
) -> None:
    year.put_in_force()
    assert count(year, "member", path) == exactly


def test_an_unchanged_dossier_sends_nothing_but_the_actors_statement(year: Year) -> None:
    tag = year.member.get("/me/dossier").headers["etag"]
    with statements(year.house) as seen:
        assert year.member.get("/me/dossier", headers={"If-None-Match": tag}).status_code == 304
    assert len(seen) == 1


def test_finished_standings_are_two_statements_and_then_none(year: Year) -> None:
    year.put_in_force()
    office, path = year.house.as_("secretariat"), f"/standings?year={year.number}"
    with statements(year.house) as first:
        assert office.get(path).status_code == 200
    with statements(year.house) as second:
        assert office.get(path).status_code == 200
    assert (len(first) - 1, len(second) - 1) == (2, 0)


#: Lists, of the office most of them, likewise; none may grow with its rows.
LISTS = {
    ("member", "/me/sign-ins"): 1,
    ("secretariat", "/activities"): 3,
    ("secretariat", "/claims"): 2,
    ("section_clerk", "/sittings/{sitting}/live"): 9,
    ("section_clerk", "/sittings/{sitting}/roll"): 6,
    ("secretariat", "/inbox/counts"): 1,
    ("secretariat", "/ledger"): 1,
    ("secretariat", "/members"): 3,
    ("secretariat", "/term-review?term=14"): 4,
}


@pytest.mark.parametrize(("asked", "most"), LISTS.items())
def test_a_list_takes_the_same_statements_however_long_it_is(
    year: Year, asked: tuple[str, str], most: int
) -> None:
    role, path = asked
    before = count(year, role, path)
    grow(year)
    assert (before, count(year, role, path)) == (most, most)


def grow(year: Year) -> None:
    """Add members and a second meeting."""
    added = [year.house.member(f"增{number}") for number in range(5)]
    clerk = year.house.as_("section_clerk")
    lines = [{"member_id": one, "status": "present"} for one in added]
    sitting = convene(year.house, [str(year.member.member_id), *added], title="第二次会议")["sittings"][0][
        "id"
    ]
    assert clerk.put(f"/sittings/{sitting}/roll", json={"lines": lines}).status_code == 200
