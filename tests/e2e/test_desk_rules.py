"""A rule book is adopted and a year put in force; a seat is opened by its slip; the auditor sees it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from app.core import clock
from tests.e2e.conftest import DESK
from tests.e2e.site import Site


def test_a_published_scheme_is_adopted_and_its_year_put_in_force(
    place: Site, visit: Callable[..., Any]
) -> None:
    house, year = place.house(), clock.today().year
    house.member("丁一")
    author = visit(DESK).log_in(house.as_("scheme_author"))
    author.goto("/desk/schemes")
    author.get_by_role("link", name="上海市闵行区").click()
    author.get_by_text("每个半天 5 分。").wait_for()
    author.get_by_role("link", name="取用并修改").click()
    author.get_by_role("button", name="办法原文").click()
    box = author.get_by_role("textbox", name="办法原文")
    author.wait_for_function("() => document.querySelector('textarea').value.length > 1000")
    whole = box.input_value()
    box.fill(whole.replace("award: {each: 5}", "award: {eech: 5}"))
    author.get_by_role("button", name="eech").first.click()
    picked = "document.activeElement.value.slice(document.activeElement.selectionStart)"
    assert "eech" in str(author.evaluate(picked)).splitlines()[0]
    author.get_by_role("button", name="提交", exact=True).click()
    author.get_by_role("alert").wait_for()
    box.fill(whole)
    author.get_by_text("4 个算例全部相符，可以提交").wait_for()
    author.get_by_role("button", name="提交", exact=True).click()
    author.wait_for_url(lambda url: "/new" not in url)
    author.get_by_role("button", name="验算").click()
    author.get_by_text("验算通过：4 个算例全部相符").first.wait_for()

    page = visit(DESK).log_in(house.as_("secretariat"))
    page.goto(author.url)
    page.get_by_role("button", name="采用", exact=True).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("履职年度").select_option(str(year))
    sheet.get_by_label("哪次会议决定").fill("十四届三十次主席会议")
    sheet.get_by_text("一个年度只采用一份办法").wait_for()
    sheet.get_by_role("button", name="确认采用").click()
    page.get_by_text(f"{year} 年度已采用本办法。").wait_for()

    page.goto(f"/desk/runs?year={year}")
    page.get_by_role("button", name=f"计算 {year} 年度得分").click()
    page.get_by_role("button", name="使结果生效").click()
    page.get_by_role("dialog").get_by_role("button", name="使结果生效").click()
    page.get_by_text(f"{year} 年度结果已生效。").wait_for()
    page.get_by_role("link", name="丁一").click()
    page.locator("[data-total]").wait_for()
    points = page.locator("[data-points]").all_inner_texts()
    total = Fraction(page.locator("[data-total]").inner_text())
    assert sum((Fraction(one.replace("−", "-")) for one in points), Fraction(0)) == total
    page.goto(f"/desk/standings?year={year}")
    page.get_by_role("link", name="丁一").wait_for()
    page.get_by_text("等次由会议审定").wait_for()


def test_a_seat_is_opened_by_its_slip_and_the_auditor_finds_the_act(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    admin = visit(DESK).log_in(house.as_("council_admin"))
    admin.goto("/desk/seats/new")
    admin.get_by_role("button", name="新设", exact=True).click()
    for sentence in ("请填写姓名。", "登录名须为", "请至少选一个角色。"):
        admin.get_by_text(sentence).first.wait_for()
    admin.get_by_label("姓名", exact=True).fill("钱提案")
    admin.get_by_label("登录名").fill(f"qian.{house.code}")
    admin.get_by_role("checkbox", name="办公室").check()
    admin.get_by_role("button", name="新设", exact=True).click()
    admin.get_by_role("button", name="发放账号条").click()
    admin.get_by_role("dialog").get_by_role("button", name="发放账号条").click()
    password = admin.locator("[data-password]").inner_text()
    assert admin.locator("[data-username]").inner_text() == f"qian.{house.code}"

    page = visit(DESK).page
    page.goto("/log-in")
    page.get_by_label("账号").fill(f"qian.{house.code}")
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/first-password")

    auditor = visit(DESK).log_in(house.as_("auditor"))
    auditor.goto("/desk/audit")
    auditor.get_by_role("cell", name="发放账号条").wait_for()
    auditor.get_by_role("button", name="看全第").first.click()
    auditor.get_by_role("dialog").get_by_text("本条摘要").wait_for()


def test_members_without_an_account_get_theirs_together(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    for name in ("丁一", "王二"):
        house.member(name)
    admin = visit(DESK).log_in(house.as_("council_admin"))
    admin.goto("/desk/seats/members")
    admin.get_by_role("heading", name="2 名委员中 2 名还没有账号").wait_for()
    admin.get_by_role("button", name="选前 2 名").click()
    admin.get_by_role("button", name="为选中的 2 名开设").click()
    admin.get_by_role("heading", name="已开设 2 个账号").wait_for()
    assert len(set(admin.locator("[data-password]").all_inner_texts())) == 2
