"""A venue on the ground: set at the desk, compared by the phone, refused by another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import segno

from tests.e2e.conftest import DESK, PHONES
from tests.e2e.site import Site
from tests.e2e.test_sign_in import CAMERA, KEPT, convene, shown

#: Some three kilometres from the venue.
AWAY = {"latitude": 30.705, "longitude": 121.0152, "accuracy": 20}
HERE = {"latitude": 30.6785, "longitude": 121.0152, "accuracy": 20}
WAS = "在会场范围内，精度 20 米"


def test_a_phone_compares_by_itself_and_sends_no_position(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    member, clerk = house.as_("member"), house.as_("section_clerk")
    morning, afternoon = convene(house, member)
    activity = clerk.get(f"/sittings/{morning}/roll").json()["activity_id"]
    desk = visit(DESK).log_in(clerk)
    desk.goto(f"/desk/activities/{activity}")
    venue = desk.locator("form").filter(has=desk.get_by_label("半径（米）"))
    for name, said in (("名称", "市民中心"), ("纬度", "30.6781"), ("经度", "121.0152")):
        venue.get_by_label(name, exact=True).fill(said)
    venue.get_by_role("button", name="加入").click()
    desk.get_by_text("市民中心，半径 200 米").wait_for()

    visitor = visit(PHONES["small"], geolocation=AWAY, permissions=["geolocation"])
    page = visitor.log_in(member)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    page.goto("/sign-in")
    page.get_by_text("不允许也照常签到").wait_for()
    page.evaluate(CAMERA, [list(row) for row in segno.make(shown(house, afternoon), micro=False).matrix])
    page.get_by_role("button", name="扫会场码").click()
    page.get_by_text("已计入").wait_for()
    visitor.context.set_geolocation(HERE)
    page.reload()
    six = page.get_by_label("六位数字")
    six.fill(clerk.get(f"/sittings/{morning}/hall").json()["digits"])
    page.get_by_role("button", name="用数字签到").click()
    page.get_by_text("签到成功").wait_for()
    kept = str(page.evaluate(KEPT, "sign_ins"))
    asked = [one for one in sent if '"attempts"' in one]
    assert len(asked) == 2
    assert not [one for one in [*sent, kept] if "30.705" in one or "30.6785" in one]

    def known(sitting: str) -> list[tuple[Any, ...]]:
        items = clerk.get(f"/sittings/{sitting}/sign-ins").json()["items"]
        return [(one["inside"], one["accuracy"], one["doubts"], one["verdict"]) for one in items]

    assert known(afternoon) == [(False, 20, ["outside"], "accepted")]
    assert known(morning) == [(True, 20, [], "accepted")]
    desk.goto("/desk/sign-in-reviews")
    desk.get_by_text(f"不{WAS}").wait_for()


def test_a_phone_that_may_not_say_signs_in_all_the_same(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    member, clerk = house.as_("member"), house.as_("section_clerk")
    morning, _ = convene(house, member)
    activity = clerk.get(f"/activities/{clerk.get(f'/sittings/{morning}/roll').json()['activity_id']}").json()
    venue = {"name": "市民中心", "latitude": 30.6781, "longitude": 121.0152, "radius": 200}
    path, held = f"/activities/{activity['id']}", {"If-Match": f'"{activity["version"]}"'}
    assert clerk.patch(path, json={"fences": [venue]}, headers=held).status_code == 200
    page = visit(PHONES["small"]).log_in(member)
    page.goto("/sign-in")
    page.get_by_text("不允许也照常签到").wait_for()
    page.evaluate(CAMERA, [list(row) for row in segno.make(shown(house, morning), micro=False).matrix])
    page.get_by_role("button", name="扫会场码").click()
    page.get_by_text("已计入").wait_for()
    (one,) = clerk.get(f"/sittings/{morning}/sign-ins").json()["items"]
    assert (one["inside"], one["accuracy"], one["doubts"], one["verdict"]) == (None, None, [], "accepted")
