"""Leave on the phone: asked with the approver named, granted, cancelled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from app.core import clock
from tests.e2e.conftest import PHONES
from tests.e2e.site import Site


def test_leave_is_asked_granted_on_the_phone_and_cancelled(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    member, clerk = house.as_("member"), house.as_("section_clerk")
    start = clock.now() + timedelta(days=3)
    body = {
        "title": "居家养老对口协商会",
        "kind": "consultation",
        "sittings": [{"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=2)).isoformat()}],
        "due": {"rule": "members", "member_ids": [member.member_id]},
    }
    activity = clerk.post("/activities", json=body).json()
    page = visit(PHONES["small"]).log_in(member)
    page.goto(f"/calendar/{activity['id']}")
    page.get_by_role("link", name="请假").click()
    page.get_by_text("组织部门 提案委办公室").wait_for()
    page.get_by_label("事由").select_option(label="病假")
    page.get_by_role("button", name="提交请假").click()
    page.get_by_text("待审批").first.wait_for()
    waiting = clerk.get("/leaves").json()["items"]
    assert [one["reason_label"] for one in waiting] == ["病假"]
    said = {"decision": "approved", "round": 1, "step": 0}
    assert clerk.post(f"/leaves/{waiting[0]['id']}/decide", json=said).status_code == 200
    page.reload()
    page.get_by_text("已准假").first.wait_for()
    page.get_by_role("button", name="销假").click()
    page.get_by_role("dialog").get_by_role("button", name="销假").click()
    page.get_by_text("已销假").first.wait_for()
    roll = clerk.get(f"/sittings/{activity['sittings'][0]['id']}/roll").json()
    assert roll["counts"] == {"unmarked": 1}
