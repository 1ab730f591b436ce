"""Lists of this room: how many statements each may send, however long it is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.house import House
from tests.statements import statements
from tests.stewardship.hearing import TODAY, good, prepared

#: Path → statements beside the one that finds the actor.
LISTS = {
    "/awards": 1,
    "/sanctions": 1,
    "/care-visits": 1,
    "/care-follow-ups": 1,
    "/care-links": 2,
    "/care-birthdays": 2,
    "/care-unvisited": 5,
    "/sanction-advice": 7,
    "/honours": 1,
}


def grow(house: House, names: str) -> None:
    office, leader = house.as_("secretariat"), house.member("联系人" + names)
    for name in names:
        member = house.member(name)
        prepared(house, member)
        visit = {"member_id": member, "kind": "talk", "on": TODAY.isoformat(), "visitor_id": leader}
        more = {"follow_up": "回访", "follow_up_on": TODAY.isoformat()}
        good(office.post("/care-visits", json={**visit, **more}))
        link = {"leader_id": leader, "member_id": member, "starts_on": TODAY.isoformat()}
        good(office.post("/care-links", json=link))
        award = {
            "year": TODAY.year,
            "kind": "duty_star",
            "title": "履职之星",
            "by": "市政协",
            "quota_count": 3,
        }
        good(office.post("/awards", json=award))


def count(house: House, path: str) -> int:
    with statements(house) as seen:
        good(house.as_("secretariat").get(path))
    return len(seen) - 1


def test_a_list_takes_the_same_statements_however_long_it_is(house: House) -> None:
    grow(house, "甲")
    few: dict[str, Any] = {path: count(house, path) for path in LISTS}
    grow(house, "乙丙丁")
    assert few == {path: count(house, path) for path in LISTS} == LISTS


@pytest.mark.parametrize("path", ["/awards/{award}", "/sanctions/{sanction}"])
def test_one_thing_takes_the_same_statements_whatever_hangs_on_it(house: House, path: str) -> None:
    office, member = house.as_("secretariat"), house.member("甲")
    award = {"year": TODAY.year, "kind": "duty_star", "title": "履职之星", "by": "市政协", "quota_count": 3}
    ids = {"award": good(office.post("/awards", json=award))["id"], "sanction": prepared(house, member)}
    before = count(house, path.format(**ids))
    ground = {"text": "又一条理由", "evidence": [{"document": "会议记录"}, {"document": "统计表"}]}
    good(office.patch(f"/sanctions/{ids['sanction']}", json={"grounds": [ground] * 4}))
    for name in "乙丙丁":
        said = {"member_id": house.member(name), "reason": "履职扎实"}
        good(office.post(f"/awards/{ids['award']}/nominees", json=said))
    assert count(house, path.format(**ids)) == before <= 7
