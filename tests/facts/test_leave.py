"""Leave: who decides, what counts, and what stays between applicant and chain."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from sqlalchemy.orm import Session

from app.core import clock
from app.council.models import Post
from app.facts.attendance.leave import policy
from app.facts.attendance.leave.models import LeaveRequest
from app.facts.attendance.leave.rulebook import LeaveRule, usual
from app.facts.attendance.rules.presence import Told
from app.facts.attendance.verdict import verdict
from app.views.dossier import queries as dossier
from app.views.dossier.service import attendance
from tests.factories.house import Caller, House

SECRET = "发热三十九度，住院观察"


class Meeting:
    """A standing committee meeting to come, a member who is due, and the two who decide."""

    def __init__(self, house: House, hours: float = 72) -> None:
        self.house, self.clerk, self.office = house, house.as_("section_clerk"), house.as_("secretariat")
        self.member, self.friend = house.as_("member"), self.seated("方立新")
        self.secretary, self.chair = self.seated("陈秘书"), self.seated("周主席")
        house.write(self._posts)
        start = clock.now() + timedelta(hours=hours)
        halves = [start, start + timedelta(hours=5)]
        body = {
            "title": "常委会会议",
            "kind": "standing_committee",
            "sittings": [
                {"starts_at": at.isoformat(), "ends_at": (at + timedelta(hours=3)).isoformat()}
                for at in halves
            ],
            "due": {"rule": "members", "member_ids": [self.member.member_id, self.friend.member_id]},
        }
        self.activity = good(self.clerk.post("/activities", json=body))
        self.sittings = [one["id"] for one in self.activity["sittings"]]

    def seated(self, name: str) -> Caller:
        return self.house.seat("member", member_id=self.house.member(name))

    def _posts(self, session: Session) -> None:
        for post, who in (("secretary_general", self.secretary), ("chair", self.chair)):
            session.add(
                Post(
                    council_id=self.house.council_id,
                    member_id=str(who.member_id),
                    post=post,
                    starts_on=date(2022, 2, 20),
                )
            )

    def asked(self, by: Caller | None = None, **more: Any) -> Any:
        body = {"activity_id": self.activity["id"], "sitting_ids": self.sittings, "reason": "sickness"}
        return (by or self.member).post("/me/leaves", json={**body, "detail": SECRET, **more})

    def granted(self, **more: Any) -> Any:
        leave = good(self.asked(**more))
        for who in (self.secretary, self.chair)[: len(leave["steps"])]:
            leave = good(decided(who, leave, "approved"))
        assert leave["state"] == "approved"
        return leave

    def move(self, hours: float) -> None:
        """Let the meeting have begun so many hours ago."""
        start = clock.now() - timedelta(hours=hours)
        for place, sitting in enumerate(self.sittings):
            at = start + timedelta(minutes=5 * place)
            body = {"starts_at": at.isoformat(), "ends_at": (at + timedelta(hours=3)).isoformat()}
            good(self.clerk.put(f"/activities/{self.activity['id']}/sittings/{sitting}", json=body))

    def close(self, place: int = 0) -> Any:
        return good(self.clerk.post(f"/sittings/{self.sittings[place]}/close"))

    def line(self, place: int = 0, of: Caller | None = None) -> Any:
        roll = good(self.clerk.get(f"/sittings/{self.sittings[place]}/roll"))
        member_id = (of or self.member).member_id
        return next(one for one in roll["entries"] if one["member_id"] == member_id)


def good(answer: Any) -> Any:
    assert answer.status_code < 300, f"{answer.request.method} {answer.request.url}: {answer.text}"
    return answer.json() if answer.content else None


def decided(by: Caller, leave: Any, decision: str, **more: Any) -> Any:
    body = {"decision": decision, "round": leave["round"], "step": leave["step"], **more}
    return by.post(f"/leaves/{leave['id']}/decide", json=body)


def word(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rsplit("/", 1)[-1].rsplit(":", 1)[-1]


@pytest.fixture
def meeting(house: House) -> Meeting:
    return Meeting(house)


def test_the_approvers_are_named_before_anything_is_sent_and_decide_in_turn(meeting: Meeting) -> None:
    where = {"activity_id": meeting.activity["id"], "sitting_ids": meeting.sittings}
    path = good(meeting.member.post("/me/leaves/path", json=where))
    assert [step["names"] for step in path["steps"]] == [["陈秘书"], ["周主席"]] and path["possible"]
    leave = good(meeting.asked())
    assert good(meeting.chair.get("/leaves"))["items"] == [], "the second step waits for the first"
    assert good(meeting.secretary.get("/me/notices"))["items"][0]["kind"] == "leave_waits"
    leave = good(decided(meeting.secretary, leave, "approved"))
    assert [one["id"] for one in good(meeting.chair.get("/leaves"))["items"]] == [leave["id"]]
    assert decided(meeting.friend, leave, "approved").status_code == 404
    assert good(decided(meeting.chair, leave, "approved"))["state"] == "approved"
    notices = [
        one for one in good(meeting.member.get("/me/notices"))["items"] if one["object_kind"] == "leave"
    ]
    assert [(one["kind"], one["status"]) for one in notices] == [("leave_decided", "approved")] * 2
    assert meeting.line()["leave"] == "approved" and meeting.line()["status"] == "excused"
    mine = good(meeting.member.get(f"/activities/{meeting.activity['id']}"))
    assert mine["my_response"] == "declined", "who asks leave for all of it need not answer once more"


def test_nobody_outside_the_chain_reads_why(meeting: Meeting) -> None:
    leave = good(meeting.asked())
    roll = f"/sittings/{meeting.sittings[0]}/roll"
    for caller, path in (
        (meeting.friend, f"/leaves/{leave['id']}"),
        (meeting.friend, roll),
        (meeting.clerk, f"/leaves/{leave['id']}"),
        (meeting.clerk, "/leaves?box=all"),
        (meeting.clerk, roll),
        (meeting.office, f"/leaves/{leave['id']}"),
        (meeting.house.as_("council_admin"), "/audit"),
    ):
        said = caller.get(path).text
        assert SECRET not in said and "sickness" not in said and "病假" not in said, path
    assert meeting.friend.get(f"/leaves/{leave['id']}").status_code == 404
    assert good(meeting.clerk.get(f"/leaves/{leave['id']}"))["restricted"]
    for caller in (meeting.member, meeting.secretary, meeting.chair):
        assert good(caller.get(f"/leaves/{leave['id']}"))["detail"] == SECRET


def test_of_many_approvals_at_once_one_wins_and_the_others_are_told_who(meeting: Meeting) -> None:
    leave = good(meeting.asked())
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: decided(meeting.secretary, leave, "approved"), range(50)))
    assert sorted(one.status_code for one in answers) == [200] + [409] * 49
    late = next(one for one in answers if one.status_code == 409).json()
    assert "已由" in late["detail"], late
    assert good(meeting.member.get(f"/leaves/{leave['id']}"))["step"] == 1


def test_the_roll_takes_a_mark_before_a_sign_in_before_a_leave(meeting: Meeting) -> None:
    meeting.granted()
    meeting.move(1)
    first, second = meeting.sittings
    code = good(meeting.clerk.get(f"/sittings/{second}/hall"))["code"]
    now = clock.now().isoformat()
    seen = {"nonce": "0123456789abcdef", "code": code, "seen_at": now}
    good(
        meeting.member.post(
            "/me/sign-ins", json={"device": "a-phone-of-mine", "sent_at": now, "attempts": [seen]}
        )
    )
    came = meeting.line(1)
    assert (came["status"], came["leave"]) == ("present", "approved"), "who came is there, both are shown"
    mark = {"member_id": meeting.member.member_id, "status": "absent"}
    meeting.close(0)
    meeting.close(1)
    assert [meeting.line(place)["status"] for place in (0, 1)] == ["excused", "present"]
    good(meeting.clerk.post(f"/sittings/{first}/reopen", json={"reason": "核对"}))
    good(meeting.clerk.put(f"/sittings/{first}/roll", json={"lines": [mark]}))
    marked = meeting.close(0)["entries"]
    mine = next(one for one in marked if one["member_id"] == meeting.member.member_id)
    assert (mine["status"], mine["leave"], mine["method"]) == ("absent", "approved", "clerk")


def test_a_leave_is_cancelled_until_its_sitting_closes_and_no_longer(meeting: Meeting) -> None:
    leave = meeting.granted()
    meeting.move(1)
    meeting.close(0)
    note = {"note": "提前返程"}
    left = good(meeting.member.post(f"/leaves/{leave['id']}/cancel", json=note))
    assert [one["cancelled"] for one in left["sittings"]] == [False, True] and left["state"] == "approved"
    assert meeting.member.post(f"/leaves/{leave['id']}/cancel", json=note).status_code == 409
    meeting.close(1)
    assert [meeting.line(place)["status"] for place in (0, 1)] == ["excused", "absent"]


def test_the_answer_to_the_invitation_follows_the_leave(meeting: Meeting) -> None:
    def answer() -> str:
        shown = good(meeting.member.get(f"/activities/{meeting.activity['id']}"))
        return str(shown["my_response"])

    leave = good(meeting.asked())
    assert answer() == "declined"
    good(decided(meeting.secretary, leave, "rejected", comment="须到会"))
    assert answer() == "pending"
    leave = good(meeting.asked())
    good(meeting.member.post(f"/leaves/{leave['id']}/withdraw", json={"note": ""}))
    assert answer() == "pending"
    leave = meeting.granted()
    assert answer() == "declined"
    good(meeting.member.post(f"/leaves/{leave['id']}/cancel", json={"note": ""}))
    assert answer() == "accepted"
    good(meeting.member.put(f"/activities/{meeting.activity['id']}/response", json={"accept": False}))
    leave = good(meeting.asked())
    good(meeting.member.post(f"/leaves/{leave['id']}/withdraw", json={"note": ""}))
    assert answer() == "declined"


def test_a_closing_told_anew_does_not_remember_a_leave_that_was_cancelled(meeting: Meeting) -> None:
    leave = meeting.granted(reason="official_mission", detail="")
    meeting.move(1)
    meeting.close(0)
    assert meeting.line()["status"] == "excused_not_counted"
    good(meeting.clerk.post(f"/sittings/{meeting.sittings[0]}/reopen", json={"reason": "有变"}))
    good(meeting.member.post(f"/leaves/{leave['id']}/cancel", json={}))
    meeting.close(0)
    assert meeting.line()["status"] == "absent"


def test_leave_asked_afterwards_is_offered_to_the_office_and_corrects_one_record(meeting: Meeting) -> None:
    meeting.move(5)
    meeting.close(0)
    leave = meeting.granted(sitting_ids=meeting.sittings[:1])
    assert leave["retrospective"] and meeting.line()["status"] == "absent", "nothing changes silently"
    offer = good(meeting.clerk.get("/leave-corrections"))
    assert [one["member_id"] for one in offer] == [meeting.member.member_id]
    path, body = f"/sittings/{meeting.sittings[0]}/leave-correction", {"member_id": meeting.member.member_id}
    good(meeting.clerk.post(path, json=body, headers={"If-Match": f'"{offer[0]["roll_version"]}"'}))
    assert good(meeting.clerk.get("/leave-corrections")) == []
    assert meeting.clerk.post(path, json=body).status_code == 409
    records = good(meeting.member.get("/me/dossier"))["records"]
    assert [one["status"] for one in records] == ["excused"]
    book = good(meeting.office.get("/ledger"))["items"]
    assert sum(one["quantity"] for one in book) == 2 and len(book) == 4


def test_a_correction_by_leave_does_not_outlive_the_leave(meeting: Meeting) -> None:
    meeting.move(5)
    meeting.close(0)
    leave = meeting.granted(sitting_ids=meeting.sittings[:1])
    path = f"/sittings/{meeting.sittings[0]}"
    good(meeting.clerk.post(f"{path}/leave-correction", json={"member_id": meeting.member.member_id}))
    good(meeting.clerk.post(f"{path}/reopen", json={"reason": "核对"}))
    assert meeting.line()["status"] == "excused"
    good(meeting.member.post(f"/leaves/{leave['id']}/cancel", json={}))
    assert meeting.close(0)["counts"].get("excused", 0) == 0 and meeting.line()["status"] == "absent"


def test_an_oral_request_lapses_without_its_slip(meeting: Meeting) -> None:
    spoken = {
        "activity_id": meeting.activity["id"],
        "sitting_ids": meeting.sittings,
        "member_id": meeting.member.member_id,
        "reason": "family",
    }
    leave = good(meeting.clerk.post("/leaves", json=spoken))
    assert leave["state"] == "pending_slip" and meeting.line()["leave"] == "pending"
    assert meeting.asked().status_code == 409, "one sitting, one request"
    mine = good(meeting.member.get(f"/leaves/{leave['id']}"))
    slip = {"sitting_ids": meeting.sittings, "reason": "family", "detail": "家人住院"}
    meeting.house.write(overdue, leave["id"])
    tag = {"If-Match": f'"{mine["version"]}"'}
    assert word(meeting.member.put(f"/leaves/{leave['id']}", json=slip, headers=tag)) == (409, "lapsed")
    assert meeting.line()["leave"] is None
    assert good(meeting.member.get(f"/leaves/{leave['id']}"))["state"] == "lapsed"
    assert meeting.asked().status_code == 201


def overdue(session: Session, leave_id: str) -> None:
    council = session.info["council"]
    session.get_one(LeaveRequest, (council, leave_id)).slip_due_on = clock.today() - timedelta(days=1)


def test_a_returned_request_goes_round_again(meeting: Meeting) -> None:
    leave = good(meeting.asked())
    assert decided(meeting.secretary, leave, "returned").status_code == 422, "a return says why"
    back = good(decided(meeting.secretary, leave, "returned", comment="请注明返程日期"))
    assert back["state"] == "returned"
    again = {"sitting_ids": meeting.sittings[:1], "reason": "sickness", "detail": "周五出院"}
    tag = {"If-Match": f'"{leave["version"]}"'}
    assert meeting.member.put(f"/leaves/{leave['id']}", json=again, headers=tag).status_code == 412
    tag = {"If-Match": f'"{back["version"]}"'}
    sent = good(meeting.member.put(f"/leaves/{leave['id']}", json=again, headers=tag))
    assert (sent["round"], sent["state"], len(sent["steps"])) == (2, "submitted", 1), "half a day: one step"
    assert good(decided(meeting.secretary, sent, "rejected", comment="请到会"))["state"] == "rejected"


def test_a_deputy_decides_in_the_approvers_place_for_the_days_named(meeting: Meeting) -> None:
    leave = good(meeting.asked())
    today = clock.today().isoformat()
    body = {"deputy_id": meeting.friend.member_id, "starts_on": today, "ends_on": today}
    named = good(meeting.secretary.post("/leave-deputies", json=body))
    after = good(decided(meeting.friend, leave, "approved"))
    step = after["steps"][0]
    assert (step["way"], step["decided_for"]) == ("deputy", "陈秘书")
    assert meeting.secretary.delete(f"/leave-deputies/{named['id']}").status_code == 204
    assert meeting.friend.get(f"/leaves/{leave['id']}").status_code == 404
    noted = decided(meeting.office, after, "approved", recorded=True)
    assert noted.status_code == 422, "what the office notes says where it stands"
    step = good(decided(meeting.office, after, "approved", recorded=True, comment="纸质假条"))["steps"][1]
    assert (step["way"], step["decided_for"]) == ("recorded", "周主席")


def test_nobody_decides_on_oneself(meeting: Meeting) -> None:
    start = clock.now() + timedelta(hours=80)
    body = {
        "title": "主席会议",
        "kind": "chairpersons_council",
        "sittings": [{"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=2)).isoformat()}],
        "due": {"rule": "members", "member_ids": [meeting.chair.member_id]},
    }
    held = good(meeting.clerk.post("/activities", json=body))
    asked = {"activity_id": held["id"], "sitting_ids": [held["sittings"][0]["id"]], "reason": "work"}
    leave = good(meeting.chair.post("/me/leaves", json=asked))
    assert [step["names"] for step in leave["steps"]] == [["办公室"]]
    assert word(decided(meeting.chair, leave, "approved")) == (403, "own_request")
    assert good(decided(meeting.office, leave, "approved"))["state"] == "approved"


def test_the_office_changes_the_rules_as_a_whole_and_sees_the_result_first(meeting: Meeting) -> None:
    rules = good(meeting.office.get("/leave-rules"))
    assert rules.pop("version") == 0 and rules.pop("changed_at") is None
    strict = {**rules, "rules": [{"kinds": ["standing_committee"], "chain": []}, *rules["rules"]]}
    example = {"kind": "standing_committee", "member_id": meeting.member.member_id, "span": "half_day"}
    seen = good(meeting.office.post("/leave-rules/try", json={"rules": strict, **example}))
    assert not seen["possible"] and seen["row"] == 1
    assert good(meeting.member.get("/leave-rules"))["version"] == 0, "trying keeps nothing"
    tag = {"If-Match": '"0"'}
    assert good(meeting.office.put("/leave-rules", json=strict, headers=tag))["version"] == 1
    assert meeting.office.put("/leave-rules", json=rules, headers=tag).status_code == 412
    assert word(meeting.asked()) == (409, "not_possible")
    open_end = {**rules, "rules": rules["rules"][:-1]}
    assert meeting.office.put("/leave-rules", json=open_end, headers={"If-Match": '"1"'}).status_code == 422


def test_reminders_name_every_sitting_that_counted(meeting: Meeting) -> None:
    rules = good(meeting.office.get("/leave-rules"))
    line = {"kinds": ["standing_committee"], "per": "year", "times": 2, "advice": "建议约谈"}
    new = {"rules": rules["rules"], "reasons": rules["reasons"], "thresholds": [line]}
    good(meeting.office.put("/leave-rules", json=new, headers={"If-Match": '"0"'}))
    meeting.move(1)
    meeting.close(0)
    assert good(meeting.office.get("/attendance-reminders"))["items"] == []
    meeting.close(1)
    found = good(meeting.office.get("/attendance-reminders"))["items"]
    assert {one["member_id"] for one in found} == {meeting.member.member_id, meeting.friend.member_id}
    assert [one["sitting_id"] for one in found[0]["sittings"]] == meeting.sittings
    good(meeting.clerk.post(f"/sittings/{meeting.sittings[1]}/reopen", json={"reason": "登记有误"}))
    assert good(meeting.office.get("/attendance-reminders"))["items"] == []


NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "rule", "said"),
    [
        (48, LeaveRule(chain=["chair"], notice_days=2), (False, False, False)),
        (24, LeaveRule(chain=["chair"], notice_days=2), (False, True, False)),
        (24, LeaveRule(chain=["chair"], notice_days=2, notice="refuse"), (False, False, True)),
        (0, LeaveRule(chain=["chair"]), (True, False, False)),
        (-24 * 7, LeaveRule(chain=["chair"], late_days=7), (True, False, False)),
        (-24 * 8, LeaveRule(chain=["chair"], late_days=7), (True, False, True)),
        (-1, LeaveRule(chain=["chair"], late_days=0), (True, False, True)),
    ],
)
def test_days_are_counted_by_the_calendar(hours: int, rule: LeaveRule, said: tuple[bool, ...]) -> None:
    found = policy.timing(rule, NOW, [NOW + timedelta(hours=hours)])
    assert (found.retrospective, found.short_notice, bool(found.refusal)) == said


def test_the_first_row_that_fits_decides() -> None:
    rules = usual().rules
    assert policy.fitting(rules, "plenary_group", "member", "half_day")[1].chain == ["group_leader"]
    assert policy.fitting(rules, "plenary_group", "member", "whole")[0] == 2
    assert policy.fitting(rules, "standing_committee", "chair_group", "half_day")[1].chain == ["chair"]
    assert policy.fitting(rules, "charity", "member", "whole")[1].chain == ["organising_section"]


STATUSES = ("present", "late", "left_early", "excused", "excused_not_counted", "absent")
MARKS = some.none() | some.builds(
    SimpleNamespace, status=some.sampled_from(STATUSES), method=some.just("clerk")
)
LINES = some.tuples(
    some.sampled_from(["meeting:standing", "meeting:plenary", "activity:survey"]),
    MARKS,
    some.booleans(),
    some.sampled_from(["", "excused", "excused_not_counted"]),
)


def adds_up(lines: list[Any], judge: Any = verdict) -> None:
    """Close every line and compare a member's year with what anybody would count by hand."""
    told = []
    for kind, mark, came, leave in lines:
        found = judge(mark, came=Told("present") if came else None, leave=leave)
        told.append((kind, found.status if found else "absent"))
    words = dossier.NEXT.join(f"{kind}{dossier.PART}{status}" for kind, status in told)
    shown = {f"{one['fact']}:{one['type']}": one for one in attendance(words)}
    for kind in {kind for kind, *_ in lines}:
        there = away = missed = apart = 0
        for where, mark, came, leave in lines:
            if where != kind:
                continue
            counts = mark.status if mark else "present" if came else leave or "absent"
            there += counts in {"present", "late", "left_early"}
            away += counts == "excused"
            missed += counts == "absent"
            apart += counts == "excused_not_counted"
        found = shown.get(kind, {"due": 0, "attended": 0, "excused": 0, "absent": 0})
        assert (found["attended"], found["excused"], found["absent"]) == (there, away, missed)
        assert found["due"] == there + away + missed
        assert found["due"] + apart == sum(where == kind for where, *_ in lines)


@settings(max_examples=60, deadline=None)
@given(some.lists(LINES, min_size=1, max_size=40))
def test_due_is_who_came_who_had_leave_and_who_did_not(lines: list[Any]) -> None:
    adds_up(lines)


def test_a_leave_that_goes_before_presence_is_noticed() -> None:
    def wrong(mark: Any, *, came: Told | None, leave: str) -> Told | None:
        return verdict(mark, came=None if leave else came, leave=leave)

    with pytest.raises(AssertionError):
        adds_up([("meeting:standing", None, True, "excused")], wrong)
