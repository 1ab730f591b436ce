"""Sanctions: prepared with grounds, the member heard, a body decides, the course stays."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from app.core import clock
from app.council.models import Tenure
from app.stewardship.sanctions import decide
from app.stewardship.sanctions.models import Sanction, SanctionEvent
from tests.factories.house import House
from tests.facts.pieces import refused
from tests.stewardship.hearing import (
    ACTS,
    DECISION,
    GROUND,
    PAPER,
    SOON,
    TODAY,
    WAYS,
    act,
    audited,
    brought,
    good,
    prepared,
)  # fmt: skip

#: What the charter of this room allows, written out once more on purpose: state → act → state.
ALLOWED = {
    "draft": {"edit": "draft", "send": "hearing", "drop": "dropped"},
    "hearing": {"state": "hearing", "close_hearing": "ready", "drop": "dropped"},
    "ready": {"decide": "decided", "reject": "not_adopted", "drop": "dropped"},
    "decided": {"reconsider": "reconsidering"},
    "reconsidering": {"settle": "upheld", "lift": "lifted"},
    "upheld": {}, "lifted": {}, "not_adopted": {}, "dropped": {},
}  # fmt: skip


def _age(row: Sanction) -> None:
    row.decided_on = TODAY - timedelta(days=31)


def kept(house: House, sanction: str) -> Any:
    return good(house.as_("secretariat").get(f"/sanctions/{sanction}"))


@pytest.mark.parametrize("state", WAYS)
def test_every_act_in_every_state_is_right_or_refused_with_nothing_changed(house: House, state: str) -> None:
    member = house.member("孙二")
    sanction = brought(house, member, state)
    before = kept(house, sanction)
    assert before["state"] == state
    for verb in sorted(set(ACTS) - set(ALLOWED[state])):
        refused(act(house, sanction, verb), 409, "illegal_transition")
    assert kept(house, sanction) == before
    for verb, following in ALLOWED[state].items():
        another = brought(house, member, state)
        answer = good(act(house, another, verb))
        assert answer["state"] == following, verb
        assert len(answer["events"]) == len(before["events"]) + 1
        assert answer["version"] == before["version"] + 1


def test_the_member_sees_the_grounds_only_when_told_and_answers_in_own_words(house: House) -> None:
    member = house.as_("member")
    sanction = prepared(house, str(member.member_id))
    refused(member.get(f"/sanctions/{sanction}"), 404, "not_found")
    assert good(member.get("/me/sanctions"))["items"] == []
    refused(member.post(f"/sanctions/{sanction}/statement", json={"text": "说明"}), 404, "not_found")
    good(act(house, sanction, "send"))
    shown = good(member.get(f"/sanctions/{sanction}"))
    assert (shown["may"], shown["grounds"][0]["text"]) == (["state"], GROUND["text"])
    assert [one["act"] for one in shown["events"]] == ["send"]
    refused(act(house, sanction, "close_hearing", note=""), 409, "still_hearing")
    refused(act(house, sanction, "state", form="own"), 403, "not_own")
    own = {"text": "三次均已口头请假，愿意补交假条。"}
    good(member.post(f"/sanctions/{sanction}/statement", json=own))
    good(act(house, sanction, "close_hearing", note=""))
    shown = kept(house, sanction)
    assert (shown["statement"], shown["heard"], shown["state"]) == (own["text"], True, "ready")
    stranger = house.seat("member", member_id=house.member("孙二"))
    refused(stranger.get(f"/sanctions/{sanction}"), 404, "not_found")
    refused(member.post(f"/sanctions/{sanction}/decide", json=DECISION), 403, "forbidden")


def test_grounds_do_not_change_once_sent_and_evidence_is_the_members_own(house: House) -> None:
    member = house.as_("member")
    body = {"title": "一篇信息", "body": "建议。", "occurred_on": TODAY.isoformat()}
    made = good(member.post("/opinions", json={**body, "section_id": house.section_id}))["id"]
    good(house.as_("section_clerk").post(f"/claims/{made}/verify", headers={"If-Match": '"1"'}))
    office = house.as_("secretariat")
    record = good(office.get(f"/ledger?member_id={member.member_id}"))["items"][0]["id"]
    ground = {**GROUND, "evidence": [{"record_id": record}]}
    sanction = prepared(house, str(member.member_id), grounds=[ground])
    behind = kept(house, sanction)["grounds"][0]["evidence"][0]
    assert (behind["claim_id"], behind["title"]) == (made, "一篇信息")
    foreign = {"member_id": house.member("孙二"), "year": TODAY.year, "kind": "talk", "grounds": [ground]}
    refused(office.post("/sanctions", json=foreign), 422, "invalid")
    nothing = {**foreign, "grounds": [{"text": "没有依据", "evidence": []}]}
    refused(office.post("/sanctions", json=nothing), 422, "invalid")


def test_only_the_standing_committee_ends_a_membership(house: House) -> None:
    member = house.as_("member")
    sanction = brought(house, str(member.member_id), "ready", "revoke")
    refused(act(house, sanction, "decide", body="chairpersons_council"), 422, "invalid")
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    good(act(house, sanction, "decide", effect_on=tomorrow))
    tenure = good(house.as_("secretariat").get(f"/members/{member.member_id}"))["tenures"][-1]
    assert (tenure["state"], tenure["ends_on"]) == ("revoked", TODAY.isoformat())
    assert "常委会会议" in tenure["ground"] and "纪要 8 号" in tenure["ground"]
    assert good(member.get("/me/sanctions"))["items"][0]["state"] == "decided"
    assert house.read(decide.waiting) == []
    with clock.shifted_to(TODAY + timedelta(days=1)):
        assert house.read(decide.waiting) == [sanction]
        assert house.write(decide.end_now, sanction) and not house.write(decide.end_now, sanction)
        assert house.read(decide.waiting) == []
    refused(member.get("/me/sanctions"), 401, "seat_gone")


def test_a_decision_that_is_lifted_gives_tenure_posts_and_rights_back(house: House) -> None:
    member_id = house.member("赵常", standing=True)
    member = house.seat("member", member_id=member_id)
    office = house.as_("secretariat")
    before = good(office.get(f"/members/{member_id}"))
    sanction = brought(house, member_id, "decided", "order_resign")
    refused(member.get("/me/sanctions"), 401, "seat_gone")
    assert good(office.get(f"/members/{member_id}"))["tenures"][-1]["state"] == "resigned"
    good(act(house, sanction, "reconsider"))
    shown = good(act(house, sanction, "lift"))
    assert (shown["state"], shown["rights_ended_at"]) == ("lifted", None)
    after = good(office.get(f"/members/{member_id}"))
    assert (after["tenures"], after["posts"]) == (before["tenures"], before["posts"])
    assert good(member.get("/me/sanctions"))["items"][0]["state"] == "lifted"


def test_a_change_of_the_tenure_since_is_not_overwritten(house: House) -> None:
    member_id, office = house.member("赵常"), house.as_("secretariat")
    sanction = brought(house, member_id, "reconsidering", "resignation")
    good(office.post(f"/members/{member_id}/tenures", json={"starts_on": TODAY.isoformat()}))
    ended = (Tenure.council_id == house.council_id, Tenure.state == "resigned")
    earlier = update(Tenure).where(*ended).values(ends_on=date(2024, 1, 1))
    house.write(lambda session: session.execute(earlier))
    refused(act(house, sanction, "lift"), 409, "tenure_changed")
    assert kept(house, sanction)["state"] == "reconsidering"


def test_another_look_is_asked_within_thirty_days_and_nobody_handles_their_own(house: House) -> None:
    member = house.as_("member")
    sanction = brought(house, str(member.member_id), "decided")
    late = brought(house, house.member("钱二"), "decided")
    house.write(lambda session: _age(session.get_one(Sanction, (house.council_id, late))))
    refused(act(house, late, "reconsider"), 409, "too_late")
    assert kept(house, late)["may"] == []
    assert good(member.get(f"/sanctions/{sanction}"))["may"] == ["reconsider"]
    good(member.post(f"/sanctions/{sanction}/reconsider", json={"text": "假条已经补交。"}))
    both = house.seat("secretariat", "member", member_id=house.member("秘书"), section_id=house.section_id)
    new = {"member_id": both.member_id, "year": TODAY.year, "kind": "talk", "grounds": [GROUND]}
    refused(both.post("/sanctions", json=new), 403, "own_sanction")
    own = prepared(house, str(both.member_id))
    refused(both.get(f"/sanctions/{own}"), 404, "not_found")
    assert own not in [one["id"] for one in good(both.get("/sanctions"))["items"]]


def test_the_course_cannot_be_rewritten_and_the_audit_holds_no_words(house: House) -> None:
    sanction = brought(house, house.member("孙二"), "hearing")
    good(act(house, sanction, "state"))
    mine = SanctionEvent.council_id == house.council_id
    for change in (update(SanctionEvent).where(mine).values(text=""), delete(SanctionEvent).where(mine)):
        with pytest.raises(DBAPIError):
            house.write(lambda session, change=change: session.execute(change))
    said = audited(house)
    assert PAPER["text"] not in said and str(GROUND["text"]) not in said
    stale = house.as_("secretariat").post(
        f"/sanctions/{sanction}/send", json={"hear_by": SOON}, headers={"If-Match": '"99"'}
    )
    refused(stale, 412, "stale")


def test_the_members_own_export_tells_what_was_said_and_not_others_notes(house: House) -> None:
    member = house.as_("member")
    prepared(house, str(member.member_id), grounds=[{**GROUND, "text": "还没有送达的理由"}])
    act(house, prepared(house, str(member.member_id)), "send")
    note = {
        "member_id": member.member_id,
        "kind": "sick",
        "on": TODAY.isoformat(),
        "visitor": "主席",
        "note": "旁人记下的话",
    }
    good(house.as_("secretariat").post("/care-visits", json=note))
    with zipfile.ZipFile(io.BytesIO(member.get("/me/export").content)) as archive:
        said = archive.read("我的履职数据.json").decode()
    assert str(GROUND["text"]) in said and "探望" in said
    assert "还没有送达的理由" not in said and "旁人记下的话" not in said
