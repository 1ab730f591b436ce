"""An objection from the receipt to the new score beside the old."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.e2e.conftest import DESK, PHONES
from tests.e2e.site import Site
from tests.standings.test_objections import YEAR, in_force, reported, scored


def test_a_doubted_line_is_answered_corrected_and_shown_before_and_now(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    member, _ = scored(house)
    phone = visit(PHONES["usual"]).log_in(member)
    phone.goto(f"/me/score?year={YEAR}")
    phone.get_by_role("link", name="对这一项有异议").click()
    phone.get_by_role("heading", name="提出异议").wait_for()
    phone.get_by_role("button", name="提交异议").click()
    phone.get_by_text("请写明理由。").wait_for()
    phone.get_by_label("理由").fill("十月那篇信息没有记上")
    phone.get_by_role("button", name="提交异议").click()
    phone.get_by_text("待答复").wait_for()
    here = phone.url

    desk = visit(DESK).log_in(house.as_("secretariat"))
    desk.goto("/desk")
    desk.get_by_role("link", name="1 项异议等着答复").click()
    desk.get_by_text("十月那篇信息没有记上").wait_for()
    desk.get_by_label("答复").fill("查明漏记一篇，已补记。")
    desk.get_by_role("button", name="成立", exact=True).click()
    desk.get_by_text("的异议：成立。").wait_for()
    desk.get_by_text("没有这样的异议。").wait_for()

    reported(house, member)
    in_force(house)
    phone.goto(here)
    phone.locator("[data-came]", has_text="这一项由 5 分改为 10 分").wait_for()
    phone.get_by_text("查明漏记一篇，已补记。").wait_for()
    phone.get_by_role("link", name="新记入").wait_for()
    phone.goto("/me/objections")
    phone.get_by_role("link", name="社情民意").get_by_text("成立").wait_for()


def test_the_office_marks_a_day_and_takes_the_mark_back(place: Site, visit: Callable[..., Any]) -> None:
    desk = visit(DESK).log_in(place.house().as_("council_admin"))
    desk.goto("/desk/council")
    desk.get_by_role("heading", name="工作日历").wait_for()
    desk.get_by_label("日期").fill(f"{YEAR}-12-02")
    desk.get_by_label("说明").fill("全市停电")
    desk.get_by_role("button", name="添加", exact=True).click()
    desk.get_by_text("本会录入。").wait_for()
    desk.get_by_text("全市停电").wait_for()
    desk.get_by_role("button", name=f"移去 {YEAR}-12-02").click()
    desk.get_by_text("全市停电").wait_for(state="detached")
