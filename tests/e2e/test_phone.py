"""What a member does on the phone, as stories: from a cut line to the receipt."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from app.core import clock
from tests.access.world import PNG
from tests.e2e.barriers import serious
from tests.e2e.conftest import PHONES
from tests.e2e.site import Site
from tests.factories.house import PASSWORD, Caller, House
from tests.flow.test_roll_to_dossier import adopt_scheme

TITLE = "关于老旧小区加装充电桩的建议"


def kept_off_line(page: Any) -> None:
    """Wait until the phone can open pages without a line."""
    # No polling: the page's policy forbids scripts made of text while it waits.
    page.evaluate(
        """async () => {
          const worker = navigator.serviceWorker
          const taken = new Promise((done) =>
            worker.addEventListener('controllerchange', done, { once: true }))
          await worker.ready
          if (!worker.controller) await taken
        }"""
    )


def piece(house: House, caller: Caller, route: str = "/proposals", **more: Any) -> dict[str, Any]:
    body = {
        "title": TITLE,
        "occurred_on": clock.today().isoformat(),
        "section_id": house.section_id,
        "body": "多名居民反映充电难。建议在空地加装充电桩。",
        **more,
    }
    answer = caller.post(route, json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


def convene(house: House, member: Caller, in_days: int = 2, **more: Any) -> dict[str, Any]:
    start = clock.now() + timedelta(days=in_days)
    body = {
        "title": "常委会第三十四次会议",
        "kind": "standing_committee",
        "place": "市政协三楼会议室",
        "sittings": [{"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=3)).isoformat()}],
        "due": {"rule": "members", "member_ids": [member.member_id]},
        **more,
    }
    answer = house.as_("section_clerk").post("/activities", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


def test_a_proposal_written_without_a_line_arrives_the_next_day_once_and_moves_the_receipt(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    adopt_scheme(house)
    member, today = house.as_("member"), clock.today()
    visitor = visit(PHONES["small"])
    page = visitor.log_in(member)
    kept_off_line(page)
    page.goto("/records/new/proposal")
    page.get_by_label("受理部门").locator("option", has_text="提案委办公室").wait_for(state="attached")
    visitor.off_line(True)
    page.get_by_label("题目").fill(TITLE)
    page.get_by_label("受理部门").select_option(label="提案委办公室")
    page.get_by_label("正文").fill("多名居民反映充电难。建议在空地加装充电桩。")
    page.get_by_role("button", name="提交核实").click()
    page.get_by_text("没有网络。已记下").wait_for()
    visitor.kill()

    tomorrow = today + timedelta(days=1)
    with clock.shifted_to(tomorrow):
        clerk = house.seat("section_clerk", section_id=house.section_id)
        visitor.context.clock.set_system_time(datetime.now(UTC) + timedelta(days=1))
        page = visitor.open()
        page.goto("/records")
        page.get_by_text(TITLE).wait_for()
        visitor.off_line(False)
        page.evaluate("dispatchEvent(new Event('online'))")
        page.get_by_role("heading", name="待送达").wait_for(state="detached")
        page.evaluate("dispatchEvent(new Event('online'))")
        page.reload()
        page.get_by_role("link", name=TITLE).wait_for()
        arrived = clerk.get("/proposals").json()["items"]
        assert [(one["title"], one["occurred_on"]) for one in arrived] == [(TITLE, today.isoformat())]

        page.goto(f"/me/score?year={today.year}")
        page.get_by_text("提案立案").wait_for(state="attached")
        assert page.locator(".total b").inner_text() == "0"
        claim = arrived[0]["id"]
        assert clerk.post(f"/claims/{claim}/verify", headers={"If-Match": '"1"'}).status_code == 200
        filed = clerk.post(f"/proposals/{claim}/filing", json={"filing": "filed", "number": "2026-1"})
        assert filed.status_code == 200, filed.text
        page.goto(f"/me/dossier?year={today.year}")
        page.get_by_role("heading", name="履职事项").get_by_text("1 条").wait_for()
        page.goto(f"/me/score?year={today.year}")
        page.get_by_role("button", name="看 1 条记录").click()
        page.get_by_role("link", name=TITLE).wait_for()
        assert page.locator(".total b").inner_text() not in {"0", "—"}


def test_a_draft_with_files_survives_the_page_without_a_line(place: Site, visit: Callable[..., Any]) -> None:
    visitor = visit()
    page = visitor.log_in(place.house().as_("member"))
    kept_off_line(page)
    page.goto("/records/new/opinion")
    page.get_by_label("题目").wait_for()
    visitor.off_line(True)
    page.get_by_label("题目").fill(TITLE)
    picture = {"name": "现场.png", "mimeType": "image/png", "buffer": PNG}
    page.get_by_label("佐证材料").set_input_files([picture])
    page.get_by_text("草稿已在").wait_for()
    page.wait_for_timeout(1200)
    visitor.kill()
    page = visitor.open()
    page.goto("/records")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_text("现场.png").wait_for()
    assert page.get_by_label("题目").input_value() == TITLE


def test_notices_are_unread_then_read_and_stay_without_a_line(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    member, clerk = house.as_("member"), house.as_("section_clerk")
    made = piece(house, member)
    clerk.post(f"/claims/{made['id']}/return", json={"reason": "请补充小区名称"})
    visitor = visit(PHONES["small"])
    page = visitor.log_in(member)
    kept_off_line(page)
    page.goto("/")
    page.get_by_text("1 条未读").wait_for()
    page.get_by_role("link", name="全部通知").click()
    page.get_by_text("已退回：请补充小区名称").wait_for()
    page.get_by_text("新", exact=True).wait_for()
    page.wait_for_function("fetch")
    page.get_by_role("button", name="返回").click()
    page.get_by_role("link", name="全部通知").wait_for()
    page.get_by_text("条未读").wait_for(state="detached")
    assert member.get("/me/notices").json()["unread"] == 0
    visitor.off_line(True)
    page.goto("/notices")
    page.get_by_text("没有网络，显示的是").wait_for()
    page.get_by_role("link", name=TITLE).wait_for()
    visitor.off_line(False)
    page.goto("/notices")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="补正").wait_for()


def test_the_export_downloads_and_opens(place: Site, visit: Callable[..., Any], tmp_path: Path) -> None:
    house = place.house()
    member = house.as_("member")
    piece(house, member)
    page = visit().log_in(member)
    page.goto("/me")
    page.get_by_role("link", name="我的数据").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="下载我的数据").click()
    page.get_by_text("已下载：我的履职数据-").wait_for()
    kept = tmp_path / "mine.zip"
    coming.value.save_as(kept)
    archive = zipfile.ZipFile(kept)
    book = load_workbook(io.BytesIO(archive.read("我的履职数据.xlsx")))
    assert [row[1].value for row in book["履职记录"].iter_rows(min_row=2)] == [TITLE]


def test_feedback_waits_for_a_line_and_its_answer_comes_back(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    member, office = house.as_("member"), house.as_("secretariat")
    visitor = visit(PHONES["small"])
    page = visitor.log_in(member)
    kept_off_line(page)
    page.goto("/me/feedback?from=/calendar")
    page.get_by_role("button", name="提交反馈").click()
    page.get_by_text("请写两个字以上。").wait_for()
    visitor.off_line(True)
    page.get_by_label("意见或问题").fill("日程页上看不到会场的详细地址。")
    page.get_by_role("button", name="提交反馈").click()
    page.get_by_text("没有网络。已记下").wait_for()
    visitor.off_line(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.get_by_text("待答复").wait_for()
    (one,) = office.get("/feedback").json()["items"]
    assert one["page"] == "/calendar"
    assert one["client"] and f"/assets/{one['client']}.js" in page.content()
    office.post(f"/feedback/{one['id']}/answer", json={"text": "已在活动页补上会场地址。"})
    page.reload()
    page.get_by_text("已在活动页补上会场地址。").wait_for()


def test_pictures_open_large_turn_and_are_taken_back(browser: Any, place: Site) -> None:
    from tests.e2e.visitor import Visitor

    house = place.house()
    member = house.as_("member")
    claim = piece(house, member)["id"]
    for name in ("会场.png", "现场.png"):
        file = {"file": (name, PNG, "image/png")}
        assert member.post(f"/claims/{claim}/attachments", files=file).status_code == 201
    visitor = Visitor(browser, place.url, PHONES["small"], bypass_csp=True)
    page = visitor.log_in(member)
    page.goto(f"/records/{claim}")
    page.get_by_role("button", name="会场.png").click()
    view = page.get_by_role("dialog", name="看图")
    view.get_by_role("img", name="佐证图片：会场.png").wait_for()
    assert serious(page) == []
    view.get_by_role("button", name="放大").click()
    view.get_by_role("button", name="看整张").wait_for()
    page.keyboard.press("ArrowRight")
    view.get_by_role("img", name="佐证图片：现场.png").wait_for()
    page.keyboard.press("Escape")
    view.wait_for(state="detached")
    page.get_by_role("button", name="移除").first.click()
    page.get_by_role("button", name="会场.png").wait_for(state="detached")
    assert [one["name"] for one in member.get(f"/claims/{claim}/attachments").json()] == ["现场.png"]
    assert not visitor.close()


def test_a_co_signature_is_answered_after_the_whole_text(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    member = house.as_("member")
    lead = house.seat("member", member_id=house.member("钱领衔"))
    made = piece(house, lead, form="joint", others=[member.member_id])
    page = visit().log_in(member)
    page.goto("/records")
    page.get_by_role("heading", name="请您联名").wait_for()
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_text("建议在空地加装充电桩。").wait_for()
    agree = page.get_by_role("button", name="同意")
    agree.click()
    # The lead's own "已同意" stands there from the start; the button goes when the answer is in.
    agree.wait_for(state="hidden")
    shares = {one["member_id"]: one["state"] for one in lead.get(f"/proposals/{made['id']}").json()["shares"]}
    assert shares[member.member_id] == "accepted"


def test_the_month_says_in_words_what_waits_and_is_remembered(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    member = house.as_("member")
    activity = convene(house, member)
    visitor = visit()
    page = visitor.log_in(member)
    page.goto("/calendar")
    page.get_by_role("button", name="月历").click()
    day = clock.beijing_date(clock.now() + timedelta(days=2))
    if day.month != clock.today().month:
        page.get_by_role("button", name="下一个月").click()
    cell = page.get_by_role("button", name=f"{day.month}月{day.day}日，1 项，待复")
    cell.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name=activity["title"]).click()
    page.get_by_text("提案委办公室").wait_for()
    page.get_by_role("button", name="参加", exact=True).click()
    page.get_by_text("已回复：参加").wait_for()
    page.goto("/calendar")
    page.get_by_role("table", name="的会议与活动").wait_for()


def test_the_first_password_comes_before_anything_else(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    fresh = house.seat("member", member_id=house.member("周新人"), must_change=True)
    page = visit(PHONES["small"]).log_in(fresh)
    page.wait_for_url("**/first-password")
    page.goto("/records")
    page.wait_for_url("**/first-password")
    page.get_by_label("原密码").fill(PASSWORD)
    page.get_by_label("新密码", exact=True).fill("a-walk-along-the-lake")
    page.get_by_label("再输一遍").fill("a-walk-along-the-lake")
    page.locator("form button[type=submit]").click()
    page.get_by_text("近期没有安排").wait_for()


def test_another_device_is_logged_out_from_the_list(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    member = house.as_("member")
    page = visit().log_in(member)
    page.goto("/me/sessions")
    page.get_by_role("button", name="结束登录").click()
    page.get_by_role("button", name="结束登录").wait_for(state="detached")
    assert member.get("/me").status_code == 401


def test_the_install_button_is_there_when_the_browser_offers(place: Site, visit: Callable[..., Any]) -> None:
    page = visit().log_in(place.house().as_("member"))
    assert page.get_by_role("button", name="装到手机桌面").count() == 0
    page.evaluate(
        "() => { const offer = new Event('beforeinstallprompt'); window.asked = 0;"
        "offer.prompt = async () => { window.asked += 1 }; dispatchEvent(offer) }"
    )
    page.get_by_role("link", name="我的").click()
    page.get_by_role("link", name="使用帮助").click()
    page.get_by_role("button", name="装到手机桌面").click()
    assert page.evaluate("window.asked") == 1
    page.get_by_role("button", name="装到手机桌面").wait_for(state="detached")


def figures(page: Any) -> list[list[int]]:
    """Return per block of the receipt: its sum, then every number under it."""
    seen = "[...each.querySelectorAll('h2 > b, .ld > b, .adj > b')].filter((one) => one.offsetParent)"
    texts = page.eval_on_selector_all(
        "main .blk:has(> ol)", f"(all) => all.map((each) => {seen}.map((one) => one.textContent))"
    )
    return [[int(text.replace("−", "-")) for text in block] for block in texts]


def test_a_cap_is_a_line_of_its_own_and_what_is_shown_adds_up(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    adopt_scheme(house, "anhui-hefei")
    member, clerk = house.as_("member"), house.as_("section_clerk")
    for number in range(6):
        made = piece(house, member, title=f"第 {number} 件提案")
        assert clerk.post(f"/claims/{made['id']}/verify").status_code == 200
        said = {"filing": "filed", "number": f"2026-{number}"}
        assert clerk.post(f"/proposals/{made['id']}/filing", json=said).status_code == 200
    page = visit().log_in(member)
    page.goto("/me/score")
    page.get_by_text("本项封顶").wait_for()
    blocks = figures(page)
    assert [block[0] for block in blocks] == [sum(block[1:]) for block in blocks]
    assert [number for block in blocks for number in block if number in {25, -5}] == [25, -5]
    assert page.locator(".total b").inner_text() == str(sum(block[0] for block in blocks))
    # Each proposal counts somewhere, so none is said to count nowhere.
    assert page.get_by_role("heading", name="没有计入的记录").count() == 0
