"""The desk's search by keyboard: slash, letters, arrows, Enter, Escape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.e2e.conftest import DESK
from tests.e2e.site import Site
from tests.factories.house import House
from tests.facts.pieces import opinion, proposal
from tests.flow.test_roll_to_dossier import convene


def filled(place: Site) -> House:
    """Return a council with a hit in four families."""
    house = place.house()
    house.member("王停车")
    house.unit("sector", "停车界")
    proposal(house, house.as_("member"), title="关于老旧小区停车的建议")
    for number in range(6):
        opinion(house, house.as_("member"), title=f"停车信息{number}")
    convene(house, [house.member("赵到会")], title="停车协商会")
    return house


def test_the_keyboard_alone_finds_and_opens(place: Site, visit: Callable[..., Any]) -> None:
    house = filled(place)
    page = visit(DESK).log_in(house.as_("secretariat"))
    page.goto("/desk")
    page.get_by_role("heading", level=1).wait_for()
    page.keyboard.press("/")
    page.keyboard.type("停车")
    page.get_by_role("option").first.wait_for()
    names = page.get_by_role("group").evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")
    assert names == ["委员", "提案", "社情民意", "活动", "机构"]
    assert page.get_by_role("option", name="还有更多").count() == 1
    box = page.get_by_role("combobox")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.inner_text().startswith("关于老旧小区停车的建议")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false" and box.input_value() == "停车"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/members/*")


def test_what_is_more_than_five_stands_in_the_list_that_the_search_leads_to(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    somebody = house.member("赵到会")
    sitting = {"starts_at": "2022-03-01T09:00:00+08:00", "ends_at": "2022-03-01T11:00:00+08:00"}
    for kind in ("sector", "activity_group"):
        for number in range(3):
            house.unit(kind, f"停车{number}")
    for number in range(6):
        opinion(house, house.as_("member"), title=f"停车信息{number}")
        opinion(house, house.as_("member"), title=f"充电信息{number}")
        convene(house, [somebody], title=f"停车协商{number}", sittings=[sitting])
    page = visit(DESK).log_in(house.as_("secretariat"))
    box = page.get_by_role("combobox", name="查找")

    def led_to(typed: str, family: str, wanted: list[str]) -> list[str]:
        box.fill(typed)
        page.get_by_role("group", name=family).get_by_role("option", name="还有更多").click()
        # The list before this one may hold as many lines with the same words.
        for title in wanted:
            page.get_by_role("link", name=title).first.wait_for()
        return sorted(page.locator("[data-row]").all_inner_texts())

    for typed, family, wanted in (
        ("停车", "社情民意", [f"停车信息{number}" for number in range(6)]),
        ("充电", "社情民意", [f"充电信息{number}" for number in range(6)]),
        ("停车", "机构", sorted(2 * [f"停车{number}" for number in range(3)])),
        # What is over is found as well as what is to come.
        ("停车", "活动", [f"停车协商{number}" for number in range(6)]),
    ):
        assert led_to(typed, family, wanted) == wanted
    marked = page.get_by_role("navigation", name="工作台导航").locator("[aria-current]")
    assert marked.inner_text() == "活动"
    for path in ("/desk/records/new", "/desk/records/new/opinion"):
        page.goto(path)
        page.get_by_role("heading", level=1).wait_for()
        assert marked.inner_text() == "履职记录", path


def test_an_answer_that_comes_too_late_is_dropped(place: Site, visit: Callable[..., Any]) -> None:
    house = filled(place)
    visitor = visit(DESK)
    page = visitor.log_in(house.as_("secretariat"))
    page.goto("/desk")
    held: list[Any] = []

    def hold(route: Any) -> None:
        # The first question waits until the second is answered.
        if not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/api/v1/search?*", hold)
    box = page.get_by_role("combobox")
    with page.expect_request("**/api/v1/search?*"):
        box.fill("协商")
    for _ in range(100):
        if held:
            break
        page.wait_for_timeout(50)
    box.fill("停车界")
    page.get_by_role("option", name="停车界").wait_for()
    held[0].continue_()
    page.wait_for_timeout(200)
    assert page.get_by_role("option").count() == 1
    box.fill("没有的词")
    page.get_by_text("没有查到").wait_for()
    box.fill("停")
    assert box.get_attribute("aria-expanded") == "false"


def test_a_system_administrator_has_no_search(place: Site, visit: Callable[..., Any]) -> None:
    page = visit(DESK).log_in(place.house().as_("system_admin"))
    page.goto("/desk")
    page.get_by_role("heading", level=1).wait_for()
    assert page.get_by_role("combobox").count() == 0
