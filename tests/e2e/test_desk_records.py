"""The desk's inbox, activities, rolls and records, by keyboard and by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.core import clock
from tests.e2e.conftest import DESK, PHONES
from tests.e2e.site import Site
from tests.factories.house import House

TITLE = "关于农贸市场周边停车难的反映"


def hand_in(house: House, title: str = TITLE, **more: Any) -> str:
    """Let the member hand an opinion in; return its id."""
    body = {
        "title": title,
        "occurred_on": clock.today().isoformat(),
        "section_id": house.section_id,
        "body": "早市时段占道停车较多。",
        **more,
    }
    made = house.as_("member").post("/opinions", json=body)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def test_a_clerk_verifies_by_keyboard_and_takes_it_back(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    first, second = hand_in(house), hand_in(house, "关于老旧小区加装充电桩的建议")
    clerk = house.as_("section_clerk")
    page = visit(DESK).log_in(clerk)
    page.goto("/desk/inbox")
    page.get_by_role("heading", name=TITLE).wait_for()
    page.get_by_role("button", name="待我核实 2").wait_for()
    page.keyboard.press("j")
    page.get_by_role("heading", name="关于老旧小区加装充电桩的建议").wait_for()
    page.keyboard.press("k")
    page.get_by_role("heading", name=TITLE).wait_for()
    page.keyboard.press("y")
    page.get_by_role("button", name="待我核实 1").wait_for()
    page.get_by_role("heading", name="关于老旧小区加装充电桩的建议").wait_for()
    assert clerk.get(f"/claims/{first}").json()["state"] == "verified"
    page.keyboard.press("z")
    page.get_by_text("已撤回，记录回到待核实。").wait_for()
    page.get_by_role("button", name="待我核实 2").wait_for()
    assert clerk.get(f"/claims/{first}").json()["state"] == "submitted"
    assert sum(line["quantity"] for line in clerk.get(f"/ledger?claim_id={first}").json()["items"]) == 0
    assert clerk.get(f"/claims/{second}").json()["state"] == "submitted"


def test_a_record_that_somebody_else_verified_is_said_and_the_list_moves_on(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    first = hand_in(house)
    hand_in(house, "关于老旧小区加装充电桩的建议")
    page = visit(DESK).log_in(house.as_("section_clerk"))
    page.goto("/desk/inbox")
    page.get_by_role("heading", name=TITLE).wait_for()
    assert house.as_("verifier").post(f"/claims/{first}/verify").status_code == 200
    page.keyboard.press("y")
    page.get_by_role("heading", name="关于老旧小区加装充电桩的建议").wait_for()
    page.get_by_role("button", name="本周已核实 1").wait_for()
    assert page.get_by_role("status").first.inner_text() != ""


def test_a_returned_record_is_mended_on_the_phone_and_then_verified(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    claim = hand_in(house)
    desk = visit(DESK).log_in(house.as_("section_clerk"))
    desk.goto("/desk/inbox")
    desk.get_by_role("heading", name=TITLE).wait_for()
    desk.keyboard.press("r")
    sheet = desk.get_by_role("dialog", name="退回给填报人")
    sheet.get_by_role("button", name="退回").click()
    sheet.get_by_text("请写明理由").wait_for()
    sheet.get_by_label("理由").fill("请补充两处市场的名称")
    sheet.get_by_role("button", name="退回").click()
    desk.get_by_role("heading", name="今天没有待核实的记录").wait_for()
    phone = visit(PHONES["small"]).log_in(house.as_("member"))
    phone.get_by_role("link", name=TITLE).first.click()
    phone.get_by_text("退回原因：请补充两处市场的名称").wait_for()
    phone.get_by_role("button", name="补正").click()
    phone.get_by_label("正文").fill("当湖、钟埭两处市场早市时段占道停车较多。")
    phone.get_by_role("button", name="重新提交核实").click()
    phone.get_by_text("由提案委办公室核实").wait_for()
    desk.reload()
    desk.get_by_text("当湖、钟埭两处市场").wait_for()
    desk.keyboard.press("y")
    desk.get_by_role("heading", name="今天没有待核实的记录").wait_for()
    assert house.as_("member").get(f"/claims/{claim}").json()["state"] == "verified"
    phone.reload()
    phone.get_by_text("已核实").wait_for()


def test_several_records_are_verified_at_once_each_with_its_verdict(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    first = hand_in(house)
    hand_in(house, "关于老旧小区加装充电桩的建议")
    page = visit(DESK).log_in(house.as_("section_clerk"))
    page.goto("/desk/inbox")
    page.get_by_label(f"选中：{TITLE}").check()
    page.get_by_label("选中：关于老旧小区加装充电桩的建议").check()
    assert house.as_("verifier").post(f"/claims/{first}/verify").status_code == 200
    page.get_by_role("button", name="核实选中的 2 条").click()
    verdicts = page.get_by_role("dialog", name="核实了 1 条，共 2 条")
    verdicts.get_by_text("没有核实").wait_for()
    verdicts.get_by_role("button", name="关闭").last.click()
