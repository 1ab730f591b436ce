"""A returned record is mended; a form outlives its session; refusals stand at the field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.core import clock
from tests.e2e.conftest import PHONES
from tests.e2e.site import Site
from tests.factories.house import PASSWORD, House


def returned_opinion(house: House) -> str:
    body = {
        "title": "关于农贸市场周边停车难的反映",
        "occurred_on": clock.today().isoformat(),
        "section_id": house.section_id,
        "body": "早市时段占道停车较多。",
    }
    made = house.as_("member").post("/opinions", json=body).json()
    reason = {"reason": "请补充两处市场的名称"}
    done = house.as_("section_clerk").post(
        f"/claims/{made['id']}/return", json=reason, headers={"If-Match": '"1"'}
    )
    assert done.status_code == 200, done.text
    return str(made["id"])


def test_a_returned_record_is_mended_and_verified(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    claim = returned_opinion(house)
    page = visit(PHONES["small"]).log_in(house.as_("member"))
    page.get_by_role("link", name="关于农贸市场周边停车难的反映").first.click()
    page.get_by_text("退回原因：请补充两处市场的名称").wait_for()
    page.get_by_role("button", name="补正").click()
    page.get_by_label("正文").fill("当湖、钟埭两处市场早市时段占道停车较多。")
    page.get_by_role("button", name="重新提交核实").click()
    page.get_by_text("由提案委办公室核实").wait_for()
    clerk = house.as_("section_clerk")
    now = clerk.get(f"/opinions/{claim}").json()
    assert now["state"] == "submitted" and "钟埭" in now["body"]
    done = clerk.post(f"/claims/{claim}/verify", headers={"If-Match": f'"{now["version"]}"'})
    assert done.status_code == 200, done.text
    page.reload()
    page.get_by_text("已核实").wait_for()


def test_a_session_that_ends_in_the_middle_of_a_form_loses_nothing(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    member = house.as_("member")
    claim = returned_opinion(house)
    page = visit().log_in(member)
    page.goto(f"/records/{claim}/edit")
    page.get_by_label("正文").fill("写到一半的话。")
    for session in member.get("/auth/sessions").json():
        if session["id"] != member.session_id:  # type: ignore[attr-defined]
            member.delete(f"/auth/sessions/{session['id']}")
    page.get_by_role("button", name="重新提交核实").click()
    again = page.get_by_role("dialog", name="请重新登录")
    again.get_by_label("账号").fill(member.username)  # type: ignore[attr-defined]
    again.get_by_label("密码").fill(PASSWORD)
    again.get_by_role("button", name="登录", exact=True).click()
    page.get_by_text("由提案委办公室核实").wait_for()
    assert house.as_("section_clerk").get(f"/opinions/{claim}").json()["body"] == "写到一半的话。"


def test_all_errors_stand_at_their_fields_and_the_first_has_the_focus(
    place: Site, visit: Callable[..., Any]
) -> None:
    page = visit().log_in(place.house().as_("member"))
    page.goto("/records/new/media_item")
    page.get_by_label("媒体名称").wait_for()
    page.get_by_role("button", name="提交核实").click()
    for sentence in ("请填写题目。", "请选择受理部门。", "请填写媒体名称。", "请填写层级。"):
        page.get_by_text(sentence).wait_for()
    assert page.evaluate("document.activeElement.closest('[data-field]').dataset.field") == "title"


def test_an_invitation_is_answered_from_the_first_screen(place: Site, visit: Callable[..., Any]) -> None:
    from datetime import timedelta

    house = place.house()
    member, clerk = house.as_("member"), house.as_("section_clerk")
    start = clock.now() + timedelta(days=2)
    sitting = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=3)).isoformat()}
    due = {"rule": "members", "member_ids": [member.member_id]}
    body = {"title": "常委会第三十四次会议", "kind": "standing_committee", "sittings": [sitting], "due": due}
    activity = clerk.post("/activities", json=body).json()
    page = visit(PHONES["small"]).log_in(member)
    page.get_by_role("button", name="参加", exact=True).click()
    page.get_by_text("已回复：参加").wait_for()
    answers = clerk.get(f"/activities/{activity['id']}/invitations").json()
    assert [one["response"] for one in answers] == ["accepted"]
