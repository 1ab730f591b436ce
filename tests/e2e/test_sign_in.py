"""Signing in on the phone: before the log-in, without a line, without a camera."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import segno

from app.core import clock
from app.facts.attendance.signing import code as codes
from tests.e2e.conftest import DESK, PHONES
from tests.e2e.site import Site
from tests.e2e.test_phone import kept_off_line
from tests.factories.house import PASSWORD, Caller, House

#: The phone lives a day later than this machine, as the server then does.
TOMORROW = """(() => {
  const Real = Date, day = 86400000
  globalThis.Date = class extends Real {
    constructor(...said) { said.length ? super(...said) : super(Real.now() + day) }
    static now() { return Real.now() + day }
  }
})()"""
KEPT = """async (shelf) => {
  const asked = indexedDB.open('lvzhi')
  await new Promise((resolve) => (asked.onsuccess = resolve))
  const all = asked.result.transaction(shelf).objectStore(shelf).getAll()
  await new Promise((resolve) => (all.onsuccess = resolve))
  asked.result.close()
  return all.result
}"""
#: A camera that looks at the hall's screen.
CAMERA = """(rows) => {
  const canvas = document.createElement('canvas'), paper = canvas.getContext('2d'), size = 6
  canvas.width = canvas.height = (rows.length + 8) * size
  const draw = () => {
    paper.fillStyle = '#fff'
    paper.fillRect(0, 0, canvas.width, canvas.height)
    paper.fillStyle = '#000'
    const dot = (x, y) => paper.fillRect((x + 4) * size, (y + 4) * size, size, size)
    rows.forEach((row, y) => row.forEach((dark, x) => dark && dot(x, y)))
  }
  draw()
  setInterval(draw, 100)
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10)
}"""


def convene(house: House, member: Caller) -> list[str]:
    """Convene a morning that runs and an afternoon that is open already; return their ids."""
    start = clock.now() - timedelta(minutes=30)
    times = [(start, start + timedelta(minutes=50)), (start + timedelta(hours=1), start + timedelta(hours=3))]
    sittings = [
        {"name": name, "starts_at": begins.isoformat(), "ends_at": ends.isoformat()}
        for name, (begins, ends) in zip(("上午", "下午"), times, strict=True)
    ]
    body = {
        "title": "常委会分组讨论",
        "kind": "standing_committee",
        "place": "第二会议室",
        "sittings": sittings,
        "due": {"rule": "members", "member_ids": [member.member_id]},
    }
    answer = house.as_("section_clerk").post("/activities", json=body)
    assert answer.status_code == 201, answer.text
    return [one["id"] for one in answer.json()["sittings"]]


def shown(house: House, sitting: str) -> str:
    """Return the code on the screen, early in its time so that a slow machine does not outlast it."""
    step = codes.step_of(clock.now() + timedelta(seconds=8))
    return codes.written(house.db.secret, house.council_id, sitting, step)


def logged(house: House, sitting: str) -> list[tuple[Any, ...]]:
    items = house.as_("section_clerk").get(f"/sittings/{sitting}/sign-ins").json()["items"]
    return [(one["way"], one["verdict"], one["doubts"], one["counts"]) for one in items]


def test_a_scan_outlives_the_log_in_a_cut_line_and_the_page_and_counts_once(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    member = house.as_("member")
    morning, afternoon = convene(house, member)
    visitor = visit(PHONES["small"])
    page = visitor.page
    # The phone's own camera opens the address before anybody has logged in.
    page.goto(f"/s/{shown(house, morning)}")
    page.get_by_label("账号").fill(member.username)  # type: ignore[attr-defined]
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_text("已计入").wait_for()
    page.get_by_text("已签到").wait_for()
    assert logged(house, morning) == [("hall_code", "accepted", [], True)]

    kept_off_line(page)
    visitor.off_line(True)
    page.goto(f"/s/{shown(house, afternoon)}")
    row = page.get_by_role("listitem").filter(has_text="常委会分组讨论 下午")
    row.get_by_text("联网后自动送达").wait_for()
    visitor.kill()
    assert logged(house, afternoon) == []

    with clock.shifted_to(clock.today() + timedelta(days=1)):
        visitor.context.add_init_script(TOMORROW)
        page = visitor.open()
        page.goto("/")
        page.get_by_text("1 条签到已记下").wait_for()
        visitor.off_line(False)
        page.evaluate("dispatchEvent(new Event('online'))")
        page.get_by_text("1 条签到已记下").wait_for(state="detached")
        # Told once more and opened once more, it sends nothing more.
        page.evaluate("dispatchEvent(new Event('online'))")
        page.goto("/sign-in")
        row = page.get_by_role("listitem").filter(has_text="常委会分组讨论 下午")
        row.get_by_text("已计入").wait_for()
        kept = page.evaluate(KEPT, "sign_ins")
    assert sorted(one["verdict"]["verdict"] for one in kept) == ["accepted", "accepted"]
    assert logged(house, afternoon) == [("hall_code", "accepted", [], True)]


@pytest.mark.parametrize("form", ["{url}/s/{code}", "{code}"], ids=["address", "bare"])
def test_six_digits_do_without_a_camera_and_the_scanner_reads_the_screen(
    place: Site, visit: Callable[..., Any], form: str
) -> None:
    house = place.house()
    member, clerk = house.as_("member"), house.as_("section_clerk")
    morning, afternoon = convene(house, member)
    page = visit(PHONES["small"]).log_in(member)
    page.get_by_role("link", name="签到", exact=True).first.click()
    page.get_by_role("button", name="扫会场码").click()
    page.get_by_role("dialog").get_by_role("alert").wait_for()
    page.get_by_role("button", name="换一种方式").click()

    six = page.get_by_label("六位数字")
    right = clerk.get(f"/sittings/{morning}/hall").json()["digits"]
    six.fill(f"{(int(right) + 1) % 1_000_000:06}")
    page.get_by_role("button", name="用数字签到").click()
    page.get_by_text("还可以试 4 次").wait_for()
    six.fill(clerk.get(f"/sittings/{morning}/hall").json()["digits"])
    page.get_by_role("button", name="用数字签到").click()
    page.get_by_text("签到成功").wait_for()
    page.get_by_text("已签到").wait_for()

    screen = form.format(url=place.url, code=shown(house, afternoon))
    page.evaluate(CAMERA, [list(row) for row in segno.make(screen, micro=False).matrix])
    page.get_by_role("button", name="扫会场码").click()
    page.get_by_text("已计入").wait_for()
    assert logged(house, morning)[0] == ("digits", "accepted", [], True)
    assert logged(house, afternoon) == [("hall_code", "accepted", [], True)]


def test_the_office_rules_on_lateness_and_a_member_signs_out_without_a_line(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    member, clerk = house.as_("member"), house.as_("section_clerk")
    morning, _ = convene(house, member)
    desk = visit(DESK).log_in(house.as_("secretariat"))
    desk.goto("/desk/attendance-rules")
    desk.get_by_role("button", name="修改").click()
    desk.get_by_role("button", name="加一行").click()
    sheet = desk.get_by_role("dialog")
    sheet.get_by_label("常委会会议", exact=True).check()
    sheet.get_by_label("算迟到").fill("10")
    sheet.get_by_label("散会要签退").check()
    sheet.get_by_label("签退算早退").fill("5")
    sheet.get_by_role("button", name="确定").click()
    desk.get_by_role("button", name="启用新规定").click()
    desk.get_by_role("dialog").get_by_role("button", name="启用新规定").click()
    desk.get_by_text("第 1 版").first.wait_for()
    desk.get_by_role("cell", name="开始 10 分钟以后为迟到").wait_for()

    visitor = visit(PHONES["small"])
    page = visitor.log_in(member)
    page.goto(f"/s/{shown(house, morning)}")
    page.get_by_text("已签到").wait_for()
    page.get_by_role("button", name="扫会场码签退").wait_for()
    kept_off_line(page)
    visitor.off_line(True)
    page.evaluate(CAMERA, [list(row) for row in segno.make(shown(house, morning), micro=False).matrix])
    page.get_by_role("button", name="扫会场码签退").click()
    page.get_by_text("签退已记下").wait_for()
    visitor.off_line(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.get_by_text("已签退").first.wait_for()
    log = clerk.get(f"/sittings/{morning}/sign-ins").json()["items"]
    assert sorted((one["act"], one["verdict"]) for one in log) == [("in", "accepted"), ("out", "accepted")]
    desk.goto(f"/desk/sittings/{morning}/roll")
    desk.get_by_text(re.compile(r"迟到 (29|30|31) 分钟；.*早退 \d+ 分钟")).wait_for()
