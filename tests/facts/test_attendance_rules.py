"""Late, early, there long enough: by the kind's own rule, and why in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.core import clock
from app.core.ids import new_id
from app.facts.attendance.rules.presence import Move, Told, judged, stayed
from app.facts.attendance.rules.schemas import AttendanceRule
from app.facts.attendance.signing import code as codes
from tests.access.world import PNG
from tests.factories.house import House
from tests.facts.test_attendance_desk import read_in
from tests.facts.test_signing import PHONE, Hall, scanned
from tests.statements import statements

NINE = datetime(2026, 6, 1, 1, tzinfo=UTC)
NOON = NINE + timedelta(hours=3)


def at(clock_says: str) -> datetime:
    hour, minute, second = map(int, clock_says.split(":"))
    return datetime(2026, 6, 1, hour - 8, minute, second, tzinfo=UTC)


def moves(*said: str) -> list[Move]:
    """Return what ``in 9:00:00`` and the like stand for."""
    return [Move(act, at(when)) for act, when in (one.split(" ") for one in said)]


# The rule by itself.

LATE = AttendanceRule(late_after=15, absent_after=60)
OUT = AttendanceRule(late_after=15, sign_out=True, early_before=10, least="2/3")


@pytest.mark.parametrize(
    ("rule", "went", "told"),
    [
        (AttendanceRule(), ("in 10:59:00",), Told("present")),
        (LATE, ("in 8:40:00",), Told("present")),
        (LATE, ("in 9:15:30",), Told("present")),
        (LATE, ("in 9:16:00",), Told("late", "9:00 开始，9:16 签到，迟到 16 分钟")),
        (LATE, ("in 10:00:30",), Told("late", "9:00 开始，10:00 签到，迟到 60 分钟")),
        (LATE, ("in 10:01:00",), Told("absent", "9:00 开始，10:01 签到，迟到 61 分钟，超过 60 分钟按缺席")),
        (OUT, ("in 8:50:00",), Told("present")),
        (OUT, ("in 8:50:00", "out 11:50:00"), Told("present")),
        (
            OUT,
            ("in 8:50:00", "out 11:49:30"),
            Told("left_early", "12:00 结束，11:49 签退，早退 11 分钟"),
        ),
        (
            OUT,
            ("in 8:50:00", "out 10:59:30"),
            Told("absent", "在场 119 分钟，会期 180 分钟，不足 2/3 按缺席"),
        ),
        (OUT, ("in 8:50:00", "out 11:00:00"), Told("left_early", "12:00 结束，11:00 签退，早退 60 分钟")),
        (OUT, ("in 8:50:00", "out 10:00:00", "in 10:20:00", "out 12:30:00"), Told("present")),
        (
            OUT,
            ("in 9:20:00", "out 11:40:00"),
            Told("late", "9:00 开始，9:20 签到，迟到 20 分钟；12:00 结束，11:40 签退，早退 20 分钟"),
        ),
        (
            OUT.model_copy(update={"no_sign_out": "left_early"}),
            ("in 8:50:00",),
            Told("left_early", "12:00 结束，没有签退，按早退"),
        ),
        (AttendanceRule(least="2/3"), ("in 10:00:00",), Told("present")),
        (
            AttendanceRule(least="2/3"),
            ("in 10:01:00",),
            Told("absent", "在场 119 分钟，会期 180 分钟，不足 2/3 按缺席"),
        ),
    ],
)
def test_what_comings_and_goings_are_under_a_rule(
    rule: AttendanceRule, went: tuple[str, ...], told: Told
) -> None:
    assert judged(rule, NINE, NOON, moves(*went)) == told


def test_being_there_counts_between_coming_and_leaving_only_and_inside_the_sitting() -> None:
    assert stayed(NINE, NOON, moves("in 8:00:00", "out 9:30:00", "in 11:00:00", "in 11:30:00")) == 90
    assert stayed(NINE, NOON, moves("in 8:00:00", "out 8:30:00", "in 11:50:00", "out 13:00:00")) == 10


# Under the doors.


@pytest.fixture
def hall(house: House) -> Hall:
    return Hall(house)


def rule(hall: Hall, *rows: dict[str, Any], version: int = 0, **more: Any) -> Any:
    body = {"rules": list(rows), **more}
    answer = hall.house.as_("secretariat").put(
        "/attendance-rules", json=body, headers={"If-Match": f'"{version}"'}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def line(hall: Hall, sitting: str = "") -> tuple[str, str]:
    roll = hall.clerk.get(f"/sittings/{sitting or hall.sitting}/roll").json()
    one = next(one for one in roll["entries"] if one["member_id"] == hall.member.member_id)
    return one["status"], one["reason"] or one["note"]


def test_nothing_is_late_until_the_council_says_so_and_then_with_its_reason(hall: Hall) -> None:
    hall.scan(hall.code())
    assert line(hall) == ("present", "")
    assert rule(hall, {"kinds": ["standing_committee"], "late_after": 10})["version"] == 1
    status, reason = line(hall)
    assert status == "late" and reason.endswith(("迟到 30 分钟", "迟到 29 分钟"))
    live = hall.clerk.get(f"/sittings/{hall.sitting}/live").json()
    assert live["present"] == 1, "who is late is there"
    rule(hall, {"kinds": ["plenary"], "late_after": 0}, version=1)
    assert line(hall) == ("present", ""), "another kind's row"


def test_a_closed_roll_keeps_what_held_when_it_was_closed(hall: Hall) -> None:
    rule(hall, {"kinds": ["standing_committee"], "late_after": 10})
    hall.scan(hall.code())
    assert hall.clerk.post(f"/sittings/{hall.sitting}/close").status_code == 200
    kept = line(hall)
    assert kept[0] == "late" and "迟到" in kept[1], "the reason stays in the mark"
    rule(hall, version=1)
    assert line(hall) == kept
    assert [one["status"] for one in hall.member.get("/me/dossier").json()["records"]] == ["late"]
    hall.clerk.post(f"/sittings/{hall.sitting}/reopen", json={"reason": "规定改了"})
    assert line(hall) == ("present", "")
    assert hall.clerk.post(f"/sittings/{hall.sitting}/close").json()["counts"]["present"] == 1
    versions = hall.house.as_("secretariat").get("/attendance-rules/versions").json()
    assert [(one["version"], len(one["rules"])) for one in versions] == [(2, 0), (1, 1)]
    assert versions[0]["changed_by"]


def test_who_came_too_late_to_count_is_excused_if_leave_was_granted(hall: Hall) -> None:
    rule(hall, {"late_after": 5, "absent_after": 10})
    hall.scan(hall.code())
    assert line(hall)[0] == "absent"
    said = {
        "activity_id": hall.activity["id"],
        "sitting_ids": [hall.sitting],
        "reason": "work",
        "detail": "公务",
    }
    rules = {"rules": [{"chain": ["organising_section"]}], "reasons": [{"code": "work", "label": "工作"}]}
    office = hall.house.as_("secretariat")
    office.put("/leave-rules", json=rules, headers={"If-Match": '"0"'})
    leave = hall.member.post("/me/leaves", json=said)
    assert leave.status_code == 201, leave.text
    decided = hall.clerk.post(
        f"/leaves/{leave.json()['id']}/decide",
        json={"decision": "approved", "round": leave.json()["round"], "step": leave.json()["step"]},
        headers={"If-Match": leave.headers["etag"]},
    )
    assert decided.status_code == 200, decided.text
    assert line(hall) == ("excused", "")


def test_rules_that_contradict_themselves_are_refused_with_every_place(hall: Hall) -> None:
    rows = [
        {"late_after": 10, "absent_after": 10},
        {"kinds": ["plenary"], "early_before": 5},
        {"kinds": ["plenary"]},
    ]
    office = hall.house.as_("secretariat")
    refused = office.put("/attendance-rules", json={"rules": rows}, headers={"If-Match": '"0"'})
    assert refused.status_code == 422
    assert [(one["where"], one["word"]) for one in refused.json()["errors"]] == [
        ("rules[0].kinds", "hides_others"),
        ("rules[0].absent_after", "before_late"),
        ("rules[1].sign_out", "missing"),
        ("rules[2].kinds", "twice"),
    ]
    for wrong in ("3/2", "0/5", "1/0", "half"):
        given = {"rules": [{"least": wrong}]}
        assert office.put("/attendance-rules", json=given, headers={"If-Match": '"0"'}).status_code == 422
    rule(hall)
    stale = office.put("/attendance-rules", json={"rules": []}, headers={"If-Match": '"0"'})
    assert stale.json()["word"] == "stale"


# Leaving.


def leaving(hall: Hall, **more: Any) -> Any:
    one = {**scanned(hall.code()), "act": "out", **more}
    return hall.send(one)[0]


def test_leaving_is_said_by_phone_digits_desk_and_queue_alike(hall: Hall) -> None:
    rule(hall, {"sign_out": True, "early_before": 15})
    assert read_in(hall, member_id=hall.member.member_id, act="out")["outcome"] == "not_in"
    hall.scan(hall.code(ago=timedelta(seconds=1)))
    mine = hall.member.get("/me/sign-ins").json()["items"][0]
    assert mine["asks_sign_out"] and mine["signed_out_at"] is None
    told = leaving(hall)
    assert (told["verdict"], told["sentence"]) == ("accepted", "签退成功。")
    status, reason = line(hall)
    assert status == "left_early" and "签退，早退" in reason
    assert hall.member.get("/me/sign-ins").json()["items"][0]["signed_out_at"]
    digits = hall.clerk.get(f"/sittings/{hall.sitting}/hall").json()["digits"]
    assert hall.type(digits, act="out") == "accepted"
    assert read_in(hall, member_id=hall.member.member_id, act="out")["outcome"] == "left_again"
    hall.scan(hall.code(), by=hall.friend)
    assert read_in(hall, member_id=hall.friend.member_id, act="out")["outcome"] == "left"
    log = hall.clerk.get(f"/sittings/{hall.sitting}/sign-ins").json()["items"]
    assert sorted((one["act"], one["way"]) for one in log) == [
        ("in", "hall_code"), ("in", "hall_code"),
        ("out", "desk"), ("out", "desk"), ("out", "digits"), ("out", "hall_code"),
    ]  # fmt: skip
    assert hall.came() == 0 and hall.clerk.get(f"/sittings/{hall.sitting}/live").json()["present"] == 2


def test_a_kept_leaving_is_marked_as_one(hall: Hall) -> None:
    """An entry whose act was changed by hand waits for a look, as any other change."""
    ago = timedelta(minutes=5)
    honest = hall.kept(ago)
    assert hall.send({**honest, "act": "out"})[0]["verdict"] == "queued"
    key = codes.device_key(hall.house.db.secret, hall.house.council_id, str(hall.member.member_id), PHONE)
    seen = datetime.fromisoformat(honest["seen_at"])
    nonce = new_id()
    tag = codes.tag(key, nonce, honest["code"], seen, "out")
    told = hall.send({**honest, "nonce": nonce, "tag": tag, "act": "out"})[0]
    assert told["verdict"] == "accepted"


def test_an_annulled_leaving_leaves_the_coming_as_it_is(hall: Hall) -> None:
    rule(hall, {"sign_out": True, "early_before": 15})
    hall.scan(hall.code())
    leaving(hall)
    assert line(hall)[0] == "left_early"
    path = f"/sittings/{hall.sitting}/sign-ins"
    out = next(one for one in hall.clerk.get(path).json()["items"] if one["act"] == "out")
    decision = {"decision": "annulled", "reason": "替人签退"}
    assert hall.clerk.post(f"{path}/{out['id']}/decide", json=decision).status_code == 200
    assert line(hall)[0] == "present"


def test_one_may_sign_out_for_an_hour_after_the_end_but_not_in(hall: Hall) -> None:
    rule(hall, {"sign_out": True})
    over = hall.convene([str(hall.member.member_id)], hours=-3.5)["sittings"][0]["id"]
    assert hall.clerk.get(f"/sittings/{over}/hall").json()["open"]
    assert hall.scan(hall.code(sitting=over)) == "expired"
    assert leaving(hall, code=hall.code(sitting=over))["verdict"] == "accepted"
    long_over = hall.convene([str(hall.member.member_id)], hours=-4.5)["sittings"][0]["id"]
    assert leaving(hall, code=hall.code(sitting=long_over))["verdict"] == "expired"


def test_an_open_roll_asks_for_its_rule_once_and_for_moves_where_they_weigh(hall: Hall) -> None:
    def asked(path: str) -> int:
        with statements(hall.house) as seen:
            assert hall.clerk.get(f"/sittings/{hall.sitting}/{path}").status_code == 200
        return len(seen)

    nobody = asked("roll"), asked("live")
    hall.scan(hall.code())
    assert (asked("roll"), asked("live")) == (nobody[0] + 1, nobody[1] + 1)
    rule(hall, {"sign_out": True})
    hall.scan(hall.code(), by=hall.friend)
    assert (asked("roll"), asked("live")) == (nobody[0] + 2, nobody[1] + 2)


def test_the_desk_leaves_a_line_in_the_log_of_acts(hall: Hall) -> None:
    read_in(hall, member_id=hall.member.member_id)
    found = hall.house.as_("auditor").get("/audit", params={"action": "sign_in:desk"}).json()["items"]
    assert len(found) == 1
    assert found[0]["object_id"] == hall.sitting


# What somebody should look at, over all sittings.


def test_doubts_of_all_sittings_wait_on_one_page_until_each_is_decided(hall: Hall) -> None:
    hall.scan(hall.code())
    hall.scan(hall.code(), by=hall.friend)
    other = hall.convene([str(hall.member.member_id)], place="第二会场")["sittings"][0]["id"]
    hall.scan(hall.code(sitting=other), device="another-phone")

    def waiting(by: Any = None) -> list[tuple[str, list[str]]]:
        items = (by or hall.clerk).get("/sign-in-reviews").json()
        return sorted((one["sitting_id"], one["doubts"]) for one in items)

    mine, both = hall.sitting, ["shared_device", "overlap"]
    assert waiting() == sorted([(mine, both), (mine, ["shared_device"]), (other, ["overlap"])])
    assert waiting(hall.house.as_("secretariat")) == waiting()
    away = hall.house.seat("section_clerk", section_id=hall.house.other_section_id)
    assert waiting(away) == [], "another section's sittings are its own to look at"
    first = next(one for one in hall.clerk.get("/sign-in-reviews").json() if one["sitting_id"] == other)
    decision = {"decision": "annulled", "reason": "不在第二会场"}
    hall.clerk.post(f"/sittings/{other}/sign-ins/{first['id']}/decide", json=decision)
    assert [place for place, _ in waiting()] == [mine, mine]
    with statements(hall.house) as seen:
        waiting()
    assert len(seen) == 2, "the actor's and one more"


def test_two_groups_of_one_activity_at_two_places_overlap(hall: Hall) -> None:
    start = clock.now() - timedelta(minutes=30)
    times = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=1)).isoformat()}
    body = {
        "title": "分组讨论",
        "kind": "plenary_group",
        "sittings": [{"name": name, "place": name, **times} for name in ("一组", "二组")],
        "due": {"rule": "members", "member_ids": [hall.member.member_id]},
    }
    for one in hall.clerk.post("/activities", json=body).json()["sittings"]:
        assert hall.scan(hall.code(sitting=one["id"])) == "accepted"
    items = hall.clerk.get("/sign-in-reviews").json()
    assert [one["doubts"] for one in items] == [["overlap"], ["overlap"]]


def test_papers_are_read_by_who_is_due_and_by_nobody_else(hall: Hall) -> None:
    path = f"/claims/{hall.activity['id']}/attachments"
    file = {"file": ("议程.png", PNG, "image/png")}
    added = hall.clerk.post(path, files=file)
    assert added.status_code == 201, added.text
    paper = added.json()["id"]
    assert [one["name"] for one in hall.member.get(path).json()] == ["议程.png"]
    assert hall.member.get(f"/attachments/{paper}").status_code == 200
    stranger = hall.house.seat("member", member_id=hall.house.member("陌生人"))
    assert stranger.get(path).status_code == 404
    assert stranger.get(f"/attachments/{paper}").status_code == 404
    assert hall.member.post(path, files=file).status_code == 404, "reading is not writing"
    assert hall.member.delete(f"/attachments/{paper}").status_code == 404


# A line that is slow.


def slow(hall: Hall, seen_after: int, under_way: int, off: timedelta = timedelta(0), **more: Any) -> str:
    """Send what a phone saw ``seen_after`` seconds after the code came on, ``under_way`` ago."""
    now = clock.now()
    sent = now - timedelta(seconds=under_way)
    step = codes.step_of(sent - timedelta(seconds=seen_after))
    shown = codes.shown_at(step)
    seen = shown + timedelta(seconds=seen_after)
    code = codes.written(hall.house.db.secret, hall.house.council_id, hall.sitting, step)
    nonce = new_id()
    key = codes.device_key(hall.house.db.secret, hall.house.council_id, str(hall.member.member_id), PHONE)
    one = {
        "nonce": nonce,
        "code": code,
        "seen_at": (seen + off).isoformat(),
        "tag": codes.tag(key, nonce, code, seen + off),
        **more,
    }
    body = {"device": PHONE, "sent_at": (sent + off).isoformat(), "attempts": [one]}
    answer = hall.member.post("/me/sign-ins", json=body)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["verdicts"][0]["verdict"])


def test_what_the_phone_saw_in_time_counts_however_slow_the_line_up_to_the_councils_limit(hall: Hall) -> None:
    assert slow(hall, 10, 70) == "accepted"
    assert slow(hall, 10, 100) == "accepted"
    assert slow(hall, 10, 130) == "expired", "longer than the two minutes that hold without rules"
    rule(hall, delay_seconds=30)
    assert slow(hall, 10, 70) == "expired"
    rule(hall, delay_seconds=200, version=1)
    assert slow(hall, 10, 150) == "accepted"
    assert slow(hall, 10, 70, tag=None) == "queued", "nobody can tell who wrote it: somebody looks"


def test_what_the_phone_saw_too_late_is_expired_on_a_slow_line_as_on_any(hall: Hall) -> None:
    assert slow(hall, 60, 0) == "expired"
    assert slow(hall, 60, 50) == "expired"


def test_a_wrong_clock_on_a_slow_line_waits_for_a_look_and_brings_back_nothing_old(hall: Hall) -> None:
    for off in (timedelta(hours=30), timedelta(hours=-30)):
        assert slow(hall, 10, 60, off) == "queued"
        assert slow(hall, 10, 300, off) == "expired"
    assert "clock" in hall.doubts()
