"""A sitting's door: the hall's screen, own codes, the desk, paper, what is looked at afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.paths import web_dir
from tests.e2e.conftest import DESK, PHONES
from tests.e2e.site import Site
from tests.e2e.test_desk_records import begun

#: Reads a drawn code as a camera does: modules into pixels, pixels through the client's own reader.
READ = """async ([reader, at]) => {
  const svg = document.querySelector(at)
  const size = svg.viewBox.baseVal.width, wide = size * 4
  const data = new Uint8ClampedArray(wide * wide * 4).fill(255)
  for (const [, x, y] of svg.querySelector('path').getAttribute('d').matchAll(/M(\\d+) (\\d+)/g))
    for (let row = 0; row < 4; row += 1) for (let column = 0; column < 4; column += 1)
      data.set([0, 0, 0], ((+y * 4 + row) * wide + +x * 4 + column) * 4)
  return (await import(reader)).default(data, wide, wide)?.data
}"""


def test_who_comes_is_read_in_by_phone_paper_and_name_and_the_hall_counts_along(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    member, clerk = house.as_("member"), house.as_("section_clerk")
    due = [str(member.member_id), *(house.member(name) for name in ("丁晓红", "方立新"))]
    sitting = begun(house, due)["sittings"][0]["id"]
    reader = next((web_dir() or place).glob("assets/jsQR-*.js")).name  # type: ignore[union-attr]
    asked = [f"/assets/{reader}", "[data-own-code] svg"]

    wall = visit(DESK)
    screen = wall.log_in(clerk)
    screen.clock.install()
    screen.goto(f"/hall/{sitting}")
    screen.locator("[data-due]", has_text="3").wait_for()
    screen.locator("[data-digits]").wait_for()

    phone = visit(PHONES["usual"])
    page = phone.log_in(member)
    page.goto("/me/code")
    page.locator("[data-own-code] svg").wait_for()
    own = page.evaluate(READ, asked)

    # A hand reader types the code, with or without Enter.
    desk = wall.open()
    desk.goto(f"/desk/sittings/{sitting}/kiosk")
    field = desk.get_by_label("扫码，或输入姓名")
    field.fill(own)
    result = desk.locator(".result.good")
    result.get_by_text("李测试").wait_for()
    result.get_by_text("已签到。").wait_for()
    rows = clerk.get(f"/sittings/{sitting}/paper").json()["rows"]
    field.fill(next(row["code"] for row in rows if row["member_id"] == due[0]))
    desk.locator(".result.look").get_by_text("此前已签到。").wait_for()
    field.fill("丁晓红")
    field.press("Enter")
    desk.locator(".result.good").get_by_text("丁晓红").wait_for()
    screen.locator("[data-present]", has_text="2").wait_for()

    # A screen without a line keeps the counts, says so, and shows no code that nobody may use.
    wall.off_line(True)
    screen.clock.fast_forward(40_000)
    screen.get_by_text("线路断了，正在重连").wait_for()
    assert screen.locator("[data-digits]").count() == 0
    assert screen.locator("[data-present]").inner_text() == "2"
    wall.off_line(False)

    # Afterwards: one late entry, confirmed by somebody else; the sentence for the chair.
    desk.goto(f"/desk/sittings/{sitting}/roll")
    desk.get_by_role("button", name="签到记录").click()
    desk.get_by_role("button", name="补签").click()
    sheet = desk.get_by_role("dialog", name="补签")
    sheet.get_by_label("委员").select_option(index=1)
    sheet.get_by_label("理由").fill("手机没电，坐在第三排")
    sheet.get_by_role("button", name="登记补签").click()
    desk.get_by_text("1 条待核对，排在最前。").wait_for()
    assert desk.get_by_role("button", name="确认", exact=True).count() == 0, "not by whoever entered it"
    office = visit(DESK).log_in(house.as_("secretariat"))
    office.goto(f"/desk/sittings/{sitting}/roll")
    office.get_by_role("button", name="签到记录").click()
    office.get_by_text("补签，须由另一位工作人员确认").wait_for()
    office.keyboard.press("j")
    office.keyboard.press("y")
    sheet = office.get_by_role("dialog")
    sheet.get_by_role("button", name="现场看到本人").click()
    sheet.get_by_role("button", name="确认", exact=True).click()
    office.get_by_text("没有待核对的签到。").wait_for()
    office.get_by_role("button", name="报告人数").click()
    said = office.locator("[data-statement]").inner_text()
    assert said.startswith("本次会议应到 3 人，实到 3 人，请假 0 人，未到 0 人；超过应到人数的半数")


def test_every_number_of_the_tables_opens_its_lines(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    clerk, sector = house.as_("section_clerk"), house.unit("sector", "经济界")
    due = [house.member("丁晓红", unit_id=sector), house.member("方立新")]
    sitting = begun(house, due)["sittings"][0]["id"]
    lines = [{"member_id": one, "status": "late"} for one in due]
    assert clerk.put(f"/sittings/{sitting}/roll", json={"lines": lines}).status_code == 200
    assert clerk.post(f"/sittings/{sitting}/close").status_code == 200
    page = visit(DESK).log_in(clerk)
    page.goto("/desk/turnout")
    page.get_by_role("cell", name="100.0%").first.wait_for()
    page.get_by_role("button", name="界别").click()
    row = page.get_by_role("row").filter(has_text="经济界")
    row.get_by_role("link", name="1").first.click()
    page.get_by_text("丁晓红").wait_for()
    assert page.get_by_text("方立新").count() == 0
    page.get_by_role("link", name="返回统计").click()
    page.get_by_role("row").filter(has_text="合计").get_by_role("link", name="2").first.click()
    page.get_by_text("方立新").wait_for()


def test_places_and_guests_are_kept_at_the_desk(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    member, clerk = house.as_("member"), house.as_("section_clerk")
    activity = begun(house, [str(member.member_id), house.member("方立新")])
    desk = visit(DESK).log_in(clerk)
    desk.goto(f"/desk/activities/{activity['id']}")
    desk.get_by_text("方立新").first.wait_for()
    # On a slow line nothing can be typed yet: the list would be written over it when it comes.
    held: list[Any] = []
    desk.route("**/invitations", lambda asked: held.append(asked))
    desk.get_by_role("button", name="分组和座位").click()
    sheet = desk.get_by_role("dialog")
    sheet.get_by_role("heading", name="分组和座位").wait_for()
    desk.wait_for_timeout(200)
    assert len(held) == 1
    assert sheet.get_by_label("名单").count() == 0
    held[0].continue_()
    desk.unroute("**/invitations")
    sheet.get_by_label("名单").fill("，李测试，第三小组，5 排 12 座")
    sheet.get_by_role("button", name="保存分组和座位").click()
    desk.get_by_text("5 排 12 座").wait_for()
    desk.get_by_label("姓名", exact=True).fill("陈建国")
    desk.get_by_role("button", name="加入", exact=True).click()
    desk.get_by_text("陈建国").wait_for()
    desk.get_by_label("已到").check()
    desk.get_by_text("已保存。").wait_for()
    page = visit(PHONES["small"]).log_in(member)
    page.goto(f"/calendar/{activity['id']}")
    page.get_by_text("5 排 12 座").wait_for()
    page.get_by_text("还没有会议材料。").wait_for()
    kept = clerk.get(f"/sittings/{activity['sittings'][0]['id']}/guests").json()
    assert [(one["name"], one["came"]) for one in kept] == [("陈建国", True)]
