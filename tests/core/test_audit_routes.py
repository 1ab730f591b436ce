"""The chain as the auditor reads and exports it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core import audit, clock
from app.core.db import Database
from app.core.ids import new_id
from tests.factories.house import House


def busy(house: House, acts: int = 5) -> list[str]:
    objects = [new_id() for _ in range(acts)]
    for number, each in enumerate(objects):
        house.write(
            audit.record, "test:even" if number % 2 == 0 else "test:odd", "test", each, after={"n": number}
        )
    return objects


def test_the_list_goes_backwards_page_by_page(house: House) -> None:
    auditor = house.as_("auditor")
    busy(house)
    seen, cursor = [], ""
    while True:
        page = auditor.get(f"/audit?limit=2&object_kind=test{cursor}").json()
        seen += [item["seq"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 5


def test_the_list_filters_by_object_and_by_action(house: House) -> None:
    auditor = house.as_("auditor")
    objects = busy(house)
    one = auditor.get(f"/audit?object_id={objects[3]}").json()["items"]
    assert [(item["action"], item["after"]) for item in one] == [("test:odd", {"n": 3})]
    assert len(auditor.get("/audit?action=test:even").json()["items"]) == 3
    assert auditor.get("/audit?object_kind=none").json()["items"] == []


def test_the_head_is_what_verify_takes_as_an_anchor(house: House) -> None:
    auditor = house.as_("auditor")
    busy(house)
    head = auditor.get("/audit/head").json()
    assert head["code"] == house.code
    busy(house)
    count, breaks = house.read(audit.verify, {head["seq"]: head["digest"]})
    assert (count, breaks) == (10, [])


@pytest.mark.parametrize("role", ["member", "secretariat", "chair"])
def test_only_auditor_and_administrator_read_the_chain(house: House, role: str) -> None:
    for path in ("/audit", "/audit/head"):
        refused = house.as_(role).get(path)
        assert refused.status_code == 403
        assert refused.json()["detail"] == "操作日志仅审计员和本会管理员可查看。"
    assert house.as_("council_admin").get("/audit").status_code == 200


def test_nobody_reads_the_chain_of_another_council(house: House, db: Database) -> None:
    neighbour = House(db, house.client)
    busy(neighbour)
    assert house.as_("auditor").get("/audit?object_kind=test").json()["items"] == []


def test_a_cursor_of_another_list_is_refused(house: House) -> None:
    answer = house.as_("auditor").get("/audit?cursor=W10")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["word"] == "bad_cursor"


def test_acts_are_found_by_who_and_by_day_and_say_the_name(house: House) -> None:
    admin, auditor = house.as_("council_admin"), house.as_("auditor")
    today = clock.today()
    assert (
        admin.patch("/council", json={"name": "政协新名委员会"}, headers={"If-Match": '"1"'}).status_code
        == 200
    )
    mine = auditor.get(f"/audit?account_id={admin.account_id}&since={today}&until={today}").json()["items"]
    assert mine and {one["account"] for one in mine} == {"council_admin"}
    assert auditor.get(f"/audit?account_id={auditor.account_id}").json()["items"] == []
    tomorrow, yesterday = today + timedelta(days=1), today - timedelta(days=1)
    assert auditor.get(f"/audit?since={tomorrow}").json()["items"] == []
    assert auditor.get(f"/audit?until={yesterday}").json()["items"] == []
    assert auditor.get("/audit?until=9999-12-31").status_code == 422
