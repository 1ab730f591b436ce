"""A rule book changed in the form, tried on last year, adopted, and named by a member's receipt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.core import clock
from tests.e2e import barriers
from tests.e2e.conftest import DESK, PHONES
from tests.e2e.site import Site
from tests.factories.house import House

TEXT = """format: 1
id: story-{year}
title: 委员履职考评办法
year: {year}
structure: {{kind: accumulate_from_zero}}
sections:
  - {{id: base, title: 基础分}}
items:
  - id: opinions
    title: 社情民意信息
    section: base
    article: 第六条
    select: {{fact: opinion}}
    award: {{each: 5}}
    limit: {{cap: 20}}
bands:
  - {{name: 优秀, min: 16}}
  - {{name: 称职, below: 16}}
examples:
  - id: 例一
    facts: [{{opinion: 一件}}]
    expect: {{breakdown: {{opinions: 5}}, total: 5, grade: 称职}}
"""


def adopted_last_year(house: House, year: int) -> str:
    author = house.as_("scheme_author")
    scheme = author.post("/schemes", json={"text": TEXT.format(year=year)}).json()["id"]
    assert author.post(f"/schemes/{scheme}/check").json()["mistakes"] == []
    decision = {"year": year, "body": "十四届二十次主席会议", "decided_on": f"{year}-01-10"}
    assert house.as_("secretariat").post(f"/schemes/{scheme}/adopt", json=decision).status_code == 200
    return str(scheme)


def reported(house: House, day: str) -> None:
    body = {"title": "一篇信息", "occurred_on": day, "section_id": house.section_id, "body": "建议。"}
    made = house.as_("member").post("/opinions", json=body)
    assert made.status_code == 201, made.text
    clerk = house.as_("section_clerk")
    done = clerk.post(f"/claims/{made.json()['id']}/verify", headers={"If-Match": '"1"'})
    assert done.status_code == 200, done.text


def test_a_change_made_in_the_form_reaches_the_members_receipt(
    place: Site, visit: Callable[..., Any]
) -> None:
    house, year = place.house(), clock.today().year
    house.as_("member")
    old = adopted_last_year(house, year - 1)
    reported(house, f"{year - 1}-03-02")
    reported(house, clock.today().isoformat())

    page = visit(DESK, bypass_csp=True).log_in(house.as_("scheme_author"))
    page.goto(f"/desk/schemes/{old}")
    page.get_by_role("button", name="复制为下一年度").click()
    sheet = page.get_by_role("dialog")
    assert sheet.get_by_label("用于哪个年度").input_value() == str(year)
    sheet.get_by_role("button", name="复制并修改").click()
    page.wait_for_url("**/edit")

    steps = page.get_by_role("navigation", name="步骤")
    steps.get_by_role("button", name="条目").click()
    page.get_by_text("计入社情民意信息。").wait_for()
    page.locator("summary", has_text="社情民意信息").first.click()
    page.get_by_label("条款").fill("第九条")
    page.get_by_label("每次给").fill("8")
    page.get_by_text("每件 8 分").wait_for()
    if barriers.AXE.is_file():
        assert barriers.serious(page) == []
    # The worked example no longer holds, and says so beside its own figures.
    steps.get_by_role("button", name="算例").click()
    page.locator(".wrong", has_text="总分应为 5，按办法算得 8").first.wait_for()
    page.get_by_label("总分").fill("8")
    page.get_by_label("数值").first.fill("8")
    page.get_by_role("button", name="下一步：检查").click()
    page.get_by_text("没有要改的地方，1 个算例全部相符，可以提交。").wait_for()
    page.get_by_role("button", name="保存修改").click()
    page.get_by_role("button", name="验算").click()
    page.get_by_text("采用须由另一人办理").wait_for()
    assert not page.get_by_role("button", name="采用", exact=True).count()
    scheme = page.url

    page.get_by_role("link", name="与另一份比较").click()
    page.get_by_text("每件分值由 5 分 改为 8 分").or_(page.get_by_text("由 5 分改为 8 分")).first.wait_for()
    page.goto(f"{scheme}/dry-run?year={year - 1}")
    page.get_by_text("1 名得分提高").wait_for()
    page.locator("[data-member]", has_text="第九条").wait_for()
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="打印").is_visible()
    page.emulate_media(media="screen")

    office = visit(DESK).log_in(house.as_("secretariat"))
    office.goto(f"{scheme}/what-if?year={year - 1}")
    office.get_by_label("改哪个数").select_option(label="社情民意信息 · 每次给：8")
    office.get_by_label("改成").fill("9")
    office.get_by_role("button", name="看看谁会变动").click()
    office.get_by_text("1 名得分提高").wait_for()
    office.goto(scheme)
    office.get_by_role("button", name="采用", exact=True).click()
    sheet = office.get_by_role("dialog")
    sheet.get_by_label("履职年度").select_option(str(year))
    sheet.get_by_label("哪次会议决定").fill("十四届三十次主席会议")
    sheet.get_by_role("button", name="确认采用").click()
    office.get_by_text(f"{year} 年度已采用本办法。").wait_for()

    phone = visit(PHONES["usual"]).log_in(house.as_("member"))
    phone.goto("/me/score")
    phone.get_by_text("第九条", exact=True).wait_for()
    phone.get_by_text("每件 +8").wait_for()
    phone.get_by_role("link", name="我还能做什么").click()
    phone.get_by_role("heading", name="距“优秀”还差 8 分").wait_for()
    phone.locator("[data-next] li").first.wait_for()


@pytest.mark.parametrize("start", ["", "?library=anhui-chaohu", "?library=anhui-anqing"])
def test_every_step_of_the_form_keeps_no_reader_out(
    place: Site, visit: Callable[..., Any], start: str
) -> None:
    page = visit(DESK, bypass_csp=True).log_in(place.house().as_("scheme_author"))
    page.goto(f"/desk/schemes/new{start}")
    buttons = page.get_by_role("navigation", name="步骤").get_by_role("button")
    buttons.first.wait_for()
    for number in range(buttons.count()):
        buttons.nth(number).click()
        for summary in page.locator(".list > li > details > summary").all()[:2]:
            summary.click()
        if barriers.AXE.is_file():
            assert barriers.serious(page) == []
        assert barriers.wide(page, barriers.NARROW) == []
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})


def test_items_are_made_from_a_sentence_moved_by_keys_and_taken_away(
    place: Site, visit: Callable[..., Any]
) -> None:
    page = visit(DESK).log_in(place.house().as_("scheme_author"))
    page.goto("/desk/schemes/new")
    page.get_by_role("navigation", name="步骤").get_by_role("button", name="条目").click()
    for sentence, title in (("按半天给分", "参加活动"), ("由办公室评定给分", "本职工作")):
        page.get_by_role("button", name="添加条目").click()
        page.get_by_role("dialog").get_by_role("button", name=sentence).click()
        page.locator(".wrong", has_text="请填写名称。").wait_for()
        page.locator(".list > li").last.get_by_label("名称").first.fill(title)
    page.get_by_text("每个半天 5 分。").wait_for()
    page.locator("summary", has_text="本职工作").first.focus()
    page.keyboard.press("Alt+ArrowUp")
    titles = page.locator(".list > li > details > summary b")
    assert titles.all_inner_texts() == ["本职工作", "参加活动"]
    page.get_by_role("button", name="删除“本职工作”").click()
    assert titles.all_inner_texts() == ["参加活动"]
    page.get_by_role("button", name="办法原文").click()
    text = page.get_by_role("textbox", name="办法原文")
    # The text follows the form after a moment.
    page.wait_for_function(
        "() => (([has, lacks]) => has && !lacks)(['参加活动', '本职工作']"
        ".map((word) => document.querySelector('textarea').value.includes(word)))"
    )
    assert "measure: {sum: half_days}" in text.input_value() and "本职工作" not in text.input_value()
    # What was not handed in is there again after the page was left.
    page.reload()
    page.get_by_text("已接着上次没有提交的内容。").wait_for()
