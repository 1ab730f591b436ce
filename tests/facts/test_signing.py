"""Signing in: what counts, what is refused, what waits for somebody's look."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from app.access.actor import Actor
from app.core import clock
from app.core.ids import new_id
from app.facts.attendance.signing import code as codes
from app.facts.attendance.signing import queries
from app.facts.attendance.signing.schemas import SignInBatchIn
from app.facts.attendance.signing.sign_in import sign_in
from tests.factories.house import Caller, House

PHONE = "phone-of-mr-wang"
SOMEBODY = Actor(new_id(), new_id(), new_id(), new_id(), None, None, frozenset({"member"}))
OFF = timedelta(hours=3)


class Hall:
    """A sitting that runs now, one member who is due, and a phone."""

    def __init__(self, house: House, **more: Any) -> None:
        self.house, self.member, self.clerk = house, house.as_("member"), house.as_("section_clerk")
        self.friend = house.seat("member", member_id=house.member("方立新"))
        due = [str(self.member.member_id), str(self.friend.member_id)]
        self.activity = self.convene(due, **more)
        self.sitting = self.activity["sittings"][0]["id"]

    def convene(self, due: list[str], place: str = "", hours: float = -0.5) -> Any:
        start = clock.now() + timedelta(hours=hours)
        body = {
            "title": "常委会会议",
            "kind": "standing_committee",
            "place": place,
            "sittings": [
                {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=3)).isoformat()}
            ],
            "due": {"rule": "members", "member_ids": due},
        }
        answer = self.clerk.post("/activities", json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def code(self, ago: timedelta = timedelta(0), sitting: str = "", council: str = "") -> str:
        step = codes.step_of(clock.now() - ago)
        return codes.written(
            self.house.db.secret, council or self.house.council_id, sitting or self.sitting, step
        )

    def kept(self, ago: timedelta, off: timedelta = timedelta(0), **more: Any) -> dict[str, Any]:
        """Return what an honest phone, whose clock is ``off``, kept without a line so long ago."""
        step = codes.step_of(clock.now() - ago)
        seen = codes.shown_at(step) + timedelta(seconds=10)
        code = self.code(ago)
        nonce = more.pop("nonce", new_id())
        key = codes.device_key(self.house.db.secret, self.house.council_id, str(self.member.member_id), PHONE)
        seen_there = seen + off
        tag = codes.tag(key, nonce, code, seen_there)
        return {"nonce": nonce, "code": code, "seen_at": seen_there.isoformat(), "tag": tag, **more}

    def send(
        self,
        *attempts: dict[str, Any],
        by: Caller | None = None,
        device: str = PHONE,
        off: timedelta = timedelta(0),
    ) -> list[Any]:
        sent = (clock.now() + off).isoformat()
        body = {"device": device, "sent_at": sent, "attempts": list(attempts)}
        answer = (by or self.member).post("/me/sign-ins", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()["verdicts"]  # type: ignore[no-any-return]

    def scan(self, code: str, by: Caller | None = None, **more: Any) -> str:
        return str(self.send(scanned(code), by=by, **more)[0]["verdict"])

    def type(self, digits: str, **more: Any) -> str:
        one = {**scanned(""), "code": None, "sitting_id": self.sitting, "digits": digits, **more}
        return str(self.send(one)[0]["verdict"])

    def doubts(self) -> list[str]:
        items = self.clerk.get(f"/sittings/{self.sitting}/sign-ins").json()["items"]
        return sorted(word for one in items for word in one["doubts"])

    def came(self) -> int:
        counts = self.clerk.get(f"/sittings/{self.sitting}/roll").json()["counts"]
        return int(counts.get("present", 0))


def scanned(code: str, seen: datetime | None = None, nonce: str = "") -> dict[str, Any]:
    return {"nonce": nonce or new_id(), "code": code, "seen_at": (seen or clock.now()).isoformat()}


@pytest.fixture
def hall(house: House) -> Hall:
    return Hall(house)


def test_a_scan_in_the_hall_counts_once_and_closing_makes_it_the_record(hall: Hall) -> None:
    shown = hall.clerk.get(f"/sittings/{hall.sitting}/hall").json()
    assert shown["open"] and shown["due"] == 2 and shown["present"] == 0
    assert shown["path"] == f"/s/{shown['code']}" and shown["picture"].startswith("<svg")
    one = scanned(shown["code"])
    assert [found["verdict"] for found in hall.send(one, one)] == ["accepted", "accepted"]
    again = hall.send(one)[0]
    assert again["verdict"] == "accepted" and again["title"] == "常委会会议" and again["counted_at"]
    roll = hall.clerk.get(f"/sittings/{hall.sitting}/roll").json()
    assert roll["counts"] == {"present": 1, "unmarked": 1}
    assert [line["method"] for line in roll["entries"] if line["status"]] == ["sign_in"]
    assert hall.clerk.post(f"/sittings/{hall.sitting}/close").json()["counts"] == {"present": 1, "absent": 1}
    assert [record["status"] for record in hall.member.get("/me/dossier").json()["records"]] == ["present"]


def test_the_offices_own_mark_goes_before_a_sign_in(hall: Hall) -> None:
    hall.scan(hall.code())
    line = {"member_id": hall.member.member_id, "status": "left_early"}
    hall.clerk.put(f"/sittings/{hall.sitting}/roll", json={"lines": [line]})
    counts = hall.clerk.get(f"/sittings/{hall.sitting}/roll").json()["counts"]
    assert counts == {"left_early": 1, "unmarked": 1}


def test_six_digits_count_on_line_and_five_wrong_ones_end_it(hall: Hall) -> None:
    right = hall.clerk.get(f"/sittings/{hall.sitting}/hall").json()["digits"]
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    assert hall.type(right, seen_at=(clock.now() - OFF).isoformat()) == "expired"
    sent = [{**scanned(""), "code": None, "sitting_id": hall.sitting, "digits": wrong} for _ in range(5)]
    said = [hall.send(one)[0] for one in sent]
    assert {one["verdict"] for one in said} == {"wrong_digits"}
    assert said[2]["sentence"].endswith("还可以试 2 次。") and "次数过多" in said[4]["sentence"]
    assert hall.type(right) == "too_many_tries"
    assert hall.came() == 0


def test_what_a_phone_kept_without_a_line_counts_at_the_time_of_its_code(hall: Hall) -> None:
    later = timedelta(minutes=20)
    for off in (timedelta(0), timedelta(hours=48), timedelta(hours=-48)):
        assert hall.send(hall.kept(later, off), off=off)[0]["verdict"] == "accepted"
    assert hall.came() == 1 and hall.doubts() == []


def test_a_member_reads_what_is_known_of_them_and_the_offices_mark_beside_it(hall: Hall) -> None:
    later = hall.convene([str(hall.member.member_id)], hours=5)["sittings"][0]["id"]
    hall.convene([str(hall.friend.member_id)], hours=5)

    def known() -> list[tuple[Any, ...]]:
        items = hall.member.get("/me/sign-ins").json()["items"]
        assert [one["sitting_id"] for one in items] == [hall.sitting, later]
        assert (items[1]["signed_at"], items[1]["queued"], items[1]["status"]) == (None, False, None)
        return [(bool(one["signed_at"]), one["queued"], one["status"]) for one in items[:1]]

    assert known() == [(False, False, None)]
    doubtful = {**hall.kept(timedelta(minutes=20)), "tag": "0" * 64}
    assert hall.send(doubtful)[0]["verdict"] == "queued"
    assert known() == [(False, True, None)]
    attempt = hall.clerk.get(f"/sittings/{hall.sitting}/sign-ins").json()["items"][0]["id"]
    decision = {"decision": "annulled", "reason": "不在会场"}
    hall.clerk.post(f"/sittings/{hall.sitting}/sign-ins/{attempt}/decide", json=decision)
    assert known() == [(False, False, None)]
    hall.scan(hall.code())
    line = {"member_id": hall.member.member_id, "status": "late"}
    hall.clerk.put(f"/sittings/{hall.sitting}/roll", json={"lines": [line]})
    assert known() == [(True, False, "late")]


# The twelve ways of cheating, each by its own.


def test_a_picture_sent_to_a_friend_is_expired_when_it_arrives(hall: Hall) -> None:
    assert hall.scan(hall.code(ago=timedelta(minutes=3)), by=hall.friend) == "expired"


def test_the_code_of_yesterday_is_expired(hall: Hall) -> None:
    assert hall.scan(hall.code(ago=timedelta(hours=24))) == "expired"
    assert hall.came() == 0


def test_the_code_of_another_hall_signs_in_nowhere_else(hall: Hall) -> None:
    other = hall.convene([str(hall.friend.member_id)])["sittings"][0]["id"]
    found = hall.send(scanned(hall.code(sitting=other)))[0]
    assert (found["verdict"], found["title"]) == ("not_due", ""), "the other activity is not told of"
    assert hall.came() == 0


def test_an_altered_signature_is_forged_whichever_letter_changed(hall: Hall) -> None:
    code = hall.code()
    for place in (0, 20, 47):
        changed = code[:place] + ("A" if code[place] != "A" else "B") + code[place + 1 :]
        assert hall.scan(changed) == "forged"
    assert hall.scan(code + "A") == "forged" and hall.scan("码") == "forged"


def test_another_councils_code_is_forged(hall: Hall) -> None:
    assert hall.scan(hall.code(council=new_id())) == "forged"


def test_one_device_for_two_members_is_shown_not_punished(hall: Hall) -> None:
    assert hall.scan(hall.code()) == "accepted"
    assert hall.scan(hall.code(), by=hall.friend) == "accepted"
    assert hall.doubts() == ["shared_device", "shared_device"]
    assert hall.came() == 2


def test_the_same_number_with_another_member_is_refused(hall: Hall) -> None:
    one = scanned(hall.code())
    assert hall.send(one)[0]["verdict"] == "accepted"
    assert hall.send(one, by=hall.friend, device="another-phone")[0]["verdict"] == "reused"


def test_a_number_that_two_members_send_side_by_side_is_the_firsts(hall: Hall) -> None:
    house, one = hall.house, scanned(hall.code())
    first = SignInBatchIn.model_validate(
        {"device": "another-phone", "sent_at": clock.now().isoformat(), "attempts": [one]}
    )
    friend = replace(SOMEBODY, council_id=house.council_id, member_id=hall.friend.member_id)
    with ThreadPoolExecutor(1) as pool:
        with house.db.transaction(house.council_id) as session:
            assert sign_in(session, [(friend, first)])[0].verdicts[0].verdict == "accepted"  # type: ignore[union-attr]
            # It has looked before the friend's is on disk, and may not believe what it saw.
            second = pool.submit(hall.send, one)
            with pytest.raises(TimeoutError):
                second.result(0.3)
        assert second.result(10)[0]["verdict"] == "reused"
    assert hall.send(one)[0]["verdict"] == "reused"
    assert hall.send(one, by=hall.friend)[0]["verdict"] == "accepted"


def test_two_halls_at_once_are_shown(hall: Hall) -> None:
    other = hall.convene([str(hall.member.member_id)], place="第二会场")["sittings"][0]["id"]
    hall.scan(hall.code())
    hall.scan(hall.code(sitting=other))
    assert hall.doubts() == ["overlap"]


def test_a_clock_set_forward_does_not_open_the_sitting(house: House) -> None:
    hall = Hall(house)
    later = hall.convene([str(hall.member.member_id)], hours=5)["sittings"][0]["id"]
    ahead = codes.written(house.db.secret, house.council_id, later, codes.step_of(clock.now() + 5 * OFF / 3))
    off = timedelta(hours=5)
    assert hall.send(scanned(ahead, clock.now() + off), off=off)[0]["verdict"] == "early"


def test_a_clock_set_back_does_not_bring_back_an_old_code(hall: Hall) -> None:
    old, off = hall.code(ago=timedelta(minutes=20)), timedelta(minutes=-20)
    assert hall.send(scanned(old, clock.now() + off), off=off)[0]["verdict"] == "expired"


def test_digits_tried_at_random_hit_nothing(hall: Hall) -> None:
    draw = Random(7)
    right = hall.clerk.get(f"/sittings/{hall.sitting}/hall").json()["digits"]
    tries = [f"{draw.randrange(1_000_000):06}" for _ in range(8)]
    assert right not in tries
    assert [hall.type(one) for one in tries] == ["wrong_digits"] * 5 + ["too_many_tries"] * 3


def test_one_guess_waits_until_the_one_before_is_counted(hall: Hall) -> None:
    house, member = hall.house, str(hall.member.member_id)
    right = hall.clerk.get(f"/sittings/{hall.sitting}/hall").json()["digits"]
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    with ThreadPoolExecutor(1) as pool:
        with house.db.transaction(house.council_id) as session:
            queries.hold(session, house.council_id, [member], [hall.sitting])
            guess = pool.submit(hall.type, wrong)
            with pytest.raises(TimeoutError):
                guess.result(0.5)
        assert guess.result(10) == "wrong_digits"


def test_a_phone_with_an_absurd_clock_breaks_nothing(hall: Hall) -> None:
    one = scanned(hall.code(), datetime(1970, 1, 1, tzinfo=UTC))
    body = {"device": PHONE, "sent_at": datetime(2199, 1, 1, tzinfo=UTC).isoformat(), "attempts": [one]}
    answer = hall.member.post("/me/sign-ins", json=body)
    assert answer.json()["verdicts"][0]["verdict"] == "queued"
    refused = hall.member.post("/me/sign-ins", json={**body, "sent_at": "9999-12-31T23:59:59-08:00"})
    assert refused.status_code == 422 and refused.json()["errors"][0]["where"] == "sent_at"


def test_who_was_taken_off_the_list_is_not_counted_on_the_screen(hall: Hall) -> None:
    hall.scan(hall.code())
    path = f"/activities/{hall.activity['id']}/invitations/{hall.member.member_id}"
    assert hall.clerk.delete(path).status_code == 200
    shown = hall.clerk.get(f"/sittings/{hall.sitting}/hall").json()
    assert (shown["due"], shown["present"]) == (1, 0)


def test_an_entry_edited_by_hand_waits_for_a_look(hall: Hall) -> None:
    ago = timedelta(minutes=20)
    honest = hall.kept(ago)
    moved = {**honest, "nonce": new_id()}
    later = datetime.fromisoformat(honest["seen_at"]) + timedelta(minutes=5)
    assert hall.send(moved)[0]["verdict"] == "queued"
    assert hall.send({**hall.kept(ago), "seen_at": later.isoformat()})[0]["verdict"] == "queued"
    assert hall.came() == 0 and hall.doubts() == ["clock", "untagged", "untagged"]


def test_three_hundred_honest_scans_are_not_queued(hall: Hall) -> None:
    draw = Random(2026)
    verdicts = []
    for _ in range(3):
        off = timedelta(hours=draw.randint(-48, 48))
        batch = [hall.kept(timedelta(seconds=draw.randint(60, 1700)), off) for _ in range(100)]
        verdicts += [one["verdict"] for one in hall.send(*batch, off=off)]
    assert verdicts.count("accepted") >= 297, {word: verdicts.count(word) for word in set(verdicts)}


# What the office does about a doubtful one.


def test_a_queued_sign_in_counts_when_confirmed_and_an_annulled_one_no_more(hall: Hall) -> None:
    entry = {**hall.kept(timedelta(minutes=20)), "tag": "0" * 64}
    assert hall.send(entry)[0]["verdict"] == "queued"
    log = f"/sittings/{hall.sitting}/sign-ins"
    found = hall.clerk.get(log).json()
    assert found["waiting"] == 1 and found["items"][0]["doubt_labels"] == ["离线记录没有本机标记或被改动"]
    one = f"{log}/{found['items'][0]['id']}/decide"
    after = hall.clerk.post(one, json={"decision": "confirmed", "reason": "坐在第三排"}).json()
    assert after["waiting"] == 0 and after["items"][0]["counts"] and hall.came() == 1
    hall.clerk.post(one, json={"decision": "annulled", "reason": "并未到场"})
    assert hall.came() == 0
    assert hall.send(entry)[0]["verdict"] == "queued", "the attempt itself stays as it was"


def test_after_closing_a_late_entry_waits_and_the_records_stay(hall: Hall) -> None:
    assert hall.clerk.post(f"/sittings/{hall.sitting}/close").status_code == 200
    assert hall.send(hall.kept(timedelta(minutes=20)))[0]["verdict"] == "queued"
    assert hall.doubts() == ["closed"]
    item = hall.clerk.get(f"/sittings/{hall.sitting}/sign-ins").json()["items"][0]
    path = f"/sittings/{hall.sitting}/sign-ins/{item['id']}/decide"
    refused = hall.clerk.post(path, json={"decision": "confirmed", "reason": "确实到会"})
    assert refused.status_code == 409 and refused.json()["word"] == "roll_closed"
    hall.clerk.post(f"/sittings/{hall.sitting}/reopen", json={"reason": "离线签到后到"})
    assert hall.clerk.post(path, json={"decision": "confirmed", "reason": "确实到会"}).status_code == 200


def test_nobody_decides_about_their_own_sign_in(hall: Hall) -> None:
    house = hall.house
    clerk = house.seat(
        "member", "section_clerk", member_id=house.member("丁晓红"), section_id=house.section_id
    )
    sitting = hall.convene([str(clerk.member_id)])["sittings"][0]["id"]
    hall.scan(hall.code(sitting=sitting), by=clerk)
    item = hall.clerk.get(f"/sittings/{sitting}/sign-ins").json()["items"][0]
    path = f"/sittings/{sitting}/sign-ins/{item['id']}/decide"
    refused = clerk.post(path, json={"decision": "annulled", "reason": "手滑"})
    assert refused.status_code == 403 and refused.json()["word"] == "own_line"


def test_a_sitting_with_sign_ins_is_not_deleted(hall: Hall) -> None:
    start = clock.now() + timedelta(hours=4)
    second = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=1)).isoformat()}
    hall.clerk.post(f"/activities/{hall.activity['id']}/sittings", json={"name": "下午", **second})
    hall.scan(hall.code())
    refused = hall.clerk.delete(f"/activities/{hall.activity['id']}/sittings/{hall.sitting}")
    assert refused.status_code == 409 and refused.json()["word"] == "signed_in"


def test_order_and_repetition_change_nothing(hall: Hall) -> None:
    """Shuffled batches of the same entries, three copies of each, end in the same state."""
    ago = [timedelta(seconds=seconds) for seconds in range(60, 1500, 60)]
    entries = [hall.kept(one) for one in ago] * 3
    Random(5).shuffle(entries)
    for start in range(0, len(entries), 7):
        hall.send(*entries[start : start + 7])
    items = hall.clerk.get(f"/sittings/{hall.sitting}/sign-ins").json()["items"]
    assert len(items) == len(ago) and {one["verdict"] for one in items} == {"accepted"}
    roll = hall.clerk.get(f"/sittings/{hall.sitting}/roll").json()["entries"]
    signed = [line["signed_in_at"] for line in roll if line["signed_in_at"]]
    assert len(signed) == 1
    assert signed[0] == min(one["shown_at"] for one in items)
