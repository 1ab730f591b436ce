"""The desk at the door: who is read in, by what, and who decides about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from starlette.datastructures import URL

from app.access.actor import Actor
from app.core import clock
from app.core.errors import Conflict
from app.core.ids import new_id
from app.core.settings import Settings
from app.facts.attendance.desk import card, late, quorum
from app.facts.attendance.desk.schemas import LateSignInIn
from app.facts.attendance.signing.code import device_key
from app.facts.attendance.signing.routes import address_of
from tests.factories.house import Caller, House
from tests.facts.pieces import actor_of
from tests.facts.test_signing import Hall

SECRET, COUNCIL = "secret-of-a-test-0123456789abcdef", new_id()


@pytest.fixture
def hall(house: House) -> Hall:
    return Hall(house)


def read_in(hall: Hall, by: Caller | None = None, sitting: str = "", **given: Any) -> Any:
    """Scan once; return the answer's body, or the word of its refusal."""
    path = f"/sittings/{sitting or hall.sitting}/desk-scans"
    answer = (by or hall.clerk).post(path, json={"nonce": new_id(), **given})
    return answer.json() if answer.status_code == 200 else answer.json()["word"]


def own(hall: Hall, minutes_ago: int = 0, council: str = "", member: str = "", device: str = "") -> str:
    """Return the code that a member's phone shows, computed as the phone does."""
    member, device = member or str(hall.member.member_id), device or new_id()
    key = device_key(hall.house.db.secret, council or hall.house.council_id, member, device)
    return card.own(key, member, device, int(clock.now().timestamp()) // card.STEP - minutes_ago)


def log(hall: Hall) -> list[dict[str, Any]]:
    return hall.clerk.get(f"/sittings/{hall.sitting}/sign-ins").json()["items"]  # type: ignore[no-any-return]


# Codes, without a database.


def test_a_code_is_digits_and_every_changed_digit_is_refused() -> None:
    member, sitting, device = new_id(), new_id(), new_id()
    key = device_key(SECRET, COUNCIL, member, device)
    for code, says in (
        (card.own(key, member, device, 29_000_000), card.Own(member, device, 29_000_000)),
        (card.paper(SECRET, COUNCIL, sitting, member), card.Paper(sitting, member)),
    ):
        assert code.isdigit() and card.read(SECRET, COUNCIL, code) == says
        for place in range(len(code)):
            changed = code[:place] + str((int(code[place]) + 1) % 10) + code[place + 1 :]
            assert card.read(SECRET, COUNCIL, changed) is None, place
        assert card.read(SECRET, new_id(), code) is None, "another council's"
        for other in (code + "0", code[:-1], f"０{code[1:]}", f"{code[0]}{'9' * (len(code) - 1)}", ""):
            assert card.read(SECRET, COUNCIL, other) is None


@pytest.mark.parametrize(
    ("seconds", "fresh"), [(-61, False), (-60, True), (0, True), (119, True), (120, False)]
)
def test_an_own_code_lives_for_its_minute_and_one_on_either_side(seconds: int, fresh: bool) -> None:
    shown = clock.start_of(clock.date_of("2026-06-01"))
    one = card.Own(new_id(), new_id(), int(shown.timestamp()) // card.STEP)
    assert one.is_fresh(shown + timedelta(seconds=seconds)) is fresh


@pytest.mark.parametrize(
    ("kind", "settings", "due", "present", "met"),
    [
        ("plenary", {}, 40, 20, False),
        ("plenary", {}, 40, 21, True),
        ("plenary", {"quorum": {"plenary": "two_thirds"}}, 40, 26, False),
        ("plenary", {"quorum": {"plenary": "two_thirds"}}, 40, 27, True),
        ("standing_committee", {"quorum": {"standing_committee": "none"}}, 40, 0, True),
        ("survey", {}, 40, 0, True),
        ("plenary", {}, 0, 0, False),
    ],
)
def test_a_quorum_is_the_councils_rule_for_the_kind(
    kind: str, settings: dict[str, Any], due: int, present: int, met: bool
) -> None:
    assert quorum.judged(quorum.rule_of(settings, kind), due, present).met is met


# At the desk.


def test_own_code_paper_and_name_count_alike_and_only_once(hall: Hall) -> None:
    house, friend = hall.house, str(hall.friend.member_id)
    code = own(hall)
    nonce = new_id()
    first = read_in(hall, code=code, nonce=nonce)
    assert (first["outcome"], first["counts"], first["name"], first["present"]) == (
        "accepted",
        True,
        "李测试",
        1,
    )
    assert read_in(hall, code=code, nonce=nonce)["present"] == 1 and len(log(hall)) == 1, "sent again"
    rows = hall.clerk.get(f"/sittings/{hall.sitting}/paper").json()["rows"]
    assert read_in(hall, code=next(one["code"] for one in rows if one["member_id"] == friend))["counts"]
    assert read_in(hall, member_id=friend)["outcome"] == "again"
    assert hall.came() == 2
    items = log(hall)
    assert [one["way"] for one in items] == ["desk", "paper", "own_code"]
    assert {one["entered_by"] for one in items} == {"section_clerk"} and hall.doubts() == []
    start = hall.activity["sittings"][0]["starts_at"]
    assert items[1]["shown_at"] <= start, "who signed on paper is not late because a clerk read it later"
    stranger = house.member("陌生人")
    assert read_in(hall, member_id=stranger)["outcome"] == "not_due"


def test_what_is_no_code_of_this_sitting_is_said_and_counts_nothing(hall: Hall) -> None:
    other = hall.convene([str(hall.member.member_id)], place="第二会场")["sittings"][0]["id"]
    row = hall.clerk.get(f"/sittings/{other}/paper").json()["rows"][0]["code"]
    said = {
        "expired": own(hall, minutes_ago=5),
        "forged": own(hall, council=new_id()),
        "other_sitting": row,
    }
    for outcome, code in said.items():
        answer = read_in(hall, code=code)
        assert (answer["outcome"], answer["counts"]) == (outcome, False) and answer["sentence"]
    assert hall.came() == 0
    later = hall.convene([str(hall.member.member_id)], hours=5)["sittings"][0]["id"]
    over = hall.convene([str(hall.member.member_id)], hours=-5)["sittings"][0]["id"]
    member = hall.member.member_id
    assert read_in(hall, sitting=later, member_id=member) == "not_open_yet"
    assert read_in(hall, sitting=over, member_id=member) == "sitting_over"
    paper = hall.clerk.get(f"/sittings/{over}/paper").json()["rows"][0]["code"]
    assert read_in(hall, sitting=over, code=paper)["counts"], "paper is read back after the sitting"


def test_a_mark_of_the_office_holds_and_a_closed_roll_stays_as_it_is(hall: Hall) -> None:
    member = str(hall.member.member_id)
    path = f"/sittings/{hall.sitting}"
    hall.clerk.put(f"{path}/roll", json={"lines": [{"member_id": member, "status": "excused"}]})
    told = read_in(hall, code=own(hall))
    assert (told["outcome"], told["counts"]) == ("marked", False) and "请假" in told["sentence"]
    hall.clerk.post(f"{path}/close")
    assert read_in(hall, member_id=hall.friend.member_id)["outcome"] == "queued"
    assert hall.doubts() == ["closed"] and hall.came() == 0


def test_nobody_reads_in_themselves(hall: Hall) -> None:
    house = hall.house
    both = house.seat(
        "member", "section_clerk", member_id=house.member("丁晓红"), section_id=house.section_id
    )
    member = str(both.member_id)
    sitting = hall.convene([member])["sittings"][0]["id"]
    paper = hall.clerk.get(f"/sittings/{sitting}/paper").json()["rows"][0]["code"]
    for given in ({"member_id": member}, {"code": own(hall, member=member)}, {"code": paper}):
        assert read_in(hall, by=both, sitting=sitting, **given) == "own_line"
    body = {"member_id": member, "reason": "手机没电"}
    refused = both.post(f"/sittings/{sitting}/late-sign-ins", json=body)
    assert (refused.status_code, refused.json()["word"]) == (403, "own_line")


# Afterwards.


def test_a_late_entry_counts_when_a_second_person_confirmed_it(hall: Hall) -> None:
    path, member = f"/sittings/{hall.sitting}", str(hall.member.member_id)
    body = {"member_id": member, "reason": "手机没电，坐在第三排"}
    shown = hall.clerk.post(f"{path}/late-sign-ins", json=body).json()
    one = shown["items"][0]
    assert (shown["waiting"], one["doubts"], one["own_entry"], hall.came()) == (1, ["late"], True, 0)
    again = hall.clerk.post(f"{path}/late-sign-ins", json=body)
    assert again.json()["word"] == "late_waiting"
    decision = {"decision": "confirmed", "reason": "我也看见了"}
    refused = hall.clerk.post(f"{path}/sign-ins/{one['id']}/decide", json=decision)
    assert (refused.status_code, refused.json()["word"]) == (403, "own_entry")
    # Nor by way of another attempt of the same member, which a decision weighs on as well.
    hall.send({**hall.kept(timedelta(minutes=20)), "tag": "0" * 64})
    phones = next(one for one in log(hall) if one["way"] == "hall_code")
    assert (
        hall.clerk.post(f"{path}/sign-ins/{phones['id']}/decide", json=decision).json()["word"] == "own_entry"
    )
    second = hall.house.seat("section_clerk", section_id=hall.house.section_id)
    assert second.post(f"{path}/sign-ins/{one['id']}/decide", json=decision).status_code == 200
    roll = hall.clerk.get(f"{path}/roll").json()["entries"]
    assert [line["late_recorded"] for line in roll if line["status"]] == [False], "the phone was there too"
    assert hall.came() == 1


def test_a_late_entry_stays_visible_on_the_roll_and_in_its_mark(hall: Hall) -> None:
    path, member = f"/sittings/{hall.sitting}", str(hall.member.member_id)
    outside = {
        "member_id": hall.house.member("陌生人"),
        "reason": "到了",
        "arrived_at": "2020-01-01T09:00:00Z",
    }
    wrong = hall.clerk.post(f"{path}/late-sign-ins", json=outside)
    assert sorted(one["where"] for one in wrong.json()["errors"]) == ["arrived_at", "member_id"]
    one = hall.clerk.post(f"{path}/late-sign-ins", json={"member_id": member, "reason": "手机没电"}).json()
    office = hall.house.as_("secretariat")
    decided = {"decision": "confirmed", "reason": "看见了"}
    office.post(f"{path}/sign-ins/{one['items'][0]['id']}/decide", json=decided)
    closed = hall.clerk.post(f"{path}/close").json()
    (line,) = [line for line in closed["entries"] if line["status"] == "present"]
    assert line["late_recorded"] and line["note"] == "补签"


def test_a_late_entry_is_refused_after_its_day(hall: Hall) -> None:
    actor: Actor = actor_of(hall.house, hall.clerk, "section_clerk")
    given = LateSignInIn(member_id=str(hall.member.member_id), reason="第二天想起来")
    with clock.shifted_to(clock.today() + timedelta(days=2)), pytest.raises(Conflict) as refused:
        hall.house.write(late.enter, actor, hall.sitting, given)
    assert refused.value.word == "late_over"


# The counts of now.


def test_the_counts_come_by_group_with_the_chairs_sentence_and_304_while_nobody_comes(hall: Hall) -> None:
    path = f"/sittings/{hall.sitting}/live"
    first = hall.clerk.get(path)
    tag = {"If-None-Match": first.headers["etag"]}
    assert hall.clerk.get(path, headers=tag).status_code == 304
    assert not first.json()["quorum"]["met"] and first.json()["missing"] == 2
    hall.scan(hall.code())
    second = hall.clerk.get(path, headers=tag)
    assert second.status_code == 200 and second.json()["groups"] == [
        {"name": "", "due": 2, "present": 1, "excused": 0}
    ]
    read_in(hall, member_id=hall.friend.member_id)
    told = hall.clerk.get(path).json()
    assert (
        told["statement"]
        == "本次会议应到 2 人，实到 2 人，请假 0 人，未到 0 人；超过应到人数的半数，符合规定人数，可以开会。"
    )


@pytest.mark.parametrize(
    ("env", "public", "url", "leads_to"),
    [
        (
            "production",
            "https://lvzhi.example.gov.cn",
            "http://evil.example/x",
            "https://lvzhi.example.gov.cn",
        ),
        ("production", "", "http://evil.example/x", ""),
        ("production", "", "http://127.0.0.1:8000/x", "http://127.0.0.1:8000"),
        ("demo", "", "http://192.168.1.7:8000/x", "http://192.168.1.7:8000"),
    ],
)
def test_the_halls_code_leads_where_the_office_said_and_not_where_a_request_says(
    env: Any, public: str, url: str, leads_to: str
) -> None:
    settings = Settings(env=env, secret=SECRET, database_url="sqlite://", public_address=public)
    assert address_of(settings, URL(url)) == leads_to


@pytest.mark.parametrize("public", ["lvzhi.example", "https://lvzhi.example/", "javascript:alert(1)"])
def test_a_public_address_is_scheme_and_host(public: str) -> None:
    with pytest.raises(ValueError, match="public_address"):
        Settings(public_address=public)
