"""A member's calendar: theirs only, folded, ended when they say so."""

from __future__ import annotations

import base64
import uuid
from datetime import UTC, datetime

import pytest

from app.views.calendar.ics import Event, calendar
from app.views.calendar.routes import PER_MINUTE
from tests.factories.house import Caller, House
from tests.flow.test_roll_to_dossier import convene


def events(content: bytes) -> list[dict[str, str]]:
    """Read the events of a file: bytes are unfolded first, so that a torn character would show."""
    assert content.endswith(b"END:VCALENDAR\r\n") and b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    for line in content.split(b"\r\n"):
        line.decode()
    found = []
    for block in content.split(b"BEGIN:VEVENT\r\n")[1:]:
        lines = block.split(b"END:VEVENT")[0].replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
        pairs = [line.partition(":") for line in lines]
        found.append({name.split(";")[0]: value for name, _, value in pairs})
    return found


def subscribe(member: Caller) -> str:
    made = member.put("/me/calendar-feed")
    assert made.status_code == 200 and made.headers["cache-control"] == "no-store", made.text
    return str(made.json()["path"])


def test_a_calendar_holds_what_a_member_is_due_at_and_follows_every_change(house: House) -> None:
    member, clerk, client = house.as_("member"), house.as_("section_clerk"), house.client
    mine = [str(member.member_id)]
    said = {"starts_at": "2027-01-05T01:00:00Z", "ends_at": "2027-01-05T03:30:00Z", "name": "上午"}
    title = "关于“数字赋能，基层减负”的专题协商会；暨界别活动组、镇街道委员小组组团履职座谈会" * 2
    made = convene(house, mine, title=title, sittings=[said], place="平湖市行政中心, 三楼")
    convene(house, [house.member("他人")], title="别人的会", sittings=[said])
    path = subscribe(member)
    answer = client.get(path)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    (event,) = events(answer.content)
    first = made["sittings"][0]["id"]
    assert event == {
        "UID": f"{first}@lvzhi",
        "DTSTAMP": event["DTSTAMP"],
        "SEQUENCE": "1",
        "DTSTART": "20270105T090000",
        "DTEND": "20270105T113000",
        "SUMMARY": f"{title}（上午）",
        "LOCATION": "平湖市行政中心\\, 三楼",
        "DESCRIPTION": "尚未答复，请在掌上履职中答复。",
        "STATUS": "TENTATIVE",
    }
    tag = {"If-None-Match": answer.headers["etag"]}
    assert client.get(path, headers=tag).status_code == 304
    at = f"/activities/{made['id']}"
    assert clerk.put(f"{at}/sittings/{first}", json=said | {"name": "下午"}).status_code == 200
    assert member.put(f"{at}/response", json={"accept": True}).status_code == 200
    (moved,) = events(client.get(path, headers=tag).content)
    assert (moved["UID"], moved["SEQUENCE"], moved["STATUS"]) == (event["UID"], "2", "CONFIRMED")
    assert clerk.post(f"{at}/cancel", json={"reason": "台风来了"}).status_code == 200
    (gone,) = events(client.get(path).content)
    assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", "3")


def test_an_address_ends_when_it_is_revoked_replaced_or_the_seat_is_closed(house: House) -> None:
    member, client = house.as_("member"), house.client
    first = subscribe(member)
    token = first.rsplit("/", 1)[1].removesuffix(".ics")
    raw = base64.urlsafe_b64decode(token + "==")
    assert uuid.UUID(bytes=raw[:16]) == uuid.UUID(house.council_id)
    assert len(raw) - 16 >= 16, "at least 128 random bits"
    second = subscribe(member)
    assert [client.get(each).status_code for each in (first, second)] == [404, 200]
    # The random half under another council's name opens nothing there.
    other = uuid.UUID(House(house.db, client).council_id).bytes
    moved = base64.urlsafe_b64encode(other + raw[16:]).decode().rstrip("=")
    for wrong in (moved, token[:-1], "x", "%F0%9F%8F%AE", token + "A"):
        assert client.get(f"/api/v1/calendar/{wrong}.ics").status_code == 404, wrong
    assert member.delete("/me/calendar-feed").status_code == 204
    assert client.get(second).status_code == 404
    assert member.get("/me/calendar-feed").json() == {"made_at": None}
    third = subscribe(member)
    closed = {"active": False}
    seat = f"/seats/{member.seat_id}"
    admin = house.as_("council_admin")
    assert admin.patch(seat, json=closed, headers={"If-Match": '"1"'}).status_code == 200
    assert client.get(third).status_code == 404


def test_an_address_is_asked_so_often_and_no_more(house: House) -> None:
    path = subscribe(house.as_("member"))
    said = [house.client.get(path).status_code for _ in range(2 * PER_MINUTE + 1)]
    assert said[0] == 200 and 429 in said


@pytest.mark.parametrize("length", range(20, 24))
def test_no_line_is_too_long_and_no_character_is_torn(length: int) -> None:
    text = "履" * length + "𠮷" * 20 + "x\\;,\n第二行\r\x00"
    moment = datetime(2027, 1, 1, tzinfo=UTC)
    made = Event("u", 1, moment, moment, moment, text, "", "", "CONFIRMED")
    (event,) = events(calendar("名", [made]))
    assert event["SUMMARY"] == "履" * length + "𠮷" * 20 + "x\\\\\\;\\,\\n第二行\\n"
