"""Tables of attendance: their denominators, and the lines behind every number."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from app.core import clock
from app.views.turnout.service import rate
from tests.factories.house import Caller, House
from tests.statements import statements

NUMBERS = ("due", "attended", "late", "left_early", "excused", "absent", "excused_not_counted")
BYS = ("sitting", "kind", "sector", "special_committee", "activity_group", "area_group", "member")


class Hall:
    """A council with two sectors and somebody in none."""

    def __init__(self, house: House) -> None:
        self.house, self.clerk, self.office = house, house.as_("section_clerk"), house.as_("secretariat")
        self.sectors = {name: house.unit("sector", name) for name in ("经济界", "教育界")}
        self.wang = house.member("王一", unit_id=self.sectors["经济界"])
        self.li = house.member("李二", unit_id=self.sectors["教育界"])
        self.none = house.member("赵三")
        self.held = 0

    def hold(self, days_ago: float, lines: dict[str, str], kind: str = "standing_committee") -> str:
        """Hold and confirm a meeting; return its sitting."""
        self.held += 1
        start = clock.now() - timedelta(days=days_ago, hours=1)
        times = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(minutes=50)).isoformat()}
        body = {
            "title": f"会议{self.held}",
            "kind": kind,
            "sittings": [{"name": "上午", **times}],
            "due": {"rule": "members", "member_ids": list(lines)},
        }
        made = self.clerk.post("/activities", json=body)
        assert made.status_code == 201, made.text
        sitting = str(made.json()["sittings"][0]["id"])
        said = [{"member_id": who, "status": status} for who, status in lines.items()]
        assert self.clerk.put(f"/sittings/{sitting}/roll", json={"lines": said}).status_code == 200
        assert self.clerk.post(f"/sittings/{sitting}/close").status_code == 200
        return sitting

    def table(self, by: str, by_whom: Caller | None = None, **query: Any) -> dict[str, Any]:
        given = {"since": str(clock.today() - timedelta(days=400)), **query}
        answer = (by_whom or self.clerk).get("/turnout", params={"by": by, **given})
        assert answer.status_code == 200, answer.text
        return answer.json()  # type: ignore[no-any-return]

    def listed(self, by: str, **query: Any) -> list[dict[str, Any]]:
        """Return all lines behind a number, page by page."""
        found: list[dict[str, Any]] = []
        given = {"since": str(clock.today() - timedelta(days=400)), "by": by, "limit": 2, **query}
        while True:
            page = self.clerk.get("/turnout/lines", params=given)
            assert page.status_code == 200, page.text
            found += page.json()["items"]
            if page.json()["next"] is None:
                return found
            given["cursor"] = page.json()["next"]


@pytest.fixture
def hall(house: House) -> Hall:
    return Hall(house)


def test_every_number_of_every_table_opens_as_many_lines(hall: Hall) -> None:
    hall.hold(30, {hall.wang: "present", hall.li: "late", hall.none: "excused"})
    hall.hold(20, {hall.wang: "absent", hall.li: "excused_not_counted"}, kind="plenary")
    hall.hold(10, {hall.wang: "left_early", hall.none: "present"})
    judged = 0
    for by in BYS:
        table = hall.table(by)
        assert table["sittings"] == 3
        for word in NUMBERS:
            assert table["total"][word] == sum(row[word] for row in table["rows"])
        total = [table["total"][word] for word in NUMBERS]
        assert total == [6, 4, 1, 1, 1, 1, 1]
        for row in table["rows"]:
            for word in NUMBERS:
                assert len(hall.listed(by, key=row["key"], status=word)) == row[word], (by, row["name"], word)
                judged += 1
            part, _, tenth = row["rate"].rstrip("%").partition(".")
            assert row["rate"] == "—" or int(part) * 10 + int(tenth) <= 1000
    assert judged == 98, "fourteen rows of seven numbers"
    assert {row["name"] for row in hall.table("sector")["rows"]} == {"经济界", "教育界", ""}
    assert hall.table("sector")["rows"][-1]["name"] == "", "who is in no sector comes last"
    by_kind = hall.table("kind")["rows"]
    assert [(row["key"], row["due"]) for row in by_kind] == [("plenary", 1), ("standing_committee", 5)]
    only = hall.table("member", kind="plenary")
    assert (only["sittings"], only["total"]["due"], only["total"]["rate"]) == (1, 1, "0.0%")


def test_whoever_joined_late_was_due_from_then_on(hall: Hall) -> None:
    for day in range(18, 2, -1):
        hall.hold(day, {hall.wang: "present"})
    for day in (2, 1):
        hall.hold(day, {hall.wang: "present", hall.li: "present"})
    rows = {row["name"]: (row["attended"], row["due"], row["rate"]) for row in hall.table("member")["rows"]}
    assert rows == {"王一": (18, 18, "100.0%"), "李二": (2, 2, "100.0%")}


def test_a_sector_is_that_of_the_day(hall: Hall) -> None:
    day = str(clock.today() - timedelta(days=15))
    place = hall.house.as_("council_admin").get(f"/members/{hall.wang}").json()["places"][0]["id"]
    admin = hall.house.as_("council_admin")
    ended = admin.patch(
        f"/members/{hall.wang}/placements/{place}", json={"ends_on": day}, headers={"If-Match": '"1"'}
    )
    assert ended.status_code == 200, ended.text
    moved = {"unit_id": hall.sectors["教育界"], "starts_on": str(clock.today() - timedelta(days=14))}
    assert admin.post(f"/members/{hall.wang}/placements", json=moved).status_code == 201
    hall.hold(30, {hall.wang: "present"})
    hall.hold(10, {hall.wang: "present"})
    rows = {row["name"]: row["due"] for row in hall.table("sector")["rows"]}
    assert rows == {"经济界": 1, "教育界": 1}


def test_what_late_counts_is_what_held_when_the_roll_was_closed(hall: Hall) -> None:
    def rule(counts: str, version: int) -> None:
        body = {"rules": [{"late_after": 5, "late_counts": counts}]}
        made = hall.office.put("/attendance-rules", json=body, headers={"If-Match": f'"{version}"'})
        assert made.status_code == 200, made.text

    hall.hold(9, {hall.wang: "late"})
    rule("1/2", 0)
    hall.hold(8, {hall.wang: "late", hall.li: "present"})
    rule("0", 1)
    hall.hold(7, {hall.wang: "late"})
    rows = {row["name"]: (row["attended"], row["rate"]) for row in hall.table("member")["rows"]}
    assert rows == {"王一": (3, "50.0%"), "李二": (1, "100.0%")}


def test_an_open_roll_and_a_day_outside_are_not_counted(hall: Hall) -> None:
    sitting = hall.hold(5, {hall.wang: "present"})
    hall.hold(3, {hall.wang: "absent"})
    hall.clerk.post(f"/sittings/{sitting}/reopen", json={"reason": "名单有误"})
    assert hall.table("sitting")["total"]["due"] == 1
    outside = hall.table("sitting", since=str(clock.today() - timedelta(days=2)))
    assert (outside["sittings"], outside["rows"], outside["total"]["rate"]) == (0, [], "—")
    wrong = hall.clerk.get("/turnout", params={"since": "2026-05-02", "until": "2026-05-01"})
    assert (wrong.status_code, wrong.json()["errors"][0]["where"]) == (422, "query.until")
    assert hall.clerk.get("/turnout/lines", params={"by": "member", "key": "甲"}).status_code == 422


def test_tables_take_the_same_statements_however_much_there_is(hall: Hall) -> None:
    def asked() -> list[int]:
        found = []
        for path in (*(f"/turnout?by={by}" for by in BYS), "/turnout/lines?by=sector&status=attended"):
            with statements(hall.house) as seen:
                assert hall.clerk.get(path).status_code == 200
            found.append(len(seen) - 1)
        return found

    hall.hold(5, {hall.wang: "present"})
    before = asked()
    for day in (4, 3, 2):
        hall.hold(day, {hall.wang: "present", hall.li: "late", hall.none: "absent"})
    assert before == asked() == [3] * len(BYS) + [1]


def test_a_rate_is_rounded_half_up() -> None:
    assert [rate(Fraction(part), 2000) for part in (1, 2, 2000)] == ["0.1%", "0.1%", "100.0%"]
