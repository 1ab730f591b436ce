"""The office keeps its own affairs: partners, names, terms, answers; guests and sittings taken off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from app.core import clock
from tests.e2e.conftest import DESK
from tests.e2e.site import Site
from tests.flow.test_roll_to_dossier import convene


def test_a_partner_is_added_and_changed(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    page = visit(DESK).log_in(house.as_("secretariat"))
    page.goto("/desk/partners")
    page.get_by_text("还没有联动单位").wait_for()
    page.get_by_role("button", name="新增联动单位").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="保存").click()
    sheet.get_by_text("请填写名称。").wait_for()
    sheet.get_by_label("名称").fill("政协上海市金山区委员会")
    sheet.get_by_label("地区").fill("上海市金山区")
    sheet.get_by_role("button", name="保存").click()
    page.get_by_role("cell", name="政协上海市金山区委员会", exact=True).wait_for()
    page.get_by_role("button", name="修改").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("联动起始").fill("2019-03-01")
    sheet.get_by_role("button", name="保存").click()
    page.get_by_role("cell", name="2019年3月1日").wait_for()
    (kept,) = house.as_("secretariat").get("/partners").json()
    assert (kept["region"], kept["since"]) == ("上海市金山区", "2019-03-01")


def test_a_council_changes_how_it_is_reached_and_opens_a_year(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    admin = house.as_("council_admin")
    page = visit(DESK).log_in(admin)
    page.goto("/desk/council")
    page.get_by_label("办公室电话").fill("0573-85000000")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("status").get_by_text("已保存").wait_for()
    assert admin.get("/council").json()["settings"]["office_phone"] == "0573-85000000"
    # A new term first, then its first year; a span that ends before it starts is refused at the field.
    last = admin.get("/terms").json()[0]
    first = int(last["ends_on"][:4]) + 1
    for button, label, number, ends in (
        ("新增届次", "第几届", last["number"] + 1, f"{first + 4}-12-31"),
        ("新增履职年度", "哪一年度", first, f"{first}-12-31"),
    ):
        page.get_by_role("button", name=button).click()
        sheet = page.get_by_role("dialog")
        sheet.get_by_label(label, exact=True).fill(str(number))
        sheet.get_by_label("起", exact=True).fill(f"{first}-01-01")
        sheet.get_by_label("止", exact=True).fill(f"{first - 1}-12-31")
        sheet.get_by_role("button", name="新增", exact=True).click()
        sheet.locator(".wrong, [data-refusal]").first.wait_for()
        sheet.get_by_label("止", exact=True).fill(ends)
        sheet.get_by_role("button", name="新增", exact=True).click()
        sheet.wait_for(state="detached")
    page.get_by_text(f"{first}年1月1日至{first}年12月31日").wait_for()


def test_the_system_administrator_opens_a_council_with_a_slip_for_its_administrator(
    place: Site, visit: Callable[..., Any]
) -> None:
    page = visit(DESK).log_in(place.house().as_("system_admin"))
    page.goto("/desk/councils")
    page.get_by_role("button", name="开设政协").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("代码").fill("嘉善")
    sheet.get_by_role("button", name="开设").click()
    sheet.get_by_text("代码须为 2 至 20 位小写字母和数字，以字母开头。").wait_for()
    sheet.get_by_label("全称").fill("政协嘉善县委员会")
    sheet.get_by_label("简称").fill("嘉善政协")
    sheet.get_by_label("代码").fill("jiashan")
    sheet.get_by_label("首任管理员姓名").fill("周管理")
    sheet.get_by_label("首任管理员登录名").fill("jiashan-admin")
    sheet.get_by_role("button", name="开设").click()
    page.get_by_text("政协嘉善县委员会已开设，请把账号条交给首任管理员。").wait_for()
    page.get_by_text("jiashan-admin").wait_for()
    page.get_by_role("cell", name="政协嘉善县委员会").wait_for()


def test_a_question_about_the_software_is_answered_at_the_desk(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    member = house.as_("member")
    asked = {"text": "日程页上看不到会场的详细地址。", "page": "/calendar", "client": ""}
    assert member.post("/me/feedback", json=asked).status_code == 201
    page = visit(DESK).log_in(house.as_("secretariat"))
    page.goto("/desk/feedback")
    page.get_by_text(asked["text"]).wait_for()
    page.get_by_role("button", name="答复").click()
    page.get_by_role("button", name="发出答复").click()
    page.get_by_text("请填写答复。").wait_for()
    page.get_by_label("答复").fill("已在活动页补上会场地址。")
    page.get_by_role("button", name="发出答复").click()
    page.get_by_text("没有这样的意见反馈。").wait_for()
    page.get_by_label("状态").select_option(label="全部")
    page.get_by_text("已在活动页补上会场地址。").wait_for()
    (told,) = member.get("/me/feedback").json()["items"]
    assert told["answer"] == "已在活动页补上会场地址。"


def test_a_wrong_guest_and_a_wrong_sitting_are_taken_off_an_activity(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    clerk = house.as_("section_clerk")
    activity = convene(house, [house.member("安应到"), house.member("白误请")])
    start = clock.now() + timedelta(days=2)
    more = {
        "name": "办错的",
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=1)).isoformat(),
    }
    assert clerk.post(f"/activities/{activity['id']}/sittings", json=more).status_code == 201
    page = visit(DESK).log_in(clerk)
    page.goto(f"/desk/activities/{activity['id']}")
    page.get_by_role("row", name="办错的").get_by_role("button", name="删除").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_text("确认过出席的场次不能删除").wait_for()
    sheet.get_by_role("button", name="删除").click()
    page.get_by_text("已删除这一场。").wait_for()
    assert page.get_by_role("button", name="删除").count() == 0
    page.get_by_role("button", name="移出白误请").click()
    page.get_by_role("dialog").get_by_role("button", name="移出").click()
    page.get_by_role("heading", name="应到 1 人").wait_for()
    page.keyboard.press("z")
    page.get_by_role("heading", name="应到 2 人").wait_for()
    left = clerk.get(f"/activities/{activity['id']}").json()
    assert (left["due"], len(left["sittings"])) == (2, 1)


def test_a_written_roster_says_why_it_is_not_taken_back_and_a_year_without_result_what_to_do(
    place: Site, visit: Callable[..., Any]
) -> None:
    from tests.e2e.test_desk_roster import roster

    house = place.house()
    roster(house)
    office = house.as_("secretariat")
    page = visit(DESK).log_in(office)
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.goto(f"/desk/imports/{office.get('/imports').json()['items'][0]['id']}")
    page.get_by_text("名册写入后不能整批撤回").wait_for()
    assert page.get_by_role("button", name="整批撤回").count() == 0
    page.goto(f"/desk/standings?year={clock.today().year}")
    page.get_by_text("先采用考评办法，再计分，使一次计分生效。").wait_for()
    page.get_by_role("link", name="去采用考评办法").wait_for()
    assert failed == []
