"""The desk's inbox, activities, rolls and records, by keyboard and by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from app.core import clock
from tests.access.world import PNG
from tests.e2e.barriers import barred
from tests.e2e.conftest import DESK, PHONES
from tests.e2e.site import Site
from tests.factories.house import House
from tests.promises.p13_bombs import plain_pdf

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
    page.get_by_role("heading", name="今天没有待核实的记录").wait_for()
    page.keyboard.press("z")
    page.get_by_role("heading", name="关于老旧小区加装充电桩的建议").wait_for()
    page.get_by_role("button", name="待我核实 1").wait_for()


def begun(house: House, member_ids: list[str]) -> dict[str, Any]:
    """Convene a meeting that began an hour ago; return it."""
    start = clock.now() - timedelta(hours=1)
    body = {
        "title": "提案委工作会议",
        "kind": "special_committee",
        "sittings": [{"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=3)).isoformat()}],
        "due": {"rule": "members", "member_ids": member_ids},
    }
    made = house.as_("section_clerk").post("/activities", json=body)
    assert made.status_code == 201, made.text
    return made.json()  # type: ignore[no-any-return]


def test_a_clerk_keeps_a_roll_by_keys_closes_it_and_the_member_sees_the_verdict(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    member, clerk = house.as_("member"), house.as_("section_clerk")
    others = [house.member(name) for name in ("丁晓红", "方立新", "赵敏")]
    activity = begun(house, [str(member.member_id), *others])
    page = visit(DESK).log_in(clerk)
    page.goto(f"/desk/activities/{activity['id']}")
    page.get_by_role("link", name="点名").click()
    page.get_by_text("应到 4 人，实到 0 人").wait_for()
    page.keyboard.press("f")
    page.get_by_label("快速查找").fill("李测试")
    page.keyboard.press("Enter")
    page.keyboard.press("2")
    page.get_by_text("应到 4 人，实到 1 人").wait_for()
    page.get_by_role("button", name="其余全部出席").click()
    page.get_by_text("应到 4 人，实到 4 人").wait_for()
    page.get_by_role("group", name="赵敏").get_by_role("button", name="缺席").click()
    page.get_by_role("button", name="保存 4 处改动").click()
    page.get_by_text("已保存 4 处改动。").wait_for()
    page.get_by_role("button", name="确认出席").click()
    sheet = page.get_by_role("dialog", name="确认出席")
    sheet.get_by_text("为 4 位应到委员各记一条出席情况：出席 2 人，迟到 1 人，缺席 1 人。").wait_for()
    sheet.get_by_role("button", name="确认出席并记入台账").click()
    page.get_by_text("已确认出席，为 4 位委员记入台账。").wait_for()
    phone = visit(PHONES["usual"]).log_in(member)
    phone.goto("/me/dossier")
    phone.get_by_text("应到 1 次，实到 1 次").wait_for()
    page.get_by_role("button", name="重新打开").click()
    sheet = page.get_by_role("dialog", name="重新打开")
    sheet.get_by_label("理由").fill("赵敏后来到了")
    sheet.get_by_role("button", name="重新打开").click()
    page.get_by_text("正在点名").wait_for()
    phone.reload()
    phone.get_by_text("应到 1 次，实到 1 次").wait_for(state="detached")


def test_two_who_keep_one_roll_lose_nothing(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    one, two = house.member("丁晓红"), house.member("方立新")
    activity = begun(house, [one, two])
    roll = f"/sittings/{activity['sittings'][0]['id']}/roll"
    page = visit(DESK).log_in(house.as_("section_clerk"))
    page.goto(f"/desk{roll}")
    page.get_by_role("group", name="丁晓红").get_by_role("button", name="出席").click()
    line = {"lines": [{"member_id": two, "status": "excused"}]}
    assert house.as_("secretariat").put(roll, json=line).status_code == 200
    page.get_by_role("button", name="保存 1 处改动").click()
    page.get_by_text("另一人刚才也登记过").wait_for()
    page.get_by_role("button", name="保存 1 处改动").click()
    page.get_by_text("已保存 1 处改动。").wait_for()
    kept = {e["name"]: e["status"] for e in house.as_("section_clerk").get(roll).json()["entries"]}
    assert kept == {"丁晓红": "present", "方立新": "excused"}


def test_an_activity_is_convened_with_two_sittings_and_a_preview_of_who_is_due(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    for name in ("丁晓红", "方立新"):
        house.member(name, standing=True)
    house.member("赵敏")
    page = visit(DESK).log_in(house.as_("section_clerk"))
    page.goto("/desk/activities")
    # The key is heard once the page stands, which its first answer shows.
    page.wait_for_load_state("networkidle")
    page.keyboard.press("n")
    page.get_by_role("button", name="召集", exact=True).click()
    page.get_by_text("请填写名称。").wait_for()
    page.get_by_label("名称").fill("常委会会议")
    page.get_by_label("类别").select_option(label="常委会会议")
    page.get_by_label("日期").fill((clock.today() + timedelta(days=3)).isoformat())
    page.get_by_label("应到范围").select_option(label="常委")
    page.get_by_text("应到 2 人。").wait_for()
    page.get_by_role("button", name="再加一场").click()
    page.get_by_role("button", name="召集", exact=True).click()
    page.get_by_role("heading", name="应到 2 人").wait_for()
    made = house.as_("section_clerk").get("/activities").json()["items"][0]
    assert (len(made["sittings"]), made["due"]) == (2, 2)
    page.get_by_role("button", name="取消活动").click()
    sheet = page.get_by_role("dialog", name="取消活动")
    sheet.get_by_label("理由").fill("台风来了")
    sheet.get_by_role("button", name="取消活动").click()
    page.get_by_text("取消原因：台风来了").wait_for()


def test_the_office_enters_a_proposal_for_a_member_and_it_is_filed(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    house.member("丁晓红")
    page = visit(DESK).log_in(house.as_("section_clerk"))
    page.goto("/desk/proposals")
    page.get_by_role("link", name="代为填报").click()
    page.get_by_role("button", name="提交核实").click()
    page.get_by_text("请选择委员。").wait_for()
    page.get_by_text("请填写题目。").wait_for()
    page.get_by_role("group", name="委员", exact=True).get_by_role("button", name="添加委员").click()
    sheet = page.get_by_role("dialog", name="委员")
    sheet.get_by_label("姓名或拼音").fill("丁晓红")
    sheet.get_by_role("button", name="查找").click()
    sheet.get_by_role("button", name="丁晓红").click()
    page.get_by_label("题目").fill("关于推进毗邻地区农业协作的提案")
    page.get_by_label("正文").fill("案由、分析、建议。")
    page.get_by_role("button", name="提交核实").click()
    page.get_by_role("heading", name="关于推进毗邻地区农业协作的提案").wait_for()
    made = house.as_("section_clerk").get("/proposals").json()["items"][0]
    assert (made["subject"], made["state"]) == ("丁晓红", "submitted")
    # Whoever entered it decides nothing about it.
    page.get_by_text("由本部门另一位核实").wait_for()
    assert page.get_by_role("button", name="核实", exact=True).count() == 0
    assert house.as_("verifier").post(f"/claims/{made['id']}/verify").status_code == 200
    page = visit(DESK).log_in(house.as_("secretariat"))
    page.goto(f"/desk/records/{made['id']}")
    page.get_by_role("button", name="登记立案").click()
    sheet = page.get_by_role("dialog", name="审查结果")
    sheet.get_by_label("审查结果").select_option(label="立案")
    sheet.get_by_role("button", name="保存").click()
    sheet.get_by_text("请填写立案号。").wait_for()
    sheet.get_by_label("立案号").fill("2026-058")
    sheet.get_by_role("button", name="保存").click()
    page.get_by_text("已登记。").wait_for()
    page.get_by_text("2026-058").wait_for()
    page.goto("/desk/ledger")
    page.get_by_role("cell", name="冲销：立案结果").first.wait_for()


def test_a_verified_record_is_corrected_by_taking_it_back_and_changing_it(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    claim = hand_in(house)
    clerk = house.as_("section_clerk")
    assert clerk.post(f"/claims/{claim}/verify").status_code == 200
    page = visit(DESK).log_in(clerk)
    page.goto(f"/desk/records/{claim}")
    page.get_by_role("button", name="撤回核实").click()
    sheet = page.get_by_role("dialog", name="撤回核实")
    sheet.get_by_label("理由").fill("题目有错字")
    sheet.get_by_role("button", name="撤回核实").click()
    page.get_by_role("button", name="修改").click()
    page.get_by_label("题目").fill("关于农贸市场停车难的反映")
    page.get_by_role("button", name="保存修改").click()
    page.get_by_role("heading", name="关于农贸市场停车难的反映").wait_for()
    page.get_by_role("button", name="核实", exact=True).click()
    page.get_by_text("已核实：关于农贸市场停车难的反映").wait_for()
    assert sum(line["quantity"] for line in clerk.get(f"/ledger?claim_id={claim}").json()["items"]) > 0


def pages_of(house: House) -> list[str]:
    """Return an address of every page of this room, with something on each."""
    claim = hand_in(house)
    hand_in(house, "关于农贸市场周边停车难问题的反映")
    activity = begun(house, [str(house.as_("member").member_id), house.member("丁晓红")])
    return [
        "/desk/inbox",
        "/desk/activities",
        "/desk/activities/new",
        f"/desk/activities/{activity['id']}",
        f"/desk/sittings/{activity['sittings'][0]['id']}/roll",
        "/desk/proposals",
        "/desk/opinions",
        "/desk/contributions",
        "/desk/ledger",
        "/desk/records/new",
        "/desk/records/new/proposal",
        f"/desk/records/{claim}",
    ]


def test_no_page_of_the_room_keeps_a_reader_out(browser: Any, place: Site) -> None:
    house = place.house()
    assert barred(browser, place.url, house.as_("secretariat"), pages_of(house)) == {}


def test_a_list_is_uploaded_on_a_tablet_whole_or_not_at_all(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    one, two = house.member("丁晓红"), house.member("方立新")
    activity = begun(house, [one, two])
    roll = f"/sittings/{activity['sittings'][0]['id']}/roll"
    page = visit((768, 1024)).log_in(house.as_("section_clerk"))
    page.goto(f"/desk{roll}")
    upload = page.get_by_label("上传名单")
    wrong = "姓名,出席情况\n丁晓红,出席\n没有这人,出席\n方立新,睡着了\n"
    upload.set_input_files({"name": "名单.csv", "mimeType": "text/csv", "buffer": wrong.encode()})
    alert = page.get_by_role("alert")
    alert.get_by_text("“没有这人”不在本次应到名单中。").wait_for()
    assert "A3" in alert.inner_text() and "B4" in alert.inner_text()
    page.get_by_text("应到 2 人，实到 0 人").wait_for()
    right = "姓名,出席情况,备注\n丁晓红,迟到,堵车\n"
    upload.set_input_files({"name": "名单.csv", "mimeType": "text/csv", "buffer": right.encode()})
    page.get_by_text("应到 2 人，实到 1 人").wait_for()
    page.get_by_text("堵车").first.wait_for()
    page.get_by_role("group", name="方立新").get_by_role("button", name="公假").tap()
    page.get_by_text("应到 1 人，实到 1 人").wait_for()
    page.get_by_text("另有公假 1 人，不计应到。").wait_for()


def test_evidence_is_shown_beside_the_record_and_enlarged_by_a_key(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    claim = hand_in(house)
    for name, media, data in (("照片.png", "image/png", PNG), ("说明.pdf", "application/pdf", plain_pdf())):
        kept = house.as_("member").post(f"/claims/{claim}/attachments", files={"file": (name, data, media)})
        assert kept.status_code == 201, kept.text
    page = visit(DESK).log_in(house.as_("section_clerk"))
    page.goto("/desk/inbox")
    page.get_by_role("img", name="照片.png").wait_for()
    page.get_by_text("第 1 件，共 2 件").wait_for()
    page.keyboard.press(" ")
    page.get_by_role("dialog", name="照片.png").get_by_role("img").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.keyboard.press("]")
    page.get_by_text("第 2 件，共 2 件").wait_for()
    with page.expect_download() as saved:
        page.keyboard.press(" ")
    assert saved.value.suggested_filename == "说明.pdf"


def test_an_activity_is_changed_shared_and_concluded_when_every_roll_is_closed(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    one, late = house.member("丁晓红"), house.member("方立新")
    made = house.as_("secretariat").post("/partners", json={"name": "上海市金山区政协"})
    assert made.status_code == 201, made.text
    activity = begun(house, [one])
    page = visit(DESK).log_in(house.as_("section_clerk"))
    page.goto(f"/desk/activities/{activity['id']}")
    page.get_by_role("heading", name="提案委工作会议").wait_for()
    page.keyboard.press("e")
    sheet = page.get_by_role("dialog", name="修改")
    sheet.get_by_label("地点").fill("市政协三楼会议室")
    sheet.get_by_role("button", name="保存修改").click()
    page.get_by_role("cell", name="市政协三楼会议室").wait_for()
    page.get_by_role("button", name="补充应到").click()
    sheet = page.get_by_role("dialog", name="补充应到")
    sheet.get_by_label("应到范围").select_option(label="全体委员")
    sheet.get_by_text("应到 2 人。").wait_for()
    sheet.get_by_role("button", name="加入应到名单").click()
    page.get_by_role("heading", name="应到 2 人").wait_for()
    page.get_by_text("方立新").wait_for()
    page.get_by_role("button", name="发给联动政协").click()
    sheet = page.get_by_role("dialog", name="发给联动政协")
    sheet.get_by_label("上海市金山区政协").check()
    sheet.get_by_role("button", name="发出").click()
    page.get_by_text("跨区域联动").wait_for()
    assert page.get_by_role("button", name="办结").is_disabled()
    roll = activity["sittings"][0]["id"]
    lines = [{"member_id": who, "status": "present"} for who in (one, late)]
    clerk = house.as_("section_clerk")
    assert clerk.put(f"/sittings/{roll}/roll", json={"lines": lines}).status_code == 200
    assert clerk.post(f"/sittings/{roll}/close").status_code == 200
    page.reload()
    page.get_by_role("button", name="办结").click()
    sheet = page.get_by_role("dialog", name="办结")
    sheet.get_by_label("会外参与人次").fill("120")
    sheet.get_by_role("button", name="办结并记入台账").click()
    page.get_by_text("已办结，记入台账。").wait_for()
    assert clerk.get(f"/activities/{activity['id']}").json()["participants"] == 120
