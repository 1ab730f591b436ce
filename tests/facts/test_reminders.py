"""Reminders and changes: those concerned, once, and in words."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from app.core import clock
from app.core.rounds import Duty, Rounds
from app.facts.activities import reminders
from tests.factories.house import Caller, House
from tests.facts.pieces import refused
from tests.facts.test_activities import coming, sitting
from tests.flow.test_roll_to_dossier import convene


def notices(caller: Caller) -> list[tuple[str, list[str]]]:
    return [(one["kind"], one["changes"]) for one in caller.get("/me/notices").json()["items"]]


def reminded(house: House, activity_id: str) -> list[dict[str, Any]]:
    entries = house.as_("auditor").get(f"/audit?object_id={activity_id}").json()["items"]
    return [one["after"] for one in entries if one["action"] == "activity:remind"]


def test_only_who_has_not_answered_is_reminded_and_once_a_day(house: House) -> None:
    silent, keen = (house.seat("member", member_id=house.member(name)) for name in ("安未复", "白已复"))
    made = coming(house, [str(silent.member_id), str(keen.member_id)])
    path, clerk = f"/activities/{made['id']}", house.as_("section_clerk")
    assert keen.put(f"{path}/response", json={"accept": True}).status_code == 200
    refused(clerk.post(f"{path}/remind", headers={"If-Match": '"7"'}), 412, "stale")
    assert [kind for kind, _ in notices(silent)] == ["invitation"]
    done = clerk.post(f"{path}/remind", headers={"If-Match": f'"{made["version"]}"'})
    assert done.status_code == 200 and done.json()["reminded_at"], done.text
    assert ([kind for kind, _ in notices(silent)], notices(keen)) == (["reminder"], [])
    assert reminded(house, made["id"]) == [{"automatic": False, "count": 1}]
    refused(clerk.post(f"{path}/remind"), 409, "reminded_today")
    assert silent.put(f"{path}/response", json={"accept": False}).status_code == 200
    assert notices(silent) == []
    answered = coming(house, [str(keen.member_id)])
    assert keen.put(f"/activities/{answered['id']}/response", json={"accept": True}).status_code == 200
    refused(clerk.post(f"/activities/{answered['id']}/remind"), 409, "all_answered")
    over = convene(house, [str(silent.member_id)])
    refused(clerk.post(f"/activities/{over['id']}/remind"), 409, "begun")


def test_the_clock_reminds_once_however_many_processes_look(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminders, "FIRST_HOUR", 0)
    monkeypatch.setattr(reminders, "LAST_HOUR", 24)
    member, clerk = house.member(), house.as_("section_clerk")
    soon, later = coming(house, [member]), convene(house, [member], sittings=[sitting(days=9)])
    duties = [Duty(reminders.waiting, reminders.remind_by_clock)]

    def rounds(processes: int = 1) -> None:
        async def go() -> None:
            await asyncio.gather(*(Rounds(house.db, duties).go() for _ in range(processes)))

        asyncio.run(go())

    rounds()
    assert reminded(house, soon["id"]) == [], "nobody asked for it"
    settings = {"settings": {"remind_days": 4}}
    admin = house.as_("council_admin")
    assert admin.patch("/council", json=settings, headers={"If-Match": '"1"'}).status_code == 200
    rounds(processes=3)
    rounds()
    assert reminded(house, soon["id"]) == [{"automatic": True, "count": 1}]
    assert reminded(house, later["id"]) == []
    # Moved to another day it is another matter, but not on the same day again.
    said, first = sitting(days=2), soon["sittings"][0]["id"]
    assert clerk.put(f"/activities/{soon['id']}/sittings/{first}", json=said).status_code == 200
    rounds()
    assert len(reminded(house, soon["id"])) == 1
    with clock.shifted_to(clock.today() + timedelta(days=1)):
        rounds(processes=2)
    assert len(reminded(house, soon["id"])) == 2
    monkeypatch.setattr(reminders, "LAST_HOUR", 0)
    assert house.read(reminders.waiting) == []


def test_who_is_due_reads_what_was_moved_in_words(house: House) -> None:
    member, clerk = house.as_("member"), house.as_("section_clerk")
    moment = "2027-01-0{}T0{}:00:00Z"
    said = {"starts_at": moment.format(5, 1), "ends_at": moment.format(5, 3), "place": "一楼"}
    made = convene(house, [str(member.member_id)], sittings=[said], place="")
    first, path = made["sittings"][0]["id"], f"/activities/{made['id']}"
    moved = said | {"starts_at": moment.format(6, 6), "ends_at": moment.format(6, 8), "place": "二楼"}
    assert clerk.put(f"{path}/sittings/{first}", json=moved).status_code == 200
    renamed = moved | {"name": "上午"}
    assert clerk.put(f"{path}/sittings/{first}", json=renamed).status_code == 200
    told = {"place": "市政协会议室", "topic": "停车"}
    assert clerk.patch(path, json=told, headers={"If-Match": '"3"'}).status_code == 200
    assert notices(member)[:3] == [
        ("changed", ["地点由待定改为“市政协会议室”"]),
        ("changed", []),
        (
            "changed",
            ["时间由1月5日（周二）09:00—11:00改为1月6日（周三）14:00—16:00", "地点由“一楼”改为“二楼”"],
        ),
    ]
