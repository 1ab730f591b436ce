"""A record written without a line arrives exactly once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.conftest import PHONES
from tests.e2e.site import Site
from tests.e2e.test_records import returned_opinion

TITLE = "关于老旧小区加装充电桩的建议"


def write_opinion(page: Any, section: str) -> None:
    page.get_by_label("题目").fill(TITLE)
    page.get_by_label("受理部门").select_option(label=section)
    page.get_by_label("正文").fill("多名居民反映充电难。建议在空地加装充电桩。")


@pytest.mark.parametrize("size", PHONES.values(), ids=PHONES)
def test_a_record_written_off_line_survives_the_page_and_arrives_once(
    place: Site, visit: Callable[..., Any], size: tuple[int, int]
) -> None:
    house = place.house()
    member, clerk = house.as_("member"), house.as_("section_clerk")
    visitor = visit(size)
    page = visitor.log_in(member)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    # The form's choices are read once with a line; from then on the phone has them.
    page.goto("/records/new/opinion")
    page.get_by_label("受理部门").locator("option", has_text="提案委办公室").wait_for(state="attached")

    visitor.off_line(True)
    write_opinion(page, "提案委办公室")
    page.get_by_role("button", name="提交核实").click()
    page.get_by_text("没有网络。已记下").wait_for()
    assert clerk.get("/opinions").json()["items"] == []

    visitor.kill()
    page = visitor.open()
    page.goto("/records")
    page.get_by_text(TITLE).wait_for()

    visitor.off_line(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.get_by_role("heading", name="待送达").wait_for(state="detached")
    page.reload()
    page.get_by_role("link", name=TITLE).wait_for()
    arrived = clerk.get("/opinions").json()["items"]
    assert [one["title"] for one in arrived] == [TITLE]

    verified = clerk.post(f"/claims/{arrived[0]['id']}/verify", headers={"If-Match": '"1"'})
    assert verified.status_code == 200, verified.text
    page.goto("/me/dossier")
    page.get_by_text("社情民意信息").wait_for()


def test_a_draft_is_still_there_after_the_page_was_killed(place: Site, visit: Callable[..., Any]) -> None:
    visitor = visit()
    page = visitor.log_in(place.house().as_("member"))
    page.goto("/records/new/opinion")
    page.get_by_label("题目").fill(TITLE)
    page.get_by_text("草稿已在").wait_for()
    visitor.kill()
    page = visitor.open()
    page.goto("/records")
    page.get_by_role("link", name=TITLE).click()
    from playwright.sync_api import expect

    expect(page.get_by_label("题目")).to_have_value(TITLE)


def test_a_record_being_mended_is_still_there_after_the_page_was_killed(
    place: Site, visit: Callable[..., Any]
) -> None:
    from playwright.sync_api import expect

    house = place.house()
    claim = returned_opinion(house)
    visitor = visit()
    page = visitor.log_in(house.as_("member"))
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.goto(f"/records/{claim}/edit")
    page.get_by_label("正文").wait_for()

    visitor.off_line(True)
    page.get_by_label("正文").fill("当湖、钟埭两处市场。")
    page.get_by_text("草稿已在").wait_for()
    page.get_by_role("button", name="重新提交核实").click()
    page.get_by_role("alert").get_by_text("没有网络").wait_for()
    visitor.kill()
    page = visitor.open()
    page.goto("/records")
    page.get_by_text("补正：社情民意").wait_for()
    page.locator(f"a[href='/records/{claim}/edit']").click()
    page.get_by_text("已取回上次没有交的修改。").wait_for()
    expect(page.get_by_label("正文")).to_have_value("当湖、钟埭两处市场。")

    visitor.off_line(False)
    page.get_by_role("button", name="重新提交核实").click()
    page.get_by_text("由提案委办公室核实").wait_for()
    now = house.as_("section_clerk").get(f"/opinions/{claim}").json()
    assert (now["state"], now["body"]) == ("submitted", "当湖、钟埭两处市场。")
    page.goto("/records")
    page.get_by_role("link", name="关于农贸市场周边停车难的反映").wait_for()
    assert page.get_by_role("heading", name="草稿").count() == 0


def test_logging_out_leaves_nothing_on_the_phone(place: Site, visit: Callable[..., Any]) -> None:
    visitor = visit()
    page = visitor.log_in(place.house().as_("member"))
    page.goto("/records/new/opinion")
    page.get_by_label("题目").fill(TITLE)
    page.get_by_text("草稿已在").wait_for()
    page.goto("/me")
    page.get_by_role("button", name="退出登录").click()
    page.get_by_role("button", name="清除并退出").click()
    page.wait_for_url("**/log-in")
    left = page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))")
    kept = page.evaluate("Object.keys(localStorage).filter((key) => /refresh|me$/.test(key))")
    assert (left, kept) == ([], [])
